"""Links between tabs: Google's ``#gid=…&range=…`` and Excel's ``'Tab'!A1``."""

import re
from collections.abc import Mapping

from local_sheets.grid.spreadsheet import Spreadsheet

_TAB_LINK = re.compile(r"#gid=(\d+)(?:&range=([A-Za-z0-9:$]+))?")
_LOCATION = re.compile(
    r"#?(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!]+))"
    r"!(?P<range>\$?[A-Za-z]{1,3}\$?\d*(?::\$?[A-Za-z]{1,3}\$?\d*)?)"
)


def excel_link(spreadsheet: Spreadsheet, uri: str, names: dict[int, str]) -> str:
    """Return a link as XlsxWriter takes it; empty when its tab does not exist.

    Args:
        spreadsheet: whose tabs may be linked to.
        uri: of a cell's textFormat.link.
        names: the Excel name of each tab, by its sheetId.
    """
    match = _TAB_LINK.fullmatch(uri)
    if match is None:
        return "" if uri.startswith("#") else uri
    sheet_id = int(match[1])
    if all(sheet.sheet_id != sheet_id for sheet in spreadsheet.sheets):
        return ""
    name = names[sheet_id].replace("'", "''")
    return f"internal:'{name}'!{match[2] or 'A1'}"


def tab_link(location: str, ids: Mapping[str, int]) -> str:
    """Return the link to a place in the workbook; empty when no tab has its name.

    Args:
        location: as Excel writes it, ``'Price list'!A1``.
        ids: the sheetId of each tab by its Excel name.
    """
    match = _LOCATION.fullmatch(location)
    if match is None:
        return ""
    name = match["plain"] or match["quoted"].replace("''", "'")
    if name not in ids:
        return ""
    place = match["range"].replace("$", "")
    return f"#gid={ids[name]}&range={place}"
