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
# Members that say where a series or an axis of a chart takes its numbers from.
_SOURCES = ("series", "domain")

# Where an object is anchored: it goes when this does. Charts survive their sources.
_ANCHORS: dict[str, Callable[[Json], bool]] = {
    "protectedRanges": lambda item: "range" in item,
    "basicFilter": lambda item: "range" in item,
    "filterViews": lambda item: "range" in item,
    "bandedRanges": lambda item: "range" in item,
    "tables": lambda item: "range" in item,
    "rowGroups": lambda item: "range" in item,
    "columnGroups": lambda item: "range" in item,
    "conditionalFormats": lambda item: bool(item.get("ranges")),
    "slicers": lambda item: "dataRange" in item["spec"],
    "merges": lambda item: _length(item, ROWS) > 1 or _length(item, COLUMNS) > 1,
}


def _length(box: Json, axis: str) -> int:
    first, last = _ENDS[axis]
    return int(box[last]) - int(box[first])


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
    was_filtered = bool(sheet.items("basicFilter"))
    for tab in list(draft.spreadsheet.sheets):
        _shift_objects(draft, tab, mover)
    if was_filtered and not sheet.items("basicFilter"):
        _show_filtered(sheet)
    spreadsheet = draft.spreadsheet
    spreadsheet.metadata = _kept(spreadsheet.metadata, mover, _has_place)
    spreadsheet.named_ranges = _kept(
        spreadsheet.named_ranges, mover, lambda named: "range" in named
    )


def _shift_objects(draft: Draft, tab: Sheet, mover: "_Mover") -> None:
    for name, items in tab.objects.items():
        kept = _kept(items, mover, _ANCHORS.get(name, _always))
        if kept != items:
            draft.own(tab.sheet_id).objects[name] = kept


def lengthen_tables(sheet: Sheet, axis: str, at: int, length: int) -> None:
    """Let tables that end at an index take in what was inserted there.

    Args:
        sheet: the draft's own copy of the tab.
        axis: ROWS or COLUMNS.
        at: where rows or columns were inserted that inherit from those before.
        length: how many.
    """
    last = _ENDS[axis][1]
    grown = {
        table["tableId"]: {**table["range"], last: at + length}
        for table in sheet.items("tables")
        if table["range"][last] == at
    }
    if not grown:
        return
    sheet.objects = {
        name: [
            {**item, "range": grown[item["tableId"]]}
            if item.get("tableId") in grown
            else item
            for item in items
        ]
        for name, items in sheet.objects.items()
    }


def _always(_: Json) -> bool:
    return True


def _show_filtered(sheet: Sheet) -> None:
    """Show the rows that a filter hid which is no more."""
    sheet.dimensions[ROWS] = {
        at: kept
        for at, size in sheet.dimensions[ROWS].items()
        if (kept := {n: v for n, v in size.items() if n != "hiddenByFilter"})
    }


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
            moved = [(item, self.json(item)) for item in value]
            return [
                new for old, new in moved if new is not _GONE and not _is_left(old, new)
            ]
        if not isinstance(value, dict):
            return value
        result = {
            name: moved
            for name, item in value.items()
            if (moved := self._member(name, item)) is not _GONE
        }
        if value.get("sources") and not result["sources"]:
            return _GONE
        return self._placed(result, value)

    def _member(self, name: str, value: JsonValue) -> JsonValue:
        if name == "anchorCell" and self._here(value):
            return self._pointed(value)
        return self.json(value)

    def _placed(self, value: Json, before: Json) -> JsonValue:
        if self._axis == COLUMNS:
            renumbered = value | self._column_numbers(before)
            value = {name: v for name, v in renumbered.items() if v is not None}
        if not self._here(value):
            return value
        if value.get("dimension") == self._axis and "startIndex" in value:
            return self._spanned(value, "startIndex", "endIndex")
        if self._ends[0] in value or self._ends[1] in value:
            return self._spanned(value, *self._ends)
        return value

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
        at = value.get(name, 0)
        moved = self._shift.position(at)
        if moved is None:
            # A deleted anchor cell leaves its chart at the edge of the gap.
            span = self._shift.span(0, at + 1)
            moved = span[1] if span else 0
        return value if moved == at else {**value, name: moved}

    def _column_numbers(self, value: Json) -> Json:
        """Return the parts of an object that speak of columns by number."""
        if self._here(value.get("dataRange", _ELSEWHERE)) and "columnIndex" in value:
            column = self._shift.position(value["columnIndex"])
            if column is None:
                return {"columnIndex": None, "filterCriteria": None}
            return {"columnIndex": column}
        if not self._here(value.get("range", _ELSEWHERE)):
            return {}
        parts = self._filter_columns(value)
        if isinstance(value.get("columnProperties"), list):
            parts["columnProperties"] = self._table_columns(value)
        return parts

    def _filter_columns(self, value: Json) -> Json:
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
        moved = [
            {**spec, field: self._shift.position(spec.get(field, 0))} for spec in specs
        ]
        return [spec for spec in moved if spec[field] is not None]

    def _table_columns(self, table: Json) -> list[Json]:
        """Return the typed columns of a table, which count from its first column."""
        after = self.json(table["range"])
        if after is _GONE:
            return []
        start = table["range"].get("startColumnIndex", 0)
        first, end = after.get("startColumnIndex", 0), after["endColumnIndex"]
        moved = [
            (self._shift.position(start + column["columnIndex"]), column)
            for column in table["columnProperties"]
        ]
        return [
            {**column, "columnIndex": at - first}
            for at, column in moved
            if at is not None and first <= at < end
        ]


def _is_left(old: JsonValue, new: JsonValue) -> bool:
    """Tell whether a series of a chart is left without its numbers."""
    if not isinstance(old, dict):
        return False
    return any(
        isinstance(old.get(name), dict) and old[name] and not new.get(name)
        for name in _SOURCES
    )
