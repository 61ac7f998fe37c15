"""A block tab of ours: cells at fixed places from A1 on, existing against desired."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from sheets_sync.cells import is_blank, same_value, shown_value
from sheets_sync.changes import (
    AddTab,
    Change,
    MarkTab,
    OfferChoices,
    RenameTab,
    WriteCells,
)
from sheets_sync.desired.model import BlockCell, BlockTab, Choices
from sheets_sync.diff.charts import diff_charts
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rows import SPARE_ROWS
from sheets_sync.model import CellValue, Snapshot, Tab, TabMark
from sheets_sync.spaces import AddColumns, AddRows, InsertRows, MoveBehind, SetWidth

BLANK = BlockCell(None)


def diff_block(snapshot: Snapshot, block: BlockTab, new_tabs: NewTabs) -> list[Change]:
    """Return the changes that make the block read as desired.

    The rectangle of the block is ours, as large as it is now or was when we wrote it
    last; what people typed beside and below it stays. Where a longer block would run
    into that, rows are inserted and it moves down. Rows and columns that people put
    before the block move behind it.
    """
    tab = snapshot.own_tab(block.mark)
    if tab is None:
        return _new_block(snapshot, block, new_tabs)
    if block.sets_aside:
        aside = _set_aside(tab, block.sets_aside, new_tabs)
        return [*aside, *_new_block(snapshot, block, new_tabs)]
    made, drawn = diff_charts(snapshot, tab, block, tab.sheet_id)
    mark = replace(sized_mark(block), charts=made)
    was = _size_before(tab, block)
    changes: list[Change] = [*_move_behind(tab), *_grow(tab, block, was)]
    if tab.mark != mark and tab.mark_id is not None:
        changes.append(MarkTab(tab.sheet_id, tab.mark_id, mark))
    width = max(len(block.widths_px), was[1])
    written: list[WriteCells] = []
    for row_index in range(max(len(block.rows), was[0])):
        existing = _existing_row(tab, row_index, was, width)
        written += _diff_row(tab, block, row_index, existing)
    rewritten = {change.row_index for change in written}
    offered = _offer(tab.sheet_id, block.choices, rewritten)
    return [*changes, *offered, *written, *drawn]


def _move_behind(tab: Tab) -> Iterator[MoveBehind]:
    if tab.mark is None:
        return
    rows, columns = tab.put_before
    if rows:
        yield MoveBehind(tab.sheet_id, "ROWS", rows, tab.mark.row_count)
    if columns:
        yield MoveBehind(tab.sheet_id, "COLUMNS", columns, tab.mark.column_count)


def sized_mark(block: BlockTab) -> TabMark:
    """Return the block's mark with the size that it is about to have."""
    return replace(
        block.mark, row_count=len(block.rows), column_count=len(block.widths_px)
    )


def _size_before(tab: Tab, block: BlockTab) -> tuple[int, int]:
    """Return how many rows and columns of the tab were ours."""
    if tab.mark and tab.mark.row_count:
        return tab.mark.row_count, tab.mark.column_count
    return tab.used_row_count, len(block.widths_px)


def _grow(tab: Tab, block: BlockTab, was: tuple[int, int]) -> list[Change]:
    changes: list[Change] = []
    longer = len(block.rows) - was[0]
    if longer > 0 and tab.used_row_count > was[0]:
        changes.append(InsertRows(tab.sheet_id, was[0], longer))
    elif len(block.rows) + SPARE_ROWS > tab.row_count:
        lacking = len(block.rows) + SPARE_ROWS - tab.row_count
        changes.append(AddRows(tab.sheet_id, lacking))
    lacking_columns = len(block.widths_px) - tab.column_count
    if lacking_columns > 0:
        changes.append(AddColumns(tab.sheet_id, lacking_columns))
    return changes


def _existing_row(
    tab: Tab, row_index: int, was: tuple[int, int], width: int
) -> tuple[CellValue, ...]:
    """Return the cells of a row that are ours today; inserted rows are blank."""
    if row_index >= was[0]:
        return (None,) * width
    return tuple(tab.cell(row_index, index) for index in range(width))


def _set_aside(tab: Tab, title: str, new_tabs: NewTabs) -> list[Change]:
    """Return the changes that keep a tab as it is, under another title and mark."""
    scheme = tab.mark.scheme if tab.mark else ""
    renamed = RenameTab(tab.sheet_id, new_tabs.title(title))
    new_tabs.free(tab.title)
    if tab.mark_id is None:
        return [renamed]
    kept = TabMark("kept", scheme=scheme)
    return [renamed, MarkTab(tab.sheet_id, tab.mark_id, kept)]


def _new_block(snapshot: Snapshot, block: BlockTab, new_tabs: NewTabs) -> list[Change]:
    sheet_id = new_tabs.sheet_id(block.mark)
    made, drawn = diff_charts(snapshot, None, block, sheet_id)
    changes: list[Change] = [
        AddTab(
            sheet_id,
            replace(sized_mark(block), charts=made),
            new_tabs.title(block.title),
            len(block.rows) + SPARE_ROWS,
            len(block.widths_px),
            block.frozen_row_count,
            gridlines=block.gridlines,
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
    return [*changes, *_offer(sheet_id, block.choices, set()), *drawn]


def _offer(
    sheet_id: int, choices: Choices | None, rewritten: Collection[int]
) -> list[Change]:
    """Return drop-downs where the block's choices stand now, and none where they were.

    None when they stand where they stood, beside lines that say what they said.
    """
    if choices is None:
        return []
    start, at = choices.row_index, choices.column_index
    was, now = choices.offered, range(start, start + len(choices.words))
    if was == now and not any(row in now for row in rewritten):
        return []
    changes: list[Change] = []
    if was:
        changes.append(OfferChoices(sheet_id, was.start, at, len(was), ()))
    for words, rows in groupby(now, key=lambda row: choices.words[row - start]):
        run = list(rows)
        if words:
            changes.append(OfferChoices(sheet_id, run[0], at, len(run), words))
    return changes


def _diff_row(
    tab: Tab, block: BlockTab, row_index: int, existing: tuple[CellValue, ...]
) -> list[WriteCells]:
    desired = block.rows[row_index] if row_index < len(block.rows) else ()
    row = (*desired, *(BLANK for _ in range(len(existing) - len(desired))))
    changed = [_differs(a, b) for a, b in zip(existing, row, strict=True)]
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


def _differs(existing: CellValue, cell: BlockCell) -> bool:
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
