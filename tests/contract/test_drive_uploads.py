"""Uploads, exports and the headers of answers, which need the bare bytes."""

import pytest
import requests

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"
TSV = "text/tab-separated-values"
UPLOAD = "/upload/drive/v3/files"
BOUNDARY = "----part"


class Raw:
    """Calls whose bodies and headers are looked at as they are."""

    def __init__(self, server):
        self.root = server.url
        self.store = server.store
        self.session = requests.Session()
        token = server.issuer.access_token("owner@example.com")
        self.session.headers["Authorization"] = f"Bearer {token}"

    def call(self, verb, path, data=None, mime_type=CSV, **headers):
        headers = {"Content-Type": mime_type, **headers}
        return self.session.request(verb, self.root + path, data=data, headers=headers)

    def values(self, file_id, cells="A1:Z9"):
        path = f"/v4/spreadsheets/{file_id}/values/{cells}"
        return self.call("GET", path).json().get("values")


@pytest.fixture
def raw(server):
    calls = Raw(server)
    with calls.session:
        yield calls


def multipart(metadata, media, mime_type=CSV):
    parts = [("application/json", metadata.encode()), (mime_type, media)]
    body = b"".join(
        f"--{BOUNDARY}\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n"
        for kind, content in parts
    )
    return body + f"--{BOUNDARY}--".encode()


def created(raw, media, mime_type=CSV):
    metadata = f'{{"name": "Up", "mimeType": "{SPREADSHEET}"}}'
    body = multipart(metadata, media, mime_type)
    kind = f"multipart/related; boundary={BOUNDARY}"
    return raw.call("POST", f"{UPLOAD}?uploadType=multipart", body, kind)


def test_a_csv_becomes_a_spreadsheet(raw):
    """An upload with metadata makes a spreadsheet of its name."""
    answer = created(raw, b"Name,Spent\r\nAnn,3")
    assert answer.json()["name"] == "Up"
    assert raw.values(answer.json()["id"]) == [["Name", "Spent"], ["Ann", "3"]]


def test_a_workbook_goes_out_and_comes_in(raw):
    """What is exported as .xlsx can be uploaded again."""
    first = created(raw, b"Name,Spent\r\nAnn,3").json()["id"]
    path = f"/drive/v3/files/{first}/export?mimeType={XLSX}"
    exported = raw.call("GET", path)
    assert exported.headers["Content-Type"] == XLSX
    again = created(raw, exported.content, XLSX).json()["id"]
    assert raw.values(again) == [["Name", "Spent"], ["Ann", "3"]]


@pytest.mark.parametrize(
    ("verb", "path"),
    [("PATCH", UPLOAD), ("PUT", "/upload/drive/v2/files")],
)
def test_an_upload_replaces_the_content(raw, verb, path):
    """One tab is left, named after the file and with room to grow."""
    file_id = raw.store.create("Old content")
    query = "uploadType=media&convert=True&supportsAllDrives=True"
    answer = raw.call(verb, f"{path}/{file_id}?{query}", b"a,b\n1,2")
    assert (answer.status_code, answer.json()["mimeType"]) == (200, SPREADSHEET)
    shown = raw.call("GET", f"/v4/spreadsheets/{file_id}").json()
    (tab,) = shown["sheets"]
    assert tab["properties"]["title"] == "Old content"
    grid = {"rowCount": 1000, "columnCount": 26}
    assert tab["properties"]["gridProperties"] == grid
    assert shown["properties"]["timeZone"] == "America/Los_Angeles"
    assert raw.values(file_id) == [["a", "b"], ["1", "2"]]


TEXTS = [
    (CSV, b'a,"b,c","d""e"\r\n1,,"x\ny"'),
    (TSV, b'a\tb,c\td"e\r\n1\t\tx y'),
]


@pytest.mark.parametrize(("mime_type", "text"), TEXTS)
def test_the_first_tab_is_exported_as_text(raw, mime_type, text):
    """Rows are as long as the longest, and no line ends after the last."""
    file_id = created(raw, b'a,"b,c","d""e"\n1,,"x\ny"').json()["id"]
    answer = raw.call("GET", f"/drive/v3/files/{file_id}/export?mimeType={mime_type}")
    assert answer.content == text
    assert answer.headers["Content-Type"] == mime_type
    assert answer.headers["Content-Disposition"] == "attachment"


REFUSED = [
    ("resumable", "application/json", b"{}", 501),
    ("", CSV, b"a", 400),
    ("multipart", "multipart/related; boundary=x", b"--x--", 400),
    ("multipart", f"multipart/related; boundary={BOUNDARY}", multipart("{", b""), 400),
    ("media", "image/png", b"a", 501),
]


@pytest.mark.parametrize(("kind", "mime_type", "body", "code"), REFUSED)
def test_an_upload_that_cannot_be_read_is_refused(raw, kind, mime_type, body, code):
    """Malformed uploads are 400; those of a kind this server has not are 501."""
    path = f"{UPLOAD}?uploadType={kind}"
    assert raw.call("POST", path, body, mime_type).status_code == code


def test_sheets_and_drive_send_their_own_headers(raw):
    """Sheets answers are private; Drive's are not to be stored."""
    file_id = raw.store.create("Headers")
    sheets = raw.call("GET", f"/v4/spreadsheets/{file_id}").headers
    assert sheets["Cache-Control"] == "private"
    assert sheets["Vary"] == "Origin, X-Origin, Referer"
    drive = raw.call("GET", f"/drive/v3/files/{file_id}").headers
    assert drive["Cache-Control"] == "no-cache, no-store, max-age=0, must-revalidate"
    assert drive["Vary"] == "Origin, X-Origin"
    gone = raw.call("DELETE", f"/drive/v3/files/{file_id}")
    assert (gone.status_code, gone.headers["Content-Type"]) == (204, "text/html")


@pytest.mark.parametrize("place", ["fields", "$fields", "header"])
def test_a_field_mask_comes_as_parameter_or_header(raw, place):
    """The mask may stand in the query, with or without a dollar, or in a header."""
    path = f"/v4/spreadsheets/{raw.store.create('Masked')}"
    mask = "properties.title"
    if place == "header":
        answer = raw.call("GET", path, **{"X-Goog-FieldMask": mask})
    else:
        answer = raw.call("GET", f"{path}?{place}={mask}")
    assert answer.json() == {"properties": {"title": "Masked"}}
