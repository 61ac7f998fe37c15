"""Rows and columns that come, move, change size and go."""

from functools import singledispatch
from typing import Any

from sheets_sync import spaces as s
from sheets_sync.encode.ranges import dimension, grid_range

Json = dict[str, Any]


@singledispatch
def encode_space(change: object) -> Json:
    """Return the request for a change of whole rows or columns."""
    raise TypeError(f"no request for {type(change).__name__}")


@encode_space.register
def _(change: s.AddRows) -> Json:
    return _appended(change.sheet_id, "ROWS", change.count)


@encode_space.register
def _(change: s.AddColumns) -> Json:
    return _appended(change.sheet_id, "COLUMNS", change.count)


def _appended(sheet_id: int, kind: str, length: int) -> Json:
    request = {"sheetId": sheet_id, "dimension": kind, "length": length}
    return {"appendDimension": request}


@encode_space.register
def _(change: s.InsertRows) -> Json:
    return _inserted(change.sheet_id, "ROWS", change.row_index, change.count)


@encode_space.register
def _(change: s.InsertColumns) -> Json:
    return _inserted(change.sheet_id, "COLUMNS", change.column_index, change.count)


def _inserted(sheet_id: int, kind: str, start: int, count: int) -> Json:
    space = dimension(sheet_id, kind, start, start + count)
    return {"insertDimension": {"range": space, "inheritFromBefore": False}}


@encode_space.register
def _(change: s.MoveLines) -> Json:
    end = change.first + change.count
    request = {
        "source": dimension(change.sheet_id, change.dimension, change.first, end),
        "destinationIndex": change.before,
    }
    return {"moveDimension": request}


@encode_space.register
def _(change: s.UnmergeCells) -> Json:
    area = change.area
    rows = (area.first_row, area.end_row)
    columns = (area.first_column, area.end_column)
    return {"unmergeCells": {"range": grid_range(change.sheet_id, rows, columns)}}


@encode_space.register
def _(change: s.SetWidth) -> Json:
    at = change.column_index
    request = {
        "range": dimension(change.sheet_id, "COLUMNS", at, at + 1),
        "properties": {"pixelSize": change.width_px},
        "fields": "pixelSize",
    }
    return {"updateDimensionProperties": request}


@encode_space.register
def _(change: s.DeleteRows) -> Json:
    end = change.row_index + change.count
    rows = dimension(change.sheet_id, "ROWS", change.row_index, end)
    return {"deleteDimension": {"range": rows}}
