"""What clients send in odd wrappings: compressed, as a form, or too long for a GET."""

import gzip
import json

import pytest
import requests

from local_sheets import LocalServer
from local_sheets.api.asked import uncompressed
from local_sheets.errors import ApiError

OWNER = "owner@example.com"
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
RENAME = {
    "requests": [
        {
            "updateSpreadsheetProperties": {
                "properties": {"title": "Renamed"},
                "fields": "title",
            }
        }
    ]
}
PLAIN = json.dumps(RENAME).encode()


@pytest.fixture(scope="module")
def server():
    with LocalServer() as running:
        yield running


@pytest.fixture
def send(server):
    url = f"{server.url}/v4/spreadsheets/{server.store.create('Shop', owner=OWNER)}"
    token = server.issuer.access_token(OWNER)
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"

        def sent(raw, path=":batchUpdate", method="POST", **headers):
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            return session.request(
                method, f"{url}{path}", data=raw, headers=named, timeout=10
            )

        yield sent


@pytest.mark.parametrize("kind", [JSON, f"{JSON}; charset=utf-8", "text/plain", None])
def test_json_is_read_whatever_its_label(send, kind):
    """Google reads the body, not the Content-Type."""
    assert send(PLAIN, Content_Type=kind).status_code == 200


def test_a_form_is_taken_for_query_parameters(send):
    """JSON under the label of a form names no parameter of the method."""
    answer = send(PLAIN, Content_Type=FORM)
    message = answer.json()["error"]["message"]
    assert answer.status_code == 400
    assert "Cannot bind query parameter." in message


def test_a_compressed_body_is_read(send):
    """Some clients send gzip."""
    zipped = gzip.compress(PLAIN)
    assert send(zipped, Content_Encoding="gzip").status_code == 200


WRAPPED = [
    ("gzip", PLAIN, 400),
    ("gzip", gzip.compress(PLAIN)[:-9], 413),
    ("br", PLAIN, 415),
]


@pytest.mark.parametrize(("encoding", "raw", "status"), WRAPPED)
def test_a_body_in_no_known_wrapping_is_refused(send, encoding, raw, status):
    """What cannot be unpacked whole is not guessed at."""
    assert send(raw, Content_Encoding=encoding).status_code == status


def test_a_body_that_unpacks_to_too_much_is_refused():
    """A small gzip cannot fill the memory."""
    bomb = gzip.compress(b" " * 20_000)
    with pytest.raises(ApiError, match="larger than local_sheets reads"):
        uncompressed(bomb, "gzip", limit=10_000)


MALFORMED = [
    b"{",
    b"x",
    b"[1,",
    b'{"requests": NaN}',
    b"\xff\xfe",
    b"[" * 100_000,
    b'"text"',
    b"[1]",
    b"7",
]


@pytest.mark.parametrize("raw", MALFORMED)
def test_what_is_no_json_object_is_refused(send, raw):
    """Broken JSON, and JSON of another kind, answer 400."""
    answer = send(raw)
    assert answer.status_code == 400
    found = answer.json()["error"]
    assert found["status"] == "INVALID_ARGUMENT"
    assert found["message"].startswith("Invalid JSON payload received.")


def test_a_long_get_may_come_as_a_post(send):
    """The query is in the body then, and the header says what was meant."""
    query = "&".join(["ranges=A1"] * 500)
    answer = send(
        query,
        "/values:batchGet",
        Content_Type=FORM,
        X_HTTP_Method_Override="GET",
    )
    assert len(answer.json()["valueRanges"]) == 500
