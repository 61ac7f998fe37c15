"""Where charts and slicers are: over the cells of a tab, or on a tab of their own."""

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored, mirrored_mask
from local_sheets.requests.filtering import refilter
from local_sheets.requests.handler import Handler, coordinate, new_id
from local_sheets.requests.ranges import explicit, found, rehomed, replace

KINDS = {"charts": "chartId", "slicers": "slicerId"}
_SIZE = {"widthPixels": 600, "heightPixels": 371}
_WORDS = "embedded object"


def free_object_id(draft: Draft, asked: Json, field: str, word: str) -> int:
    """Return the id of a new chart or slicer; they share one row of ids.

    Raises:
        RefusedError: the client's own id is taken.
    """
    taken = {
        item[name]
        for sheet in draft.spreadsheet.sheets
        for kind, name in KINDS.items()
        for item in sheet.items(kind)
    }
    chosen: int = asked.get(field, new_id(taken))
    if chosen in taken:
        raise RefusedError(f"{word} with id {chosen} already exists.")
    return chosen


def settled(
    draft: Draft, position: Json, *, may_own: bool, usual: Json | None = None
) -> tuple[int, Json]:
    """Return the tab of a position, and the position as Google answers it.

    Args:
        draft: gains a tab when the object is to have one of its own.
        position: an EmbeddedObjectPosition.
        may_own: whether the object may have a tab of its own.
        usual: the size of an object that was given none.

    Raises:
        RefusedError: the position says nothing, or a place that is not there.
    """
    overlay = position.get("overlayPosition")
    if overlay is not None:
        sheet, row, column = coordinate(draft, overlay, "anchorCell")
        cell = sheet.whole._replace(start_row=row, end_row=row + 1)
        draft.guard(cell._replace(start_column=column, end_column=column + 1))
        overlay = {**(usual or _SIZE), **overlay}
        return sheet.sheet_id, {"overlayPosition": overlay}
    if not may_own or not (position.get("newSheet") or "sheetId" in position):
        raise RefusedError(
            "One of EmbeddedObjectPosition.overlayPosition or "
            "EmbeddedObjectPosition.sheetId must be set"
        )
    sheet_id = _own_tab(draft, position.get("sheetId"))
    return sheet_id, {"sheetId": sheet_id}


def _own_tab(draft: Draft, asked: int | None) -> int:
    taken = {sheet.sheet_id for sheet in draft.spreadsheet.sheets}
    sheet_id = new_id(taken) if asked is None else asked
    if sheet_id in taken:
        raise RefusedError(f"Sheet with id {sheet_id} already exists.")
    if sheet_id < 0:
        raise RefusedError("Sheet id must be non-negative.")
    number = 1
    while draft.spreadsheet.sheet_titled(f"Chart{number}"):
        number += 1
    properties = {
        "sheetId": sheet_id,
        "title": f"Chart{number}",
        "sheetType": "OBJECT",
        # A tab without cells; Google answers none of this.
        "gridProperties": {"rowCount": 0, "columnCount": 0},
    }
    draft.adopt(Sheet(properties), len(draft.spreadsheet.sheets))
    return sheet_id


def update_position(draft: Draft, body: Json) -> Json:
    """Move or resize a chart or slicer; a tab of its own goes when it leaves it."""
    sheet, kind, old = found(draft, KINDS, body.get("objectId", 0), _WORDS)
    asked = body.get("newPosition", {})
    if "overlayPosition" in asked:
        mask = update_mask(body.get("fields"), "OverlayPosition")
        before = old["position"].get("overlayPosition", {})
        mask = explicit(mask, before, asked["overlayPosition"])
        overlay = updated(before, asked["overlayPosition"], mask)
        asked = {"overlayPosition": overlay}
    home, position = settled(draft, asked, may_own=kind == "charts")
    to = home, {**old, "position": position}
    rehomed(draft, sheet.sheet_id, kind, old, to)
    _drop_empty(draft, sheet)
    return {"position": position}


def _drop_empty(draft: Draft, before: Sheet) -> None:
    """Delete a tab that was there for one object, when the object has left it."""
    now = draft.spreadsheet.sheet(before.sheet_id)
    if not now.has_grid and not now.items("charts"):
        draft.spreadsheet.sheets.remove(now)


def update_border(draft: Draft, body: Json) -> None:
    """Colour the border of a chart."""
    names = {"charts": "chartId"}
    sheet, kind, old = found(draft, names, body.get("objectId", 0), _WORDS)
    mask = update_mask(body.get("fields"), "EmbeddedObjectBorder", "border")
    asked = mirrored(body.get("border", {}))
    border = updated(old.get("border", {}), asked, mirrored_mask(mask))
    rest = {name: value for name, value in old.items() if name != "border"}
    new = {**rest, "border": border} if border else rest
    replace(draft, sheet.sheet_id, kind, old, new)


def delete_object(draft: Draft, body: Json) -> None:
    """Delete a chart or slicer by its id, with the tab that was there for it."""
    sheet, kind, old = found(draft, KINDS, body.get("objectId", 0), _WORDS)
    replace(draft, sheet.sheet_id, kind, old, None)
    if kind == "slicers":
        refilter(draft, sheet.sheet_id)
    _drop_empty(draft, sheet)


HANDLERS: dict[str, Handler] = {
    "updateEmbeddedObjectPosition": update_position,
    "updateEmbeddedObjectBorder": update_border,
    "deleteEmbeddedObject": delete_object,
}
