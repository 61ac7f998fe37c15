"""Several calls in one HTTP request, as Google's client libraries bundle them."""

import email.policy
import secrets
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.parser import BytesParser
from typing import NamedTuple

from flask import Flask, Request, Response, request
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from local_sheets.errors import RefusedError

_MOST_CALLS = 100
_ROOTS = ("/v4/", "/drive/")
# Of an inner call: the names of a connection of its own, which it does not have.
_OUTER = {"host", "content-length", "accept-encoding", "connection"}


class _Inner(NamedTuple):
    """One call of a batch."""

    content_id: str
    method: str
    address: str
    headers: dict[str, str]
    body: bytes


def add_batch_routes(app: Flask) -> None:
    """Add the batch paths of Sheets and Drive."""

    @app.post("/batch")
    @app.post("/batch/<path:api>")
    def batch(api: str = "") -> Response:
        del api
        calls = list(_calls(request))
        if len(calls) > _MOST_CALLS:
            raise RefusedError(f"A batch holds at most {_MOST_CALLS} calls.")
        client = app.test_client()
        boundary = f"batch_{secrets.token_urlsafe(16)}"
        parts = [
            _part(call.content_id, _answer(client, call, request), boundary)
            for call in calls
        ]
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        kind = f"multipart/mixed; boundary={boundary}"
        return Response(body, content_type=kind)


def _calls(outer: Request) -> Iterator[_Inner]:
    head = f"Content-Type: {outer.headers.get('Content-Type', '')}\r\n\r\n".encode()
    whole = _parsed(head + outer.get_data(cache=False))
    if whole.get_content_type() != "multipart/mixed" or not whole.is_multipart():
        raise RefusedError("A batch is multipart/mixed.")
    for part in whole.iter_parts():
        yield _call(part.get("Content-ID", ""), _payload(part))


def _call(content_id: str, raw: bytes) -> _Inner:
    line, _, rest = raw.lstrip().partition(b"\n")
    method, _, address = line.decode("utf-8", "replace").partition(" ")
    if not address.startswith(_ROOTS):
        raise RefusedError("A call of a batch begins with its method and its path.")
    message = _parsed(rest)
    headers = {k: v for k, v in message.items() if k.lower() not in _OUTER}
    return _Inner(content_id, method, address.split()[0], headers, _payload(message))


def _parsed(raw: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=email.policy.HTTP).parsebytes(raw)


def _payload(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _answer(client: FlaskClient, call: _Inner, outer: Request) -> TestResponse:
    """Make a call; unless it says who makes it, that is whoever sent the batch."""
    headers = Headers(call.headers)
    headers.setdefault("Authorization", outer.headers.get("Authorization", ""))
    return client.open(
        call.address, method=call.method, headers=headers, data=call.body
    )


def _part(content_id: str, answer: TestResponse, boundary: str) -> bytes:
    body = answer.get_data()
    head = [
        f"--{boundary}",
        "Content-Type: application/http",
        f"Content-ID: <response-{content_id.removeprefix('<')}",
        "",
        f"HTTP/1.1 {answer.status}",
        f"Content-Type: {answer.content_type}",
        f"Content-Length: {len(body)}",
        "",
        "",
    ]
    return "\r\n".join(head).encode() + body + b"\r\n"
