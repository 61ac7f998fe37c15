"""Reading and replacing cells of rows that never change in place."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from local_sheets.errors import RefusedError
from local_sheets.grid.model import (
    BLANK_ROW,
    CellRange,
    CellValue,
    Row,
    Sheet,
    has_formula,
)

MAX_CHARACTERS = 50_000
# Whole numbers below this have at most 15 digits, all of them exact in a float.
_EXACT = 1e15

_T = TypeVar("_T")


def spliced(
    old: tuple[_T, ...], start: int, new: Sequence[_T], blank: _T
) -> tuple[_T, ...]:
    """Return a part of a row with cells from `start` on replaced, trimmed of blanks."""
    padding = (blank,) * (start - len(old))
    return trimmed(old[:start] + padding + tuple(new) + old[start + len(new) :], blank)


def trimmed(cells: tuple[_T, ...], blank: _T) -> tuple[_T, ...]:
    """Return a part of a row without trailing blanks, so that equal rows are equal."""
    end = len(cells)
    # `is` for None and small ints: 0 == False, and False is a value.
    while end and cells[end - 1] is blank:
        end -= 1
    return cells[:end]


def padded(cells: tuple[_T, ...], start: int, end: int, blank: _T) -> tuple[_T, ...]:
    """Return cells start…end of a part of a row, blank where it stops short."""
    found = cells[start:end]
    return found + (blank,) * (end - start - len(found))


def with_values(row: Row, start: int, values: Sequence[CellValue]) -> Row:
    """Return a row with the values from column `start` on replaced."""
    return row._replace(values=spliced(row.values, start, values, None))


def with_formats(row: Row, start: int, formats: Sequence[int]) -> Row:
    """Return a row with the style numbers from column `start` on replaced."""
    return row._replace(formats=spliced(row.formats, start, formats, 0))


def with_extras(
    row: Row, start: int, extras: Sequence[Mapping[str, Any] | None]
) -> Row:
    """Return a row with notes, validation and the like replaced."""
    return row._replace(extras=spliced(row.extras, start, extras, None))


def section(row: Row, start: int, end: int) -> Row:
    """Return columns start…end of a row as a row of its own."""
    return Row(row.values[start:end], row.formats[start:end], row.extras[start:end])


def with_section(row: Row, start: int, width: int, part: Row) -> Row:
    """Return a row with `width` columns from `start` on replaced by another's."""
    return Row(
        spliced(row.values, start, padded(part.values, 0, width, None), None),
        spliced(row.formats, start, padded(part.formats, 0, width, 0), 0),
        spliced(row.extras, start, padded(part.extras, 0, width, None), None),
    )


def put_row(sheet: Sheet, index: int, row: Row) -> None:
    """Put a row into the grid, filling up with blank rows above it."""
    if not sheet.has_formulas and has_formula(row):
        sheet.has_formulas = True
    missing = index - len(sheet.rows)
    if missing >= 0:
        if row == BLANK_ROW:
            return
        sheet.rows.extend([BLANK_ROW] * missing)
        sheet.rows.append(row)
    else:
        sheet.rows[index] = row


def put_extra(sheet: Sheet, index: int, column: int, extra: Mapping[str, Any]) -> None:
    """Put a note or the like on one cell, beside what is there."""
    row = sheet.row(index)
    (old,) = padded(row.extras, column, column + 1, None)
    put_row(sheet, index, with_extras(row, column, [{**(old or {}), **extra}]))


def rows_of(sheet: Sheet, cells: CellRange) -> Iterable[Row]:
    """Yield the rows of a range that hold anything, from the top."""
    return sheet.rows[cells.start_row : cells.end_row]


def tidy_number(number: float) -> int | float:
    """Return a whole number as int, the way Google's JSON writes it."""
    if isinstance(number, int) or not number.is_integer():
        return number
    return int(number) if abs(number) < _EXACT else number


def checked_text(text: str) -> str | None:
    """Return text that fits a cell; the empty text is a blank cell.

    Raises:
        RefusedError: more than 50,000 characters.
    """
    if len(text) > MAX_CHARACTERS:
        raise RefusedError(
            "Your input contains more than the maximum of "
            f"{MAX_CHARACTERS} characters in a single cell."
        )
    # A column of a few different texts repeats them: equal ones are one in memory.
    return sys.intern(text) if text else None
