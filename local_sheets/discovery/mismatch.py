"""How a value differs from its schema, and what Google's parser says of it."""

import json
from typing import NoReturn

from local_sheets.errors import RefusedError, bad_field
from local_sheets.grid.model import JsonValue

UNKNOWN = "Cannot find field"
NO_LIST = "Proto field is not repeating, cannot start list"


class MismatchError(Exception):
    """Where and how a value differs from its schema; the path grows on the way out."""

    def __init__(self, kind: str, shown: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.shown = shown
        self.path: list[str] = []

    def refusal(self) -> RefusedError:
        """Return the 400 that Google's parser gives."""
        path = "".join(reversed(self.path)).lstrip(".")
        at = f" at '{path}'" if path else ""
        if self.kind in {UNKNOWN, NO_LIST}:
            unknown = f'Unknown name "{self.shown}"{at}: {self.kind}.'
            return bad_field(path, f"Invalid JSON payload received. {unknown}")
        return bad_field(path, f"Invalid value{at} ({self.kind}), {self.shown}")


class InsteadError(Exception):
    """What Google's parser takes a value for that is not quite of its kind."""

    def __init__(self, value: JsonValue) -> None:
        super().__init__(value)
        self.value = value


def fail(kind: str, value: JsonValue) -> NoReturn:
    """Refuse a value that is not of a kind."""
    shown = f'"{value}"' if isinstance(value, str) else _shown(value)
    raise MismatchError(kind, shown)


def _shown(value: JsonValue) -> str:
    """Return a value as Google quotes it: words as in JSON."""
    is_word = value is None or isinstance(value, bool)
    return json.dumps(value) if is_word else str(value)
