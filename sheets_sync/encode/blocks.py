"""The marks that tell the columns of a block apart, as developer metadata."""

from typing import Any

from sheets_sync.encode.ranges import dimension
from sheets_sync.layout import BLOCK_METADATA_KEY
from sheets_sync.spaces import MarkBlock

Json = dict[str, Any]


def encode_block_marks(change: MarkBlock) -> list[Json]:
    """Return a request for each column, after one that takes older marks away."""
    made = [_marked(change.sheet_id, at) for at in range(change.column_count)]
    return [_unmarked(change.sheet_id), *made] if change.anew else made


def _marked(sheet_id: int, at: int) -> Json:
    mark = {
        "metadataKey": BLOCK_METADATA_KEY,
        "metadataValue": str(at),
        "location": {"dimensionRange": dimension(sheet_id, "COLUMNS", at, at + 1)},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": mark}}


def _unmarked(sheet_id: int) -> Json:
    lookup = {
        "metadataKey": BLOCK_METADATA_KEY,
        "metadataLocation": {"sheetId": sheet_id},
        "locationMatchingStrategy": "INTERSECTING_LOCATION",
    }
    return {
        "deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}
    }
