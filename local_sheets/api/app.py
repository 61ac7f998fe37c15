"""The APIs over HTTP: one Flask application under one root."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from flask import Flask, Request, Response, request

from local_sheets.api.call import Call, Raw, Route
from local_sheets.api.drive import DRIVE
from local_sheets.api.drive import ROUTES as DRIVE_ROUTES
from local_sheets.api.drive_errors import drive_envelope
from local_sheets.api.encoding import compressed, encoded, wants_gzip
from local_sheets.api.faults import Fault, taken
from local_sheets.api.identity import Issuer
from local_sheets.api.local_api import add_local_routes
from local_sheets.api.sheets import ROUTES as SHEETS_ROUTES
from local_sheets.desk.page import Desk, add_desk_routes
from local_sheets.discovery.fields import EVERYTHING, only
from local_sheets.discovery.masks import answer_mask
from local_sheets.discovery.schema import check, known_members
from local_sheets.errors import ApiError, RefusedError, UnsupportedError
from local_sheets.grid.model import JsonValue
from local_sheets.storage.store import Store

OnRequest: TypeAlias = Callable[[str, str, JsonValue], None]

_ROUTES = [(re.compile(r.pattern, re.DOTALL), r) for r in SHEETS_ROUTES + DRIVE_ROUTES]
_DRIVE_ROOT = "/drive/"
_UNEXPECTED = ApiError(500, "Internal error encountered.")
_JSON = "application/json; charset=UTF-8"


@dataclass(slots=True)
class Api:
    """What the application needs to answer a call.

    Attributes:
        store: every spreadsheet.
        issuer: knows whose access token a call carries.
        validate_responses: hold every answer against the discovery document, too.
        on_request: called with method, path and body before each API call; an
            ApiError it raises is the answer.
        faults: canned answers, each given once to the next call it matches.
        desk: what the page at ``/`` is told.
    """

    store: Store
    issuer: Issuer
    validate_responses: bool = False
    on_request: OnRequest | None = None
    faults: list[Fault] = field(default_factory=list)
    desk: Desk = field(default_factory=Desk)


def create_app(api: Api) -> Flask:
    """Return the application that serves Sheets v4, Drive v3 and the local paths."""
    app = Flask("local_sheets", static_folder=None)

    def serve(**_: str) -> Response:
        return _served(api, request)

    for root in ("/v4/", _DRIVE_ROOT):
        rule = f"{root}<path:rest>"
        methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        app.add_url_rule(rule, root, serve, methods=methods)
    add_local_routes(app, api.store, api.issuer)
    add_desk_routes(app, api.desk)
    app.register_error_handler(ApiError, lambda error: _failed(error, request))
    app.register_error_handler(500, lambda _: _failed(_UNEXPECTED, request))
    return app


def _served(api: Api, request: Request) -> Response:
    try:
        return _answered(api, request)
    except ApiError as error:
        return _failed(error, request)


def _failed(error: ApiError, request: Request) -> Response:
    is_drive = request.path.startswith(_DRIVE_ROOT)
    response = _json(request, drive_envelope(error) if is_drive else error.envelope())
    response.status_code = error.http_status
    return response


def _answered(api: Api, request: Request) -> Response:
    body = _body(request)
    if api.on_request is not None:
        api.on_request(request.method, request.path, body)
    fault = taken(api.faults, request.method, request.path)
    if fault is not None and not fault.after:
        return fault.response()
    if fault is not None:
        with suppress(ApiError):
            _performed(api, request, body)
        return fault.response()
    return _performed(api, request, body)


def _performed(api: Api, request: Request, body: JsonValue) -> Response:
    """Do what the call asks and return the answer."""
    route, call = _routed(api, request, body)
    answer = route.operation(call)
    if isinstance(answer, Raw):
        return Response(answer.body, mimetype=answer.mime_type)
    if answer is None:
        return Response(status=204)
    if not route.masks_itself:
        answer = only(call.mask, answer)
    if api.validate_responses and route.response:
        check(route.api, route.response, answer)
    return _json(request, answer)


def _routed(api: Api, request: Request, body: JsonValue) -> tuple[Route, Call]:
    route, path = _route(request)
    email = api.issuer.email_of(request.headers.get("Authorization", ""))
    query = request.args.to_dict(flat=False)
    route.check_query(query)
    if route.request:
        if route.api == DRIVE:
            body = known_members(DRIVE, route.request, body)
        check(route.api, route.request, body)
    mask = EVERYTHING
    if route.response:
        mask = answer_mask(route.api, route.response, request.args.get("fields"))
    return route, Call(api.store, email, path, query, body or {}, mask)


def _route(request: Request) -> tuple[Route, dict[str, str]]:
    for pattern, route in _ROUTES:
        match = (
            pattern.fullmatch(request.path) if route.verb == request.method else None
        )
        if match:
            return route, match.groupdict()
    raise UnsupportedError(f"{request.method} {request.path}")


def _body(request: Request) -> JsonValue:
    raw = request.get_data(cache=False)
    if not raw:
        return {}
    try:
        return json.loads(raw, parse_constant=_not_json)
    except ValueError as error:
        message = f"Invalid JSON payload received. {error}"
        raise RefusedError(message) from error


def _not_json(word: str) -> JsonValue:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(f"Unexpected token {word}.")


def _json(request: Request, answer: JsonValue) -> Response:
    pretty = request.args.get("prettyPrint", "true").lower() != "false"
    body = encoded(answer, pretty=pretty)
    response = Response(body, content_type=_JSON)
    if wants_gzip(
        request.headers.get("Accept-Encoding", ""),
        request.headers.get("User-Agent", ""),
    ):
        response.set_data(compressed(body))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Origin, X-Origin, Referer"
    return response
