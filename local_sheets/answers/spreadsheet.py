"""A spreadsheet as Google's JSON: what spreadsheets.get answers."""

from collections.abc import Callable, Sequence

from local_sheets.answers.grid import default_format, grid_data
from local_sheets.answers.objects import Viewer, shown_objects
from local_sheets.answers.theme import DEFAULT_THEME
from local_sheets.discovery.fields import Mask, below, only, wants
from local_sheets.grid.model import CellRange, Json, JsonValue, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet

# GridRange and DimensionRange leave their sheetId out when it is 0; SheetProperties
# keeps it.
_RANGE_KEYS = {
    "startRowIndex",
    "endRowIndex",
    "startColumnIndex",
    "endColumnIndex",
    "rowIndex",
    "columnIndex",
    "dimension",
}


def spreadsheet_json(
    spreadsheet: Spreadsheet,
    mask: Mask,
    *,
    ranges: Sequence[CellRange] = (),
    grid: bool = False,
    viewer: Viewer | None = None,
) -> Json:
    """Return a Spreadsheet resource.

    Args:
        spreadsheet: the version to show.
        mask: which fields; naming ``sheets.data`` asks for cells.
        ranges: limits the tabs, and the cells of each tab; empty is everything.
        grid: show cells; means something only without a mask, as at Google.
        viewer: who looks; nobody in particular sees everything.
    """
    answer: Json = {}
    for name, make in _MEMBERS.items():
        if wants(mask, name) and (made := make(spreadsheet)):
            answer[name] = only(below(mask, name), made)
    if wants(mask, "sheets"):
        answer["sheets"] = [
            sheet_json(
                spreadsheet,
                sheet,
                below(mask, "sheets"),
                ranges,
                grid=grid,
                viewer=viewer,
            )
            for sheet in spreadsheet.sheets
            if not ranges or any(r.sheet_id == sheet.sheet_id for r in ranges)
        ]
    return answer


def spreadsheet_url(spreadsheet_id: str) -> str:
    """Return the address Google gives a spreadsheet."""
    return f"https://docs.google.com/spreadsheets/d/{spreadsheet_id}/edit"


def _properties(spreadsheet: Spreadsheet) -> Json:
    shown = {"defaultFormat": default_format(spreadsheet)}
    usual = {"autoRecalc": "ON_CHANGE", "spreadsheetTheme": DEFAULT_THEME}
    return {**usual, **spreadsheet.properties, **shown}


def sheet_json(
    spreadsheet: Spreadsheet,
    sheet: Sheet,
    mask: Mask,
    ranges: Sequence[CellRange] = (),
    *,
    grid: bool = False,
    viewer: Viewer | None = None,
) -> Json:
    """Return a Sheet resource; cells come when asked for by mask or by `grid`."""
    answer: Json = {}
    members = _sheet_members(spreadsheet, sheet, viewer or Viewer())
    for name, made in members.items():
        if made and wants(mask, name):
            answer[name] = only(below(mask, name), made)
    if sheet.has_grid and (wants(mask, "data") if mask else grid):
        asked = [cells for cells in ranges if cells.sheet_id == sheet.sheet_id]
        answer["data"] = [
            grid_data(spreadsheet, cells, below(mask, "data"))
            for cells in asked or [sheet.whole]
        ]
    return answer


def _sheet_members(spreadsheet: Spreadsheet, sheet: Sheet, viewer: Viewer) -> Json:
    """Return every member of a Sheet resource but its cells."""
    objects = shown_objects(spreadsheet, sheet, viewer)
    return {
        "properties": sheet_properties(spreadsheet, sheet),
        **{name: without_zero_ids(shown) for name, shown in objects.items()},
        "developerMetadata": _metadata(spreadsheet, "sheetId", value=sheet.sheet_id),
    }


def sheet_properties(spreadsheet: Spreadsheet, sheet: Sheet) -> Json:
    """Return SheetProperties; id, title and index are always there, even when 0.

    A tab of another type than GRID has no grid.
    """
    index = spreadsheet.sheets.index(sheet)
    grid = {k: v for k, v in sheet.properties["gridProperties"].items() if v}
    rest = {k: v for k, v in sheet.properties.items() if v not in (False, "")}
    return {
        "sheetId": sheet.sheet_id,
        "title": sheet.title,
        "index": index,
        "sheetType": "GRID",
        **{k: v for k, v in rest.items() if k != "gridProperties"},
        **({"gridProperties": grid} if sheet.has_grid else {}),
    }


def without_zero_ids(value: JsonValue) -> JsonValue:
    """Return JSON whose ranges leave out a sheetId of 0, as Google's do."""
    if isinstance(value, list):
        return [without_zero_ids(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_range = value.get("sheetId") == 0 and not _RANGE_KEYS.isdisjoint(value)
    return {
        name: without_zero_ids(item)
        for name, item in value.items()
        if not (is_range and name == "sheetId")
    }


def _metadata(spreadsheet: Spreadsheet, place: str, *, value: object) -> list[Json]:
    return [
        without_zero_ids(item)
        for item in spreadsheet.metadata
        if place in item["location"] and item["location"][place] == value
    ]


_MEMBERS: dict[str, Callable[[Spreadsheet], JsonValue]] = {
    "spreadsheetId": lambda spreadsheet: spreadsheet.spreadsheet_id,
    "properties": _properties,
    "namedRanges": lambda spreadsheet: [
        without_zero_ids(named) for named in spreadsheet.named_ranges
    ],
    "spreadsheetUrl": lambda spreadsheet: spreadsheet_url(spreadsheet.spreadsheet_id),
    "developerMetadata": lambda spreadsheet: _metadata(
        spreadsheet, "spreadsheet", value=True
    ),
}
