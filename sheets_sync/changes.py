"""The changes a plan is made of: each one small, typed, and about one tab.

Rows and columns are zero-based; counts are numbers of rows or columns. A change that
writes cells counts them, so a plan can say how much it alters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sheets_sync.chart_model import Chart
from sheets_sync.model import Content, Style, TabMark
from sheets_sync.spaces import (
    AddColumns,
    AddRows,
    DeleteRows,
    InsertColumns,
    InsertRows,
    MarkBlock,
    MoveLines,
    SetWidth,
    UnmergeCells,
)
from sheets_sync.stage_changes import PasteValues, ShowTab


@dataclass(frozen=True, slots=True)
class AddTab:
    """A new tab of ours; its id is chosen by us so the same batch can fill it."""

    sheet_id: int
    mark: TabMark
    title: str
    row_count: int
    column_count: int
    frozen_row_count: int = 1
    hidden: bool = False
    colour: str = ""
    gridlines: bool = True


@dataclass(frozen=True, slots=True)
class MarkTab:
    """A new value for a tab's mark, kept in its developer metadata."""

    sheet_id: int
    mark_id: int
    mark: TabMark


@dataclass(frozen=True, slots=True)
class RenameTab:
    """A new title for a tab of ours that makes room for another one."""

    sheet_id: int
    title: str


@dataclass(frozen=True, slots=True)
class HideTab:
    """A tab of ours out of sight, or in sight again."""

    sheet_id: int
    hidden: bool = True


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """Developer metadata on a column, so it is known when moved or renamed."""

    sheet_id: int
    column_index: int
    key: str


@dataclass(frozen=True, slots=True)
class RememberCorrection:
    """What the seller said of a tab or a column, kept where it follows them.

    ``column_index`` None is the tab as a whole; an empty ``value`` forgets what was
    kept; ``metadata_id`` None means that nothing is kept so far.
    """

    sheet_id: int
    column_index: int | None
    value: str
    metadata_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfferChoices:
    """A drop-down of words in cells of ours; anything else may be typed, too."""

    sheet_id: int
    row_index: int
    column_index: int
    row_count: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormatCells:
    """One style for a block of cells; ``row_count`` None means down to the end."""

    sheet_id: int
    row_index: int
    row_count: int | None
    column_index: int
    column_count: int
    style: Style


@dataclass(frozen=True, slots=True)
class WriteCells:
    """Values for a block of cells; ``styles``, where given, has the same shape.

    ``whole`` cells lose their looks, notes and drop-downs.
    """

    sheet_id: int
    row_index: int
    column_index: int
    rows: tuple[tuple[Content, ...], ...]
    styles: tuple[tuple[Style, ...], ...] | None = None
    whole: bool = False

    @property
    def cell_count(self) -> int:
        """Number of cells written."""
        return sum(len(row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class TintCells:
    """The background of cells of ours below each other; empty where there is none."""

    sheet_id: int
    row_index: int
    column_index: int
    colours: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AddChart:
    """A new chart over cells of ours that hold nothing; its id is chosen by us."""

    sheet_id: int
    chart_id: int
    chart: Chart


@dataclass(frozen=True, slots=True)
class UpdateChart:
    """Another spec for a chart of ours: other ranges, and all else as people left it.

    ``spec`` is a ``ChartSpec``; the request replaces the whole of it.
    """

    sheet_id: int
    chart_id: int
    spec: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReplaceNote:
    """Our tag in a person's note: a cell that still reads ``was`` reads ``now``.

    Sheets compares when it applies the batch, so a note that somebody has changed
    since it was read stays as it is.
    """

    sheet_id: int
    row_index: int
    column_index: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class FillNote:
    """Our tag in a person's note that was blank when it was read."""

    sheet_id: int
    row_index: int
    column_index: int
    tag: str


@dataclass(frozen=True, slots=True)
class CopyCells:
    """What a person typed beside a customer, taken along to another tab."""

    from_sheet_id: int
    from_row_index: int
    from_column_index: int
    sheet_id: int
    row_index: int
    column_index: int


@dataclass(frozen=True, slots=True)
class CopyBlock:
    """Cells copied by Sheets as they are when the batch is applied.

    Without ``column_count`` whole rows go, however wide the tab is by then;
    ``values_only`` leaves formulas, formats and notes behind; where they are ``cut``
    nothing of them stays.
    """

    from_sheet_id: int
    from_row_index: int
    from_column_index: int
    sheet_id: int
    row_index: int
    column_index: int
    row_count: int = 1
    column_count: int | None = 1
    values_only: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class ProtectColumns:
    """A warning before anybody edits our columns; it stops nobody."""

    sheet_id: int
    row_index: int
    column_index: int
    column_count: int


@dataclass(frozen=True, slots=True)
class AddFilter:
    """Filter buttons on the header row of a new tab of ours."""

    sheet_id: int
    column_count: int


@dataclass(frozen=True, slots=True)
class SortRows:
    """Body rows sorted from the largest by one column.

    Whole rows move together, as wide as the tab is by then.
    """

    sheet_id: int
    row_index: int
    row_count: int
    by_column_index: int


@dataclass(frozen=True, slots=True)
class DeleteTab:
    """A hidden tab of ours that is needed no more."""

    sheet_id: int


Change = (
    AddTab
    | ShowTab
    | PasteValues
    | MarkTab
    | RenameTab
    | HideTab
    | MarkColumn
    | MarkBlock
    | RememberCorrection
    | OfferChoices
    | AddRows
    | AddColumns
    | InsertRows
    | MoveLines
    | UnmergeCells
    | InsertColumns
    | SetWidth
    | FormatCells
    | WriteCells
    | TintCells
    | AddChart
    | UpdateChart
    | ReplaceNote
    | FillNote
    | CopyCells
    | CopyBlock
    | ProtectColumns
    | AddFilter
    | DeleteRows
    | SortRows
    | DeleteTab
)
