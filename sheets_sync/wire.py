"""The form of requests and answers: bodies, headers, problem details, CORS."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import flask
from werkzeug.exceptions import RequestEntityTooLarge

from sheets_sync.errors import (
    BadRequestError,
    NeedsConfirmationError,
    SheetSegmentsError,
)
from sheets_sync.refresh import Job

NDJSON: Final = "application/x-ndjson"
PROBLEM: Final = "application/problem+json"
MAX_BODY_BYTES: Final = 16_384
SPREADSHEET_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,200}")
ACCESS_TOKEN_HEADER: Final = "X-Sheets-Access-Token"  # noqa: S105 - a header's name
FIELDS: Final = frozenset({"spreadsheet_id", "mode", "scheme", "as_of", "confirm"})
MODES: Final = ("apply", "preview", "restore")

Json = dict[str, Any]


def require_post(request: flask.Request) -> None:
    """Refuse any other method.

    Raises:
        BadRequestError: It is not POST.
    """
    if request.method != "POST":
        raise BadRequestError("Only POST is answered here.")


def bearer_token(request: flask.Request) -> str:
    """Return the token of the Authorization header, or empty text."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.casefold() == "bearer" else ""


def access_token(request: flask.Request) -> str:
    """Return the token that reaches the spreadsheet as the caller.

    Raises:
        BadRequestError: The header is missing.
    """
    token = request.headers.get(ACCESS_TOKEN_HEADER, "").strip()
    if not token:
        raise BadRequestError(f"The header {ACCESS_TOKEN_HEADER} is missing.")
    return token


def read_body(request: flask.Request) -> Json:
    """Return the JSON object of the body.

    Raises:
        BadRequestError: The body is too large, or no JSON object.
    """
    request.max_content_length = MAX_BODY_BYTES
    try:
        # Cloud Scheduler and Cloud Tasks may send no content type.
        body = request.get_json(force=True, silent=True)
    except RequestEntityTooLarge as error:
        raise BadRequestError("The request body is too large.") from error
    except RecursionError as error:
        raise BadRequestError("The request body is nested too deep.") from error
    if not isinstance(body, dict):
        raise BadRequestError("The request body is not a JSON object.")
    return body


def _as_of(text: object) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise BadRequestError("“as_of” should be a date such as 2026-01-31.") from error


def job_from(body: Mapping[str, Any]) -> Job:
    """Return the job a request body asks for.

    Raises:
        BadRequestError: A field is missing, unknown or malformed; it is named.
    """
    unknown = sorted(set(body) - FIELDS)
    if unknown:
        raise BadRequestError(f"The request has an unknown field “{unknown[0][:40]}”.")
    spreadsheet_id = body.get("spreadsheet_id")
    if not isinstance(spreadsheet_id, str) or not SPREADSHEET_ID.fullmatch(
        spreadsheet_id
    ):
        raise BadRequestError("“spreadsheet_id” is missing or not an id.")
    if body.get("mode", "apply") not in MODES:
        raise BadRequestError("“mode” should be apply, preview or restore.")
    if not isinstance(body.get("scheme"), str | None):
        raise BadRequestError("“scheme” should be text.")
    if not isinstance(body.get("confirm", False), bool):
        raise BadRequestError("“confirm” should be true or false.")
    return Job(
        spreadsheet_id=spreadsheet_id,
        mode=body.get("mode", "apply"),
        scheme=body.get("scheme"),
        as_of=_as_of(body.get("as_of")),
        confirmed=body.get("confirm", False),
    )


def problem_of(error: Exception, run_id: str) -> Json:
    """Return the problem details of an error; an unexpected one tells nothing more."""
    known = error if isinstance(error, SheetSegmentsError) else None
    kind = type(known) if known else SheetSegmentsError
    detail = str(known) if known else "An unexpected error stopped the refresh."
    return {
        "type": f"urn:sheet-segments:error:{kind.code}",
        "title": kind.title,
        "status": kind.http_status,
        "detail": detail,
        "code": kind.code,
        "action": kind.action,
        "run_id": run_id,
        **_figures(error),
    }


def _figures(error: Exception) -> Json:
    if not isinstance(error, NeedsConfirmationError):
        return {}
    return {"held_back": list(error.held_back)}


def json_answer(content: Json, status: int = 200) -> flask.Response:
    """Return an answer whose body is this content as JSON."""
    text = json.dumps(content, ensure_ascii=False)
    return flask.Response(text, status=status, mimetype="application/json")


def line(kind: str, content: Json) -> str:
    """Return one line of an NDJSON answer, with what kind of line it is."""
    return json.dumps({kind: content}, ensure_ascii=False) + "\n"


def with_cors(
    answer: flask.Response, request: flask.Request, addon_origin: str
) -> flask.Response:
    """Let the add-on's panel read the answer; other origins are told nothing."""
    origin = request.headers.get("Origin", "")
    answer.headers["Vary"] = "Origin"
    if re.fullmatch(addon_origin, origin):
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Access-Control-Allow-Methods"] = "POST"
        answer.headers["Access-Control-Allow-Headers"] = (
            f"Authorization, Content-Type, {ACCESS_TOKEN_HEADER}"
        )
        answer.headers["Access-Control-Max-Age"] = "3600"
    return answer
