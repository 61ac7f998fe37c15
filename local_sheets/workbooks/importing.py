"""A file on the laptop as a new spreadsheet."""

import hashlib
from pathlib import Path

from local_sheets.errors import RefusedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.workbooks.csv_in import csv_spreadsheet

IMPORTABLE = {".xlsx", ".csv"}


def imported(path: Path, spreadsheet_id: str, properties: Json) -> Spreadsheet:
    """Read a workbook or a comma-separated file.

    Raises:
        RefusedError: another kind of file, or one that cannot be read as what it says.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return csv_spreadsheet(path, spreadsheet_id, properties)
    if suffix == ".xlsx":
        # Most servers start without a workbook: sooner without its libraries.
        from local_sheets.workbooks.xlsx.reader import xlsx_spreadsheet

        return xlsx_spreadsheet(path, spreadsheet_id, properties)
    raise RefusedError(f"Only .xlsx and .csv files can be imported, not {suffix!r}.")


def stable_id(path: Path) -> str:
    """Return the id a file in the data folder always gets: made from its name."""
    digest = hashlib.sha256(path.name.encode()).hexdigest()[:16]
    return f"file-{digest}"
