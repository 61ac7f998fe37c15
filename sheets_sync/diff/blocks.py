"""A block tab of ours: cells at fixed places from A1 on, existing against desired."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from sheets_sync.arrange import BLOCK_TITLES
from sheets_sync.cells import is_blank, same_value, shown_value
from sheets_sync.changes import (
    AddTab,
    Change,
    CopyBlock,
    MarkTab,
    OfferChoices,
    RenameTab,
    WriteCells,
)
from sheets_sync.desired.model import BlockCell, BlockTab, Choices
from sheets_sync.diff.charts import diff_charts
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rows import SPARE_ROWS
from sheets_sync.lines import encode_lines
from sheets_sync.model import Block, CellValue, Snapshot, Tab, TabMark
from sheets_sync.spaces import (
    AddColumns,
    AddRows,
    InsertColumns,
    InsertRows,
    MarkBlock,
    MoveLines,
    SetWidth,
    UnmergeCells,
)

BLANK = BlockCell(None)


def diff_block(snapshot: Snapshot, block: BlockTab, new_tabs: NewTabs) -> list[Change]:
    """Return the changes that make the block read as desired.

    Where a longer block would run into what people typed below it, rows are inserted;
    what they put before the block or into it goes behind it. A cell among ours that
    holds what they typed keeps it, or is copied below where we have to write there.
    """
    tab = snapshot.own_tab(block.mark)
    if tab is None:
        return _new_block(snapshot, block, new_tabs)
    if block.sets_aside:
        aside = _set_aside(tab, block.sets_aside, new_tabs)
        return [*aside, *_new_block(snapshot, block, new_tabs)]
    was = tab.block or _block_before(tab, block)
    made, drawn = diff_charts(snapshot, tab, block, tab.sheet_id)
    mark = replace(sized_mark(block), charts=made)
    written: list[WriteCells] = []
    for row_index in range(max(len(block.rows), was.row_count)):
        written += _diff_row(tab, block, row_index, was)
    typed = list(_typed_where_we_write(tab, written, was))
    changes = [*_arrange(tab, was, block.widths_px), *_grow(tab, block, was, typed)]
    if tab.mark != mark and tab.mark_id is not None:
        changes.append(MarkTab(tab.sheet_id, tab.mark_id, mark))
    width = len(block.widths_px)
    if tab.mark and tab.mark.role in BLOCK_TITLES and not _is_marked(was, width):
        anew = bool(tab.block_columns)
        changes.append(MarkBlock(tab.sheet_id, width, anew=anew))
    rewritten = {change.row_index for change in written}
    offered = _offer(tab.sheet_id, block.choices, rewritten)
    return [*changes, *offered, *written, *drawn]


def _is_marked(was: Block, width: int) -> bool:
    return was.marked and not was.inserted and was.column_count == width


def _arrange(tab: Tab, was: Block, widths_px: Sequence[int]) -> Iterator[Change]:
    """Yield what brings the block to the top left, where it is to be written."""
    for area in was.unmerged:
        yield UnmergeCells(tab.sheet_id, area)
    for move in was.moves:
        at = (move.axis, move.first, move.count, move.before)
        yield MoveLines(tab.sheet_id, *at)
    for column_index in was.inserted:
        yield InsertColumns(tab.sheet_id, column_index, 1)
        yield SetWidth(tab.sheet_id, column_index, widths_px[column_index])


def sized_mark(block: BlockTab) -> TabMark:
    """Return the block's mark with the size and the words it is about to have."""
    return replace(
        block.mark,
        row_count=len(block.rows),
        column_count=len(block.widths_px),
        lines=_lines(block) if block.mark.role in BLOCK_TITLES else "",
    )


def _lines(block: BlockTab) -> str:
    rows = [[shown_value(cell.content) for cell in row] for row in block.rows]
    free = [range(0)] * len(rows)
    if block.choices is not None:
        at, first = block.choices.column_index, block.choices.row_index
        for row_index in range(first, first + len(block.choices.words)):
            free[row_index] = range(at, at + 1)
    return encode_lines(rows, free)


def _block_before(tab: Tab, block: BlockTab) -> Block:
    """Return where a block stands of which we know no more than its size, or less."""
    if tab.mark and tab.mark.row_count:
        return Block(tab.mark.row_count, tab.mark.column_count)
    return Block(tab.used_row_count, len(block.widths_px))


def _typed_where_we_write(
    tab: Tab, written: Sequence[WriteCells], was: Block
) -> Iterator[tuple[int, int]]:
    """Yield the cells that people typed among ours and that we need."""
    for change in written:
        row_index, cells = change.row_index, change.rows[0]
        for at, wanted in enumerate(cells, start=change.column_index):
            cell = tab.cell(row_index, at)
            within = row_index < was.row_count and at < was.column_count
            theirs = within and not was.is_ours(row_index, at)
            if theirs and not is_blank(cell) and not is_blank(shown_value(wanted)):
                yield row_index, at


def _grow(
    tab: Tab, block: BlockTab, was: Block, typed: Sequence[tuple[int, int]]
) -> list[Change]:
    """Return the changes that make room, also for copies of what people typed."""
    rows = sorted({row_index for row_index, _ in typed})
    longer = max(len(block.rows) - was.row_count, 0)
    inserted = longer if tab.used_row_count > was.row_count else 0
    end = max(len(block.rows), was.row_count, tab.used_row_count + inserted)
    needed = end if rows else len(block.rows)
    changes = _widen(tab, block, was)
    lacking = needed + SPARE_ROWS - tab.row_count - inserted
    if lacking > 0:
        changes.append(AddRows(tab.sheet_id, lacking))
    if inserted:
        changes.append(InsertRows(tab.sheet_id, was.row_count, inserted))
    if rows:
        changes.append(InsertRows(tab.sheet_id, end, len(rows)))
    for row_index, at in typed:
        place = (tab.sheet_id, end + rows.index(row_index), at)
        changes.append(CopyBlock(tab.sheet_id, row_index, at, *place, cut=True))
    return changes


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
    if block.mark.role in BLOCK_TITLES:
        changes.append(MarkBlock(sheet_id, len(block.widths_px)))
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


def _widen(tab: Tab, block: BlockTab, was: Block) -> list[Change]:
    """Return the changes that make room to the right of the block."""
    changes: list[Change] = []
    width = len(block.widths_px)
    wider = range(was.column_count, width)
    lacking = width - tab.column_count - len(was.inserted)
    if wider and tab.used_column_count > was.column_count:
        changes.append(InsertColumns(tab.sheet_id, wider.start, len(wider)))
    elif lacking > 0:
        changes.append(AddColumns(tab.sheet_id, lacking))
    return changes


def _diff_row(
    tab: Tab, block: BlockTab, row_index: int, was: Block
) -> list[WriteCells]:
    """Return what makes a row read as desired; what is not ours is not cleared."""
    desired = block.rows[row_index] if row_index < len(block.rows) else ()
    width = max(len(block.widths_px), was.column_count)
    row = (*desired, *(BLANK for _ in range(width - len(desired))))
    changed = [
        _differs(_existing(tab, row_index, at, was), cell)
        and (not _is_blank_cell(cell) or was.is_ours(row_index, at))
        for at, cell in enumerate(row)
    ]
    return [
        _write(tab.sheet_id, row_index, start, row[start:end])
        for start, end in _runs(changed)
    ]


def _existing(tab: Tab, row_index: int, column_index: int, was: Block) -> CellValue:
    """Return what a cell of a row holds today; inserted ones are blank."""
    beyond = row_index >= was.row_count or column_index >= was.column_count
    return None if beyond else tab.cell(row_index, column_index)


def _is_blank_cell(cell: BlockCell) -> bool:
    return is_blank(shown_value(cell.content))


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
