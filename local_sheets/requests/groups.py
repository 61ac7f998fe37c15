"""Requests about groups of rows or columns.

What is kept is each group; how deep each row or column lies says which groups there
are, so groups that touch at the same depth are one.
"""

from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid import axes
from local_sheets.grid.model import COLUMNS, ROWS, Json, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.handler import Handler

_LISTS = {ROWS: "rowGroups", COLUMNS: "columnGroups"}
_CONTROLS = {ROWS: "rowGroupControlAfter", COLUMNS: "columnGroupControlAfter"}
_DEEPEST = 8


def add_group(draft: Draft, body: Json) -> Json:
    """Group rows or columns: each of them lies one deeper than before."""
    sheet, axis, start, end = _place(draft, body.get("range", {}))
    depths = _depths(sheet, axis)
    deeper = [d + (start <= at < end) for at, d in enumerate(depths)]
    if max(deeper) > _DEEPEST:
        raise RefusedError(f"Groups cannot be more than {_DEEPEST} deep.")
    if not sheet.items(_LISTS[axis]):
        # With its first group a tab says where the switches of its groups are.
        grid = {_CONTROLS[axis]: True} | sheet.properties["gridProperties"]
        sheet.properties = {**sheet.properties, "gridProperties": grid}
    return _regrouped(draft, sheet, axis, deeper)


def _place(draft: Draft, place: Json) -> tuple[Sheet, str, int, int]:
    """Return the draft's own tab, and the axis, start and end of a DimensionRange."""
    sheet = draft.sheet(place.get("sheetId", 0))
    axis = place.get("dimension")
    if axis not in _LISTS:
        raise RefusedError("Dimension must be ROWS or COLUMNS.")
    size = axes.size(sheet, axis)
    start, end = place.get("startIndex", 0), place.get("endIndex", size)
    if not 0 <= start < end <= size:
        raise RefusedError(
            f"range.startIndex[{start}] and range.endIndex[{end}] do not name "
            f"{axis.lower()} of a grid with {size}."
        )
    names = ("start_row", "end_row") if axis == ROWS else ("start_column", "end_column")
    draft.guard(sheet.whole._replace(**dict(zip(names, (start, end), strict=True))))
    return draft.edit(sheet.sheet_id), str(axis), start, end


def _depths(sheet: Sheet, axis: str) -> list[int]:
    depths = [0] * axes.size(sheet, axis)
    for group in sheet.items(_LISTS[axis]):
        for at in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            depths[at] = max(depths[at], group["depth"])
    return depths


def _regrouped(draft: Draft, sheet: Sheet, axis: str, depths: list[int]) -> Json:
    """Give a tab the groups that depths say and return the reply that lists them."""
    folded = [g for g in sheet.items(_LISTS[axis]) if g.get("collapsed")]
    groups = []
    for depth in range(1, max(depths) + 1):
        for start, end in _runs(depths, depth):
            place = {"sheetId": sheet.sheet_id, "dimension": axis}
            place |= {"startIndex": start, "endIndex": end}
            group: Json = {"range": place, "depth": depth}
            if any(_is_same(group, old) for old in folded):
                group["collapsed"] = True
            groups.append(group)
    groups.sort(key=lambda group: (group["range"]["startIndex"], group["depth"]))
    objects = draft.edit(sheet.sheet_id).objects
    objects.pop(_LISTS[axis], None)
    if not groups:
        return {}
    objects[_LISTS[axis]] = groups
    return {"dimensionGroups": groups}


def _runs(depths: list[int], depth: int) -> list[tuple[int, int]]:
    """Return the runs of rows or columns that lie at least so deep."""
    inside = [False, *(at >= depth for at in depths), False]
    edges = [at for at in range(len(depths) + 1) if inside[at] != inside[at + 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _is_same(group: Json, old: Json) -> bool:
    new, was = group["range"], old["range"]
    return bool(
        group["depth"] == old["depth"]
        and new["startIndex"] < was["endIndex"]
        and was["startIndex"] < new["endIndex"]
    )


def delete_group(draft: Draft, body: Json) -> Json:
    """Ungroup rows or columns: each of them lies one less deep than before."""
    sheet, axis, start, end = _place(draft, body.get("range", {}))
    depths = _depths(sheet, axis)
    if not any(depths[start:end]):
        raise RefusedError(f"There is no group of {axis.lower()} in the range.")
    shallower = [max(d - (start <= at < end), 0) for at, d in enumerate(depths)]
    return _regrouped(draft, sheet, axis, shallower)


def update_group(draft: Draft, body: Json) -> None:
    """Fold a group, which hides what is in it, or unfold it."""
    asked = body.get("dimensionGroup", {})
    mask = update_mask(body.get("fields"), "DimensionGroup", "dimensionGroup")
    if unknown := mask.keys() - {"collapsed", "*"}:
        raise RefusedError(f"Field cannot be updated: {min(unknown)}")
    sheet, axis, start, end = _place(draft, asked.get("range", {}))
    depth = asked.get("depth", 0)
    groups = sheet.items(_LISTS[axis])
    if not any(_is_at(group, depth, start, end) for group in groups):
        raise RefusedError("The range and depth do not name a group of the sheet.")
    folds = asked.get("collapsed", False)
    sheet.objects[_LISTS[axis]] = [
        _folded(group, folds=folds) if _is_at(group, depth, start, end) else group
        for group in groups
    ]
    sizes = sheet.dimensions[axis]
    for at in range(start, end):
        size = {n: v for n, v in sizes.get(at, {}).items() if n != "hiddenByUser"}
        sizes[at] = size | ({"hiddenByUser": True} if folds else {})


def _is_at(group: Json, depth: int, start: int, end: int) -> bool:
    place = group["range"]
    return bool(
        group["depth"] == depth
        and place["startIndex"] == start
        and place["endIndex"] == end
    )


def _folded(group: Json, *, folds: bool) -> Json:
    kept = {name: value for name, value in group.items() if name != "collapsed"}
    return {**kept, "collapsed": True} if folds else kept


HANDLERS: dict[str, Handler] = {
    "addDimensionGroup": add_group,
    "deleteDimensionGroup": delete_group,
    "updateDimensionGroup": update_group,
}
