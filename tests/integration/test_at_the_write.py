"""Edits at the very moment of the write that once cost somebody a cell."""

import pytest

from sheets_sync.refresh import Job, refresh
from tests.conftest import AS_OF, Tracker, create_spreadsheet
from tests.editors.calls import WRITE, DirectCalls
from tests.editors.view import views
from tests.faulty import PEOPLE, label_in_notes, later, some_moved
from tests.integration.test_typing_meanwhile import delete_row, insert, refreshed

TICKED, UNTICKED = True, False


def a_new_tracker(server, rows=PEOPLE):
    return Tracker(server, create_spreadsheet(server, {"People": rows}))


def a_tracker(server, rows=PEOPLE):
    tracker = a_new_tracker(server, rows)
    tracker.refresh()
    return tracker


def test_the_first_label_of_its_kind_over_a_note_is_taken_back(shared_server):
    """Nobody was Regular yet, so the word stands in no column of ours."""
    tracker = a_tracker(shared_server)
    row = ["Fola Ade", "0803 000 0109", 3, 15000, 46337, "Only on Mondays"]
    for at, cell in enumerate(row):
        tracker.type_cell("People", 6, at, cell)

    refreshed(tracker, insert("People", "COLUMNS", 0))

    assert tracker.rows("People")[6][6] == "Only on Mondays"


def test_the_first_tag_of_its_kind_over_a_note_is_taken_back(shared_server):
    """Notes were moved behind our columns; nobody had that tag."""
    tracker = a_tracker(shared_server, [PEOPLE[0], *PEOPLE[2:]])
    for at, cell in ((2, 9), (3, 900_000), (5, "Only on Mondays")):
        tracker.type_cell("People", 4, at, cell)

    def move(one):
        source = {"sheetId": one.sheet_id("People"), "dimension": "COLUMNS"}
        source |= {"startIndex": 5, "endIndex": 6}
        one.send({"moveDimension": {"source": source, "destinationIndex": 11}})

    refreshed(tracker, move)

    assert tracker.rows("People")[4][10] == "Only on Mondays"


def test_a_note_typed_where_the_tag_goes_stays(shared_server):
    """It was blank when it was read."""
    tracker = Tracker(
        shared_server, create_spreadsheet(shared_server, {"People": PEOPLE})
    )
    label_in_notes(tracker)

    refreshed(tracker, lambda one: one.type_cell("People", 2, 5, "typed just now"))

    assert "typed just now" in tracker.rows("People")[2][5]


def test_a_tick_beside_one_who_vanishes_stays(shared_server):
    """An unticked box and a ticked one are both filled."""
    tracker = a_tracker(shared_server)
    tracker.type_cell("New", 0, 8, "Called")
    for at in (1, 2, 3):
        tracker.type_cell("New", at, 8, UNTICKED)
    at = [row[0] for row in tracker.rows("New")].index("Dayo Ola")
    delete_row("People", 4)(tracker)

    refreshed(tracker, lambda one: one.type_cell("New", at, 8, TICKED))

    assert ["Dayo Ola", TICKED] in [[row[0], row[-1]] for row in tracker.rows("New")]


@pytest.fixture
def doubled(shared_server):
    """A customer whose row was copied within the tab, with the note beside it."""
    tracker = Tracker(
        shared_server, create_spreadsheet(shared_server, {"People": PEOPLE})
    )
    some_moved(tracker)
    tracker.refresh()
    new = tracker.sheet_id("New")
    span = {"sheetId": new, "dimension": "ROWS", "startIndex": 3, "endIndex": 4}
    tracker.send(
        {"insertDimension": {"range": span}},
        {
            "copyPaste": {
                "source": {"sheetId": new, "startRowIndex": 1, "endRowIndex": 2},
                "destination": {"sheetId": new, "startRowIndex": 3, "endRowIndex": 4},
            }
        },
    )
    return tracker


@pytest.mark.parametrize("row", [1, 3])
def test_a_note_typed_over_one_of_two_alike_stays(doubled, row):
    """One of the rows goes, and its note is not carried, for the other has it."""
    refreshed(doubled, lambda one: one.type_cell("New", row, 9, "typed just now"))

    assert "typed just now" in [cell for row in doubled.rows("New") for cell in row]


def test_a_note_typed_where_another_comes_along_stays(shared_server):
    """The customer stands in two tabs; the note of one goes to a blank of the other."""
    tracker = Tracker(
        shared_server, create_spreadsheet(shared_server, {"People": PEOPLE})
    )
    some_moved(tracker)
    tracker.refresh()
    new, lapsed = tracker.sheet_id("New"), tracker.sheet_id("Lapsed")
    tracker.send(
        {
            "copyPaste": {
                "source": {"sheetId": new, "startRowIndex": 1, "endRowIndex": 2},
                "destination": {
                    "sheetId": lapsed,
                    "startRowIndex": 2,
                    "endRowIndex": 3,
                },
            }
        }
    )
    for title in ("New", "Lapsed"):
        tracker.type_cell(title, 0, 9, "Remark")
    tracker.type_cell("New", 1, 9, "")

    refreshed(tracker, lambda one: one.type_cell("New", 1, 9, "typed just now"))

    assert "typed just now" in [cell for row in tracker.rows("New") for cell in row]


def test_a_cells_note_that_comes_along_stays_on_that_cell(shared_server):
    """Columns moved when it came, so it was on a cell of ours for a moment."""
    tracker = Tracker(
        shared_server, create_spreadsheet(shared_server, {"People": PEOPLE})
    )
    some_moved(tracker)
    tracker.type_cell("VIP", 1, 7, "Not yet")
    at = [row[0] for row in tracker.rows("New")].index("Bisi Ade")
    beside_why = cell_at(tracker.sheet_id("New"), at, 7)
    noted = {"values": [{"note": "her words", **text("Called")}]}
    fields = "userEnteredValue,note"
    tracker.send(
        {"updateCells": {"start": beside_why, "rows": [noted], "fields": fields}}
    )

    def insert_two(one):
        insert("VIP", "COLUMNS", 4)(one)
        insert("VIP", "COLUMNS", 4)(one)

    refreshed(tracker, insert_two)

    assert notes(tracker) == [("VIP", "Bisi Ade", "Called")]


def cell_at(sheet_id, row_index, column_index):
    return {"sheetId": sheet_id, "rowIndex": row_index, "columnIndex": column_index}


def text(value):
    return {"userEnteredValue": {"stringValue": value}}


def notes(tracker):
    """Return each cell with a note: its tab, the row's customer, and what it says."""
    spreadsheet = tracker.server.store.spreadsheet(tracker.spreadsheet_id)
    return [
        (view.title, view.value(row, 0), view.value(row, column))
        for view in views(spreadsheet)
        for row, column in view.filled
        if not view.hidden and view.attached(row, column).get("note")
    ]


def test_a_header_that_is_never_the_same_stops_no_refresh(shared_server):
    """A formula such as =NOW() is worked out again by each batch."""
    tracker = Tracker(
        shared_server, create_spreadsheet(shared_server, {"People": PEOPLE})
    )
    some_moved(tracker)
    tracker.type_cell("People", 0, 12, 46000.5)
    ticks = iter(range(99))

    def meanwhile(kind):
        if kind == WRITE:
            tracker.type_cell("People", 0, 12, 46001.5 + next(ticks))

    calls = DirectCalls(tracker.server.store, meanwhile)
    for _ in refresh(Job(tracker.spreadsheet_id, as_of=AS_OF), calls, later):
        pass

    assert tracker.rows("People")[2][6] == "VIP"
