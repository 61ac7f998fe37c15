"""Which columns and rows of a tab are one table, where it holds several."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from segments.headers import CUSTOMERS
from segments.model import Grid
from segments.tables.header_row import Header, find_header, roles_in
from segments.tables.kinds import names_people
from segments.tables.rows import is_total
from segments.tables.stacks import Block, split_rows
from segments.tables.told import Told
from segments.values.distinct import is_blank

_MOST: Final = 0.9


def find_blocks(
    grid: Grid, ignore_columns: Collection[int], told: Told
) -> tuple[Block, ...]:
    """Return the tables of a tab, from left to right and from top to bottom.

    Columns beyond a blank column are of the same table only when they are filled
    in the same rows, or sparsely in some of them, and say nothing that it says
    already. Columns beyond ignored ones are of the list of customers unless they
    list people or orders themselves. Below a blank row another header may stand.

    Args:
        grid: The cells of the tab.
        ignore_columns: Columns that are not the seller's.
        told: What the seller said of the tab.
    """
    beside: list[Block] = []
    for columns, after_blank in _runs(grid, ignore_columns):
        header = find_header(grid, columns, told=told)
        block = Block(columns, header, range(grid.row_count))
        place = _place_of_left(beside, after_blank=after_blank)
        if beside and _is_one_table(
            grid, beside[place], block, after_blank=after_blank
        ):
            joined = beside[place].columns + columns
            header = find_header(grid, joined, told=told)
            beside[place] = replace(block, columns=joined, header=header)
        else:
            beside.append(block)
    whole = _with_names(grid, beside, told)
    return tuple(part for block in whole for part in split_rows(grid, block, told))


def _with_names(grid: Grid, blocks: Sequence[Block], told: Told) -> Sequence[Block]:
    """Return the blocks, the column of names joined to the list that lacks one.

    Columns that hold something else may stand in between.
    """
    for block in blocks:
        header = block.header
        if header is None or header.kind != CUSTOMERS or names_people(header.roles):
            continue
        for other in blocks:
            if other.header is None and _lends_a_column(grid, other, block, header):
                columns = tuple(sorted(other.columns + block.columns))
                joined = find_header(grid, columns, told=told)
                rest = [one for one in blocks if one not in (block, other)]
                return [*rest, replace(block, columns=columns, header=joined)]
    return blocks


def _place_of_left(blocks: Sequence[Block], *, after_blank: bool) -> int:
    """Return the position of the block that further columns may belong to.

    Beyond a blank column that is the last one, if it is a list at all; else the list
    of customers.
    """
    if after_blank and blocks and blocks[-1].header:
        return len(blocks) - 1
    lists = [
        place
        for place, block in enumerate(blocks)
        if block.header and block.header.kind == CUSTOMERS
    ]
    return lists[0] if lists else len(blocks) - 1


def _runs(
    grid: Grid, ignored: Collection[int]
) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Yield each run of neighbouring columns, and whether only blanks precede it."""
    run: list[int] = []
    after_blank = False
    gap: set[str] = set()
    for index in range(len(grid.columns)):
        kind = "ours" if index in ignored else "blank" * _is_blank_column(grid, index)
        if not kind:
            if not run:
                after_blank, gap = "ours" not in gap, set()
            run.append(index)
            continue
        if run:
            yield tuple(run), after_blank
            run = []
        gap.add(kind)
    if run:
        yield tuple(run), after_blank


def _is_blank_column(grid: Grid, column_index: int) -> bool:
    """Return whether a column holds nothing, or but a title alone in its row."""
    column = grid.columns[column_index]
    filled = [*islice((i for i, cell in enumerate(column) if not is_blank(cell)), 2)]
    return not filled or (
        len(filled) == 1
        and all(
            is_blank(cell)
            for index, cell in enumerate(grid.row(filled[0]))
            if index != column_index
        )
    )


def _is_one_table(grid: Grid, left: Block, right: Block, *, after_blank: bool) -> bool:
    if left.header and right.header and not _are_alike(left.header, right.header):
        return False
    header = left.header or right.header
    if header and _repeats(grid, left, right, header):
        people = right.header is not None and names_people(right.header.roles)
        if after_blank or people:
            return False
    if header and _lends_a_column(grid, left, right, header):
        return True
    below = header.row_index + 1 if header else 0
    rows = [_filled(grid, block.columns)[below:] for block in (left, right)]
    return _fit(grid, rows, below=below, after_blank=after_blank)


def _are_alike(left: Header, right: Header) -> bool:
    return (left.kind, left.row_index) == (right.kind, right.row_index)


def _repeats(grid: Grid, left: Block, right: Block, header: Header) -> bool:
    said = [
        roles_in(grid, header.row_index, block.columns, kind=header.kind)
        for block in (left, right)
    ]
    return bool(said[0] & said[1])


def _lends_a_column(grid: Grid, left: Block, right: Block, header: Header) -> bool:
    """Tell whether a part is no table of its own, but names the people of the other.

    So it is where somebody has inserted a column in the middle, still blank.
    """
    part = left if left.header is None else right if right.header is None else None
    if part is None:
        return False
    return names_people(
        roles_in(grid, header.row_index, part.columns, kind=header.kind)
    )


def _filled(grid: Grid, columns: Sequence[int]) -> NDArray[np.bool_]:
    filled = np.zeros(grid.row_count, dtype=bool)
    for index in columns:
        typed = grid.columns[index]
        filled[: len(typed)] |= np.array([not is_blank(cell) for cell in typed], bool)
    return filled


def _fit(
    grid: Grid, rows: Sequence[NDArray[Any]], *, below: int, after_blank: bool
) -> bool:
    """Return whether two lists of filled rows may be those of one table."""
    fewer, more = sorted((_without_total(grid, one, below) for one in rows), key=np.sum)
    shared = (fewer & more).sum()
    if shared < _MOST * fewer.sum():
        return False
    places = np.flatnonzero(fewer)
    sparse = not places.size or places[-1] - places[0] + 1 > places.size
    return not after_blank or sparse or bool(shared >= _MOST * more.sum())


def _without_total(grid: Grid, rows: NDArray[Any], below: int) -> NDArray[Any]:
    """Return the filled rows less a last one that is a total."""
    places = np.flatnonzero(rows)
    if not places.size or not any(map(is_total, grid.row(below + int(places[-1])))):
        return rows
    rest = rows.copy()
    rest[places[-1]] = False
    return rest
