"""Several calls in one HTTP request."""

import pytest
import requests

OWNER = "owner@example.com"
BATCH = {"Content-Type": "multipart/mixed; boundary=b"}


def part(call, number=1):
    head = f"--b\r\nContent-Type: application/http\r\nContent-ID: <c + {number}>\r\n"
    return f"{head}\r\n{call}\r\n"


@pytest.fixture
def send(server):
    def send(body, path="/batch", headers=BATCH):
        token = {"Authorization": f"Bearer {server.issuer.access_token(OWNER)}"}
        url = server.url + path
        return requests.post(url, body.encode(), headers=headers | token, timeout=5)

    return send


def test_each_call_is_answered_in_its_place(server, send):
    """Each part has its call's id, status and body; the sender's token is theirs."""
    book = server.store.create("Shop")
    calls = [
        f"GET /v4/spreadsheets/{book}?fields=properties.title HTTP/1.1\r\n",
        "GET /drive/v3/files/nope HTTP/1.1\r\n",
        f"GET /v4/spreadsheets/{book} HTTP/1.1\r\nAuthorization: Bearer nobody\r\n",
    ]
    body = "".join(part(call, number) for number, call in enumerate(calls)) + "--b--"

    answer = send(body)

    kind, boundary = answer.headers["Content-Type"].split("; boundary=")
    first, second, third = answer.text.split(f"--{boundary}")[1:-1]
    assert kind == "multipart/mixed"
    assert "Content-ID: <response-c + 0>\r\n\r\nHTTP/1.1 200 OK" in first
    assert '"title": "Shop"' in first
    assert "Content-ID: <response-c + 1>\r\n\r\nHTTP/1.1 404 NOT FOUND" in second
    assert "HTTP/1.1 401 UNAUTHORIZED" in third


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ("{}", {"Content-Type": "application/json"}),
        (part("hello") + "--b--", BATCH),
        (part("GET /local/world HTTP/1.1\r\n") + "--b--", BATCH),
        (part("POST /batch HTTP/1.1\r\n") + "--b--", BATCH),
        (part("GET /drive/v3/files HTTP/1.1\r\n") * 101 + "--b--", BATCH),
    ],
)
def test_what_is_no_batch_is_refused(send, body, headers):
    """Only calls of the two APIs, and not too many, go into a batch."""
    answer = send(body, "/batch/drive/v3", headers)

    assert answer.status_code == 400
    assert "atch" in answer.json()["error"]["message"]
