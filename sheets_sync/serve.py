"""Everything on one laptop: local Sheets, the three functions, and the desk page.

The functions run behind ``/refresh``, ``/schedule`` and ``/refresh_task``, each the
same callable that Cloud Run serves, and reach the local Sheets over HTTP.
"""

import errno
import signal
import socket
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import ClassVar, Final

import flask
from waitress.server import create_server

from local_sheets import LocalServer, Store
from local_sheets.desk.page import AddOn, Desk, Refresher
from local_sheets.errors import ApiError
from local_sheets.stopping import stop_serving
from local_sheets.storage.opening import DATABASE, open_store
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
HOST: Final = "127.0.0.1"
LAST_PORT: Final = 65535
_ROOT: Final = Path(__file__).resolve().parent.parent
EXAMPLES_FOLDER: Final = _ROOT / "examples"
ADD_ON_FOLDER: Final = _ROOT / "appsscript" / "src"
# File, title, locale, time zone; the last one is what the desk opens first.
EXAMPLES: Final = (
    ("online-retail.csv", "Online retail", "en_GB", "Europe/London"),
    ("london-bakes.csv", "London bakes", "en_GB", "Europe/London"),
    ("pune-jeweller.xlsx", "Pune jeweller", "en_IN", "Asia/Kolkata"),
    ("lagos-clothing.xlsx", "Lagos clothing", "en_NG", "Africa/Lagos"),
)


class CannotServeError(BadRequestError):
    """A port or the data folder cannot be used."""

    action: ClassVar[str] = "Choose another with --port or --data."


def functions_app(services: Services) -> flask.Flask:
    """Return a web application with each function behind its name."""
    app = flask.Flask("sheet_segments_functions", static_folder=None)
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


def furnish(desk: Desk, refresh_url: str) -> None:
    """Put the refresh function on the desk, and the add-on if its files are here."""
    desk.refresh = Refresher(refresh_url, AUDIENCE)
    if ADD_ON_FOLDER.is_dir():
        properties = {"BACKEND_URL": refresh_url}
        desk.add_on = AddOn("Sheet Segments", ADD_ON_FOLDER, properties)


@contextmanager
def running_functions(services: Services, port: int) -> Iterator[str]:
    """Serve the functions on a thread and yield their URL; port 0 takes a free one."""
    sockets: dict[int, object] = {}
    server = create_server(
        functions_app(services), map=sockets, host=HOST, port=port, threads=4
    )
    thread = threading.Thread(target=server.run, name="functions", daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.effective_port}"
    finally:
        stop_serving(server, sockets, thread)


def serve(port: int, data: Path) -> None:
    """Run until Ctrl-C or SIGTERM; spreadsheets are kept in the ``data`` folder.

    The functions listen on the port after ``port``; 0 takes two free ones.

    Raises:
        CannotServeError: A port or the folder cannot be used.
    """
    functions_port = port + 1 if port else 0
    for number in (port, functions_port):
        _check_free(number)
    with (
        _stop_signals() as stopped,
        closing(open_data(data)) as store,
        LocalServer(store, port, host=HOST) as server,
    ):
        services = build_services(local_settings(server))
        with running_functions(services, functions_port) as functions_url:
            furnish(server.desk, f"{functions_url}/refresh")
            sys.stdout.write(
                f"Desk and local Sheets  {server.url}\n"
                f"Functions              {functions_url}\n"
                f"Spreadsheets are kept in {data}. Ctrl-C stops.\n"
            )
            sys.stdout.flush()
            stopped.wait()


def open_data(folder: Path) -> Store:
    """Return the store in a folder; a new folder gets the example trackers.

    Raises:
        CannotServeError: The folder, or a file in it, cannot be read or written.
    """
    is_new = not (folder / DATABASE).exists()
    try:
        store = open_store(folder)
        if is_new and not store.files():
            _import_examples(store)
    except ApiError as error:
        raise CannotServeError(error.message) from error
    except (OSError, sqlite3.Error) as error:
        raise CannotServeError(f"The folder {folder} cannot be used.") from error
    return store


def _import_examples(store: Store) -> None:
    """Import what there is of the examples, shared with the service account."""
    for file_name, title, locale, time_zone in EXAMPLES:
        path = EXAMPLES_FOLDER / file_name
        if not path.is_file():
            continue
        spreadsheet_id = store.import_file(
            path, title=title, locale=locale, time_zone=time_zone
        )
        store.share(spreadsheet_id, SERVICE_ACCOUNT, "writer")


@contextmanager
def _stop_signals() -> Iterator[threading.Event]:
    """Yield what Ctrl-C and SIGTERM set, in place of what they did before."""
    stopped = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda *_: stopped.set()) for number in numbers]
    try:
        yield stopped
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _check_free(port: int) -> None:
    # The system would take a larger number for another port.
    if not 0 <= port <= LAST_PORT:
        raise CannotServeError(f"There is no port {port}.")
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        is_taken = error.errno == errno.EADDRINUSE
        reason = "is already in use" if is_taken else "cannot be used"
        raise CannotServeError(f"Port {port} {reason}.") from error
