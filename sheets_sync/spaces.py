"""Changes that make, move, size or take away whole rows and columns."""

from dataclasses import dataclass
from typing import Literal

from sheets_sync.model import Area


@dataclass(frozen=True, slots=True)
class AddRows:
    """Blank rows at the end of the tab's grid."""

    sheet_id: int
    count: int


@dataclass(frozen=True, slots=True)
class AddColumns:
    """Blank columns at the right edge of the tab's grid."""

    sheet_id: int
    count: int


@dataclass(frozen=True, slots=True)
class InsertRows:
    """Blank rows inside a tab of ours; what people typed below moves down.

    Cells that a batch has just inserted are the only ones sure to be blank: who
    writes there overwrites nothing, whatever people moved since the tab was read.
    """

    sheet_id: int
    row_index: int
    count: int


@dataclass(frozen=True, slots=True)
class InsertColumns:
    """Blank columns right of what a tab holds; as sure to be blank as such rows."""

    sheet_id: int
    column_index: int
    count: int


@dataclass(frozen=True, slots=True)
class MoveLines:
    """Whole rows or columns that go before another one, counted before the move.

    So what people put before a block of ours, or into it, comes to stand behind it.
    """

    sheet_id: int
    dimension: Literal["ROWS", "COLUMNS"]
    first: int
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class UnmergeCells:
    """Merged cells that are in the way of a block; each becomes cells again."""

    sheet_id: int
    area: Area


@dataclass(frozen=True, slots=True)
class MarkBlock:
    """A mark on each column of a block, so that it is known when others come between.

    Marks that are there already and not where they should be go first.
    """

    sheet_id: int
    column_count: int
    anew: bool = False


@dataclass(frozen=True, slots=True)
class SetWidth:
    """The width of one column of ours, set when it is new and never again."""

    sheet_id: int
    column_index: int
    width_px: int


@dataclass(frozen=True, slots=True)
class DeleteRows:
    """Rows of customers who left the tab."""

    sheet_id: int
    row_index: int
    count: int
