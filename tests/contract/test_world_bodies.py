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
    pytest.param("gzip", PLAIN, 400, id="not packed"),
    pytest.param("gzip", gzip.compress(PLAIN)[:-9], 413, id="cut off"),
    pytest.param("br", PLAIN, 415, id="unknown"),
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
    pytest.param(b"{", "Unexpected end of string. Expected an object key or }."),
    pytest.param(b"x", "Unexpected token.\nx\n^"),
    pytest.param(b"[1,", "Unexpected end of string. Expected a value."),
    pytest.param(b"{'a': 1}", "Expected an object key or }.\n{'a': 1}\n ^"),
    pytest.param(b'{"a" 1}', 'Expected : between key:value pair.\n{"a" 1}\n     ^'),
    pytest.param(b'{"a": [1 2]}', "Expected , or ] after array value."),
    pytest.param(b'{"a": 1 "b": 2}', "Expected , or } after key:value pair."),
    pytest.param(b'{"a": "b', "Unexpected end of string. Closing quote expected in"),
    pytest.param(b'{"requests": NaN}', "Unexpected token."),
    pytest.param(b"{} {}", "Parsing terminated before end of input."),
    pytest.param(b"\xff\xfe", "Encountered non UTF-8 code points."),
    pytest.param(b'{"a": "\xed\xa0\x80"}', "Encountered non UTF-8 code points."),
    pytest.param(b'{"a": "\\ud83d"}', "Missing low surrogate."),
    pytest.param(b"[" * 100_000, "Message too deep."),
    pytest.param(b'"text"', 'Unknown name "": Root element must be a message.'),
    pytest.param(b"[1]", 'Unknown name "": Root element must be a message.'),
    pytest.param(b"7", 'Unknown name "": Root element must be a message.'),
]


@pytest.mark.parametrize(("raw", "said"), MALFORMED)
def test_what_is_no_json_object_is_refused(send, raw, said):
    """Broken JSON, half characters, and JSON of another kind, answer 400."""
    answer = send(raw)
    assert answer.status_code == 400
    found = answer.json()["error"]
    assert found["status"] == "INVALID_ARGUMENT"
    assert found["message"].startswith(f"Invalid JSON payload received. {said}")


ENDLESS = [b"1e999", b"-1e999", b"1" + b"0" * 400]


@pytest.mark.parametrize("number", ENDLESS)
def test_a_number_that_no_cell_can_hold_is_refused(send, number):
    """Nothing is stored that JSON could not say afterwards."""
    rows = b'[{"values": [{"userEnteredValue": {"numberValue": %s}}]}]' % number
    update = b'{"updateCells": {"start": {}, "rows": %s, "fields": "*"}}' % rows
    assert send(b'{"requests": [%s]}' % update).status_code == 400
    entered = "/values/A1?valueInputOption=RAW"
    assert send(b'{"values": [[%s]]}' % number, entered, "PUT").status_code == 400


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
