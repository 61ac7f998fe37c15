"""Columns as people know them: by their header, and which of that header they are."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sheets_sync.cells import is_blank
from sheets_sync.model import CellValue, Tab

Name = tuple[str, int]
ROWS_LOOKED_AT = 50


def named(header: Sequence[CellValue], width: int) -> list[Name]:
    """Return the name of each column of a table that is so wide."""
    seen: Counter[str] = Counter()
    names: list[Name] = []
    for at in range(width):
        cell = header[at] if at < len(header) else None
        text = "" if is_blank(cell) else str(cell)
        names.append((text, seen[text]))
        seen[text] += 1
    return names


def header_row_now(tab: Tab, header: Sequence[CellValue]) -> int:
    """Return the row of a seller's tab that has most of these headers."""
    words = {str(cell) for cell in header if not is_blank(cell)}

    def shared(row_index: int) -> int:
        cells = {str(tab.cell(row_index, at)) for at in range(tab.used_column_count)}
        return len(words & cells)

    rows = range(min(tab.used_row_count, ROWS_LOOKED_AT))
    return max(rows, key=lambda row: (shared(row), -row), default=0)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns as they were copied stand in their tab now.

    Attributes:
        then: the name of each column when it was copied.
        places: where a column is now, for those that are still there.
        ours: which of the copied ones are ours.
    """

    then: Sequence[Name]
    places: Mapping[int, int]
    ours: frozenset[int]


def columns_now(
    tab: Tab, header: Sequence[CellValue], width: int, made: Collection[int] = ()
) -> Columns:
    """Return where the columns under this header stand in the tab now.

    Those that the batch itself ``made`` were none of them yet.

    A column whose header is gone, or that never had one, is looked for beside the
    columns that were its neighbours.
    """
    row_index = tab.own_header_row if tab.mark else header_row_now(tab, header)
    then = named(header, width)
    count = max(tab.used_column_count, width)
    cells = [tab.cell(row_index, at) for at in range(count)]
    now = {name: at for at, name in enumerate(named(cells, count))}
    places = {at: now[name] for at, name in enumerate(then) if name in now and name[0]}
    known = {name for name in then if name[0]}
    free = {at for name, at in now.items() if name not in known}
    for at in range(width):
        if at not in places:
            _place_beside(at, places, free - set(places.values()), width)
    places = {then: now for then, now in places.items() if then not in made}
    owned = set(tab.owned_columns.values())
    return Columns(then, places, frozenset(a for a, b in places.items() if b in owned))


def _place_beside(
    column: int, places: dict[int, int], free: Collection[int], width: int
) -> None:
    """Place a column as far from a neighbour as it was, if it can be there."""
    left = next((at for at in range(column - 1, -1, -1) if at in places), None)
    right = next((at for at in range(column + 1, width) if at in places), None)
    for beside in (left, right):
        if beside is not None and (there := places[beside] + column - beside) in free:
            places[column] = there
            return
    if column in free or left == right:
        places[column] = column
