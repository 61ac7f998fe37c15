"""Number patterns taken apart: sections, conditions, runs of digits and literals."""

import operator
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

_SECTION = re.compile(r'(?:"[^"]*"?|\\.?|\[[^\]]*\]?|[^;"\\\[])*', re.DOTALL)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?'
    r"|\\(?P<escaped>.)"
    r"|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]"
    r"|\[(?P<condition>(?:<=|>=|<>|<|>|=)\s*-?[\d.]+)\]"
    r"|\[[^\]]*\]"
    r"|(?P<general>general)"
    r"|(?P<exponent>e[+-]0+)"
    r"|(?P<slash>(?<=[0#?])\s?/\s?(?:[1-9]\d*|(?=[0#?])))"
    r"|(?P<digits>[0#?][0#?,]*)"
    r"|(?P<point>\.)|(?P<percent>%)|(?P<text>@)"
    r"|(?P<skipped>_.)|\*."
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(\D+?)\s*(-?[\d.]+)")
_LITERALS = {"quoted", "escaped", "money", "plain"}
# Sections for numbers; the one after them is for text.
_NUMERIC = 3
_COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}


class Part(NamedTuple):
    """A piece of a section.

    Attributes:
        kind: ``literal``, ``whole``, ``point``, ``decimals``, ``exponent``, ``slash``,
            ``below``, ``text`` or ``general``.
        text: the placeholders; of a literal, what is shown.
    """

    kind: str
    text: str


class Section(NamedTuple):
    """One section of a number pattern.

    Attributes:
        parts: in order.
        condition: whether the section is for a number; None where it does not say.
        grouped: whether thousands are marked.
        lakhs: whether the pattern itself groups 12,34,567.
        power: tens that the number is multiplied by: 2 for each %, -3 for each comma
            after the digits.
    """

    parts: tuple[Part, ...]
    condition: Callable[[float], bool] | None
    grouped: bool
    lakhs: bool
    power: int

    def placeholders(self, kind: str) -> str:
        """Return every placeholder of a kind, in order."""
        return "".join(part.text for part in self.parts if part.kind == kind)

    def has(self, kind: str) -> bool:
        """Tell whether there is a part of a kind."""
        return any(part.kind == kind for part in self.parts)


@cache
def sections(pattern: str) -> tuple[Section, ...]:
    """Return the sections of a pattern: positive; negative; zero; text."""
    found, start = [], 0
    while start <= len(pattern):
        match = _SECTION.match(pattern, start)
        end = match.end() if match else len(pattern)
        found.append(_section(pattern[start:end]))
        start = end + 1
    return tuple(found)


def section_for(number: float, all_sections: Sequence[Section]) -> tuple[Section, bool]:
    """Return a number's section, and whether that one shows the minus itself."""
    if any(section.condition for section in all_sections[:2]):
        return _conditional(number, all_sections)
    numeric = all_sections[:_NUMERIC]
    if number < 0 and len(numeric) > 1:
        return numeric[1], True
    if number == 0 and len(numeric) == _NUMERIC:
        return numeric[2], True
    return numeric[0], False


def _conditional(
    number: float, all_sections: Sequence[Section]
) -> tuple[Section, bool]:
    for section in all_sections[:_NUMERIC]:
        if section.condition is None or section.condition(number):
            return section, False
    return all_sections[-1], False


def text_section(pattern: str) -> Section | None:
    """Return the section that text is shown by; None where text is left as it is."""
    found = sections(pattern)
    if len(found) > _NUMERIC:
        return found[_NUMERIC]
    last = found[-1]
    return last if last.has("text") and len(last.parts) > 1 else None


def _section(text: str) -> Section:
    parts: list[Part] = []
    condition = None
    digits = ""
    power = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "none"
        shown = match[kind] if match.lastgroup else ""
        if kind == "condition":
            condition = _compared(shown)
        elif kind == "percent":
            power += 2
            parts.append(Part("literal", "%"))
        elif kind == "digits":
            kept = shown.rstrip(",")
            power -= 3 * (len(shown) - len(kept))
            digits += kept
            parts.append(Part(_place(parts), kept.replace(",", "")))
        elif kind != "none":
            parts.append(_other(kind, shown, parts))
    return Section(tuple(parts), condition, "," in digits, "#,##,##" in digits, power)


def _place(parts: Sequence[Part]) -> str:
    """Return what a run of digits stands for, by what stands before it."""
    before = {part.kind for part in parts}
    if "slash" in before:
        return "below"
    return "decimals" if "point" in before else "whole"


def _other(kind: str, shown: str, parts: Sequence[Part]) -> Part:
    if kind in _LITERALS:
        return Part("literal", shown)
    if kind == "skipped":
        return Part("literal", " ")
    before = {part.kind for part in parts}
    if kind == "slash" and ("whole" not in before or "slash" in before):
        return Part("literal", shown)
    if kind == "point" and "point" in before:
        return Part("literal", shown)
    return Part(kind, shown)


def _compared(condition: str) -> Callable[[float], bool] | None:
    match = _CONDITION.fullmatch(condition)
    if match is None:
        return None
    compare, limit = _COMPARED[match[1]], float(match[2])
    return lambda number: compare(number, limit)
