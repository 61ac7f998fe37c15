"""spreadsheets.get and create: masks, defaults, who may read."""

import pytest

ORDERS = 7


def test_a_mask_limits_the_answer(subject):
    """Only masked fields come, cells among them when the mask names them."""
    mask = "sheets(properties(sheetId,title),data.rowData.values.formattedValue)"
    answer = subject.get(f"?fields={mask}&ranges=Orders!A1:B2")
    rows = [["Name", "City"], ["Ann", "Chennai"]]
    cells = [{"values": [{"formattedValue": text} for text in row]} for row in rows]
    assert answer == {
        "sheets": [
            {
                "properties": {"sheetId": ORDERS, "title": "Orders"},
                "data": [{"rowData": cells}],
            }
        ]
    }


def test_grid_data_is_ignored_beside_a_mask(subject):
    """includeGridData has no say once a mask is given."""
    answer = subject.get("?includeGridData=true&fields=sheets.properties.title")
    assert answer["sheets"][0] == {"properties": {"title": "Sheet1"}}


def test_sheet_id_zero_is_kept_in_properties_and_left_out_of_ranges(subject):
    """Google omits a sheetId of 0 in a GridRange, not in SheetProperties."""
    place = {"startRowIndex": 0, "endRowIndex": 2, "startColumnIndex": 0}
    place = {**place, "endColumnIndex": 3}
    filtered = {"range": {"sheetId": 0, **place}}
    subject.batch({"setBasicFilter": {"filter": filtered}})
    tab = subject.get()["sheets"][0]
    assert tab["properties"]["sheetId"] == 0
    assert tab["basicFilter"] == {"range": place}


UNKNOWN_PARAMETER = (
    'Invalid JSON payload received. Unknown name "colour": Cannot bind query '
    "parameter. Field 'colour' could not be found in request message."
)
QUERIES = [
    ("?fields=sheets.nope", "Request contains an invalid argument."),
    (
        "?colour=red",
        UNKNOWN_PARAMETER,
    ),
    ("?fields=sheets(", "Invalid field mask: sheets("),
]


@pytest.mark.parametrize(("query", "message"), QUERIES)
def test_a_bad_query_is_refused(subject, query, message):
    """Unknown parameters and masks are refused, not ignored."""
    status, answer = subject.call("GET", query)
    assert (status, answer["error"]["message"]) == (400, message)


def test_a_spreadsheet_can_be_created_with_cells(subject):
    """create makes the tabs it is given and answers with the new resource."""
    cell = {"userEnteredValue": {"stringValue": "Ann"}}
    grid = {"rowCount": 3, "columnCount": 2}
    tab = {
        "properties": {"sheetId": 4, "title": "Customers", "gridProperties": grid},
        "data": [{"startRow": 1, "rowData": [{"values": [cell]}]}],
    }
    body = {"properties": {"title": "Shop"}, "sheets": [tab]}
    status, made = subject.call("POST", "/v4/spreadsheets", body)
    assert (status, made["properties"]["title"]) == (200, "Shop")
    path = f"/v4/spreadsheets/{made['spreadsheetId']}/values/Customers"
    assert subject.call("GET", path)[1]["values"] == [[], ["Ann"]]


ACCESS = [
    ("GET", "stranger@example.com", 403, "PERMISSION_DENIED"),
    ("POST", "reader@example.com", 403, "PERMISSION_DENIED"),
    ("POST", "writer@example.com", 400, "INVALID_ARGUMENT"),
]


@pytest.mark.parametrize(("method", "email", "status", "name"), ACCESS)
def test_access_is_by_role(subject, method, email, status, name):
    """Strangers may not read, readers may not write."""
    for role in ("reader", "writer"):
        subject.share(f"{role}@example.com", role)
    path, body = (":batchUpdate", {"requests": []}) if method == "POST" else ("", None)
    got, answer = subject.call(method, path, body, email)
    assert (got, answer["error"]["status"]) == (status, name)
    if status == 403:
        assert answer["error"]["message"] == "The caller does not have permission"


def test_an_unknown_id_is_not_found(subject):
    """An id nobody knows answers 404 in Google's words."""
    status, answer = subject.call("GET", "/v4/spreadsheets/nope")
    assert (status, answer["error"]) == (
        404,
        {
            "code": 404,
            "message": "Requested entity was not found.",
            "status": "NOT_FOUND",
        },
    )


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/sheets"),
        ("DELETE", ""),
        ("GET", ":batchUpdate"),
        ("PUT", ":batchUpdate"),
        ("GET", "/values/"),
        ("POST", ":nope"),
        ("GET", "/v4/spreadsheets"),
        ("GET", "/v4/nope"),
    ],
)
def test_what_the_api_does_not_have_is_not_found(subject, method, path):
    """Neither is a path nobody knows, nor a known one with another method."""
    body = None if method == "GET" else {}
    assert subject.call(method, path, body) == (404, None)


@pytest.mark.parametrize(
    ("method", "path", "field"),
    [
        ("POST", "/sheets/x:copyTo", "sheet_id"),
        ("POST", "/sheets/99999999999:copyTo", "sheet_id"),
        ("GET", "/developerMetadata/x", "metadata_id"),
        ("GET", "?includeGridData=maybe", "include_grid_data"),
    ],
)
def test_parameters_have_their_types(subject, method, path, field):
    """A number or a boolean that is none is named as Google's field."""
    status, answer = subject.call(method, path, {} if method == "POST" else None)
    message = answer["error"]["message"]
    assert (status, message.startswith(f"Invalid value at '{field}' (TYPE_")) == (
        400,
        True,
    )


def test_system_parameters_may_be_written_with_a_dollar(subject):
    """Google's own clients send `$.xgafv` and `$alt`."""
    found = subject.get("?$.xgafv=2&$alt=json&fields=spreadsheetId")
    assert found == {"spreadsheetId": subject.spreadsheet_id}


@pytest.mark.parametrize("query", ["alt=media", "alt=proto", "callback=f"])
def test_answers_are_json_only(subject, query):
    """A form of answer that this server does not have is refused, not replaced."""
    assert subject.call("GET", f"?{query}")[0] == 501


def test_a_slash_too_many_is_overlooked(subject):
    """Clients that join base and path leave one at the end or before the colon."""
    found = subject.get("/?fields=spreadsheetId")
    assert found == {"spreadsheetId": subject.spreadsheet_id}
    asked = {"requests": [{"deleteSheet": {"sheetId": ORDERS}}]}
    assert subject.call("POST", "/:batchUpdate", asked)[0] == 200


def test_names_may_be_written_in_small_letters(subject):
    """Google's parser takes the names of its own fields as well."""
    asked = {"update_sheet_properties": {"fields": "title"}}
    properties = {"sheet_id": ORDERS, "title": "Renamed"}
    asked["update_sheet_properties"]["properties"] = properties
    subject.batch(asked)
    assert subject.get("?fields=sheets.properties.title")["sheets"][1] == {
        "properties": {"title": "Renamed"}
    }
