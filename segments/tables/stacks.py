"""Tables that stand one below the other in the same columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from segments.headers import CUSTOMERS
from segments.model import Grid
from segments.tables.header_row import Header, find_header, read_header
from segments.tables.told import Told
from segments.values.distinct import is_blank

_FEWEST: Final = 2


@dataclass(frozen=True, slots=True)
class Block:
    """A table, or columns that are none.

    Attributes:
        columns: The columns of the tab that it takes up.
        header: Its header; None when it is no table.
        rows: The rows of the tab that it takes up, titles above it included.
    """

    columns: tuple[int, ...]
    header: Header | None
    rows: range


def split_rows(grid: Grid, block: Block, told: Told) -> Iterator[Block]:
    """Yield the tables of a block, from top to bottom; none when it is no table.

    A table ends where, after a blank row, a header of another table follows. One
    list of customers may repeat its header over and over, in any form.
    """
    if block.header is None:
        return
    rest = block
    for row_index in _rows_after_blanks(grid, block):
        end = block.rows.stop
        if not _says_so(read_header(grid, row_index, block.columns, end=end)):
            continue
        header = read_header(grid, row_index, block.columns, end=end, told=told)
        above = header and _table_above(grid, rest, row_index, told)
        if header and above and above.header and _differs(header, above.header):
            yield above
            rest = Block(block.columns, header, range(row_index, block.rows.stop))
    yield rest


def _says_so(header: Header | None) -> bool:
    """Return whether a header is one by its own words.

    What the seller said of columns, or what they hold, would make one of any row.
    """
    if header is None:
        return False
    headed = sum(bool(header.cells[index]) for index in header.roles.values())
    return headed >= min(_FEWEST, len(header.roles))


def _rows_after_blanks(grid: Grid, block: Block) -> Iterator[int]:
    """Yield each row that is filled while the one above it is not."""
    blank: Sequence[int] = block.rows
    for index in block.columns:
        blank = [row for row in blank if is_blank(grid.cell(row, index))]
    held = set(blank)
    yield from (row + 1 for row in blank if row + 1 not in held)


def _table_above(grid: Grid, block: Block, end: int, told: Told) -> Block | None:
    """Return the part of a block above a row, if it is a table that is not empty."""
    rows = range(block.rows.start, end)
    header = find_header(grid, block.columns, rows, told=told)
    if header is None:
        return None
    filled = any(
        not is_blank(grid.cell(row, index))
        for row in range(header.row_index + 1, end)
        for index in block.columns
    )
    return replace(block, header=header, rows=rows) if filled else None


def _differs(header: Header, above: Header) -> bool:
    if header.kind == above.kind == CUSTOMERS:
        return False
    return header.roles != above.roles
