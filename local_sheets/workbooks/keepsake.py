"""What an .xlsx file has no place for, kept in its custom document properties.

A property holds at most 255 characters, so the JSON is cut into numbered chunks. Rows
and columns may have moved in Excel since, so column metadata remembers the text of a
cell in its column and is put back where that text is found.
"""

import json
from collections.abc import Iterator, Mapping

from local_sheets.grid.model import COLUMNS, CellValue, Json, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.workbooks.xlsx.conditional_out import rule_options

_PREFIX = "local_sheets."
_CHUNK = 255
_VERSION = 1


def keepsake_chunks(
    spreadsheet: Spreadsheet, names: Mapping[int, str]
) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the properties to write.

    Args:
        spreadsheet: the one being exported.
        names: the Excel name of each tab, by its sheetId.
    """
    text = json.dumps(_kept(spreadsheet, names), separators=(",", ":"))
    for number, at in enumerate(range(0, len(text), _CHUNK), 1):
        yield f"{_PREFIX}{number:05d}", text[at : at + _CHUNK]


def _kept(spreadsheet: Spreadsheet, names: Mapping[int, str]) -> Json:
    return {
        "version": _VERSION,
        "properties": spreadsheet.properties,
        "tabs": [_tab(sheet, names[sheet.sheet_id]) for sheet in spreadsheet.sheets],
        "namedRanges": spreadsheet.named_ranges,
        "metadata": [_with_anchor(spreadsheet, item) for item in spreadsheet.metadata],
    }


def _tab(sheet: Sheet, excel_name: str) -> Json:
    objects = {name: _own(name, items) for name, items in sheet.objects.items()}
    kept = {name: items for name, items in objects.items() if items}
    return {"name": excel_name, "properties": sheet.properties, "objects": kept}


def _own(name: str, items: list[Json]) -> list[Json]:
    """Return the objects of one kind that the file does not say itself."""
    if name == "conditionalFormats":
        return [rule for rule in items if rule_options(rule) is None]
    return [] if name == "merges" else items


def _with_anchor(spreadsheet: Spreadsheet, item: Json) -> Json:
    place = item["location"].get("dimensionRange")
    if place is None or place["dimension"] != COLUMNS:
        return item
    sheet = spreadsheet.sheet(place.get("sheetId", 0))
    return {**item, "anchor": _anchor(sheet, place["startIndex"])}


def _anchor(sheet: Sheet, column: int) -> Json | None:
    """Return the first cell of a column that holds text: most likely its header."""
    for index, row in enumerate(sheet.rows):
        value = row.values[column] if column < len(row.values) else None
        text = anchor_text(value)
        if text is not None:
            return {"row": index, "text": text}
    return None


def anchor_text(value: CellValue) -> str | None:
    """Return what is remembered of a cell's text; None when it holds no text."""
    return value[:_CHUNK] if isinstance(value, str) else None


def keepsake_of(properties: Mapping[str, str]) -> Json | None:
    """Return what an export kept, from the custom properties of a file.

    None when the file is not an export of this server, or its properties are damaged.
    """
    chunks = [properties[name] for name in sorted(properties) if _is_ours(name)]
    try:
        kept = json.loads("".join(chunks)) if chunks else None
    except ValueError:
        return None
    is_known = isinstance(kept, dict) and kept.get("version") == _VERSION
    return kept if is_known else None


def _is_ours(name: str) -> bool:
    return name.startswith(_PREFIX)
