"""A block tab of ours: cells at fixed places from A1 on, existing against desired."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sheets_sync.cells import is_blank, same_value, shown_value
from sheets_sync.changes import (
    AddColumns,
    AddRows,
    AddTab,
    Change,
    SetWidth,
    WriteCells,
)
from sheets_sync.desired.model import BlockCell, BlockTab
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rows import SPARE_ROWS
from sheets_sync.model import Snapshot, Tab

BLANK = BlockCell(None)


def diff_block(snapshot: Snapshot, block: BlockTab, new_tabs: NewTabs) -> list[Change]:
    """Return the changes that make the block read as desired.

    The block's columns are ours to their end, so cells left over below it are
    cleared; what stands to the right of them is the seller's.
    """
    tab = snapshot.own_tab(block.mark)
    if tab is None:
        return _new_block(block, new_tabs)
    changes: list[Change] = []
    lacking_rows = len(block.rows) + SPARE_ROWS - tab.row_count
    if lacking_rows > 0:
        changes.append(AddRows(tab.sheet_id, lacking_rows))
    lacking_columns = len(block.widths_px) - tab.column_count
    if lacking_columns > 0:
        changes.append(AddColumns(tab.sheet_id, lacking_columns))
    for row_index in range(max(len(block.rows), tab.used_row_count)):
        changes += _diff_row(tab, block, row_index)
    return changes


def _new_block(block: BlockTab, new_tabs: NewTabs) -> list[Change]:
    sheet_id = new_tabs.sheet_id(block.mark)
    changes: list[Change] = [
        AddTab(
            sheet_id,
            block.mark,
            new_tabs.title(block.title),
            len(block.rows) + SPARE_ROWS,
            len(block.widths_px),
            block.frozen_row_count,
        )
    ]
    changes += [
        SetWidth(sheet_id, column_index, width_px)
        for column_index, width_px in enumerate(block.widths_px)
    ]
    changes += [
        _write(sheet_id, row_index, 0, row)
        for row_index, row in enumerate(block.rows)
        if row
    ]
    return changes


def _diff_row(tab: Tab, block: BlockTab, row_index: int) -> list[Change]:
    desired = block.rows[row_index] if row_index < len(block.rows) else ()
    width = len(block.widths_px)
    row = (*desired, *(BLANK for _ in range(width - len(desired))))
    changed = [
        _differs(tab, row_index, column_index, cell)
        for column_index, cell in enumerate(row)
    ]
    return [
        _write(tab.sheet_id, row_index, start, row[start:end])
        for start, end in _runs(changed)
    ]


def _runs(changed: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each run of cells that differ."""
    edges = [
        index
        for index, (a, b) in enumerate(pairwise((False, *changed, False)))
        if a != b
    ]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _differs(tab: Tab, row_index: int, column_index: int, cell: BlockCell) -> bool:
    existing = tab.cell(row_index, column_index)
    wanted = shown_value(cell.content)
    if is_blank(existing) and is_blank(wanted):
        return False
    return not same_value(existing, wanted)


def _write(
    sheet_id: int, row_index: int, column_index: int, row: tuple[BlockCell, ...]
) -> WriteCells:
    return WriteCells(
        sheet_id,
        row_index,
        column_index,
        (tuple(cell.content for cell in row),),
        (tuple(cell.style for cell in row),),
    )
