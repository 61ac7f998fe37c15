"""Requests about whole tabs."""

from local_sheets.answers.spreadsheet import sheet_properties
from local_sheets.discovery.fields import Mask, updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.formulas.references import follow_deletion, follow_title
from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored, mirrored_mask
from local_sheets.requests.handler import Handler, known_tab, new_id
from local_sheets.requests.resizing import check_freeze, resized

_MAX_TITLE = 100
_DEFAULT_GRID = {"rowCount": 1000, "columnCount": 26}
_FIXED = {"sheetId", "sheetType", "dataSourceSheetProperties"}
_NO_TYPE = "SHEET_TYPE_UNSPECIFIED"


def add_sheet(draft: Draft, body: Json) -> Json:
    """Add a tab; id and title may be the client's own."""
    asked = mirrored(body.get("properties", {}))
    kind = asked.get("sheetType", _NO_TYPE)
    if kind == "OBJECT":
        raise RefusedError("A sheet of type OBJECT is added by adding its chart.")
    if kind not in {_NO_TYPE, "GRID"}:
        raise UnsupportedError(f"adding a tab of type {kind}")
    if "dataSourceSheetProperties" in asked:
        raise UnsupportedError("tabs of data sources")
    sheet = Sheet(_new_properties(draft, asked))
    draft.adopt(sheet, _place(draft, asked.get("index")))
    draft.check_size()
    return {"properties": sheet_properties(draft.spreadsheet, sheet)}


def _place(draft: Draft, index: int | None) -> int:
    """Return where among the tabs a new one goes: at the end unless it says."""
    count = len(draft.spreadsheet.sheets)
    if index is None:
        return count
    if index < 0:
        raise RefusedError("Sheet index must be non-negative.")
    return min(index, count)


def _new_properties(draft: Draft, asked: Json) -> Json:
    title = asked.get("title") or _free_title(draft)
    check_title(draft, title)
    # Zero is how a client that sends every field says nothing.
    given = {k: v for k, v in asked.get("gridProperties", {}).items() if v}
    grid = _DEFAULT_GRID | given
    if min(grid["rowCount"], grid["columnCount"]) < 1:
        raise RefusedError("The grid must have at least one row and one column.")
    check_freeze(grid)
    return {
        **{k: v for k, v in asked.items() if k not in {"index", "sheetType"}},
        "sheetId": new_sheet_id(draft, asked.get("sheetId")),
        "title": title,
        "gridProperties": grid,
    }


def new_sheet_id(draft: Draft, asked: int | None) -> int:
    """Return the id of a new tab: the one asked for if it is free, or any."""
    taken = {sheet.sheet_id for sheet in draft.spreadsheet.sheets}
    if asked is None:
        return new_id(taken)
    if asked < 0:
        raise RefusedError("Sheet id must be non-negative.")
    if asked in taken:
        raise RefusedError(f"Sheet with id {asked} already exists.")
    return asked


def _free_title(draft: Draft) -> str:
    number = len(draft.spreadsheet.sheets) + 1
    while draft.spreadsheet.sheet_titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def check_title(draft: Draft, title: str) -> None:
    """Refuse a tab name that is empty, too long or taken, whatever its case."""
    if not title:
        raise RefusedError("The sheet name cannot be empty.")
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
    sheet = known_tab(draft, body.get("sheetId", 0))
    if sheet.has_grid:
        draft.guard(sheet.whole)
    others = [tab for tab in spreadsheet.sheets if tab is not sheet]
    if not others:
        raise RefusedError("You can't remove all the sheets in a document.")
    if all(tab.properties.get("hidden") for tab in others):
        raise RefusedError("You can't remove all the visible sheets in a document.")
    spreadsheet.sheets = others
    follow_deletion(draft, sheet.title)
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


def update_sheet_properties(draft: Draft, body: Json) -> None:
    """Change title, position, visibility, colour, grid size or freeze of a tab."""
    asked = mirrored(body.get("properties", {}))
    sheet = known_tab(draft, asked.get("sheetId", 0))
    draft.guard_tab(sheet)
    mask = _sheet_mask(body, sheet, asked)
    sheet = draft.own(sheet.sheet_id)
    title = asked.get("title", "")
    if "title" in mask and title.casefold() != sheet.title.casefold():
        check_title(draft, title)
    if "index" in mask:
        _reorder(draft, sheet, asked.get("index"))
    _set_properties(draft, sheet, asked, mask)


def _sheet_mask(body: Json, sheet: Sheet, asked: Json) -> Mask:
    """Return which properties change; those fixed for good may be named unchanged."""
    mask = mirrored_mask(
        update_mask(body.get("fields"), "SheetProperties", "properties")
    )
    if not mask:
        mask = {name: {} for name in {*sheet.properties, *asked}}
    kind = asked.get("sheetType", _NO_TYPE)
    own_kind = sheet.properties.get("sheetType", "GRID")
    if "sheetType" in mask and kind not in {_NO_TYPE, own_kind}:
        raise RefusedError("The type of a sheet cannot be changed.")
    if not sheet.has_grid and "gridProperties" in asked:
        raise RefusedError("A sheet without a grid has no gridProperties.")
    fixed = _FIXED if sheet.has_grid else {*_FIXED, "gridProperties"}
    return {name: branch for name, branch in mask.items() if name not in fixed}


def _set_properties(draft: Draft, sheet: Sheet, asked: Json, mask: Mask) -> None:
    plain = {name: branch for name, branch in mask.items() if name != "index"}
    grid_mask = plain.pop("gridProperties", None)
    title = sheet.title
    if plain:
        sheet.properties = updated(sheet.properties, asked, plain)
    if sheet.title != title:
        follow_title(draft, sheet.sheet_id, title)
    if grid_mask is not None:
        resized(draft, sheet, asked.get("gridProperties", {}), grid_mask)
    if all(tab.properties.get("hidden") for tab in draft.spreadsheet.sheets):
        raise RefusedError("You can't hide all the sheets in a document.")


def _reorder(draft: Draft, sheet: Sheet, index: int | None) -> None:
    sheets = draft.spreadsheet.sheets
    to = _place(draft, index)
    before = sheets.index(sheet)
    sheets.remove(sheet)
    # Google counts the new position before the tab is taken out.
    sheets.insert(to - 1 if to > before else to, sheet)


HANDLERS: dict[str, Handler] = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "updateSheetProperties": update_sheet_properties,
}
