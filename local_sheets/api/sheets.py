"""The methods of spreadsheets and of spreadsheets.developerMetadata."""

from dataclasses import replace

from local_sheets.answers.objects import Viewer
from local_sheets.answers.spreadsheet import (
    sheet_properties,
    spreadsheet_json,
    without_zero_ids,
)
from local_sheets.api.call import Call, Route
from local_sheets.api.values import ROUTES as VALUE_ROUTES
from local_sheets.discovery.fields import Mask, below, only, wants
from local_sheets.discovery.masks import SHEETS
from local_sheets.errors import NotFoundError
from local_sheets.grid.a1 import parse_range
from local_sheets.grid.model import CellRange, Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests import apply
from local_sheets.requests.data_filters import filtered_ranges, matching
from local_sheets.storage.copying import copy_sheet
from local_sheets.storage.creating import created

_ID = r"/v4/spreadsheets/(?P<spreadsheetId>[^/:]+)"


def get_spreadsheet(call: Call) -> Json:
    """spreadsheets.get."""
    spreadsheet = call.readable().spreadsheet
    ranges = [parse_range(spreadsheet, text) for text in call.all("ranges")]
    grid = call.flag("includeGridData")
    viewer = _viewer(call, without_tables=call.flag("excludeTablesInBandedRanges"))
    return spreadsheet_json(
        spreadsheet, call.mask, ranges=ranges, grid=grid, viewer=viewer
    )


def _viewer(call: Call, *, without_tables: bool) -> Viewer:
    """Return who asks for a spreadsheet, and whether tables count as banded ranges."""
    owns = call.readable().role_of(call.email) == "owner"
    return Viewer(call.email, owns, tables_as_bands=not without_tables)


def get_by_data_filter(call: Call) -> Json:
    """spreadsheets.getByDataFilter: the tabs, and their cells, that filters select."""
    spreadsheet = call.readable().spreadsheet
    filters = call.body.get("dataFilters", [])
    ranges = [cells for one in filters for cells in filtered_ranges(spreadsheet, one)]
    grid = call.body.get("includeGridData", False)
    if filters and not ranges:
        spreadsheet = replace(spreadsheet, sheets=[])
    without_tables = call.body.get("excludeTablesInBandedRanges", False)
    viewer = _viewer(call, without_tables=without_tables)
    return spreadsheet_json(
        spreadsheet, call.mask, ranges=ranges, grid=grid, viewer=viewer
    )


def copy_to(call: Call) -> Json:
    """spreadsheets.sheets.copyTo: a tab at the end of another spreadsheet."""
    source = call.readable().spreadsheet
    sheet = source.sheet(int(call.path["sheetId"]))
    target = call.spreadsheet_file(call.body.get("destinationSpreadsheetId", ""))
    target.check_writable(call.email)

    def change(draft: Draft) -> Json:
        copy = draft.sheet(copy_sheet(source, sheet, draft))
        return sheet_properties(draft.spreadsheet, copy)

    return call.store.edit(target.file_id, change, call.email)


def create_spreadsheet(call: Call) -> Json:
    """spreadsheets.create: owned by the caller."""
    spreadsheet = created(call.body, call.store.now)
    call.store.add(spreadsheet, call.email)
    return spreadsheet_json(spreadsheet, call.mask)


def batch_update(call: Call) -> Json:
    """spreadsheets.batchUpdate: every request or none."""
    file = call.writable()
    body = call.body

    def change(draft: Draft) -> Json:
        replies = apply(draft, body.get("requests", []))
        told = {
            "spreadsheetId": draft.spreadsheet.spreadsheet_id,
            "replies": without_zero_ids(replies),
        }
        answer: Json = only(call.mask, told)
        shows = body.get("includeSpreadsheetInResponse", False)
        if shows and wants(call.mask, "updatedSpreadsheet"):
            mask = below(call.mask, "updatedSpreadsheet")
            answer["updatedSpreadsheet"] = _after(draft, body, mask)
        return answer

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def _after(draft: Draft, body: Json, mask: Mask) -> Json:
    spreadsheet = draft.spreadsheet
    ranges: list[CellRange] = [
        parse_range(spreadsheet, text) for text in body.get("responseRanges", [])
    ]
    grid = body.get("responseIncludeGridData", False)
    viewer = Viewer(draft.email, draft.owns)
    return spreadsheet_json(spreadsheet, mask, ranges=ranges, grid=grid, viewer=viewer)


def get_metadata(call: Call) -> Json:
    """spreadsheets.developerMetadata.get."""
    wanted = int(call.path["metadataId"])
    for item in call.readable().spreadsheet.metadata:
        if item["metadataId"] == wanted:
            return dict(without_zero_ids(item))
    raise NotFoundError(f"No developer metadata with ID {wanted}")


def search_metadata(call: Call) -> Json:
    """spreadsheets.developerMetadata.search."""
    spreadsheet = call.readable().spreadsheet
    filters = call.body.get("dataFilters", [])
    found = [
        {
            "developerMetadata": without_zero_ids(item),
            "dataFilters": [f for f in filters if item in matching(spreadsheet, [f])],
        }
        for item in matching(spreadsheet, filters)
    ]
    return {"matchedDeveloperMetadata": found} if found else {}


_METADATA = "spreadsheets.developerMetadata"
ROUTES = [
    Route(
        "POST",
        r"/v4/spreadsheets",
        SHEETS,
        "spreadsheets.create",
        create_spreadsheet,
        masks_itself=True,
    ),
    Route("GET", _ID, SHEETS, "spreadsheets.get", get_spreadsheet, masks_itself=True),
    Route(
        "POST",
        rf"{_ID}:getByDataFilter",
        SHEETS,
        "spreadsheets.getByDataFilter",
        get_by_data_filter,
        masks_itself=True,
    ),
    Route(
        "POST",
        rf"{_ID}/sheets/(?P<sheetId>[^/:]+):copyTo",
        SHEETS,
        "spreadsheets.sheets.copyTo",
        copy_to,
    ),
    Route(
        "POST",
        rf"{_ID}:batchUpdate",
        SHEETS,
        "spreadsheets.batchUpdate",
        batch_update,
        masks_itself=True,
    ),
    Route(
        "POST",
        rf"{_ID}/developerMetadata:search",
        SHEETS,
        f"{_METADATA}.search",
        search_metadata,
    ),
    Route(
        "GET",
        rf"{_ID}/developerMetadata/(?P<metadataId>[^/:]+)",
        SHEETS,
        f"{_METADATA}.get",
        get_metadata,
    ),
    *VALUE_ROUTES,
]
