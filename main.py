"""The three functions of the service, one call each."""

import flask
import functions_framework

from sheets_sync import handlers
from sheets_sync.bootstrap import services


@functions_framework.http
def refresh(request: flask.Request) -> flask.Response:
    """Refresh one spreadsheet for a signed-in caller; public."""
    return handlers.handle_refresh(request, services())


@functions_framework.http
def schedule(request: flask.Request) -> flask.Response:
    """Enqueue a task for every shared spreadsheet; for Cloud Scheduler only."""
    return handlers.handle_schedule(request, services())


@functions_framework.http
def refresh_task(request: flask.Request) -> flask.Response:
    """Refresh one tracker that is due; for Cloud Tasks only."""
    return handlers.handle_refresh_task(request, services())
