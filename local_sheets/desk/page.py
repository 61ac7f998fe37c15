"""The desk: a page that shows a person the spreadsheets of this server."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, Response, abort, jsonify, send_from_directory

from local_sheets.storage.store import DEFAULT_OWNER

_FOLDER: Final = Path(__file__).parent
_SCRIPTS: Final = {".gs", ".js"}
# Cells are not ours: whatever gets out of one must find no way to run or to call home.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self'; worker-src 'self'; frame-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; connect-src 'self'"
)
# An add-on's panel brings scripts of its own, so it gets an origin of its own.
_PANEL: Final = "panel.html"
_PANEL_POLICY: Final = (
    "sandbox allow-scripts allow-forms allow-popups; default-src 'none'; "
    "script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
# A script waits for the person's answer in memory that it shares with the page.
_ISOLATED: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


@dataclass(frozen=True, slots=True)
class Refresher:
    """A function that refreshes a spreadsheet in the name of the person who asks.

    Attributes:
        url: takes a POST, and answers progress and a report as NDJSON.
        audience: whom the person's ID token has to be for.
    """

    url: str
    audience: str


@dataclass(frozen=True, slots=True)
class AddOn:
    """An Apps Script add-on whose menu and panel the page runs.

    Attributes:
        name: what its menu under Extensions is called.
        folder: where its ``.js`` or ``.gs`` and ``.html`` files are.
        properties: its script properties.
    """

    name: str
    folder: Path
    properties: Mapping[str, str] = field(default_factory=dict)

    def scripts(self) -> list[str]:
        """Return the names of its script files."""
        paths = self.folder.iterdir()
        return sorted(path.name for path in paths if path.suffix in _SCRIPTS)


@dataclass(slots=True)
class Desk:
    """What the page is told when it starts.

    Attributes:
        email: the person at the desk, who owns what they upload.
        refresh: the function that the add-on, or else a button, calls.
        add_on: in the menus; without it there is a button where there is a function.
    """

    email: str = DEFAULT_OWNER
    refresh: Refresher | None = None
    add_on: AddOn | None = None

    def settings(self) -> dict[str, Any]:
        """Return what the page may know, for JSON."""
        told = None
        if self.add_on is not None:
            told = {
                "name": self.add_on.name,
                "files": self.add_on.scripts(),
                "properties": dict(self.add_on.properties),
            }
        refresh = asdict(self.refresh) if self.refresh else None
        return {"email": self.email, "refresh": refresh, "addOn": told}


def add_desk_routes(app: Flask, desk: Desk) -> None:
    """Serve the page at ``/``, its files, the add-on's, and the page's settings."""

    @app.get("/")
    def desk_page() -> Response:
        return _guarded(send_from_directory(_FOLDER, "index.html"), _policy(desk))

    @app.get("/desk/<path:name>")
    def desk_file(name: str) -> Response:
        policy = _PANEL_POLICY if name == _PANEL else _policy(desk)
        return _guarded(send_from_directory(_FOLDER, name), policy)

    @app.get("/desk/add-on/<name>")
    def add_on_file(name: str) -> Response:
        if desk.add_on is None or Path(name).suffix not in _SCRIPTS | {".html"}:
            abort(404)
        kind = "text/plain" if name.endswith(".html") else "text/javascript"
        file = send_from_directory(desk.add_on.folder, name, mimetype=kind)
        return _guarded(file, _policy(desk))

    @app.get("/local/desk.json")
    def desk_settings() -> Response:
        return jsonify(desk.settings())


def _guarded(file: Response, policy: str) -> Response:
    """Return a file of the page with what it may do."""
    file.headers.update(_ISOLATED)
    file.headers["Content-Security-Policy"] = policy
    file.headers["Referrer-Policy"] = "no-referrer"
    return file


def _policy(desk: Desk) -> str:
    """Return the page's policy: it may call this server and the function only."""
    if desk.refresh is None:
        return _POLICY
    address = urlsplit(desk.refresh.url)
    return f"{_POLICY} {address.scheme}://{address.netloc}"
