"""Requests about whole tabs and the spreadsheet itself."""

from local_sheets.answers.spreadsheet import sheet_properties
from local_sheets.discovery.fields import Mask, updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored, mirrored_mask
from local_sheets.requests.handler import Handler, new_id
from local_sheets.requests.resizing import resized

_MAX_TITLE = 100
_DEFAULT_GRID = {"rowCount": 1000, "columnCount": 26}
_READ_ONLY = {"sheetId", "sheetType", "dataSourceSheetProperties"}


def add_sheet(draft: Draft, body: Json) -> Json:
    """Add a tab; id and title may be the client's own."""
    asked = mirrored(body.get("properties", {}))
    if asked.get("sheetType", "GRID") != "GRID":
        raise UnsupportedError(f"tabs of type {asked['sheetType']}")
    sheet = Sheet(_new_properties(draft, asked))
    count = len(draft.spreadsheet.sheets)
    draft.adopt(sheet, min(asked.get("index", count), count))
    draft.check_size()
    return {"properties": sheet_properties(draft.spreadsheet, sheet)}


def _new_properties(draft: Draft, asked: Json) -> Json:
    taken = {sheet.sheet_id for sheet in draft.spreadsheet.sheets}
    sheet_id = asked.get("sheetId", new_id(taken))
    if sheet_id < 0:
        raise RefusedError("Sheet id must be non-negative.")
    if sheet_id in taken:
        raise RefusedError(f"Sheet with id {sheet_id} already exists.")
    title = asked.get("title") or _free_title(draft, "Sheet{}")
    _check_title(draft, title)
    grid = _DEFAULT_GRID | asked.get("gridProperties", {})
    if min(grid["rowCount"], grid["columnCount"]) < 1:
        raise RefusedError("The grid must have at least one row and one column.")
    return {
        **{k: v for k, v in asked.items() if k not in {"index", "sheetType"}},
        "sheetId": sheet_id,
        "title": title,
        "gridProperties": grid,
    }


def _free_title(draft: Draft, pattern: str) -> str:
    number = len(draft.spreadsheet.sheets) + 1
    while draft.spreadsheet.sheet_titled(pattern.format(number)):
        number += 1
    return pattern.format(number)


def _check_title(draft: Draft, title: str) -> None:
    if len(title) > _MAX_TITLE:
        raise RefusedError(
            f"The sheet name cannot be greater than {_MAX_TITLE} characters."
        )
    if draft.spreadsheet.sheet_titled(title):
        raise RefusedError(
            f'A sheet with the name "{title}" already exists. '
            "Please enter another name."
        )


def delete_sheet(draft: Draft, body: Json) -> None:
    """Delete a tab with its metadata and the named ranges on it."""
    spreadsheet = draft.spreadsheet
    sheet = draft.sheet(body.get("sheetId", 0))
    draft.guard(sheet.whole)
    others = [tab for tab in spreadsheet.sheets if tab is not sheet]
    if not others:
        raise RefusedError("You can't remove all the sheets in a document.")
    if all(tab.properties.get("hidden") for tab in others):
        raise RefusedError("You can't remove all the visible sheets in a document.")
    spreadsheet.sheets = others
    spreadsheet.metadata = [
        item
        for item in spreadsheet.metadata
        if not _is_on(item["location"], sheet.sheet_id)
    ]
    spreadsheet.named_ranges = [
        named
        for named in spreadsheet.named_ranges
        if named["range"].get("sheetId", 0) != sheet.sheet_id
    ]


def _is_on(location: Json, sheet_id: int) -> bool:
    if "dimensionRange" in location:
        return bool(location["dimensionRange"].get("sheetId", 0) == sheet_id)
    return location.get("sheetId") == sheet_id


def duplicate_sheet(draft: Draft, body: Json) -> Json:
    """Copy a tab beside the original, cells and anchored objects included."""
    source = draft.sheet(body.get("sourceSheetId", 0))
    copy = source.copy()
    asked = {
        "title": body.get("newSheetName") or _copy_title(draft, source.title),
        "gridProperties": source.properties["gridProperties"],
    }
    if "newSheetId" in body:
        asked["sheetId"] = body["newSheetId"]
    copy.properties = source.properties | _new_properties(draft, asked)
    copy.objects = {
        name: [_rehomed(item, copy.sheet_id) for item in items]
        for name, items in source.objects.items()
    }
    index = draft.spreadsheet.sheets.index(source) + 1
    draft.adopt(copy, min(body.get("insertSheetIndex", index), len(_sheets(draft))))
    draft.check_size()
    return {"properties": sheet_properties(draft.spreadsheet, copy)}


def _sheets(draft: Draft) -> list[Sheet]:
    return draft.spreadsheet.sheets


def _copy_title(draft: Draft, title: str) -> str:
    first = f"Copy of {title}"
    if draft.spreadsheet.sheet_titled(first) is None:
        return first
    number = 2
    while draft.spreadsheet.sheet_titled(f"{first} {number}"):
        number += 1
    return f"{first} {number}"


# Ids of anchored objects, which a copy may not share with its original.
_OBJECT_IDS = ("protectedRangeId", "chartId", "filterViewId")


def _rehomed(item: Json, sheet_id: int) -> Json:
    """Return an object for the copy: its ranges on the copy, its id its own."""
    result = {
        name: _rehomed(value, sheet_id)
        if isinstance(value, dict)
        else [_rehomed(v, sheet_id) if isinstance(v, dict) else v for v in value]
        if isinstance(value, list)
        else value
        for name, value in item.items()
    }
    if "sheetId" in result:
        result["sheetId"] = sheet_id
    return result | {name: new_id(()) for name in _OBJECT_IDS if name in result}


def update_sheet_properties(draft: Draft, body: Json) -> None:
    """Change title, position, visibility, grid size or frozen part of a tab."""
    asked = mirrored(body.get("properties", {}))
    sheet = draft.edit(asked.get("sheetId", 0))
    mask = _sheet_mask(body)
    if not mask:
        mask = {name: {} for name in {*sheet.properties, *asked} - {"index"}}
    mask = {name: branch for name, branch in mask.items() if name not in _READ_ONLY}
    if "title" in mask and asked.get("title", "").casefold() != sheet.title.casefold():
        _check_title(draft, asked.get("title", ""))
    if "index" in mask:
        _reorder(draft, sheet, asked.get("index", 0))
    _set_properties(draft, sheet, asked, mask)


def _sheet_mask(body: Json) -> Mask:
    mask = update_mask(body.get("fields"), "SheetProperties", "properties")
    return mirrored_mask(mask)


def _set_properties(draft: Draft, sheet: Sheet, asked: Json, mask: Mask) -> None:
    plain = {name: branch for name, branch in mask.items() if name != "index"}
    grid_mask = plain.pop("gridProperties", None)
    sheet.properties = (
        updated(sheet.properties, asked, plain) if plain else sheet.properties
    )
    if grid_mask is not None:
        resized(draft, sheet, asked.get("gridProperties", {}), grid_mask)
    if all(tab.properties.get("hidden") for tab in draft.spreadsheet.sheets):
        raise RefusedError("You can't hide all the sheets in a document.")


def _reorder(draft: Draft, sheet: Sheet, index: int) -> None:
    sheets = draft.spreadsheet.sheets
    before = sheets.index(sheet)
    sheets.remove(sheet)
    # Google counts the new position before the tab is taken out.
    sheets.insert(index - 1 if index > before else index, sheet)


def update_spreadsheet_properties(draft: Draft, body: Json) -> None:
    """Change the spreadsheet's title, locale, time zone or default format."""
    mask = update_mask(body.get("fields"), "SpreadsheetProperties", "properties")
    asked = body.get("properties", {})
    draft.spreadsheet.properties = updated(draft.spreadsheet.properties, asked, mask)
    if not draft.spreadsheet.properties.get("title"):
        raise RefusedError("Document name cannot be empty.")


HANDLERS: dict[str, Handler] = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
