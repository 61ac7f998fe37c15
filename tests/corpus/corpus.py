"""Invented trackers as small files: what a seller typed, and what there is to read.

A tracker is a TOML file:

    about = "what it shows, in a sentence"
    locale = "en_NG"                      # of the spreadsheet; en_GB unless given
    as_of = 2026-11-21                    # the day of the refresh

    [[tabs]]
    title = "Orders"
    cells = '''                           # CSV, typed into the grid from A1 on
    Date,Customer,Amount
    3/4/2026,Ada Obi,"₦12,500"
    '''                                   # a leading ' keeps a cell text, as in Sheets
    requests = ['{"mergeCells": …}']      # batchUpdate requests; "sheetId": "Orders"

    [expected]                            # the whole truth; nothing else may be found
    currency = "NGN"
    [[expected.tables]]
    tab = "Orders"
    kind = "orders"
    header_row = 1
    columns = { A = "order_date", B = "name", C = "amount" }
    [expected.problems]                   # code → the cells or rows it is about
    bad_date = ["Orders!A7"]
    [[expected.customers]]                # every customer; any facts of theirs
    name = "Ada Obi"
    orders = 1
    spent = 12500

or, where nothing can be read, ``expected.error`` is the code of the error.
"""

import csv
import io
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from local_sheets import LocalServer
from segments.customers import Reading, read_customers
from sheets_sync.a1 import cell_address, column_letter, quote_title
from sheets_sync.calls import read_snapshot
from sheets_sync.client import SheetsClient
from sheets_sync.errors import SheetSegmentsError, TrackerNotFoundError
from sheets_sync.find import find_tables_of_tracker
from sheets_sync.model import Snapshot
from sheets_sync.problems import worth_a_look
from sheets_sync.sources import is_sellers
from sheets_sync.unread import unread_tabs

TRACKERS = sorted((Path(__file__).parent / "trackers").glob("*.toml"))
OWNER = "owner@example.com"
_URL = "https://sheets.googleapis.com/v4/spreadsheets"
Json = dict[str, Any]


@dataclass(frozen=True)
class Tracker:
    """One file of the corpus."""

    name: str
    said: Json

    @property
    def locale(self) -> str:
        return self.said.get("locale", "en_GB")

    @property
    def as_of(self) -> date:
        return self.said.get("as_of", date(2026, 11, 21))

    @property
    def expected(self) -> Json:
        return self.said["expected"]


def load(path: Path) -> Tracker:
    """Read a tracker from its file."""
    return Tracker(path.stem, tomllib.loads(path.read_text("utf-8")))


def typed_rows(cells: str) -> list[list[str]]:
    """Return the cells a person typed, a row per line."""
    return list(csv.reader(io.StringIO(cells.strip("\n"), newline="")))


def type_in(tracker: Tracker, server: LocalServer) -> tuple[str, SheetsClient]:
    """Create the spreadsheet and type the cells, as its seller would."""
    client = SheetsClient(server.issuer.access_token(OWNER), root=server.url)
    tabs = {
        tab["title"]: typed_rows(tab.get("cells", "")) for tab in tracker.said["tabs"]
    }
    ids = {title: at for at, title in enumerate(tabs, start=1)}
    zone = tracker.said.get("time_zone", "Etc/GMT")
    body = {
        "properties": {"locale": tracker.locale, "timeZone": zone},
        "sheets": [
            {"properties": properties_of(ids[title], title, rows)}
            for title, rows in tabs.items()
        ],
    }
    made = client.http.request("post", _URL, json=body).json()
    spreadsheet_id = made["spreadsheetId"]
    data = [
        {"range": f"{quote_title(title)}!A1", "values": rows}
        for title, rows in tabs.items()
        if rows
    ]
    values = {"valueInputOption": "USER_ENTERED", "data": data}
    client.http.request(
        "post", f"{_URL}/{spreadsheet_id}/values:batchUpdate", json=values
    )
    requests = [
        with_ids(json.loads(text), ids)
        for tab in tracker.said["tabs"]
        for text in tab.get("requests", [])
    ]
    if requests:
        client.batch_update(spreadsheet_id, {"requests": requests})
    return spreadsheet_id, client


def properties_of(sheet_id: int, title: str, rows: list[list[str]]) -> Json:
    """Return a tab as large as its rows, and at least as large as a new one."""
    width = max(map(len, rows), default=0)
    grid = {"rowCount": max(len(rows), 1000), "columnCount": max(width, 26)}
    return {"sheetId": sheet_id, "title": title, "gridProperties": grid}


def with_ids(value: Any, ids: dict[str, int]) -> Any:
    """Return a request in which titles stand for the ids of their tabs."""
    if isinstance(value, list):
        return [with_ids(item, ids) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: ids.get(item, item) if key == "sheetId" else with_ids(item, ids)
        for key, item in value.items()
    }


def read(tracker: Tracker, server: LocalServer) -> tuple[Snapshot, Any, Reading]:
    """Read a tracker as a refresh does, up to the facts about its customers."""
    spreadsheet_id, client = type_in(tracker, server)
    snapshot = read_snapshot(spreadsheet_id, client)
    tables = find_tables_of_tracker(snapshot)
    reading = read_customers(tables, as_of=tracker.as_of, locale=tracker.locale)
    if reading.customers.empty:
        raise TrackerNotFoundError("no customers")
    return snapshot, tables, reading


def found_in(tracker: Tracker, server: LocalServer) -> Json:
    """Return what was read, in the form in which it is expected."""
    try:
        snapshot, tables, reading = read(tracker, server)
    except SheetSegmentsError as error:
        return {"error": error.code}
    problems = worth_a_look(
        snapshot, (*unread_tabs(snapshot, tables), *reading.problems)
    )
    found: Json = {
        "tables": [_table(table) for table in tables if is_sellers(snapshot, table)],
        "problems": _by_code(problems),
        "customers": [
            _facts(row, expected)
            for row, expected in _matched(reading, tracker.expected["customers"])
        ],
    }
    return {**found, "currency": reading.currency} if reading.currency else found


def _table(table: Any) -> Json:
    columns = {column_letter(index): role for role, index in table.fields.items()}
    return {
        "tab": table.source,
        "kind": table.kind,
        "header_row": table.header_row_index + 1,
        "columns": dict(sorted(columns.items(), key=lambda c: (len(c[0]), c[0]))),
    }


def _by_code(problems: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in problems:
        found.setdefault(problem.code, []).extend(_places(problem))
    return {code: sorted(places) for code, places in found.items()}


def _places(problem: Any) -> Iterator[str]:
    """Yield the cells a problem is about; rows as numbers; else the tab."""
    if not problem.row_indexes:
        yield problem.source
    for row_index in problem.row_indexes:
        if problem.column_index is None:
            yield f"{problem.source}!{row_index + 1}"
        else:
            cell = cell_address(row_index, problem.column_index)
            yield f"{problem.source}!{cell}"


def _matched(reading: Reading, expected: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Yield each customer that was read with the expectation of the same person."""
    columns = reading.customers.columns
    rows: list[Json] = [
        dict(zip(columns, row, strict=True))
        for row in reading.customers.itertuples(index=False, name=None)
    ]
    left = list(expected)
    for row in rows:
        mine = max(left, key=lambda one: _likeness(row, one), default={})
        if mine and _likeness(row, mine):
            left.remove(mine)
        yield row, mine if mine and _likeness(row, mine) else {}


def _likeness(row: Json, expected: Json) -> int:
    who = ("phone", "email", "handle", "customer_id", "name", "display_name", "city")
    weights = (64, 32, 16, 8, 4, 4, 1)
    return sum(
        weight
        for key, weight in zip(who, weights, strict=True)
        if key in expected and expected[key] == row[key]
    )


def _facts(row: Json, expected: Json) -> Json:
    """Return the facts expected of a customer; of an unknown one, who it is."""
    keys = expected or ("display_name", "phone", "email", "handle", "orders", "spent")
    return {key: _plain(row[key]) for key in keys}


def _plain(value: Any) -> Any:
    if pd.isna(value):
        return ""
    if hasattr(value, "date"):
        return value.date()
    if isinstance(value, float):
        return round(value, 2)
    return value


def expected_of(tracker: Tracker) -> Json:
    """Return what a tracker's file says is in it, in the form of `found_in`."""
    expected = dict(tracker.expected)
    if "error" in expected:
        return expected
    problems = expected.get("problems", {})
    expected["problems"] = {code: sorted(at) for code, at in problems.items()}
    return expected


def comparable(said: Json) -> Json:
    """Return a reading with its customers in an order of their own."""
    if "customers" not in said:
        return said
    return {**said, "customers": sorted(said["customers"], key=str)}
