"""A plan → the body of one ``spreadsheets.batchUpdate``, a request or two a change."""

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from sheets_sync import changes as c
from sheets_sync.decode import encode_mark
from sheets_sync.encode.blocks import encode_block_marks
from sheets_sync.encode.cells import encode_rows, encode_style, fields_of
from sheets_sync.encode.charts import encode_chart_update, encode_new_chart
from sheets_sync.encode.corrections import encode_correction
from sheets_sync.encode.ranges import coordinate, dimension, grid_range, one_cell
from sheets_sync.encode.spaces import encode_space
from sheets_sync.encode.staged import encode_staged
from sheets_sync.layout import COLUMN_METADATA_KEY, TAB_METADATA_KEY
from sheets_sync.looks import rgb_of
from sheets_sync.model import Style
from sheets_sync.spaces import (
    AddColumns,
    AddRows,
    DeleteRows,
    InsertColumns,
    InsertRows,
    MarkBlock,
    MoveLines,
    SetWidth,
    UnmergeCells,
)
from sheets_sync.stage_changes import PasteValues, ShowTab

Json = dict[str, Any]
PROTECTION_DESCRIPTION = "Written by Sheet Segments; a refresh puts it right again."


def encode(changes: Sequence[c.Change]) -> Json:
    """Return the request body; requests stand in the order of the changes."""
    return {"requests": [request for change in changes for request in _encode(change)]}


@singledispatch
def _encode(change: object) -> list[Json]:
    raise TypeError(f"no request for {type(change).__name__}")


@_encode.register
def _(change: c.AddTab) -> list[Json]:
    grid = {
        "rowCount": change.row_count,
        "columnCount": change.column_count,
        "frozenRowCount": change.frozen_row_count,
        **({} if change.gridlines else {"hideGridlines": True}),
    }
    properties = {
        "sheetId": change.sheet_id,
        "title": change.title,
        "gridProperties": grid,
        **({"hidden": True} if change.hidden else {}),
        **(
            {"tabColorStyle": {"rgbColor": rgb_of(change.colour)}}
            if change.colour
            else {}
        ),
    }
    mark = {
        "metadataKey": TAB_METADATA_KEY,
        "metadataValue": encode_mark(change.mark, change.sheet_id),
        "location": {"sheetId": change.sheet_id},
        "visibility": "DOCUMENT",
    }
    return [
        {"addSheet": {"properties": properties}},
        {"createDeveloperMetadata": {"developerMetadata": mark}},
    ]


@_encode.register
def _(change: c.MarkTab) -> list[Json]:
    value = encode_mark(change.mark, change.sheet_id)
    request = {
        "dataFilters": [{"developerMetadataLookup": {"metadataId": change.mark_id}}],
        "developerMetadata": {"metadataValue": value},
        "fields": "metadataValue",
    }
    return [{"updateDeveloperMetadata": request}]


@_encode.register
def _(change: c.RenameTab) -> list[Json]:
    properties = {"sheetId": change.sheet_id, "title": change.title}
    return [{"updateSheetProperties": {"properties": properties, "fields": "title"}}]


@_encode.register
def _(change: c.HideTab) -> list[Json]:
    properties = {"sheetId": change.sheet_id, "hidden": change.hidden}
    return [{"updateSheetProperties": {"properties": properties, "fields": "hidden"}}]


@_encode.register
def _(change: c.MarkColumn) -> list[Json]:
    at = change.column_index
    column = dimension(change.sheet_id, "COLUMNS", at, at + 1)
    mark = {
        "metadataKey": COLUMN_METADATA_KEY,
        "metadataValue": change.key,
        "location": {"dimensionRange": column},
        "visibility": "DOCUMENT",
    }
    return [{"createDeveloperMetadata": {"developerMetadata": mark}}]


@_encode.register
def _(change: c.RememberCorrection) -> list[Json]:
    return [encode_correction(change)]


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
        "range": grid_range(change.sheet_id, rows, columns),
        **({"rule": rule} if words else {}),
    }
    return [{"setDataValidation": request}]


@_encode.register
def _(
    change: AddRows
    | AddColumns
    | InsertRows
    | InsertColumns
    | MoveLines
    | UnmergeCells
    | SetWidth
    | DeleteRows,
) -> list[Json]:
    return [encode_space(change)]


@_encode.register
def _(change: MarkBlock) -> list[Json]:
    return encode_block_marks(change)


@_encode.register
def _(change: c.FormatCells) -> list[Json]:
    cell_format = encode_style(change.style)
    if not cell_format:
        return []
    end = None if change.row_count is None else change.row_index + change.row_count
    columns = (change.column_index, change.column_index + change.column_count)
    request = {
        "range": grid_range(change.sheet_id, (change.row_index, end), columns),
        "cell": {"userEnteredFormat": cell_format},
        "fields": f"userEnteredFormat({','.join(cell_format)})",
    }
    return [{"repeatCell": request}]


@_encode.register
def _(change: c.WriteCells) -> list[Json]:
    request = {
        "start": coordinate(change.sheet_id, change.row_index, change.column_index),
        "rows": encode_rows(change),
        "fields": fields_of(change),
    }
    return [{"updateCells": request}]


@_encode.register
def _(change: c.TintCells) -> list[Json]:
    formats = (encode_style(Style(background=colour)) for colour in change.colours)
    request = {
        "start": coordinate(change.sheet_id, change.row_index, change.column_index),
        "rows": [
            {"values": [{"userEnteredFormat": one} if one else {}]} for one in formats
        ],
        "fields": "userEnteredFormat.backgroundColorStyle",
    }
    return [{"updateCells": request}]


@_encode.register
def _(change: c.AddChart) -> list[Json]:
    return [encode_new_chart(change)]


@_encode.register
def _(change: c.UpdateChart) -> list[Json]:
    return [encode_chart_update(change)]


@_encode.register
def _(change: c.ReplaceNote) -> list[Json]:
    request = {
        "range": one_cell(change.sheet_id, change.row_index, change.column_index),
        "find": change.was,
        "replacement": change.now,
        "matchCase": True,
        "matchEntireCell": True,
    }
    return [{"findReplace": request}]


@_encode.register
def _(change: c.FillNote) -> list[Json]:
    at = (change.sheet_id, change.row_index, change.column_index)
    return _encode(c.WriteCells(*at, ((change.tag,),)))


@_encode.register
def _(change: c.CopyCells) -> list[Json]:
    request = {
        "source": one_cell(
            change.from_sheet_id, change.from_row_index, change.from_column_index
        ),
        "destination": one_cell(change.sheet_id, change.row_index, change.column_index),
        "pasteType": "PASTE_NORMAL",
    }
    return [{"copyPaste": request}]


@_encode.register
def _(change: ShowTab | PasteValues) -> list[Json]:
    return encode_staged(change)


@_encode.register
def _(change: c.CopyBlock) -> list[Json]:
    right = None
    if change.column_count is not None:
        right = change.from_column_index + change.column_count
    rows = (change.from_row_index, change.from_row_index + change.row_count)
    columns = (change.from_column_index, right)
    at = (change.sheet_id, change.row_index, change.column_index)
    request = {
        "source": grid_range(change.from_sheet_id, rows, columns),
        "destination": coordinate(*at) if change.cut else one_cell(*at),
        "pasteType": "PASTE_VALUES" if change.values_only else "PASTE_NORMAL",
    }
    return [{"cutPaste" if change.cut else "copyPaste": request}]


@_encode.register
def _(change: c.ProtectColumns) -> list[Json]:
    columns = (change.column_index, change.column_index + change.column_count)
    protected = {
        "range": grid_range(change.sheet_id, (change.row_index, None), columns),
        "description": PROTECTION_DESCRIPTION,
        "warningOnly": True,
    }
    return [{"addProtectedRange": {"protectedRange": protected}}]


@_encode.register
def _(change: c.AddFilter) -> list[Json]:
    filtered = {
        "range": grid_range(change.sheet_id, (0, None), (0, change.column_count))
    }
    return [{"setBasicFilter": {"filter": filtered}}]


@_encode.register
def _(change: c.SortRows) -> list[Json]:
    rows = (change.row_index, change.row_index + change.row_count)
    whole_rows = grid_range(change.sheet_id, rows, (0, None))
    spec = {"dimensionIndex": change.by_column_index, "sortOrder": "DESCENDING"}
    return [{"sortRange": {"range": whole_rows, "sortSpecs": [spec]}}]


@_encode.register
def _(change: c.DeleteTab) -> list[Json]:
    return [{"deleteSheet": {"sheetId": change.sheet_id}}]
