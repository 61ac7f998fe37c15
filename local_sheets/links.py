"""Links between tabs: Google's ``#gid=…&range=…`` and Excel's ``internal:``."""

import re

from local_sheets.spreadsheet import Spreadsheet

_TAB_LINK = re.compile(r"#gid=(\d+)(?:&range=([A-Za-z0-9:$]+))?")


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
