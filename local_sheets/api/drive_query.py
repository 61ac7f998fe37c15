"""The search language of files.list, as far as spreadsheets need it."""

import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeAlias

from local_sheets.api.drive_errors import invalid_value
from local_sheets.api.drive_people import parents_of, root_id
from local_sheets.errors import UnsupportedError
from local_sheets.storage.files import File

# Tells whether a file is wanted by the person who asks.
Test: TypeAlias = Callable[[File, str], bool]

_TOKEN = re.compile(
    r"\s*('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|\w+|<=|>=|!=|=|<|>|[(){}])\s*"
)
_COMPARED = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TIMES = {"modifiedTime": "modified", "createdTime": "created"}
_TEXTS = {"name": "name", "mimeType": "mime_type"}
_WRITING = {"owner", "writer"}


def parse_query(text: str) -> Test:
    """Return the test a file must pass; the empty query lets every file through.

    Raises:
        DriveError: not a query.
        UnsupportedError: a term or operator outside this server's part.
    """
    if not text.strip():
        return lambda _, __: True
    parser = _Parser(_tokens(text))
    test = parser.terms()
    if parser.rest:
        raise invalid_value("q")
    return test


def _tokens(text: str) -> list[str]:
    tokens = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise invalid_value("q")
        tokens.append(match[1])
        at = match.end()
    return tokens


class _Parser:
    """Reads tokens from the left; ``and`` and ``or`` bind alike, as at Drive."""

    def __init__(self, tokens: list[str]) -> None:
        self.rest = tokens[::-1]

    def terms(self) -> Test:
        test = self._term()
        while self.rest and self._next().lower() in {"and", "or"}:
            test = _joined(self.take().lower(), test, self._term())
        return test

    def _term(self) -> Test:
        first = self.take()
        if first.lower() == "not":
            inner = self._term()
            return lambda file, email: not inner(file, email)
        if first == "(":
            test = self.terms()
            self.expect(")")
            return test
        if first == "sharedWithMe" and self._next() not in {"=", "!="}:
            return _shared_with_me
        return self._comparison(first)

    def _comparison(self, first: str) -> Test:
        sign = self.take()
        if sign == "in":
            return _membership(first, self.take())
        if sign == "has":
            return self._property(first)
        return _comparison(first, sign, self.take())

    def _property(self, collection: str) -> Test:
        """Read ``{ key='k' and value='v' }``."""
        pair = {}
        self.expect("{")
        for joint in ("and", "}"):
            name = self.take()
            self.expect("=")
            pair[name] = _text(self.take())
            self.expect(joint)
        if collection not in {"properties", "appProperties"} or len(pair) != 2:  # noqa: PLR2004
            raise invalid_value("q")
        key, value = pair.get("key", ""), pair.get("value")
        return lambda file, _: file.facts.get(collection, {}).get(key) == value

    def _next(self) -> str:
        return self.rest[-1] if self.rest else ""

    def take(self) -> str:
        """Return the next token, which must be there."""
        if not self.rest:
            raise invalid_value("q")
        return self.rest.pop()

    def expect(self, token: str) -> None:
        """Take a token that nothing else may stand for."""
        if self.take() != token:
            raise invalid_value("q")


def _joined(word: str, left: Test, right: Test) -> Test:
    if word == "and":
        return lambda file, email: left(file, email) and right(file, email)
    return lambda file, email: left(file, email) or right(file, email)


def _shared_with_me(file: File, email: str) -> bool:
    return file.owner != email


def _text(token: str) -> str:
    if token[0] not in "'\"":
        raise invalid_value("q")
    return re.sub(r"\\(.)", r"\1", token[1:-1])


def _membership(first: str, second: str) -> Test:
    """Return the test of ``'value' in collection``, in either order."""
    quoted, collection = (first, second) if first[0] in "'\"" else (second, first)
    value = _text(quoted)
    if collection == "parents":
        return lambda file, email: _folder(value, email) in parents_of(file)
    if collection == "owners":
        return lambda file, email: file.owner == _person(value, email)
    if collection == "writers":
        return lambda file, email: file.roles.get(_person(value, email)) in _WRITING
    if collection == "readers":
        return lambda file, email: _person(value, email) in file.roles
    raise UnsupportedError(f"the query term {collection!r}")


def _folder(value: str, email: str) -> str:
    return root_id(email) if value == "root" else value


def _person(value: str, email: str) -> str:
    return email if value == "me" else value


def _comparison(name: str, sign: str, value: str) -> Test:
    if name in _TEXTS:
        return _text_test(_TEXTS[name], sign, _text(value))
    if name in _TIMES:
        return _time_test(_TIMES[name], sign, _text(value))
    if name not in {"trashed", "sharedWithMe"}:
        raise UnsupportedError(f"the query term {name!r}")
    if sign not in {"=", "!="} or value not in {"true", "false"}:
        raise invalid_value("q")
    wanted = (value == "true") == (sign == "=")
    if name == "trashed":
        return lambda file, _: file.trashed == wanted
    return lambda file, email: _shared_with_me(file, email) == wanted


def _text_test(attribute: str, sign: str, wanted: str) -> Test:
    if sign == "contains":
        # Drive matches the beginnings of words, without case.
        words = re.compile(rf"(?<!\w){re.escape(wanted)}", re.IGNORECASE)
        return lambda file, _: words.search(getattr(file, attribute)) is not None
    if sign not in {"=", "!="}:
        raise invalid_value("q")
    return lambda file, _: (getattr(file, attribute) == wanted) == (sign == "=")


def _time_test(attribute: str, sign: str, value: str) -> Test:
    compared: Callable[[Any, Any], bool] | None = _COMPARED.get(sign)
    try:
        wanted = datetime.fromisoformat(value)
    except ValueError:
        raise invalid_value("q") from None
    if compared is None:
        raise invalid_value("q")
    moment = wanted if wanted.tzinfo else wanted.replace(tzinfo=UTC)
    return lambda file, _: compared(getattr(file, attribute), moment)
