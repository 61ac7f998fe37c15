"""The digest of a journal: equal where nobody came in between, and else not."""

from dataclasses import replace

import pytest

from sheets_sync import changes as c
from sheets_sync.journal.layout import (
    Layout,
    Part,
    digest_expected,
    digest_of_copies,
    print_of,
    print_of_row,
)
from sheets_sync.journal.reading import (
    copies_answered,
    copies_read,
    is_as_expected,
    ranges_in,
)
from sheets_sync.model import TabMark
from sheets_sync.spaces import DeleteRows, InsertColumns, InsertRows
from tests.builders import VIP, columns_of, snapshot, tab
from tests.journals import applied

PEOPLE, SEGMENT, OVERVIEW = 1, 2, 3
HEADER = ["Name", "Phone", "Segment"]
ROWS = [["Ada", "1", "New"], ["Bo", "2", "New"], ["Cy", "3", "New"]]
OURS = ["Customer", "Phone", "Notes"]
LINES = [["Ada", "1", "tall"], ["Bo", "2", None], ["Cy", "3", None]]
BLOCK = [["Customer segments"], ["VIP", 2], [None, None, "mine"]]


def people(rows=ROWS, header=HEADER, segment=2):
    return tab("People", [header, *rows], sheet_id=PEOPLE, owned={"segment": segment})


def segment_tab(rows=LINES, header=OURS, customer=0):
    owned = {"customer": customer, "phone": customer + 1}
    return tab("VIP", [header, *rows], sheet_id=SEGMENT, mark=VIP, owned=owned)


def overview(rows=BLOCK):
    mark = TabMark("overview", row_count=2, column_count=2)
    return tab("Overview", rows, sheet_id=OVERVIEW, mark=mark)


READ = snapshot(people(), segment_tab(), overview())
CHANGES = [
    InsertColumns(PEOPLE, 3, 1),
    InsertRows(SEGMENT, 4, 1),
    c.WriteCells(PEOPLE, 1, 2, (("VIP", "why"),)),
    c.WriteCells(PEOPLE, 3, 3, (("why",),)),
    c.WriteCells(SEGMENT, 4, 0, (("Dee", "4"),)),
    c.WriteCells(OVERVIEW, 0, 0, (("Customer segments", None), ("VIP", 3))),
    DeleteRows(SEGMENT, 1, 2),
]


def is_noticed(*meanwhile, changes=CHANGES, read=READ):
    """Tell whether the journal differs from what the read tabs say it should hold."""
    done = applied(read, changes, *meanwhile)
    expected = digest_expected(done.layout, {one.sheet_id: one for one in read.tabs})
    mark = TabMark("generation", journal=done.layout.encoded(), digest=expected)
    return not is_as_expected(mark, done.cells)


def moved(rows, at, to):
    """Return the rows with one at another place."""
    rows = [*rows]
    rows.insert(to, rows.pop(at))
    return rows


def typed(rows, row, column, cell):
    """Return the rows with one cell typed."""
    rows = [[*one] for one in rows]
    rows[row] += [None] * (column + 1 - len(rows[row]))
    rows[row][column] = cell
    return rows


UNNOTICED = {
    "nobody came": (),
    "a phone that nothing depends on": (people(typed(ROWS, 0, 1, "9")),),
    "another name, in a row that is not written": (people(typed(ROWS, 1, 0, "Bob")),),
    "a customer below all others": (people([*ROWS, ["Dee"]]),),
    "rows sorted that stay": (segment_tab([*LINES[:2], ["Di", "4"], LINES[2]]),),
    "a cell beside the block": (overview(typed(BLOCK, 0, 5, "hello")),),
}
NOTICED = {
    "customers sorted": (people(moved(ROWS, 2, 0)),),
    "a row inserted above": (people([[], *ROWS]),),
    "a row deleted above": (people(ROWS[1:]),),
    "a row of the watched moved": (people(moved(ROWS, 2, 1)),),
    "a column inserted": (
        people([[None, *r] for r in ROWS], ["", *HEADER], segment=3),
    ),
    "columns swapped": (
        people([[r[1], r[0], r[2]] for r in ROWS], ["Phone", "Name", "Segment"]),
    ),
    "two headers renamed": (people(header=["Client", "Number", *HEADER[2:]]),),
    "a key typed over": (people(typed(ROWS, 0, 0, "Ada Obi")),),
    "rows of a segment sorted": (segment_tab(moved(LINES, 2, 0)),),
    "a row inserted in a segment": (segment_tab([[], *LINES]),),
    "a note in a row that goes": (segment_tab(typed(LINES, 1, 2, "new")),),
    "another note over one that goes": (segment_tab(typed(LINES, 0, 2, "very tall")),),
    "a note far right in a row that goes": (segment_tab(typed(LINES, 1, 9, "new")),),
    "a note taken out of a row that goes": (segment_tab(typed(LINES, 0, 2, None)),),
    "another name over a row that goes": (segment_tab(typed(LINES, 1, 0, "Eve")),),
    "a column inserted in a segment": (
        segment_tab([[None, *r] for r in LINES], ["", *OURS], customer=1),
    ),
    "typed within a block": (overview(typed(BLOCK, 0, 1, "hello")),),
    "rows inserted in a block": (overview([BLOCK[0], [], *BLOCK[1:]]),),
}


@pytest.mark.parametrize("name", UNNOTICED)
def test_what_the_batch_does_not_touch_may_change(name):
    """The digest is as expected: nothing was written in the wrong place."""
    assert not is_noticed(*UNNOTICED[name])


@pytest.mark.parametrize("name", NOTICED)
def test_what_would_be_lost_or_mistaken_is_noticed(name):
    """It differs when rows or columns moved, or a row that goes was typed in."""
    assert is_noticed(*NOTICED[name])


def test_one_that_writes_only_figures_of_the_overview_expects_nothing():
    """A mark without a layout is as expected, whatever its tab holds."""
    assert is_as_expected(TabMark("generation"), {0: ["typed there"]})


# A cell in an answer and in a reading; both are of the same cell.
SAME = {
    "text": ({"stringValue": "Ada"}, "Ada"),
    "text like a number": ({"stringValue": "080"}, "080"),
    "a whole number": ({"numberValue": 5}, 5.0),
    "a number": ({"numberValue": 0.1 + 0.2}, 0.3),
    "a date": ({"numberValue": 46000}, 46000),
    "an hour": ({"numberValue": 46000.375}, 46000.375000000001),
    "a large number": ({"numberValue": 8030000101}, 8.030000101e9),
    "true": ({"boolValue": True}, True),
    "false": ({"boolValue": False}, False),
    "division by zero": (
        {"errorValue": {"type": "DIVIDE_BY_ZERO", "message": "…"}},
        "#DIV/0!",
    ),
    "nothing found": ({"errorValue": {"type": "N_A", "message": "…"}}, "#N/A"),
    "a lost reference": ({"errorValue": {"type": "REF"}}, "#REF!"),
    "an unknown name": ({"errorValue": {"type": "NAME"}}, "#NAME?"),
    "a word where a number should be": ({"errorValue": {"type": "VALUE"}}, "#VALUE!"),
    "a number too large": ({"errorValue": {"type": "NUM"}}, "#NUM!"),
    "no formula": ({"errorValue": {"type": "ERROR"}}, "#ERROR!"),
    "empty text": ({"stringValue": ""}, ""),
    "blank": (None, ""),
}
DIFFERENT = [True, 1, "TRUE ", "Ada", "ada", 0.1, None, "-"]


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("theirs", [(), (0,)])
def test_an_answer_and_a_reading_of_a_cell_are_the_same(name, theirs):
    """Errors, booleans, dates and blanks come in other words, and count as one."""
    answered, read = SAME[name]
    cell = {} if answered is None else {"effectiveValue": answered}
    overwritten, gone = ((1, 1),), ((4, 1),)
    part = Part(
        PEOPLE, 0, "", 0, theirs=theirs, overwritten=overwritten, gone=gone, who=(0,)
    )
    layout = Layout((part,))
    # The header row, the values of a row that goes, and a key with its row.
    rows = [[cell], [{}, cell, cell], [cell, cell]]
    starts = {"startRow": 100}, {"startRow": 102}
    data = [
        {**start, "rowData": [{"values": row}]}
        for start, row in zip(({}, *starts), rows, strict=True)
    ]
    columns = [columns_of([row]) for row in ([read], [None, read, read], [read, read])]

    answer = copies_answered({"updatedSpreadsheet": {"sheets": [{"data": data}]}})
    reading = copies_read(layout, [{"values": one} for one in columns])

    assert digest_of_copies(layout, answer) == digest_of_copies(layout, reading)


def test_a_cell_of_a_persons_that_is_written_over_counts():
    """It was blank when it was read; nothing else has moved."""
    changes = [c.FillNote(PEOPLE, 1, 1, "[Segment: VIP]")]
    read = snapshot(people(typed(ROWS, 0, 1, None)))

    assert not is_noticed(changes=changes, read=read)
    assert is_noticed(people(), changes=changes, read=read)


def test_different_cells_have_different_prints():
    """What people tell apart stays apart, but for blank and blank."""
    assert len({print_of(cell) for cell in DIFFERENT}) == len(DIFFERENT)
    assert print_of("") == print_of(None) == print_of("  ")


def test_blank_cells_behind_a_header_do_not_count():
    """Others do, and so does where they stand."""
    assert print_of_row(("Name", "", None)) == print_of_row(("Name",))
    assert print_of_row((None, "Name")) != print_of_row(("Name",))


def test_one_range_is_asked_for_each_kind_of_copy():
    """Headers, whole rows, and keys; rows that were overwritten are not answered."""
    layout = applied(READ, CHANGES).layout

    assert ranges_in("It's", layout) == [
        "'It''s'!1:3",
        "'It''s'!101:104",
        "'It''s'!A108:A109",
    ]


def test_where_a_persons_cell_is_written_over_its_row_is_asked_for():
    """The key alone would not tell what somebody typed there."""
    layout = applied(READ, [c.FillNote(PEOPLE, 1, 1, "[Segment: VIP]")]).layout

    assert ranges_in("State", layout) == ["'State'!1:1", "'State'!101:101"]


def test_a_header_that_was_lost_is_expected_blank():
    """The batch inserts its row, and copies it before it writes the words."""
    lost = replace(segment_tab(), header_lost=True)
    read = snapshot(lost)
    changes = [
        InsertRows(SEGMENT, 0, 1),
        c.WriteCells(SEGMENT, 0, 0, (tuple(OURS),)),
        DeleteRows(SEGMENT, 1, 1),
    ]

    assert not is_noticed(segment_tab(LINES[1:], LINES[0]), changes=changes, read=read)
