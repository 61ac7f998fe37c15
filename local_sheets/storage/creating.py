"""spreadsheets.create: a new spreadsheet from the resource that describes it."""

from collections.abc import Callable, Iterator
from typing import Any

from local_sheets.clock import Clock
from local_sheets.errors import UnsupportedError
from local_sheets.formulas.calculation import Calculator
from local_sheets.grid.model import COLUMNS, ROWS, Json
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests import apply
from local_sheets.storage.store import blank_spreadsheet, new_spreadsheet_id

_DEFAULTS = {
    "title": "Untitled spreadsheet",
    "locale": "en_US",
    "timeZone": "Etc/GMT",
}
_ANSWERED_ONLY = {"spreadsheetId", "spreadsheetUrl"}
# The request that adds each part a resource may describe.
_PARTS: dict[str, Callable[[Any], Json]] = {
    "namedRanges": lambda item: {"addNamedRange": {"namedRange": item}},
    "developerMetadata": lambda item: {
        "createDeveloperMetadata": {"developerMetadata": item}
    },
}
_PARTS_OF_SHEET: dict[str, Callable[[Any], Json]] = {
    "merges": lambda item: {"mergeCells": {"range": item, "mergeType": "MERGE_ALL"}},
    "tables": lambda item: {"addTable": {"table": item}},
    "bandedRanges": lambda item: {"addBanding": {"bandedRange": item}},
    "basicFilter": lambda item: {"setBasicFilter": {"filter": item}},
    "filterViews": lambda item: {"addFilterView": {"filter": item}},
    "protectedRanges": lambda item: {"addProtectedRange": {"protectedRange": item}},
    "charts": lambda item: {"addChart": {"chart": item}},
    "slicers": lambda item: {"addSlicer": {"slicer": item}},
    "developerMetadata": _PARTS["developerMetadata"],
}
_RULES = "conditionalFormats"
_KNOWN = {"properties", "sheets", *_PARTS, *_ANSWERED_ONLY}
_KNOWN_OF_SHEET = {"properties", "data", _RULES, *_PARTS_OF_SHEET}
_AXES = {"rowMetadata": (ROWS, "startRow"), "columnMetadata": (COLUMNS, "startColumn")}


def created(body: Json, clock: Clock) -> Spreadsheet:
    """Return a new spreadsheet with the tabs, cells and objects the body asks for.

    Args:
        body: the resource that describes it.
        clock: tells formulas what day it is.

    Raises:
        ApiError: a part of the body that cannot be made; nothing is kept then.
    """
    _refuse_unknown(body, _KNOWN, "")
    properties = _DEFAULTS | body.get("properties", {})
    spreadsheet = blank_spreadsheet(new_spreadsheet_id(), properties)
    sheets = body.get("sheets", [])
    if sheets:
        spreadsheet.sheets = []
    draft = Draft.of(spreadsheet)
    draft.calculator = Calculator(clock)
    added = [(sheet, _tab_id(draft, sheet)) for sheet in sheets]
    requests = [one for sheet, at in added for one in _requests_of_sheet(sheet, at)]
    for name, request in _PARTS.items():
        requests += [request(item) for item in body.get(name, [])]
    if requests:
        apply(draft, requests)
    return draft.spreadsheet


def _refuse_unknown(body: Json, known: set[str], place: str) -> None:
    if unknown := set(body) - known:
        raise UnsupportedError(f"spreadsheets.create with {place}{min(unknown)}")


def _tab_id(draft: Draft, sheet: Json) -> int:
    """Add a tab and return its id."""
    _refuse_unknown(sheet, _KNOWN_OF_SHEET, "sheets.")
    add = {"addSheet": {"properties": sheet.get("properties", {})}}
    (reply,) = apply(draft, [add])
    return int(reply["addSheet"]["properties"]["sheetId"])


def _requests_of_sheet(sheet: Json, sheet_id: int) -> Iterator[Json]:
    """Yield the requests that fill a tab, cells first."""
    for data in sheet.get("data", []):
        yield from _requests_of_data(data, sheet_id)
    for index, rule in enumerate(sheet.get(_RULES, [])):
        yield {"addConditionalFormatRule": {"rule": rule, "index": index}}
    for name, request in _PARTS_OF_SHEET.items():
        items = sheet.get(name, [])
        for item in [items] if isinstance(items, dict) else items:
            yield request(item)


def _requests_of_data(data: Json, sheet_id: int) -> Iterator[Json]:
    if data.get("rowData"):
        start = {
            "sheetId": sheet_id,
            "rowIndex": data.get("startRow", 0),
            "columnIndex": data.get("startColumn", 0),
        }
        rows = {"start": start, "rows": data["rowData"], "fields": "*"}
        yield {"updateCells": rows}
    for name, (axis, first) in _AXES.items():
        for at, properties in enumerate(data.get(name, []), data.get(first, 0)):
            span = {"sheetId": sheet_id, "dimension": axis}
            span |= {"startIndex": at, "endIndex": at + 1}
            change = {"range": span, "properties": properties, "fields": "*"}
            yield {"updateDimensionProperties": change}
