"""The rows of an .xlsx tab over its values: looks, heights and formulas."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from local_sheets.grid.a1 import column_index
from local_sheets.grid.cells import put_extra, put_row, trimmed
from local_sheets.grid.model import ROWS, Json, Row, Sheet
from local_sheets.workbooks.xlsx.formulas import FormulaReader, put_formula
from local_sheets.workbooks.xlsx.layout import RowSizes, column_span
from local_sheets.workbooks.xlsx.number_formats import MOMENTS
from local_sheets.workbooks.xlsx.styles import CellStyles
from local_sheets.workbooks.xlsx.tab import RowXml, TabXml
from local_sheets.workbooks.xlsx.xml import whole

# How Sheets describes a cell with a box to tick.
CHECKBOX: Json = {"condition": {"type": "BOOLEAN"}, "showCustomUi": True}
# Blank cells keep their looks this far below and beside the last value.
MORE_ROWS, MORE_COLUMNS = 1000, 26
_STYLED = re.compile(rb'<c r="([A-Z]{1,3})\d+"[^>]*? s="(\d+)"')
_ANY = re.compile(rb'<c r="([A-Z]{1,3})\d+"(?:[^>]*? s="(\d+)")?')
_ROW_STYLE = re.compile(rb' s="(\d+)"[^>]* customFormat="(?:1|true)"')
_MAX_KNOWN = 10_000

_Pairs = tuple[tuple[bytes, bytes], ...]
_Formats = tuple[int, ...]


def read_rows(
    sheet: Sheet, tab: TabXml, styles: CellStyles, formulas: FormulaReader
) -> None:
    """Lay the looks, heights and formulas of a file over a tab of values."""
    looks = _Looks(sheet, tab.head, styles)
    sizes, last_row = RowSizes(), len(sheet.rows) + MORE_ROWS
    for row in tab.rows():
        for formula in formulas.read(row):
            put_formula(sheet, formula)
        if row.row_index >= last_row:
            continue
        size = sizes.read(row)
        if size is not None:
            sheet.dimensions[ROWS][row.row_index] = size
        looks.put(sheet, row)


class _Looks:
    """Puts style numbers on rows; rows that look alike share one tuple."""

    def __init__(self, sheet: Sheet, head: Element, styles: CellStyles) -> None:
        self._styles = styles
        self._width = sheet.column_count + MORE_COLUMNS
        self._of_columns = _column_formats(sheet, head, styles)
        self._known: dict[tuple[_Formats, _Formats, _Pairs], _Formats] = {}
        self._shared: dict[_Formats, _Formats] = {}
        self._boxes = styles.checkboxes()

    def put(self, sheet: Sheet, row: RowXml) -> None:
        below = self._of_row(row, sheet.column_count)
        pairs = tuple((_ANY if below else _STYLED).findall(row.cells))
        if not pairs and not below:
            return
        old = sheet.row(row.row_index)
        formats = self._formats(old.formats, below, pairs)
        if formats != old.formats:
            put_row(sheet, row.row_index, Row(old.values, formats, old.extras))
        for letters, xf in pairs if self._boxes else ():
            column = column_index(letters.decode())
            if xf and int(xf) in self._boxes and column < self._width:
                put_extra(sheet, row.row_index, column, {"dataValidation": CHECKBOX})

    def _of_row(self, row: RowXml, count: int) -> _Formats:
        if b"customFormat" not in row.attributes:
            return self._of_columns
        match = _ROW_STYLE.search(row.attributes)
        return (self._styles[int(match[1])],) * count if match else self._of_columns

    def _formats(self, moments: _Formats, below: _Formats, pairs: _Pairs) -> _Formats:
        key = moments, below, pairs
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= _MAX_KNOWN:
                self._known.clear()
            made = trimmed(tuple(self._made(moments, below, pairs)), 0)
            known = self._known[key] = self._shared.setdefault(made, made)
        return known

    def _made(self, moments: _Formats, below: _Formats, pairs: _Pairs) -> Iterator[int]:
        found = dict(enumerate(below))
        for letters, xf in pairs:
            found[column_index(letters.decode())] = self._styles[int(xf)] if xf else 0
        last = max([*found, len(moments) - 1], default=-1)
        for column in range(min(last + 1, self._width)):
            moment = moments[column] if column < len(moments) else 0
            yield self._with_moment(found.get(column, 0), moment)

    def _with_moment(self, style: int, moment: int) -> int:
        """Return a style that shows a date as one, whatever the file's pattern says."""
        table = self._styles.table
        if not moment or table.number_format(style).get("type") in MOMENTS:
            return style
        shown = {"numberFormat": table.number_format(moment)}
        return table.number({**table[style], **shown})


def _column_formats(sheet: Sheet, head: Element, styles: CellStyles) -> _Formats:
    """Return the looks of cells that are not in the file, by their column."""
    found = [0] * sheet.column_count
    for column in head.iter("col"):
        style = styles[whole(column, "style", 0)] if "style" in column.attrib else 0
        for index in column_span(column, sheet.column_count):
            found[index] = style
    return trimmed(tuple(found), 0)
