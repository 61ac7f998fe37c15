"""Appending rows after the table found in a range."""

from local_sheets.formulas import axes
from local_sheets.grid.a1 import parse_range, range_name
from local_sheets.grid.model import ROWS, CellRange, Json, Sheet
from local_sheets.grid.shifts import Insert
from local_sheets.grid.spreadsheet import Draft
from local_sheets.values.writing import WriteOptions, write_range


def append_range(
    draft: Draft, text: str, body: Json, options: WriteOptions, *, insert: bool = False
) -> Json:
    """Append a ValueRange below the last table that the range touches.

    The grid grows when the rows do not fit.

    Args:
        draft: the spreadsheet being changed.
        text: where to look for a table.
        body: the ValueRange.
        options: how values are written.
        insert: push rows below the table down instead of overwriting them.

    Returns:
        Google's AppendValuesResponse.
    """
    cells = parse_range(draft.spreadsheet, text)
    sheet = draft.edit(cells.sheet_id)
    table = _last_table(sheet, cells)
    answer: Json = {"spreadsheetId": draft.spreadsheet.spreadsheet_id}
    if table is not None:
        answer["tableRange"] = range_name(sheet, table)
    row = table.end_row if table else cells.start_row
    column = table.start_column if table else cells.start_column
    _make_room(draft, sheet, row, column, body, insert=insert)
    corner = CellRange(sheet.sheet_id, row, row + 1, column, column + 1)
    answer["updates"], _ = write_range(draft, range_name(sheet, corner), body, options)
    return answer


def _make_room(
    draft: Draft, sheet: Sheet, row: int, column: int, body: Json, *, insert: bool
) -> None:
    lines = body.get("values", [])
    width = max(map(len, lines), default=0)
    height = len(lines)
    if body.get("majorDimension") == "COLUMNS":
        width, height = height, width
    if insert and 0 < row < sheet.row_count:
        axes.insert(draft, sheet, ROWS, Insert(row, height), from_before=row > 0)
    rows = max(sheet.row_count, row + max(height, 1))
    columns = max(sheet.column_count, column + width)
    if (rows, columns) != (sheet.row_count, sheet.column_count):
        sheet.resize(rows=rows, columns=columns)
        draft.check_size()


def _last_table(sheet: Sheet, cells: CellRange) -> CellRange | None:
    """Return the block of filled cells that holds the range's last filled cell."""
    seed = _last_filled(sheet, cells)
    if seed is None:
        return None
    table = CellRange(sheet.sheet_id, seed[0], seed[0] + 1, seed[1], seed[1] + 1)
    while (grown := _grown(sheet, table)) != table:
        table = grown
    return table


def _last_filled(sheet: Sheet, cells: CellRange) -> tuple[int, int] | None:
    for index in range(
        min(cells.end_row, len(sheet.rows)) - 1, cells.start_row - 1, -1
    ):
        values = sheet.rows[index].values[: cells.end_column]
        for column in range(len(values) - 1, cells.start_column - 1, -1):
            if values[column] is not None:
                return index, column
    return None


def _grown(sheet: Sheet, table: CellRange) -> CellRange:
    """Return the block grown up and down to its ends, then by one column a side."""
    left, right = max(table.start_column - 1, 0), table.end_column + 1
    top, bottom = table.start_row, table.end_row
    while top and _filled(sheet, range(top - 1, top), left, right):
        top -= 1
    while _filled(sheet, range(bottom, bottom + 1), left, right):
        bottom += 1
    sides = range(max(top - 1, 0), bottom + 1)
    if not _filled(sheet, sides, left, table.start_column):
        left = table.start_column
    if not _filled(sheet, sides, table.end_column, right):
        right = table.end_column
    return CellRange(sheet.sheet_id, top, bottom, left, right)


def _filled(sheet: Sheet, rows: range, start: int, end: int) -> bool:
    return any(
        value is not None for r in rows for value in sheet.row(r).values[start:end]
    )
