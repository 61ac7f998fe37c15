"""Rows and columns as such: put in, taken out, moved, sized and hidden."""

import pytest

from tests.contract.places import box, orders, span
from tests.contract.subjects import ORDERS
from tests.contract.written import dress, shown, write

BOLD = {"textFormat": {"bold": True}}


def insert(axis, start, end, **more):
    return {"insertDimension": {"range": span(axis, start, end), **more}}


def append(axis, length, sheet_id=ORDERS):
    place = {"sheetId": sheet_id, "dimension": axis}
    return {"appendDimension": {**place, "length": length}}


def move(axis, start, end, to):
    source = span(axis, start, end)
    return {"moveDimension": {"source": source, "destinationIndex": to}}


def resize(axis, start, end, fields="pixelSize", **properties):
    place = span(axis, start, end)
    body = {"range": place, "properties": properties, "fields": fields}
    return {"updateDimensionProperties": body}


def fit(axis, start, end):
    return {"autoResizeDimensions": {"dimensions": span(axis, start, end)}}


def sizes(subject, axis):
    name = {"ROWS": "rowMetadata", "COLUMNS": "columnMetadata"}[axis]
    mask = f"&fields=sheets.data.{name}(pixelSize,hiddenByUser)"
    return orders(subject, mask)["data"][0][name]


@pytest.mark.parametrize(("from_before", "bold"), [(True, "A2"), (False, None)])
def test_inserted_rows_look_like_a_neighbour(subject, from_before, bold):
    """Format and height come from the row before, or from the one after."""
    subject.batch(
        dress(box(0, 1, 0, 1), "userEnteredFormat", userEnteredFormat=BOLD),
        resize("ROWS", 0, 1, pixelSize=40),
        insert("ROWS", 1, 2, inheritFromBefore=from_before),
    )
    assert subject.values("Orders!A1:A3") == [["Name"], [], ["Ann"]]
    look = shown(subject, "A2", "userEnteredFormat")
    assert (look == [[BOLD]]) == (bold == "A2")
    heights = [row["pixelSize"] for row in sizes(subject, "ROWS")]
    assert heights[:3] == [40, 40 if from_before else 21, 21]


def test_appended_rows_and_columns_are_at_the_end(subject):
    """appendDimension makes the grid larger and moves nothing."""
    subject.batch(
        append("ROWS", 4),
        append("COLUMNS", 2),
    )
    grid = orders(subject)["properties"]["gridProperties"]
    assert grid == {"rowCount": 10, "columnCount": 6}
    assert subject.values("Orders!A1") == [["Name"]]


def test_a_move_counts_from_before_it(subject):
    """destinationIndex speaks of the grid before the rows are taken out."""
    subject.batch(move("ROWS", 1, 2, 4))
    assert subject.values("Orders!A1:A4") == [["Name"], ["Bob"], ["Cid"], ["Ann"]]
    subject.batch(move("COLUMNS", 2, 3, 0))
    assert subject.values("Orders!A1:C1") == [["Spent", "Name", "City"]]


@pytest.mark.parametrize("to", [1, 2, 3])
def test_a_move_to_where_it_is_does_nothing(subject, to):
    """Rows moved within themselves stay."""
    subject.batch(move("ROWS", 1, 3, to))
    assert subject.values("Orders!A1:A3") == [["Name"], ["Ann"], ["Bob"]]


REFUSALS = [
    pytest.param(
        insert("ROWS", 7, 8),
        "insertDimension: range.startIndex is larger than current grid size (6)",
        id="insert beyond the grid",
    ),
    pytest.param(
        insert("COLUMNS", 4, 5),
        "insertDimension: range.startIndex must be less than the grid size (4) if "
        "inheritFromBefore is false.",
        id="insert at the end",
    ),
    pytest.param(
        {"deleteDimension": {"range": span("ROWS", 5, 7)}},
        "deleteDimension: Cannot delete a row that doesn't exist. "
        "Tried to delete row index 6 but there are only 6 rows.",
        id="delete beyond the grid",
    ),
    pytest.param(
        {"deleteDimension": {"range": span("ROWS", 0, 6)}},
        "deleteDimension: You can't delete all the rows on the sheet.",
        id="delete all",
    ),
    pytest.param(
        insert("COLUMNS", 0, 18_275),
        "insertDimension: This action would increase the number of columns in the "
        "worksheet above the limit of 18278 columns.",
        id="too many columns",
    ),
    pytest.param(
        append("ROWS", 2_500_000),
        "appendDimension: This action would increase the number of cells in the "
        "workbook above the limit of 10000000 cells.",
        id="too many cells",
    ),
    pytest.param(
        append("ROWS", 1, 99),
        "appendDimension: No grid with id: 99",
        id="unknown tab",
    ),
    pytest.param(
        resize("ROWS", 0, 1, fields="", pixelSize=3),
        "updateDimensionProperties: At least one field must be listed in 'fields'. "
        "(Use '*' to indicate all fields.)",
        id="no fields",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_what_the_grid_cannot_do_is_refused(subject, asked, message):
    """Refusals of row and column requests, in Google's words."""
    assert subject.refusal(asked) == (400, f"Invalid requests[0].{message}")


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(move("ROWS", 1, 2, 6), id="part of a merge"),
        pytest.param(move("ROWS", 4, 5, 2), id="into a merge"),
    ],
)
def test_a_move_does_not_tear_merges(subject, asked):
    """Rows of a merge move together or not at all, and none move into it."""
    merged = {"mergeCells": {"range": box(1, 3, 0, 1), "mergeType": "MERGE_ALL"}}
    message = (
        "Invalid requests[1].moveDimension: Sorry, it is not possible to move a row to "
        "a position that crosses a merged cell. Please unmerge and try again."
    )
    assert subject.refusal(merged, asked) == (400, message)
    subject.batch(merged, move("ROWS", 1, 3, 6))


def test_sizes_and_hidden_rows_are_told(subject):
    """Pixel sizes and hiddenness are set by mask, and cleared by it."""
    subject.batch(
        resize("COLUMNS", 0, 2, pixelSize=180),
        resize("COLUMNS", 1, 2, "*", hiddenByUser=True),
        resize("ROWS", 2, 3, "pixelSize,hiddenByUser", pixelSize=5, hiddenByUser=True),
    )
    wide, hidden, *_ = sizes(subject, "COLUMNS")
    assert (wide, hidden) == (
        {"pixelSize": 180},
        {"pixelSize": 100, "hiddenByUser": True},
    )
    assert sizes(subject, "ROWS")[2] == {"pixelSize": 5, "hiddenByUser": True}


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (resize("ROWS", 0, 1, "developerMetadata", developerMetadata=[]), 501),
        (resize("ROWS", 0, 1, "hiddenByFilter"), 400),
        (resize("ROWS", 0, 1, pixelSize=-1), 400),
        ({"updateDimensionProperties": {"dataSourceSheetRange": {"sheetId": 0}}}, 501),
        ({"autoResizeDimensions": {"dataSourceSheetDimensions": {"sheetId": 0}}}, 501),
    ],
)
def test_other_properties_of_rows_are_refused(subject, server, asked, status):
    """What cannot be set on rows and columns is refused, not passed over."""
    assert subject.refusal(asked)[0] == status


def test_columns_become_as_wide_as_their_text(subject):
    """A longer or bolder text takes more room; a column that shows nothing stays."""
    bold = {"textFormat": {"bold": True, "fontSize": 20}}
    subject.batch(
        write(["A" * 1024, "a" * 10], at=(4, 0)),
        dress(box(4, 5, 1, 2), "userEnteredFormat", userEnteredFormat=bold),
        fit("COLUMNS", 0, 4),
    )
    long, large, short, blank = [one["pixelSize"] for one in sizes(subject, "COLUMNS")]
    assert long == 9483
    assert short < 100 < large < long
    assert blank == 100


def test_rows_become_as_high_as_their_lines(subject):
    """Two lines take about twice the height of one; rows that show nothing stay."""
    subject.batch(write(["a\nb"], at=(4, 0)), resize("ROWS", 0, 6, pixelSize=50))
    subject.batch(fit("ROWS", 0, 6))
    heights = [row["pixelSize"] for row in sizes(subject, "ROWS")]
    assert heights[:4] == [21] * 4
    assert 30 <= heights[4] <= 42
    assert heights[5] == 50
