"""Values that are neither messages nor lists, as leniently as Google takes them."""

import math
import re
import sys
from collections.abc import Callable
from typing import TypeAlias

from local_sheets.discovery.mismatch import InsteadError, fail
from local_sheets.grid.model import JsonValue

Check: TypeAlias = Callable[[JsonValue], None]

_BOOLEANS = {"true": True, "false": False}
_LARGEST = sys.float_info.max
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def _check_string(value: JsonValue) -> None:
    if type(value) is not str:
        fail("TYPE_STRING", value)


def _check_boolean(value: JsonValue) -> None:
    if type(value) is str and value in _BOOLEANS:
        raise InsteadError(_BOOLEANS[value])
    if type(value) is not bool:
        fail("TYPE_BOOL", value)


def _check_integer(value: JsonValue) -> None:
    if type(value) is int and -(2**31) <= value < 2**31:
        return
    whole = _number(value)
    if whole is None or not whole.is_integer() or not -(2**31) <= whole < 2**31:
        fail("TYPE_INT32", value)
    raise InsteadError(int(whole))


def _check_number(value: JsonValue) -> None:
    kind = type(value)
    if kind is not int and kind is not float:
        number = _number(value)
        if number is None:
            fail("TYPE_DOUBLE", value)
        raise InsteadError(number)
    if not -_LARGEST <= value <= _LARGEST:
        fail("TYPE_DOUBLE", value)


def _number(value: JsonValue) -> float | None:
    """Return a number, or what a string of digits says; else None."""
    if type(value) is float:
        return value
    is_digits = type(value) is str and _NUMBER.fullmatch(value)
    number = float(value) if is_digits else None
    return number if number is None or math.isfinite(number) else None


SCALARS: dict[str, Check] = {
    "string": _check_string,
    "boolean": _check_boolean,
    "integer": _check_integer,
    "number": _check_number,
}
