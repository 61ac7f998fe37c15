"""Requests about rows and columns as such."""

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid import axes
from local_sheets.grid.model import COLUMNS, ROWS, CellRange, Json, Sheet
from local_sheets.grid.shifts import Delete, Insert, Move
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.handler import Handler

_WORDS = {ROWS: "row", COLUMNS: "column"}


def _axis(body: Json) -> str:
    axis = body.get("dimension")
    if axis not in _WORDS:
        raise RefusedError("Dimension must be ROWS or COLUMNS.")
    return str(axis)


def _span(sheet: Sheet, place: Json) -> tuple[str, int, int]:
    """Return axis, start and end of a DimensionRange, open ends closed."""
    axis = _axis(place)
    start = place.get("startIndex", 0)
    end = place.get("endIndex", axes.size(sheet, axis))
    if start < 0 or start >= end:
        raise RefusedError(
            f"range.endIndex[{end}] must be greater than range.startIndex[{start}]"
        )
    return axis, start, end


def _inside(sheet: Sheet, axis: str, end: int, verb: str) -> None:
    size = axes.size(sheet, axis)
    if end > size:
        word = _WORDS[axis]
        raise RefusedError(
            f"Cannot {verb} a {word} that doesn't exist. "
            f"Tried to {verb} {word} index {end - 1} but there are only {size} {word}s."
        )


def _stripe(sheet: Sheet, axis: str, start: int, end: int) -> CellRange:
    if axis == ROWS:
        return sheet.whole._replace(start_row=start, end_row=end)
    return sheet.whole._replace(start_column=start, end_column=end)


def append_dimension(draft: Draft, body: Json) -> None:
    """Add blank rows or columns at the end of a tab."""
    sheet = draft.edit(body.get("sheetId", 0))
    axis, length = _axis(body), body.get("length", 0)
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
    axis, start, end = _span(sheet, place)
    from_before = body.get("inheritFromBefore", False)
    if start == 0 and from_before:
        raise RefusedError("inheritFromBefore cannot be true at index 0.")
    if start > axes.size(sheet, axis) - (0 if from_before else 1):
        raise RefusedError(
            f"range.startIndex[{start}] is after the last {_WORDS[axis]} in the grid."
        )
    axes.insert(draft, sheet, axis, Insert(start, end - start), from_before=from_before)


def delete_dimension(draft: Draft, body: Json) -> None:
    """Delete rows or columns with everything anchored to them alone."""
    place = body.get("range", {})
    sheet = draft.edit(place.get("sheetId", 0))
    axis, start, end = _span(sheet, place)
    _inside(sheet, axis, end, "delete")
    draft.guard(_stripe(sheet, axis, start, end))
    axes.delete(draft, sheet, axis, Delete(start, end))


def move_dimension(draft: Draft, body: Json) -> None:
    """Move rows or columns to before destinationIndex, counted before the move."""
    place = body.get("source", {})
    sheet = draft.edit(place.get("sheetId", 0))
    axis, start, end = _span(sheet, place)
    _inside(sheet, axis, end, "move")
    to = body.get("destinationIndex", 0)
    if not 0 <= to <= axes.size(sheet, axis):
        raise RefusedError(f"destinationIndex[{to}] is outside the grid.")
    draft.guard(_stripe(sheet, axis, min(start, to), max(end, to)))
    if not start <= to <= end:
        axes.move(draft, sheet, axis, Move(start, end, to))


def update_dimension_properties(draft: Draft, body: Json) -> None:
    """Set the size or hiddenness of rows or columns."""
    place = body.get("range", {})
    sheet = draft.edit(place.get("sheetId", 0))
    axis, start, end = _span(sheet, place)
    _inside(sheet, axis, end, "update")
    mask = update_mask(body.get("fields"), "DimensionProperties", "properties")
    asked = body.get("properties", {})
    if unknown := set(mask or asked) - {"pixelSize", "hiddenByUser"}:
        raise RefusedError(f"Field cannot be updated: {min(unknown)}")
    sizes = sheet.dimensions[axis]
    for at in range(start, end):
        properties = updated(sizes.get(at, {}), asked, mask)
        sizes[at] = {name: value for name, value in properties.items() if value}


HANDLERS: dict[str, Handler] = {
    "appendDimension": append_dimension,
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "updateDimensionProperties": update_dimension_properties,
}
