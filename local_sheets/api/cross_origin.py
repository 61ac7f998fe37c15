"""What a browser must hear before a page may read the answer of another origin.

Which pages may call at all is decided before, see `hosts.check_host`.
"""

from flask import Flask, Response, g, request

_ROOTS = ("/v4/", "/drive/", "/upload/", "/batch", "/$discovery/", "/discovery/")
_METHODS = "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"
_EXPOSED = "content-encoding,content-length,content-type,date,server"
_SECONDS = "3600"


def add_cross_origin(app: Flask) -> None:
    """Let pages that may call read what the APIs answer; `g.page` is their origin."""

    @app.after_request
    def allow(response: Response) -> Response:
        origin = g.get("page", "")
        if not origin or not request.path.startswith(_ROOTS):
            return response
        headers = response.headers
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Allow-Credentials"] = "true"
        if request.method == "OPTIONS":
            asked = request.headers.get("Access-Control-Request-Headers", "")
            headers["Access-Control-Allow-Methods"] = _METHODS
            headers["Access-Control-Allow-Headers"] = asked
            headers["Access-Control-Max-Age"] = _SECONDS
        else:
            headers["Access-Control-Expose-Headers"] = _EXPOSED
        return response
