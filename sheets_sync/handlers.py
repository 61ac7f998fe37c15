"""HTTP in, HTTP out: a request → a job; its events or error → an answer.

Errors are RFC 9457 problem details. A caller that accepts ``application/x-ndjson``
gets progress events line by line and the report, or the problem, as the last line.
"""

import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

import flask

from sheets_sync import logs
from sheets_sync.auth import Caller
from sheets_sync.calls import Spreadsheets
from sheets_sync.errors import SheetSegmentsError
from sheets_sync.job import Event, Finished
from sheets_sync.refresh import refresh
from sheets_sync.rounds import Clock
from sheets_sync.tasks import TaskQueue, task_name
from sheets_sync.wire import (
    NDJSON,
    PROBLEM,
    Json,
    access_token,
    bearer_token,
    job_from,
    json_answer,
    line,
    problem_of,
    read_body,
    require_post,
    with_cors,
)

SCHEDULE_TIME_HEADER: Final = "X-CloudScheduler-ScheduleTime"


class Verifier(Protocol):
    """Tells who an ID token speaks for."""

    def verify(self, token: str) -> Caller:
        """Return the caller, or raise an access error."""


class Drive(Protocol):
    """Tells which spreadsheets are shared with the service."""

    def list_shared(self) -> list[str]:
        """Return their ids."""


@dataclass(frozen=True, slots=True)
class Services:
    """What the handlers work with; the composition root fills it."""

    verifier: Verifier
    spreadsheets_of: Callable[[str], Spreadsheets]
    own_spreadsheets: Callable[[], Spreadsheets]
    drive: Callable[[], Drive]
    tasks: Callable[[], TaskQueue]
    clock: Clock
    addon_origin: str


def handle_refresh(request: flask.Request, services: Services) -> flask.Response:
    """Refresh or preview one spreadsheet as the caller, who proves who they are."""
    if request.method == "OPTIONS":
        return with_cors(flask.Response(status=204), request, services.addon_origin)
    run_id = uuid.uuid4().hex

    def events() -> Iterator[Event]:
        require_post(request)
        services.verifier.verify(bearer_token(request))
        job = job_from(read_body(request))
        spreadsheets = services.spreadsheets_of(access_token(request))
        yield from refresh(job, spreadsheets, services.clock)

    if NDJSON in request.headers.get("Accept", ""):
        # The context keeps the request readable while the answer is sent.
        lines = flask.stream_with_context(_lines(events(), run_id))
        answer = flask.Response(lines, mimetype=NDJSON)
    else:
        answer = _answer(events(), run_id)
    return with_cors(answer, request, services.addon_origin)


def handle_schedule(request: flask.Request, services: Services) -> flask.Response:
    """Enqueue one task for each spreadsheet that is shared with the service.

    Cloud Run lets only the scheduler's account in. The scheduled time names the
    tasks, so a second delivery of the same run enqueues nothing twice.
    """
    run_id = uuid.uuid4().hex
    default_window = services.clock().strftime("%Y-%m-%dT%H")
    window = request.headers.get(SCHEDULE_TIME_HEADER, default_window)
    try:
        spreadsheet_ids = services.drive().list_shared()
        tasks = services.tasks()
        taken = [
            tasks.enqueue(
                task_name(spreadsheet_id, window), {"spreadsheet_id": spreadsheet_id}
            )
            for spreadsheet_id in spreadsheet_ids
        ]
    except Exception as error:  # noqa: BLE001 - the edge: every error gets an answer
        return _problem(error, run_id)
    counts = {"enqueued": sum(taken), "known": len(taken) - sum(taken)}
    logs.log("INFO", "scheduled", run_id=run_id, **counts)
    return json_answer(counts)


def handle_refresh_task(request: flask.Request, services: Services) -> flask.Response:
    """Refresh one tracker that asked for it, as the service account.

    What only a person can mend is answered with 200, because Cloud Tasks would repeat
    anything else; what may pass by itself keeps its status, so the queue backs off.
    """
    run_id = uuid.uuid4().hex
    try:
        return json_answer(run_task(read_body(request), services, run_id))
    except SheetSegmentsError as error:
        answer = _problem(error, run_id)
        if not error.retryable:
            answer.status_code = 200
        return answer
    except Exception as error:  # noqa: BLE001 - the edge
        return _problem(error, run_id)


def run_task(payload: Mapping[str, Any], services: Services, run_id: str) -> Json:
    """Run one task; return its report, or why there was nothing to do.

    Nobody is there to confirm anything, so an unusually large change is held back.
    """
    job = replace(job_from(payload), only_if_due=True, confirmed=False)
    report: Json = {"applied": False, "reason": "not_due"}
    for event in refresh(job, services.own_spreadsheets(), services.clock):
        if isinstance(event, Finished):
            report = event.report
            _log_report(report, run_id)
    return report


def _answer(events: Iterator[Event], run_id: str) -> flask.Response:
    try:
        report = _last_report(events)
    except Exception as error:  # noqa: BLE001 - the edge
        return _problem(error, run_id)
    _log_report(report, run_id)
    return json_answer(report)


def _lines(events: Iterator[Event], run_id: str) -> Iterator[str]:
    try:
        for event in events:
            if isinstance(event, Finished):
                _log_report(event.report, run_id)
                yield line("report", event.report)
            else:
                yield line("progress", {"step": event.step, "message": event.message})
    except Exception as error:  # noqa: BLE001 - the edge
        _log_error(error, run_id)
        yield line("problem", problem_of(error, run_id))


def _last_report(events: Iterator[Event]) -> Json:
    report: Json = {}
    for event in events:
        if isinstance(event, Finished):
            report = event.report
    return report


def _problem(error: Exception, run_id: str) -> flask.Response:
    _log_error(error, run_id)
    problem = problem_of(error, run_id)
    answer = json_answer(problem, status=problem["status"])
    answer.mimetype = PROBLEM
    if isinstance(error, SheetSegmentsError) and error.retryable:
        answer.headers["Retry-After"] = "60"
    return answer


def _log_report(report: Json, run_id: str) -> None:
    logs.log(
        "INFO",
        "refreshed",
        run_id=run_id,
        applied=report["applied"],
        customers=report["customers"],
        requests=report["changes"]["requests"],
        duration_s=report["duration_s"],
    )


def _log_error(error: Exception, run_id: str) -> None:
    if isinstance(error, SheetSegmentsError):
        severity = "WARNING" if error.http_status < 500 else "ERROR"  # noqa: PLR2004
        logs.log(severity, "refused", run_id=run_id, code=error.code)
    else:
        logs.log("ERROR", "crashed", run_id=run_id, error=logs.places_of(error))
