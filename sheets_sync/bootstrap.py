"""Where real adapters meet the handlers: the only reader of the environment.

Each adapter is built once, when it is first needed, because a cold start pays for
every import.
"""

import os
from datetime import UTC, datetime
from functools import cache

from sheets_sync import budget, logs
from sheets_sync.auth import IdTokenVerifier
from sheets_sync.client import SheetsClient
from sheets_sync.errors import SheetSegmentsError
from sheets_sync.handlers import Services, run_task
from sheets_sync.settings import Settings
from sheets_sync.tasks import CloudTasksQueue, InProcessQueue, Payload, TaskQueue

SCOPES = (
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
    "https://www.googleapis.com/auth/cloud-platform",
)


def now() -> datetime:
    """Return the moment it is, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - the real clock


@cache
def services() -> Services:
    """Return what the three functions work with, set up from the environment.

    Raises:
        ConfigError: A variable is malformed; the message names it.
    """
    logs.set_up()
    return build_services(Settings.from_env(os.environ))  # noqa: TID251


def build_services(settings: Settings) -> Services:
    """Return the services of these settings."""

    def client(token: str) -> SheetsClient:
        root = settings.sheets_api_root
        return SheetsClient(token, root=root, lasts_s=budget.REFRESH_S)

    def own_client() -> SheetsClient:
        return client(settings.access_token or _service_account_token())

    @cache
    def tasks() -> TaskQueue:
        if settings.tasks_queue:
            return _cloud_tasks(settings)
        return InProcessQueue(work)

    def work(payload: Payload) -> None:
        try:
            run_task(payload, built, run_id="in-process")
        except SheetSegmentsError as error:
            logs.log("WARNING", "refused", run_id="in-process", code=error.code)
        except Exception as error:  # noqa: BLE001 - a thread has no other edge
            logs.log("ERROR", "crashed", error=logs.places_of(error))

    built = Services(
        verifier=IdTokenVerifier(settings.oauth_audiences, settings.oauth_certs_url),
        spreadsheets_of=client,
        own_spreadsheets=own_client,
        drive=own_client,
        tasks=tasks,
        clock=now,
        addon_origin=settings.addon_origin,
    )
    return built


def _service_account_token() -> str:
    import google.auth
    from google.auth.transport.requests import Request

    credentials, _ = google.auth.default(scopes=SCOPES)
    credentials.refresh(Request())  # type: ignore[no-untyped-call]
    return str(credentials.token)


def _cloud_tasks(settings: Settings) -> TaskQueue:
    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    credentials, _ = google.auth.default(scopes=SCOPES)
    return CloudTasksQueue(settings, AuthorizedSession(credentials))  # type: ignore[no-untyped-call]
