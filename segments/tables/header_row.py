"""Where the header of a table is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segments.exports import known_export
from segments.headers import KINDS, claims_of, header_key, match_roles
from segments.model import Cell, Grid
from segments.tables.claims import Samples, claim_roles
from segments.tables.evidence import Doubt
from segments.tables.kinds import is_kind
from segments.tables.told import UNTOLD, Told
from segments.tables.wording import OPEN_WORDS, settle
from segments.values.currencies import MoneyHeader, split_header

HEADER_ROWS: Final = 100
_NO_HEADER: Final = MoneyHeader("", None, hundredths=False)


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table: one row, or two that are read together.

    Attributes:
        kind: "customers" or "orders".
        row_index: Zero-based; of two rows the lower one.
        top_index: Zero-based; the upper row of two, else the same.
        cells: Its cells; None where a column is not of the table.
        roles: Role → column index.
        again: Role → further columns of that role, the likeliest first.
        currencies: Role → currency code the header names.
        hundredths: Roles whose figures are in kobo, paise, cents or pence.
        doubts: Column index → why its meaning is not certain.
    """

    kind: str
    row_index: int
    top_index: int
    cells: tuple[Cell, ...]
    roles: Mapping[str, int]
    again: Mapping[str, tuple[int, ...]]
    currencies: Mapping[str, str]
    hundredths: frozenset[str]
    doubts: Mapping[int, Doubt]

    @property
    def first_column(self) -> int | None:
        """Return the first column of the table; None when it is the tab's first."""
        filled = (index for index, cell in enumerate(self.cells) if cell)
        return next(filled, 0) or None


def find_header(
    grid: Grid,
    columns: Collection[int],
    rows: range | None = None,
    *,
    told: Told = UNTOLD,
) -> Header | None:
    """Return the header among the first 100 rows that has the most known columns.

    Args:
        grid: The cells of the tab.
        columns: The columns that may belong to the table.
        rows: The rows that may; all of the tab if not given.
        told: What the seller said of the tab.
    """
    within = range(grid.row_count) if rows is None else rows
    end = within.stop
    headers = (
        read_header(grid, row_index, columns, end=end, told=told)
        for row_index in within[:HEADER_ROWS]
    )
    known = [header for header in headers if header]
    return max(known, key=_weight, default=None)


def _weight(header: Header) -> tuple[int, int, int]:
    """Return what makes a header likelier: roles, fewer rows, standing higher.

    A role that the seller told counts where its column has a header cell.
    """
    headed = sum(bool(header.cells[index]) for index in header.roles.values())
    return headed, header.top_index - header.row_index, -header.row_index


def read_header(
    grid: Grid,
    row_index: int,
    columns: Collection[int],
    *,
    end: int,
    told: Told = UNTOLD,
) -> Header | None:
    """Return a row as a header, alone or under the row above it; None if it is none.

    Args:
        grid: The cells of the tab.
        row_index: The row.
        columns: The columns that may belong to the table.
        end: The row before which the table ends.
        told: What the seller said of the tab.
    """
    samples = Samples(grid, range(row_index + 1, end), columns)
    readings = [
        _read_cells(samples, (top, row_index), cells, told)
        for top, cells in _header_cells(grid, row_index, columns)
    ]
    return max(filter(None, readings), key=_weight, default=None)


def _header_cells(
    grid: Grid, row_index: int, columns: Collection[int]
) -> Iterator[tuple[int, tuple[str | None, ...]]]:
    """Yield the cells of a header row; then each under the cell above it, if any.

    Cells of the row above are headings of several columns, or merged with the blank
    cell below them: they hold for the blank cells to their right, too.
    """
    lower = _texts_at(grid, row_index, columns)
    yield row_index, lower
    if row_index == 0 or not any(lower):
        return
    upper = _carried(_texts_at(grid, row_index - 1, columns), lower)
    if sum(map(bool, upper)) > 1:
        yield row_index - 1, tuple(map(_joined, upper, lower))


def _carried(
    upper: Sequence[str | None], lower: Sequence[str | None]
) -> list[str | None]:
    carried: list[str | None] = []
    for above, below in zip(upper, lower, strict=True):
        last = carried[-1] if carried else None
        carried.append(above or (last if below else None))
    return carried


def _joined(above: str | None, below: str | None) -> str | None:
    """Return the one of two cells that means something, else both together."""
    if not above or not below:
        return below or above
    if any(_is_known(below, kind) for kind in KINDS):
        return below
    return f"{above} {below}"


def _is_known(text: str, kind: str) -> bool:
    return bool(claims_of([split_header(text).text], kind))


def _read_cells(
    samples: Samples,
    rows: tuple[int, int],
    cells: tuple[str | None, ...],
    told: Told,
) -> Header | None:
    top_index, row_index = rows
    split = [split_header(cell) if cell else _NO_HEADER for cell in cells]
    export = known_export(cells)
    said = {
        **export.roles,
        **{at: role for at, role in told.roles.items() if at in samples.columns},
    }
    for kind in told.kinds(KINDS):
        texts = [
            settle(one.text, samples.texts(index), kind)
            if header_key(one.text) in OPEN_WORDS
            else one.text
            for index, one in enumerate(split)
        ]
        claimed = claim_roles(texts, kind, samples, said)
        if not claimed.sure or not (
            told.kind == kind or is_kind(kind, claimed.roles, texts)
        ):
            continue
        money = {role: split[index] for role, index in claimed.sure.items()}
        return Header(
            kind=kind,
            row_index=row_index,
            top_index=top_index,
            cells=cells,
            roles=claimed.sure,
            again=claimed.again,
            currencies={
                role: one.currency for role, one in money.items() if one.currency
            },
            hundredths=export.hundredths
            | {role for role in money if money[role].hundredths},
            doubts=claimed.doubts,
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
