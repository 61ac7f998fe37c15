"""insertRange and deleteRange: cells pushed aside, or drawn up into a gap."""

from local_sheets.errors import RefusedError
from local_sheets.formulas.references import follow_band
from local_sheets.grid.model import ROWS, CellRange, Json, Sheet
from local_sheets.grid.shifts import Delete, Insert
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.cutting import move_cells, unmerge
from local_sheets.requests.dimensions import checked_axis
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.pasting import blanked


def insert_range(draft: Draft, body: Json) -> None:
    """Push the cells of a range and those beyond it down, or to the right.

    The grid grows when cells that hold something would fall off its edge.
    """
    cells = grid_range(draft, body)
    axis = checked_axis(body.get("shiftDimension"))
    sheet = draft.edit(cells.sheet_id)
    start, end = _ends(cells, axis)
    follow_band(draft, cells, axis, Insert(start, end - start))
    pushed = _filled(sheet, _beyond(sheet, cells, axis))
    if pushed is None:
        return
    target = _pushed(pushed, cells, axis, 1)
    sheet.resize(
        rows=max(sheet.row_count, target.end_row),
        columns=max(sheet.column_count, target.end_column),
    )
    draft.check_size()
    _check_merges(sheet, pushed)
    move_cells(draft, pushed, target, followed=True)


def delete_range(draft: Draft, body: Json) -> None:
    """Take the cells of a range out and draw up, or in, those beyond it."""
    cells = grid_range(draft, body)
    axis = checked_axis(body.get("shiftDimension"))
    sheet = draft.edit(cells.sheet_id)
    beyond = _beyond(sheet, cells, axis)
    _check_merges(sheet, cells)
    draft.guard(cells)
    follow_band(draft, cells, axis, Delete(*_ends(cells, axis)))
    blanked(sheet, cells)
    unmerge(draft, cells)
    if axis == ROWS:
        drawn = _filled(sheet, beyond._replace(start_row=cells.end_row))
    else:
        drawn = _filled(sheet, beyond._replace(start_column=cells.end_column))
    if drawn is not None:
        _check_merges(sheet, drawn)
        move_cells(draft, drawn, _pushed(drawn, cells, axis, -1), followed=True)


def _ends(cells: CellRange, axis: str) -> tuple[int, int]:
    if axis == ROWS:
        return cells.start_row, cells.end_row
    return cells.start_column, cells.end_column


def _beyond(sheet: Sheet, cells: CellRange, axis: str) -> CellRange:
    """Return a range and all that follows it along an axis."""
    if axis == ROWS:
        return cells._replace(end_row=sheet.row_count)
    return cells._replace(end_column=sheet.column_count)


def _filled(sheet: Sheet, cells: CellRange) -> CellRange | None:
    """Return a range without the blank rows and columns at its end, if any is left."""
    rows = sheet.rows[cells.start_row : cells.end_row]
    widths = [min(max(map(len, row)), cells.end_column) for row in rows]
    merged = [resolved(sheet, item) for item in sheet.items("merges")]
    inside = [one for one in merged if one.overlaps(cells)]
    bottom = max(
        (
            *(cells.start_row + at + 1 for at, w in enumerate(widths) if w),
            *(one.end_row for one in inside),
        ),
        default=0,
    )
    right = max((*widths, *(one.end_column for one in inside)), default=0)
    if bottom <= cells.start_row or right <= cells.start_column:
        return None
    return cells._replace(
        end_row=min(bottom, cells.end_row), end_column=min(right, cells.end_column)
    )


def _pushed(cells: CellRange, by: CellRange, axis: str, way: int) -> CellRange:
    """Return where cells are after as many others came or went before them."""
    if axis == ROWS:
        distance = way * by.height
        return cells._replace(
            start_row=cells.start_row + distance, end_row=cells.end_row + distance
        )
    distance = way * by.width
    return cells._replace(
        start_column=cells.start_column + distance,
        end_column=cells.end_column + distance,
    )


def _check_merges(sheet: Sheet, cells: CellRange) -> None:
    for item in sheet.items("merges"):
        merged = resolved(sheet, item)
        if merged.overlaps(cells) and not merged.within(cells):
            raise RefusedError(
                "You can't shift part of a merged cell. Please unmerge and try again."
            )


HANDLERS: dict[str, Handler] = {
    "insertRange": insert_range,
    "deleteRange": delete_range,
}
