"""A tab's gridProperties: its size and what is frozen."""

from local_sheets.discovery.fields import Mask, updated
from local_sheets.errors import RefusedError
from local_sheets.formulas import axes
from local_sheets.grid.model import COLUMNS, ROWS, Json, Sheet
from local_sheets.grid.shifts import Delete
from local_sheets.grid.spreadsheet import Draft

_SIZES = {ROWS: "rowCount", COLUMNS: "columnCount"}
_FROZEN = {ROWS: "frozenRowCount", COLUMNS: "frozenColumnCount"}


def resized(draft: Draft, sheet: Sheet, asked: Json, mask: Mask) -> None:
    """Give a tab the asked grid, cutting off what lies beyond it.

    Size and freeze are checked against the grid before the request, as Google does:
    unfreezing needs a request of its own before the grid can shrink that far.
    """
    before = sheet.properties["gridProperties"]
    after = updated(before, asked, mask)
    sizes = {name: after.get(name, before[name]) for name in _SIZES.values()}
    for axis, name in _SIZES.items():
        wanted = sizes[name]
        if wanted < 1:
            raise RefusedError(f"You can't delete all the {axis.lower()} on the sheet.")
        _check_frozen(axis, before.get(_FROZEN[axis], 0), wanted, before[name])
        if wanted < before[name]:
            axes.delete(draft, sheet, axis, Delete(wanted, before[name]))
    check_freeze(after | sizes)
    sheet.properties = {**sheet.properties, "gridProperties": after | sizes}
    draft.check_size()


def check_freeze(grid: Json) -> None:
    """Refuse to freeze every row or column of a grid."""
    for axis, name in _FROZEN.items():
        if grid.get(name, 0) >= grid[_SIZES[axis]]:
            raise RefusedError(f"You can't freeze all visible {axis.lower()}.")
        if grid.get(name, 0) < 0:
            raise RefusedError(f"gridProperties.{name} must be non-negative.")


def _check_frozen(axis: str, frozen: int, wanted: int, size: int) -> None:
    if frozen and wanted <= frozen and wanted < size:
        raise RefusedError(
            f"Sorry, it is not possible to delete all non-frozen {axis.lower()}."
        )
