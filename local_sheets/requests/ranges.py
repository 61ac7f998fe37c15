"""What handlers of anchored objects share: their cells, their ids, and their homes."""

from collections.abc import Mapping

from local_sheets.discovery.fields import Mask
from local_sheets.errors import RefusedError
from local_sheets.grid.model import CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.handler import grid_range, new_id

_BACKING = ("range", "namedRangeId", "tableId")


def box(cells: CellRange) -> Json:
    """Return a range as Google's GridRange, every end closed."""
    return {
        "sheetId": cells.sheet_id,
        "startRowIndex": cells.start_row,
        "endRowIndex": cells.end_row,
        "startColumnIndex": cells.start_column,
        "endColumnIndex": cells.end_column,
    }


def taken_ids(draft: Draft, name: str, field: str) -> set[int]:
    """Return the ids that objects of one kind have, over all tabs."""
    return {
        item[field] for sheet in draft.spreadsheet.sheets for item in sheet.items(name)
    }


def chosen_id(asked: Json, field: str, taken: set[int], words: str) -> int:
    """Return the id of a new object: the client's own, if it is free, or a new one.

    Raises:
        RefusedError: another object has that id.
    """
    chosen: int = asked.get(field, new_id(taken))
    if chosen in taken:
        raise RefusedError(f"{words} with id {chosen} already exists.")
    return chosen


def found(
    draft: Draft, names: Mapping[str, str], wanted: object, words: str
) -> tuple[Sheet, str, Json]:
    """Return the tab an object is on, the name of its list, and the object.

    Args:
        draft: to look in.
        names: the id field by the list it stands in.
        wanted: the id.
        words: what the object is called when there is none.

    Raises:
        RefusedError: there is no such object.
    """
    for sheet in draft.spreadsheet.sheets:
        for name, field in names.items():
            for item in sheet.items(name):
                if item[field] == wanted:
                    return sheet, name, item
    raise RefusedError(f"No {words} with id: {wanted}")


def put(draft: Draft, sheet_id: int, name: str, item: Json) -> None:
    """Add an object to a tab."""
    sheet = draft.own(sheet_id)
    sheet.objects[name] = [*sheet.items(name), item]


def replace(
    draft: Draft, sheet_id: int, name: str, old: Json, new: Json | None
) -> None:
    """Put an object in another's place on its tab; None takes it away."""
    sheet = draft.own(sheet_id)
    changed = [new if item is old else item for item in sheet.items(name)]
    kept = [item for item in changed if item is not None]
    if kept:
        sheet.objects[name] = kept
    else:
        sheet.objects.pop(name, None)


def rehomed(
    draft: Draft, sheet_id: int, name: str, old: Json, to: tuple[int, Json]
) -> None:
    """Put an object in another's place, on the same tab or on another one."""
    home, new = to
    if home == sheet_id:
        replace(draft, sheet_id, name, old, new)
        return
    replace(draft, sheet_id, name, old, None)
    put(draft, home, name, new)


def placed(
    draft: Draft, asked: Json, *, closed: bool = False
) -> tuple[CellRange, Json]:
    """Return the cells an object covers, and the object with its range spelled out.

    An object names its cells by a range, or leans on a named range or a table.

    Args:
        draft: with the named ranges and tables.
        asked: the object as the client sent it.
        closed: whether Google closes the open ends of its range.

    Raises:
        RefusedError: the object names no cells, or names them twice.
    """
    given = [name for name in _BACKING if name in asked]
    if len(given) > 1:
        raise RefusedError(f"Only one of {' and '.join(given)} may be set.")
    if given == ["namedRangeId"]:
        asked = {**asked, "range": _named(draft, asked["namedRangeId"])}
    elif given == ["tableId"]:
        names = {"tables": "tableId"}
        _, _, table = found(draft, names, asked["tableId"], "table")
        asked = {**asked, "range": table["range"]}
    cells = grid_range(draft, asked)
    kept = box(cells) if closed else clamped(asked["range"], cells)
    return cells, {**asked, "range": kept}


def clamped(asked: Json, cells: CellRange) -> Json:
    """Return a GridRange that ends where the grid ends; open ends stay open."""
    ends = {name: at for name, at in box(cells).items() if name.startswith("end")}
    return {name: min(at, ends.get(name, at)) for name, at in asked.items()}


def _named(draft: Draft, range_id: str) -> Json:
    for named in draft.spreadsheet.named_ranges:
        if named["namedRangeId"] == range_id:
            return dict(named["range"])
    raise RefusedError(f"No named range with id: {range_id}")


def leaning(item: Json) -> Json:
    """Return an object without the range that follows from what it leans on."""
    if not item.keys() & {"namedRangeId", "tableId"}:
        return item
    return {name: value for name, value in item.items() if name != "range"}


def explicit(mask: Mask, old: Json, asked: Json, *fixed: str) -> Mask:
    """Return the mask of an update with `*` spelled out and without fixed fields."""
    named = mask or {name: {} for name in {**old, **asked}}
    return {name: branch for name, branch in named.items() if name not in fixed}


def without_backing(old: Json, mask: Mask) -> Json:
    """Return an object without what it leaned on, when an update places it anew."""
    if not mask.keys() & set(_BACKING):
        return old
    return {name: value for name, value in old.items() if name not in _BACKING}


def follow(draft: Draft, field: str, backing_id: str, place: Json | None) -> None:
    """Move what leans on a named range or table; None cuts it loose where it is."""
    for sheet in list(draft.spreadsheet.sheets):
        for name, items in sheet.objects.items():
            is_backing = name == "tables"
            if is_backing or all(item.get(field) != backing_id for item in items):
                continue
            draft.own(sheet.sheet_id).objects[name] = [
                _following(item, field, place)
                if item.get(field) == backing_id
                else item
                for item in items
            ]


def _following(item: Json, field: str, place: Json | None) -> Json:
    if place is not None:
        return {**item, "range": place}
    return {name: value for name, value in item.items() if name != field}


def check_unbanded(draft: Draft, cells: CellRange, but: Json | None = None) -> None:
    """Refuse a range some of whose cells have alternating colours already.

    Args:
        draft: to look in.
        cells: that are to be banded.
        but: the banding or table that is being changed.
    """
    sheet = draft.sheet(cells.sheet_id)
    for item in [*sheet.items("bandedRanges"), *sheet.items("tables")]:
        if item is not but and resolved(sheet, item["range"]).overlaps(cells):
            raise RefusedError(
                "You cannot add alternating background colors to a range that already "
                "has alternating background colors."
            )
