"""Answers of ``spreadsheets.get`` and ``values.batchGet`` → a snapshot.

The two answers are read moments apart; a tab that is in one and not in the other is
read as empty, and the batch that follows fails as a whole rather than half.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, get_args

from sheets_sync.a1 import quote_title
from sheets_sync.layout import (
    BLOCK_METADATA_KEY,
    COLUMN_METADATA_KEY,
    CORRECTION_METADATA_KEY,
    TAB_METADATA_KEY,
)
from sheets_sync.model import (
    Area,
    CellValue,
    Protection,
    Remembered,
    Role,
    Snapshot,
    Tab,
    TabMark,
)
from sheets_sync.own_tabs import as_copy, one_of_each, with_headers

FIELDS: Final = (
    "spreadsheetId,properties(title,locale,timeZone),"
    "sheets(properties(sheetId,title,hidden,sheetType,gridProperties(rowCount,columnCount)),"
    "developerMetadata(metadataId,metadataKey,metadataValue),"
    "charts(chartId,spec),merges(startRowIndex,endRowIndex,startColumnIndex,endColumnIndex),"
    "protectedRanges(range,description,warningOnly,requestingUserCanEdit,unprotectedRanges),"
    "data.columnMetadata.developerMetadata(metadataId,metadataKey,metadataValue,location))"
)

KEYS: Final = {
    "role": "role",
    "segment": "segment",
    "scheme": "scheme",
    "print": "fingerprint",
    "rows": "row_count",
    "columns": "column_count",
    "colour": "colour",
    "message": "message",
    "charts": "charts",
    "painted": "painted",
    "noted": "noted",
    "journal": "journal",
    "digest": "digest",
    "mended_by": "mended_by",
    "gone": "gone",
    "stage": "stage",
    "lines": "lines",
}
# A token holds nothing, rules that are kept say nothing any more, and neither does a
# stage that somebody made visible.
NOT_READ: Final = frozenset({"generation", "journal", "kept", "stage"})
LISTS: Final = {"charts", "painted", "journal"}
MADE_FOR: Final = "id"

Json = Mapping[str, Any]


def decode_structure(body: Json) -> Snapshot:
    """Return the snapshot's tabs and what of them is ours, without any cell yet.

    Tabs that are no grid (charts, connected data) hold no cells, only a title and id
    that nobody else may have. Hidden tabs of a stage are no tabs of the tracker.
    """
    properties = body["properties"]
    grids = {
        sheet["properties"].get("sheetId", 0): _decode_tab(sheet)
        for sheet in body.get("sheets", ())
        if _is_grid(sheet)
    }
    stages = {sheet_id: tab for sheet_id, tab in grids.items() if _is_stage(tab)}
    return Snapshot(
        spreadsheet_id=body["spreadsheetId"],
        title=properties.get("title", ""),
        locale=properties.get("locale", ""),
        time_zone=properties.get("timeZone", ""),
        tabs=one_of_each([tab for at, tab in grids.items() if at not in stages]),
        stages=tuple(stages.values()),
        charts={
            chart.get("chartId", 0): chart.get("spec", {})
            for sheet in body.get("sheets", ())
            if sheet["properties"].get("sheetId", 0) not in stages
            for chart in sheet.get("charts", ())
        },
        without_cells={
            sheet["properties"].get("sheetId", 0): sheet["properties"]["title"]
            for sheet in body.get("sheets", ())
            if not _is_grid(sheet)
        },
    )


def _is_grid(sheet: Json) -> bool:
    return bool(sheet["properties"].get("sheetType", "GRID") == "GRID")


def _is_stage(tab: Tab) -> bool:
    return tab.hidden and tab.mark is not None and tab.mark.role == "stage"


def value_ranges(snapshot: Snapshot) -> list[str]:
    """Return the ranges to read: every tab in sight, and ours even when hidden."""
    return [quote_title(tab.title) for tab in _read_tabs(snapshot)]


def with_values(snapshot: Snapshot, body: Json) -> Snapshot:
    """Return the snapshot with the cells of a column-major ``values.batchGet``.

    The API answers A1 ranges in the order asked for.
    """
    answered = zip(_read_tabs(snapshot), body.get("valueRanges", ()), strict=True)
    cells = {tab.sheet_id: _columns(answer) for tab, answer in answered}
    return replace(
        snapshot,
        tabs=with_headers(
            replace(tab, columns=cells.get(tab.sheet_id, ())) for tab in snapshot.tabs
        ),
    )


def with_formulas(
    snapshot: Snapshot, places: Sequence[tuple[int, int, int]], body: Json
) -> Snapshot:
    """Return the snapshot with the formulas of columns that were read as formulas.

    Text that begins like a formula counts as one, for it would be one when typed.

    Args:
        snapshot: As read.
        places: Sheet id, first row and column of each range, in the order asked for.
        body: The answer of ``values.batchGet``, by column.
    """
    found = {
        (sheet_id, row_index, column_index)
        for (sheet_id, first, column_index), answer in zip(
            places, body.get("valueRanges", ()), strict=True
        )
        for column in _columns(answer)
        for row_index, cell in enumerate(column, start=first)
        if isinstance(cell, str) and cell.startswith("=")
    }
    return replace(snapshot, formulas=frozenset(found))


def _read_tabs(snapshot: Snapshot) -> list[Tab]:
    return [
        tab
        for tab in snapshot.tabs
        if (tab.mark.role not in NOT_READ if tab.mark else not tab.hidden)
    ]


def _columns(value_range: Json) -> tuple[tuple[CellValue, ...], ...]:
    columns: Sequence[Sequence[CellValue]] = value_range.get("values", ())
    return tuple(tuple(column) for column in columns)


def _decode_tab(sheet: Json) -> Tab:
    properties = sheet["properties"]
    grid = properties.get("gridProperties", {})
    mark_id, mark, made_for = _decode_mark(sheet.get("developerMetadata", ()))
    tab = Tab(
        sheet_id=properties.get("sheetId", 0),
        title=properties["title"],
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        hidden=properties.get("hidden", False),
        mark=mark,
        mark_id=mark_id,
        owned_columns=_decode_owned_columns(sheet),
        corrections=dict(_corrections(sheet)),
        block_columns=_decode_block_columns(sheet),
        merges=tuple(map(_area, sheet.get("merges", ()))),
        tall_merges=any(map(_is_tall, sheet.get("merges", ()))),
        protections=tuple(_protections(sheet)),
    )
    return as_copy(tab) if mark and made_for not in {0, tab.sheet_id} else tab


def _is_tall(merge: Json) -> bool:
    return bool(merge.get("endRowIndex", 0) - merge.get("startRowIndex", 0) > 1)


def _decode_mark(metadata: Sequence[Json]) -> tuple[int | None, TabMark | None, int]:
    """Return the mark with its id, and the tab that it was made for; 0 is unknown."""
    for entry in metadata:
        if entry.get("metadataKey") == TAB_METADATA_KEY:
            mark, made_for = _mark(entry.get("metadataValue", ""))
            return entry.get("metadataId"), mark, made_for
    return None, None, 0


def _mark(text: str) -> tuple[TabMark | None, int]:
    """Return the mark and its tab, or no mark where somebody else used our key."""
    try:
        value = json.loads(text)
        made_for = value.pop(MADE_FOR, 0)
        fields: Json = {
            KEYS[key]: _tuples(part) if key in LISTS else part
            for key, part in value.items()
        }
        mark = TabMark(**fields)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, 0
    return (mark if mark.role in get_args(Role) else None), made_for


def _tuples(part: list[Any]) -> tuple[Any, ...]:
    """Return lists within lists as the mark holds them."""
    return tuple(_tuples(one) if isinstance(one, list) else one for one in part)


def encode_mark(mark: TabMark, sheet_id: int) -> str:
    """Return the metadata value that ``decode_structure`` reads back as this mark.

    Short, because all metadata of a tab shares 30,000 characters. It names the tab,
    so that a copy of the tab that brings the mark along is not taken for ours.
    """
    value = {key: getattr(mark, name) for key, name in KEYS.items()}
    value[MADE_FOR] = sheet_id
    return json.dumps({key: part for key, part in value.items() if part})


def _decode_owned_columns(sheet: Json) -> dict[str, int]:
    """Return key → column index; where a key stands twice the leftmost one is ours."""
    owned: dict[str, int] = {}
    for column_index, entry in _column_metadata(sheet):
        if entry.get("metadataKey") == COLUMN_METADATA_KEY:
            owned.setdefault(entry.get("metadataValue", ""), column_index)
    return owned


def _decode_block_columns(sheet: Json) -> dict[int, int]:
    """Return where the columns of a block of ours stand, by their number."""
    columns: dict[int, int] = {}
    for column_index, entry in _column_metadata(sheet):
        number = entry.get("metadataValue", "")
        if entry.get("metadataKey") == BLOCK_METADATA_KEY and number.isdecimal():
            columns.setdefault(int(number), column_index)
    return columns


def _corrections(sheet: Json) -> Iterator[tuple[int | None, Remembered]]:
    """Yield what the seller said of the tab, under None, and of its columns."""
    of_tab = ((None, entry) for entry in sheet.get("developerMetadata", ()))
    for place, entry in (*of_tab, *_column_metadata(sheet)):
        if entry.get("metadataKey") == CORRECTION_METADATA_KEY:
            value = entry.get("metadataValue", "")
            yield place, Remembered(entry["metadataId"], value)


def _column_metadata(sheet: Json) -> Iterator[tuple[int, Json]]:
    for grid_data in sheet.get("data", ()):
        start = grid_data.get("startColumn", 0)
        for offset, column in enumerate(grid_data.get("columnMetadata", ())):
            for entry in column.get("developerMetadata", ()):
                yield start + offset, entry


def _protections(sheet: Json) -> Iterator[Protection]:
    """Yield what keeps the caller out; answers leave out whatever is false."""
    for one in sheet.get("protectedRanges", ()):
        may_edit = one.get("warningOnly") or one.get("requestingUserCanEdit")
        if "range" in one and not may_edit:
            free = tuple(_area(hole) for hole in one.get("unprotectedRanges", ()))
            yield Protection(_area(one["range"]), one.get("description", ""), free)


def _area(grid_range: Json) -> Area:
    return Area(
        grid_range.get("startRowIndex", 0),
        grid_range.get("endRowIndex"),
        grid_range.get("startColumnIndex", 0),
        grid_range.get("endColumnIndex"),
    )
