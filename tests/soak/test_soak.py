"""Long runs: many refreshes with people editing in between."""

import random

import pytest

from local_sheets import LocalServer
from tests.conftest import Tracker, create_spreadsheet

ROUNDS = 60
PEOPLE = [f"Person {letter}" for letter in "ABCDEFGHIJKLMNOP"]
NOTE_COLUMN = 8


@pytest.fixture(scope="module")
def sheets():
    with LocalServer() as server:
        yield server


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_notes_stay_with_their_customers_through_many_refreshes(sheets, seed, capsys):
    """Whatever moves, a note typed beside a customer is beside that customer."""
    chance = random.Random(seed)
    rows = [["Date", "Customer", "Amount"]]
    rows += [[46200 + i * 5, name, 1000 * (i + 1)] for i, name in enumerate(PEOPLE)]
    tracker = Tracker(sheets, create_spreadsheet(sheets, {"Orders": rows}))
    tracker.refresh()
    notes: dict[str, str] = {}
    moved = 0
    for number in range(ROUNDS):
        edit(tracker, chance, notes, number)
        report = tracker.refresh()
        moved += sum(move["customers"] for move in report["moves"])
        assert notes_now(tracker, report) == notes
        assert tracker.refresh()["changes"]["cells_changed"] <= 1
    with capsys.disabled():
        print(f" {ROUNDS} refreshes, {moved} moves, {len(notes)} notes kept")  # noqa: T201


def edit(tracker, chance, notes, number):
    """Play a person: sell something, write a note, or sort a segment tab."""
    kind = chance.choice(["sell", "sell", "note", "sort", "rename"])
    if kind == "sell":
        values = [46300 + number, chance.choice(PEOPLE), chance.randint(1, 90) * 1000]
        tracker.send(append(tracker.sheet_id("Orders"), values))
        return
    tab, people = chance.choice(filled_tabs(tracker))
    if kind == "note":
        at = chance.randrange(len(people))
        notes[people[at]] = f"note {number}"
        header = tracker.rows(tab)[0]
        column = header.index("My notes") if "My notes" in header else NOTE_COLUMN
        tracker.type_cell(tab, 0, column, "My notes")
        tracker.type_cell(tab, at + 1, column, f"note {number}")
    elif kind == "sort":
        tracker.send(sort_by_name(tracker.sheet_id(tab), len(people)))
    else:
        tracker.send(rename(tracker.sheet_id(tab), f"{tab[:20]} {number}"))


def filled_tabs(tracker):
    """Return the segment tabs that have customers, with their names in order."""
    found = []
    for title, rows in tracker.all_rows().items():
        if rows and rows[0][:3] == ["Customer", "Phone", "Message"] and len(rows) > 1:
            found.append((title, [row[0] for row in rows[1:]]))
    return found


def notes_now(tracker, report):
    """Return the notes in all segment tabs, by the customer they stand beside."""
    found = {}
    for segment in report["segments"]:
        rows = tracker.rows(segment["tab"])
        column = rows[0].index("My notes") if "My notes" in rows[0] else None
        for row in rows[1:]:
            if column is not None and len(row) > column and row[column]:
                found[row[0]] = row[column]
    return found


def append(sheet_id, values):
    cells = [
        {
            "userEnteredValue": {
                "stringValue" if isinstance(v, str) else "numberValue": v
            }
        }
        for v in values
    ]
    rows = [{"values": cells}]
    return {"appendCells": {"sheetId": sheet_id, "rows": rows, "fields": "*"}}


def sort_by_name(sheet_id, row_count):
    area = {
        "sheetId": sheet_id,
        "startRowIndex": 1,
        "endRowIndex": row_count + 1,
        "startColumnIndex": 0,
        "endColumnIndex": 11,
    }
    spec = {"dimensionIndex": 0, "sortOrder": "ASCENDING"}
    return {"sortRange": {"range": area, "sortSpecs": [spec]}}


def rename(sheet_id, title):
    properties = {"sheetId": sheet_id, "title": title}
    return {"updateSheetProperties": {"properties": properties, "fields": "title"}}
