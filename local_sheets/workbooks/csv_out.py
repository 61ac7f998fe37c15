"""A tab as separated text, the way Drive exports it."""

import re

from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.values.reading import DEFAULTS, value_range

_LINE_END = "\r\n"
_QUOTED = re.compile(r'[",\r\n]')
_BREAKS = re.compile(r"[\t\r\n]+")


def csv_bytes(spreadsheet: Spreadsheet) -> bytes:
    """Return the first tab as formatted values between commas, in UTF-8."""
    lines = [",".join(map(_quoted, row)) for row in _rows(spreadsheet)]
    return _LINE_END.join(lines).encode()


def tsv_bytes(spreadsheet: Spreadsheet) -> bytes:
    """Return the first tab as formatted values between tabs, in UTF-8.

    A tab or line break in a cell becomes a blank: the format cannot say it.
    """
    rows = _rows(spreadsheet)
    lines = ["\t".join(_BREAKS.sub(" ", text) for text in row) for row in rows]
    return _LINE_END.join(lines).encode()


def _rows(spreadsheet: Spreadsheet) -> list[list[str]]:
    """Return the texts of the first tab, every row as long as the longest."""
    sheet = spreadsheet.sheets[0]
    rows = value_range(spreadsheet, sheet.whole, DEFAULTS).get("values", [])
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _quoted(text: str) -> str:
    if _QUOTED.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'
