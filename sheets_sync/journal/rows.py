"""Rows as they were copied, found again in their tab by what else they hold."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sheets_sync.cells import is_blank
from sheets_sync.model import CellValue, Tab


class RowFinder:
    """Finds each copied row once: the row with all its other cells, or most of them."""

    def __init__(self, tab: Tab, columns: Mapping[int, int]) -> None:
        """Look in these columns of the tab: where copied → where they are now."""
        self._columns = columns
        self._rows = {
            row: self._key([tab.cell(row, at) for at in columns.values()])
            for row in range(tab.used_row_count)
        }
        self._exact: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for row, key in self._rows.items():
            self._exact[key].append(row)
        self._taken: set[int] = set()
        self._name_at = self._tells_most()
        self._named: dict[str, list[int]] = defaultdict(list)
        for row, key in self._rows.items():
            self._named[self._name_of(key)].append(row)

    def find(self, copied: Sequence[CellValue]) -> int | None:
        """Return the index of the row that was copied; None if it is gone."""
        key = self._key_of(copied)
        same = [row for row in self._exact.get(key, ()) if row not in self._taken]
        found = same[0] if same and any(key) else None
        if found is None and any(key):
            found = self._of_same_name(key)
            found = self._nearest(key) if found is None else found
        if found is not None:
            self._taken.add(found)
        return found

    def _tells_most(self) -> int:
        """Return which of the columns has most different cells, the first of such."""
        told_apart: list[set[str]] = [set() for _ in self._columns]
        for key in self._rows.values():
            for cells, cell in zip(told_apart, key, strict=True):
                cells.add(cell)
        counts = [len(cells - {""}) for cells in told_apart]
        return counts.index(max(counts)) if counts else 0

    def _of_same_name(self, key: tuple[str, ...]) -> int | None:
        """Return the one row with the same cell in the column that tells most apart."""
        name = self._name_of(key)
        same = self._named.get(name, []) if name else []
        return same[0] if len(same) == 1 and same[0] not in self._taken else None

    def _name_of(self, key: tuple[str, ...]) -> str:
        return key[self._name_at] if key else ""

    def _nearest(self, key: tuple[str, ...]) -> int | None:
        """Return the row that shares most of the cells, and more than any other."""
        shared = Counter(
            {
                row: sum(bool(a) and a == b for a, b in zip(key, other, strict=True))
                for row, other in self._rows.items()
                if row not in self._taken
            }
        )
        best = shared.most_common(2)
        if not best or not best[0][1]:
            return None
        return best[0][0] if len(best) == 1 or best[0][1] > best[1][1] else None

    def _key_of(self, copied: Sequence[CellValue]) -> tuple[str, ...]:
        cells = (copied[at] if at < len(copied) else None for at in self._columns)
        return self._key([*cells])

    @staticmethod
    def _key(cells: Sequence[CellValue]) -> tuple[str, ...]:
        return tuple("" if is_blank(cell) else str(cell) for cell in cells)
