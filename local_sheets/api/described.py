"""The discovery documents, for clients that build themselves from them."""

from flask import Flask, Response, abort, jsonify, request

from local_sheets.api.call import DRIVE
from local_sheets.discovery import document
from local_sheets.discovery.masks import SHEETS

_NOT_FOUND = 404
_VERSIONS = {"v4": SHEETS, "v3": DRIVE}


def add_discovery_routes(app: Flask) -> None:
    """Add the paths at which Google describes Sheets and Drive."""

    @app.get("/$discovery/rest")
    def by_version() -> Response:
        return _described(_VERSIONS.get(request.args.get("version", ""), ""))

    @app.get("/discovery/v1/apis/<api>/<version>/rest")
    def by_name(api: str, version: str) -> Response:
        return _described(f"{api}.{version}")


def _described(name: str) -> Response:
    """Return a document in which the addresses are those of this server."""
    if name not in _VERSIONS.values():
        abort(_NOT_FOUND)
    found, root = document(name), request.url_root
    base = f"{root}{found['servicePath']}"
    return jsonify({**found, "rootUrl": root, "baseUrl": base})
