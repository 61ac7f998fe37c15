"""Requests that write cells."""

from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.cells import put_row
from local_sheets.grid.model import BLANK_ROW, CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.cell_data import CellWriter, RepeatedCell, repeated_cell
from local_sheets.requests.handler import Handler, grid_range


def update_cells(draft: Draft, body: Json) -> None:
    """Write rows of cells from a start cell, or over a range that is cleared first."""
    writer = CellWriter(draft, update_mask(body.get("fields"), "CellData"))
    lines = [line.get("values", []) for line in body.get("rows", [])]
    if "range" in body:
        _fill_range(draft, grid_range(draft, body), lines, writer)
        return
    start = body.get("start")
    if start is None:
        raise RefusedError("Must specify either start or range.")
    sheet = draft.edit(start.get("sheetId", 0))
    row, column = start.get("rowIndex", 0), start.get("columnIndex", 0)
    _check_start(sheet, row, column)
    cells = sheet.whole._replace(start_row=row, start_column=column)
    _check_extent(cells, lines)
    draft.guard(_extent(cells, lines))
    for index, line in enumerate(lines, row):
        put_row(sheet, index, writer.written(sheet.row(index), column, line))


def _check_start(sheet: Sheet, row: int, column: int) -> None:
    if row >= sheet.row_count:
        raise RefusedError(
            f"GridCoordinate.rowIndex[{row}] is after last row in "
            f"grid[{sheet.row_count - 1}]"
        )
    if column >= sheet.column_count:
        raise RefusedError(
            f"GridCoordinate.columnIndex[{column}] is after last column in "
            f"grid[{sheet.column_count - 1}]"
        )


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
    cells = grid_range(draft, body)
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
    if "tableId" in body:
        raise UnsupportedError("appendCells.tableId")
    writer = CellWriter(draft, update_mask(body.get("fields"), "CellData"))
    sheet = draft.edit(body.get("sheetId", 0))
    lines = [line.get("values", []) for line in body.get("rows", [])]
    start = _filled_rows(sheet)
    draft.guard(sheet.whole._replace(start_row=start, end_row=start + len(lines)))
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


HANDLERS: dict[str, Handler] = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
}
