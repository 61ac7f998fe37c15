"""Batches made at random from Google's own schema: all or nothing, and no surprises."""

import json
from functools import cache
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from local_sheets import Store
from local_sheets.answers.spreadsheet import spreadsheet_json
from local_sheets.discovery import document
from local_sheets.discovery.fields import EVERYTHING
from local_sheets.discovery.schema import check
from local_sheets.errors import ApiError
from local_sheets.requests import HANDLERS
from tests.laws import tried

SHEETS = "sheets.v4"
SCHEMAS = document(SHEETS)["schemas"]
OK = 200
DEEPEST = 5
TAB, OTHER = 3, 4
HEIGHT, WIDTH = 6, 5
# Members whose values must fit the spreadsheet for a request to get anywhere.
KNOWN: dict[str, st.SearchStrategy[Any]] = {
    "sheetId": st.sampled_from([TAB, TAB, OTHER, 9]),
    "startRowIndex": st.integers(0, 2),
    "endRowIndex": st.integers(2, HEIGHT),
    "startColumnIndex": st.integers(0, 2),
    "endColumnIndex": st.integers(2, WIDTH),
    "startIndex": st.integers(0, 2),
    "endIndex": st.integers(2, WIDTH),
    "rowIndex": st.integers(0, HEIGHT),
    "columnIndex": st.integers(0, WIDTH),
    "dimensionIndex": st.integers(0, WIDTH),
    "fields": st.sampled_from(["*", "userEnteredValue", "title", "nope"]),
    "formulaValue": st.sampled_from(["=A1", "=SUM(A1:B2)", "=", "nonsense"]),
}
# What says nothing to the other kinds of message or is longer than it is deep.
SKIPPED = {"dataSourceChartProperties", "pivotTable"}


@cache
def message(name: str, depth: int) -> st.SearchStrategy[Any]:
    """Return bodies of one schema; deep below they grow empty."""
    members = SCHEMAS[name].get("properties", {})
    if depth > DEEPEST:
        return st.just({})
    wanted = {
        key: KNOWN[key] if key in KNOWN else value(described, depth + 1)
        for key, described in members.items()
        if key not in SKIPPED and not described.get("readOnly")
    }
    must = {key: wanted.pop(key) for key in ("range", "fields") if key in wanted}
    if name in {"ExtendedValue", "DataFilter"}:
        one = [st.fixed_dictionaries({key: one}) for key, one in wanted.items()]
        return st.one_of(st.just({}), *one)
    few = st.lists(st.sampled_from(sorted(wanted)), max_size=3, unique=True)
    if not wanted:
        return st.fixed_dictionaries(must)
    return few.flatmap(
        lambda keys: st.fixed_dictionaries({**must, **{k: wanted[k] for k in keys}})
    )


def value(described: dict[str, Any], depth: int) -> st.SearchStrategy[Any]:
    """Return values of one member of a schema."""
    if "$ref" in described:
        return st.deferred(lambda: message(described["$ref"], depth))
    if described["type"] == "array":
        return st.lists(value(described["items"], depth), max_size=2)
    if described["type"] == "object":
        return st.just({})
    if "enum" in described:
        return st.sampled_from(described["enum"])
    return SCALARS[described["type"]]


SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "string": st.sampled_from(["", "a", "Tab", "#REF!", "2026-01-02", "ü😀"]),
    "boolean": st.booleans(),
    "integer": st.sampled_from([0, 1, 2, 7, -1, 2**31 - 1]),
    "number": st.sampled_from([0, 1, 0.5, -2.25, 1e300]),
    "any": st.just(1),
}


def request_of(kind: str) -> st.SearchStrategy[Any]:
    schema = SCHEMAS["Request"]["properties"][kind]["$ref"]
    return message(schema, 0).map(lambda body: {kind: body})


REQUESTS = st.sampled_from(sorted(HANDLERS)).flatmap(request_of)


WHOLE = {"sheetId": TAB, "startRowIndex": 0, "endRowIndex": 4, "endColumnIndex": 3}
GRID = {"rowCount": HEIGHT, "columnCount": WIDTH}
ROWS = [{"values": [{"userEnteredValue": {"stringValue": row}}]} for row in "123"]
FIRST: list[dict[str, Any]] = [
    {
        "addSheet": {
            "properties": {"sheetId": at, "title": f"Tab {at}", "gridProperties": GRID}
        }
    }
    for at in (TAB, OTHER)
] + [
    {"updateCells": {"start": {"sheetId": TAB}, "rows": ROWS, "fields": "*"}},
    {"addNamedRange": {"namedRange": {"name": "Box", "range": WHOLE}}},
    {"addProtectedRange": {"protectedRange": {"range": WHOLE, "protectedRangeId": 1}}},
    {"setBasicFilter": {"filter": {"range": WHOLE}}},
    {"mergeCells": {"range": {**WHOLE, "startRowIndex": 2, "endRowIndex": 3}}},
]


def fresh() -> tuple[Store, str]:
    """Return a spreadsheet with two tabs, one of them with a bit of everything."""
    store = Store()
    spreadsheet_id = store.create()
    store.batch_update(spreadsheet_id, FIRST)
    return store, spreadsheet_id


def seen(store: Store, spreadsheet_id: str) -> bytes:
    """Return every byte that spreadsheets.get can show."""
    spreadsheet = store.spreadsheet(spreadsheet_id)
    shown = spreadsheet_json(spreadsheet, EVERYTHING, ranges=[], grid=True)
    check(SHEETS, "Spreadsheet", shown)
    return json.dumps(shown).encode()


def sent(
    store: Store, spreadsheet_id: str, requests: list[dict[str, Any]]
) -> tuple[int, list[dict[str, Any]]]:
    """Send a batch; return the status of the answer, and the replies."""
    body = {"requests": requests}
    try:
        check(SHEETS, "BatchUpdateSpreadsheetRequest", body)
        return OK, store.batch_update(spreadsheet_id, requests)
    except ApiError as error:
        return error.http_status, []


@tried(100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(REQUESTS, min_size=1, max_size=4))
def test_any_batch_is_done_or_leaves_every_byte(requests):
    """A batch of any kinds is applied whole, or refused and leaves no trace."""
    store, spreadsheet_id = fresh()
    before = seen(store, spreadsheet_id)
    status, replies = sent(store, spreadsheet_id, requests)
    after = seen(store, spreadsheet_id)
    if status == OK:
        check(SHEETS, "BatchUpdateSpreadsheetResponse", {"replies": replies})
        assert len(replies) == len(requests)
    else:
        assert status in {400, 501}
        assert after == before


@tried(25)
@given(st.lists(REQUESTS, max_size=4))
def test_a_batch_that_ends_badly_leaves_every_byte(requests):
    """Whatever came before the bad request in its batch is undone."""
    store, spreadsheet_id = fresh()
    before = seen(store, spreadsheet_id)
    version = store.file(spreadsheet_id).version
    bad = {"deleteSheet": {"sheetId": 99}}
    status, _ = sent(store, spreadsheet_id, [*requests, bad])
    assert status != OK
    assert seen(store, spreadsheet_id) == before
    assert store.file(spreadsheet_id).version == version
