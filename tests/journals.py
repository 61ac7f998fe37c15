"""A batch played on tabs in memory, to see what its journal holds then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sheets_sync.changes import (
    Change,
    CopyBlock,
    CopyCells,
    FillNote,
    MarkColumn,
    WriteCells,
)
from sheets_sync.journal.copying import with_copies
from sheets_sync.journal.keeping import layout_of
from sheets_sync.journal.layout import Layout, Row, decoded
from sheets_sync.journal.mending import Copies, Mended, mend
from sheets_sync.model import CellValue, Snapshot, Tab
from sheets_sync.spaces import DeleteRows, InsertColumns, InsertRows
from tests import builders
from tests.builders import columns_of

JOURNAL = 900


class Sheets:
    """Tabs as lists of rows, and the few changes that matter to a journal."""

    def __init__(self, tabs: Iterable[Tab]) -> None:
        self.tabs = {tab.sheet_id: tab for tab in tabs}
        self.rows: dict[int, list[list[CellValue]]] = defaultdict(list)
        for tab in self.tabs.values():
            self.rows[tab.sheet_id] = rows_of(tab)

    def apply(self, changes: Iterable[Change]) -> None:
        """Apply changes in their order; those of other kinds move no value."""
        for change in changes:
            match change:
                case InsertRows() | DeleteRows() | InsertColumns() | MarkColumn():
                    self._move(change)
                case CopyCells() | CopyBlock():
                    self._copy(change)
                case WriteCells() | FillNote():
                    self._write(change)

    def snapshot(self, read: Snapshot) -> Snapshot:
        """Return what a refresh would read now."""
        tabs = (self._tab(tab) for tab in self.tabs.values())
        return replace(read, tabs=tuple(tabs))

    def _tab(self, tab: Tab) -> Tab:
        return replace(tab, columns=columns_of(self.rows[tab.sheet_id]))

    def _move(
        self, change: InsertRows | DeleteRows | InsertColumns | MarkColumn
    ) -> None:
        rows = self.rows[change.sheet_id]
        match change:
            case InsertRows(row_index=at, count=count):
                rows[at:at] = [[] for _ in range(count)]
            case DeleteRows(row_index=at, count=count):
                del rows[at : at + count]
            case InsertColumns(column_index=at, count=count):
                for row in rows:
                    row[at:at] = [None] * (count if len(row) > at else 0)
                self._own(change.sheet_id, moved_from=at, by=count)
            case MarkColumn(column_index=at, key=key):
                self._own(change.sheet_id, **{key: at})

    def _own(
        self, sheet_id: int, *, moved_from: int = 0, by: int = 0, **more: int
    ) -> None:
        tab = self.tabs[sheet_id]
        owned = {
            key: at + (by if at >= moved_from else 0)
            for key, at in tab.owned_columns.items()
        }
        self.tabs[sheet_id] = replace(tab, owned_columns=owned | more)

    def _write(self, change: WriteCells | FillNote) -> None:
        sheet_id, first, left = change.sheet_id, change.row_index, change.column_index
        if isinstance(change, FillNote):
            if self._cell(sheet_id, first, left) is None:
                self._put(sheet_id, first, left, change.tag)
            return
        for row_index, row in enumerate(change.rows, first):
            for column_index, cell in enumerate(row, left):
                self._put(sheet_id, row_index, column_index, cell)

    def _copy(self, change: CopyCells | CopyBlock) -> None:
        height = getattr(change, "row_count", 1)
        width = getattr(change, "column_count", 1) or 50
        for down in range(height):
            for right in range(width):
                row = change.from_row_index + down
                column = change.from_column_index + right
                cell = self._cell(change.from_sheet_id, row, column)
                at = (change.row_index + down, change.column_index + right)
                self._put(change.sheet_id, *at, cell)

    def _cell(self, sheet_id: int, row: int, column: int) -> CellValue:
        rows = self.rows[sheet_id]
        is_there = row < len(rows) and column < len(rows[row])
        return rows[row][column] if is_there else None

    def _put(self, sheet_id: int, row: int, column: int, cell: Any) -> None:
        rows = self.rows[sheet_id]
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row] += [None] * (column + 1 - len(rows[row]))
        rows[row][column] = cell


@dataclass(frozen=True)
class Applied:
    """A batch that was applied: its layout, its journal, and what is there then."""

    layout: Layout
    cells: Mapping[int, Row]
    snapshot: Snapshot
    sheets: Sheets

    def mended(self) -> Mended:
        """Return what puts it right, by the layout as metadata has it."""
        layout = decoded(self.layout.encoded())
        journal = builders.tab("Segment state", [], sheet_id=JOURNAL)
        return mend(self.snapshot, [Copies(journal, layout, self.cells)])

    def put_right(self) -> dict[int, list[list[CellValue]]]:
        """Return the rows of each tab once mended, as the patched snapshot has them."""
        mended = self.mended()
        self.sheets.apply(mended.changes)
        after = {tab.sheet_id: rows_of(tab) for tab in mended.snapshot.tabs}
        there = {tab.sheet_id: tab for tab in self.sheets.snapshot(self.snapshot).tabs}
        assert after == {at: rows_of(there[at]) for at in after}
        return after


def applied(read: Snapshot, changes: Sequence[Change], *meanwhile: Tab) -> Applied:
    """Play the batch for these changes on the tabs as they are ``meanwhile``.

    Tabs that nobody touched are as they were read.
    """
    layout = layout_of(read, changes, {})
    sheets = Sheets({tab.sheet_id: tab for tab in (*read.tabs, *meanwhile)}.values())
    sheets.apply(with_copies(read, changes, layout, JOURNAL))
    held = builders.tab("Segment state", sheets.rows[JOURNAL])
    journal = {at: row for at, row in enumerate(rows_of(held)) if row}
    return Applied(layout, journal, sheets.snapshot(read), sheets)


def rows_of(tab: Tab) -> list[list[CellValue]]:
    """Return the cells of a tab by row, without blank ones at the end."""
    rows = [
        [tab.cell(row, column) for column in range(tab.used_column_count)]
        for row in range(tab.used_row_count)
    ]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows
