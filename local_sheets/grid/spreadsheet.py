"""A spreadsheet and its drafts: one version, and the next one being made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local_sheets.errors import RefusedError
from local_sheets.grid.model import CellRange, Json, Sheet
from local_sheets.grid.styles import StyleTable

MAX_CELLS = 10_000_000
MAX_COLUMNS = 18_278
ENDS = {"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"}


@dataclass(slots=True)
class Spreadsheet:
    """One version of a spreadsheet; a committed version never changes.

    Attributes:
        properties: Google's SpreadsheetProperties.
        sheets: the tabs in order.
        metadata: developer metadata at every location, as Google's JSON.
        named_ranges: Google's NamedRange objects.
        styles: the formats that rows refer to by number.
    """

    spreadsheet_id: str
    properties: Json
    sheets: list[Sheet] = field(default_factory=list)
    metadata: list[Json] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)
    styles: StyleTable = field(default_factory=StyleTable)

    def sheet(self, sheet_id: int) -> Sheet:
        """Return the tab with this id, or refuse as Google does."""
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise no_grid(sheet_id)

    def sheet_titled(self, title: str) -> Sheet | None:
        """Return the tab with this title, compared as Google does, without case."""
        wanted = title.casefold()
        return next((s for s in self.sheets if s.title.casefold() == wanted), None)

    def cell_count(self) -> int:
        """Cells by grid size, which is what Google's limit counts."""
        return sum(sheet.row_count * sheet.column_count for sheet in self.sheets)

    @property
    def locale(self) -> str:
        """The locale that numbers and dates are read and shown in."""
        return str(self.properties.get("locale", "en_GB"))


@dataclass(slots=True)
class Draft:
    """The next version while a batch is applied; dropped when the batch fails.

    Attributes:
        spreadsheet: a shallow copy; its tabs are still those of the old version.
        email: who is asking, for protected ranges.
        owns: whether that person owns the file, and so may edit what is protected.
        calculator: gives the formulas their results; None leaves them as they are.
    """

    spreadsheet: Spreadsheet
    email: str = ""
    owns: bool = True
    calculator: Callable[["Draft"], None] | None = None
    _own_sheets: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, current: Spreadsheet, email: str = "", *, owns: bool = True) -> "Draft":
        """Start a draft from the current version."""
        copied = Spreadsheet(
            current.spreadsheet_id,
            current.properties,
            list(current.sheets),
            list(current.metadata),
            list(current.named_ranges),
            current.styles,
        )
        return cls(copied, email, owns)

    def calculate(self) -> None:
        """Bring the results of formulas up to date, before somebody reads them."""
        if self.calculator is not None:
            self.calculator(self)

    def sheet(self, sheet_id: int) -> Sheet:
        """Return a tab with cells to read, or refuse as Google does."""
        sheet = self.spreadsheet.sheet(sheet_id)
        if not sheet.has_grid:
            raise no_grid(sheet_id)
        return sheet

    def edit(self, sheet_id: int) -> Sheet:
        """Return a tab with cells to change: this draft's own copy of it."""
        self.sheet(sheet_id)
        return self.own(sheet_id)

    def own(self, sheet_id: int) -> Sheet:
        """Return this draft's own copy of a tab, whether it has cells or not."""
        sheet = self.spreadsheet.sheet(sheet_id)
        if sheet_id in self._own_sheets:
            return sheet
        own = sheet.copy()
        self.spreadsheet.sheets[self.spreadsheet.sheets.index(sheet)] = own
        self._own_sheets.add(sheet_id)
        return own

    def adopt(self, sheet: Sheet, index: int) -> None:
        """Add a tab that was made for this draft."""
        self._own_sheets.add(sheet.sheet_id)
        self.spreadsheet.sheets.insert(index, sheet)

    def check_size(self) -> None:
        """Refuse a draft that has outgrown the limits of a workbook or a tab."""
        widest = max(sheet.column_count for sheet in self.spreadsheet.sheets)
        if widest > MAX_COLUMNS:
            raise RefusedError(
                "This action would increase the number of columns in the worksheet "
                f"above the limit of {MAX_COLUMNS} columns."
            )
        if self.spreadsheet.cell_count() > MAX_CELLS:
            raise RefusedError(
                "This action would increase the number of cells in the workbook "
                f"above the limit of {MAX_CELLS} cells."
            )

    def guard(self, cells: CellRange) -> None:
        """Refuse an edit of cells that are protected against this person."""
        if self.owns:
            return
        sheet = self.sheet(cells.sheet_id)
        for protected in sheet.items("protectedRanges"):
            if bars(protected, self.email) and _covers(sheet, protected, cells):
                raise _protected()

    def guard_tab(self, sheet: Sheet) -> None:
        """Refuse a change of a tab as such where all of it is protected, holes or not.

        Which requests Google refuses there is not documented. That these are among
        them is taken from what its page keeps other people from.
        """
        for protected in () if self.owns else sheet.items("protectedRanges"):
            if bars(protected, self.email) and not ENDS & protected["range"].keys():
                raise _protected()


def no_grid(sheet_id: int) -> RefusedError:
    """Return Google's refusal of a tab that is not there, or has no cells."""
    return RefusedError(f"No grid with id: {sheet_id}")


def _protected() -> RefusedError:
    return RefusedError(
        "You are trying to edit a protected cell or object. Please contact the "
        "spreadsheet owner to remove protection if you need to edit."
    )


def bars(protected: Json, email: str) -> bool:
    """Tell whether a protection keeps a person out."""
    users = protected.get("editors", {}).get("users", [])
    return not protected.get("warningOnly") and email not in users


def _covers(sheet: Sheet, protected: Json, cells: CellRange) -> bool:
    if not resolved(sheet, protected["range"]).overlaps(cells):
        return False
    free = [resolved(sheet, box) for box in protected.get("unprotectedRanges", [])]
    return not any(cells.within(box) for box in free)


def resolved(sheet: Sheet, grid_range: dict[str, Any]) -> CellRange:
    """Close the open ends of a GridRange at the edges of its tab."""
    return CellRange(
        sheet.sheet_id,
        grid_range.get("startRowIndex", 0),
        min(grid_range.get("endRowIndex", sheet.row_count), sheet.row_count),
        grid_range.get("startColumnIndex", 0),
        min(grid_range.get("endColumnIndex", sheet.column_count), sheet.column_count),
    )
