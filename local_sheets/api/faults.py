"""What goes wrong between two machines: late, slow, lost and refused answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response
from waitress.channel import ClientDisconnected

from local_sheets.api.encoding import encoded
from local_sheets.api.quotas import over_quota
from local_sheets.errors import ApiError, UnauthenticatedError

_PIECES = 10
_EVERY_USER = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong with the next call that matches.

    Attributes:
        status: the HTTP status of a canned answer; 0 leaves the real answer.
        headers: such as ``Retry-After``.
        body: JSON, or text for an HTML page; None is Google's envelope.
        method: only calls with this HTTP method; empty is any.
        path: only calls whose path contains this.
        after: do what the call asks first, so that only its answer is lost.
        message: the sentence in Google's envelope, in any language.
        drop: close the connection without an answer.
        delay_s: seconds until anything happens.
        jitter_s: up to so many seconds more, by chance.
        slow_s: seconds over which the body of the answer arrives.
        chance: how likely it is that a matching call meets it, from 0 to 1.
        times: how many calls meet it; None is all of them.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    method: str = ""
    path: str = ""
    after: bool = False
    message: str = ""
    drop: bool = False
    delay_s: float = 0
    jitter_s: float = 0
    slow_s: float = 0
    chance: float = 1
    times: int | None = 1

    def matches(self, method: str, path: str) -> bool:
        """Tell whether a call may meet this."""
        return self.method in {"", method} and self.path in path

    @property
    def replaces_answer(self) -> bool:
        """Tell whether the caller gets something else than the real answer."""
        return self.drop or self.status != 0

    def response(self) -> Response:
        """Return the canned answer, or one that closes the connection."""
        if self.drop:
            return Response(_lost())
        canned = self._error()
        headers = {**canned.headers, **self.headers}
        if isinstance(self.body, str):
            return Response(self.body, self.status, headers, mimetype="text/html")
        body = canned.envelope() if self.body is None else self.body
        raw = encoded(body, pretty=True)
        return Response(raw, self.status, headers, mimetype="application/json")

    def _error(self) -> ApiError:
        """Return what Google says with this status."""
        if self.message:
            return ApiError(self.status, self.message)
        if self.status == UnauthenticatedError().http_status:
            return UnauthenticatedError()
        quota = over_quota("Read", _EVERY_USER, by_user=True)
        if self.status == quota.http_status:
            return quota
        return ApiError(self.status, "Injected fault.")


def _lost() -> Iterator[bytes]:
    """Make waitress close the connection: no header has been written yet."""
    yield from ()
    raise ClientDisconnected


def slowed(
    response: Response, seconds: float, pause: Callable[[float], object]
) -> Response:
    """Let the body of an answer arrive in pieces over so many seconds."""
    raw = response.get_data()
    size = -(-len(raw) // _PIECES) or 1

    def pieces() -> Iterator[bytes]:
        for start in range(0, len(raw), size):
            pause(seconds / _PIECES)
            yield raw[start : start + size]

    response.response = pieces()
    response.headers["Content-Length"] = str(len(raw))
    return response
