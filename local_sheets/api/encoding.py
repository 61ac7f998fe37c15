"""JSON as Google sends it: indented by two, or compact when asked; gzip when asked."""

import gzip
from collections.abc import Callable
from functools import cache
from json import JSONEncoder

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


_line = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_scalar = JSONEncoder(ensure_ascii=False).encode


def encoded(value: JsonValue, *, pretty: bool) -> bytes:
    """Return a JSON body in UTF-8."""
    if pretty:
        return _indented(value, "\n").encode() + b"\n"
    return _line(value).encode()


@cache
def _flat_encoder(line: str) -> Callable[[JsonValue], str]:
    """Return what writes lists and objects that hold no other, one item a line."""
    return JSONEncoder(ensure_ascii=False, separators=("," + line, ": ")).encode


def _indented(value: JsonValue, line: str) -> str:
    """Return indented JSON; the C encoder does what holds no other container.

    json.dumps(indent=2) runs in Python throughout and takes ten times as long.
    """
    if not isinstance(value, list | dict) or not value:
        return _scalar(value)
    inner = line + "  "
    held = value.values() if isinstance(value, dict) else value
    if not any(isinstance(item, list | dict) for item in held):
        flat = _flat_encoder(inner)(value)
        return flat[0] + inner + flat[1:-1] + line + flat[-1]
    if isinstance(value, dict):
        members = [
            f"{_scalar(name)}: {_indented(item, inner)}" for name, item in value.items()
        ]
        return "{" + inner + ("," + inner).join(members) + line + "}"
    items = [_indented(item, inner) for item in value]
    return "[" + inner + ("," + inner).join(items) + line + "]"


def wants_gzip(accept_encoding: str, user_agent: str) -> bool:
    """Tell whether Google would compress: the user agent must say gzip as well."""
    return "gzip" in accept_encoding and "gzip" in user_agent


def compressed(body: bytes) -> bytes:
    """Return a gzip body, fast rather than small."""
    return gzip.compress(body, _LEVEL)
