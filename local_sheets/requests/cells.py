"""Requests that write cells."""

from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.formulas import axes
from local_sheets.grid.cells import put_row
from local_sheets.grid.model import BLANK_ROW, ROWS, CellRange, Json, Sheet
from local_sheets.grid.shifts import Insert
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.cell_data import CellWriter, RepeatedCell, repeated_cell
from local_sheets.requests.handler import Handler, coordinate, grid_range
from local_sheets.requests.ranges import box, follow


def update_cells(draft: Draft, body: Json) -> None:
    """Write rows of cells from a start cell, or over a range that is cleared first."""
    writer = CellWriter(draft, update_mask(body.get("fields"), "CellData"))
    lines = _lines(body)
    if "range" in body:
        _fill_range(draft, grid_range(draft, body), lines, writer)
        return
    if "start" not in body:
        raise RefusedError("Must specify either start or range.")
    found, row, column = coordinate(draft, body, "start")
    cells = found.whole._replace(start_row=row, start_column=column)
    _check_extent(cells, lines)
    draft.guard(_extent(cells, lines))
    sheet = draft.edit(found.sheet_id)
    for index, line in enumerate(lines, row):
        put_row(sheet, index, writer.written(sheet.row(index), column, line))


def _lines(body: Json) -> list[list[Json]]:
    return [line.get("values", []) for line in body.get("rows", [])]


def _check_extent(cells: CellRange, lines: list[list[Json]]) -> None:
    """Refuse lines that reach beyond the cells they may be written to."""
    if len(lines) > cells.height:
        raise RefusedError(
            f"Attempting to write row: {cells.end_row}, "
            f"beyond the last requested row of: {cells.end_row - 1}"
        )
    if max(map(len, lines), default=0) > cells.width:
        raise RefusedError(
            f"Attempting to write column: {cells.end_column}, "
            f"beyond the last requested column of: {cells.end_column - 1}"
        )


def _extent(cells: CellRange, lines: list[list[Json]]) -> CellRange:
    return cells._replace(
        end_row=cells.start_row + len(lines),
        end_column=cells.start_column + max(map(len, lines), default=0),
    )


def _fill_range(
    draft: Draft, cells: CellRange, lines: list[list[Json]], writer: CellWriter
) -> None:
    _check_extent(cells, lines)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    nothing: Json = {}
    for index, line in enumerate(lines, cells.start_row):
        full = line + [nothing] * (cells.width - len(line))
        put_row(
            sheet, index, writer.written(sheet.row(index), cells.start_column, full)
        )
    blank = [nothing] * cells.width
    start = cells.start_row + len(lines)
    for index in range(start, min(cells.end_row, len(sheet.rows))):
        row = sheet.rows[index]
        if row != BLANK_ROW:
            sheet.rows[index] = writer.written(row, cells.start_column, blank)


def repeat_cell(draft: Draft, body: Json) -> None:
    """Write one cell into every cell of a range; relative references follow."""
    writer = CellWriter(draft, update_mask(body.get("fields"), "CellData", "cell"))
    cells = grid_range(draft, body, may_be_empty=True)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    cell = body.get("cell", {})
    if "formulaValue" in cell.get("userEnteredValue", {}):
        _repeat_formula(sheet, cells, cell, writer)
        return
    repeated = RepeatedCell(writer, cells.start_column, [cell] * cells.width)
    for index in range(cells.start_row, cells.end_row):
        put_row(sheet, index, repeated.over(sheet.row(index)))


def _repeat_formula(
    sheet: Sheet, cells: CellRange, cell: Json, writer: CellWriter
) -> None:
    for index in range(cells.start_row, cells.end_row):
        distance = index - cells.start_row
        line = [repeated_cell(cell, distance, at) for at in range(cells.width)]
        row = writer.written(sheet.row(index), cells.start_column, line)
        put_row(sheet, index, row)


def append_cells(draft: Draft, body: Json) -> None:
    """Write rows below the last row with data, growing the grid as needed."""
    writer = CellWriter(draft, update_mask(body.get("fields"), "CellData"))
    sheet = draft.sheet(body.get("sheetId", 0))
    lines = _lines(body)
    if "tableId" in body:
        _append_to_table(draft, str(body["tableId"]), lines, writer)
        return
    start = _filled_rows(sheet)
    draft.guard(sheet.whole._replace(start_row=start, end_row=start + len(lines)))
    sheet = draft.edit(sheet.sheet_id)
    sheet.resize(
        rows=max(sheet.row_count, start + len(lines)),
        columns=max(sheet.column_count, *map(len, lines), 0),
    )
    draft.check_size()
    for index, line in enumerate(lines, start):
        put_row(sheet, index, writer.written(sheet.row(index), 0, line))


def _filled_rows(sheet: Sheet) -> int:
    """Return the number of rows down to the last one that holds a value."""
    count = len(sheet.rows)
    while count and not sheet.rows[count - 1].values:
        count -= 1
    return count


def _append_to_table(
    draft: Draft, table_id: str, lines: list[list[Json]], writer: CellWriter
) -> None:
    """Write rows below the last filled row of a table, which grows around them."""
    sheet, table = _table(draft, table_id)
    cells = resolved(sheet, table["range"])
    start = _filled_rows_of(sheet, cells)
    missing = start + len(lines) - cells.end_row
    if max(map(len, lines), default=0) > cells.width:
        _check_extent(cells, [max(lines, key=len)])
    draft.guard(cells._replace(end_row=cells.end_row + max(missing, 0)))
    sheet = draft.edit(sheet.sheet_id)
    if missing > 0:
        _grow_table(draft, sheet, table_id, cells, missing)
    for index, line in enumerate(lines, start):
        row = writer.written(sheet.row(index), cells.start_column, line)
        put_row(sheet, index, row)


def _table(draft: Draft, table_id: str) -> tuple[Sheet, Json]:
    for sheet in draft.spreadsheet.sheets:
        for table in sheet.items("tables"):
            if table["tableId"] == table_id:
                return sheet, table
    raise RefusedError(f"No table with id: {table_id}")


def _filled_rows_of(sheet: Sheet, cells: CellRange) -> int:
    """Return the row after the last one of a table that holds a value."""
    end = min(cells.end_row, len(sheet.rows))
    columns = slice(cells.start_column, cells.end_column)
    for index in range(end - 1, cells.start_row, -1):
        if any(value is not None for value in sheet.rows[index].values[columns]):
            return index + 1
    return cells.start_row + 1


def _grow_table(
    draft: Draft, sheet: Sheet, table_id: str, cells: CellRange, missing: int
) -> None:
    """Lengthen a table over blank rows below it, or over rows inserted there."""
    below = sheet.rows[cells.end_row : cells.end_row + missing]
    if cells.end_row < sheet.row_count and any(row.values for row in below):
        axes.insert(
            draft, sheet, ROWS, Insert(cells.end_row, missing), from_before=True
        )
    end = cells.end_row + missing
    sheet.resize(rows=max(sheet.row_count, end))
    draft.check_size()
    place = box(cells._replace(end_row=end))
    sheet.objects["tables"] = [
        table | {"range": place} if table["tableId"] == table_id else table
        for table in sheet.items("tables")
    ]
    follow(draft, "tableId", table_id, place)


HANDLERS: dict[str, Handler] = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
}
