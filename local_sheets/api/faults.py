"""Canned answers in place of real ones: quotas, outages, answers that got lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response

from local_sheets.api.encoding import encoded
from local_sheets.errors import ApiError


@dataclass(frozen=True, slots=True)
class Fault:
    """An answer given once, to the next call that matches.

    Attributes:
        status: the HTTP status.
        headers: such as ``Retry-After``.
        body: JSON, or text for an HTML page; None is Google's envelope for the status.
        method: only calls with this HTTP method; empty is any.
        path: only calls whose path contains this.
        after: do what the call asks first, so that only its answer is lost.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    method: str = ""
    path: str = ""
    after: bool = False

    def matches(self, method: str, path: str) -> bool:
        """Tell whether a call gets this answer."""
        return self.method in {"", method} and self.path in path

    def response(self) -> Response:
        """Return the answer."""
        body = self.body
        if body is None:
            body = ApiError(self.status, "Injected fault.").envelope()
        if isinstance(body, str):
            return Response(body, self.status, dict(self.headers), mimetype="text/html")
        raw = encoded(body, pretty=True)
        return Response(
            raw, self.status, dict(self.headers), mimetype="application/json"
        )


def taken(faults: list[Fault], method: str, path: str) -> Fault | None:
    """Take the first fault that matches a call off the list and return it."""
    for fault in faults:
        if fault.matches(method, path):
            faults.remove(fault)
            return fault
    return None
