"""Rectangles of cells: whether they meet, where they move, how a seller names them."""

from dataclasses import replace
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


def parted_at(area: Area, row_index: int) -> bool:
    """Tell whether rows put in here would part an area that ends somewhere."""
    return area.end_row is not None and area.first_row < row_index < area.end_row


def shifted(area: Area, row_index: int, count: int) -> Area:
    """Return where an area is after rows were put in here; taken out, if negative."""

    def moved(edge: int) -> int:
        return max(edge + count, row_index) if edge >= row_index else edge

    end_row = None if area.end_row is None else moved(area.end_row)
    first_row = moved(area.first_row) if area.first_row else 0
    return replace(area, first_row=first_row, end_row=end_row)


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
