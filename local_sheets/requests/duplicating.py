"""duplicateSheet: a tab once more, with what is anchored to it."""

from local_sheets.answers.spreadsheet import sheet_properties
from local_sheets.errors import RefusedError
from local_sheets.formulas.moves import renamed
from local_sheets.grid.model import Formula, Json, JsonValue, Row, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.handler import Handler, known_tab, new_id
from local_sheets.requests.sheets import check_title, new_sheet_id

# Ids of anchored objects, which a copy may not share with its original.
_OWN_IDS = {"chartId", "filterViewId", "bandedRangeId", "slicerId", "tableId"}
# What a copy does not take over: it is open to everyone, and in view.
_LEFT_BEHIND = "protectedRanges"


def duplicate_sheet(draft: Draft, body: Json) -> Json:
    """Copy a tab with its cells and objects; the copy comes first unless placed."""
    source = known_tab(draft, body.get("sourceSheetId", 0))
    title = body.get("newSheetName") or copy_title(draft, source.title)
    check_title(draft, title)
    index = body.get("insertSheetIndex", 0)
    if not 0 <= index <= len(draft.spreadsheet.sheets):
        raise RefusedError(f"insertSheetIndex[{index}] is not among the sheets.")
    copy = source.copy()
    new = {"sheetId": new_sheet_id(draft, body.get("newSheetId")), "title": title}
    copy.properties = {**source.properties, **new}
    copy.properties.pop("hidden", None)
    copy.objects = copied_objects(draft, source, copy.sheet_id)
    if copy.has_formulas:
        copy.rows = [_retitled(row, source.title, title) for row in copy.rows]
    draft.adopt(copy, index)
    draft.check_size()
    return {"properties": sheet_properties(draft.spreadsheet, copy)}


def _retitled(row: Row, old: str, new: str) -> Row:
    """Return a row whose formulas speak of the copy where they named the original."""
    if Formula not in map(type, row.values):
        return row
    values = tuple(
        value._replace(text=renamed(value.text, old, new))
        if isinstance(value, Formula)
        else value
        for value in row.values
    )
    return row._replace(values=values)


def copy_title(draft: Draft, title: str) -> str:
    """Return the name a copy of a tab gets."""
    first = f"Copy of {title}"
    if draft.spreadsheet.sheet_titled(first) is None:
        return first
    number = 2
    while draft.spreadsheet.sheet_titled(f"{first} {number}"):
        number += 1
    return f"{first} {number}"


def copied_objects(draft: Draft, source: Sheet, sheet_id: int) -> dict[str, list[Json]]:
    """Return the objects of a tab for its copy; names of tables stay unique."""
    move = _Move(source.sheet_id, sheet_id)
    objects = {
        name: [move.json(item) for item in items]
        for name, items in source.objects.items()
        if name != _LEFT_BEHIND
    }
    taken = {
        str(table.get("name", "")).casefold()
        for tab in draft.spreadsheet.sheets
        for table in tab.items("tables")
    }
    for table in objects.get("tables", []):
        table["name"] = _free_name(table.get("name", "Table"), taken)
    return objects


def _free_name(name: str, taken: set[str]) -> str:
    number = 2
    while f"{name}_{number}".casefold() in taken:
        number += 1
    taken.add(f"{name}_{number}".casefold())
    return f"{name}_{number}"


class _Move:
    """Rewrites objects of a tab for its copy: ranges on the copy, ids its own.

    What leans on another object by its id leans on that object's copy.
    """

    def __init__(self, old_id: int, sheet_id: int) -> None:
        self._old_id = old_id
        self._sheet_id = sheet_id
        self._ids: dict[tuple[str, int | str], int | str] = {}

    def json(self, value: JsonValue) -> JsonValue:
        """Return an object for the copy."""
        if isinstance(value, list):
            return [self.json(item) for item in value]
        if not isinstance(value, dict):
            return value
        result = {name: self.json(item) for name, item in value.items()}
        if result.get("sheetId") == self._old_id or self._is_on_first(result):
            result["sheetId"] = self._sheet_id
        for name in _OWN_IDS & result.keys():
            result[name] = self._new_id(name, result[name])
        return result

    def _new_id(self, name: str, old: int | str) -> int | str:
        if (name, old) not in self._ids:
            new = new_id(())
            self._ids[name, old] = new if isinstance(old, int) else str(new)
        return self._ids[name, old]

    def _is_on_first(self, value: Json) -> bool:
        """Tell whether a range leaves out a sheetId of 0, which is the original's."""
        is_place = any(name.endswith(("RowIndex", "ColumnIndex")) for name in value)
        return self._old_id == 0 and is_place and "sheetId" not in value


HANDLERS: dict[str, Handler] = {"duplicateSheet": duplicate_sheet}
