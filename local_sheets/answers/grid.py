"""GridData: cells with their formats and notes, and the sizes of rows and columns."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from local_sheets.answers.looks import Looks
from local_sheets.discovery.fields import Mask, below, only, wants
from local_sheets.grid.model import (
    BLANK_ROW,
    COLUMNS,
    ROWS,
    CellRange,
    CellValue,
    ErrorValue,
    Formula,
    Json,
    Row,
    Sheet,
)
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.notation.render import rendered

DEFAULT_SIZES = {ROWS: 21, COLUMNS: 100}
DEFAULT_FORMAT: Json = {
    "backgroundColor": {"red": 1, "green": 1, "blue": 1},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 1, "blue": 1}},
}
DEFAULT_FONT = "Arial"
# A colour replaces the one below it whole: a missing channel is 0, not inherited.
_COLOURS = {
    "backgroundColor",
    "backgroundColorStyle",
    "foregroundColor",
    "foregroundColorStyle",
}
_EFFECTIVE = "effectiveFormat"
_EXTRA_FIELDS = ("note", "dataValidation", "textFormatRuns", "chipRuns")

_Part: TypeAlias = Callable[[CellValue, int, Mapping[str, Any] | None], Any]
# What an error says where that does not depend on the formula.
_MESSAGES = {"ERROR": "Formula parse error."}


def grid_data(spreadsheet: Spreadsheet, cells: CellRange, mask: Mask) -> Json:
    """Return the GridData of a range, only what the mask lets through."""
    sheet = spreadsheet.sheet(cells.sheet_id)
    data: Json = {}
    if cells.start_row and wants(mask, "startRow"):
        data["startRow"] = cells.start_row
    if cells.start_column and wants(mask, "startColumn"):
        data["startColumn"] = cells.start_column
    if wants(mask, "rowData"):
        rows = _row_data(spreadsheet, sheet, cells, below(mask, "rowData"))
        if rows:
            data["rowData"] = rows
    for axis, name in ((ROWS, "rowMetadata"), (COLUMNS, "columnMetadata")):
        if wants(mask, name):
            data[name] = _axis_metadata(spreadsheet, cells, axis, below(mask, name))
    return data


def _row_data(
    spreadsheet: Spreadsheet, sheet: Sheet, cells: CellRange, mask: Mask
) -> list[Json]:
    mask = below(mask, "values")
    parts = cell_parts(spreadsheet, mask)
    start, end = cells.start_column, cells.end_column
    rows = sheet.rows[cells.start_row : cells.end_row]
    found = [_row_json(row, start, end, parts) for row in rows]
    looks = Looks(spreadsheet, sheet, cells) if wants(mask, _EFFECTIVE) else None
    if looks:
        usual = only(below(mask, _EFFECTIVE), effective_default(spreadsheet))
        for index, row in enumerate(rows):
            made = found[index].get("values", [])
            for column, cell in enumerate(made, start):
                look = looks.at(row, cells.start_row + index, column)
                if look:
                    shown = only(below(mask, _EFFECTIVE), look)
                    cell[_EFFECTIVE] = overlaid(cell.get(_EFFECTIVE, usual), shown)
    while found and not found[-1]:
        found.pop()
    return found


def _row_json(row: Row, start: int, end: int, parts: dict[str, _Part]) -> Json:
    if row == BLANK_ROW:
        return {}
    width = min(max(map(len, row)), end)
    cells = [
        _cell_json(
            row.values[at] if at < len(row.values) else None,
            row.formats[at] if at < len(row.formats) else 0,
            row.extras[at] if at < len(row.extras) else None,
            parts,
        )
        for at in range(start, width)
    ]
    return {"values": cells} if cells else {}


def _cell_json(
    value: CellValue,
    style: int,
    extras: Mapping[str, Any] | None,
    parts: dict[str, _Part],
) -> Json:
    cell = {}
    for name, part in parts.items():
        made = part(value, style, extras)
        if made is not None:
            cell[name] = made
    return cell


def cell_parts(spreadsheet: Spreadsheet, mask: Mask) -> dict[str, _Part]:
    """Return a maker for each CellData field the mask asks for."""
    styles, locale = spreadsheet.styles, spreadsheet.locale
    effective_formats: dict[tuple[int, str], Json] = {}
    usual = effective_default(spreadsheet)

    def shown(value: CellValue, style: int, _: object) -> str | None:
        return rendered(value, styles.number_format(style), locale) or None

    def user_format(_: CellValue, style: int, __: object) -> Json | None:
        return styles[style] if style else None

    def effective_format(value: CellValue, style: int, _: object) -> Json | None:
        if value is None and not style:
            return None
        key = style, _alignment(value)
        if key not in effective_formats:
            effective_formats[key] = _effective(usual, styles[style], key[1])
        return effective_formats[key]

    def hyperlink(_: CellValue, style: int, __: object) -> str | None:
        link = styles[style].get("textFormat", {}).get("link", {})
        return link.get("uri") or None

    makers: dict[str, _Part] = {
        "userEnteredValue": lambda value, _, __: extended_value(value),
        "effectiveValue": lambda value, _, __: effective_value(value),
        "formattedValue": shown,
        "userEnteredFormat": user_format,
        "effectiveFormat": effective_format,
        "hyperlink": hyperlink,
    }
    makers |= {name: _extra_part(name) for name in _EXTRA_FIELDS}
    wanted = {name: make for name, make in makers.items() if wants(mask, name)}
    return {name: _masked(make, below(mask, name)) for name, make in wanted.items()}


def _extra_part(name: str) -> _Part:
    return lambda _, __, extras: extras.get(name) if extras else None


def _masked(make: _Part, mask: Mask) -> _Part:
    if not mask:
        return make
    return lambda value, style, extras: only(mask, make(value, style, extras))


def default_format(spreadsheet: Spreadsheet) -> Json:
    """Return the CellFormat of cells that have none: Google's, or the file's own."""
    own = spreadsheet.properties.get("defaultFormat", {})
    return overlaid(DEFAULT_FORMAT, own)


def effective_default(spreadsheet: Spreadsheet) -> Json:
    """Return what a cell without a format looks like: in the first font there is."""
    usual = default_format(spreadsheet)
    text = usual["textFormat"]
    families = str(text["fontFamily"])
    if families == DEFAULT_FORMAT["textFormat"]["fontFamily"]:
        return {**usual, "textFormat": {**text, "fontFamily": DEFAULT_FONT}}
    return usual


def _alignment(value: CellValue) -> str:
    """Return the side a value keeps to by itself; blank cells have none."""
    result = value.result if isinstance(value, Formula) else value
    if result is None:
        return ""
    if isinstance(result, str):
        return "LEFT"
    return "CENTER" if isinstance(result, bool | ErrorValue) else "RIGHT"


def _effective(usual: Json, own: Json, alignment: str) -> Json:
    """Return the format a cell is shown in: its own over what is usual."""
    if not alignment:
        return overlaid(usual, own)
    is_link = bool(own.get("textFormat", {}).get("link"))
    by_value = {
        "horizontalAlignment": alignment,
        "hyperlinkDisplayType": "LINKED" if is_link else "PLAIN_TEXT",
    }
    return overlaid({**usual, **by_value}, own)


def extended_value(value: CellValue) -> Json | None:
    """Return what was entered, as an ExtendedValue; None for a blank cell."""
    if isinstance(value, Formula):
        return {"formulaValue": value.text} if value.text else None
    if isinstance(value, ErrorValue):
        message = _MESSAGES.get(value.kind, value.text)
        return {"errorValue": {"type": value.kind, "message": message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return None if value is None else {"numberValue": value}


def effective_value(value: CellValue) -> Json | None:
    """Return what a cell comes to: of a formula, its last known result."""
    if not isinstance(value, Formula):
        return extended_value(value)
    # Google says nothing of an empty text that a formula comes to.
    return None if value.result == "" else extended_value(value.result)


def overlaid(base: Json, top: Json) -> Json:
    """Return `base` with the members of `top` laid over it, level by level."""
    result = dict(base)
    for name, value in top.items():
        under = base.get(name)
        if isinstance(under, dict) and isinstance(value, dict) and name not in _COLOURS:
            result[name] = overlaid(under, value)
        else:
            result[name] = value
    return result


def _axis_metadata(
    spreadsheet: Spreadsheet, cells: CellRange, axis: str, mask: Mask
) -> list[Json]:
    """Return the DimensionProperties of a range's rows or columns."""
    sheet = spreadsheet.sheet(cells.sheet_id)
    by_index = _metadata_by_index(spreadsheet, cells.sheet_id, axis)
    own = sheet.dimensions[axis]
    start, end = (
        (cells.start_row, cells.end_row)
        if axis == ROWS
        else (cells.start_column, cells.end_column)
    )
    usual = only(mask, {"pixelSize": DEFAULT_SIZES[axis]})
    special = own.keys() | by_index.keys()
    return [
        only(mask, _dimension_json(axis, own.get(at, {}), by_index.get(at, [])))
        if at in special
        else usual
        for at in range(start, end)
    ]


def _dimension_json(axis: str, own: Json, metadata: list[Json]) -> Json:
    entry: Json = {"pixelSize": DEFAULT_SIZES[axis]} | own
    return entry | {"developerMetadata": metadata} if metadata else entry


def _metadata_by_index(
    spreadsheet: Spreadsheet, sheet_id: int, axis: str
) -> dict[int, list[Json]]:
    found: dict[int, list[Json]] = {}
    for item in spreadsheet.metadata:
        place = item["location"].get("dimensionRange", {})
        if place.get("dimension") == axis and place.get("sheetId", 0) == sheet_id:
            found.setdefault(place["startIndex"], []).append(item)
    return found
