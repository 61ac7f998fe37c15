"""updateCells, repeatCell and appendCells: what is written, kept and refused."""

import pytest

from tests.contract.places import box
from tests.contract.subjects import ORDERS
from tests.contract.written import cell, dress, shown, write

RUNS = [{"format": {}}, {"startIndex": 2, "format": {"bold": True}}]


def rich(text, runs):
    return {**cell(text), "textFormatRuns": runs}


def test_a_value_of_every_kind_is_what_was_sent(subject):
    """Text, numbers, booleans and blanks are read back as they were written."""
    subject.batch(write(["007", 7.5, True, None]))
    assert subject.values("Orders!A1:D1") == [["007", 7.5, True]]


def test_rows_of_different_length_leave_the_rest_alone(subject):
    """updateCells from a start writes only the cells its rows hold."""
    subject.batch(write(["x", "y"], ["z"], at=(1, 0)))
    assert subject.values("Orders!A2:C3") == [["x", "y", 120], ["z", "Pune", 80.5]]


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ("*", [None, None, None]),
        ("userEnteredValue", ["checked", {"bold": True}, "x"]),
        ("note", [None, {"bold": True}, "x"]),
        ("userEnteredFormat.textFormat.italic", ["checked", {"bold": True}, "x"]),
        ("userEnteredFormat(textFormat)", ["checked", None, "x"]),
    ],
)
def test_a_mask_says_what_is_cleared(subject, fields, kept):
    """A field the mask names and the cell lacks is cleared; others stay."""
    bold = {"textFormat": {"bold": True}}
    place = box(0, 1, 0, 1)
    rule = {"condition": {"type": "NOT_BLANK"}, "inputMessage": "x"}
    dressed = dress(
        place, "*", userEnteredFormat=bold, note="checked", dataValidation=rule
    )
    subject.batch(dressed, dress(place, fields))
    mask = "note,userEnteredFormat.textFormat,dataValidation.inputMessage"
    query = f"?ranges=Orders!A1&fields=sheets.data.rowData.values({mask})"
    rows = subject.get(query)["sheets"][0].get("data", [{}])[0].get("rowData", [{}])
    (found,) = rows[0].get("values", [{}])
    look = found.get("userEnteredFormat", {}).get("textFormat")
    message = found.get("dataValidation", {}).get("inputMessage")
    assert [found.get("note"), look, message] == kept


def test_repeated_formulas_follow_their_cells(subject):
    """Relative references of a repeated formula move with it, fixed ones do not."""
    formula = {"userEnteredValue": {"formulaValue": "=A1+$B$1+A$1"}}
    subject.batch(dress(box(0, 2, 2, 4), "userEnteredValue", **formula))
    assert subject.values("Orders!C1:D2", "FORMULA") == [
        ["=A1+$B$1+A$1", "=B1+$B$1+B$1"],
        ["=A2+$B$1+A$1", "=B2+$B$1+B$1"],
    ]


def test_a_new_value_takes_the_rich_text_of_the_old_one(subject):
    """Formats of parts of a text go when the text is written anew."""
    start = {"sheetId": ORDERS}
    written = {
        "start": start,
        "rows": [{"values": [rich("Name", RUNS)]}],
        "fields": "*",
    }
    subject.batch({"updateCells": written})
    assert shown(subject, "A1", "textFormatRuns") == [[RUNS]]
    subject.batch(write(["Client"]))
    assert shown(subject, "A1", "textFormatRuns") in ([], [[None]])


@pytest.mark.parametrize(
    ("value", "runs"),
    [
        pytest.param(7, RUNS, id="a number"),
        pytest.param("=A2", RUNS, id="a formula"),
        pytest.param("ab", RUNS, id="beyond the text"),
        pytest.param("abcd", RUNS[::-1], id="out of order"),
    ],
)
def test_rich_text_is_of_texts_only(subject, value, runs):
    """Runs on anything but a long enough text are refused."""
    rows = [{"values": [rich(value, runs)]}]
    asked = {"start": {"sheetId": ORDERS}, "rows": rows, "fields": "*"}
    status, message = subject.refusal({"updateCells": asked})
    assert status == 400
    assert "textFormatRuns" in message


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pivotTable", {"source": {"sheetId": ORDERS}}),
        ("chipRuns", [{"startIndex": 0}]),
        ("hyperlink", "https://example.com"),
    ],
)
def test_what_cells_cannot_hold_is_refused_but_may_be_named(
    subject, server, field, value
):
    """Unsupported cell fields are refused when sent; a mask may clear them."""
    place = box(0, 1, 0, 1)
    subject.batch(dress(place, f"note,{field}", note="x"))
    status, message = subject.refusal(dress(place, f"note,{field}", **{field: value}))
    assert (status, field in message) == (501, True)


def over(place, row):
    lines = [{"values": [cell(value) for value in row]}]
    return {"updateCells": {"range": place, "rows": lines, "fields": "*"}}


REFUSALS = [
    pytest.param(
        write(["x"], ["y"], at=(5, 0)),
        "Attempting to write row: 6, beyond the last requested row of: 5",
        id="more rows than the grid",
    ),
    pytest.param(
        write(["x", "y"], at=(0, 3)),
        "Attempting to write column: 4, beyond the last requested column of: 3",
        id="more columns than the grid",
    ),
    pytest.param(
        write(["x"], at=(0, 4)),
        "GridCoordinate.columnIndex[4] is after last column in grid[3]",
        id="start beside the grid",
    ),
    pytest.param(
        over(box(0, 1, 0, 2), ["x", "y", "z"]),
        "Attempting to write column: 2, beyond the last requested column of: 1",
        id="more columns than the range",
    ),
    pytest.param(
        {"updateCells": {"rows": [], "fields": "*"}},
        "Must specify either start or range.",
        id="nowhere",
    ),
    pytest.param(
        write(["x"], start={"sheetId": 99}), "No grid with id: 99", id="unknown tab"
    ),
    pytest.param(
        write(["x"], fields="colour"), "Invalid field: colour", id="unknown field"
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_cells_off_the_grid_are_refused(subject, asked, message):
    """Writes beyond the grid or the range are refused in Google's words."""
    answer = 400, f"Invalid requests[0].updateCells: {message}"
    assert subject.refusal(asked) == answer


def append(*rows, **more):
    lines = [{"values": [cell(value) for value in row]} for row in rows]
    return {"appendCells": {"sheetId": ORDERS, "rows": lines, "fields": "*", **more}}


def test_appended_rows_follow_the_last_value_and_grow_the_grid(subject):
    """Rows go below the last row with data, notes aside; the grid makes room."""
    note = dress(box(4, 5, 0, 1), "note", note="below the data")
    subject.batch(note, append(["Dan"], ["Eve"], ["Fay", "Goa", 1, 2, 3]))
    assert subject.values("Orders!A5:E7") == [["Dan"], ["Eve"], ["Fay", "Goa", 1, 2, 3]]
    (tab,) = subject.get("?ranges=Orders&fields=sheets.properties")["sheets"]
    assert tab["properties"]["gridProperties"] == {"rowCount": 7, "columnCount": 5}


def test_cells_appended_to_a_table_stay_in_it(subject):
    """Rows go below the table's last filled row, and push down what is below it."""
    table = {"tableId": "t1", "name": "People", "range": box(0, 4, 0, 3)}
    subject.batch(
        write(["beneath"], at=(4, 0)),
        {"addTable": {"table": table}},
        append(["Dan", "Goa", 5], tableId="t1"),
    )
    assert subject.values("Orders!A4:C6") == [
        ["Cid", "Pune", 40],
        ["Dan", "Goa", 5],
        ["beneath"],
    ]
    (tab,) = subject.get("?ranges=Orders")["sheets"]
    assert tab["tables"][0]["range"]["endRowIndex"] == 5
    refused = "Invalid requests[0].appendCells: No table with id: t9"
    assert subject.refusal(append(["x"], tableId="t9")) == (400, refused)
