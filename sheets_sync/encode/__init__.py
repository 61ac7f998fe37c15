"""A plan → the body of one ``spreadsheets.batchUpdate``, a request or two a change."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from sheets_sync import changes as c
from sheets_sync.decode import encode_mark
from sheets_sync.encode.cells import encode_rows, encode_style, fields_of
from sheets_sync.layout import (
    COLUMN_METADATA_KEY,
    CORRECTION_METADATA_KEY,
    TAB_METADATA_KEY,
)

Json = dict[str, Any]
PROTECTION_DESCRIPTION = "Written by Sheet Segments; a refresh puts it right again."


def encode(changes: Sequence[c.Change]) -> Json:
    """Return the request body; requests stand in the order of the changes."""
    return {"requests": [request for change in changes for request in _encode(change)]}


def _grid_range(
    sheet_id: int, rows: tuple[int, int | None], columns: tuple[int, int]
) -> Json:
    end_row = {} if rows[1] is None else {"endRowIndex": rows[1]}
    return {
        "sheetId": sheet_id,
        "startRowIndex": rows[0],
        **end_row,
        "startColumnIndex": columns[0],
        "endColumnIndex": columns[1],
    }


def _dimension(sheet_id: int, dimension: str, start: int, end: int) -> Json:
    return {
        "sheetId": sheet_id,
        "dimension": dimension,
        "startIndex": start,
        "endIndex": end,
    }


@singledispatch
def _encode(change: object) -> list[Json]:
    raise TypeError(f"no request for {type(change).__name__}")


@_encode.register
def _(change: c.AddTab) -> list[Json]:
    grid = {
        "rowCount": change.row_count,
        "columnCount": change.column_count,
        "frozenRowCount": change.frozen_row_count,
    }
    properties = {
        "sheetId": change.sheet_id,
        "title": change.title,
        "gridProperties": grid,
        **({"hidden": True} if change.hidden else {}),
    }
    mark = {
        "metadataKey": TAB_METADATA_KEY,
        "metadataValue": encode_mark(change.mark),
        "location": {"sheetId": change.sheet_id},
        "visibility": "DOCUMENT",
    }
    return [
        {"addSheet": {"properties": properties}},
        {"createDeveloperMetadata": {"developerMetadata": mark}},
    ]


@_encode.register
def _(change: c.MarkTab) -> list[Json]:
    request = {
        "dataFilters": [{"developerMetadataLookup": {"metadataId": change.mark_id}}],
        "developerMetadata": {"metadataValue": encode_mark(change.mark)},
        "fields": "metadataValue",
    }
    return [{"updateDeveloperMetadata": request}]


@_encode.register
def _(change: c.MarkColumn) -> list[Json]:
    at = change.column_index
    column = _dimension(change.sheet_id, "COLUMNS", at, at + 1)
    mark = {
        "metadataKey": COLUMN_METADATA_KEY,
        "metadataValue": change.key,
        "location": {"dimensionRange": column},
        "visibility": "DOCUMENT",
    }
    return [{"createDeveloperMetadata": {"developerMetadata": mark}}]


@_encode.register
def _(change: c.RememberCorrection) -> list[Json]:
    if change.metadata_id is None:
        kept = {
            "metadataKey": CORRECTION_METADATA_KEY,
            "metadataValue": change.value,
            "location": _location(change.sheet_id, change.column_index),
            "visibility": "DOCUMENT",
        }
        return [{"createDeveloperMetadata": {"developerMetadata": kept}}]
    found = {"developerMetadataLookup": {"metadataId": change.metadata_id}}
    if not change.value:
        return [{"deleteDeveloperMetadata": {"dataFilter": found}}]
    request = {
        "dataFilters": [found],
        "developerMetadata": {"metadataValue": change.value},
        "fields": "metadataValue",
    }
    return [{"updateDeveloperMetadata": request}]


def _location(sheet_id: int, column_index: int | None) -> Json:
    if column_index is None:
        return {"sheetId": sheet_id}
    column = _dimension(sheet_id, "COLUMNS", column_index, column_index + 1)
    return {"dimensionRange": column}


@_encode.register
def _(change: c.OfferChoices) -> list[Json]:
    rows = (change.row_index, change.row_index + change.row_count)
    columns = (change.column_index, change.column_index + 1)
    words = [{"userEnteredValue": word} for word in change.words]
    rule = {
        "condition": {"type": "ONE_OF_LIST", "values": words},
        "showCustomUi": True,
    }
    request = {
        "range": _grid_range(change.sheet_id, rows, columns),
        **({"rule": rule} if words else {}),
    }
    return [{"setDataValidation": request}]


@_encode.register
def _(change: c.AddRows) -> list[Json]:
    return [_append_dimension(change.sheet_id, "ROWS", change.count)]


@_encode.register
def _(change: c.AddColumns) -> list[Json]:
    return [_append_dimension(change.sheet_id, "COLUMNS", change.count)]


def _append_dimension(sheet_id: int, dimension: str, length: int) -> Json:
    request = {"sheetId": sheet_id, "dimension": dimension, "length": length}
    return {"appendDimension": request}


@_encode.register
def _(change: c.InsertRows) -> list[Json]:
    end = change.row_index + change.count
    rows = _dimension(change.sheet_id, "ROWS", change.row_index, end)
    return [{"insertDimension": {"range": rows, "inheritFromBefore": False}}]


@_encode.register
def _(change: c.SetWidth) -> list[Json]:
    at = change.column_index
    request = {
        "range": _dimension(change.sheet_id, "COLUMNS", at, at + 1),
        "properties": {"pixelSize": change.width_px},
        "fields": "pixelSize",
    }
    return [{"updateDimensionProperties": request}]


@_encode.register
def _(change: c.FormatCells) -> list[Json]:
    cell_format = encode_style(change.style)
    if not cell_format:
        return []
    end = None if change.row_count is None else change.row_index + change.row_count
    columns = (change.column_index, change.column_index + change.column_count)
    request = {
        "range": _grid_range(change.sheet_id, (change.row_index, end), columns),
        "cell": {"userEnteredFormat": cell_format},
        "fields": f"userEnteredFormat({','.join(cell_format)})",
    }
    return [{"repeatCell": request}]


@_encode.register
def _(change: c.WriteCells) -> list[Json]:
    request = {
        "start": {
            "sheetId": change.sheet_id,
            "rowIndex": change.row_index,
            "columnIndex": change.column_index,
        },
        "rows": encode_rows(change),
        "fields": fields_of(change),
    }
    return [{"updateCells": request}]


@_encode.register
def _(change: c.CopyCells) -> list[Json]:
    request = {
        "source": _one_cell(
            change.from_sheet_id, change.from_row_index, change.from_column_index
        ),
        "destination": _one_cell(
            change.sheet_id, change.row_index, change.column_index
        ),
        "pasteType": "PASTE_NORMAL",
    }
    return [{"copyPaste": request}]


def _one_cell(sheet_id: int, row_index: int, column_index: int) -> Json:
    return _grid_range(
        sheet_id, (row_index, row_index + 1), (column_index, column_index + 1)
    )


@_encode.register
def _(change: c.ProtectColumns) -> list[Json]:
    columns = (change.column_index, change.column_index + change.column_count)
    protected = {
        "range": _grid_range(change.sheet_id, (change.row_index, None), columns),
        "description": PROTECTION_DESCRIPTION,
        "warningOnly": True,
    }
    return [{"addProtectedRange": {"protectedRange": protected}}]


@_encode.register
def _(change: c.AddFilter) -> list[Json]:
    filtered = {
        "range": _grid_range(change.sheet_id, (0, None), (0, change.column_count))
    }
    return [{"setBasicFilter": {"filter": filtered}}]


@_encode.register
def _(change: c.DeleteRows) -> list[Json]:
    end = change.row_index + change.count
    rows = _dimension(change.sheet_id, "ROWS", change.row_index, end)
    return [{"deleteDimension": {"range": rows}}]


@_encode.register
def _(change: c.SortRows) -> list[Json]:
    rows = (change.row_index, change.row_index + change.row_count)
    spec = {"dimensionIndex": change.by_column_index, "sortOrder": "DESCENDING"}
    request = {
        "range": _grid_range(change.sheet_id, rows, (0, change.column_count)),
        "sortSpecs": [spec],
    }
    return [{"sortRange": request}]


@_encode.register
def _(change: c.DeleteTab) -> list[Json]:
    return [{"deleteSheet": {"sheetId": change.sheet_id}}]
