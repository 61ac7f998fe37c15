"""What a stage of a large plan needs: hidden tabs brought into sight, cells pasted."""

from typing import Any

from sheets_sync.decode import encode_mark
from sheets_sync.encode.ranges import grid_range
from sheets_sync.layout import TAB_METADATA_KEY
from sheets_sync.stage_changes import PasteValues, ShowTab

Json = dict[str, Any]


def encode_staged(change: ShowTab | PasteValues) -> list[Json]:
    """Return the requests of a change that only a staged plan has."""
    return _shown(change) if isinstance(change, ShowTab) else [_pasted(change)]


def _shown(change: ShowTab) -> list[Json]:
    """Return the requests that give a tab its title and mark, and show it."""
    properties = {"sheetId": change.sheet_id, "title": change.title}
    of_the_tab = {
        "metadataKey": TAB_METADATA_KEY,
        "metadataLocation": {"sheetId": change.sheet_id},
        "locationMatchingStrategy": "EXACT_LOCATION",
    }
    marked = {
        "dataFilters": [{"developerMetadataLookup": of_the_tab}],
        "developerMetadata": {
            "metadataValue": encode_mark(change.mark, change.sheet_id)
        },
        "fields": "metadataValue",
    }
    # A field that is named and not given is as by default: not hidden.
    shown = {"properties": properties, "fields": "title,hidden"}
    return [{"updateSheetProperties": shown}, {"updateDeveloperMetadata": marked}]


def _pasted(change: PasteValues) -> Json:
    """Return the request that copies values; both ranges are of the same size."""
    ends = {
        name: grid_range(
            sheet_id, (row, row + change.row_count), (at, at + change.column_count)
        )
        for name, sheet_id, row, at in (
            (
                "source",
                change.from_sheet_id,
                change.from_row_index,
                change.from_column_index,
            ),
            ("destination", change.sheet_id, change.row_index, change.column_index),
        )
    }
    return {"copyPaste": {**ends, "pasteType": "PASTE_VALUES"}}
