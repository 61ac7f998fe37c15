"""A snapshot that is changed cell by cell, as what mends it will change it."""

from dataclasses import replace

from sheets_sync.cells import is_blank
from sheets_sync.changes import Change
from sheets_sync.model import CellValue, Snapshot, Tab
from sheets_sync.spaces import AddColumns, AddRows, InsertRows


class Patch:
    """Cells of a snapshot with others in their place, and rows added below."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Begin with the snapshot as it is."""
        self._snapshot = snapshot
        self._tabs = {tab.sheet_id: tab for tab in snapshot.tabs}
        self._cells: dict[int, dict[tuple[int, int], CellValue]] = {}
        self._edges: dict[int, int] = {}
        self._added: dict[int, int] = {}
        self._widened: dict[int, int] = {}

    def tab(self, sheet_id: int) -> Tab | None:
        """Return the tab as it was read."""
        return self._tabs.get(sheet_id)

    def tabs(self) -> tuple[Tab, ...]:
        """Return all tabs as they were read."""
        return self._snapshot.tabs

    def cell(self, tab: Tab, row_index: int, column_index: int) -> CellValue:
        """Return a cell as it is by now."""
        cells = self._cells.get(tab.sheet_id, {})
        if (row_index, column_index) in cells:
            return cells[row_index, column_index]
        return tab.cell(row_index, column_index)

    def put(
        self, tab: Tab, row_index: int, column_index: int, value: CellValue
    ) -> None:
        """Put a value into a cell."""
        self._cells.setdefault(tab.sheet_id, {})[row_index, column_index] = value
        self._edges[tab.sheet_id] = max(self.free_column(tab), column_index + 1)

    def row_count(self, tab: Tab) -> int:
        """Return how many rows of a tab are used by now."""
        return tab.used_row_count + self._added.get(tab.sheet_id, 0)

    def add_row(self, tab: Tab) -> tuple[int, list[Change]]:
        """Return the index of a row added below all others, and what inserts it.

        Sheets inserts rows above one that is there, so a spare one comes first.
        """
        row_index = self.row_count(tab)
        added = self._added.get(tab.sheet_id, 0)
        self._added[tab.sheet_id] = added + 1
        spare = [] if added else [AddRows(tab.sheet_id, 1)] * self._spare(tab)
        changes: list[Change] = [*spare]
        return row_index, [*changes, InsertRows(tab.sheet_id, row_index, 1)]

    def free_column(self, tab: Tab) -> int:
        """Return the first column right of all that is used by now."""
        return max(tab.used_column_count, self._edges.get(tab.sheet_id, 0))

    def reach(self, tab: Tab, column_index: int) -> list[Change]:
        """Return what makes a tab so wide that it has this column, if it is not."""
        lacking = column_index + 1 - self._column_count(tab)
        if lacking <= 0:
            return []
        self._widened[tab.sheet_id] = self._widened.get(tab.sheet_id, 0) + lacking
        return [AddColumns(tab.sheet_id, lacking)]

    def _column_count(self, tab: Tab) -> int:
        return tab.column_count + self._widened.get(tab.sheet_id, 0)

    def _spare(self, tab: Tab) -> int:
        """Return how many rows are added at the end to insert others above."""
        is_full = tab.used_row_count >= tab.row_count
        return int(is_full and bool(self._added.get(tab.sheet_id)))

    def now(self, tab: Tab) -> Tab:
        """Return a tab as it is by now."""
        return self._patched(tab)

    def snapshot(self) -> Snapshot:
        """Return the snapshot with all that was put and added."""
        tabs = tuple(self._patched(tab) for tab in self._snapshot.tabs)
        return replace(self._snapshot, tabs=tabs)

    def _patched(self, tab: Tab) -> Tab:
        cells = self._cells.get(tab.sheet_id)
        if not cells:
            return tab
        rows = max(self.row_count(tab), *(row + 1 for row, _ in cells))
        width = self.free_column(tab)
        columns = [
            [self.cell(tab, row, column) for row in range(rows)]
            for column in range(width)
        ]
        for column in columns:
            while column and is_blank(column[-1]):
                column.pop()
        added = self._added.get(tab.sheet_id, 0)
        return replace(
            tab,
            columns=tuple(map(tuple, columns)),
            # Cells that are about to be cleared still stand there: nothing is inserted
            # above or left of them.
            least_row_count=rows,
            row_count=tab.row_count + added + self._spare(tab),
            column_count=self._column_count(tab),
        )
