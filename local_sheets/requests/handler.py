"""What a handler of one kind of request is, and how it finds the cells it names."""

import secrets
from collections.abc import Callable, Iterable
from typing import TypeAlias

from local_sheets.errors import RefusedError
from local_sheets.grid.a1 import (
    cell_name,
    column_letters,
    off_grid,
    quoted_title,
    range_name,
)
from local_sheets.grid.model import CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Draft, resolved

# Changes the draft; returns the reply, None where Google's reply is empty.
Handler: TypeAlias = Callable[[Draft, Json], Json | None]


def grid_range(
    draft: Draft, body: Json, name: str = "range", *, may_be_empty: bool = False
) -> CellRange:
    """Return the cells of a GridRange member, its ends closed inside the grid.

    A range that starts inside the grid may end beyond it; one that starts beyond it
    is refused.
    """
    asked = body.get(name)
    if asked is None:
        raise RefusedError(f"{name} is required")
    sheet = draft.sheet(asked.get("sheetId", 0))
    cells = resolved(sheet, asked)
    starts_beyond = (
        cells.start_row >= sheet.row_count or cells.start_column >= sheet.column_count
    )
    is_empty = cells.height < 1 or cells.width < 1
    if starts_beyond or min(cells[1:]) < 0 or (is_empty and not may_be_empty):
        raise off_grid(sheet, asked_name(sheet, asked))
    return cells


def asked_name(sheet: Sheet, asked: Json) -> str:
    """Return the text of a GridRange, with its ends open as they were."""
    first = cell_name(asked.get("startRowIndex", 0), asked.get("startColumnIndex", 0))
    last = ""
    if "endColumnIndex" in asked:
        last = column_letters(max(asked["endColumnIndex"] - 1, 0))
    if "endRowIndex" in asked:
        last += str(asked["endRowIndex"])
    span = first if last in {"", first} else f"{first}:{last}"
    return f"{quoted_title(sheet.title)}!{span}"


def known_tab(draft: Draft, sheet_id: int) -> Sheet:
    """Return a tab that a request about tabs names, in Google's words for those."""
    for sheet in draft.spreadsheet.sheets:
        if sheet.sheet_id == sheet_id:
            return sheet
    raise RefusedError(f"No sheet with id: {sheet_id}")


def coordinate(draft: Draft, body: Json, name: str) -> tuple[Sheet, int, int]:
    """Return tab, row and column of a GridCoordinate member that is on the grid."""
    place = body.get(name)
    if place is None:
        raise RefusedError(f"{name} is required")
    sheet = draft.sheet(place.get("sheetId", 0))
    row, column = place.get("rowIndex", 0), place.get("columnIndex", 0)
    for word, at, size in (
        ("row", row, sheet.row_count),
        ("column", column, sheet.column_count),
    ):
        if at < 0:
            raise RefusedError(
                f"GridCoordinate.{word}Index[{at}] must be non-negative."
            )
        if at >= size:
            raise RefusedError(
                f"GridCoordinate.{word}Index[{at}] is after last {word} in "
                f"grid[{size - 1}]"
            )
    return sheet, row, column


def area(sheet: Sheet, row: int, column: int, height: int, width: int) -> CellRange:
    """Return the cells from a corner on, refusing those beyond the grid."""
    cells = CellRange(sheet.sheet_id, row, row + height, column, column + width)
    if cells.end_row > sheet.row_count or cells.end_column > sheet.column_count:
        raise off_grid(sheet, range_name(sheet, cells))
    return cells


def new_id(taken: Iterable[int]) -> int:
    """Return a positive id that is not taken, random as Google's are."""
    used = set(taken)
    while True:
        candidate = secrets.randbelow(2**31 - 1) + 1
        if candidate not in used:
            return candidate
