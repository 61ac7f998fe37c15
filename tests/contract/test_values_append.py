"""values.append: which table is found, where rows land, what makes room for them."""

import pytest

# Two tables on Sheet1: A1:C2, and B4:D6 below it and to the right.
UPPER, LOWER = "Sheet1!A1:C2", "Sheet1!B4:D6"


@pytest.fixture
def tables(subject):
    for text, height in ((UPPER, 2), (LOWER, 3)):
        path = f"/values/{text}?valueInputOption=RAW"
        body = {"values": [["x", "y", "z"]] * height}
        assert subject.call("PUT", path, body)[0] == 200
    return subject


def append(subject, text, values, query="", **body):
    path = f"/values/{text}:append?valueInputOption=RAW{query}"
    status, answer = subject.call("POST", path, {"values": values, **body})
    assert status == 200, answer
    assert answer["spreadsheetId"] == answer["updates"]["spreadsheetId"]
    return answer


FOUND = [
    ("Sheet1", LOWER, "Sheet1!B7"),
    ("Sheet1!B4", LOWER, "Sheet1!B7"),
    ("Sheet1!C5:D5", LOWER, "Sheet1!B7"),
    ("Sheet1!B2:D4", LOWER, "Sheet1!B7"),
    ("Sheet1!A3:G10", LOWER, "Sheet1!B7"),
    ("Sheet1!A1", UPPER, "Sheet1!A3"),
    ("Sheet1!C:C", LOWER, "Sheet1!B7"),
    ("Sheet1!A:A", UPPER, "Sheet1!A3"),
    ("Sheet1!A4", None, "Sheet1!A4"),
    ("Sheet1!E4", None, "Sheet1!E4"),
]


@pytest.mark.parametrize(("text", "table", "landed"), FOUND)
def test_rows_land_below_the_last_table_in_the_range(tables, text, table, landed):
    """The table may stick out of the range; a range without one is where rows land."""
    answer = append(tables, text, [["new"]])
    assert answer.get("tableRange") == table
    assert answer["updates"]["updatedRange"] == landed


def test_a_blank_text_parts_tables(subject):
    """A row with a gap is two tables, and the next row continues the last of them."""
    first = append(subject, "Sheet1", [["a", "", "c"]])
    assert "tableRange" not in first
    assert first["updates"]["updatedCells"] == 3
    second = append(subject, "Sheet1", [["a", "", "c"]])
    assert second["tableRange"] == "Sheet1!C1"
    assert second["updates"]["updatedRange"] == "Sheet1!C2:E2"
    third = append(subject, "Sheet1!A1", [["a", "", "c"]])
    assert third["tableRange"] == "Sheet1!A1"
    assert third["updates"]["updatedRange"] == "Sheet1!A2:C2"


def test_nothing_appended_says_where_it_would_have_been(tables):
    """An empty row counts nothing and names the cell below the table."""
    answer = append(tables, "Sheet1!A1", [[]])
    updates = {"updatedRange": "Sheet1!A3"}
    assert answer["updates"] == {"spreadsheetId": tables.spreadsheet_id, **updates}


def test_inserted_rows_push_down_what_is_below(tables):
    """INSERT_ROWS makes the grid taller instead of using blank rows."""
    append(tables, "Sheet1!A1", [["new"], ["newer"]], "&insertDataOption=INSERT_ROWS")
    assert tables.values("Sheet1!A3:A4") == [["new"], ["newer"]]
    assert tables.values("Sheet1!B6:D8") == [["x", "y", "z"]] * 3
    fields = "sheets.properties.gridProperties.rowCount"
    first = tables.get(f"?fields={fields}")["sheets"][0]
    assert first["properties"]["gridProperties"]["rowCount"] == 1002


def test_the_answer_reads_back_what_was_appended(tables):
    """includeValuesInResponse shows the appended cells, rendered as asked."""
    query = "&includeValuesInResponse=true&responseValueRenderOption=UNFORMATTED_VALUE"
    answer = append(tables, "Sheet1!A1", [[1.5, None, "n"], [2]], query)
    assert answer["updates"]["updatedData"] == {
        "range": "Sheet1!A3:C4",
        "majorDimension": "ROWS",
        "values": [[1.5, "", "n"], [2, "x", "y"]],
    }


def test_columns_are_appended_side_by_side(tables):
    """majorDimension COLUMNS lays each list down a column."""
    body = {"majorDimension": "COLUMNS"}
    answer = append(tables, "Sheet1!A1", [["a", "b"], ["c"]], **body)
    assert answer["updates"]["updatedRange"] == "Sheet1!A3:B4"
    assert answer["updates"]["updatedCells"] == 3


def test_a_wide_row_makes_the_grid_wider(subject):
    """Appended rows never fall off the grid."""
    answer = append(subject, "Orders", [list("abcdef")] * 4)
    assert answer["updates"]["updatedRange"] == "Orders!A5:F8"
    (orders,) = subject.get("?ranges=Orders&fields=sheets.properties")["sheets"]
    grid = orders["properties"]["gridProperties"]
    assert grid == {"rowCount": 8, "columnCount": 6}
