"""Bodies against the discovery document."""

import copy
import json
import time

import pytest

from local_sheets.discovery.schema import check, check_answer
from local_sheets.errors import ApiError, RefusedError

BATCH = "BatchUpdateSpreadsheetRequest"


def batch(kind, body):
    return {"requests": [{kind: body}]}


SHEET_ID = "'requests[0].add_sheet.properties.sheet_id' (TYPE_INT32)"
ADD_SHEET = "type.googleapis.com/google.apps.sheets.v4.AddSheetRequest"
NO_LIST = (
    "Invalid JSON payload received. "
    "Unknown name \"{}\" at '{}': Proto field is not repeating, cannot start list."
)


def sheet(**properties):
    return batch("addSheet", {"properties": properties})


MISMATCHES = [
    (
        {"request": []},
        'Invalid JSON payload received. Unknown name "request": Cannot find field.',
    ),
    (sheet(sheetId="x"), f'Invalid value at {SHEET_ID}, "x"'),
    (sheet(sheetId=2**31), f"Invalid value at {SHEET_ID}, 2147483648"),
    (sheet(sheetId=True), f"Invalid value at {SHEET_ID}, true"),
    (
        sheet(title=["a"]),
        NO_LIST.format("title", "requests[0].add_sheet.properties"),
    ),
    (
        sheet(hidden=1),
        "Invalid value at 'requests[0].add_sheet.properties.hidden' (TYPE_BOOL), 1",
    ),
    (
        batch("mergeCells", {"mergeType": "SOME"}),
        "Invalid value at 'requests[0].merge_cells.merge_type' (TYPE_ENUM), \"SOME\"",
    ),
    (
        batch("addSheet", 7),
        f"Invalid value at 'requests[0].add_sheet' ({ADD_SHEET}), 7",
    ),
]


@pytest.mark.parametrize(("body", "message"), MISMATCHES)
def test_a_mismatch_is_named_by_its_path(body, message):
    """The first wrong node is refused with the path Google's parser gives."""
    with pytest.raises(RefusedError) as caught:
        check("sheets.v4", BATCH, body)
    assert caught.value.message == message
    (detail,) = caught.value.details
    assert detail["fieldViolations"][0]["description"] == message


def test_null_members_are_as_good_as_absent():
    """A null member of a message is dropped; a null cell value stays."""
    body = {"majorDimension": None, "values": [[None, 1]]}
    check("sheets.v4", "ValueRange", body)
    assert body == {"values": [[None, 1]]}


MERGE, ADD, SORT = {"mergeCells": {}}, {"addSheet": {}}, {"sortRange": {}}


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        (MERGE, [MERGE]),
        ([MERGE, [ADD, [SORT]]], [MERGE, ADD, SORT]),
        (sheet(sheetId="12")["requests"], sheet(sheetId=12)["requests"]),
        (sheet(sheetId=12.0)["requests"], sheet(sheetId=12)["requests"]),
        (sheet(hidden="true")["requests"], sheet(hidden=True)["requests"]),
        (
            sheet(tabColor={"red": "0.5"})["requests"],
            sheet(tabColor={"red": 0.5})["requests"],
        ),
    ],
)
def test_what_googles_parser_takes_is_taken(sent, taken):
    """One message for a list, lists inside the list, and values in quotes."""
    body = {"requests": copy.deepcopy(sent)}

    check("sheets.v4", BATCH, body)

    assert json.dumps(body) == json.dumps({"requests": taken})


def test_the_field_that_holds_a_body_is_named():
    """Google's request has the body of some methods in a field of its own."""
    with pytest.raises(RefusedError, match=r"'data\.values' .*ListValue\), \"x\""):
        check("sheets.v4", "ValueRange", {"values": "x"}, "data")


def test_rows_of_values_are_not_laid_flat():
    """A row of values is a list of its own, whatever is in it."""
    body = {"values": [["a", [1]], [[2]]]}

    check("sheets.v4", "ValueRange", body)

    assert body == {"values": [["a", [1]], [[2]]]}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({"title": "Shop", "hidden": "no"}, "'hidden' (TYPE_BOOL), \"no\""),
        ({"colour": "red"}, 'Unknown name "colour"'),
        ({"title": None}, "to the letter"),
        ({"sheetId": "1"}, "to the letter"),
    ],
)
def test_a_wrong_answer_is_no_refusal(answer, message):
    """What does not fit its schema is a fault of the server, not of the caller."""
    with pytest.raises(ApiError) as caught:
        check_answer("sheets.v4", "SheetProperties", answer)

    assert caught.value.http_status == 500
    assert message in caught.value.message


def test_charts_may_be_nested_as_deep_as_they_are():
    """Messages that contain themselves are checked all the way down."""
    source = {"sources": [{"sheetId": 0, "startRowIndex": "no"}]}
    chart = {"spec": {"pieChart": {"domain": {"sourceRange": source}}}}
    with pytest.raises(RefusedError, match=r"sources\[0\]\.start_row_index"):
        check("sheets.v4", BATCH, batch("addChart", {"chart": chart}))


def test_a_large_body_is_checked_quickly():
    """Checking 300,000 nodes takes well under two seconds on any machine."""
    cell = {"userEnteredValue": {"stringValue": "x"}}
    rows = [{"values": [cell] * 10}] * 10_000
    body = batch("updateCells", {"rows": rows, "fields": "*"})
    start = time.process_time()
    check("sheets.v4", BATCH, body)
    assert time.process_time() - start < 2
