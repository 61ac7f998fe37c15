"""Developer metadata: values a program pins to a spreadsheet, tab, row or column."""

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid import axes
from local_sheets.grid.model import COLUMNS, ROWS, Json
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests.data_filters import matching
from local_sheets.requests.handler import Handler, new_id

_TYPES = {ROWS: "ROW", COLUMNS: "COLUMN"}
_MAX_CHARACTERS = 30_000


def create_metadata(draft: Draft, body: Json) -> Json:
    """Add metadata under the client's id or a new one."""
    asked = body.get("developerMetadata", {})
    spreadsheet = draft.spreadsheet
    if not asked.get("metadataKey"):
        raise RefusedError("developerMetadata.metadataKey is required.")
    if asked.get("visibility", "") not in {"DOCUMENT", "PROJECT"}:
        raise RefusedError("developerMetadata.visibility is required.")
    taken = {item["metadataId"] for item in spreadsheet.metadata}
    metadata_id = asked.get("metadataId", new_id(taken))
    if metadata_id in taken:
        raise RefusedError(f"Developer metadata with id {metadata_id} already exists.")
    if metadata_id < 1:
        raise RefusedError("developerMetadata.metadataId must be positive.")
    location = located(spreadsheet, asked.get("location", {}))
    created = {**asked, "metadataId": metadata_id, "location": location}
    spreadsheet.metadata.append(created)
    _check_quota(spreadsheet, location)
    return {"developerMetadata": created}


def located(spreadsheet: Spreadsheet, location: Json) -> Json:
    """Return a metadata location as Google answers it, with its type spelled out."""
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in location:
        spreadsheet.sheet(location["sheetId"])
        return {"locationType": "SHEET", "sheetId": location["sheetId"]}
    if "dimensionRange" not in location:
        raise RefusedError("developerMetadata.location is required.")
    place = location["dimensionRange"]
    sheet = spreadsheet.sheet(place.get("sheetId", 0))
    axis = place.get("dimension")
    start, end = place.get("startIndex", 0), place.get("endIndex")
    if axis not in _TYPES or end != start + 1:
        raise RefusedError("The dimension range must be a single row or column.")
    if not 0 <= start < axes.size(sheet, axis):
        raise RefusedError(f"dimensionRange.endIndex[{end}] is outside the grid.")
    whole = {"sheetId": sheet.sheet_id, "dimension": axis}
    place = {**whole, "startIndex": start, "endIndex": end}
    return {"locationType": _TYPES[axis], "dimensionRange": place}


def _check_quota(spreadsheet: Spreadsheet, location: Json) -> None:
    """Hold the 30,000 characters a spreadsheet, and each tab, may carry."""
    home = _home(location)
    used = sum(
        len(item["metadataKey"]) + len(item.get("metadataValue", ""))
        for item in spreadsheet.metadata
        if _home(item["location"]) == home
    )
    if used > _MAX_CHARACTERS:
        raise RefusedError(
            f"Developer metadata may hold at most {_MAX_CHARACTERS} characters here."
        )


def _home(location: Json) -> int | None:
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    return location.get("sheetId")


def update_metadata(draft: Draft, body: Json) -> Json:
    """Change every metadata the filters find; the id cannot change."""
    mask = update_mask(body.get("fields"), "DeveloperMetadata", "developerMetadata")
    found = matching(draft.spreadsheet, body.get("dataFilters", []))
    ids = {item["metadataId"] for item in found}
    asked = dict(body.get("developerMetadata", {}))
    if "location" in asked:
        asked["location"] = located(draft.spreadsheet, asked["location"])
    mask = mask or {name: {} for name in asked}
    if "location" in mask:
        mask = {**mask, "location": {}}
    draft.spreadsheet.metadata = [
        updated(item, asked, mask) | {"metadataId": item["metadataId"]}
        if item["metadataId"] in ids
        else item
        for item in draft.spreadsheet.metadata
    ]
    return {"developerMetadata": _with_ids(draft.spreadsheet, ids)}


def _with_ids(spreadsheet: Spreadsheet, ids: set[int]) -> list[Json]:
    return [item for item in spreadsheet.metadata if item["metadataId"] in ids]


def delete_metadata(draft: Draft, body: Json) -> Json:
    """Delete every metadata the filter finds."""
    found = matching(draft.spreadsheet, [body.get("dataFilter", {})])
    ids = {item["metadataId"] for item in found}
    draft.spreadsheet.metadata = [
        item for item in draft.spreadsheet.metadata if item["metadataId"] not in ids
    ]
    return {"deletedDeveloperMetadata": found}


HANDLERS: dict[str, Handler] = {
    "createDeveloperMetadata": create_metadata,
    "updateDeveloperMetadata": update_metadata,
    "deleteDeveloperMetadata": delete_metadata,
}
