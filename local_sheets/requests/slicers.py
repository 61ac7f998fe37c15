"""Requests about slicers."""

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored, mirrored_mask
from local_sheets.requests.embedded import free_object_id, settled
from local_sheets.requests.filtering import refilter
from local_sheets.requests.filters import checked_criteria
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.ranges import explicit, found, put, replace

_SIZE = {"widthPixels": 200, "heightPixels": 40}


def add_slicer(draft: Draft, body: Json) -> Json:
    """Put a slicer on a tab; it hides rows of its data as a filter does."""
    slicer = body.get("slicer", {})
    spec = _checked(draft, mirrored(slicer.get("spec", {})))
    slicer_id = free_object_id(draft, slicer, "slicerId", "Slicer")
    position = slicer.get("position", {})
    home, settled_at = settled(draft, position, may_own=False, usual=_SIZE)
    created = {"slicerId": slicer_id, "spec": spec, "position": settled_at}
    put(draft, home, "slicers", created)
    refilter(draft, home)
    return {"slicer": created}


def _checked(draft: Draft, spec: Json) -> Json:
    cells = grid_range(draft, spec, "dataRange")
    column = spec.get("columnIndex")
    if column is not None and not cells.start_column <= column < cells.end_column:
        raise RefusedError("Slicer column must be within range bounds")
    if "filterCriteria" not in spec:
        return spec
    if column is None:
        raise RefusedError("A slicer with filterCriteria must set columnIndex.")
    criteria = checked_criteria(draft, spec["filterCriteria"])
    return {**spec, "filterCriteria": criteria}


def update_slicer_spec(draft: Draft, body: Json) -> None:
    """Change what a slicer shows and hides."""
    names = {"slicers": "slicerId"}
    sheet, kind, old = found(draft, names, body.get("slicerId", 0), "slicer")
    asked = mirrored(body.get("spec", {}))
    mask = mirrored_mask(update_mask(body.get("fields"), "SlicerSpec", "SlicerSpec"))
    mask = explicit(mask, old["spec"], asked)
    spec = _checked(draft, updated(old["spec"], asked, mask))
    replace(draft, sheet.sheet_id, kind, old, {**old, "spec": spec})
    refilter(draft, sheet.sheet_id)


HANDLERS: dict[str, Handler] = {
    "addSlicer": add_slicer,
    "updateSlicerSpec": update_slicer_spec,
}
