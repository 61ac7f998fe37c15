"""Rectangles of cells: whether they meet, where they move, how a seller names them."""

from dataclasses import dataclass, replace
from math import inf
from typing import Final

from sheets_sync.a1 import column_letter
from sheets_sync.model import Area, Tab

WHOLE_TAB: Final = Area()


def overlap(one: Area, other: Area) -> bool:
    """Tell whether two areas of a tab have a cell in common."""
    pairs = zip(_spans(one), _spans(other), strict=True)
    return all(max(a[0], b[0]) < min(a[1], b[1]) for a, b in pairs)


def within(one: Area, other: Area) -> bool:
    """Tell whether an area lies in another one of its tab."""
    pairs = zip(_spans(one), _spans(other), strict=True)
    return all(b[0] <= a[0] and a[1] <= b[1] for a, b in pairs)


def _spans(area: Area) -> tuple[tuple[int, float], tuple[int, float]]:
    end_row = inf if area.end_row is None else area.end_row
    end_column = inf if area.end_column is None else area.end_column
    return (area.first_row, end_row), (area.first_column, end_column)


@dataclass(frozen=True, slots=True)
class Shift:
    """Rows, or columns, put in at an index; taken out where the count is negative."""

    rows: bool
    at: int
    count: int


def parted(area: Area, shift: Shift) -> bool:
    """Tell whether what is put in parts an area that ends somewhere."""
    first, end = _edges(area, shift)
    return end is not None and first < shift.at < end


def shifted(area: Area, shift: Shift) -> Area:
    """Return where an area is afterwards."""
    first, end = _edges(area, shift)
    first = _moved(first, shift) if first else 0
    end = None if end is None else _moved(end, shift)
    if shift.rows:
        return replace(area, first_row=first, end_row=end)
    return replace(area, first_column=first, end_column=end)


def _edges(area: Area, shift: Shift) -> tuple[int, int | None]:
    if shift.rows:
        return area.first_row, area.end_row
    return area.first_column, area.end_column


def _moved(edge: int, shift: Shift) -> int:
    return max(edge + shift.count, shift.at) if edge >= shift.at else edge


def cells_of(area: Area, tab: Tab) -> str:
    """Return an area as a seller reads it: ``B2:D9``, ``C:C``, or ``3:3`` for a row."""
    first, start = column_letter(area.first_column), area.first_row + 1
    end_row = tab.row_count if area.end_row is None else area.end_row
    end_column = tab.column_count if area.end_column is None else area.end_column
    last = column_letter(end_column - 1)
    if area.end_row is None and not area.first_row:
        return f"{first}:{last}"
    if area.end_column is None and not area.first_column:
        return f"{start}:{end_row}"
    is_one = (first, start) == (last, end_row)
    return f"{first}{start}" if is_one else f"{first}{start}:{last}{end_row}"
