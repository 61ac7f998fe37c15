"""Cell references inside formulas, carried along when a formula is copied."""

import re

from local_sheets.grid.a1 import column_index, column_letters
from local_sheets.grid.model import CellValue, Formula

# Text in quotes, quoted tab names and function names are passed over.
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'!?"
    r"|[A-Za-z_][\w.]*\("
    r"|(?<![\w.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})(?![\w.(!])"
)


def moved_formula(value: CellValue, rows: int, columns: int) -> CellValue:
    """Return a copied cell's value: relative references shifted by the distance.

    The last known result is dropped when the distance is not zero, since it belongs to
    other cells. A reference pushed off the sheet becomes ``#REF!``.
    """
    if not isinstance(value, Formula) or (rows, columns) == (0, 0):
        return value

    def shifted(match: re.Match[str]) -> str:
        if match[2] is None:
            return match[0]
        return _reference(match, rows, columns)

    return Formula(_TOKEN.sub(shifted, value.text), None)


def _reference(match: re.Match[str], rows: int, columns: int) -> str:
    column = column_index(match[2]) + (0 if match[1] else columns)
    row = int(match[4]) + (0 if match[3] else rows)
    if column < 0 or row < 1:
        return "#REF!"
    return f"{match[1]}{column_letters(column)}{match[3]}{row}"
