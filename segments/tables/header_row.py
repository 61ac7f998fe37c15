"""Where the header of a table is, and what its columns mean."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from segments.headers import (
    CUSTOMERS,
    ORDERS,
    header_key,
    match_roles,
    roles_said_again,
)
from segments.model import Cell, Grid
from segments.tables.kinds import is_kind
from segments.tables.wording import OPEN_WORDS, settle
from segments.values.currencies import MoneyHeader, split_header
from segments.values.distinct import cell_text

_HEADER_ROWS: Final = 20
_SAMPLE_ROWS: Final = 50
_NO_HEADER: Final = MoneyHeader("", None, hundredths=False)


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a table.

    Attributes:
        kind: "customers" or "orders".
        row_index: Zero-based.
        cells: Its cells; None where a column is not of the table.
        roles: Role → column index.
        again: Role → further columns of that role, the likeliest first.
        currencies: Role → currency code the header names.
        hundredths: Roles whose figures are in kobo, paise, cents or pence.
    """

    kind: str
    row_index: int
    cells: tuple[Cell, ...]
    roles: Mapping[str, int]
    again: Mapping[str, tuple[int, ...]]
    currencies: Mapping[str, str]
    hundredths: frozenset[str]

    @property
    def first_column(self) -> int | None:
        """Return the first column of the table; None when it is the tab's first."""
        filled = (index for index, cell in enumerate(self.cells) if cell)
        return next(filled, 0) or None


def find_header(
    grid: Grid, columns: Collection[int], rows: range | None = None
) -> Header | None:
    """Return the header among the first 20 rows that has the most known columns.

    Args:
        grid: The cells of the tab.
        columns: The columns that may belong to the table.
        rows: The rows that may; all of the tab if not given.
    """
    within = range(grid.row_count) if rows is None else rows
    headers = (
        read_header(grid, row_index, columns) for row_index in within[:_HEADER_ROWS]
    )
    known = [header for header in headers if header]
    return max(
        known, key=lambda header: (len(header.roles), -header.row_index), default=None
    )


def read_header(grid: Grid, row_index: int, columns: Collection[int]) -> Header | None:
    """Return one row as a header; None when it heads neither customers nor orders."""
    cells = _texts_at(grid, row_index, columns)
    split = [split_header(cell) if cell else _NO_HEADER for cell in cells]
    for kind in (ORDERS, CUSTOMERS):
        texts = [
            settle(one.text, _below(grid, row_index, index), kind)
            if header_key(one.text) in OPEN_WORDS
            else one.text
            for index, one in enumerate(split)
        ]
        roles = match_roles(texts, kind)
        if is_kind(kind, roles, texts):
            money = {role: split[index] for role, index in roles.items()}
            return Header(
                kind=kind,
                row_index=row_index,
                cells=cells,
                roles=roles,
                again=roles_said_again(texts, kind, roles),
                currencies={
                    role: one.currency for role, one in money.items() if one.currency
                },
                hundredths=frozenset(role for role in money if money[role].hundredths),
            )
    return None


def roles_in(
    grid: Grid, row_index: int, columns: Collection[int], *, kind: str
) -> frozenset[str]:
    """Return the roles that some columns would have in a table of this kind."""
    cells = _texts_at(grid, row_index, columns)
    texts = [split_header(cell).text if cell else "" for cell in cells]
    return frozenset(match_roles(texts, kind))


def _texts_at(
    grid: Grid, row_index: int, columns: Collection[int]
) -> tuple[str | None, ...]:
    return tuple(
        cell if index in columns and isinstance(cell, str) else None
        for index, cell in enumerate(grid.row(row_index))
    )


def _below(grid: Grid, row_index: int, column_index: int) -> list[str]:
    rows = range(row_index + 1, min(grid.row_count, row_index + 1 + _SAMPLE_ROWS))
    cells = (cell_text(grid.cell(row, column_index)) for row in rows)
    return [cell for cell in cells if cell]
