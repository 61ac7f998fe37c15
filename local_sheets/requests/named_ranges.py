"""Requests about named ranges."""

import re

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.handler import Handler, grid_range, new_id
from local_sheets.requests.ranges import clamped, follow

_NAME = re.compile(r"[^\W\d]\w{0,249}")
_LIKE_A_CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c\d*|true|false", re.IGNORECASE)


def add_named_range(draft: Draft, body: Json) -> Json:
    """Name a range; names are unique within the spreadsheet."""
    asked = body.get("namedRange", {})
    named = draft.spreadsheet.named_ranges
    _check_name(draft, asked.get("name", ""), "add")
    place = clamped(asked.get("range", {}), grid_range(draft, asked))
    range_id = asked.get("namedRangeId") or str(new_id(()))
    if any(item["namedRangeId"] == range_id for item in named):
        raise RefusedError(f"Named range with id {range_id} already exists.")
    created = {**asked, "namedRangeId": range_id, "range": place}
    named.append(created)
    return {"namedRange": created}


def _check_name(draft: Draft, name: str, verb: str) -> None:
    if not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
        raise RefusedError("The name given to this range is invalid.")
    taken = {item["name"].casefold() for item in draft.spreadsheet.named_ranges}
    if name.casefold() in taken:
        raise RefusedError(
            f"Cannot {verb} named range with name {name}, "
            "a named range with that name already exists."
        )


def update_named_range(draft: Draft, body: Json) -> None:
    """Change the name or the cells of a named range."""
    asked = body.get("namedRange", {})
    mask = update_mask(body.get("fields"), "NamedRange", "namedRange")
    wanted = asked.get("namedRangeId")
    old = _named(draft, wanted)
    new = updated(old, asked, mask) | {"namedRangeId": wanted}
    if new.get("name", "").casefold() != old["name"].casefold():
        _check_name(draft, new.get("name", ""), "update")
    new["range"] = clamped(new.get("range", {}), grid_range(draft, new))
    draft.spreadsheet.named_ranges = [
        new if item is old else item for item in draft.spreadsheet.named_ranges
    ]
    if new["range"] != old["range"]:
        follow(draft, "namedRangeId", new["namedRangeId"], new["range"])


def _named(draft: Draft, wanted: object) -> Json:
    for item in draft.spreadsheet.named_ranges:
        if item["namedRangeId"] == wanted:
            return item
    raise RefusedError(f"No named range with id: {wanted}")


def delete_named_range(draft: Draft, body: Json) -> None:
    """Forget a name; its cells stay, and so does what leaned on it."""
    old = _named(draft, body.get("namedRangeId"))
    draft.spreadsheet.named_ranges = [
        item for item in draft.spreadsheet.named_ranges if item is not old
    ]
    follow(draft, "namedRangeId", old["namedRangeId"], None)


HANDLERS: dict[str, Handler] = {
    "addNamedRange": add_named_range,
    "updateNamedRange": update_named_range,
    "deleteNamedRange": delete_named_range,
}
