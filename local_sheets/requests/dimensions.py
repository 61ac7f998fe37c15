"""Requests that put rows and columns in, take them out and move them."""

from local_sheets.errors import RefusedError
from local_sheets.formulas import axes
from local_sheets.grid.model import COLUMNS, ROWS, CellRange, Json, Sheet
from local_sheets.grid.shifts import Delete, Insert, Move
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.handler import Handler

_WORDS = {ROWS: "row", COLUMNS: "column"}


def checked_axis(axis: object) -> str:
    """Return an axis that was named, ROWS or COLUMNS."""
    if axis not in _WORDS:
        raise RefusedError("Dimension must be ROWS or COLUMNS.")
    return str(axis)


def span(sheet: Sheet, place: Json) -> tuple[str, int, int]:
    """Return axis, start and end of a DimensionRange, open ends closed."""
    axis = checked_axis(place.get("dimension"))
    start = place.get("startIndex", 0)
    end = place.get("endIndex", axes.size(sheet, axis))
    if start < 0 or start >= end:
        raise RefusedError(
            f"range.endIndex[{end}] must be greater than range.startIndex[{start}]"
        )
    return axis, start, end


def span_inside(sheet: Sheet, place: Json, verb: str) -> tuple[str, int, int]:
    """Return axis, start and end of a DimensionRange that lies within the grid."""
    axis, start, end = span(sheet, place)
    size = axes.size(sheet, axis)
    if end > size:
        word = _WORDS[axis]
        raise RefusedError(
            f"Cannot {verb} a {word} that doesn't exist. "
            f"Tried to {verb} {word} index {end - 1} but there are only {size} {word}s."
        )
    return axis, start, end


def _stripe(sheet: Sheet, axis: str, start: int, end: int) -> CellRange:
    if axis == ROWS:
        return sheet.whole._replace(start_row=start, end_row=end)
    return sheet.whole._replace(start_column=start, end_column=end)


def append_dimension(draft: Draft, body: Json) -> None:
    """Add blank rows or columns at the end of a tab."""
    sheet = draft.edit(body.get("sheetId", 0))
    draft.guard_tab(sheet)
    axis, length = checked_axis(body.get("dimension")), body.get("length", 0)
    if length < 1:
        raise RefusedError("length must be greater than 0.")
    if axis == ROWS:
        sheet.resize(rows=sheet.row_count + length)
    else:
        sheet.resize(columns=sheet.column_count + length)
    draft.check_size()


def insert_dimension(draft: Draft, body: Json) -> None:
    """Insert blank rows or columns; what is anchored below or right moves along."""
    place = body.get("range", {})
    sheet = draft.edit(place.get("sheetId", 0))
    draft.guard_tab(sheet)
    axis, start, end = span(sheet, place)
    from_before = body.get("inheritFromBefore", False)
    size = axes.size(sheet, axis)
    if start > size:
        raise RefusedError(
            f"range.startIndex is larger than current grid size ({size})"
        )
    if start == size and not from_before:
        raise RefusedError(
            f"range.startIndex must be less than the grid size ({size}) "
            "if inheritFromBefore is false."
        )
    if start == 0 and from_before:
        raise RefusedError("inheritFromBefore cannot be true at index 0.")
    axes.insert(draft, sheet, axis, Insert(start, end - start), from_before=from_before)


def delete_dimension(draft: Draft, body: Json) -> None:
    """Delete rows or columns with everything anchored to them alone."""
    place = body.get("range", {})
    sheet = draft.edit(place.get("sheetId", 0))
    axis, start, end = span_inside(sheet, place, "delete")
    draft.guard(_stripe(sheet, axis, start, end))
    axes.delete(draft, sheet, axis, Delete(start, end))


def move_dimension(draft: Draft, body: Json) -> None:
    """Move rows or columns to before destinationIndex, counted before the move."""
    place = body.get("source", {})
    sheet = draft.edit(place.get("sheetId", 0))
    axis, start, end = span_inside(sheet, place, "move")
    to = body.get("destinationIndex", 0)
    if not 0 <= to <= axes.size(sheet, axis):
        raise RefusedError(f"destinationIndex[{to}] is outside the grid.")
    draft.guard(_stripe(sheet, axis, min(start, to), max(end, to)))
    if start <= to <= end:
        return
    _keep_merges_whole(sheet, axis, (start, end, to))
    axes.move(draft, sheet, axis, Move(start, end, to))


def _keep_merges_whole(sheet: Sheet, axis: str, cuts: tuple[int, ...]) -> None:
    """Refuse a move that would cut through merged cells."""
    for item in sheet.items("merges"):
        cells = resolved(sheet, item)
        first, last = (
            (cells.start_row, cells.end_row)
            if axis == ROWS
            else (cells.start_column, cells.end_column)
        )
        if any(first < cut < last for cut in cuts):
            raise RefusedError(
                f"Sorry, it is not possible to move a {_WORDS[axis]} to a position "
                "that crosses a merged cell. Please unmerge and try again."
            )


HANDLERS: dict[str, Handler] = {
    "appendDimension": append_dimension,
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
}
