"""Rows and columns put into, taken out of and moved within the grid."""

from collections.abc import Callable

from local_sheets.errors import RefusedError
from local_sheets.grid.anchors import lengthen_tables, shift_anchored
from local_sheets.grid.cells import trimmed
from local_sheets.grid.model import BLANK_ROW, ROWS, Row, Sheet
from local_sheets.grid.shifts import Delete, Insert, Move
from local_sheets.grid.spreadsheet import Draft


def insert(
    draft: Draft, sheet: Sheet, axis: str, shift: Insert, *, from_before: bool = False
) -> None:
    """Insert blank rows or columns that take format and size from a neighbour.

    Args:
        draft: the spreadsheet being changed.
        sheet: the draft's own copy of the tab.
        axis: ROWS or COLUMNS.
        shift: where, and how many.
        from_before: take after the one before instead of the one after.
    """
    model = shift.at - 1 if from_before else shift.at
    extent = sheet.dimensions[axis].get(model, {}).get("pixelSize")
    shift_anchored(draft, sheet, axis, shift)
    if from_before:
        lengthen_tables(sheet, axis, *shift)
    if extent:
        inserted = range(shift.at, shift.at + shift.length)
        sheet.dimensions[axis] |= {at: {"pixelSize": extent} for at in inserted}
    if axis == ROWS:
        _insert_rows(sheet, shift, model)
        sheet.resize(rows=sheet.row_count + shift.length)
    else:
        _each_row(sheet, lambda row: _widened(row, shift, model))
        sheet.resize(columns=sheet.column_count + shift.length)
    draft.check_size()


def delete(draft: Draft, sheet: Sheet, axis: str, shift: Delete) -> None:
    """Delete rows or columns and everything anchored to them alone."""
    count = shift.end - shift.start
    if count >= size(sheet, axis):
        raise RefusedError(f"You can't delete all the {axis.lower()} on the sheet.")
    _keep_unfrozen(sheet, axis, shift)
    shift_anchored(draft, sheet, axis, shift)
    if axis == ROWS:
        del sheet.rows[shift.start : shift.end]
        sheet.resize(rows=sheet.row_count - count)
    else:
        _each_row(sheet, lambda row: _narrowed(row, shift))
        sheet.resize(columns=sheet.column_count - count)


def move(draft: Draft, sheet: Sheet, axis: str, shift: Move) -> None:
    """Move rows or columns; `shift.to` counts before they are taken out."""
    shift_anchored(draft, sheet, axis, shift)
    if axis == ROWS:
        missing = max(shift.end, shift.to) - len(sheet.rows)
        sheet.rows.extend([BLANK_ROW] * missing)
        block = sheet.rows[shift.start : shift.end]
        del sheet.rows[shift.start : shift.end]
        sheet.rows[shift.landing : shift.landing] = block
        return
    width = sheet.column_count
    order = sorted(range(width), key=shift.position)
    _each_row(sheet, lambda row: _reordered(row, order))


def size(sheet: Sheet, axis: str) -> int:
    """Return how many rows or columns a tab has."""
    return sheet.row_count if axis == ROWS else sheet.column_count


def _keep_unfrozen(sheet: Sheet, axis: str, shift: Delete) -> None:
    name = "frozenRowCount" if axis == ROWS else "frozenColumnCount"
    frozen = sheet.properties["gridProperties"].get(name, 0)
    if frozen and shift.start <= frozen and shift.end >= size(sheet, axis):
        raise RefusedError(
            f"Sorry, it is not possible to delete all non-frozen {axis.lower()}."
        )
    overlap = max(0, min(frozen, shift.end) - shift.start)
    if overlap:
        grid = {**sheet.properties["gridProperties"], name: frozen - overlap}
        sheet.properties = {**sheet.properties, "gridProperties": grid}


def _insert_rows(sheet: Sheet, shift: Insert, model: int) -> None:
    formats = sheet.row(model).formats if model >= 0 else ()
    if shift.at > len(sheet.rows) and not formats:
        return
    sheet.rows.extend([BLANK_ROW] * (shift.at - len(sheet.rows)))
    sheet.rows[shift.at : shift.at] = [Row(formats=formats)] * shift.length


def _each_row(sheet: Sheet, change: Callable[[Row], Row]) -> None:
    sheet.rows = [change(row) if row != BLANK_ROW else row for row in sheet.rows]


def _widened(row: Row, shift: Insert, model: int) -> Row:
    at, length = shift
    values, formats, extras = row
    if at < len(values):
        values = values[:at] + (None,) * length + values[at:]
    if at <= len(formats) and formats:
        style = formats[model] if 0 <= model < len(formats) else 0
        formats = trimmed(formats[:at] + (style,) * length + formats[at:], 0)
    if at < len(extras):
        extras = extras[:at] + (None,) * length + extras[at:]
    return Row(values, formats, extras)


def _narrowed(row: Row, shift: Delete) -> Row:
    start, end = shift
    return Row(
        trimmed(row.values[:start] + row.values[end:], None),
        trimmed(row.formats[:start] + row.formats[end:], 0),
        trimmed(row.extras[:start] + row.extras[end:], None),
    )


def _reordered(row: Row, order: list[int]) -> Row:
    values, formats, extras = row
    return Row(
        trimmed(tuple(values[i] if i < len(values) else None for i in order), None),
        trimmed(tuple(formats[i] if i < len(formats) else 0 for i in order), 0),
        trimmed(tuple(extras[i] if i < len(extras) else None for i in order), None),
    )
