"""Which rows a batch puts at risk, and what of them its journal keeps."""

from dataclasses import replace

import pytest

from sheets_sync import changes as c
from sheets_sync.decode import encode_mark
from sheets_sync.generation import with_generation
from sheets_sync.journal.copying import column_count_of, with_copies
from sheets_sync.journal.keeping import layout_of
from sheets_sync.journal.layout import (
    COPY_COLUMN,
    MARGIN_ROWS,
    Layout,
    Part,
    decoded,
    line_of,
)
from sheets_sync.model import TabMark
from sheets_sync.spaces import (
    AddRows,
    DeleteRows,
    InsertColumns,
    InsertRows,
    MoveLines,
    SetWidth,
)
from tests.builders import VIP, snapshot, tab
from tests.journals import JOURNAL, applied

PEOPLE, SEGMENT, OVERVIEW = 1, 2, 3
LINE = ["Ada", "1", "tall"]
READ = snapshot(
    tab(
        "People",
        [["Name", "Phone", "Segment"], *([f"P{n}", n % 3, "New"] for n in range(30))],
        sheet_id=PEOPLE,
        owned={"segment": 2},
    ),
    tab(
        "VIP",
        [["Customer", "Phone", "Notes"], LINE, ["Bo", "2"]],
        sheet_id=SEGMENT,
        mark=VIP,
        owned={"customer": 0, "phone": 1},
        grid=(10, 4),
    ),
    tab(
        "Overview",
        [["Customer segments"], ["VIP", 2], [None, "mine"]],
        sheet_id=OVERVIEW,
        mark=TabMark("overview", row_count=2, column_count=2),
        grid=(10, 4),
    ),
)
LABEL = (("VIP",),)
# A change, and what of the part that is kept is not as in any other.
AT_RISK = {
    "a label": (
        [c.WriteCells(PEOPLE, 1, 2, LABEL)],
        {"columns": (2,), "overwritten": ((1, 1),)},
    ),
    "labels few rows apart": (
        [c.WriteCells(PEOPLE, 5, 2, LABEL), c.WriteCells(PEOPLE, 1, 2, LABEL)],
        {"columns": (2,), "overwritten": ((1, 5),)},
    ),
    "labels many rows apart": (
        [c.WriteCells(PEOPLE, 6, 2, LABEL), c.WriteCells(PEOPLE, 1, 2, LABEL)],
        {"columns": (2,), "overwritten": ((1, 1), (6, 1))},
    ),
    "a label in a column the batch inserts": (
        [InsertColumns(PEOPLE, 3, 1), c.WriteCells(PEOPLE, 1, 3, LABEL)],
        {"fresh": (3,), "watched": ((1, 1),), "width": 4},
    ),
    "labels in an old and a new column": (
        [InsertColumns(PEOPLE, 3, 1), c.WriteCells(PEOPLE, 1, 2, (("a", "b"),))],
        {"columns": (2,), "fresh": (3,), "overwritten": ((1, 1),), "width": 4},
    ),
    "a tag in a note": (
        [c.FillNote(PEOPLE, 4, 1, "[Segment: VIP]")],
        {"columns": (1,), "theirs": (1,), "overwritten": ((4, 1),)},
    ),
    "a name typed over": (
        [c.WriteCells(PEOPLE, 1, 0, (("Ada",),) * 3)],
        {"columns": (0,), "theirs": (0,), "overwritten": ((1, 3),), "key_column": 1},
    ),
    "a row that is deleted": (
        [DeleteRows(SEGMENT, 1, 1)],
        {"who": (0, 1), "gone": ((1, 1),)},
    ),
    "a row that is written and deleted": (
        [c.WriteCells(SEGMENT, 2, 0, LABEL), DeleteRows(SEGMENT, 2, 1)],
        {"who": (0, 1), "gone": ((2, 1),), "columns": (0,), "key_column": 1},
    ),
    "a row that the batch inserts": (
        [InsertRows(SEGMENT, 3, 1), c.WriteCells(SEGMENT, 3, 0, (("Cy", "3"),))],
        {"who": (0, 1), "added": ((3, 1),)},
    ),
    "a person's cell that comes along": (
        [c.CopyCells(PEOPLE, 1, 1, SEGMENT, 2, 2)],
        {"who": (0, 1), "columns": (2,), "theirs": (2,), "overwritten": ((2, 1),)},
    ),
    "cells that are put back": (
        [c.CopyBlock(PEOPLE, 1, 1, SEGMENT, 1, 2, row_count=2)],
        {"who": (0, 1), "columns": (2,), "theirs": (2,), "overwritten": ((1, 2),)},
    ),
    "a block": (
        [c.WriteCells(OVERVIEW, 0, 0, (("Customer segments", None), ("VIP", 3)))],
        {"columns": (0, 1), "block": ((0, 2),), "width": 2},
    ),
    "a tab that goes": (
        [c.MarkTab(SEGMENT, 7, replace(VIP, gone=True))],
        {"who": (0, 1), "columns": (0, 1, 2, 3), "block": ((0, 10),)},
    ),
}
HARMLESS = {
    "a tab that is added": c.AddTab(70, VIP, "VIP", 10, 5),
    "what is written there": c.WriteCells(70, 0, 0, LABEL),
    "a mark that stays": c.MarkTab(SEGMENT, 7, VIP),
    "a new title": c.RenameTab(SEGMENT, "Loyal"),
    "room below": AddRows(PEOPLE, 5),
    "rows that move": MoveLines(OVERVIEW, "ROWS", 0, 1, 3),
    "a width": SetWidth(PEOPLE, 2, 120),
    "a tint": c.TintCells(PEOPLE, 1, 2, ("#FF0000",)),
    "a tag that Sheets itself compares": c.ReplaceNote(PEOPLE, 1, 1, "a", "b"),
    "sorted rows": c.SortRows(SEGMENT, 1, 2, 0),
}


@pytest.mark.parametrize("name", AT_RISK)
def test_each_change_keeps_what_it_puts_at_risk(name):
    """The part says which rows are copied, why, and which columns tell them apart."""
    changes, expected = AT_RISK[name]

    (part,) = layout_of(READ, changes, {}).parts

    plain = Part(part.sheet_id, 0, part.header_print, part.key_column, width=3)
    kept = {
        name: getattr(part, name)
        for name in Part.__dataclass_fields__
        if getattr(part, name) != getattr(plain, name)
    }
    assert {"key_column": part.key_column, **kept} == {"key_column": 0, **expected}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_overwrites_nothing_keeps_nothing(name):
    """A change that puts no cell at risk makes no part of a journal."""
    assert layout_of(READ, [HARMLESS[name]], {}).parts == ()


def test_the_header_of_a_sellers_tab_is_where_reading_found_it():
    """In a tab of ours it is where the tab says."""
    read = snapshot(READ.tabs[0], replace(READ.tabs[1], own_header_row=2))
    changes = [c.WriteCells(PEOPLE, 5, 2, LABEL), DeleteRows(SEGMENT, 3, 1)]

    parts = layout_of(read, changes, {PEOPLE: 3, SEGMENT: 9}).parts

    assert [part.header_row_index for part in parts] == [3, 2]


def test_copies_are_made_before_the_first_write_and_after_the_last_insertion():
    """Only what the batch itself adds is copied once it is written."""
    changes = [
        InsertRows(SEGMENT, 3, 1),
        c.WriteCells(SEGMENT, 3, 0, (("Cy", "3"),)),
        c.WriteCells(PEOPLE, 1, 2, LABEL),
        DeleteRows(SEGMENT, 1, 1),
    ]
    layout = layout_of(READ, changes, {})

    done = with_copies(READ, changes, layout, JOURNAL)

    assert [*map(_said, done)] == [
        "InsertRows",
        *["copy header"] * 2,
        *["what was read", "copy values of row 1 of 2"],  # the row that goes
        "copy row 1 of 2",
        *["copy key of row 1 of 1", "copy row 1 of 1"],  # the label
        "WriteCells",
        "WriteCells",
        "copy row 3 of 2",  # the row that came
        "copy values of row 1 of 1",  # what the label made of its row
        "DeleteRows",
    ]


def _said(change):
    if getattr(change, "sheet_id", 0) != JOURNAL:
        return type(change).__name__
    if isinstance(change, c.WriteCells):
        return "what was read"
    if change.row_index < MARGIN_ROWS:
        return "copy header"
    kind = "key" if change.column_count == 1 else "values"
    what = f"{kind} of row" if change.values_only else "row"
    return f"copy {what} {change.from_row_index} of {change.from_sheet_id}"


@pytest.mark.parametrize("name", AT_RISK)
def test_the_journal_has_room_for_all_that_is_copied(name):
    """No copy reaches below or beyond the grid that the token is made with."""
    changes, _ = AT_RISK[name]

    widened = SetWidth(PEOPLE, 2, 120)  # figures of the Overview alone need no token
    token, *rest = with_generation(READ, [*changes, widened], {})

    copies = [one for one in rest if getattr(one, "sheet_id", 0) == token.sheet_id]
    assert copies
    for copy in copies:
        if isinstance(copy, c.CopyBlock):
            assert copy.row_index + copy.row_count <= token.row_count
            width = copy.column_count or READ.tabs[1].column_count
            assert copy.column_index + width <= token.column_count


def test_a_column_inserted_at_the_last_moment_still_fits():
    """Whole rows that go may be a few columns wider than they were read."""
    layout = layout_of(READ, [DeleteRows(SEGMENT, 1, 1)], {})

    assert column_count_of(READ, layout) > COPY_COLUMN + READ.tabs[1].column_count


def test_a_mark_stays_short_however_many_rows_there_are():
    """Metadata holds 30,000 characters; counts of rows are kept, not which they are."""
    rows = [["Name", "Segment"], *([f"P{n}", "New"] for n in range(20_000))]
    people = tab("People", rows, sheet_id=PEOPLE, owned={"segment": 1})
    others = [
        tab(f"Segment {n}", rows, sheet_id=10 + n, mark=TabMark("segment", f"S{n}"))
        for n in range(60)
    ]
    changes = [
        *(c.WriteCells(PEOPLE, 1 + 9 * n, 1, LABEL) for n in range(2_000)),
        *(
            DeleteRows(one.sheet_id, 19_000 - 9 * n, 1)
            for one in others
            for n in range(9)
        ),
    ]

    token, *_ = with_generation(snapshot(people, *others), changes, {})

    assert len(encode_mark(token.mark, token.sheet_id)) < 30_000


def test_a_layout_that_was_kept_has_its_copies_where_they_were_made():
    """Places are the same in the metadata, but for which rows they were."""
    changes = [change for changes, _ in AT_RISK.values() for change in changes]
    layout = layout_of(READ, changes, {})

    kept = decoded(layout.encoded())

    def places(one: Layout):
        rows = [
            (place.part.sheet_id, place.kind, at)
            for place in one.places()
            for at in range(place.at, place.at + place.count)
        ]
        return rows, one.ranges(), one.row_count

    assert places(kept) == places(layout)


def test_copies_stand_where_the_layout_says():
    """The journal of a played batch has the whole row, and its key before it."""
    done = applied(READ, [c.WriteCells(PEOPLE, 2, 2, LABEL), DeleteRows(SEGMENT, 1, 1)])

    assert done.cells[0][:3] == ["Name", "Phone", "Segment"]
    assert done.cells[1][:3] == ["Customer", "Phone", "Notes"]
    assert done.cells[MARGIN_ROWS][:4] == [line_of(LINE, (0, 1)), *LINE]
    assert done.cells[MARGIN_ROWS + 1][:4] == [None, *LINE]
    assert done.cells[MARGIN_ROWS + 2][:4] == ["P1", "P1", 1, "New"]
