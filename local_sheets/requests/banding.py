"""Requests about alternating colours."""

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid.model import CellRange, Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored, mirrored_mask
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.ranges import (
    check_unbanded,
    chosen_id,
    explicit,
    found,
    placed,
    put,
    rehomed,
    replace,
    taken_ids,
)
from local_sheets.requests.tables import without_look

_LIST, _ID = "bandedRanges", "bandedRangeId"
_BANDS = ("rowProperties", "columnProperties")


def add_banding(draft: Draft, body: Json) -> Json:
    """Give the rows or columns of a range alternating colours."""
    asked = body.get("bandedRange", {})
    chosen = chosen_id(asked, _ID, taken_ids(draft, _LIST, _ID), "Banded range")
    cells, banded = _checked(draft, {_ID: chosen, **asked}, None)
    put(draft, cells.sheet_id, _LIST, banded)
    return {"bandedRange": banded}


def _checked(draft: Draft, asked: Json, before: Json | None) -> tuple[CellRange, Json]:
    cells, banded = placed(draft, mirrored(asked), closed=True)
    draft.guard(cells)
    if not any(banded.get(name) for name in _BANDS):
        raise RefusedError("One of rowProperties and columnProperties must be set.")
    for name in _BANDS:
        colours = banded.get(name, {"firstBandColor": {}, "secondBandColor": {}})
        if not {"firstBandColor", "secondBandColor"} <= colours.keys():
            raise RefusedError(f"{name} must set firstBandColor and secondBandColor.")
    check_unbanded(draft, cells, before)
    banded.pop("bandedRangeReference", None)
    return cells, banded


def update_banding(draft: Draft, body: Json) -> None:
    """Change the colours or the cells of a banding."""
    asked = mirrored(body.get("bandedRange", {}))
    sheet, _, old = found(draft, {_LIST: _ID}, asked.get(_ID, 0), "banded range")
    mask = mirrored_mask(update_mask(body.get("fields"), "BandedRange", "bandedRange"))
    mask = explicit(mask, old, asked, _ID, "bandedRangeReference")
    cells, banded = _checked(draft, updated(old, asked, mask), old)
    rehomed(draft, sheet.sheet_id, _LIST, old, (cells.sheet_id, banded))


def delete_banding(draft: Draft, body: Json) -> None:
    """Take alternating colours away; of a table, its cells remain."""
    wanted = body.get(_ID, 0)
    if without_look(draft, str(wanted)):
        return
    sheet, _, old = found(draft, {_LIST: _ID}, wanted, "banded range")
    draft.guard(grid_range(draft, old))
    replace(draft, sheet.sheet_id, _LIST, old, None)


HANDLERS: dict[str, Handler] = {
    "addBanding": add_banding,
    "updateBanding": update_banding,
    "deleteBanding": delete_banding,
}
