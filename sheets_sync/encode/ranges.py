"""Rows, columns and cells as the API names them."""

from typing import Any

Json = dict[str, Any]


def grid_range(
    sheet_id: int, rows: tuple[int, int | None], columns: tuple[int, int | None]
) -> Json:
    """Return a ``GridRange``; what has no end goes on to the last row or column."""
    end_row = {} if rows[1] is None else {"endRowIndex": rows[1]}
    end_column = {} if columns[1] is None else {"endColumnIndex": columns[1]}
    return {
        "sheetId": sheet_id,
        "startRowIndex": rows[0],
        **end_row,
        "startColumnIndex": columns[0],
        **end_column,
    }


def dimension(sheet_id: int, kind: str, start: int, end: int) -> Json:
    """Return a ``DimensionRange`` of ROWS or COLUMNS."""
    return {
        "sheetId": sheet_id,
        "dimension": kind,
        "startIndex": start,
        "endIndex": end,
    }


def one_cell(sheet_id: int, row_index: int, column_index: int) -> Json:
    """Return the ``GridRange`` of one cell."""
    return grid_range(
        sheet_id, (row_index, row_index + 1), (column_index, column_index + 1)
    )


def coordinate(sheet_id: int, row_index: int, column_index: int) -> Json:
    """Return the ``GridCoordinate`` of a cell."""
    return {"sheetId": sheet_id, "rowIndex": row_index, "columnIndex": column_index}
