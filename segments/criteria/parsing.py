"""A rule cell as typed → a criterion, or a sentence on what would work."""

import math
import re
from collections.abc import Mapping
from typing import Final, cast

from segments.criteria.model import (
    Blank,
    Comparison,
    Criterion,
    CriterionError,
    OneOf,
    Operator,
    Opposite,
    Range,
    YesNo,
)
from segments.fields import Fact, Unit
from segments.model import Cell
from segments.values.dates import EPOCH, TwoNumbers, read_date
from segments.values.distinct import cell_text
from segments.values.money import read_amount
from segments.values.statuses import read_yes_no

_FIGURES: Final = {Unit.NUMBER, Unit.MONEY, Unit.DAYS, Unit.DATE}
_COMPARED: Final = re.compile(r"(>=|<=|<>|!=|=|>|<|≥|≤|≠)\s*(.*)", re.DOTALL)
_RANGE: Final = re.compile(r"(.+?)\s*(?:\.{2,3}|…|\bto\b|–)\s*(.+)", re.IGNORECASE)
_SPELLED: Final = {"≥": ">=", "≤": "<=", "!=": "<>", "≠": "<>"}
_UNIT_WORDS: Final = re.compile(
    r"\s*(?:days?|orders?|times|x|items?|pieces?|pcs)$", re.IGNORECASE
)
_EXAMPLES: Final[Mapping[Unit, str]] = {
    Unit.NUMBER: "3, >=3, <10 or 5..10",
    Unit.MONEY: ">=50000, >=50k or 5000..20000",
    Unit.DAYS: ">120, <=30 or 30..90",
    Unit.DATE: ">=2026-01-31 or 2026-01-01..2026-03-31",
    Unit.TEXT: "Chennai, Pune or <>London or *bridal*",
    Unit.YES_NO: "yes or no",
    Unit.ANY: "gold, silver or >=10 or not blank",
}


def parse_criterion(cell: Cell, fact: Fact) -> Criterion:
    """Return the criterion a rule cell holds for this fact.

    Args:
        cell: Not blank. Figures may be typed as sellers type money.
        fact: The fact in the header of its column.

    Raises:
        CriterionError: It cannot be read; the sentence says what would work.
    """
    text = cell_text(cell)
    words = text.casefold()
    if words in {"blank", "empty", "none", "="}:
        return Blank()
    if words in {"not blank", "not empty", "any", "<>"}:
        return Opposite(Blank())
    if fact.unit in _FIGURES:
        return _figure_criterion(text, fact)
    if fact.unit is Unit.YES_NO:
        return _yes_no(text, fact)
    return _any_criterion(text, fact)


def _yes_no(text: str, fact: Fact) -> YesNo:
    wanted = read_yes_no(text)
    if wanted is None:
        raise _unreadable(text, fact)
    return YesNo(wanted)


def _any_criterion(text: str, fact: Fact) -> Criterion:
    """Return a criterion on text, or on figures where an own column may hold them."""
    compared = _COMPARED.fullmatch(text)
    if compared and compared[1] not in {"=", "<>", "!=", "≠"}:
        if fact.unit is Unit.TEXT:
            raise _unreadable(text, fact)
        return _figure_criterion(text, fact)
    if fact.unit is Unit.ANY:
        if read_yes_no(text) is not None and not text.isdigit():
            return YesNo(read_yes_no(text) is True)
        if _is_range_of_figures(text):
            return _figure_criterion(text, fact)
    opposite = compared is not None and compared[1] != "="
    texts = _one_of(compared[2] if compared else text, fact)
    return Opposite(texts) if opposite else texts


def _is_range_of_figures(text: str) -> bool:
    between = re.fullmatch(r"(.+?)\s*\.\.\s*(.+)", text)
    return bool(between) and all(
        read_amount(part).figure is not None
        for part in cast("re.Match[str]", between).groups()
    )


def _one_of(text: str, fact: Fact) -> OneOf:
    texts = tuple(filter(None, (part.strip() for part in re.split("[,;]", text))))
    if not texts:
        raise _unreadable(text, fact)
    return OneOf(texts)


def _figure_criterion(text: str, fact: Fact) -> Criterion:
    if compared := _COMPARED.fullmatch(text):
        operator = _SPELLED.get(compared[1], compared[1])
        figure = _figure(compared[2], fact, text)
        if operator == "<>":
            return Opposite(Comparison("=", figure))
        return Comparison(cast("Operator", operator), figure)
    if between := _RANGE.fullmatch(text):
        low, high = (_figure(part, fact, text) for part in between.groups())
        if low > high:
            raise CriterionError(
                f"“{text}” runs backwards: write the smaller figure first."
            )
        return Range(low, high)
    return Comparison("=", _figure(text, fact, text))


def _figure(part: str, fact: Fact, text: str) -> float:
    figure = _serial(part) if fact.unit is Unit.DATE else _plain_figure(part)
    if figure is None or not math.isfinite(figure):
        raise _unreadable(text, fact)
    return figure


def _plain_figure(text: str) -> float | None:
    read = read_amount(_UNIT_WORDS.sub("", text))
    return None if read.partly else read.figure


def _serial(text: str) -> float | None:
    read = read_date(float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else text)
    if isinstance(read, TwoNumbers):
        one, other = read.on(day_first=True), read.on(day_first=False)
        # A rule tab has no column of dates to settle 3/4/2026.
        read = one if one == other else None
    return None if read is None else float((read - EPOCH).days)


def _unreadable(text: str, fact: Fact) -> CriterionError:
    example = _EXAMPLES[fact.unit]
    return CriterionError(
        f"“{text}” cannot be read for {fact.name}. Write something like {example}."
    )
