"""DataFilters: what of a spreadsheet they select, as metadata and as cells."""

from local_sheets.errors import RefusedError
from local_sheets.grid.a1 import off_grid, parse_range
from local_sheets.grid.model import ROWS, CellRange, Json
from local_sheets.grid.spreadsheet import Spreadsheet, resolved
from local_sheets.requests.handler import asked_name

_LOOKUP = "developerMetadataLookup"
_EXACT = "EXACT_LOCATION"
_STRATEGY = "locationMatchingStrategy"
_UNSET = (
    "DEVELOPER_METADATA_LOCATION_MATCHING_STRATEGY_UNSPECIFIED",
    "DEVELOPER_METADATA_LOCATION_TYPE_UNSPECIFIED",
    "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED",
)
_OWN = ("metadataId", "metadataKey", "metadataValue", "visibility")


def matching(spreadsheet: Spreadsheet, filters: list[Json]) -> list[Json]:
    """Return the metadata that any of the DataFilters finds, oldest first."""
    for wanted in filters:
        _check(wanted)
    return [
        item
        for item in spreadsheet.metadata
        if any(_matches(spreadsheet, item, wanted) for wanted in filters)
    ]


def _check(wanted: Json) -> None:
    """Refuse a filter that is empty, or a lookup whose parts exclude each other."""
    if not wanted:
        raise RefusedError("Must specify a filter in each DataFilter.")
    lookup = wanted.get(_LOOKUP, {})
    strategy = lookup.get(_STRATEGY, "")
    if strategy not in {"", *_UNSET} and "metadataLocation" not in lookup:
        raise RefusedError(f"metadataLocation must be specified with {_STRATEGY}.")
    if strategy == _EXACT and lookup.get("locationType", "") not in {"", *_UNSET}:
        raise RefusedError(
            f"locationType must be left unspecified when {_STRATEGY} is {_EXACT}."
        )


def filtered_ranges(spreadsheet: Spreadsheet, wanted: Json) -> list[CellRange]:
    """Return the cells a DataFilter selects: of metadata, those it is pinned to."""
    _check(wanted)
    if _LOOKUP in wanted:
        found = matching(spreadsheet, [wanted])
        return [
            cells for item in found for cells in _pinned(spreadsheet, item["location"])
        ]
    return [_region(spreadsheet, wanted)]


def _region(spreadsheet: Spreadsheet, wanted: Json) -> CellRange:
    if "a1Range" in wanted:
        return parse_range(spreadsheet, wanted["a1Range"])
    asked = wanted["gridRange"]
    sheet = spreadsheet.sheet(asked.get("sheetId", 0))
    cells = resolved(sheet, asked)
    if cells.height < 1 or cells.width < 1:
        raise off_grid(sheet, asked_name(sheet, asked))
    return cells


def _pinned(spreadsheet: Spreadsheet, location: Json) -> list[CellRange]:
    """Return the cells of a metadata location."""
    if location.get("spreadsheet"):
        return [sheet.whole for sheet in spreadsheet.sheets]
    place = location.get("dimensionRange")
    if place is None:
        return [spreadsheet.sheet(location["sheetId"]).whole]
    sheet = spreadsheet.sheet(place.get("sheetId", 0))
    start, end = place.get("startIndex", 0), place.get("endIndex")
    if place["dimension"] == ROWS:
        end = sheet.row_count if end is None else end
        return [sheet.whole._replace(start_row=start, end_row=end)]
    end = sheet.column_count if end is None else end
    return [sheet.whole._replace(start_column=start, end_column=end)]


def _matches(spreadsheet: Spreadsheet, item: Json, wanted: Json) -> bool:
    if _LOOKUP in wanted:
        return _looked_up(spreadsheet, item, wanted[_LOOKUP])
    return _touches(spreadsheet, item["location"], [_region(spreadsheet, wanted)])


def _touches(
    spreadsheet: Spreadsheet, location: Json, regions: list[CellRange]
) -> bool:
    """Tell whether a location meets cells; that of a whole spreadsheet meets none."""
    if location.get("spreadsheet"):
        return False
    (pinned,) = _pinned(spreadsheet, location)
    return any(pinned.overlaps(region) for region in regions)


def _looked_up(spreadsheet: Spreadsheet, item: Json, lookup: Json) -> bool:
    asked = {name: value for name, value in lookup.items() if value not in _UNSET}
    for name in _OWN:
        if name in asked and item.get(name) != asked[name]:
            return False
    kind = item["location"]["locationType"]
    if asked.get("locationType", kind) != kind:
        return False
    return _at_place(spreadsheet, item["location"], asked)


def _at_place(spreadsheet: Spreadsheet, location: Json, asked: Json) -> bool:
    wanted = asked.get("metadataLocation")
    if wanted is None:
        return True
    if wanted.get("spreadsheet") or asked.get(_STRATEGY) == _EXACT:
        return _place(location) == _place(wanted)
    return _touches(spreadsheet, location, _pinned(spreadsheet, wanted))


def _place(location: Json) -> tuple[object, ...]:
    """Return what tells one location from another."""
    place = location.get("dimensionRange")
    if place is None:
        return (location.get("spreadsheet", False), location.get("sheetId"))
    ends = (place.get("startIndex", 0), place.get("endIndex"))
    return (place.get("sheetId", 0), place.get("dimension"), *ends)
