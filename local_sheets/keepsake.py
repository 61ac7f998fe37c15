"""What an .xlsx file has no place for, kept in its custom document properties.

A property holds at most 255 characters, so the JSON is cut into numbered chunks. Rows
and columns may have moved in Excel since, so column metadata remembers the text of a
cell in its column and is put back where that text is found.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from local_sheets.model import COLUMNS, CellValue, Json, Sheet
from local_sheets.spreadsheet import Spreadsheet

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
    objects = {name: items for name, items in sheet.objects.items() if name != "merges"}
    return {"name": excel_name, "properties": sheet.properties, "objects": objects}


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
        if isinstance(value, str):
            return {"row": index, "text": value[:_CHUNK]}
    return None


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


def restore(spreadsheet: Spreadsheet, kept: Json) -> None:
    """Put back ids, titles, metadata and protections into an imported workbook.

    Tabs are found by their name in the file; what belonged to a tab that is gone is
    dropped, and so is metadata of a column whose remembered text is gone.
    """
    title = spreadsheet.properties["title"]
    spreadsheet.properties = {**kept["properties"], "title": title}
    by_name = {tab["name"]: tab for tab in kept["tabs"]}
    found: list[tuple[Sheet, Json]] = []
    for sheet in spreadsheet.sheets:
        if sheet.title in by_name:
            found.append((sheet, by_name[sheet.title]))
        else:
            _renumber(sheet, kept["tabs"])
    for sheet, tab in found:
        _restore_tab(sheet, tab)
    ids = {sheet.sheet_id for sheet in spreadsheet.sheets}
    spreadsheet.named_ranges = [
        named
        for named in kept["namedRanges"]
        if named["range"].get("sheetId", 0) in ids
    ]
    restored = [_placed(spreadsheet, item, ids) for item in kept["metadata"]]
    spreadsheet.metadata = [item for item in restored if item is not None]


def _renumber(sheet: Sheet, tabs: list[Json]) -> None:
    """Give a tab that was added in Excel an id that no kept tab has."""
    highest = max(tab["properties"]["sheetId"] for tab in tabs)
    _set_id(sheet, (highest + 1 + sheet.sheet_id) % 2**31)


def _set_id(sheet: Sheet, sheet_id: int) -> None:
    sheet.properties = {**sheet.properties, "sheetId": sheet_id}
    merges = [{**item, "sheetId": sheet_id} for item in sheet.items("merges")]
    if merges:
        sheet.objects["merges"] = merges


def _restore_tab(sheet: Sheet, tab: Json) -> None:
    """Restore what the file does not say itself; what it says wins."""
    was = {name: v for name, v in tab["properties"].items() if name != "hidden"}
    said = {name: v for name, v in sheet.properties.items() if name == "hidden"}
    before, now = was["gridProperties"], sheet.properties["gridProperties"]
    grid = {name: v for name, v in before.items() if not name.startswith("frozen")}
    sizes = {name: max(before[name], now[name]) for name in ("rowCount", "columnCount")}
    sheet.properties = {**was, **said, "gridProperties": {**grid, **now, **sizes}}
    _set_id(sheet, sheet.sheet_id)
    sheet.objects = {**sheet.objects, **tab["objects"]}


def _placed(spreadsheet: Spreadsheet, item: Json, ids: set[int]) -> Json | None:
    anchor = item.get("anchor")
    item = {name: value for name, value in item.items() if name != "anchor"}
    location = item["location"]
    place = location.get("dimensionRange", location)
    if "spreadsheet" in location:
        return item
    if place.get("sheetId", 0) not in ids:
        return None
    if anchor is None:
        return item
    sheet = spreadsheet.sheet(place.get("sheetId", 0))
    column = _found(sheet, anchor, place["startIndex"])
    if column is None:
        return None
    moved = {**place, "startIndex": column, "endIndex": column + 1}
    return {**item, "location": {**location, "dimensionRange": moved}}


def _found(sheet: Sheet, anchor: Json, column: int) -> int | None:
    """Return the column that still holds the remembered text in the same row."""
    values = sheet.row(anchor["row"]).values
    texts: list[Any] = [_text(value) for value in values]
    if column < len(texts) and texts[column] == anchor["text"]:
        return column
    return texts.index(anchor["text"]) if anchor["text"] in texts else None


def _text(value: CellValue) -> str | None:
    return value[:_CHUNK] if isinstance(value, str) else None
