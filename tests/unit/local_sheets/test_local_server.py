"""The running server: tokens, uploads, faults, hooks, encodings."""

import gzip
import json
from datetime import UTC, datetime

import google.auth.exceptions
import google.auth.transport.requests
import pytest
import requests
from google.oauth2 import id_token

from local_sheets import Fault, LocalServer, Store
from local_sheets.api.encoding import encoded
from local_sheets.errors import ApiError
from local_sheets.storage.store import blank_spreadsheet

OWNER = "owner@example.com"


@pytest.fixture
def calls():
    return []


@pytest.fixture
def server(calls):
    def note(method, path, body):
        calls.append((method, path, body))

    with LocalServer(on_request=note) as running:
        yield running


@pytest.fixture
def session(server):
    with requests.Session() as session:
        token = server.issuer.access_token(OWNER)
        session.headers["Authorization"] = f"Bearer {token}"
        yield session


def address(server, path=""):
    spreadsheet_id = server.store.create("Shop")
    return f"{server.url}/v4/spreadsheets/{spreadsheet_id}{path}"


def verified(server, token, audience="client"):
    with requests.Session() as session:
        fetch = google.auth.transport.requests.Request(session=session)
        certs = f"{server.url}/oauth2/v1/certs"
        return id_token.verify_token(token, fetch, audience=audience, certs_url=certs)


def test_google_auth_accepts_the_id_tokens(server):
    """google-auth verifies an ID token against the served certificates."""
    claims = verified(server, server.issuer.id_token(OWNER, "client", hd="example.com"))
    wanted = ("https://accounts.google.com", OWNER, True, "example.com")
    assert (
        claims["iss"],
        claims["email"],
        claims["email_verified"],
        claims["hd"],
    ) == wanted


def test_google_auth_refuses_expired_and_foreign_tokens(server):
    """An expired token and a token for someone else do not pass."""
    early = datetime(2020, 1, 1, tzinfo=UTC)
    for token in (
        server.issuer.id_token(OWNER, "client", now=early),
        server.issuer.id_token(OWNER, "another"),
    ):
        with pytest.raises(google.auth.exceptions.InvalidValue):
            verified(server, token)


def test_tokens_can_be_had_over_http(server):
    """The admin path hands out both kinds of token for a user."""
    body = {"email": "seller@example.com", "audience": "client"}
    with requests.post(f"{server.url}/local/tokens", json=body, timeout=5) as answer:
        tokens = answer.json()
    assert verified(server, tokens["id_token"])["email"] == "seller@example.com"
    bearer = f"Bearer {tokens['access_token']}"
    assert server.issuer.email_of(bearer) == "seller@example.com"


def test_a_file_goes_up_and_comes_down(server, session):
    """An uploaded file becomes a spreadsheet that downloads as a workbook."""
    url = f"{server.url}/local/spreadsheets?title=Orders&locale=en_IN&owner={OWNER}"
    made = session.post(url, data=b"Name,Spent\nAnn,7\n").json()["spreadsheetId"]
    again = session.post(url, files={"file": ("x.csv", b"Name\nBob\n")}).json()
    assert server.store.spreadsheet(made).properties["locale"] == "en_IN"
    values = session.get(
        f"{server.url}/v4/spreadsheets/{again['spreadsheetId']}/values/A1:B2"
    )
    assert values.json()["values"] == [["Name"], ["Bob"]]
    down = session.get(f"{server.url}/local/spreadsheets/{made}.xlsx")
    assert down.content.startswith(b"PK")
    assert "filename=Orders.xlsx" in down.headers["Content-Disposition"]


def test_the_hook_sees_each_call_first(server, session, calls):
    """on_request gets method, path and parsed body before anything happens."""
    url = address(server)
    session.post(f"{url}:batchUpdate", json={"requests": []})
    path = url.removeprefix(server.url)
    assert calls == [("POST", f"{path}:batchUpdate", {"requests": []})]


def test_the_hook_may_refuse_a_call():
    """An ApiError from the hook is the answer."""

    def refuse(*_):
        raise ApiError(429, "Quota exceeded")

    with (
        LocalServer(on_request=refuse) as server,
        requests.get(address(server), timeout=5) as answer,
    ):
        assert answer.json()["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_a_fault_is_given_once_to_the_call_it_matches(server, session):
    """A canned answer replaces one call, headers and all."""
    url = address(server)
    server.faults.append(Fault(429, {"Retry-After": "3"}, method="POST"))
    assert session.get(url).status_code == 200
    first = session.post(f"{url}:batchUpdate", json={"requests": []})
    assert (first.status_code, first.headers["Retry-After"]) == (429, "3")
    assert session.post(f"{url}:batchUpdate", json={"requests": []}).status_code == 400


def test_a_fault_after_the_work_loses_only_the_answer(server, session):
    """The batch is applied although its caller gets an HTML error."""
    url = address(server)
    server.faults.append(Fault(502, body="<h1>Bad gateway</h1>", after=True))
    added = {"requests": [{"addSheet": {"properties": {"title": "VIP"}}}]}
    lost = session.post(f"{url}:batchUpdate", json=added)
    assert (lost.status_code, lost.text) == (502, "<h1>Bad gateway</h1>")
    assert len(session.get(url).json()["sheets"]) == 2


SHAPES = [
    {},
    {"a": []},
    [1, "é", None, True, 2.5],
    {"values": [["a", 1], [], [[]]], "b": {"c": {"d": "x\ny"}}},
]


@pytest.mark.parametrize("value", SHAPES)
def test_pretty_json_is_what_the_library_would_indent(value):
    """The fast indenter writes byte for byte what json.dumps(indent=2) does."""
    plain = json.dumps(value, indent=2, ensure_ascii=False)
    assert encoded(value, pretty=True).decode() == f"{plain}\n"


@pytest.mark.parametrize("is_checked", [True, False])
def test_an_answer_outside_the_schema_is_a_fault(is_checked):
    """A server that validates its answers gives 500 instead of a wrong one."""
    store = Store()
    wrong = blank_spreadsheet("1", {"title": "Shop", "colour": "red"})
    store.add(wrong, OWNER)

    with (
        LocalServer(store, validate_responses=is_checked) as server,
        requests.get(
            f"{server.url}/v4/spreadsheets/1",
            headers={"Authorization": f"Bearer {server.issuer.access_token(OWNER)}"},
            timeout=5,
        ) as answer,
    ):
        assert answer.status_code == (500 if is_checked else 200)
        assert "colour" in answer.text


def test_the_servers_of_the_tests_check_their_answers():
    """Unless a test says otherwise, here and in other processes."""
    store = Store()
    store.add(blank_spreadsheet("1", {"title": 7}), OWNER)

    with LocalServer(store) as server:
        headers = {"Authorization": f"Bearer {server.issuer.access_token(OWNER)}"}
        url = f"{server.url}/v4/spreadsheets/1"
        status = requests.get(url, headers=headers, timeout=5).status_code

    assert status == 500


def test_answers_are_pretty_unless_told_otherwise(server, session):
    """prettyPrint=false gives compact JSON."""
    url = address(server, "?fields=properties.title")
    assert (
        session.get(url).text == '{\n  "properties": {\n    "title": "Shop"\n  }\n}\n'
    )
    assert (
        session.get(f"{url}&prettyPrint=false").text
        == '{"properties":{"title":"Shop"}}'
    )


@pytest.mark.parametrize(
    ("agent", "is_small"), [("test (gzip)", True), ("test", False)]
)
def test_answers_are_compressed_for_agents_that_say_gzip(
    server, session, agent, is_small
):
    """As at Google, Accept-Encoding alone is not enough."""
    headers = {"Accept-Encoding": "gzip", "User-Agent": agent}
    with session.get(address(server), headers=headers, stream=True) as answer:
        raw = answer.raw.read(decode_content=False)
    assert (gzip.decompress(raw) if is_small else raw).startswith(b"{")


def test_large_bodies_pass_in_both_directions(server, session):
    """A request of several megabytes is written and read back whole."""
    url = address(server)
    grid = {"rowCount": 10_000, "columnCount": 10}
    tab = {"sheetId": 2, "title": "Big", "gridProperties": grid}
    session.post(
        f"{url}:batchUpdate", json={"requests": [{"addSheet": {"properties": tab}}]}
    )
    rows = [[f"cell {r} {c}" for c in range(10)] for r in range(10_000)]
    put = session.put(f"{url}/values/Big?valueInputOption=RAW", json={"values": rows})
    assert put.json()["updatedCells"] == 100_000
    got = session.get(f"{url}/values/Big?valueRenderOption=UNFORMATTED_VALUE")
    assert got.json()["values"] == rows


@pytest.mark.parametrize("raw", [b"{", b"x", b"[1,", b'{"requests": NaN}'])
def test_broken_json_is_refused(server, session, raw):
    """A body that is not JSON answers 400."""
    answer = session.post(address(server, ":batchUpdate"), data=raw)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith(
        "Invalid JSON payload received."
    )
