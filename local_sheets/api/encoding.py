"""JSON as Google sends it: indented by two, or compact when asked; gzip when asked."""

import gzip
import json

from local_sheets.grid.model import JsonValue

_LEVEL = 1


# What Google says with every answer, and what Sheets and Drive each say besides.
_EVERYWHERE = {
    "X-XSS-Protection": "0",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Content-Type-Options": "nosniff",
}
SHEETS_HEADERS = _EVERYWHERE | {
    "Cache-Control": "private",
    "Vary": "Origin, X-Origin, Referer",
}
DRIVE_HEADERS = _EVERYWHERE | {
    "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
    "Pragma": "no-cache",
    "Expires": "Mon, 01 Jan 1990 00:00:00 GMT",
    "Vary": "Origin, X-Origin",
}


def encoded(value: JsonValue, *, pretty: bool) -> bytes:
    """Return a JSON body in UTF-8."""
    if pretty:
        return _indented(value, "\n").encode() + b"\n"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _indented(value: JsonValue, line: str) -> str:
    """Return indented JSON; the C encoder does every list that holds no container.

    json.dumps(indent=2) runs in Python throughout and takes ten times as long.
    """
    if not isinstance(value, list | dict) or not value:
        return json.dumps(value, ensure_ascii=False)
    inner = line + "  "
    if isinstance(value, dict):
        members = [
            f"{json.dumps(name, ensure_ascii=False)}: {_indented(item, inner)}"
            for name, item in value.items()
        ]
        return "{" + inner + ("," + inner).join(members) + line + "}"
    if any(isinstance(item, list | dict) for item in value):
        items = [_indented(item, inner) for item in value]
        return "[" + inner + ("," + inner).join(items) + line + "]"
    flat = json.dumps(value, ensure_ascii=False, separators=("," + inner, ": "))
    return "[" + inner + flat[1:-1] + line + "]"


def wants_gzip(accept_encoding: str, user_agent: str) -> bool:
    """Tell whether Google would compress: the user agent must say gzip as well."""
    return "gzip" in accept_encoding and "gzip" in user_agent


def compressed(body: bytes) -> bytes:
    """Return a gzip body, fast rather than small."""
    return gzip.compress(body, _LEVEL)
