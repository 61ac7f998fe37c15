"""A large plan in batches: what each holds, and that only the last one shows."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync import changes as c
from sheets_sync.encode import encode
from sheets_sync.encode.body import body_bytes
from sheets_sync.errors import TooLargeError
from sheets_sync.layout import HEADER
from sheets_sync.model import Link, TabMark
from sheets_sync.pieces import in_pieces, weigh
from sheets_sync.room import check_room
from sheets_sync.spaces import DeleteRows
from sheets_sync.stage_changes import PasteValues, ShowTab
from sheets_sync.staging import MAX_REQUESTS, stage
from tests.builders import REGULAR, VIP, snapshot, tab
from tests.laws import tried

MOST_BYTES = 4_000
PEOPLE, NEW = 1, 70
SNAPSHOT = snapshot(
    tab("People", [["Name", "Segment"]], sheet_id=PEOPLE, owned={"segment": 1}),
    tab("Regular", [["Customer"]], sheet_id=2, mark=REGULAR),
)
TOKEN = c.AddTab(50, TabMark("generation"), "Segment state", 1, 1, 0, hidden=True)
ROWS = tuple((f"Person {n}", n, None, "Bought twice") for n in range(90))
LABELS = tuple((f"Segment {n % 7}", "why, in so many words") for n in range(90))
PLAN = (
    TOKEN,
    c.AddTab(NEW, VIP, "VIP", 92, 8),
    c.MarkColumn(NEW, 0, "customer"),
    c.WriteCells(NEW, 0, 0, (("Customer",),), ((HEADER,),)),
    c.WriteCells(NEW, 1, 0, ROWS),
    c.WriteCells(PEOPLE, 1, 1, LABELS),
    c.TintCells(NEW, 1, 0, ("#FF0000", "") * 45),
    c.CopyCells(2, 1, 5, NEW, 1, 6),
    DeleteRows(2, 1, 1),
    c.DeleteTab(49),
)


def hidden(sheet_id, title="Segment state 1", number=9):
    """Return a tab of a stage that was left behind."""
    left = tab(title, [], sheet_id=sheet_id, mark=TabMark("stage", stage=number))
    return replace(left, hidden=True)


def size_of(*changes):
    """Return how long the body with these changes is."""
    return len(body_bytes(encode(changes)))


def batches_of(staged):
    return [*staged.batches, staged.last]


def test_a_plan_that_fits_is_left_as_it_is():
    """One request, and nothing in it but the plan."""
    staged = stage(PLAN, SNAPSHOT)

    assert (staged.batches, staged.last, staged.stage) == ((), PLAN, 0)


def test_no_batch_is_larger_than_it_may_be():
    """The first, the last and all between."""
    staged = stage(PLAN, SNAPSHOT, MOST_BYTES)

    assert len(staged.batches) > 3
    assert all(size_of(*batch) <= MOST_BYTES for batch in batches_of(staged))


def test_before_the_last_batch_nothing_touches_a_tab_that_is_there():
    """They add hidden tabs of a stage and fill those, and delete no others."""
    staged = stage(PLAN, SNAPSHOT, MOST_BYTES)

    changes = [change for batch in staged.batches for change in batch]
    added = [change for change in changes if isinstance(change, c.AddTab)]
    assert all(one.hidden and one.mark.role == "stage" for one in added)
    assert {one.mark.stage for one in added} == {staged.stage}
    ids = {one.sheet_id for one in added}
    assert NEW in ids
    assert {change.sheet_id for change in changes} == ids


def test_new_tabs_are_filled_in_order_and_shown_last():
    """Together the pieces are what one request would have held."""
    staged = stage(PLAN, SNAPSHOT, MOST_BYTES)

    written = [
        change
        for batch in staged.batches
        for change in batch
        if isinstance(change, c.WriteCells) and change.sheet_id == NEW
    ]
    rows = [row for change in written[1:] for row in change.rows]
    assert rows == [*ROWS]
    assert [one.row_index for one in written[1:3]] == [1, 1 + len(written[1].rows)]
    assert ShowTab(NEW, VIP, "VIP") in staged.last
    kept = [one for one in PLAN if isinstance(one, c.CopyCells | DeleteRows)]
    assert [one for one in staged.last if one in kept] == kept
    assert staged.last[1] == TOKEN


def test_each_batch_fits_only_right_behind_the_one_before():
    """It deletes the tab that one added, so none is applied twice or out of turn."""
    staged = stage(PLAN, SNAPSHOT, MOST_BYTES)

    steps = [batch[-1].sheet_id for batch in staged.batches]
    followers = [*staged.batches[1:], staged.last]
    assert [batch[0] for batch in followers] == [c.DeleteTab(step) for step in steps]
    assert c.DeleteTab(staged.stage) == staged.last[-1]
    added = {
        change.sheet_id
        for batch in staged.batches
        for change in batch
        if isinstance(change, c.AddTab)
    }
    gone = [
        change.sheet_id
        for batch in batches_of(staged)
        for change in batch
        if isinstance(change, c.DeleteTab)
    ]
    assert sorted(gone) == sorted({*added, 49} - {NEW})


def test_two_plans_of_one_reading_begin_with_the_same_tab():
    """So the second is refused at once; their further steps have nothing in common."""
    other = (*PLAN[:-1], c.WriteCells(PEOPLE, 0, 1, (("Group",),)), PLAN[-1])

    one, two = (stage(plan, SNAPSHOT, MOST_BYTES) for plan in (PLAN, other))

    assert one.stage == two.stage
    steps = [{batch[-1].sheet_id for batch in x.batches} for x in (one, two)]
    assert not steps[0] & steps[1]
    assert stage(PLAN, SNAPSHOT, MOST_BYTES) == one


def test_a_stage_left_behind_goes_first():
    """By itself, for what the plan adds may have the ids that are deleted."""
    left = replace(SNAPSHOT, stages=(hidden(7), hidden(8)))
    cleared = (c.DeleteTab(7), c.DeleteTab(8))

    assert stage((), left).last == cleared
    whole = stage(PLAN, left)
    assert (whole.batches, whole.last) == ((cleared,), PLAN)
    again = stage(PLAN, left, MOST_BYTES)
    assert again.batches[0][:-2] == cleared
    assert again.stage != stage(PLAN, SNAPSHOT, MOST_BYTES).stage


def test_cells_for_tabs_that_exist_are_pasted_as_values():
    """Colours of the seller's stay, and what was typed elsewhere, too."""
    staged = stage((TOKEN, c.WriteCells(PEOPLE, 5, 1, LABELS)), SNAPSHOT, MOST_BYTES)

    (pasted,) = [one for one in staged.last if isinstance(one, PasteValues)]
    source = pasted.from_sheet_id
    assert pasted == PasteValues(source, 0, 0, len(LABELS), 2, PEOPLE, 5, 1)
    assert c.DeleteTab(source) in staged.last
    assert not [one for one in staged.last if isinstance(one, c.WriteCells)]


def test_links_and_text_like_formulas_are_written_in_place():
    """A link is a format, and nobody says that pasted text is never read as typed."""
    rows = tuple(
        (f"Person {n}", Link("Message", f"https://wa.me/{n}"), n) for n in range(60)
    )
    rows = (*rows[:30], ("=1+1", Link("", ""), 31), *rows[31:])

    staged = stage((TOKEN, c.WriteCells(2, 1, 0, rows)), SNAPSHOT, MOST_BYTES)

    own = [one for one in staged.last if isinstance(one, PasteValues | c.WriteCells)]
    assert [type(one).__name__ for one in own] == [
        *("PasteValues", "WriteCells", "WriteCells", "PasteValues"),
    ]
    names, formula, links, figures = own
    assert (names.column_index, figures.column_index) == (0, 2)
    assert formula == c.WriteCells(2, 31, 0, (("=1+1",),))
    assert links == c.WriteCells(2, 1, 1, tuple((row[1],) for row in rows))


def test_the_largest_writes_are_set_down_and_no_more_than_must_be():
    """What fits is written where it belongs."""
    small = tuple((f"x{n}",) for n in range(12))
    plan = (TOKEN, c.WriteCells(2, 1, 0, small), c.WriteCells(PEOPLE, 1, 1, LABELS))

    staged = stage(plan, SNAPSHOT, MOST_BYTES)

    assert plan[1] in staged.last
    assert sum(isinstance(one, PasteValues) for one in staged.last) == 1


def test_cells_with_styles_of_their_own_are_not_pasted():
    """They replace what formats there were, which a paste of values does not."""
    rows = (("A title",),) * 200
    plan = (TOKEN, c.WriteCells(2, 1, 0, rows, ((HEADER,),) * 200))

    staged = stage(plan, SNAPSHOT, MOST_BYTES)

    assert (staged.batches, staged.last) == ((), plan)


def test_what_happens_at_once_may_be_larger_than_recommended():
    """Rows are deleted in one request, however many; Google has no hard limit."""
    gone = tuple(DeleteRows(2, row, 1) for row in range(100, 0, -2))

    staged = stage((TOKEN, *gone), SNAPSHOT, MOST_BYTES)

    assert staged.batches == ()
    assert size_of(*staged.last) > MOST_BYTES


def test_more_requests_than_a_batch_may_hold():
    """It is said before anything is sent."""
    gone = (DeleteRows(2, 1, 1),) * (MAX_REQUESTS + 1)

    with pytest.raises(TooLargeError, match="100,000"):
        stage(gone, SNAPSHOT)


@pytest.mark.parametrize(("rows", "is_staged"), [(99_990, True), (99_998, False)])
def test_where_there_is_no_room_to_set_cells_down(rows, is_staged):
    """Set down, they stand there twice; without the room it is one large request."""
    people = tab("People", [], sheet_id=PEOPLE, grid=(100, 1))
    full = tab("Full", [], sheet_id=3, grid=(rows, 100))
    plan = (TOKEN, c.WriteCells(PEOPLE, 1, 1, LABELS))

    staged = stage(plan, snapshot(people, full), MOST_BYTES)

    changes = [change for batch in batches_of(staged) for change in batch]
    check_room(snapshot(people, full), changes)
    assert bool(staged.batches) == is_staged
    assert is_staged or staged.last == plan


@tried(30)
@given(
    st.lists(st.text(max_size=30), min_size=1, max_size=40),
    st.integers(100, 900),
)
def test_pieces_are_the_whole(texts, room):
    """Every row is in one of them, in order, and only a single row may be too large."""
    write = c.WriteCells(7, 3, 2, tuple((text, len(text)) for text in texts))

    weighed = [*in_pieces([weigh(write)], room)]

    pieces = [one.change for one in weighed]
    assert [row for piece in pieces for row in piece.rows] == [*write.rows]
    at = write.row_index
    for piece in pieces:
        assert piece.row_index == at
        at += len(piece.rows)
    for piece, size, *_ in weighed:
        assert weigh(piece).size <= size
        assert size <= room or len(piece.rows) == 1
