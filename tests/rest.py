"""What may pile up in a spreadsheet that is refreshed again and again."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from sheets_sync.configure import NOTES_LABEL, SCHEME_LABEL
from tests.conftest import Tracker
from tests.requirements.shop import set_to

NINE = datetime(2026, 11, 21, 9, tzinfo=UTC)
# What one refresh of a quiet tracker may alter: when it was refreshed.
ONLY_THE_STAMP = {
    "tabs_added": 0,
    "tabs_removed": 0,
    "rows_added": 0,
    "rows_removed": 0,
    "cells_changed": 1,
    "requests": 1,
}
KEPT_PER_TAB = (
    "charts",
    "protectedRanges",
    "conditionalFormats",
    "filterViews",
    "bandedRanges",
    "merges",
    "tables",
)
MARKS = "developerMetadata(metadataValue)"
FIELDS = (
    f"namedRanges,{MARKS},sheets(properties,{MARKS},{','.join(KEPT_PER_TAB)},"
    f"data(rowMetadata({MARKS}),columnMetadata({MARKS}),"
    "rowData(values(dataValidation(condition(type)),userEnteredValue))))"
)


def refresh_at(tracker: Tracker, minute: int, **job: Any) -> dict[str, Any]:
    """Refresh so many minutes after nine, and return the report."""
    return tracker.refresh(clock=lambda: NINE + timedelta(minutes=minute), **job)


def assert_rests(tracker: Tracker, **job: Any) -> None:
    """Fail unless a second refresh sends nothing, and a later one only its stamp."""
    refresh_at(tracker, 0, **job)

    at_once = refresh_at(tracker, 0, **job)
    later = refresh_at(tracker, 7, **job)

    assert at_once["changes"] == {**ONLY_THE_STAMP, "cells_changed": 0, "requests": 0}
    assert at_once["api"]["writes"] == 0
    assert later["changes"] == ONLY_THE_STAMP
    assert at_once["moves"] == later["moves"] == []


def counts(tracker: Tracker, sellers: list[str]) -> Counter[str]:
    """Return how many there are of all that could pile up.

    Idle rows and columns are those of our tabs that are on the grid but hold nothing.
    What the token's tab holds, and what its mark says, hangs on the last change.
    """
    body = tracker.client().get(tracker.spreadsheet_id, FIELDS)
    found: Counter[str] = Counter(named_ranges=len(body.get("namedRanges", ())))
    found["marks"] = len(body.get("developerMetadata", ()))
    for sheet in body["sheets"]:
        properties = sheet["properties"]
        found += Counter({kind: len(sheet.get(kind, ())) for kind in KEPT_PER_TAB})
        sizes = _sizes_of_marks(sheet)
        found["marks"] += len(sizes)
        if properties.get("hidden"):
            found["hidden tabs"] += 1
            continue
        found["tabs"] += 1
        found["characters of marks"] += sum(sizes)
        if properties["title"] not in sellers:
            found += _idle(sheet)
    return found


def _sizes_of_marks(sheet: dict[str, Any]) -> list[int]:
    """Return how many characters each mark of a tab has."""
    (data,) = sheet.get("data", ({},))
    holders = (sheet, *data.get("rowMetadata", ()), *data.get("columnMetadata", ()))
    marks = [mark for holder in holders for mark in holder.get("developerMetadata", ())]
    return [len(mark.get("metadataValue", "")) for mark in marks]


def _idle(sheet: dict[str, Any]) -> Counter[str]:
    """Return the rows and columns that hold nothing, and the drop-downs of a tab."""
    (data,) = sheet["data"]
    rows = [row.get("values", ()) for row in data.get("rowData", ())]
    filled = [
        (row_index, column_index)
        for row_index, row in enumerate(rows)
        for column_index, cell in enumerate(row)
        if "userEnteredValue" in cell
    ]
    grid = sheet["properties"]["gridProperties"]
    return Counter(
        {
            "idle rows": grid["rowCount"] - max(row for row, _ in filled) - 1,
            "idle columns": grid["columnCount"] - max(at for _, at in filled) - 1,
            "drop-downs": sum("dataValidation" in cell for row in rows for cell in row),
        }
    )


def moves(tracker: Tracker, title: str, minute: int) -> None:
    """Refresh four times: customers and a message change, and are as before again."""
    buy_and_pin(tracker, title, spent=190_000, pin="At risk")
    refresh_at(tracker, minute)
    told = write_to_everybody(tracker, "Hello {name}!")
    refresh_at(tracker, minute + 1)
    buy_and_pin(tracker, title, spent=12_000, pin="")
    refresh_at(tracker, minute + 2)
    write_to_everybody(tracker, told)
    refresh_at(tracker, minute + 3)


def switches(tracker: Tracker, title: str, minute: int) -> None:
    """Refresh four times: rules are replaced, labels go into notes, and back again."""
    set_to(tracker, SCHEME_LABEL, "simple")
    refresh_at(tracker, minute)
    set_to(tracker, NOTES_LABEL, "on")
    buy_and_pin(tracker, title, spent=190_000, pin="")
    refresh_at(tracker, minute + 1)
    set_to(tracker, SCHEME_LABEL, "starter")
    refresh_at(tracker, minute + 2)
    set_to(tracker, NOTES_LABEL, "off")
    buy_and_pin(tracker, title, spent=12_000, pin="")
    refresh_at(tracker, minute + 3)


def buy_and_pin(tracker: Tracker, title: str, *, spent: int, pin: str) -> None:
    """Type what the second customer spent, and where the third one belongs."""
    header = tracker.rows(title)[0]
    tracker.type_cell(title, 2, header.index("Total spent"), spent)
    tracker.type_cell(title, 3, header.index("Pin segment"), pin)


def write_to_everybody(tracker: Tracker, message: str) -> str:
    """Type another message beside the first rule, and return what stood there."""
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[:1] == ["Kind"])
    column = rows[at].index("Message")
    tracker.type_cell("Segment rules", at + 1, column, message)
    return str(rows[at + 1][column])
