"""A session of ordinary work with Google's own client, google-api-python-client."""

import io

import google_auth_httplib2
import pytest
from google.auth.exceptions import RefreshError
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseDownload, MediaIoBaseUpload

from tests.integration.clients.conftest import FRIEND, SELLER, ElsewhereHttp

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ORDERS = [["Name", "Spent"], ["Ann", 120], ["Bob", 80.5]]


@pytest.fixture(scope="module")
def sheets(server, credentials):
    """The Sheets service, pointed elsewhere by the option there is for it."""
    options = {"api_endpoint": server.url}
    with build("sheets", "v4", credentials=credentials, client_options=options) as made:
        yield made.spreadsheets()


@pytest.fixture(scope="module")
def drive(server, credentials):
    """The Drive service; uploads and batches ignore api_endpoint, so its Http moves."""
    http = google_auth_httplib2.AuthorizedHttp(credentials, ElsewhereHttp(server.url))
    with build("drive", "v3", http=http) as made:
        yield made


@pytest.fixture
def book(sheets, request):
    """The id of a new spreadsheet with orders in it."""
    body = {
        "properties": {"title": request.node.name},
        "sheets": [{"properties": {"title": "Orders"}}],
    }
    made = sheets.create(body=body, fields="spreadsheetId").execute()
    assert list(made) == ["spreadsheetId"]
    sheets.values().update(
        spreadsheetId=made["spreadsheetId"],
        range="Orders!A1",
        valueInputOption="RAW",
        body={"values": ORDERS},
    ).execute()
    return made["spreadsheetId"]


def test_values_go_through_every_method(sheets, book):
    """Get, batchGet, update, batchUpdate, append, clear and batchClear."""
    values = sheets.values()
    appended = values.append(
        spreadsheetId=book,
        range="Orders!A:B",
        valueInputOption="USER_ENTERED",
        insertDataOption="INSERT_ROWS",
        includeValuesInResponse=True,
        body={"values": [["Cid", "1,250.00"], ["Dot & Söhne / 100%", "=1+1"]]},
    ).execute()
    assert appended["tableRange"] == "Orders!A1:B3"
    assert appended["updates"]["updatedRange"] == "Orders!A4:B5"

    got = values.batchGet(
        spreadsheetId=book,
        ranges=["Orders!A4:B4", "'Orders'!A5"],
        valueRenderOption="UNFORMATTED_VALUE",
    ).execute()
    assert [one["values"] for one in got["valueRanges"]] == [
        [["Cid", 1250]],
        [["Dot & Söhne / 100%"]],
    ]

    written = values.batchUpdate(
        spreadsheetId=book,
        body={
            "valueInputOption": "RAW",
            "data": [
                {"range": "Orders!D1:E1", "values": [["x", "y"]]},
                {
                    "range": "Orders!D2:D3",
                    "majorDimension": "COLUMNS",
                    "values": [[1, 2]],
                },
            ],
        },
    ).execute()
    assert (written["totalUpdatedCells"], written["totalUpdatedRows"]) == (4, 3)

    values.clear(spreadsheetId=book, range="Orders!A4:B5").execute()
    cleared = values.batchClear(
        spreadsheetId=book, body={"ranges": ["Orders!D1:E1"]}
    ).execute()
    assert cleared["clearedRanges"] == ["Orders!D1:E1"]
    whole = values.get(spreadsheetId=book, range="Orders").execute()
    assert whole["range"] == "Orders!A1:Z1002"
    assert whole["values"] == [
        ["Name", "Spent"],
        ["Ann", "120", "", "1"],
        ["Bob", "80.5", "", "2"],
    ]


def test_a_batch_answers_each_request_and_shows_what_it_left(sheets, book):
    """Replies stand in order; the spreadsheet after it comes along when asked for."""
    answer = sheets.batchUpdate(
        spreadsheetId=book,
        body={
            "requests": [
                {
                    "addSheet": {
                        "properties": {
                            "sheetId": 7,
                            "title": "VIP",
                            "tabColorStyle": {"rgbColor": {"green": 1}},
                        }
                    }
                },
                {
                    "updateSheetProperties": {
                        "properties": {
                            "sheetId": 7,
                            "gridProperties": {"frozenRowCount": 1},
                        },
                        "fields": "gridProperties.frozenRowCount",
                    }
                },
                {
                    "findReplace": {
                        "find": "Ann",
                        "replacement": "Anna",
                        "allSheets": True,
                    }
                },
            ],
            "includeSpreadsheetInResponse": True,
            "responseRanges": ["Orders!A2"],
            "responseIncludeGridData": True,
        },
    ).execute()

    added, nothing, replaced = answer["replies"]
    assert added["addSheet"]["properties"]["index"] == 1
    assert nothing == {}
    assert replaced["findReplace"]["valuesChanged"] == 1
    (sheet,) = answer["updatedSpreadsheet"]["sheets"]
    (row,) = sheet["data"][0]["rowData"]
    assert row["values"][0]["formattedValue"] == "Anna"


def test_a_spreadsheet_is_read_by_ranges_and_masks(sheets, book):
    """Grid data comes for the ranges asked for, and only the fields asked for."""
    answer = sheets.get(
        spreadsheetId=book,
        ranges=["Orders!B2:B3"],
        fields="properties.title,sheets(properties/title,data(startRow,rowData.values.effectiveValue))",
    ).execute()

    assert sorted(answer) == ["properties", "sheets"]
    (sheet,) = answer["sheets"]
    assert sheet == {
        "properties": {"title": "Orders"},
        "data": [
            {
                "startRow": 1,
                "rowData": [
                    {"values": [{"effectiveValue": {"numberValue": 120}}]},
                    {"values": [{"effectiveValue": {"numberValue": 80.5}}]},
                ],
            }
        ],
    }


def test_data_is_found_by_filters_and_metadata(sheets, book):
    """A tab's metadata leads to its cells, whatever the tab is called."""
    (tab,) = sheets.get(spreadsheetId=book).execute()["sheets"]
    column = {
        "sheetId": tab["properties"]["sheetId"],
        "dimension": "COLUMNS",
        "startIndex": 1,
        "endIndex": 2,
    }
    created = {
        "metadataKey": "column",
        "metadataValue": "spent",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": column},
    }
    request = {"createDeveloperMetadata": {"developerMetadata": created}}
    sheets.batchUpdate(spreadsheetId=book, body={"requests": [request]}).execute()

    by_key = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "column"}}]}
    (found,) = (
        sheets.developerMetadata()
        .search(spreadsheetId=book, body=by_key)
        .execute()["matchedDeveloperMetadata"]
    )
    metadata_id = found["developerMetadata"]["metadataId"]
    assert (
        sheets.developerMetadata()
        .get(spreadsheetId=book, metadataId=metadata_id)
        .execute()["metadataValue"]
        == "spent"
    )
    (matched,) = (
        sheets.values()
        .batchGetByDataFilter(spreadsheetId=book, body=by_key)
        .execute()["valueRanges"]
    )
    assert matched["valueRange"]["values"] == [["Spent"], ["120"], ["80.5"]]
    body = {**by_key, "includeGridData": True}
    assert (
        sheets.getByDataFilter(spreadsheetId=book, body=body).execute()["sheets"][0][
            "properties"
        ]["title"]
        == "Orders"
    )


def test_a_tab_goes_to_another_spreadsheet(sheets, book):
    """copyTo answers the properties of the copy."""
    other = sheets.create(body={}).execute()["spreadsheetId"]
    sheet_id = sheets.get(spreadsheetId=book).execute()["sheets"][0]["properties"][
        "sheetId"
    ]

    copied = (
        sheets.sheets()
        .copyTo(
            spreadsheetId=book,
            sheetId=sheet_id,
            body={"destinationSpreadsheetId": other},
        )
        .execute()
    )

    assert (copied["title"], copied["index"]) == ("Copy of Orders", 1)


@pytest.mark.parametrize(
    ("call", "status", "reason"),
    [
        (
            lambda s, book: s.get(spreadsheetId="nope"),
            404,
            "Requested entity was not found.",
        ),
        (
            lambda s, book: s.values().get(spreadsheetId=book, range="Nowhere!A1"),
            400,
            "Unable to parse range: Nowhere!A1",
        ),
        (
            lambda s, book: s.values().update(
                spreadsheetId=book, range="Orders!A1", body={"values": [["x"]]}
            ),
            400,
            "'valueInputOption' is required but not specified",
        ),
        (
            lambda s, book: s.batchUpdate(
                spreadsheetId=book,
                body={"requests": [{"deleteSheet": {"sheetId": 404}}]},
            ),
            400,
            "Invalid requests[0].deleteSheet: No sheet with id: 404",
        ),
        (
            lambda s, book: s.batchUpdate(spreadsheetId=book, body={}),
            400,
            "Must specify at least one request.",
        ),
    ],
)
def test_a_refusal_is_an_http_error(sheets, book, call, status, reason):
    """HttpError carries Google's status and words."""
    with pytest.raises(HttpError) as refused:
        call(sheets, book).execute()

    assert (refused.value.status_code, refused.value.reason) == (status, reason)


def test_details_name_the_wrong_field(sheets, book):
    """What does not fit the schema is told with the field it is in."""
    with pytest.raises(HttpError) as refused:
        sheets.values().update(
            spreadsheetId=book,
            range="A1",
            valueInputOption="RAW",
            body={"values": ["x"]},
        ).execute()

    (violation,) = refused.value.error_details[0]["fieldViolations"]
    assert violation["field"] == "data.values[0]"


def test_a_token_that_nobody_issued_is_refused(sheets, book):
    """After a 401 the client wants another token, and says that it has none."""
    http = google_auth_httplib2.AuthorizedHttp(Credentials("stolen"))
    with pytest.raises(RefreshError):
        sheets.get(spreadsheetId=book).execute(http=http)
    http.close()


def test_files_are_found_page_by_page(sheets, drive):
    """list and list_next walk through what the query lets through."""
    for number in range(3):
        sheets.create(body={"properties": {"title": f"Ledger {number}"}}).execute()

    query = f"mimeType='{SPREADSHEET}' and name contains 'Ledger' and trashed = false"
    names = []
    request = drive.files().list(
        q=query, pageSize=2, orderBy="name", fields="nextPageToken, files(id, name)"
    )
    while request is not None:
        page = request.execute()
        names += [file["name"] for file in page["files"]]
        request = drive.files().list_next(request, page)

    assert names == ["Ledger 0", "Ledger 1", "Ledger 2"]


def test_a_file_is_renamed_shared_and_deleted(server, drive, book):
    """files.update, permissions and delete; the friend sees what they were given."""
    drive.files().update(fileId=book, body={"name": "Renamed"}).execute()
    file = (
        drive.files()
        .get(fileId=book, fields="name,owners(emailAddress),capabilities(canEdit)")
        .execute()
    )
    assert file == {
        "name": "Renamed",
        "owners": [{"emailAddress": SELLER}],
        "capabilities": {"canEdit": True},
    }

    given = (
        drive.permissions()
        .create(
            fileId=book,
            body={"type": "user", "role": "reader", "emailAddress": FRIEND},
            sendNotificationEmail=False,
        )
        .execute()
    )
    theirs = Credentials(server.issuer.access_token(FRIEND))
    http = google_auth_httplib2.AuthorizedHttp(theirs, ElsewhereHttp(server.url))
    look = drive.files().get(fileId=book, fields="capabilities(canEdit)")
    assert look.execute(http=http) == {"capabilities": {"canEdit": False}}
    more = {"fileId": book, "permissionId": given["id"]}
    drive.permissions().update(**more, body={"role": "writer"}).execute()
    assert look.execute(http=http) == {"capabilities": {"canEdit": True}}
    drive.permissions().delete(**more).execute()
    with pytest.raises(HttpError) as refused:
        look.execute(http=http)
    assert refused.value.status_code == 404
    assert refused.value.reason == f"File not found: {book}."
    http.close()

    drive.files().update(fileId=book, body={"trashed": True}).execute()
    drive.files().delete(fileId=book).execute()
    with pytest.raises(HttpError, match="File not found"):
        drive.files().get(fileId=book).execute()


def test_a_workbook_goes_up_and_comes_down(sheets, drive, book):
    """An export comes in pieces, and an upload is converted to a spreadsheet."""
    taken = io.BytesIO()
    download = MediaIoBaseDownload(
        taken, drive.files().export_media(fileId=book, mimeType=XLSX)
    )
    done = False
    while not done:
        _, done = download.next_chunk()
    assert taken.getvalue().startswith(b"PK")

    media = MediaIoBaseUpload(io.BytesIO(taken.getvalue()), XLSX)
    body = {"name": "Uploaded", "mimeType": SPREADSHEET}
    made = drive.files().create(body=body, media_body=media, fields="id,name").execute()
    assert made["name"] == "Uploaded"
    values = (
        sheets.values().get(spreadsheetId=made["id"], range="Orders!A1:B3").execute()
    )
    assert values["values"] == [["Name", "Spent"], ["Ann", "120"], ["Bob", "80.5"]]

    csv = MediaIoBaseUpload(io.BytesIO(b"Name\nDot\n"), "text/csv")
    drive.files().update(fileId=made["id"], media_body=csv).execute()
    values = sheets.values().get(spreadsheetId=made["id"], range="A:A").execute()
    assert values["values"] == [["Name"], ["Dot"]]


def test_a_copy_is_made_under_a_new_name(sheets, drive, book):
    """files.copy answers the new file."""
    made = (
        drive.files()
        .copy(fileId=book, body={"name": "Second"}, fields="id,name")
        .execute()
    )

    assert made["name"] == "Second"
    assert sheets.values().get(spreadsheetId=made["id"], range="A2").execute()[
        "values"
    ] == [["Ann"]]


def test_calls_go_out_in_one_batch(drive, book):
    """A batch of HTTP requests gets an answer for each, an error for the wrong one."""
    answers = {}

    def told(request_id, response, exception):
        answers[request_id] = exception or response

    batch = drive.new_batch_http_request(callback=told)
    people = ("a@example.com", "b@example.com")
    for person in people:
        body = {"type": "user", "role": "reader", "emailAddress": person}
        batch.add(
            drive.permissions().create(fileId=book, body=body, fields="emailAddress"),
            request_id=person,
        )
    batch.add(drive.files().get(fileId="nope"), request_id="nope")
    batch.execute()

    assert [answers[person] for person in people] == [
        {"emailAddress": person} for person in people
    ]
    assert answers["nope"].status_code == 404


def test_a_client_may_build_itself_from_the_description_served(server, credentials):
    """With the address of this server in it, no option is needed."""
    described = f"{server.url}/$discovery/rest?version={{apiVersion}}"
    options = {"static_discovery": False, "discoveryServiceUrl": described}
    with build("sheets", "v4", credentials=credentials, **options) as sheets:
        asked = {"properties": {"title": "Described"}}
        created = sheets.spreadsheets().create(body=asked).execute()
    assert created["properties"]["title"] == "Described"
