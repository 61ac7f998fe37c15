"""spreadsheets.create: a new spreadsheet from the resource that describes it."""

from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests import apply
from local_sheets.storage.store import blank_spreadsheet, new_spreadsheet_id

_DEFAULTS = {
    "title": "Untitled spreadsheet",
    "locale": "en_US",
    "timeZone": "Etc/GMT",
}
_KNOWN = {"properties", "sheets"}
_KNOWN_OF_SHEET = {"properties", "data"}


def created(body: Json) -> Spreadsheet:
    """Return a new spreadsheet with the tabs and cells the body asks for.

    Raises:
        ApiError: a part of the body that cannot be made; nothing is kept then.
    """
    if unknown := set(body) - _KNOWN:
        raise UnsupportedError(f"spreadsheets.create with {min(unknown)}")
    properties = _DEFAULTS | body.get("properties", {})
    spreadsheet = blank_spreadsheet(new_spreadsheet_id(), properties)
    sheets = body.get("sheets", [])
    if not sheets:
        return spreadsheet
    spreadsheet.sheets = []
    draft = Draft.of(spreadsheet)
    for sheet in sheets:
        _add(draft, sheet)
    return draft.spreadsheet


def _add(draft: Draft, sheet: Json) -> None:
    if unknown := set(sheet) - _KNOWN_OF_SHEET:
        raise UnsupportedError(f"spreadsheets.create with sheets.{min(unknown)}")
    add = {"addSheet": {"properties": sheet.get("properties", {})}}
    (reply,) = apply(draft, [add])
    sheet_id = reply["addSheet"]["properties"]["sheetId"]
    for data in sheet.get("data", []):
        start = {
            "sheetId": sheet_id,
            "rowIndex": data.get("startRow", 0),
            "columnIndex": data.get("startColumn", 0),
        }
        rows = {"start": start, "rows": data.get("rowData", []), "fields": "*"}
        apply(draft, [{"updateCells": rows}])
