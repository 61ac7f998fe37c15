"""values.update and values.batchUpdate: how far a write reaches, and refusals."""

import pytest


def put(subject, text, values, query="", **body):
    path = f"/values/{text}?valueInputOption=RAW{query}"
    return subject.call("PUT", path, {"values": values, **body})


REACHED = [
    ("Orders!A5", [["a", "b"], ["c"]], "Orders!A5:B6", (2, 2, 3)),
    ("Orders!D:D", [["a"], ["b"]], "Orders!D1:D2", (2, 1, 2)),
    ("Orders!A5:D6", [["a"]], "Orders!A5", (1, 1, 1)),
    ("Orders!B5:D", [[None, "b"]], "Orders!B5:C5", (1, 1, 1)),
    ("Orders", [["a"], [], ["c"]], "Orders!A1:A3", (2, 1, 2)),
    ("Orders!A5", [[]], "Orders!A5", (None, None, None)),
    ("Orders!A5", [[None, None]], "Orders!A5:B5", (None, None, None)),
]


@pytest.mark.parametrize(("text", "values", "reached", "sizes"), REACHED)
def test_values_decide_what_is_written(subject, text, values, reached, sizes):
    """A range may be larger than the values; null is skipped and not counted."""
    status, answer = put(subject, text, values)
    names = ("updatedRows", "updatedColumns", "updatedCells")
    assert (status, answer["updatedRange"]) == (200, reached)
    assert tuple(answer.get(name) for name in names) == sizes


def test_short_rows_leave_the_rest_alone(subject):
    """Cells past the end of a row keep what they hold."""
    assert put(subject, "Orders!A2", [["x", "y", "z"], ["w"]])[0] == 200
    assert subject.values("Orders!A2:C3") == [["x", "y", "z"], ["w", "Pune", 80.5]]


def test_the_answer_reads_back_the_whole_range_asked_for(subject):
    """More than was written is shown when the range was larger."""
    query = "&includeValuesInResponse=true&responseValueRenderOption=UNFORMATTED_VALUE"
    _, answer = put(subject, "Orders!A3:C6", [["Eve"]], query)
    assert answer["updatedRange"] == "Orders!A3"
    assert answer["updatedData"] == {
        "range": "Orders!A3:C6",
        "majorDimension": "ROWS",
        "values": [["Eve", "Pune", 80.5], ["Cid", "Pune", 40]],
    }
    _, answer = put(subject, "Orders!A5", [["a", "b"]], query, majorDimension="COLUMNS")
    assert answer["updatedData"] == {
        "range": "Orders!A5:A6",
        "majorDimension": "COLUMNS",
        "values": [["a", "b"]],
    }


LIST = """list_value {
  values {
    string_value: "a"
  }
  values {
    number_value: 1.5
  }
  values {
    null_value: NULL_VALUE
  }
  values {
    bool_value: true
  }
}
"""
OBJECT = """struct_value {
  fields {
    key: "k"
    value {
      list_value {
        values {
          string_value: "\\""
        }
      }
    }
  }
}
"""
NESTED = [
    ({}, "struct_value {\n}\n"),
    ([], "list_value {\n}\n"),
    (["a", 1.5, None, True], LIST),
    ({"k": ['"']}, OBJECT),
]


@pytest.mark.parametrize(("value", "shown"), NESTED)
def test_a_cell_holds_no_list_and_no_object(subject, value, shown):
    """The refusal prints the value as a protocol buffer."""
    status, answer = put(subject, "Orders!A5", [["fine", value]])
    message = f"Invalid values[0][1]: {shown}"
    assert (status, answer["error"]["message"]) == (400, message)


WITHIN = "Requested writing within range [{}], but tried writing to {}"
OUTSIDE = [
    ("Orders!B3:C", [[1, 2, 3]], WITHIN.format("Orders!B3:C", "column [D]")),
    ("Orders!A5:Z99", [[1], [2], [3]], WITHIN.format("Orders!A5:D6", "row [7]")),
    ("Orders!A5:B5", [[1, 2, 3], [4]], WITHIN.format("Orders!A5:B5", "column [C]")),
    (
        "Orders!A5",
        [[1, 2, 3, 4, 5]],
        "Range (Orders!A5:E5) exceeds grid limits. Max rows: 6, max columns: 4",
    ),
    ("Nope!A1", [[1]], "Unable to parse range: Nope!A1"),
]


@pytest.mark.parametrize(("text", "values", "message"), OUTSIDE)
def test_a_write_stays_in_its_range(subject, text, values, message):
    """The first value out of the range is named, row by row."""
    status, answer = put(subject, text, values)
    assert (status, answer["error"]["message"]) == (400, message)


@pytest.mark.parametrize(("text", "values", "message"), OUTSIDE)
def test_a_batch_says_which_part_is_wrong(subject, text, values, message):
    """The same refusals begin with the place in the batch."""
    good = {"range": "Orders!A1", "values": [["x"]]}
    data = [good, {"range": text, "values": values}]
    body = {"valueInputOption": "RAW", "data": data}
    status, answer = subject.call("POST", "/values:batchUpdate", body)
    assert status == 400
    assert answer["error"]["message"] == f"Invalid data[1]: {message}"
    assert subject.values("Orders!A1") == [["Name"]]


@pytest.mark.parametrize("range_", ["Orders!A6", "'Orders'!A5", "orders!a5"])
def test_a_range_in_the_body_repeats_the_one_in_the_path(subject, range_):
    """They must be the same text, not merely the same cells."""
    status, answer = put(subject, "Orders!A5", [["x"]], range=range_)
    message = f"Request range[Orders!A5] does not match value's range[{range_}]"
    assert (status, answer["error"]["message"]) == (400, message)
    assert put(subject, "Orders!A5", [["x"]], range="Orders!A5")[0] == 200


def test_a_batch_counts_each_row_and_column_once(subject):
    """Totals are of distinct rows, columns and tabs, over all ranges."""
    data = [
        {"range": "Orders!A5:B5", "values": [["a", "b"]]},
        {"range": "Orders!B6", "values": [["c"]]},
        {"range": "Sheet1!B5", "values": [["d", None]]},
    ]
    body = {"valueInputOption": "RAW", "data": data}
    status, answer = subject.call("POST", "/values:batchUpdate", body)
    assert status == 200
    ranges = [one["updatedRange"] for one in answer.pop("responses")]
    assert ranges == ["Orders!A5:B5", "Orders!B6", "Sheet1!B5:C5"]
    assert answer == {
        "spreadsheetId": subject.spreadsheet_id,
        "totalUpdatedRows": 3,
        "totalUpdatedColumns": 3,
        "totalUpdatedCells": 4,
        "totalUpdatedSheets": 2,
    }


def test_a_batch_of_nothing_does_nothing(subject):
    """No data, no totals and no responses."""
    body = {"valueInputOption": "RAW", "data": []}
    status, answer = subject.call("POST", "/values:batchUpdate", body)
    assert (status, answer) == (200, {"spreadsheetId": subject.spreadsheet_id})


def test_a_batch_of_clears_names_the_bad_range(subject):
    """Nothing is cleared when one range cannot be read."""
    body = {"ranges": ["Orders!A1", "Nope!A1"]}
    status, answer = subject.call("POST", "/values:batchClear", body)
    message = "Invalid range[1]: Unable to parse range: Nope!A1"
    assert (status, answer["error"]["message"]) == (400, message)
    assert subject.values("Orders!A1") == [["Name"]]


def test_clearing_needs_no_body(subject):
    """A clear of a whole tab empties every cell and says how far it reached."""
    status, answer = subject.call("POST", "/values/'Orders':clear")
    assert (status, answer["clearedRange"]) == (200, "Orders!A1:D6")
    assert subject.values("Orders") == []
