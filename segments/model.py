"""The values that pass between the steps: cells, grids, problems, assignments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

Cell = str | int | float | bool | None
"""A cell as Sheets gives it with UNFORMATTED_VALUE and SERIAL_NUMBER.

Dates are numbers then: days since 1899-12-30.
"""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one tab, by column; trailing blanks may be missing."""

    columns: Sequence[Sequence[Cell]]

    @property
    def row_count(self) -> int:
        """Return the length of the longest column."""
        return max(map(len, self.columns), default=0)

    def cell(self, row_index: int, column_index: int) -> Cell:
        """Return one cell; None when it lies beyond the cells that are held."""
        if column_index >= len(self.columns):
            return None
        column = self.columns[column_index]
        return column[row_index] if row_index < len(column) else None

    def row(self, row_index: int) -> tuple[Cell, ...]:
        """Return one row, as wide as the grid."""
        return tuple(self.cell(row_index, index) for index in range(len(self.columns)))


@dataclass(frozen=True, slots=True)
class Problem:
    """Rows that were skipped, excluded or read in part, and why.

    There is one problem per code, source, column and message, whatever the
    number of rows.

    Attributes:
        code: A stable slug.
        message: A sentence for the seller.
        source: The title of the tab; empty when no single tab is meant.
        column_index: The column that was read, if it is about one.
        row_indexes: Zero-based rows of the tab, ascending.
        each: The same sentence about one of the rows.
    """

    code: str
    message: str
    source: str
    column_index: int | None
    row_indexes: tuple[int, ...]
    each: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence for one row and for many; ``{n}`` stands for the number."""

    one: str
    many: str

    def about(self, count: int) -> str:
        """Return the sentence for so many rows."""
        wording = self.one if count == 1 else self.many
        return wording.replace("{n}", f"{count:,}")


def list_problem(
    code: str,
    wording: Wording,
    *,
    source: str,
    row_indexes: Iterable[int],
    column_index: int | None = None,
) -> tuple[Problem, ...]:
    """Return one problem about these rows, or none when there are no rows."""
    rows = tuple(sorted(int(row_index) for row_index in row_indexes))
    if not rows:
        return ()
    message, each = wording.about(len(rows)), wording.about(1)
    return (Problem(code, message, source, column_index, rows, each),)


def list_by_source(
    code: str, wording: Wording, rows: pd.DataFrame
) -> tuple[Problem, ...]:
    """Return one problem per tab about rows; columns source and row_index."""
    if rows.empty:
        return ()
    return tuple(
        problem
        for source, found in rows.groupby("source", sort=True)
        for problem in list_problem(
            code, wording, source=str(source), row_indexes=found["row_index"]
        )
    )


@dataclass(frozen=True, slots=True)
class Assignments:
    """The segment of every customer, and who moved.

    Attributes:
        frame: Index ``customer``; columns segment, why, tags (joined by ", "),
            since (date), previous ("" if none), pinned (bool).
        moves: One row per customer who had another segment before; columns
            customer, from_segment, to_segment, happened (what it means, in the words
            of ``segments.moves.Happened``).
        facts: What the rules were tried on: index ``customer``, a column per fact
            and per own column.
        problems: Pins that name no segment.
    """

    frame: pd.DataFrame
    moves: pd.DataFrame
    facts: pd.DataFrame
    problems: tuple[Problem, ...] = ()
