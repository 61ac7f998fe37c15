"""What a handler of one kind of request is, and how it finds the cells it names."""

import secrets
from collections.abc import Callable, Iterable
from typing import TypeAlias

from local_sheets.errors import RefusedError
from local_sheets.grid.a1 import off_grid
from local_sheets.grid.model import CellRange, Json
from local_sheets.grid.spreadsheet import Draft, resolved

# Changes the draft; returns the reply, None where Google's reply is empty.
Handler: TypeAlias = Callable[[Draft, Json], Json | None]


def grid_range(draft: Draft, body: Json, name: str = "range") -> CellRange:
    """Return the cells of a GridRange member, open ends closed, inside the grid."""
    asked = body.get(name)
    if asked is None:
        raise RefusedError(f"{name} is required")
    sheet = draft.sheet(asked.get("sheetId", 0))
    cells = resolved(sheet, asked)
    beyond = (
        asked.get("endRowIndex", 0) > sheet.row_count
        or asked.get("endColumnIndex", 0) > sheet.column_count
    )
    if beyond or min(cells[1:]) < 0 or cells.height < 1 or cells.width < 1:
        raise off_grid(
            sheet,
            cells._replace(
                end_row=max(asked.get("endRowIndex", 0), cells.end_row),
                end_column=max(asked.get("endColumnIndex", 0), cells.end_column),
            ),
        )
    return cells


def new_id(taken: Iterable[int]) -> int:
    """Return a positive id that is not taken, random as Google's are."""
    used = set(taken)
    while True:
        candidate = secrets.randbelow(2**31 - 1) + 1
        if candidate not in used:
            return candidate
