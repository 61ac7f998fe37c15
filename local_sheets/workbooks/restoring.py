"""What an export kept, put back into a workbook that comes in again."""

from collections.abc import Sequence
from typing import Any

from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests.filtering import refilter
from local_sheets.workbooks.keepsake import anchor_text

# Tab properties that a file has a place for.
_SAID_BY_FILE = {"hidden", "rightToLeft", "tabColor", "tabColorStyle"}


def sheet_ids(names: Sequence[str], kept: Json | None) -> dict[str, int]:
    """Return the id of each tab of a file: its old one, or one that no tab had.

    Args:
        names: of the tabs in the file, in order.
        kept: what an export kept; None gives ids from 0.
    """
    tabs = kept["tabs"] if kept is not None else []
    known = {tab["name"]: tab["properties"]["sheetId"] for tab in tabs}
    free = max(known.values(), default=-1) + 1
    return {
        name: known.get(name, (free + index) % 2**31)
        for index, name in enumerate(names)
    }


def restore(spreadsheet: Spreadsheet, kept: Json) -> None:
    """Put back ids, titles, metadata and protections into an imported workbook.

    Tabs are found by their name in the file; what belonged to a tab that is gone is
    dropped, and so is metadata of a column whose remembered text is gone.
    """
    title = spreadsheet.properties["title"]
    spreadsheet.properties = {**kept["properties"], "title": title}
    by_name = {tab["name"]: tab for tab in kept["tabs"]}
    for sheet in spreadsheet.sheets:
        if sheet.title in by_name:
            _restore_tab(sheet, by_name[sheet.title])
    ids = {sheet.sheet_id for sheet in spreadsheet.sheets}
    draft = Draft(spreadsheet)
    for sheet in list(spreadsheet.sheets):
        if sheet.items("basicFilter") or sheet.items("slicers"):
            refilter(draft, sheet.sheet_id)
    _restore_names(spreadsheet, kept["namedRanges"], ids)
    restored = [_placed(spreadsheet, item, ids) for item in kept["metadata"]]
    spreadsheet.metadata = [item for item in restored if item is not None]


def _restore_names(
    spreadsheet: Spreadsheet, kept: Sequence[Json], ids: set[int]
) -> None:
    """Give named ranges their ids back; where the file says a range, it wins."""
    said = {named["name"]: named for named in spreadsheet.named_ranges}
    old = {named["name"]: named for named in kept}
    found = [
        {**said.get(name, {}), **named, "range": said.get(name, named)["range"]}
        for name, named in old.items()
    ]
    added = [
        {**named, "namedRangeId": f"file-{name}"}
        for name, named in said.items()
        if name not in old
    ]
    spreadsheet.named_ranges = [
        named for named in found + added if named["range"].get("sheetId", 0) in ids
    ]


def _restore_tab(sheet: Sheet, tab: Json) -> None:
    """Restore what the file does not say itself; what it says wins."""
    if tab["properties"].get("sheetType") == "OBJECT":
        # The file has a worksheet there, because a chart needs one to stand on.
        sheet.properties, sheet.objects, sheet.rows = (
            tab["properties"],
            tab["objects"],
            [],
        )
        return
    was = {n: v for n, v in tab["properties"].items() if n not in _SAID_BY_FILE}
    said = {n: v for n, v in sheet.properties.items() if n in _SAID_BY_FILE}
    before, now = was["gridProperties"], sheet.properties["gridProperties"]
    grid = {name: v for name, v in before.items() if not _is_said(name)}
    sizes = {name: max(before[name], now[name]) for name in ("rowCount", "columnCount")}
    sheet.properties = {**was, **said, "gridProperties": {**grid, **now, **sizes}}
    rules = tab["objects"].get("conditionalFormats", [])
    was_filter = tab["objects"].get("basicFilter", [])
    filters = _filter(sheet.items("basicFilter"), was_filter, now)
    merged = {
        **sheet.objects,
        **tab["objects"],
        "conditionalFormats": sheet.items("conditionalFormats") + rules,
        "basicFilter": filters,
    }
    sheet.objects = {name: items for name, items in merged.items() if items}


def _is_said(grid_property: str) -> bool:
    return grid_property.startswith("frozen") or grid_property == "hideGridlines"


def _filter(said: list[Json], was: list[Json], grid: Json) -> list[Json]:
    """Return the file's filter with ours' rules, as far down and right as ours went.

    Args:
        said: the filter in the file, which ends with the cells that hold anything.
        was: the filter that was exported.
        grid: the size of the tab in the file.
    """
    if not said or not was:
        return said
    before, now = was[0]["range"], dict(said[0]["range"])
    for end, count in (("endRowIndex", "rowCount"), ("endColumnIndex", "columnCount")):
        if end not in before:
            now.pop(end)
        elif now[end] == grid[count]:
            now[end] = max(now[end], before[end])
    return [{**was[0], "range": now}]


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
    texts: list[Any] = [anchor_text(value) for value in values]
    if column < len(texts) and texts[column] == anchor["text"]:
        return column
    return texts.index(anchor["text"]) if anchor["text"] in texts else None
