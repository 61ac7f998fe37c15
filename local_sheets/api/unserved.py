"""What is answered where nothing is served."""

import html
import re
from collections.abc import Iterator

from flask import Flask, Response, request

from local_sheets.api.call import DRIVE
from local_sheets.discovery import document
from local_sheets.discovery.masks import SHEETS
from local_sheets.errors import ApiError, UnsupportedError
from local_sheets.grid.model import Json

_NOT_FOUND = 404
_NOT_ALLOWED = 405
_PAGE = (
    "<!DOCTYPE html>\n<html lang=en>\n<meta charset=utf-8>\n"
    "<title>Error 404 (Not Found)</title>\n<p><b>404.</b> That is an error.\n"
    "<p>The requested URL <code>{}</code> was not found on this server.\n"
)


class NoSuchPathError(ApiError):
    """A path, or a method on it, that neither API has (404, and not in JSON)."""

    def __init__(self) -> None:
        super().__init__(_NOT_FOUND, "Not Found")


def unserved(method: str, path: str) -> ApiError:
    """Return what is wrong with a call that no route takes.

    What Google has and this server has not is said to be so; the rest is not there.
    """
    for api in (SHEETS, DRIVE):
        for verb, pattern in _described(document(api)):
            if verb == method and re.fullmatch(pattern, path):
                return UnsupportedError(f"{method} {path}")
    return NoSuchPathError()


def _described(api: Json) -> Iterator[tuple[str, str]]:
    """Yield verb and path of every method of an API."""
    waiting = list(api["resources"].values())
    while waiting:
        resource = waiting.pop()
        waiting += resource.get("resources", {}).values()
        for method in resource.get("methods", {}).values():
            path = re.escape(f"/{api['servicePath']}{method['path']}")
            yield method["httpMethod"], re.sub(r"\\{.*?\\}", "[^/:]+", path)


def not_found_page(path: str) -> Response:
    """Return the page that says a path is not there."""
    page = _PAGE.format(html.escape(path))
    return Response(page, _NOT_FOUND, content_type="text/html; charset=UTF-8")


def add_unserved(app: Flask) -> None:
    """Answer unknown paths and methods with that page."""
    for status in (_NOT_FOUND, _NOT_ALLOWED):
        app.register_error_handler(status, lambda _: not_found_page(request.path))
