"""A tab with a block of ours as it will stand: whole, and before all that people put.

Columns are known by their marks, which move with them; rows by their words. What
people put before the block or into it goes behind it, whole and in its order. The
snapshot has the cells where they will be by then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from sheets_sync.cells import is_blank
from sheets_sync.layout import CHECK_TITLE, OVERVIEW_TITLE
from sheets_sync.lines import Found, find_rows
from sheets_sync.long_lists import LongFound
from sheets_sync.model import Area, Axis, Block, CellValue, Move, Role, Tab

T = TypeVar("T")
AnyFound = Found | LongFound
BLOCK_TITLES: Final[Mapping[Role, str]] = {
    "overview": OVERVIEW_TITLE,
    "check": CHECK_TITLE,
}
ROWS_LOOKED_AT: Final = 20
# Stands for a blank row of ours that is below all that the tab holds.
BEYOND: Final = -1


def arranged(tab: Tab) -> Tab:
    """Return a tab with our block at its top left, where we will have moved it."""
    title = BLOCK_TITLES.get(tab.mark.role) if tab.mark else None
    if tab.mark is None or title is None or not tab.mark.row_count:
        return tab
    columns, found = _columns_and_rows(tab, title)
    width = tab.mark.column_count
    ours = _rows_of_ours(tab, columns, found, title)
    moves = _moves_of_columns(columns)
    inserted = _inserted(columns, width, tab.used_column_count)
    row_moves = _moves_behind("ROWS", sorted(ours))
    length = len(ours) if row_moves else _length(tab, columns, ours)
    cells: Sequence[Sequence[CellValue]] = tab.columns
    for move in moves:
        cells = _moved(cells, move, ())
    for at in inserted:
        cells = _with_one(cells, at)
    for move in row_moves:
        cells = [_moved(column, move, None) for column in cells]
    in_order = [*sorted(ours), *(BEYOND,) * (length - len(ours))]
    as_marked = columns == dict(tab.block_columns)
    block = Block(
        length,
        width,
        tuple(found.ours(at) if found else None for at in in_order),
        (*moves, *row_moves),
        inserted,
        tuple(_in_the_way(tab, length, width, moves, row_moves)),
        marked=as_marked and len(columns) == width,
        complete=as_marked
        and len(columns) == width
        and (found is None or found.is_complete),
        in_place=as_marked and (found is None or found.is_in_place),
    )
    return replace(tab, columns=_trimmed(cells), block=block)


def _columns_and_rows(
    tab: Tab, title: str
) -> tuple[Mapping[int, int], AnyFound | None]:
    """Return where our columns stand and which rows are which lines.

    Marks of columns are right unless somebody put columns in between at the very
    moment when we wrote: then the words are not where the marks are.
    """
    width = tab.mark.column_count if tab.mark else 0
    left = _place_of(tab, title)[1]
    plain = {number: left + number for number in range(width)}
    marked = {no: at for no, at in tab.block_columns.items() if no < width}
    if not tab.mark or not tab.mark.lines:
        return marked or plain, None
    by_words = _found(tab, tab.mark.lines, plain, width)
    if not marked or marked == plain:
        return marked or plain, by_words
    by_marks = _found(tab, tab.mark.lines, marked, width)
    if by_words.whole_count > by_marks.whole_count:
        return plain, by_words
    return marked, by_marks


def _found(tab: Tab, lines: str, columns: Mapping[int, int], width: int) -> AnyFound:
    """Return which rows are which lines, by the words in the columns that are there."""
    rows = [
        [tab.cell(row, columns[no]) if no in columns else None for no in range(width)]
        for row in range(tab.used_row_count)
    ]
    return find_rows(lines, rows, columns)


def _rows_of_ours(
    tab: Tab, columns: Mapping[int, int], found: AnyFound | None, title: str
) -> set[int]:
    """Return the rows of the block: those found, and blank ones among them."""
    if found is None:
        first = _place_of(tab, title)[0]
        end = first + (tab.mark.row_count if tab.mark else 0)
        return set(range(first, max(min(end, tab.used_row_count), first)))
    end = max(found.line_of, default=-1) + 1
    blank = {row for row in range(end) if _is_blank_row(tab, columns, row)}
    return set(found.line_of) | blank


def _is_blank_row(tab: Tab, columns: Mapping[int, int], row_index: int) -> bool:
    return all(is_blank(tab.cell(row_index, at)) for at in columns.values())


def _length(tab: Tab, columns: Mapping[int, int], ours: set[int]) -> int:
    """Return how many rows the block has, with blank ones below that were ours."""
    row = max(ours, default=-1) + 1
    length, longest = len(ours), tab.mark.row_count if tab.mark else 0
    while length < longest and _is_blank_row(tab, columns, row):
        length, row = length + 1, row + 1
    return length


def _place_of(tab: Tab, title: str) -> tuple[int, int]:
    for row_index in range(min(tab.used_row_count, ROWS_LOOKED_AT)):
        row = [tab.cell(row_index, at) for at in range(tab.used_column_count)]
        if title in row:
            return row_index, row.index(title)
    return 0, 0


def _moves_behind(axis: Axis, ours: Sequence[int]) -> tuple[Move, ...]:
    """Return the moves that put all that stands before the last of ours behind it."""
    end = max(ours, default=-1) + 1
    between = sorted(set(range(end)) - set(ours), reverse=True)
    moves: list[Move] = []
    while between:
        first = last = between.pop(0)
        while between and between[0] == first - 1:
            first = between.pop(0)
        count = last - first + 1
        if end > last + 1:
            moves.append(Move(axis, first, count, end))
        end -= count
    return tuple(moves)


def _moves_of_columns(columns: Mapping[int, int]) -> tuple[Move, ...]:
    """Return the moves that bring our columns to the left in their order."""
    moves = [*_moves_behind("COLUMNS", sorted(columns.values()))]
    numbers = sorted(columns, key=lambda number: columns[number])
    for at, number in enumerate(sorted(columns)):
        stands = numbers.index(number)
        if stands != at:
            moves.append(Move("COLUMNS", stands, 1, at))
            numbers.insert(at, numbers.pop(stands))
    return tuple(moves)


def _inserted(columns: Mapping[int, int], width: int, used: int) -> tuple[int, ...]:
    """Return our columns that are gone, unless there is nothing where they were."""
    gone = (number for number in range(width) if number not in columns)
    return tuple(number for at, number in enumerate(gone) if number < used + at)


def _moved(cells: Sequence[T], move: Move, blank: T) -> Sequence[T]:
    """Return cells, or columns of them, after a move."""
    lacking = max(move.first + move.count, move.before) - len(cells)
    padded = [*cells, *[blank] * lacking]
    taken = padded[move.first : move.first + move.count]
    del padded[move.first : move.first + move.count]
    at = move.before - (move.count if move.before > move.first else 0)
    return [*padded[:at], *taken, *padded[at:]]


def _with_one(
    columns: Sequence[Sequence[CellValue]], at: int
) -> Sequence[Sequence[CellValue]]:
    padded = [*columns, *[()] * (at - len(columns))]
    return [*padded[:at], (), *padded[at:]]


def _trimmed(
    columns: Sequence[Sequence[CellValue]],
) -> tuple[tuple[CellValue, ...], ...]:
    """Return columns without blanks at their ends, as they are read."""
    kept = [[*column] for column in columns]
    for column in kept:
        while column and column[-1] in (None, ""):
            column.pop()
    while kept and not kept[-1]:
        kept.pop()
    return tuple(map(tuple, kept))


def _in_the_way(
    tab: Tab,
    length: int,
    width: int,
    moves: Sequence[Move],
    row_moves: Sequence[Move],
) -> Iterator[Area]:
    """Yield merged cells within the block, and those that a move would cut through."""
    end_row = length + sum(move.count for move in row_moves)
    end_column = width + sum(move.count for move in moves)
    for merge in tab.merges:
        bottom = merge.first_row + 1 if merge.end_row is None else merge.end_row
        right = merge.first_column + 1 if merge.end_column is None else merge.end_column
        within = merge.first_row < end_row and merge.first_column < end_column
        tall, wide = bottom - merge.first_row > 1, right - merge.first_column > 1
        if (
            within
            or (row_moves and tall and merge.first_row < end_row)
            or (moves and wide and merge.first_column < end_column)
        ):
            yield merge
