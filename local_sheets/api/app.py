"""The APIs over HTTP: one Flask application under one root."""

import re
from dataclasses import dataclass, field

from flask import Flask, Request, Response, g, request

from local_sheets.api.access import caller_of, is_read
from local_sheets.api.admin import add_admin_routes
from local_sheets.api.asked import MAX_BODY_BYTES, UPLOADS, Asked, asked
from local_sheets.api.call import DRIVE, MASK_HEADER, Call, Raw, Route, asked_fields
from local_sheets.api.cross_origin import add_cross_origin
from local_sheets.api.described import add_discovery_routes
from local_sheets.api.drive import ROUTES as DRIVE_ROUTES
from local_sheets.api.drive_errors import drive_envelope
from local_sheets.api.encoding import (
    DRIVE_HEADERS,
    SHEETS_HEADERS,
    compressed,
    encoded,
    wants_gzip,
)
from local_sheets.api.faults import Fault, slowed
from local_sheets.api.hosts import LOOPBACK, check_host
from local_sheets.api.http_batch import add_batch_routes
from local_sheets.api.identity import Issuer
from local_sheets.api.local_api import add_local_routes
from local_sheets.api.oauth import add_oauth_routes
from local_sheets.api.sheets import ROUTES as SHEETS_ROUTES
from local_sheets.api.unserved import (
    NoSuchPathError,
    add_unserved,
    not_found_page,
    unserved,
)
from local_sheets.api.uploads import received
from local_sheets.api.world import World
from local_sheets.desk.page import Desk, add_desk_routes
from local_sheets.discovery.fields import only
from local_sheets.discovery.masks import SHEETS
from local_sheets.discovery.schema import check, check_answer, known_members
from local_sheets.errors import ApiError
from local_sheets.grid.model import JsonValue
from local_sheets.storage.store import Store

_ROUTES = [(re.compile(r.pattern, re.DOTALL), r) for r in SHEETS_ROUTES + DRIVE_ROUTES]
_LOOSE_VERB = re.compile(r"/(?=:[A-Za-z]+\Z)")
_DRIVE_ROOTS = ("/drive/", "/upload/drive/")
_UNEXPECTED = ApiError(500, "Internal error encountered.")
_JSON = "application/json; charset=UTF-8"
_FALSE = {"false", "0"}


@dataclass(slots=True)
class Api:
    """What the application needs to answer a call.

    Attributes:
        store: every spreadsheet.
        issuer: knows whose access token a call carries.
        validate_responses: hold every answer against the discovery document, too.
        world: quotas, faults, and who else is about.
        desk: what the page at ``/`` is told.
        hosts: the names this server answers to.
    """

    store: Store
    issuer: Issuer
    validate_responses: bool = False
    world: World = field(default_factory=World)
    desk: Desk = field(default_factory=Desk)
    hosts: frozenset[str] = LOOPBACK


def create_app(api: Api) -> Flask:
    """Return the application that serves Sheets v4, Drive v3 and the local paths."""
    app = Flask("local_sheets", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES

    def serve(**_: str) -> Response:
        return _served(api, request)

    for root in ("/v4/", *_DRIVE_ROOTS):
        rule = f"{root}<path:rest>"
        methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        app.add_url_rule(rule, root, serve, methods=methods)

    @app.before_request
    def guard() -> None:
        headers = request.headers
        page = headers.get("Origin", "")
        check_host(headers.get("Host", ""), page, api.hosts)
        g.page = page

    add_local_routes(app, api.store)
    add_admin_routes(app, api.store, api.issuer, api.world)
    add_oauth_routes(app, api.issuer, api.world.clock)
    add_batch_routes(app)
    add_desk_routes(app, api.desk)
    add_discovery_routes(app)
    add_unserved(app)
    add_cross_origin(app)
    app.register_error_handler(ApiError, lambda error: _failed(error, request))
    app.register_error_handler(500, lambda _: _failed(_UNEXPECTED, request))
    return app


def _served(api: Api, request: Request) -> Response:
    try:
        return _answered(api, request)
    except ApiError as error:
        return _failed(error, request)


def _failed(error: ApiError, request: Request) -> Response:
    if isinstance(error, NoSuchPathError):
        return not_found_page(request.path)
    is_drive = request.path.startswith(_DRIVE_ROOTS)
    response = _json(request, drive_envelope(error) if is_drive else error.envelope())
    response.status_code = error.http_status
    response.headers.update(error.headers)
    return response


def _answered(api: Api, request: Request) -> Response:
    """Do what a call asks, with whatever happens around it."""
    world = api.world
    call = asked(request)
    body = call.json()
    if world.before is not None:
        world.before(call.method, call.path, body)
    fault = world.taken(call.method, call.path)
    if fault is not None:
        return _faulty(api, request, call, fault)
    return _performed(api, request, call, body)


def _faulty(api: Api, request: Request, call: Asked, fault: Fault) -> Response:
    """Return what a caller gets who met a fault."""
    world = api.world
    world.pause(world.delay_of(fault))
    if fault.replaces_answer and not fault.after:
        return fault.response()
    try:
        answer = _performed(api, request, call, call.json())
    except ApiError as error:
        answer = _failed(error, request)
    if fault.replaces_answer:
        return fault.response()
    return slowed(answer, fault.slow_s, world.pause) if fault.slow_s else answer


def _performed(api: Api, request: Request, asks: Asked, body: JsonValue) -> Response:
    """Do what the call asks and return the answer."""
    route, call = _routed(api, request, asks, body)
    answer = route.operation(call)
    if api.world.after is not None:
        api.world.after(asks.method, asks.path, body)
    if isinstance(answer, Raw):
        response = Response(answer.body, content_type=answer.mime_type)
        response.headers.update({**DRIVE_HEADERS, **answer.headers})
        return response
    if answer is None:
        return Response(status=204, content_type="text/html", headers=DRIVE_HEADERS)
    if not route.masks_itself:
        answer = only(call.mask, answer)
    if api.validate_responses and route.response:
        check_answer(route.api, route.response, answer)
    return _json(request, answer)


def _routed(
    api: Api, request: Request, asks: Asked, body: JsonValue
) -> tuple[Route, Call]:
    """Return the method that is called, if the caller may call it now."""
    route, path = _route(asks)
    query, headers = asks.query, request.headers
    authorization = headers.get("Authorization", "")
    if not authorization and "access_token" in query:
        authorization = f"Bearer {query['access_token'][-1]}"
    key = headers.get("X-Goog-Api-Key") or query.get("key", [""])[-1]
    caller = caller_of(api.issuer, route, authorization, key)
    if route.api == SHEETS:
        api.world.count(caller.counted_as, is_read=is_read(route))
    route.check_path(path)
    route.check_query(query)
    media = None
    if asks.path.startswith(UPLOADS):
        kind = headers.get("Content-Type", "")
        body, media = received(query.get("uploadType", [""])[-1], kind, asks.raw)
    if route.request:
        if route.api == DRIVE:
            body = known_members(DRIVE, route.request, body)
        check(route.api, route.request, body, route.body_field)
    store = api.store
    if caller.only_files_of:
        store = store.seen_by(caller.only_files_of)
    fields = asked_fields(query, headers.get(MASK_HEADER, ""))
    mask = route.mask(fields)
    return route, Call(
        store, caller.email, path, query, body or {}, mask, fields, media
    )


def _route(asks: Asked) -> tuple[Route, dict[str, str]]:
    """Return the method at a path; clients that join addresses leave a slash there."""
    path = _LOOSE_VERB.sub("", asks.path)
    for there in (path, path.removesuffix("/")):
        for pattern, route in _ROUTES:
            match = pattern.fullmatch(there) if route.verb == asks.method else None
            if match:
                return route, match.groupdict()
    raise unserved(asks.method, asks.path)


def _json(request: Request, answer: JsonValue) -> Response:
    pretty = request.args.get("prettyPrint", "true").lower() not in _FALSE
    body = encoded(answer, pretty=pretty)
    response = Response(body, content_type=_JSON)
    if wants_gzip(
        request.headers.get("Accept-Encoding", ""),
        request.headers.get("User-Agent", ""),
    ):
        response.set_data(compressed(body))
        response.headers["Content-Encoding"] = "gzip"
    is_drive = request.path.startswith(_DRIVE_ROOTS)
    response.headers.update(DRIVE_HEADERS if is_drive else SHEETS_HEADERS)
    return response
