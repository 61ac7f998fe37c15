"""The methods of spreadsheets and of spreadsheets.developerMetadata."""

from local_sheets.answers.spreadsheet import spreadsheet_json, without_zero_ids
from local_sheets.api.call import Call, Route
from local_sheets.api.values import ROUTES as VALUE_ROUTES
from local_sheets.discovery.fields import Mask, below, only, wants
from local_sheets.discovery.masks import SHEETS
from local_sheets.errors import NotFoundError
from local_sheets.grid.a1 import parse_range
from local_sheets.grid.model import CellRange, Json
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests import apply
from local_sheets.requests.metadata import matching
from local_sheets.storage.creating import created

_ID = r"/v4/spreadsheets/(?P<spreadsheetId>[^/:]+)"


def get_spreadsheet(call: Call) -> Json:
    """spreadsheets.get."""
    spreadsheet = call.readable().spreadsheet
    ranges = [parse_range(spreadsheet, text) for text in call.all("ranges")]
    grid = call.flag("includeGridData")
    return spreadsheet_json(spreadsheet, call.mask, ranges=ranges, grid=grid)


def create_spreadsheet(call: Call) -> Json:
    """spreadsheets.create: owned by the caller."""
    spreadsheet = created(call.body)
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
            answer["updatedSpreadsheet"] = _after(draft.spreadsheet, body, mask)
        return answer

    return call.store.edit(file.spreadsheet.spreadsheet_id, change, call.email)


def _after(spreadsheet: Spreadsheet, body: Json, mask: Mask) -> Json:
    ranges: list[CellRange] = [
        parse_range(spreadsheet, text) for text in body.get("responseRanges", [])
    ]
    grid = body.get("responseIncludeGridData", False)
    return spreadsheet_json(spreadsheet, mask, ranges=ranges, grid=grid)


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
        rf"{_ID}/developerMetadata/(?P<metadataId>\d+)",
        SHEETS,
        f"{_METADATA}.get",
        get_metadata,
    ),
    *VALUE_ROUTES,
]
