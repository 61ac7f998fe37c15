"""Boolean conditions held against cells: what a value and its text come to."""

from collections.abc import Callable
from math import floor
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias, TypeGuard

from local_sheets.grid.model import Json, Scalar
from local_sheets.notation.typed import Typist

# Takes what a cell comes to, and the text it shows.
Test: TypeAlias = Callable[[Scalar, str], bool]

_COMPARED = {
    "NUMBER_GREATER": gt,
    "NUMBER_GREATER_THAN_EQ": ge,
    "NUMBER_LESS": lt,
    "NUMBER_LESS_THAN_EQ": le,
    "NUMBER_EQ": eq,
    "NUMBER_NOT_EQ": ne,
    "DATE_EQ": eq,
    "DATE_BEFORE": lt,
    "DATE_AFTER": gt,
}
_BETWEEN = {"NUMBER_BETWEEN": True, "NUMBER_NOT_BETWEEN": False}
_TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda text, part: part in text,
    "TEXT_NOT_CONTAINS": lambda text, part: part not in text,
    "TEXT_STARTS_WITH": str.startswith,
    "TEXT_ENDS_WITH": str.endswith,
    "TEXT_EQ": eq,
}
_FILLED = {"NOT_BLANK": True, "BLANK": False}


def condition_test(condition: Json, locale: str) -> Test | None:
    """Return the test of a condition; None when it would have to be computed.

    Args:
        condition: a BooleanCondition with as many values as it takes.
        locale: its values are typed in.
    """
    kind = condition["type"]
    if kind in _FILLED:
        return lambda _, text: bool(text) == _FILLED[kind]
    texts = [value.get("userEnteredValue") for value in condition.get("values", [])]
    if not texts or any(text is None or text[:1] in {"=", "+"} for text in texts):
        return None
    if kind in _TEXTS:
        part, holds = texts[0].casefold(), _TEXTS[kind]
        return lambda _, text: holds(text.casefold(), part)
    typed = [Typist(locale).read(text).value for text in texts]
    numbers = [float(n) for n in typed if isinstance(n, (int, float))]
    needed = 2 if kind in _BETWEEN else 1
    return _number_test(kind, numbers) if len(numbers) == needed else None


def _number_test(kind: str, numbers: list[float]) -> Test | None:
    """Return whether a value is a number that compares as asked; of dates, by day."""
    if kind in _BETWEEN:
        low, high = sorted(numbers)
        inside = _BETWEEN[kind]
        return lambda value, _: _is_number(value) and (low <= value <= high) == inside
    if kind not in _COMPARED:
        return None
    compare, number = _COMPARED[kind], numbers[0]
    if not kind.startswith("DATE_"):
        return lambda value, _: _is_number(value) and compare(value, number)
    day = floor(number)
    return lambda value, _: _is_number(value) and compare(floor(value), day)


def _is_number(value: Scalar) -> TypeGuard[int | float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
