"""Functions of Google's that the engine lacks, for scalar results."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from local_sheets.grid.model import JsonValue
from local_sheets.notation.render_numbers import general_text

# A function with the least and the most arguments it takes; None is any number.
_Function: TypeAlias = tuple[Callable[..., Any], int, int | None]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return general_text(value)
    return "" if value is None else str(value)


def _cells(arguments: Iterable[Any]) -> Iterator[Any]:
    """Yield the cells of values and ranges, row by row."""
    for argument in arguments:
        if isinstance(argument, list):
            yield from _cells(argument)
        else:
            yield argument


def _regexmatch(text: object, pattern: str) -> bool:
    return re.search(pattern, _text(text)) is not None


def _regexextract(text: object, pattern: str) -> JsonValue:
    found = re.search(pattern, _text(text))
    if found is None:
        from formualizer import LiteralValue

        return LiteralValue.error("Na", None)
    return found[1] if found.re.groups else found[0]


def _regexreplace(text: object, pattern: str, replacement: str) -> str:
    # Google writes $1 where Python writes \1.
    template = re.sub(r"\$(\d)", r"\\\1", replacement)
    return re.sub(pattern, template, _text(text))


def _join(delimiter: object, *parts: object) -> str:
    return _text(delimiter).join(map(_text, _cells(parts)))


def _countunique(*parts: object) -> int:
    return len({(type(cell), cell) for cell in _cells(parts) if cell is not None})


FUNCTIONS: dict[str, _Function] = {
    "REGEXMATCH": (_regexmatch, 2, 2),
    "REGEXEXTRACT": (_regexextract, 2, 2),
    "REGEXREPLACE": (_regexreplace, 3, 3),
    "JOIN": (_join, 2, None),
    "COUNTUNIQUE": (_countunique, 1, None),
    "TO_TEXT": (_text, 1, 1),
}
