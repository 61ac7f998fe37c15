"""A tab as comma-separated text, the way Drive exports it."""

import csv
import io

from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.values.reading import DEFAULTS, value_range


def csv_bytes(spreadsheet: Spreadsheet) -> bytes:
    """Return the first tab as formatted values in UTF-8."""
    sheet = spreadsheet.sheets[0]
    rows = value_range(spreadsheet, sheet.whole, DEFAULTS).get("values", [])
    width = max(map(len, rows), default=0)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return text.getvalue().encode()
