"""Requests that copy cells or put rows in another order."""

from collections.abc import Callable
from operator import itemgetter
from typing import Any, TypeAlias

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.cells import put_row, section, with_section
from local_sheets.grid.model import CellRange, CellValue, ErrorValue, Formula, Json, Row
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.notation.formulas import moved_formula
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.ranges import box

_Paste: TypeAlias = Callable[[Row, Row], Row]


def copy_paste(draft: Draft, body: Json) -> None:
    """Copy a range over another, repeated to fill it, or as large as the source."""
    if body.get("pasteOrientation", "NORMAL") != "NORMAL":
        raise UnsupportedError("copyPaste.pasteOrientation TRANSPOSE")
    paste = _PASTES.get(body.get("pasteType", "PASTE_NORMAL"))
    if paste is None:
        raise UnsupportedError(f"copyPaste.pasteType {body['pasteType']}")
    source = grid_range(draft, body, "source")
    target = _target(draft, source, grid_range(draft, body, "destination"))
    draft.guard(target)
    _paste_rows(draft, source, target, paste)
    if body.get("pasteType", "PASTE_NORMAL") == "PASTE_NORMAL":
        _paste_merges(draft, source, target)


def _target(draft: Draft, source: CellRange, asked: CellRange) -> CellRange:
    """Return the cells pasted over: whole repeats of the source, at least one."""
    rows = max(asked.height // source.height, 1) * source.height
    columns = max(asked.width // source.width, 1) * source.width
    target = asked._replace(
        end_row=asked.start_row + rows, end_column=asked.start_column + columns
    )
    sheet = draft.sheet(asked.sheet_id)
    if target.end_row > sheet.row_count or target.end_column > sheet.column_count:
        raise RefusedError("The destination does not fit the copied cells.")
    return target


def _paste_rows(
    draft: Draft, source: CellRange, target: CellRange, paste: _Paste
) -> None:
    sheet = draft.sheet(source.sheet_id)
    parts = [
        section(sheet.row(at), source.start_column, source.end_column)
        for at in range(source.start_row, source.end_row)
    ]
    into = draft.edit(target.sheet_id)
    for row_index in range(target.start_row, target.end_row):
        at = (row_index - target.start_row) % source.height
        row = into.row(row_index)
        rows = row_index - source.start_row - at
        for column in range(target.start_column, target.end_column, source.width):
            old = section(row, column, column + source.width)
            part = _moved(parts[at], rows, column - source.start_column)
            row = with_section(row, column, source.width, paste(old, part))
        put_row(into, row_index, row)


def _moved(part: Row, rows: int, columns: int) -> Row:
    if not any(isinstance(value, Formula) for value in part.values):
        return part
    values = tuple(moved_formula(value, rows, columns) for value in part.values)
    return part._replace(values=values)


def _paste_merges(draft: Draft, source: CellRange, target: CellRange) -> None:
    sheet = draft.sheet(source.sheet_id)
    inner = [
        cells
        for item in sheet.items("merges")
        if (cells := resolved(sheet, item)).overlaps(source)
    ]
    if not inner:
        return
    into = draft.edit(target.sheet_id)
    rows = range(target.start_row, target.end_row, source.height)
    columns = range(target.start_column, target.end_column, source.width)
    pasted = [
        box(
            _offset(
                cells, target.sheet_id, r - source.start_row, c - source.start_column
            )
        )
        for r in rows
        for c in columns
        for cells in inner
    ]
    known = into.items("merges")
    into.objects["merges"] = known + [item for item in pasted if item not in known]


def _offset(cells: CellRange, sheet_id: int, rows: int, columns: int) -> CellRange:
    return CellRange(
        sheet_id,
        cells.start_row + rows,
        cells.end_row + rows,
        cells.start_column + columns,
        cells.end_column + columns,
    )


def _values_only(old: Row, new: Row) -> Row:
    results = tuple(v.result if isinstance(v, Formula) else v for v in new.values)
    return old._replace(values=results)


_PASTES: dict[str, _Paste] = {
    "PASTE_NORMAL": lambda _, new: new,
    "PASTE_VALUES": _values_only,
    "PASTE_FORMAT": lambda old, new: old._replace(formats=new.formats),
    "PASTE_FORMULA": lambda old, new: old._replace(values=new.values),
}


def sort_range(draft: Draft, body: Json) -> None:
    """Sort the rows of a range; blanks last, equal rows in the order they were."""
    cells = grid_range(draft, body)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    start, end = cells.start_column, cells.end_column
    rows = [sheet.row(at) for at in range(cells.start_row, cells.end_row)]
    order = list(range(len(rows)))
    for spec in reversed(body.get("sortSpecs", [])):
        order = _sorted_by(order, rows, spec, cells)
    for to, at in enumerate(order):
        part = _moved(section(rows[at], start, end), to - at, 0)
        moved = with_section(rows[to], start, cells.width, part)
        put_row(sheet, cells.start_row + to, moved)


def _sorted_by(
    order: list[int], rows: list[Row], spec: Json, cells: CellRange
) -> list[int]:
    column = spec.get("dimensionIndex", 0)
    if not cells.start_column <= column < cells.end_column:
        raise RefusedError(f"sortSpecs.dimensionIndex[{column}] is not in the range.")
    keyed = [(sort_key(_value(rows[at], column)), at) for at in order]
    filled = [(key, at) for key, at in keyed if key is not None]
    blank = [at for key, at in keyed if key is None]
    # Python keeps equal rows in order when it sorts in reverse, too.
    filled.sort(key=itemgetter(0), reverse=spec.get("sortOrder") == "DESCENDING")
    return [at for _, at in filled] + blank


def _value(row: Row, column: int) -> CellValue:
    return row.values[column] if column < len(row.values) else None


def sort_key(value: CellValue) -> tuple[int, Any] | None:
    """Return the key cells sort by: numbers, text, booleans, errors; None is blank."""
    if isinstance(value, Formula):
        value = value.result
    if value is None:
        return None
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, value.casefold()
    if isinstance(value, ErrorValue):
        return 3, value.text
    return 0, value


HANDLERS: dict[str, Handler] = {
    "copyPaste": copy_paste,
    "sortRange": sort_range,
}
