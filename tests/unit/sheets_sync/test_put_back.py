"""What a batch did to cells that had moved, put right from its journal."""

import pytest

from sheets_sync import changes as c
from sheets_sync.journal.mending import Copies, mend, unmended
from sheets_sync.model import TabMark
from sheets_sync.spaces import DeleteRows, InsertColumns, InsertRows
from tests.builders import REGULAR, VIP, snapshot, tab
from tests.journals import JOURNAL, applied, rows_of

PEOPLE, LOYAL, OTHER, OVERVIEW, MOVES = 1, 2, 3, 4, 5
HEADER = ["Name", "Phone", "Segment"]
ROWS = [
    ["Ada", "1", "New"],
    ["Bo", "2", "New"],
    ["Cy", "3", "VIP"],
    ["Di", "4", "Lapsed"],
]
OURS = ["Customer", "Phone", "Why", "Notes"]
LINES = [["Ada", "1", "VIP: 9", "tall"], ["Bo", "2", "VIP: 8"], ["Cy", "3", "VIP: 7"]]
BLOCK = [["Customer segments"], ["VIP", 2]]
LABELS = [c.WriteCells(PEOPLE, 1, 2, (("VIP",), ("Lapsed",)))]


def people(rows, segment=2):
    return tab("People", rows, sheet_id=PEOPLE, owned={"segment": segment})


def segment_tab(rows, mark=VIP, sheet_id=LOYAL):
    owned = {"customer": 0, "phone": 1, "why": 2}
    return tab(mark.segment, rows, sheet_id=sheet_id, mark=mark, owned=owned)


def regulars(*rows):
    return segment_tab([OURS, *rows], REGULAR, OTHER)


def overview(rows):
    mark = TabMark("overview", row_count=2, column_count=2)
    return tab("Overview", rows, sheet_id=OVERVIEW, mark=mark)


READ = snapshot(people([HEADER, *ROWS]), segment_tab([OURS, *LINES]), regulars())

# What the list of customers is when labels are written, where the labels stand then,
# and what is left once it is put right: people's cells as they were by then.
SHIFTED = {
    "a column inserted": (
        [["City", *HEADER], *(["Lagos", *row] for row in ROWS)],
        3,
    ),
    "a column inserted without a header": (
        [[None, *HEADER], *([None, *row] for row in ROWS)],
        3,
    ),
    "columns swapped": (
        [[r[2], r[0], r[1]] for r in (HEADER, *ROWS)],
        0,
    ),
    "rows sorted": ([HEADER, *ROWS[::-1]], 2),
    "a row inserted above": ([HEADER, [], *ROWS], 2),
    "a customer inserted above": ([HEADER, ["Dee", "4"], *ROWS], 2),
    "a row deleted above": ([HEADER, *ROWS[1:]], 2),
    "a phone typed": ([HEADER, ["Ada", "9", "New"], *ROWS[1:]], 2),
    "a column inserted, rows sorted and a phone typed": (
        [
            ["City", *HEADER],
            *(["Lagos", *row] for row in ROWS[:0:-1]),
            ["Lagos", "Ada", "9", "New"],
        ],
        3,
    ),
}


@pytest.mark.parametrize("name", SHIFTED)
def test_cells_of_the_list_of_customers_are_as_people_left_them(name):
    """Labels go where they stood before, and what they were written over is back."""
    rows, segment = SHIFTED[name]
    done = applied(READ, LABELS, people(rows, segment))

    after = done.put_right()[PEOPLE]

    assert without_blanks(after) == without_blanks(rows)


def without_blanks(rows):
    """Return rows without blank cells at the end."""
    return [[*map(str, row)] if any(row) else [] for row in rows]


def test_a_cell_that_a_person_typed_since_is_not_put_back():
    """They saw a label where their phone was, and typed the phone themselves."""
    rows = [["City", *HEADER], *([None, *row] for row in ROWS)]
    done = applied(READ, LABELS, people(rows, 3))
    done.sheets.apply([c.WriteCells(PEOPLE, 1, 2, (("0803",),))])
    typed = done.sheets.snapshot(READ)
    at = next(place.at for place in done.layout.places())

    journal = tab("Segment state", [], sheet_id=JOURNAL)
    mended = mend(typed, [Copies(journal, done.layout, done.cells)])

    assert done.cells[at][1:4] == [None, "Ada", "1"]
    assert mended.snapshot.tabs[0].cell(1, 2) == "0803"
    assert mended.snapshot.tabs[0].cell(2, 2) == "2"


def test_labels_beside_nobody_are_cleared():
    """Somebody deleted the customer, and the label came to a row that holds nothing."""
    read = snapshot(*READ.tabs[:1], segment_tab([OURS, *LINES]))
    labels = [c.WriteCells(PEOPLE, 1, 2, (("VIP",),) * 4)]
    done = applied(read, labels, people([HEADER, *ROWS[1:]]))

    after = done.put_right()[PEOPLE]

    assert after == [HEADER, *ROWS[1:]]


def test_labels_of_columns_the_batch_inserted_are_cleared_to_be_written_again():
    """They may stand beside anybody, and there is nothing that they overwrote."""

    def bare(rows):
        return tab("People", [row[:2] for row in (HEADER, *rows)], sheet_id=PEOPLE)

    changes = [
        InsertColumns(PEOPLE, 2, 1),
        c.MarkColumn(PEOPLE, 2, "segment"),
        c.WriteCells(PEOPLE, 0, 2, (("Segment",), ("VIP",), ("New",), ("New",))),
    ]
    done = applied(snapshot(bare(ROWS)), changes, bare(ROWS[::-1]))

    after = done.put_right()[PEOPLE]

    assert after == [HEADER, *(row[:2] for row in ROWS[::-1])]


SORTED = [OURS, LINES[2], LINES[0], LINES[1]]


def test_a_row_deleted_by_mistake_is_added_again():
    """Cells typed beside the customer come back with it, below all others."""
    done = applied(READ, [DeleteRows(LOYAL, 2, 1)], segment_tab(SORTED))
    assert done.snapshot.tabs[1].used_row_count == 3

    after = done.put_right()[LOYAL]

    assert after == [OURS, LINES[2], LINES[1], LINES[0]]


def test_a_row_that_nobody_typed_in_is_not_added_again():
    """All of it is ours, and the next plan writes it where it belongs."""
    rows = [OURS, LINES[1], LINES[2], LINES[0]]
    done = applied(READ, [DeleteRows(LOYAL, 1, 1)], segment_tab(rows))

    after = done.put_right()[LOYAL]

    assert after == [OURS, LINES[2], LINES[0]]


def test_text_typed_into_a_row_as_it_goes_comes_back():
    """The right row is deleted, and the copy has what was typed meanwhile."""
    rows = [OURS, LINES[0], [*LINES[1], "typed just now"], LINES[2]]
    done = applied(READ, [DeleteRows(LOYAL, 2, 1)], segment_tab(rows))

    after = done.put_right()[LOYAL]

    assert after[-1] == [*LINES[1], "typed just now"]


MOVE = [
    InsertRows(OTHER, 1, 1),
    c.WriteCells(OTHER, 1, 0, (("Ada", "1", "Regular: 2"),)),
    c.CopyCells(LOYAL, 1, 3, OTHER, 1, 3),
    DeleteRows(LOYAL, 1, 1),
]


def test_a_note_goes_along_with_its_customer():
    """Where nobody came in between, what is put right is nothing."""
    done = applied(READ, MOVE)

    assert done.mended().changes == ()
    assert done.snapshot.tabs[2].cell(1, 3) == "tall"


def test_a_note_that_went_to_the_wrong_customer_is_taken_away_and_brought_back():
    """Rows were sorted: Bo's note came along to Ada's new row, and Bo's row went."""
    lines = [["Bo", "2", "VIP: 8", "short"], LINES[0], LINES[2]]
    read = snapshot(
        READ.tabs[0],
        segment_tab([OURS, LINES[0], lines[0], LINES[2]]),
        regulars(),
    )
    done = applied(read, MOVE, segment_tab([OURS, *lines]))
    assert done.snapshot.tabs[2].cell(1, 3) == "short"

    after = done.put_right()

    assert after[OTHER] == [OURS, ["Ada", "1", "Regular: 2"]]
    assert after[LOYAL] == [OURS, LINES[0], LINES[2], lines[0]]


def test_a_note_that_is_the_customers_own_stays_where_it_came_to():
    """Two notes read alike; the one beside the right customer is theirs."""
    lines = [LINES[0], ["Bo", "2", "VIP: 8", "tall"], LINES[2]]
    done = applied(READ, MOVE, segment_tab([OURS, *lines]))

    assert done.put_right()[OTHER][1][3] == "tall"


def test_a_row_of_a_log_comes_back_even_if_nobody_typed_in_it():
    """Nothing else knows what happened then; another row was to go."""
    owned = {"date": 0, "customer": 1, "phone": 2}
    mark = TabMark("moves")
    header = ["Date", "Customer", "Phone"]
    rows = [[40000, "Ada", "1"], [46000, "Bo", "2"]]

    def log(*lines):
        return tab("Moves", [header, *lines], sheet_id=MOVES, mark=mark, owned=owned)

    done = applied(snapshot(log(*rows)), [DeleteRows(MOVES, 1, 1)], log(*rows[::-1]))

    assert done.put_right()[MOVES] == [header, rows[0], rows[1]]


def test_what_was_typed_within_a_block_is_put_below_it():
    """The list is ours, but what came there at the last moment is not lost."""
    read = snapshot(overview(BLOCK))
    write = [c.WriteCells(OVERVIEW, 0, 0, (("Customer segments", None), ("VIP", 3)))]
    done = applied(read, write, overview([["Customer segments"], ["ring Ada", 2]]))

    after = done.put_right()[OVERVIEW]

    assert after == [["Customer segments"], ["VIP", 3], ["ring Ada"]]


def test_cells_of_the_block_itself_are_not_put_below_it():
    """A row inserted within it moves our own cells; they are written anyway."""
    read = snapshot(overview(BLOCK))
    write = [c.WriteCells(OVERVIEW, 0, 0, (("Customer segments", None), ("VIP", 3)))]
    done = applied(read, write, overview([BLOCK[0], [], BLOCK[1]]))

    after = done.put_right()[OVERVIEW]

    assert [row for row in after if "VIP" in row] == [["VIP", 3], ["VIP", 2]]
    assert len(after) == 3


def test_a_tab_that_went_meanwhile_is_passed_over():
    """Its cells went with it, by the hand of a person."""
    done = applied(READ, [*LABELS, DeleteRows(LOYAL, 1, 1)], segment_tab(SORTED))
    left = snapshot(*done.snapshot.tabs[1:])
    journal = tab("Segment state", [], sheet_id=JOURNAL)

    mended = mend(left, [Copies(journal, done.layout, done.cells)])

    assert {change.sheet_id for change in mended.changes} <= {LOYAL}


def journal_tab(sheet_id, role, mended_by=0):
    mark = TabMark(role, mended_by=mended_by)
    return tab(f"Segment state {sheet_id}", [], sheet_id=sheet_id, mark=mark)


def test_journals_are_undone_from_the_last_to_the_first():
    """Those that the last batch was to mend, and none that another one has mended."""
    tabs = [
        journal_tab(11, "journal", 30),
        journal_tab(12, "journal", 20),
        journal_tab(13, "journal", 30),
        journal_tab(30, "generation"),
    ]

    assert [one.sheet_id for one in unmended(snapshot(*tabs))] == [30, 13, 11]
    assert unmended(snapshot(*tabs[:3])) == ()


def test_a_second_batch_in_the_wrong_place_is_undone_before_the_first():
    """Rows were sorted while labels were written, and again while that was mended."""
    first = applied(READ, LABELS, people([HEADER, *ROWS[::-1]]))
    header, *rows = rows_of(first.snapshot.tabs[0])
    again = people([header, *rows[1:], rows[0]])
    second = applied(first.snapshot, first.mended().changes, again)
    journals = [
        Copies(tab("b", [], sheet_id=31), second.layout, second.cells),
        Copies(tab("a", [], sheet_id=30), first.layout, first.cells),
    ]

    _, *left = rows_of(mend(second.snapshot, journals).snapshot.tabs[0])

    assert sorted(left) == ROWS
