"""A grid of cells → the tables of customers or orders in it.

Comes after the tab was read, before its values are: the body keeps raw cells.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from segments.headers import header_key
from segments.model import Grid, Problem, Wording, list_problem
from segments.tables.header_row import Header, find_header
from segments.tables.rows import sort_rows
from segments.values.distinct import cell_text, is_blank, read_text

__all__ = ["Table", "find_tables", "list_cells", "text_of"]

_COPY: Final = 2


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a tab: where it is, what its columns mean, its raw cells.

    Attributes:
        source: The title of the tab.
        kind: "customers" or "orders".
        header_row_index: Zero-based row of the header.
        fields: Role → column index.
        own_columns: Header as typed → column index, of columns without a role.
        currencies: Role → currency code its header names.
        body: Index ``row_index``; one column per role and per own column, raw
            cells, None when blank. One row per customer or order line.
        skipped: Rows of the tab that are not body rows, and why.
    """

    source: str
    kind: str
    header_row_index: int
    fields: Mapping[str, int]
    own_columns: Mapping[str, int]
    currencies: Mapping[str, str]
    body: pd.DataFrame
    skipped: tuple[Problem, ...]


def find_tables(
    source: str, grid: Grid, *, ignore_columns: Collection[int] = ()
) -> tuple[Table, ...]:
    """Return the table of customers or orders in a tab; empty when it holds neither.

    Args:
        source: The title of the tab.
        grid: Its cells.
        ignore_columns: Columns that are not the seller's, such as our labels.
    """
    header = find_header(grid, frozenset(ignore_columns))
    if header is None:
        return ()
    own_columns = _own_columns(header)
    body, skipped = sort_rows(
        source, _cells(grid, header.roles | own_columns), header=header
    )
    return (
        Table(
            source=source,
            kind=header.kind,
            header_row_index=header.row_index,
            fields=header.roles,
            own_columns=own_columns,
            currencies=header.currencies,
            body=body,
            skipped=skipped,
        ),
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


def _cells(grid: Grid, columns: Mapping[str, int]) -> pd.DataFrame:
    height = grid.row_count
    cells = {name: _column(grid, index, height) for name, index in columns.items()}
    rows = pd.RangeIndex(height, name="row_index")
    return pd.DataFrame(cells, index=rows, dtype=object)


def _column(grid: Grid, index: int, height: int) -> np.ndarray:
    column = np.full(height, None, dtype=object)
    typed = grid.columns[index]
    column[: len(typed)] = typed
    codes, values = pd.factorize(column)
    blank = np.array([*map(is_blank, values), True])
    column[blank[codes]] = None
    return column


def text_of(table: Table, role: str) -> pd.Series:
    """Return a column as tidy text by ``row_index``; None where blank or absent."""
    if role in table.fields:
        return read_text(table.body[role])
    return pd.Series(None, index=table.body.index, dtype=object)


def list_cells(
    table: Table, role: str, code: str, wording: Wording, *, where: pd.Series
) -> tuple[Problem, ...]:
    """Return one problem about the cells of a column in these rows, if any."""
    return list_problem(
        code,
        wording,
        source=table.source,
        row_indexes=where.index[where],
        column_index=table.fields.get(role),
    )
