"""Requests about protected ranges and protected tabs."""

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import ENDS, Draft
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.ranges import (
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

_LIST, _ID = "protectedRanges", "protectedRangeId"


def add_protected_range(draft: Draft, body: Json) -> Json:
    """Protect a range or a tab; doing it again stacks another protection."""
    asked = body.get("protectedRange", {})
    chosen = chosen_id(asked, _ID, taken_ids(draft, _LIST, _ID), "Protected range")
    protected = {n: v for n, v in asked.items() if n != "requestingUserCanEdit"}
    home, protected = _checked(draft, protected | {_ID: chosen})
    _check_first(draft, home, protected)
    put(draft, home, _LIST, protected)
    told = protected | {"requestingUserCanEdit": True}
    if "editors" in asked and not any(asked["editors"].values()):
        # The reply repeats that nobody was named; the requester may edit all the same.
        told["editors"] = {}
    return {"protectedRange": told}


def _check_first(draft: Draft, home: int, protected: Json) -> None:
    """Refuse to protect a tab as a whole twice; ranges may be stacked."""
    sheet = draft.sheet(home)
    wholes = (ENDS.isdisjoint(one["range"]) for one in sheet.items(_LIST))
    if ENDS.isdisjoint(protected["range"]) and any(wholes):
        raise RefusedError(f'Sheet "{sheet.title}" already has sheet protection.')


def _checked(draft: Draft, asked: Json) -> tuple[int, Json]:
    """Return the tab of a protection, and the protection as it is kept."""
    cells, protected = placed(draft, asked)
    draft.guard(cells)
    _check_holes(draft, protected)
    editors = protected.pop("editors", {})
    if not protected.get("warningOnly"):
        protected.pop("warningOnly", None)
    else:
        if any(editors.values()):
            raise RefusedError(
                "ProtectedRange is warningOnly. Editors cannot be set on it."
            )
        return cells.sheet_id, protected
    if editors.get("domainUsersCanEdit"):
        raise UnsupportedError("protectedRange.editors.domainUsersCanEdit")
    users = sorted({*editors.get("users", []), draft.email} - {""})
    groups = {"groups": editors["groups"]} if editors.get("groups") else {}
    return cells.sheet_id, {**protected, "editors": {"users": users, **groups}}


def _check_holes(draft: Draft, protected: Json) -> None:
    """Hold the parts left free in a protection to a tab protected as a whole."""
    holes = protected.get("unprotectedRanges", [])
    if holes and ENDS & protected["range"].keys():
        raise RefusedError("Unprotected ranges can only be set on a protected sheet.")
    whole = grid_range(draft, protected)
    if not all(grid_range(draft, {"range": hole}).within(whole) for hole in holes):
        raise RefusedError("Unprotected ranges must be on the protected sheet.")


def update_protected_range(draft: Draft, body: Json) -> None:
    """Change a protection in place; who it keeps out cannot change it."""
    asked = body.get("protectedRange", {})
    sheet, _, old = found(draft, {_LIST: _ID}, asked.get(_ID), "protected range")
    draft.guard(grid_range(draft, old))
    mask = update_mask(body.get("fields"), "ProtectedRange", "protectedRange")
    mask = explicit(mask, old, asked, _ID, "requestingUserCanEdit")
    before = without_backing(old, mask)
    if asked.get("warningOnly") and "editors" not in mask:
        before = {name: value for name, value in before.items() if name != "editors"}
    to = _checked(draft, leaning(updated(before, asked, mask)))
    rehomed(draft, sheet.sheet_id, _LIST, old, to)


def delete_protected_range(draft: Draft, body: Json) -> None:
    """Lift a protection; who it keeps out cannot lift it."""
    names = {_LIST: _ID}
    sheet, _, old = found(draft, names, body.get(_ID), "protected range")
    draft.guard(grid_range(draft, old))
    replace(draft, sheet.sheet_id, _LIST, old, None)


HANDLERS: dict[str, Handler] = {
    "addProtectedRange": add_protected_range,
    "updateProtectedRange": update_protected_range,
    "deleteProtectedRange": delete_protected_range,
}
