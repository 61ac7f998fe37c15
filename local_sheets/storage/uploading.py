"""An uploaded workbook as the content of a spreadsheet, as Drive converts it."""

import tempfile
from pathlib import Path

from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.requests.handler import new_id
from local_sheets.workbooks.importing import imported

_SUFFIXES = {
    "text/csv": ".csv",
    "text/plain": ".csv",
    "text/tab-separated-values": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
# What Drive sets, whatever the spreadsheet had before.
_TIME_ZONE = "America/Los_Angeles"
_MIN_ROWS, _MIN_COLUMNS = 1000, 26
_TITLE_CHARACTERS = 100


def uploaded(
    body: bytes, mime_type: str, spreadsheet_id: str, properties: Json
) -> Spreadsheet:
    """Return the spreadsheet an uploaded file becomes.

    Args:
        body: the file.
        mime_type: what kind of file it is said to be.
        spreadsheet_id: of the spreadsheet.
        properties: of the spreadsheet; a .csv has none of its own.

    Raises:
        RefusedError: the file cannot be read as what it is said to be.
        UnsupportedError: another kind of file.
    """
    suffix = _SUFFIXES.get(mime_type)
    if suffix is None:
        raise UnsupportedError(f"uploads of type {mime_type or 'unknown'}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{suffix}"
        path.write_bytes(body)
        found = imported(path, spreadsheet_id, {**properties, "timeZone": _TIME_ZONE})
    if suffix == ".csv":
        _as_drive_makes_it(found)
    return found


def _as_drive_makes_it(found: Spreadsheet) -> None:
    """Give the one tab the title of the file, a new id and room to grow."""
    (sheet,) = found.sheets
    title = str(found.properties["title"])[:_TITLE_CHARACTERS]
    sheet.properties = {**sheet.properties, "title": title, "sheetId": new_id(())}
    sheet.resize(
        rows=max(sheet.row_count, _MIN_ROWS),
        columns=max(sheet.column_count, _MIN_COLUMNS),
    )
