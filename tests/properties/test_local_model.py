"""Rows and columns come, go and move; a naive model says where everything ends up."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from local_sheets import Store
from local_sheets.errors import ApiError
from local_sheets.grid.model import Formula
from tests.laws import tried

TAB, OTHER = 3, 4
SIZES = {"ROWS": 6, "COLUMNS": 5}
ENDS = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}
BANDS = {"firstBandColor": {"red": 1}, "secondBandColor": {"blue": 1}}
# What is anchored to a box of cells: where the API keeps it, and how it is asked for.
BOX = {"ROWS": (2, 4), "COLUMNS": (1, 4)}


@dataclass
class Line:
    """One axis as a list of labels, and the labels each anchored thing covers.

    The model knows no indexes: a new label belongs to a thing when both of its
    neighbours do, a deleted label is gone, and a moved label stays with the thing it
    was in when the whole thing moved, else belongs where it lands.
    """

    labels: list[int]
    covers: dict[str, set[int]] = field(default_factory=dict)
    fresh: Any = field(default_factory=lambda: count(100))

    def cover(self, name: str, start: int, end: int) -> None:
        self.covers[name] = set(self.labels[start:end])

    def insert(self, at: int, length: int) -> None:
        new = [next(self.fresh) for _ in range(length)]
        self._land(at, new)

    def delete(self, start: int, end: int) -> None:
        gone = set(self.labels[start:end])
        del self.labels[start:end]
        for covered in self.covers.values():
            covered.difference_update(gone)

    def move(self, start: int, end: int, to: int) -> None:
        if start <= to <= end:
            return
        block = self.labels[start:end]
        riding = {n for n, c in self.covers.items() if c <= set(block)}
        for name in self.covers.keys() - riding:
            self.covers[name] -= set(block)
        del self.labels[start:end]
        self._land(to if to < start else to - len(block), block, riding)

    def _land(self, at: int, new: list[int], riding: Any = frozenset()) -> None:
        around = set(self.labels[max(at - 1, 0) : at + 1]) if at else set()
        for name in self.covers.keys() - riding:
            if len(around) == 2 and around <= self.covers[name]:
                self.covers[name] |= set(new)
        self.labels[at:at] = new

    def span(self, name: str) -> tuple[int, int] | None:
        """Return where a thing is now; None when nothing of it is left."""
        at = [i for i, label in enumerate(self.labels) if label in self.covers[name]]
        assert at == list(range(at[0], at[-1] + 1)) if at else True
        return (at[0], at[-1] + 1) if at else None


@st.composite
def changes(draw):
    axis = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    start = draw(st.integers(0, SIZES[axis] - 1))
    length = draw(st.integers(1, 3))
    kind = draw(st.sampled_from(["insert", "delete", "move"]))
    tab = draw(st.sampled_from([TAB, TAB, TAB, OTHER]))
    return kind, tab, axis, start, start + length, draw(st.integers(0, SIZES[axis]))


def request_of(change: tuple[str, int, str, int, int, int]) -> dict[str, Any]:
    kind, tab, axis, start, end, to = change
    place = {"sheetId": tab, "dimension": axis, "startIndex": start, "endIndex": end}
    if kind == "move":
        return {"moveDimension": {"source": place, "destinationIndex": to}}
    return {f"{kind}Dimension": {"range": place}}


def apply_to(
    model: dict[str, Line], change: tuple[str, int, str, int, int, int]
) -> None:
    kind, tab, axis, start, end, to = change
    if tab != TAB:
        return
    line = model[axis]
    if kind == "insert":
        line.insert(start, end - start)
    elif kind == "delete":
        line.delete(start, end)
    else:
        line.move(start, end, to)


def fresh() -> tuple[Store, str]:
    store = Store()
    spreadsheet_id = store.create()
    grid = {"rowCount": SIZES["ROWS"], "columnCount": SIZES["COLUMNS"]}
    cells = [
        {"values": [marked(row, column) for column in range(SIZES["COLUMNS"])]}
        for row in range(SIZES["ROWS"])
    ]
    write = {"start": {"sheetId": TAB}, "rows": cells, "fields": "*"}
    tabs = [
        {"properties": {"sheetId": TAB, "title": "Tab", "gridProperties": grid}},
        {"properties": {"sheetId": OTHER, "title": "Other", "gridProperties": grid}},
    ]
    asked = [*({"addSheet": tab} for tab in tabs), {"updateCells": write}, *ANCHORED]
    store.batch_update(spreadsheet_id, asked)
    return store, spreadsheet_id


def marked(row: int, column: int) -> dict[str, Any]:
    """Return a cell that says where it began, in its value and in its note."""
    text = f"{row},{column}"
    return {"userEnteredValue": {"stringValue": text}, "note": text}


def box() -> dict[str, int]:
    """Return the box as a GridRange."""
    ends = {name: BOX[axis][i] for axis in ENDS for i, name in enumerate(ENDS[axis])}
    return {"sheetId": TAB, **ends}


def pin(axis: str, at: int) -> dict[str, Any]:
    """Return developer metadata on one row or column."""
    place = {"sheetId": TAB, "dimension": axis, "startIndex": at, "endIndex": at + 1}
    return {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": f"{axis} {at}",
                "visibility": "DOCUMENT",
                "location": {"dimensionRange": place},
            }
        }
    }


ANCHORED: list[dict[str, Any]] = [
    {"addNamedRange": {"namedRange": {"name": "Box", "range": box()}}},
    {"addProtectedRange": {"protectedRange": {"range": box(), "warningOnly": True}}},
    {"setBasicFilter": {"filter": {"range": box()}}},
    {"addFilterView": {"filter": {"title": "View", "range": box()}}},
    {"addBanding": {"bandedRange": {"range": box(), "rowProperties": BANDS}}},
    {
        "addConditionalFormatRule": {
            "rule": {
                "ranges": [box()],
                "booleanRule": {"condition": {"type": "BLANK"}, "format": {}},
            }
        }
    },
    {"mergeCells": {"range": box()}},
    *(pin(axis, at) for axis, size in SIZES.items() for at in range(size)),
]
BOXES = {
    "protectedRanges": "range",
    "basicFilter": "range",
    "filterViews": "range",
    "bandedRanges": "range",
    "conditionalFormats": "ranges",
    "merges": "",
}


def where(item: dict[str, Any], member: str) -> dict[str, Any]:
    found = item[member] if member else item
    return found[0] if isinstance(found, list) else found


def spans(place: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    rows, columns = (
        (place.get(ENDS[axis][0], 0), place[ENDS[axis][1]]) for axis in ENDS
    )
    return rows, columns


@tried(60)
@given(st.lists(changes(), max_size=7))
def test_everything_anchored_stays_on_its_cells(asked):
    """Names, protection, filters, bands, rules, merges, metadata keep their cells."""
    store, spreadsheet_id = fresh()
    model = {axis: Line(list(range(size))) for axis, size in SIZES.items()}
    for axis, line in model.items():
        line.cover("box", *BOX[axis])
        for at in range(SIZES[axis]):
            line.cover(f"{axis} {at}", at, at + 1)
    for change in asked:
        try:
            store.batch_update(spreadsheet_id, [request_of(change)])
        except ApiError:
            continue
        apply_to(model, change)
    spreadsheet = store.spreadsheet(spreadsheet_id)
    tab = spreadsheet.sheet(TAB)
    assert marks(tab) == expected_marks(model)
    rows, columns = model["ROWS"].span("box"), model["COLUMNS"].span("box")
    wanted = [(rows, columns)] if rows and columns else []
    named = [spans(item["range"]) for item in spreadsheet.named_ranges]
    assert named == wanted
    one_cell = wanted and rows[1] - rows[0] == columns[1] - columns[0] == 1
    for name, member in BOXES.items():
        found = [spans(where(item, member)) for item in tab.items(name)]
        # A merge that is down to one cell is no merge.
        expected = [] if name == "merges" and one_cell else wanted
        assert found == expected, name
    pins = {
        item["metadataKey"]: item["location"]["dimensionRange"]["startIndex"]
        for item in spreadsheet.metadata
    }
    left = {
        name: line.span(name)[0]
        for line in model.values()
        for name in line.covers
        if name != "box" and line.span(name)
    }
    assert pins == left


def marks(tab: Any) -> list[list[tuple[Any, Any]]]:
    """Return value and note of every cell."""
    shown = []
    for at in range(tab.row_count):
        row = tab.row(at)
        values = [v.result if isinstance(v, Formula) else v for v in row.values]
        notes = [(extra or {}).get("note") for extra in row.extras]
        width = range(tab.column_count)
        shown.append(
            [
                (
                    values[c] if c < len(values) else None,
                    notes[c] if c < len(notes) else None,
                )
                for c in width
            ]
        )
    return shown


def expected_marks(model: dict[str, Line]) -> list[list[tuple[Any, Any]]]:
    """Return what the model says, less the values a merge swallowed at the start."""
    return [
        [expected_mark(row, column) for column in model["COLUMNS"].labels]
        for row in model["ROWS"].labels
    ]


def expected_mark(row: int, column: int) -> tuple[Any, Any]:
    if row >= SIZES["ROWS"] or column >= SIZES["COLUMNS"]:
        return None, None
    text = f"{row},{column}"
    inside = BOX["ROWS"][0] <= row < BOX["ROWS"][1] and (
        BOX["COLUMNS"][0] <= column < BOX["COLUMNS"][1]
    )
    is_first = (row, column) == (BOX["ROWS"][0], BOX["COLUMNS"][0])
    swallowed = inside and not is_first
    return (None if swallowed else text), text
