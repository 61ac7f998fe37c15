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
from sheets_sync.journal.keeping import layout_of, with_copies
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
                case InsertRows(row_index=at, count=count):
                    blank: list[list[CellValue]] = [[] for _ in range(count)]
                    self.rows[change.sheet_id][at:at] = blank
                case InsertColumns(column_index=at, count=count):
                    self._insert_columns(change.sheet_id, at, count)
                case DeleteRows(row_index=at, count=count):
                    del self.rows[change.sheet_id][at : at + count]
                case WriteCells():
                    for down, row in enumerate(change.rows):
                        for right, cell in enumerate(row):
                            at = (change.row_index + down, change.column_index + right)
                            self._put(change.sheet_id, *at, cell)
                case FillNote(row_index=row, column_index=column):
                    if self._cell(change.sheet_id, row, column) is None:
                        self._put(change.sheet_id, row, column, change.tag)
                case MarkColumn(column_index=column, key=key):
                    tab = self.tabs[change.sheet_id]
                    owned = {**tab.owned_columns, key: column}
                    self.tabs[change.sheet_id] = replace(tab, owned_columns=owned)
                case CopyCells() | CopyBlock():
                    self._copy(change)

    def snapshot(self, read: Snapshot) -> Snapshot:
        """Return what a refresh would read now."""
        tabs = (self._tab(tab) for tab in self.tabs.values())
        return replace(read, tabs=tuple(tabs))

    def _tab(self, tab: Tab) -> Tab:
        return replace(tab, columns=columns_of(self.rows[tab.sheet_id]))

    def _insert_columns(self, sheet_id: int, at: int, count: int) -> None:
        for row in self.rows[sheet_id]:
            if len(row) > at:
                row[at:at] = [None] * count
        tab = self.tabs[sheet_id]
        owned = {
            k: c + count if c >= at else c for k, c in tab.owned_columns.items()
        }
        self.tabs[sheet_id] = replace(tab, owned_columns=owned)

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
        """Return the rows of each tab once mended; the patched snapshot has them too."""
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
