"""Named ranges: Excel's defined names and Sheets' NamedRange."""

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from xlsxwriter import Workbook

from local_sheets.grid.a1 import cell_name, quoted_title
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Spreadsheet, resolved
from local_sheets.requests.ranges import box
from local_sheets.workbooks.xlsx.anchored import areas

_PLACE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^'!,(]+))!(?P<area>[^!]+)"
)
_EXCEL_NAME = re.compile(r"[A-Za-z_\\][\w.]{0,254}")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|[rRcC](?:\d+[rRcC]\d*)?")


def named_ranges(workbook: Element, ids: Mapping[str, int]) -> list[Json]:
    """Return the names of a workbook that stand for one range of cells.

    Names for formulas, for one tab only and for Excel's own use are left out.
    """
    return [
        {"namedRangeId": str(number), "name": item.get("name", ""), "range": place}
        for number, item in enumerate(workbook.iter("definedName"), 1)
        if "localSheetId" not in item.attrib and item.get("hidden") != "1"
        for place in _places(item.text or "", ids)
    ]


def _places(formula: str, ids: Mapping[str, int]) -> Iterator[Json]:
    match = _PLACE.fullmatch(formula.strip())
    if match is None:
        return
    name = match["plain"] or match["quoted"].replace("''", "'")
    if name in ids:
        yield from map(box, areas(ids[name], match["area"]))


def define_names(
    workbook: Workbook, spreadsheet: Spreadsheet, names: Mapping[int, str]
) -> None:
    """Write the named ranges of a spreadsheet, as far as Excel allows their names."""
    for named in spreadsheet.named_ranges:
        name, sheet_id = named["name"], named["range"].get("sheetId", 0)
        is_free = _EXCEL_NAME.fullmatch(name) and not _CELL_LIKE.fullmatch(name)
        if not is_free or sheet_id not in names:
            continue
        cells = resolved(spreadsheet.sheet(sheet_id), named["range"])
        first = _fixed(cell_name(cells.start_row, cells.start_column))
        last = _fixed(cell_name(cells.end_row - 1, cells.end_column - 1))
        place = f"{quoted_title(names[sheet_id])}!{first}:{last}"
        workbook.define_name(name, f"={place}")


def _fixed(cell: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", cell)
