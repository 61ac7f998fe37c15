"""Rows as they were copied, each found again wherever people have moved it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from sheets_sync.cells import is_blank
from sheets_sync.journal.layout import Row
from sheets_sync.model import CellValue, Tab

Key = tuple[str, ...]
Places = Mapping[int, int]
"""Columns as they were copied → where they are now."""

# To look a row up by its likeness takes as long as there are rows.
LOOKED_FOR: Final = 200


def rows_now(
    copied: Mapping[int, Row], tab: Tab, every: Places, telling: Places
) -> dict[int, int]:
    """Return where each copied row stands now, for those that are still there.

    Rows are the same when all their cells are, or those that say who it is. Of the few
    that are left, each is the row that shares half of its cells, and more than others.

    Args:
        copied: the rows, by any number of theirs.
        tab: where to look.
        every: all columns that nobody but people wrote.
        telling: those that say who a row is about.
    """
    found: dict[int, int] = {}
    for places in (every, telling):
        found |= _same(copied, tab, places, found)
    left = {at: row for at, row in copied.items() if at not in found}
    if len(left) <= LOOKED_FOR:
        for at, row in left.items():
            taken = set(found.values())
            key = _then(row, every)
            nearest = _nearest(key, tab, every, taken) if any(key) else None
            if nearest is not None:
                found[at] = nearest
    return found


def _same(
    copied: Mapping[int, Row], tab: Tab, places: Places, found: Mapping[int, int]
) -> dict[int, int]:
    taken = set(found.values())
    free: dict[Key, list[int]] = defaultdict(list)
    for row_index in reversed(range(tab.used_row_count)):
        if row_index not in taken:
            free[_now(tab, row_index, places)].append(row_index)
    same: dict[int, int] = {}
    for at, row in copied.items():
        key = _then(row, places)
        if at not in found and any(key) and free[key]:
            same[at] = free[key].pop()
    return same


def _nearest(key: Key, tab: Tab, places: Places, taken: set[int]) -> int | None:
    shared = sorted(
        (
            (_shared(key, _now(tab, row_index, places)), row_index)
            for row_index in range(tab.used_row_count)
            if row_index not in taken
        ),
        reverse=True,
    )[:2]
    if not shared or 2 * shared[0][0] < sum(map(bool, key)):
        return None
    is_alone = len(shared) == 1 or shared[0][0] > shared[1][0]
    return shared[0][1] if is_alone else None


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    return sum(bool(a) and a == b for a, b in zip(one, other, strict=True))


def _then(row: Row, places: Places) -> Key:
    return _texts([row[at] if at < len(row) else None for at in places])


def _now(tab: Tab, row_index: int, places: Places) -> Key:
    return _texts([tab.cell(row_index, at) for at in places.values()])


def _texts(cells: Sequence[CellValue]) -> Key:
    return tuple("" if is_blank(cell) else str(cell) for cell in cells)
