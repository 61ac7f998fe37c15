"""The formulas of an .xlsx tab, those that Excel stores once for many cells too."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple

from local_sheets.formulas.moves import moved_formula
from local_sheets.grid.a1 import column_index
from local_sheets.grid.cells import padded, put_row, with_values
from local_sheets.grid.model import ErrorValue, Formula, Sheet
from local_sheets.workbooks.xlsx.tab import RowXml

_FORMULA = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"[^>]*><f\b([^>]*?)(?:/>|>([^<]*)</f>)')
_SHARED = re.compile(rb'\bsi="(\d+)"')
_OTHER_FILE = re.compile(r"\[\d+\]")
_ERRORS = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
}


class FormulaCell(NamedTuple):
    """A formula and the zero-based cell it stands in."""

    row: int
    column: int
    text: str


class FormulaReader:
    """Reads the formulas of one tab, row after row.

    A formula that speaks of an Excel table or of another file is passed over, so that
    its cell keeps the result: neither is in a copy, and Excel would call it damaged.

    Args:
        tables: names of the workbook's Excel tables.
    """

    def __init__(self, tables: Iterable[str] = ()) -> None:
        names = "|".join(re.escape(name) for name in tables)
        self._table = re.compile(
            rf"\b(?:{names})\[" if names else r"(?!)", re.IGNORECASE
        )
        self._shared: dict[bytes, FormulaCell] = {}

    def read(self, row: RowXml) -> Iterator[FormulaCell]:
        """Yield the formulas of a row."""
        if b"<f" not in row.cells:
            return
        for letters, number, attributes, raw in _FORMULA.findall(row.cells):
            place = int(number) - 1, column_index(letters.decode())
            formula = self._formula(place, attributes, raw)
            if formula is not None and not self._speaks_elsewhere(formula.text):
                yield formula

    def _formula(
        self, place: tuple[int, int], attributes: bytes, raw: bytes
    ) -> FormulaCell | None:
        shared = _SHARED.search(attributes)
        if raw:
            text = unescape(raw.decode("utf-8", "replace"))
            formula = FormulaCell(*place, f"={text}")
            if shared:
                self._shared[shared[1]] = formula
            return formula
        first = self._shared.get(shared[1]) if shared else None
        return _moved(first, place) if first else None

    def _speaks_elsewhere(self, text: str) -> bool:
        if "[" not in text:
            return False
        return bool(self._table.search(text) or _OTHER_FILE.search(text))


def _moved(first: FormulaCell, place: tuple[int, int]) -> FormulaCell:
    row, column = place
    written = Formula(first.text, None)
    moved = moved_formula(written, row - first.row, column - first.column)
    return FormulaCell(row, column, moved.text if isinstance(moved, Formula) else "")


def put_formula(sheet: Sheet, formula: FormulaCell) -> None:
    """Put a formula over the result that was read in its place."""
    sheet.resize(
        rows=max(sheet.row_count, formula.row + 1),
        columns=max(sheet.column_count, formula.column + 1),
    )
    row = sheet.row(formula.row)
    (result,) = padded(row.values, formula.column, formula.column + 1, None)
    if isinstance(result, Formula):
        return
    if isinstance(result, str) and result in _ERRORS:
        result = ErrorValue(_ERRORS[result], result)
    value = Formula(formula.text, result)
    put_row(sheet, formula.row, with_values(row, formula.column, [value]))
