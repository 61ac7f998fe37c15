"""Everything on one laptop: local Sheets, the three functions, and the desk page.

The functions run behind ``/refresh``, ``/schedule`` and ``/refresh_task``, each the
same callable that Cloud Run serves, and reach the local Sheets over HTTP.
"""

import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import flask
import waitress.server

from local_sheets import LocalServer, Store
from sheets_sync.bootstrap import build_services
from sheets_sync.errors import BadRequestError
from sheets_sync.handlers import (
    Services,
    handle_refresh,
    handle_refresh_task,
    handle_schedule,
)
from sheets_sync.settings import Settings

AUDIENCE: Final = "local-add-on"
SERVICE_ACCOUNT: Final = "sheet-segments@example.com"
LOCAL_ORIGIN: Final = r"http://(127\.0\.0\.1|localhost):\d+"


def functions_app(services: Services) -> flask.Flask:
    """Return a web application with each function behind its name."""
    app = flask.Flask("sheet_segments_functions")
    handlers: dict[str, Callable[[flask.Request, Services], flask.Response]] = {
        "refresh": handle_refresh,
        "schedule": handle_schedule,
        "refresh_task": handle_refresh_task,
    }

    def answer(function: str) -> flask.Response:
        if function not in handlers:
            return flask.Response(status=404)
        return handlers[function](flask.request, services)

    app.add_url_rule(
        "/<function>", view_func=answer, methods=["GET", "POST", "OPTIONS"]
    )
    return app


def local_settings(server: LocalServer) -> Settings:
    """Return settings that point everything at a local server."""
    return Settings(
        sheets_api_root=server.url,
        access_token=server.issuer.access_token(SERVICE_ACCOUNT),
        oauth_audiences=(AUDIENCE,),
        oauth_certs_url=f"{server.url}/oauth2/v1/certs",
        addon_origin=LOCAL_ORIGIN,
    )


@dataclass(frozen=True, slots=True)
class RunningFunctions:
    """The functions on a port of this laptop."""

    url: str
    close: Callable[[], None]


def start_functions(services: Services, port: int) -> RunningFunctions:
    """Serve the functions on a thread; port 0 takes any free one."""
    server = waitress.server.create_server(
        functions_app(services), host="127.0.0.1", port=port, threads=4
    )
    threading.Thread(target=server.run, name="functions", daemon=True).start()
    return RunningFunctions(f"http://127.0.0.1:{server.effective_port}", server.close)


def serve(port: int, data: Path) -> None:
    """Run until Ctrl-C; spreadsheets are kept in the ``data`` folder.

    Raises:
        BadRequestError: The port is taken.
    """
    data.mkdir(parents=True, exist_ok=True)
    try:
        with LocalServer(Store(data), port=port) as server:
            functions = start_functions(
                build_services(local_settings(server)), port + 1
            )
            sys.stdout.write(
                f"Local Sheets and desk  {server.url}\n"
                f"Functions              {functions.url}/refresh\n"
                f"Spreadsheets are kept in {data}. Ctrl-C stops.\n"
            )
            sys.stdout.flush()
            signal.sigwait({signal.SIGINT, signal.SIGTERM})
            functions.close()
    except OSError as error:
        raise BadRequestError(f"Port {port} or the next one is taken.") from error
