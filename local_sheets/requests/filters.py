"""Requests about a tab's filter and its filter views."""

from local_sheets.discovery.fields import Mask, updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import CellRange, Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored
from local_sheets.requests.conditions import FILTERS, checked_condition
from local_sheets.requests.filtering import refilter
from local_sheets.requests.handler import Handler
from local_sheets.requests.ranges import (
    box,
    chosen_id,
    explicit,
    found,
    leaning,
    placed,
    put,
    rehomed,
    replace,
    taken_ids,
    without_backing,
)
from local_sheets.requests.sorting import sort_range

_LIST, _ID = "filterViews", "filterViewId"


def set_basic_filter(draft: Draft, body: Json) -> None:
    """Give a tab its one filter; it sorts and hides rows as it is set."""
    cells, asked = placed(draft, body.get("filter", {}), closed=True)
    draft.guard(cells)
    checked = checked_filter(draft, asked, cells)
    draft.edit(cells.sheet_id).objects["basicFilter"] = [checked]
    body_cells = cells._replace(start_row=cells.start_row + 1)
    if checked.get("sortSpecs") and body_cells.height:
        by = {"range": box(body_cells), "sortSpecs": checked["sortSpecs"]}
        sort_range(draft, by)
    refilter(draft, cells.sheet_id)


def clear_basic_filter(draft: Draft, body: Json) -> None:
    """Take a tab's filter away, if it has one, and show the rows it hid."""
    sheet = draft.sheet(body.get("sheetId", 0))
    if sheet.items("basicFilter"):
        draft.edit(sheet.sheet_id).objects.pop("basicFilter")
        refilter(draft, sheet.sheet_id)


def checked_filter(draft: Draft, asked: Json, cells: CellRange) -> Json:
    """Return a filter as Google keeps it: what it says of columns, in both forms.

    Raises:
        RefusedError: it speaks of a column it does not cover, or of a condition that
            filters do not have.
        UnsupportedError: it filters a data source.
    """
    asked = mirrored(asked)
    specs = _specs(asked)
    kept = [
        {
            "columnIndex": _column(spec, "columnIndex", cells),
            "filterCriteria": checked_criteria(draft, spec.get("filterCriteria", {})),
        }
        for spec in specs
    ]
    rest = {n: v for n, v in asked.items() if n not in {"criteria", "filterSpecs"}}
    for spec in rest.get("sortSpecs", []):
        _column(spec, "dimensionIndex", cells)
    if not kept:
        return rest
    by_column = {str(spec["columnIndex"]): spec["filterCriteria"] for spec in kept}
    return {**rest, "criteria": by_column, "filterSpecs": kept}


def _specs(asked: Json) -> list[Json]:
    """Return what a filter says of columns; filterSpecs win over criteria."""
    if "filterSpecs" in asked:
        return list(asked["filterSpecs"])
    criteria = asked.get("criteria", {})
    if not all(column.isdecimal() for column in criteria):
        raise RefusedError("The keys of criteria must be column indexes.")
    return [
        {"columnIndex": int(column), "filterCriteria": criteria[column]}
        for column in sorted(criteria, key=int)
    ]


def _column(spec: Json, name: str, cells: CellRange) -> int:
    if "dataSourceColumnReference" in spec:
        raise UnsupportedError("filters on a data source")
    column = int(spec.get(name, 0))
    if not cells.start_column <= column < cells.end_column:
        raise RefusedError(f"{name}[{column}] is not in the range of the filter.")
    return column


def checked_criteria(draft: Draft, criteria: Json) -> Json:
    """Return FilterCriteria with its condition held against what filters can do."""
    if "condition" not in criteria:
        return criteria
    condition = checked_condition(draft.spreadsheet, criteria["condition"], FILTERS)
    return {**criteria, "condition": condition}


def add_filter_view(draft: Draft, body: Json) -> Json:
    """Add a filter view; it hides nothing from those who do not look through it."""
    asked = body.get("filter", {})
    cells, asked = placed(draft, asked, closed=True)
    chosen = chosen_id(asked, _ID, taken_ids(draft, _LIST, _ID), "Filter view")
    title = asked.get("title") or _free_title(draft, "Filter {}")
    view = checked_filter(draft, {**asked, _ID: chosen, "title": title}, cells)
    put(draft, cells.sheet_id, _LIST, view)
    return {"filter": view}


def _free_title(draft: Draft, pattern: str) -> str:
    taken = {
        view.get("title")
        for sheet in draft.spreadsheet.sheets
        for view in sheet.items(_LIST)
    }
    number = 1
    while pattern.format(number) in taken:
        number += 1
    return pattern.format(number)


def update_filter_view(draft: Draft, body: Json) -> None:
    """Change a filter view in place."""
    asked = body.get("filter", {})
    sheet, _, old = found(draft, {_LIST: _ID}, asked.get(_ID), "filter view")
    mask = update_mask(body.get("fields"), "FilterView", "filter")
    mask = _both_forms(explicit(mask, old, asked, _ID))
    new = updated(without_backing(old, mask), mirrored(asked), mask)
    cells, new = placed(draft, leaning(new), closed=True)
    view = checked_filter(draft, new, cells)
    rehomed(draft, sheet.sheet_id, _LIST, old, (cells.sheet_id, view))


def _both_forms(mask: Mask) -> Mask:
    """Return a mask that covers both forms of criteria when it covers one."""
    both = {"criteria", "filterSpecs"}
    return {**mask, **{name: {} for name in both}} if mask.keys() & both else mask


def delete_filter_view(draft: Draft, body: Json) -> None:
    """Delete a filter view."""
    wanted = body.get("filterId", 0)
    sheet, _, old = found(draft, {_LIST: _ID}, wanted, "filter view")
    replace(draft, sheet.sheet_id, _LIST, old, None)


def duplicate_filter_view(draft: Draft, body: Json) -> Json:
    """Add a copy of a filter view."""
    wanted = body.get("filterId", 0)
    sheet, _, old = found(draft, {_LIST: _ID}, wanted, "filter view")
    chosen = chosen_id({}, _ID, taken_ids(draft, _LIST, _ID), "Filter view")
    copy = {**old, _ID: chosen, "title": f"Copy of {old['title']}"}
    put(draft, sheet.sheet_id, _LIST, copy)
    return {"filter": copy}


HANDLERS: dict[str, Handler] = {
    "setBasicFilter": set_basic_filter,
    "clearBasicFilter": clear_basic_filter,
    "addFilterView": add_filter_view,
    "updateFilterView": update_filter_view,
    "deleteFilterView": delete_filter_view,
    "duplicateFilterView": duplicate_filter_view,
}
