"""A spreadsheet in memory: tabs of rows, and the objects anchored to them.

Rows are immutable and shared between versions of a spreadsheet, so a version costs
one list of pointers per changed tab, a reader never sees half a change, and undoing
a failed batch is forgetting the draft.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

Json: TypeAlias = dict[str, Any]
# Any JSON at all: what a body holds is checked against a schema, not by types.
JsonValue: TypeAlias = Any

ROWS = "ROWS"
COLUMNS = "COLUMNS"


class Formula(NamedTuple):
    """A formula as text, with the last result known for it.

    The text is empty in a cell that the array formula of another cell fills.
    """

    text: str
    result: "Scalar"


class ErrorValue(NamedTuple):
    """A cell that shows an error, such as ``#N/A``."""

    kind: str
    text: str


Scalar: TypeAlias = "str | int | float | bool | ErrorValue | None"
CellValue: TypeAlias = "Scalar | Formula"


class Row(NamedTuple):
    """One row of cells; each part may stop short of the last column.

    Attributes:
        values: what each cell holds; None is a blank cell.
        formats: style number of each cell, see `styles.StyleTable`; 0 is none.
        extras: note, dataValidation and the like of each cell, as CellData fields.
    """

    values: tuple[CellValue, ...] = ()
    formats: tuple[int, ...] = ()
    extras: tuple[Mapping[str, Any] | None, ...] = ()


BLANK_ROW = Row()


def has_formula(row: Row) -> bool:
    """Tell whether a cell of a row, or a validation rule on one, holds a formula."""
    if Formula in map(type, row.values):
        return True
    return any(map(_has_formula_rule, row.extras))


def _has_formula_rule(extra: Mapping[str, Any] | None) -> bool:
    condition = (extra or {}).get("dataValidation", {}).get("condition", {})
    entered = (v.get("userEnteredValue", "") for v in condition.get("values", ()))
    return any(text.startswith("=") for text in entered)


class CellRange(NamedTuple):
    """Cells of one tab: zero-based, end-exclusive, never open-ended."""

    sheet_id: int
    start_row: int
    end_row: int
    start_column: int
    end_column: int

    @property
    def height(self) -> int:
        """Number of rows."""
        return self.end_row - self.start_row

    @property
    def width(self) -> int:
        """Number of columns."""
        return self.end_column - self.start_column

    def overlaps(self, other: "CellRange") -> bool:
        """Tell whether the two ranges share a cell."""
        return (
            self.sheet_id == other.sheet_id
            and self.start_row < other.end_row
            and other.start_row < self.end_row
            and self.start_column < other.end_column
            and other.start_column < self.end_column
        )

    def within(self, other: "CellRange") -> bool:
        """Tell whether every cell of this range is in the other one."""
        return self.overlaps(other) and self == self.shared_with(other)

    def shared_with(self, other: "CellRange") -> "CellRange | None":
        """Return the cells that are in both ranges; None when there are none."""
        if not self.overlaps(other):
            return None
        return CellRange(
            self.sheet_id,
            max(self.start_row, other.start_row),
            min(self.end_row, other.end_row),
            max(self.start_column, other.start_column),
            min(self.end_column, other.end_column),
        )


def _two_axes() -> dict[str, dict[int, Json]]:
    return {ROWS: {}, COLUMNS: {}}


@dataclass(slots=True)
class Sheet:
    """One tab.

    Attributes:
        properties: Google's SheetProperties without ``index``; replaced, not mutated.
        rows: the filled part of the grid from the top; rows below it are blank.
        dimensions: size and hiddenness by axis and index, where they differ.
        objects: what is anchored to the grid, by its name in Google's Sheet
            (``merges``, ``protectedRanges``, ``charts`` …); items are replaced, not
            mutated. ``basicFilter`` is a list of at most one.
        has_formulas: False when no row holds a formula, so that nobody need look; a
            row that may bring the first one is put with `cells.put_row`.
    """

    properties: Json
    rows: list[Row] = field(default_factory=list)
    dimensions: dict[str, dict[int, Json]] = field(default_factory=_two_axes)
    objects: dict[str, list[Json]] = field(default_factory=dict)
    has_formulas: bool | None = None

    def __post_init__(self) -> None:
        if self.has_formulas is None:
            self.has_formulas = any(map(has_formula, self.rows))

    @property
    def sheet_id(self) -> int:
        """The tab's id."""
        return int(self.properties["sheetId"])

    @property
    def title(self) -> str:
        """The tab's name."""
        return str(self.properties["title"])

    @property
    def row_count(self) -> int:
        """Rows in the grid, filled or not."""
        return int(self.properties["gridProperties"]["rowCount"])

    @property
    def column_count(self) -> int:
        """Columns in the grid, filled or not."""
        return int(self.properties["gridProperties"]["columnCount"])

    @property
    def has_grid(self) -> bool:
        """Whether it has cells; a tab made for one chart has none."""
        return "sheetType" not in self.properties

    @property
    def whole(self) -> CellRange:
        """Every cell of the tab."""
        return CellRange(self.sheet_id, 0, self.row_count, 0, self.column_count)

    def row(self, index: int) -> Row:
        """Return a row of the grid, blank when nothing was ever put there."""
        return self.rows[index] if index < len(self.rows) else BLANK_ROW

    def items(self, name: str) -> list[Json]:
        """Return the anchored objects of one kind."""
        return self.objects.get(name, [])

    def resize(self, *, rows: int | None = None, columns: int | None = None) -> None:
        """Set the size of the grid; what it holds is the caller's concern."""
        grid = dict(self.properties["gridProperties"])
        grid["rowCount"] = self.row_count if rows is None else rows
        grid["columnCount"] = self.column_count if columns is None else columns
        self.properties = {**self.properties, "gridProperties": grid}

    def copy(self) -> "Sheet":
        """Return a tab that can change without touching this one."""
        return Sheet(
            self.properties,
            list(self.rows),
            {axis: dict(sizes) for axis, sizes in self.dimensions.items()},
            {name: list(items) for name, items in self.objects.items()},
            self.has_formulas,
        )
