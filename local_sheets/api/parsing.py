"""JSON read as Google reads it, and what it says of a body that is none."""

import json
from typing import NoReturn

from local_sheets.errors import RefusedError, bad_field
from local_sheets.grid.model import JsonValue

# Google shows what stands around a mistake, and a caret under it.
_CONTEXT = 20
_SENTENCES = {
    "Expecting property name enclosed in double quotes": "Expected an object key or }.",
    "Illegal trailing comma before end of object": "Expected an object key or }.",
    "Expecting ':' delimiter": "Expected : between key:value pair.",
    "Unterminated string starting at": "Closing quote expected in string.",
    "Invalid \\escape": "Invalid escape sequence.",
    "Invalid \\uXXXX escape": "Illegal hex string.",
    "Extra data": "Parsing terminated before end of input.",
}
_SEPARATOR = "Expecting ',' delimiter"
_LATE = {"Unterminated string starting at"}


def parsed(raw: bytes) -> JsonValue:
    """Return the JSON in a body.

    Raises:
        RefusedError: it is not JSON, or not UTF-8, or holds half a character.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("Encountered non UTF-8 code points.") from None
    try:
        body: JsonValue = json.loads(text, parse_constant=_no_constant, strict=False)
    except json.JSONDecodeError as error:
        raise _refused(_sentence(error)) from None
    except RecursionError:
        raise _refused("Message too deep.") from None
    except ValueError as error:
        raise _refused(f"{error}") from None
    if "\\ud" in text or "\\uD" in text:
        _check_characters(body)
    return body


def _check_characters(body: JsonValue) -> None:
    """Refuse half of a pair of escapes that only together are one character."""
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise _refused("Missing low surrogate.") from None


def _sentence(error: json.JSONDecodeError) -> str:
    """Return what Google says where Python says something else."""
    text = error.doc
    at = len(text) if error.msg in _LATE else error.pos
    said = _SENTENCES.get(error.msg)
    if error.msg == _SEPARATOR:
        said = "Expected , or ] after array value."
        if _is_in_object(text[:at]):
            said = "Expected , or } after key:value pair."
    if at >= len(text):
        said = f"Unexpected end of string. {said or 'Expected a value.'}"
    before = text[max(at - _CONTEXT, 0) : at]
    after = text[at : at + _CONTEXT]
    return f"{said or 'Unexpected token.'}\n{before}{after}\n{' ' * len(before)}^"


def _is_in_object(before: str) -> bool:
    """Tell whether the innermost bracket left open is that of an object."""
    depth = 0
    for character in reversed(before):
        if character in "]}":
            depth += 1
        elif character in "[{":
            if not depth:
                return character == "{"
            depth -= 1
    return False


def _no_constant(word: str) -> NoReturn:
    """Refuse NaN and Infinity, which Python reads and JSON does not have."""
    raise ValueError(f"Unexpected token.\n{word}\n^")


def _refused(sentence: str) -> RefusedError:
    return bad_field("", f"Invalid JSON payload received. {sentence}")
