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

    A column whose header is gone is looked for where it stood, unless another one that
    was copied stands there now.
    """
    row_index = tab.own_header_row if tab.mark else header_row_now(tab, header)
    then = named(header, width)
    count = max(tab.used_column_count, width)
    cells = [tab.cell(row_index, at) for at in range(count)]
    now = {name: at for at, name in enumerate(named(cells, count))}
    names_now = {at: name for name, at in now.items()}
    places = {at: now[name] for at, name in enumerate(then) if name in now and name[0]}
    taken = set(places.values())
    for at, name in enumerate(then):
        if at not in places and at not in taken and names_now.get(at) not in then:
            places[at] = at
        elif at not in places and not name[0] and name in now:
            places[at] = now[name]
    places = {
        then: now
        for then, now in places.items()
        if now < tab.column_count and then not in made
    }
    owned = set(tab.owned_columns.values())
    return Columns(then, places, frozenset(a for a, b in places.items() if b in owned))
