"""Everything anchored to rows and columns moves with them."""

from collections.abc import Callable

from local_sheets.grid.model import COLUMNS, ROWS, Json, JsonValue, Sheet
from local_sheets.grid.shifts import Shift
from local_sheets.grid.spreadsheet import Draft

_ENDS = {
    ROWS: ("startRowIndex", "endRowIndex"),
    COLUMNS: ("startColumnIndex", "endColumnIndex"),
}
_POINTS = {ROWS: "rowIndex", COLUMNS: "columnIndex"}
_GONE = object()
_ELSEWHERE = {"sheetId": -1}
# Lists in a filter whose items name a column of the tab.
_COLUMN_SPECS = {"filterSpecs": "columnIndex", "sortSpecs": "dimensionIndex"}

# Where an object is anchored: it goes when this does. Charts survive their sources.
_ANCHORS = {
    "protectedRanges": "range",
    "basicFilter": "range",
    "filterViews": "range",
    "conditionalFormats": "ranges",
}


def shift_anchored(draft: Draft, sheet: Sheet, axis: str, shift: Shift) -> None:
    """Carry along what is anchored to the rows or columns of a tab.

    Objects whose every anchored cell is deleted go with them, and so does developer
    metadata of a deleted row or column.
    """
    sheet.dimensions[axis] = {
        at: properties
        for old, properties in sheet.dimensions[axis].items()
        if (at := shift.position(old)) is not None
    }
    mover = _Mover(sheet.sheet_id, axis, shift)
    for tab in list(draft.spreadsheet.sheets):
        _shift_objects(draft, tab, mover)
    spreadsheet = draft.spreadsheet
    spreadsheet.metadata = _kept(spreadsheet.metadata, mover, _has_place)
    spreadsheet.named_ranges = _kept(
        spreadsheet.named_ranges, mover, lambda named: "range" in named
    )


def _shift_objects(draft: Draft, tab: Sheet, mover: "_Mover") -> None:
    for name, items in tab.objects.items():
        kept = _kept(items, mover, _is_anchored(name))
        if kept != items:
            draft.edit(tab.sheet_id).objects[name] = kept


def _is_anchored(name: str) -> Callable[[Json], bool]:
    anchor = _ANCHORS.get(name)
    return lambda item: anchor is None or bool(item.get(anchor))


def _has_place(metadata: Json) -> bool:
    location = metadata["location"]
    return location.get("locationType") not in {"ROW", "COLUMN"} or (
        "dimensionRange" in location
    )


def _kept(
    items: list[Json], mover: "_Mover", is_anchored: Callable[[Json], bool]
) -> list[Json]:
    moved = [mover.json(item) for item in items]
    return [item for item in moved if item is not _GONE and is_anchored(item)]


class _Mover:
    """Rewrites every range of one tab inside Google's JSON, wherever it stands."""

    def __init__(self, sheet_id: int, axis: str, shift: Shift) -> None:
        self._sheet_id = sheet_id
        self._axis = axis
        self._shift = shift
        self._ends = _ENDS[axis]

    def json(self, value: JsonValue) -> JsonValue:
        """Return the value with its ranges moved; `_GONE` for a deleted range."""
        if isinstance(value, list):
            moved = [self.json(item) for item in value]
            return [item for item in moved if item is not _GONE]
        if not isinstance(value, dict):
            return value
        result = {
            name: moved
            for name, item in value.items()
            if (moved := self.json(item)) is not _GONE
        }
        return self._placed(result)

    def _placed(self, value: Json) -> JsonValue:
        if self._axis == COLUMNS and self._here(value.get("range", _ELSEWHERE)):
            value |= self._filter_columns(value)
        if not self._here(value):
            return value
        if value.get("dimension") == self._axis and "startIndex" in value:
            return self._spanned(value, "startIndex", "endIndex")
        if self._ends[0] not in value and self._ends[1] not in value:
            return self._pointed(value)
        return self._spanned(value, *self._ends)

    def _here(self, value: Json) -> bool:
        return bool(value.get("sheetId", 0) == self._sheet_id)

    def _spanned(self, value: Json, first: str, last: str) -> JsonValue:
        start = value.get(first, 0)
        is_open = last not in value
        # An open end lies beyond any index of a grid.
        span = self._shift.span(start, 2**31 if is_open else value[last])
        if span is None:
            return _GONE
        moved = {**value, first: span[0]} if first in value else dict(value)
        return moved if is_open else {**moved, last: span[1]}

    def _pointed(self, value: Json) -> Json:
        name = _POINTS[self._axis]
        if name not in value:
            return value
        at = value[name]
        moved = self._shift.position(at)
        if moved is None:
            # A deleted anchor cell leaves its chart at the edge of the gap.
            span = self._shift.span(0, at + 1)
            moved = span[1] if span else 0
        return {**value, name: moved}

    def _filter_columns(self, value: Json) -> Json:
        """Return the parts of a filter that speak of columns by number."""
        parts: Json = {}
        if "criteria" in value:
            moved = {
                self._shift.position(int(k)): v for k, v in value["criteria"].items()
            }
            parts["criteria"] = {str(k): v for k, v in moved.items() if k is not None}
        for name, field in _COLUMN_SPECS.items():
            if name in value:
                parts[name] = self._specs(value[name], field)
        return parts

    def _specs(self, specs: list[Json], field: str) -> list[Json]:
        moved = [{**spec, field: self._shift.position(spec[field])} for spec in specs]
        return [spec for spec in moved if spec[field] is not None]
