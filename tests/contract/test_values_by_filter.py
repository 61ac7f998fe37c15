"""The ByDataFilter forms: values found by range, by grid range, or by metadata."""

import pytest

BOB = {"developerMetadataLookup": {"metadataKey": "customer", "metadataValue": "bob"}}


@pytest.fixture
def pinned(subject):
    place = {"sheetId": 7, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    metadata = {
        "metadataKey": "customer",
        "metadataValue": "bob",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": place},
    }
    subject.batch({"createDeveloperMetadata": {"developerMetadata": metadata}})
    return subject


def call(subject, method, **body):
    status, answer = subject.call("POST", f"/values:{method}ByDataFilter", body)
    assert status == 200, answer
    assert answer.pop("spreadsheetId") == subject.spreadsheet_id
    return answer


FILTERS = [
    ({"a1Range": "orders!a2:b2"}, "Orders!A2:B2", None),
    (BOB, "Orders!A3:D3", None),
    (
        {"gridRange": {"sheetId": 7, "startRowIndex": 0, "endRowIndex": 1}},
        "Orders!A1:D1",
        {"gridRange": {"sheetId": 7, "endRowIndex": 1}},
    ),
    ({"gridRange": {"sheetId": 0}}, "Sheet1!A1:Z1000", {"gridRange": {}}),
]


@pytest.mark.parametrize(("wanted", "found", "echoed"), FILTERS)
def test_a_filter_finds_values_and_is_echoed(pinned, wanted, found, echoed):
    """Members that are zero are left out of the echo."""
    answer = call(pinned, "batchGet", dataFilters=[wanted])
    (matched,) = answer["valueRanges"]
    assert matched["valueRange"]["range"] == found
    assert matched["dataFilters"] == [wanted if echoed is None else echoed]


def test_values_are_rendered_as_asked(pinned):
    """Dimension and rendering options are those of batchGet."""
    answer = call(
        pinned,
        "batchGet",
        dataFilters=[BOB],
        majorDimension="COLUMNS",
        valueRenderOption="UNFORMATTED_VALUE",
    )
    values = [["Bob"], ["Pune"], [80.5]]
    assert answer["valueRanges"][0]["valueRange"]["values"] == values


def test_filters_that_find_the_same_range_share_it(pinned):
    """A range is answered once, with every filter that found it."""
    same = {"a1Range": "Orders!A3:D3"}
    answer = call(pinned, "batchGet", dataFilters=[BOB, same])
    (matched,) = answer["valueRanges"]
    assert matched["dataFilters"] == [BOB, same]


def test_metadata_that_is_not_there_finds_nothing(subject):
    """No ranges, and nothing is written or cleared."""
    assert call(subject, "batchGet", dataFilters=[BOB]) == {}
    data = [{"dataFilter": BOB, "values": [["x"]]}]
    assert call(subject, "batchUpdate", valueInputOption="RAW", data=data) == {}
    assert call(subject, "batchClear", dataFilters=[BOB]) == {}


def test_values_are_written_where_a_filter_finds_cells(pinned):
    """The row that carries metadata is found after rows were put above it."""
    row = {"sheetId": 7, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    pinned.batch({"insertDimension": {"range": row}})
    data = [{"dataFilter": BOB, "values": [["Rob", None, "7"]]}]
    answer = call(
        pinned,
        "batchUpdate",
        valueInputOption="USER_ENTERED",
        data=data,
        includeValuesInResponse=True,
    )
    (response,) = answer.pop("responses")
    assert response == {
        "updatedRange": "Orders!A4:C4",
        "updatedRows": 1,
        "updatedColumns": 2,
        "updatedCells": 2,
        "dataFilter": BOB,
        "updatedData": {
            "range": "Orders!A4:D4",
            "majorDimension": "ROWS",
            "values": [["Rob", "Pune", "7"]],
        },
    }
    assert answer == {
        "totalUpdatedRows": 1,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 2,
        "totalUpdatedSheets": 1,
    }


def test_a_write_larger_than_its_filter_is_refused(pinned):
    """No value may fall outside the range that was found."""
    data = [{"dataFilter": BOB, "values": [["a"], ["b"]]}]
    body = {"valueInputOption": "RAW", "data": data}
    status, answer = pinned.call("POST", "/values:batchUpdateByDataFilter", body)
    message = (
        "Invalid data[0]: Requested writing within range [Orders!A3:D3], "
        "but tried writing to row [4]"
    )
    assert (status, answer["error"]["message"]) == (400, message)


BAD_FILTERS = [
    ({}, "Must specify a filter in each DataFilter."),
    ({"a1Range": "Nope"}, "Unable to parse range: Nope"),
    ({"gridRange": {"sheetId": 99}}, "No grid with id: 99"),
    (
        {"gridRange": {"sheetId": 7, "startRowIndex": 6}},
        "Range (Orders!A7) exceeds grid limits. Max rows: 6, max columns: 4",
    ),
]


@pytest.mark.parametrize(("wanted", "message"), BAD_FILTERS)
def test_a_filter_must_be_about_cells_that_are_there(subject, wanted, message):
    """A refusal says what is wrong with the filter."""
    body = {"dataFilters": [wanted]}
    status, answer = subject.call("POST", "/values:batchGetByDataFilter", body)
    assert (status, answer["error"]["message"]) == (400, message)


def test_cells_are_cleared_where_a_filter_finds_them(pinned):
    """Every range is cleared once and named."""
    wanted = [BOB, {"a1Range": "Orders!A2"}, {"a1Range": "Orders!A3:D3"}]
    answer = call(pinned, "batchClear", dataFilters=wanted)
    assert answer == {"clearedRanges": ["Orders!A3:D3", "Orders!A2"]}
    assert pinned.values("Orders!A2:C4") == [
        ["", "Chennai", 120],
        [],
        ["Cid", "Pune", 40],
    ]
