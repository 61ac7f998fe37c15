"""Changes that make, move, size or take away whole rows and columns."""

from dataclasses import dataclass
from typing import Literal


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
class MoveBehind:
    """Rows or columns that people put before a block of ours go behind it, whole."""

    sheet_id: int
    dimension: Literal["ROWS", "COLUMNS"]
    count: int
    block_length: int


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
