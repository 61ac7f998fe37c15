"""The search language of files.list, as far as spreadsheets need it."""

import re
from collections.abc import Callable
from typing import TypeAlias

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import Json

Test: TypeAlias = Callable[[Json], bool]

_TERM = re.compile(
    r"\s*(?P<name>\w+)\s*"
    r"(?:(?P<operator>!=|=|contains)\s*"
    r"(?P<value>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|true|false))?\s*"
)


def parse_query(text: str) -> Test:
    """Return the test a file must pass; the empty query lets every file through.

    Raises:
        RefusedError: not a query.
        UnsupportedError: a term or operator outside this server's part.
    """
    tests = []
    at = 0
    while at < len(text):
        match = _TERM.match(text, at)
        if match is None:
            raise RefusedError("Invalid Value")
        tests.append(_test(match))
        at = _after_and(text, match.end())
    return lambda shown: all(test(shown) for test in tests)


def _after_and(text: str, at: int) -> int:
    if at == len(text):
        return at
    if not text[at:].lower().startswith("and "):
        raise UnsupportedError(f"the query term {text[at:]!r}")
    return at + len("and ")


def _test(match: re.Match[str]) -> Test:
    name, operator, value = match["name"], match["operator"] or "=", match["value"]
    if name == "sharedWithMe":
        wanted = value != "false"
        return lambda shown: (not shown["ownedByMe"]) == wanted
    if name == "trashed" and value in {"true", "false"}:
        wanted = (value == "true") == (operator == "=")
        return lambda shown: shown["trashed"] == wanted
    if name not in {"name", "mimeType"} or value is None:
        raise UnsupportedError(f"the query term {name!r}")
    return _text_test(name, operator, re.sub(r"\\(.)", r"\1", value[1:-1]))


def _text_test(name: str, operator: str, wanted: str) -> Test:
    if operator == "contains":
        # Drive matches the beginnings of words, without case.
        words = re.compile(rf"\b{re.escape(wanted)}", re.IGNORECASE)
        return lambda shown: words.search(shown[name]) is not None
    is_equal = operator == "="
    return lambda shown: (shown[name] == wanted) == is_equal
