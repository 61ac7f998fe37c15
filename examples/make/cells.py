"""A tracker as rows of plain values, before it is a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the value that the spreadsheet program last computed."""

    text: str
    value: int


Cell = str | int | float | date | Formula | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as the seller keeps it; `header_row` is a zero-based row index."""

    name: str
    rows: Sequence[Row]
    header_row: int
    widths: Sequence[int]


def sum_of_numbers(rows: Sequence[Row], column: int) -> int:
    """Sum a column as a spreadsheet does: text that looks like money is left out."""
    cells = [row[column] for row in rows if len(row) > column]
    return sum(cell for cell in cells if isinstance(cell, int))
