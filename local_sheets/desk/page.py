"""The desk: a page that shows a person the spreadsheets of this server."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from flask import Flask, Response, jsonify, send_from_directory

from local_sheets.storage.store import DEFAULT_OWNER

_FOLDER: Final = Path(__file__).parent
# Cells are not ours: whatever gets out of one must find no way to run or to call home.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "connect-src 'self'"
)


@dataclass(frozen=True, slots=True)
class Refresher:
    """A function that refreshes a spreadsheet in the name of the person who asks.

    Attributes:
        url: takes a POST, and answers progress and a report as NDJSON.
        audience: whom the person's ID token has to be for.
    """

    url: str
    audience: str


@dataclass(slots=True)
class Desk:
    """What the page is told when it starts.

    Attributes:
        email: the person at the desk, who owns what they upload.
        refresh: behind the button of that name; without it there is no button.
    """

    email: str = DEFAULT_OWNER
    refresh: Refresher | None = None


def add_desk_routes(app: Flask, desk: Desk) -> None:
    """Serve the page at ``/``, its files, and its settings."""

    @app.get("/")
    def desk_page() -> Response:
        page = send_from_directory(_FOLDER, "index.html")
        page.headers["Content-Security-Policy"] = _policy(desk)
        page.headers["Referrer-Policy"] = "no-referrer"
        return page

    @app.get("/desk/<path:name>")
    def desk_file(name: str) -> Response:
        return send_from_directory(_FOLDER, name)

    @app.get("/local/desk.json")
    def desk_settings() -> Response:
        return jsonify(asdict(desk))


def _policy(desk: Desk) -> str:
    """Return the page's policy: it may call this server and the function only."""
    if desk.refresh is None:
        return _POLICY
    address = urlsplit(desk.refresh.url)
    return f"{_POLICY} {address.scheme}://{address.netloc}"
