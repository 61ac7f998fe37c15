"""The request that says what may be typed into cells."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from local_sheets.errors import RefusedError
from local_sheets.grid.cells import put_row, with_extras
from local_sheets.grid.model import BLANK_ROW, CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.conditions import VALIDATION, checked_condition
from local_sheets.requests.filtering import is_filtered_out
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.tables import typed_cells

_Extras: TypeAlias = tuple[Mapping[str, Any] | None, ...]


def set_data_validation(draft: Draft, body: Json) -> None:
    """Set a validation rule on every cell of a range; no rule takes it away.

    The rule holds for people who type: what programs write is not held against it.
    """
    cells = grid_range(draft, body)
    draft.guard(cells)
    rule = _checked(draft, body.get("rule"))
    sheet = draft.edit(cells.sheet_id)
    if any(typed.overlaps(cells) for typed in typed_cells(sheet)):
        raise RefusedError("This operation is not allowed on cells in typed columns.")
    whole = body.get("filteredRowsIncluded", False)
    # What rows come to that had no note or rule yet, and so share.
    ruled = [_with_rule({}, rule)] * cells.width
    plain = with_extras(BLANK_ROW, cells.start_column, ruled).extras
    for index in range(cells.start_row, cells.end_row):
        if whole or not is_filtered_out(sheet, index):
            _set_row(sheet, index, cells, rule, plain)


def _checked(draft: Draft, rule: Json | None) -> Json | None:
    if rule is None:
        return None
    asked = rule.get("condition", {})
    condition = checked_condition(draft.spreadsheet, asked, VALIDATION)
    return {**rule, "condition": condition}


def _set_row(
    sheet: Sheet, index: int, cells: CellRange, rule: Json | None, plain: _Extras
) -> None:
    row = sheet.row(index)
    if not row.extras:
        put_row(sheet, index, row._replace(extras=plain))
        return
    old = list(row.extras[cells.start_column : cells.end_column])
    old += [None] * (cells.width - len(old))
    new = [_with_rule(dict(extra or {}), rule) for extra in old]
    put_row(sheet, index, with_extras(row, cells.start_column, new))


def _with_rule(extra: Json, rule: Json | None) -> Json | None:
    extra.pop("dataValidation", None)
    if rule is not None:
        extra["dataValidation"] = rule
    return extra or None


HANDLERS: dict[str, Handler] = {"setDataValidation": set_data_validation}
