"""A grid of cells → the tables of customers or orders in it.

Comes after the tab was read, before its values are: the body keeps raw cells.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

from segments.headers import CUSTOMERS, header_key
from segments.model import Grid, Problem, Wording, list_problem
from segments.tables.blocks import find_blocks
from segments.tables.cells import fill_from, read_cells
from segments.tables.continued import continue_orders
from segments.tables.error_cells import blank_errors
from segments.tables.evidence import Doubt
from segments.tables.header_row import Header
from segments.tables.rows import sort_rows
from segments.tables.stacks import Block
from segments.tables.table import Table, list_cells, text_of
from segments.tables.told import NOTHING, UNTOLD, Told
from segments.values.distinct import cell_text

__all__ = ["Doubt", "Table", "Told", "find_tables", "list_cells", "text_of"]

_COPY: Final = 2
_SECOND_LIST: Final = Wording(
    "1 row is of a second list of customers in one tab, so it was not read;"
    " give that list a tab of its own.",
    "{n} rows are of a second list of customers in one tab, so they were not read;"
    " give that list a tab of its own.",
)

_DOUBTS: Final = {
    Doubt.NOT_AS_HEADED: Wording(
        "This column does not hold what its header says, so it was not read as that;"
        " say on the Data check tab what it is.",
        "",
    ),
    Doubt.BY_CONTENT: Wording(
        "The header of this column does not say what it is; it was read by what it"
        " holds. Say on the Data check tab if that is wrong.",
        "",
    ),
    Doubt.UNSURE: Wording(
        "This column and another one hold the same kind of thing and no header says"
        " which counts, so neither was read; say it on the Data check tab.",
        "",
    ),
}


def find_tables(
    source: str,
    grid: Grid,
    *,
    ignore_columns: Collection[int] = (),
    told: Told = UNTOLD,
) -> tuple[Table, ...]:
    """Return the tables of customers or orders in a tab; empty when it holds none.

    Tables may stand side by side, parted by a blank column, or one below the other,
    parted by a blank row. A tab has one list of customers at most; of others the
    rows are listed as a problem of it. Where several columns hold a name, a phone
    or an e-mail, the one whose word stands first in ``headers.toml`` counts, and
    the others fill its gaps row by row.

    Args:
        source: The title of the tab.
        grid: Its cells.
        ignore_columns: Columns that are not the seller's, such as our labels.
        told: What the seller said of the tab; it wins.
    """
    if told.kind == NOTHING:
        return ()
    blocks = find_blocks(grid, frozenset(ignore_columns), told)
    tables = [table for block in blocks for table in _read_block(source, grid, block)]
    return _with_one_list(tables)


def _read_block(source: str, grid: Grid, block: Block) -> Iterator[Table]:
    header = block.header
    if header is None:
        return
    own_columns = _own_columns(header)
    cells = read_cells(grid, {**header.roles, **own_columns}, block.rows)
    rows, skipped = sort_rows(source, cells, header=header)
    again = dict(_columns_of_roles(header, own_columns))
    read = {**header.roles, **dict(chain.from_iterable(again.values()))}
    body, errors = blank_errors(source, rows, read)
    filled = {role: fill_from(body, role, columns) for role, columns in again.items()}
    body = body.assign(**{role: cells for role, (cells, _) in filled.items()})
    lines = continue_orders(source, body, header.kind)
    yield Table(
        source=source,
        kind=header.kind,
        header_row_index=header.row_index,
        fields=header.roles,
        headers={
            role: cell_text(header.cells[index])
            for role, index in header.roles.items()
            if header.cells[index]
        },
        own_columns=own_columns,
        currencies=header.currencies,
        hundredths=header.hundredths,
        origins={role: origins for role, (_, origins) in filled.items()},
        body=lines.body,
        heads=lines.heads,
        skipped=(*skipped, *errors, *lines.problems),
        doubts=header.doubts,
        questions=tuple(_questions(source, header)),
    )


def _questions(source: str, header: Header) -> Iterator[Problem]:
    """Yield a problem at the head of each column whose meaning is not certain."""
    for column_index, doubt in sorted(header.doubts.items()):
        yield from list_problem(
            doubt.value,
            _DOUBTS[doubt],
            source=source,
            row_indexes=(header.row_index,),
            column_index=column_index,
        )


def _columns_of_roles(
    header: Header, own_columns: Mapping[str, int]
) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """Yield each role that several columns have, with their names and indexes."""
    named = {index: name for name, index in own_columns.items()}
    for role, indexes in header.again.items():
        others = [(named[index], index) for index in indexes]
        yield role, [(role, header.roles[role]), *others]


def _with_one_list(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables with the widest list of customers only, the others listed."""
    lists = [table for table in tables if table.kind == CUSTOMERS]
    if len(lists) <= 1:
        return tuple(tables)
    main = max(lists, key=lambda table: len(table.fields))
    unread = tuple(
        problem
        for other in lists
        if other is not main
        for problem in list_problem(
            "second_list",
            _SECOND_LIST,
            source=other.source,
            row_indexes=other.body.index,
            column_index=min(other.fields.values()),
        )
    )
    return tuple(
        replace(table, skipped=table.skipped + unread) if table is main else table
        for table in tables
        if table is main or table.kind != CUSTOMERS
    )


def _own_columns(header: Header) -> dict[str, int]:
    taken = set(header.roles)
    roles_at = set(header.roles.values())
    own: dict[str, int] = {}
    for index, cell in enumerate(header.cells):
        if index in roles_at or not header_key(cell_text(cell)):
            continue
        name = _free_name(cell_text(cell), taken)
        taken.add(name)
        own[name] = index
    return own


def _free_name(name: str, taken: Collection[str]) -> str:
    if name not in taken:
        return name
    copy = _COPY
    while f"{name} ({copy})" in taken:
        copy += 1
    return f"{name} ({copy})"
