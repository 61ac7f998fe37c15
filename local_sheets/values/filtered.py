"""Value ranges found by DataFilters instead of names."""

from local_sheets.grid.a1 import Found, find_range, range_name
from local_sheets.grid.model import CellRange, Json, JsonValue
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests.data_filters import filtered_ranges
from local_sheets.values.reading import ReadOptions, value_range
from local_sheets.values.writing import (
    WriteOptions,
    Written,
    clear_cells,
    write_found,
)

_NOTHING: tuple[JsonValue, ...] = (0, "", False)


def read_filtered(
    spreadsheet: Spreadsheet, filters: list[Json], options: ReadOptions
) -> list[Json]:
    """Return a MatchedValueRange for every range found, once, with its filters."""
    matched: dict[CellRange, list[Json]] = {}
    for wanted in filters:
        for cells in filtered_ranges(spreadsheet, wanted):
            matched.setdefault(cells, []).append(_echoed(wanted))
    return [
        {
            "valueRange": value_range(spreadsheet, cells, options),
            "dataFilters": echoed,
        }
        for cells, echoed in matched.items()
    ]


def write_filtered(
    draft: Draft, item: Json, options: WriteOptions
) -> list[tuple[Json, Written]]:
    """Write a DataFilterValueRange to every range it finds."""
    wanted = item.get("dataFilter", {})
    done = []
    for found in _found(draft.spreadsheet, wanted):
        answer, written = write_found(draft, found, item, options)
        done.append(({**answer, "dataFilter": _echoed(wanted)}, written))
    return done


def _found(spreadsheet: Spreadsheet, wanted: Json) -> list[Found]:
    if "a1Range" in wanted:
        return [find_range(spreadsheet, wanted["a1Range"])]
    return [
        Found(cells, range_name(spreadsheet.sheet(cells.sheet_id), cells))
        for cells in filtered_ranges(spreadsheet, wanted)
    ]


def clear_filtered(draft: Draft, filters: list[Json]) -> list[str]:
    """Blank the values of every range that filters find, and return their names."""
    found = [
        cells
        for wanted in filters
        for cells in filtered_ranges(draft.spreadsheet, wanted)
    ]
    return [clear_cells(draft, cells) for cells in dict.fromkeys(found)]


def _echoed(wanted: JsonValue) -> JsonValue:
    """Return a filter as Google echoes it: members that are zero are left out."""
    if not isinstance(wanted, dict):
        return wanted
    return {
        name: _echoed(value) for name, value in wanted.items() if value not in _NOTHING
    }
