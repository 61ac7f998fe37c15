"""Where the header of a table is, and what its columns mean."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segments.exports import known_export
from segments.headers import (
    CUSTOMERS,
    ORDERS,
    claims_of,
    header_key,
    match_roles,
    roles_said_again,
)
from segments.model import Cell, Grid
from segments.tables.evidence import Doubt, contradicts, role_of_content
from segments.tables.kinds import is_kind
from segments.tables.told import OWN, UNTOLD, Told
from segments.tables.wording import OPEN_WORDS, settle
from segments.values.currencies import MoneyHeader, split_header
from segments.values.distinct import cell_text, is_blank

_HEADER_ROWS: Final = 100
_SAMPLE_ROWS: Final = 50
_NO_HEADER: Final = MoneyHeader("", None, hundredths=False)
_KINDS: Final = (ORDERS, CUSTOMERS)


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
        for row_index in within[:_HEADER_ROWS]
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
    samples = _Samples(grid, range(row_index + 1, end), columns)
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
    if any(_is_known(below, kind) for kind in _KINDS):
        return below
    return f"{above} {below}"


def _is_known(text: str, kind: str) -> bool:
    return bool(claims_of([split_header(text).text], kind))


def _read_cells(
    samples: "_Samples",
    rows: tuple[int, int],
    cells: tuple[str | None, ...],
    told: Told,
) -> Header | None:
    top_index, row_index = rows
    split = [split_header(cell) if cell else _NO_HEADER for cell in cells]
    export = known_export(cells)
    told_here = {
        index: role for index, role in told.roles.items() if index < len(cells)
    }
    said = {**export.roles, **told_here}
    for kind in told.kinds(_KINDS):
        texts = [
            settle(one.text, samples.texts(index), kind)
            if header_key(one.text) in OPEN_WORDS
            else one.text
            for index, one in enumerate(split)
        ]
        claimed = _claimed(texts, kind, samples, said)
        if told.kind == kind or is_kind(kind, claimed.roles, texts):
            money = {role: split[index] for role, index in claimed.sure.items()}
            return Header(
                kind=kind,
                row_index=row_index,
                top_index=top_index,
                cells=cells,
                roles=claimed.sure,
                again=roles_said_again(
                    texts, kind, claimed.sure, but={*said, *claimed.doubts}
                ),
                currencies={
                    role: one.currency for role, one in money.items() if one.currency
                },
                hundredths=export.hundredths
                | {role for role in money if money[role].hundredths},
                doubts=claimed.doubts,
            )
    return None


@dataclass(frozen=True, slots=True)
class _Claimed:
    """The roles that headers claim, and those of them that their values bear out."""

    roles: Mapping[str, int]
    sure: Mapping[str, int]
    doubts: Mapping[int, Doubt]


class _Samples:
    """The filled cells of each column among the first full rows below a header.

    Rows with little in them, such as totals and names of months, do not speak for
    their columns, nor does the header where it is repeated.
    """

    def __init__(self, grid: Grid, rows: range, columns: Collection[int]) -> None:
        self._grid = grid
        self._header_row_index = rows.start - 1
        held = {
            row: sum(not is_blank(grid.cell(row, index)) for index in columns)
            for row in rows[:_SAMPLE_ROWS]
        }
        fullest = max(held.values(), default=0)
        self._rows = [row for row in held if held[row] * 2 > fullest]
        self._cells: dict[int, list[Cell]] = {}

    def cells(self, column_index: int) -> list[Cell]:
        if column_index not in self._cells:
            header = self._grid.cell(self._header_row_index, column_index)
            found = (self._grid.cell(row, column_index) for row in self._rows)
            self._cells[column_index] = [
                cell for cell in found if not is_blank(cell) and cell != header
            ]
        return self._cells[column_index]

    def texts(self, column_index: int) -> list[str]:
        return [cell_text(cell) for cell in self.cells(column_index)]


def _claimed(
    texts: Sequence[str], kind: str, samples: _Samples, said: Mapping[int, str]
) -> _Claimed:
    told = {index: role for index, role in said.items() if role != OWN}
    mute = ["" if index in said else text for index, text in enumerate(texts)]
    doubtful = {
        (index, role)
        for index, role in claims_of(mute, kind)
        if contradicts(role, samples.cells(index))
    }
    roles = match_roles(mute, kind, told=told, doubtful=doubtful)
    sure = {r: i for r, i in roles.items() if i in told or (i, r) not in doubtful}
    doubts = {i: Doubt.NOT_AS_HEADED for r, i in roles.items() if r not in sure}
    free = [i for i in range(len(texts)) if i not in {*sure.values(), *said}]
    for role, index in _by_content(mute, kind, samples, free).items():
        if role not in sure:
            sure[role] = index
            doubts[index] = Doubt.BY_CONTENT
    return _Claimed({**roles, **sure}, sure, doubts)


def _by_content(
    texts: Sequence[str], kind: str, samples: _Samples, free: Collection[int]
) -> Mapping[str, int]:
    """Return role → column for columns whose values say what no header says."""
    if not any(claims_of([text], kind) for text in texts):
        return {}
    found: dict[str, int] = {}
    for index in free:
        role = role_of_content(samples.cells(index))
        if role:
            found.setdefault(role, index)
    return found


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
