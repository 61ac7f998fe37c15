"""spreadsheets.batchUpdate: requests applied in order, all or none."""

from local_sheets.errors import ApiError, RefusedError, UnsupportedError
from local_sheets.grid.model import Json, JsonValue
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests import (
    banding,
    borders,
    cells,
    charts,
    conditional_formats,
    copying,
    cutting,
    dimensions,
    duplicating,
    embedded,
    filling,
    filters,
    finding,
    groups,
    merges,
    metadata,
    named_ranges,
    protected_ranges,
    sheets,
    shifting,
    sizing,
    slicers,
    sorting,
    spreadsheets,
    tables,
    tidying,
    validation,
)
from local_sheets.requests.handler import Handler

MAX_REQUESTS = 100_000

HANDLERS: dict[str, Handler] = {
    **sheets.HANDLERS,
    **cells.HANDLERS,
    **dimensions.HANDLERS,
    **duplicating.HANDLERS,
    **sizing.HANDLERS,
    **spreadsheets.HANDLERS,
    **metadata.HANDLERS,
    **named_ranges.HANDLERS,
    **protected_ranges.HANDLERS,
    **filters.HANDLERS,
    **banding.HANDLERS,
    **conditional_formats.HANDLERS,
    **merges.HANDLERS,
    **validation.HANDLERS,
    **borders.HANDLERS,
    **tables.HANDLERS,
    **groups.HANDLERS,
    **charts.HANDLERS,
    **slicers.HANDLERS,
    **embedded.HANDLERS,
    **copying.HANDLERS,
    **filling.HANDLERS,
    **shifting.HANDLERS,
    **tidying.HANDLERS,
    **finding.HANDLERS,
    **sorting.HANDLERS,
    **cutting.HANDLERS,
}
# Kinds that go by what cells come to.
_RESULTS = {
    "sortRange",
    "setBasicFilter",
    "clearBasicFilter",
    "addSlicer",
    "updateSlicerSpec",
    "deleteEmbeddedObject",
    "deleteDuplicates",
    "autoResizeDimensions",
}


def apply(draft: Draft, requests: list[Json]) -> list[Json]:
    """Apply a batch to a draft and return one reply per request.

    Args:
        draft: the next version; the caller drops it when this raises.
        requests: bodies already held against the schema.

    Raises:
        ApiError: the first request that cannot be done, named by index and kind.
    """
    if not requests:
        raise RefusedError("Must specify at least one request.")
    if len(requests) > MAX_REQUESTS:
        raise RefusedError(
            f"Too many requests: {len(requests)}. The maximum is {MAX_REQUESTS}."
        )
    kinds = [_kind(request, index) for index, request in enumerate(requests)]
    replies = [
        _apply_one(draft, kind, request[kind], index)
        for index, (kind, request) in enumerate(zip(kinds, requests, strict=True))
    ]
    draft.calculate()
    return replies


def _kind(request: Json, index: int) -> str:
    kind = next(iter(request), None)
    if kind is None:
        raise RefusedError(f"Invalid requests[{index}]: No request set.")
    if kind not in HANDLERS:
        raise UnsupportedError(f"requests[{index}].{kind}")
    return kind


def _apply_one(draft: Draft, kind: str, body: JsonValue, index: int) -> Json:
    try:
        if kind in _RESULTS or body.get("pasteType") == "PASTE_VALUES":
            draft.calculate()
        reply = HANDLERS[kind](draft, body)
    except ApiError as error:
        message = f"Invalid requests[{index}].{kind}: {error.message}"
        raise ApiError(error.http_status, message, error.details) from error
    return {kind: reply} if reply is not None else {}
