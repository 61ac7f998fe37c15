"""Requests about objects that cover a range: protection, filter, names, merges."""

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.cells import put_row, with_extras
from local_sheets.grid.model import CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.handler import Handler, grid_range, new_id


def add_protected_range(draft: Draft, body: Json) -> Json:
    """Protect a range; adding it again stacks another protection, as at Google."""
    asked = body.get("protectedRange", {})
    if "range" not in asked:
        raise UnsupportedError("protection without a range")
    cells = grid_range(draft, asked)
    taken = _ids(draft, "protectedRanges", "protectedRangeId")
    protected_id = asked.get("protectedRangeId", new_id(taken))
    if protected_id in taken:
        raise RefusedError(f"Protected range with id {protected_id} already exists.")
    protected = {**asked, "protectedRangeId": protected_id}
    if not asked.get("warningOnly"):
        users = asked.get("editors", {}).get("users", [])
        editors = {"users": sorted({*users, draft.email} - {""})}
        protected["editors"] = {**asked.get("editors", {}), **editors}
    sheet = draft.edit(cells.sheet_id)
    sheet.objects["protectedRanges"] = [*sheet.items("protectedRanges"), protected]
    return {"protectedRange": protected | {"requestingUserCanEdit": True}}


def _ids(draft: Draft, name: str, field: str) -> set[int]:
    return {
        item[field] for sheet in draft.spreadsheet.sheets for item in sheet.items(name)
    }


def _home(draft: Draft, name: str, field: str, wanted: object) -> tuple[Sheet, Json]:
    """Return the draft's own copy of the tab that holds an object, and the object."""
    for sheet in draft.spreadsheet.sheets:
        for item in sheet.items(name):
            if item[field] == wanted:
                return draft.edit(sheet.sheet_id), item
    raise RefusedError(f"No {field} with value: {wanted}")


def update_protected_range(draft: Draft, body: Json) -> None:
    """Change a protection in place."""
    asked = body.get("protectedRange", {})
    mask = update_mask(body.get("fields"), "ProtectedRange", "protectedRange")
    wanted = asked.get("protectedRangeId")
    sheet, old = _home(draft, "protectedRanges", "protectedRangeId", wanted)
    new = updated(old, asked, mask) | {"protectedRangeId": wanted}
    kept = [new if item is old else item for item in sheet.items("protectedRanges")]
    sheet.objects["protectedRanges"] = kept


def delete_protected_range(draft: Draft, body: Json) -> None:
    """Lift a protection."""
    wanted = body.get("protectedRangeId")
    sheet, old = _home(draft, "protectedRanges", "protectedRangeId", wanted)
    kept = [item for item in sheet.items("protectedRanges") if item is not old]
    sheet.objects["protectedRanges"] = kept


def set_basic_filter(draft: Draft, body: Json) -> None:
    """Give a tab its one filter, replacing the one it had."""
    asked = body.get("filter", {})
    if "tableId" in asked:
        raise UnsupportedError("filters backed by a table")
    cells = grid_range(draft, asked)
    draft.edit(cells.sheet_id).objects["basicFilter"] = [asked]


def clear_basic_filter(draft: Draft, body: Json) -> None:
    """Take a tab's filter away, if it has one."""
    draft.edit(body.get("sheetId", 0)).objects.pop("basicFilter", None)


def add_named_range(draft: Draft, body: Json) -> Json:
    """Name a range; names are unique within the spreadsheet."""
    asked = body.get("namedRange", {})
    name = asked.get("name", "")
    if not name:
        raise RefusedError("namedRange.name is required.")
    named = draft.spreadsheet.named_ranges
    if any(item["name"].casefold() == name.casefold() for item in named):
        raise RefusedError(f'A named range with the name "{name}" already exists.')
    grid_range(draft, asked)
    range_id = asked.get("namedRangeId") or str(new_id(()))
    if any(item["namedRangeId"] == range_id for item in named):
        raise RefusedError(f"Named range with id {range_id} already exists.")
    created = {**asked, "namedRangeId": range_id}
    named.append(created)
    return {"namedRange": created}


def delete_named_range(draft: Draft, body: Json) -> None:
    """Forget a name; its cells stay."""
    named = draft.spreadsheet.named_ranges
    wanted = body.get("namedRangeId")
    kept = [item for item in named if item["namedRangeId"] != wanted]
    if len(kept) == len(named):
        raise RefusedError(f"No named range with id: {wanted}")
    draft.spreadsheet.named_ranges = kept


def merge_cells(draft: Draft, body: Json) -> None:
    """Merge a range, its rows or its columns, swallowing merges it overlaps."""
    cells = grid_range(draft, body)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    apart = [
        item
        for item in sheet.items("merges")
        if not resolved(sheet, item).overlaps(cells)
    ]
    merged = _merged_parts(cells, body.get("mergeType", "MERGE_ALL"))
    sheet.objects["merges"] = apart + [box(part) for part in merged]


def _merged_parts(cells: CellRange, kind: str) -> list[CellRange]:
    if kind == "MERGE_ROWS":
        rows = range(cells.start_row, cells.end_row)
        return [cells._replace(start_row=r, end_row=r + 1) for r in rows]
    if kind == "MERGE_COLUMNS":
        columns = range(cells.start_column, cells.end_column)
        return [cells._replace(start_column=c, end_column=c + 1) for c in columns]
    return [cells]


def unmerge_cells(draft: Draft, body: Json) -> None:
    """Take apart every merge that lies within a range."""
    cells = grid_range(draft, body)
    sheet = draft.edit(cells.sheet_id)
    sheet.objects["merges"] = [
        item
        for item in sheet.items("merges")
        if not resolved(sheet, item).overlaps(cells)
    ]


def box(cells: CellRange) -> Json:
    """Return a range as Google's GridRange, every end closed."""
    return {
        "sheetId": cells.sheet_id,
        "startRowIndex": cells.start_row,
        "endRowIndex": cells.end_row,
        "startColumnIndex": cells.start_column,
        "endColumnIndex": cells.end_column,
    }


def set_data_validation(draft: Draft, body: Json) -> None:
    """Set a validation rule on every cell of a range; no rule takes it away."""
    cells = grid_range(draft, body)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    rule = body.get("rule")
    for index in range(cells.start_row, cells.end_row):
        row = sheet.row(index)
        if rule is None and not row.extras:
            continue
        old = list(row.extras[cells.start_column : cells.end_column])
        old += [None] * (cells.width - len(old))
        new = [_with_rule(dict(extra or {}), rule) for extra in old]
        put_row(sheet, index, with_extras(row, cells.start_column, new))


def _with_rule(extra: Json, rule: Json | None) -> Json | None:
    extra.pop("dataValidation", None)
    if rule is not None:
        extra["dataValidation"] = rule
    return extra or None


HANDLERS: dict[str, Handler] = {
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addNamedRange": add_named_range,
    "deleteNamedRange": delete_named_range,
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "setDataValidation": set_data_validation,
}
