"""Rows and columns put in, taken out and moved, and formulas that follow them."""

from local_sheets.formulas.references import follow
from local_sheets.grid import axes
from local_sheets.grid.model import Sheet
from local_sheets.grid.shifts import Delete, Insert, Move
from local_sheets.grid.spreadsheet import Draft

size = axes.size


def insert(
    draft: Draft, sheet: Sheet, axis: str, shift: Insert, *, from_before: bool = False
) -> None:
    """Insert blank rows or columns, see `grid.axes.insert`."""
    follow(draft, sheet.sheet_id, axis, shift)
    axes.insert(draft, sheet, axis, shift, from_before=from_before)


def delete(draft: Draft, sheet: Sheet, axis: str, shift: Delete) -> None:
    """Delete rows or columns, see `grid.axes.delete`."""
    follow(draft, sheet.sheet_id, axis, shift)
    axes.delete(draft, sheet, axis, shift)


def move(draft: Draft, sheet: Sheet, axis: str, shift: Move) -> None:
    """Move rows or columns, see `grid.axes.move`."""
    follow(draft, sheet.sheet_id, axis, shift)
    axes.move(draft, sheet, axis, shift)
