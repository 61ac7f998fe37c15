"""What the seller said of a tab or a column → developer metadata there."""

from typing import Any

from sheets_sync.changes import RememberCorrection
from sheets_sync.encode.ranges import dimension
from sheets_sync.layout import CORRECTION_METADATA_KEY

Json = dict[str, Any]


def encode_correction(change: RememberCorrection) -> Json:
    """Return the request that keeps, alters or forgets a correction."""
    if change.metadata_id is None:
        kept = {
            "metadataKey": CORRECTION_METADATA_KEY,
            "metadataValue": change.value,
            "location": _location(change.sheet_id, change.column_index),
            "visibility": "DOCUMENT",
        }
        return {"createDeveloperMetadata": {"developerMetadata": kept}}
    found = {"developerMetadataLookup": {"metadataId": change.metadata_id}}
    if not change.value:
        return {"deleteDeveloperMetadata": {"dataFilter": found}}
    request = {
        "dataFilters": [found],
        "developerMetadata": {"metadataValue": change.value},
        "fields": "metadataValue",
    }
    return {"updateDeveloperMetadata": request}


def _location(sheet_id: int, column_index: int | None) -> Json:
    if column_index is None:
        return {"sheetId": sheet_id}
    column = dimension(sheet_id, "COLUMNS", column_index, column_index + 1)
    return {"dimensionRange": column}
