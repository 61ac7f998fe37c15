"""The figures, days, spans of days and names of facts that stand in a rule cell."""

import calendar
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from segments.criteria.forms import Asked
from segments.criteria.model import CriterionError
from segments.fields import Fact, Unit, find_fact, nearest_names
from segments.values.dates import TwoNumbers, read_date
from segments.values.money import read_amount
from segments.values.spelling import spell_day

FIRST_YEAR: Final = 1920
"""Of a day in a rule or in a column of the seller's own, such as a birthday."""

_LAST_YEAR: Final = 2100
_MONTHS: Final = range(1, 13)
_COUNTS: Final[Mapping[str, float]] = {
    word: float(count)
    for count, words in enumerate(
        [
            "zero",
            "a an one once single",
            "two twice",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
    for word in words.split()
}
DAYS_OF: Final[Mapping[str, int]] = {
    "day": 1,
    "week": 7,
    "month": 30,
    "quarter": 91,
    "year": 365,
}
"""Days in a span, where the fact itself is a number of days."""

_THINGS: Final = re.compile(
    r"\s*(?:orders?|times|x|items?|pieces?|pcs|units?|visits?|purchases?|points?)$",
    re.IGNORECASE,
)
_SPANS: Final = re.compile(r"(.+?)\s*(day|week|month|quarter|year)s?", re.IGNORECASE)
_MEASURED: Final = re.compile(r"([^\s].*\d)\s*[^\W\d_]{1,12}\.?")
_PERCENT: Final = re.compile(r"(.*\d)\s*(?:%|per\s?cent)", re.IGNORECASE)
_COMMA_DECIMAL: Final = re.compile(r"(\d+),(\d{1,2})")
_MONTH: Final = re.compile(r"([^\W\d_]{3,10})\.?,?\s*(\d{4})", re.IGNORECASE)
_MONTH_NUMBER: Final = re.compile(r"(\d{4})-(\d{1,2})")
_MIDDLES: Final = ("average", "median")
_ALIKE: Final = 0.8
_NAMED: Final = re.compile(r"(?:the(?:ir)?\s+)?([^\W\d_].*)", re.IGNORECASE)


def read_count(text: str) -> float | None:
    """Return a plain count, in digits or as a word."""
    if re.fullmatch(r"\d{1,7}(?:\.\d{1,4})?", text):
        return float(text)
    return _COUNTS.get(text.casefold())


def read_figure(text: str, fact: Fact) -> float | None:
    """Return the figure a text holds for a fact, or None.

    Raises:
        CriterionError: A comma leaves open whether it is one figure or two.
    """
    text = text.strip()
    if two := _COMMA_DECIMAL.fullmatch(text):
        one, other = two.groups()
        raise CriterionError(
            f"“{text}” can be {one} or {other}, or {one}.{other}."
            f" Write {one}; {other} or {one}.{other}."
        )
    if fact.unit is Unit.ANY:
        return _any_figure(text)
    spans = _SPANS.fullmatch(text) if fact.unit is Unit.DAYS else None
    if spans:
        figure = _plain(spans[1])
        return None if figure is None else figure * DAYS_OF[spans[2].casefold()]
    return _plain(_THINGS.sub("", text))


def _any_figure(text: str) -> float | None:
    if not any(map(str.isdigit, text)):
        return None  # "single" and "gift" are words in a column of the seller's own
    if percent := _PERCENT.fullmatch(text):
        figure = _plain(percent[1])
        return None if figure is None else figure / 100
    plain = _plain(text)
    if plain is None and (measured := _MEASURED.fullmatch(text)):
        return _plain(measured[1])
    return plain


def _plain(text: str) -> float | None:
    if text.casefold() in _COUNTS:
        return _COUNTS[text.casefold()]
    read = read_amount(text)
    if read.partly or read.figure is None or not math.isfinite(read.figure):
        return None
    return read.figure


@dataclass(frozen=True, slots=True)
class Days:
    """A day, or all days of a month or a year."""

    first: date
    last: date


def read_days(text: str) -> Days | None:
    """Return the day, month or year a text names, or None.

    Raises:
        CriterionError: Day and month can be read in either order.
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}", text) and FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return Days(date(int(text), 1, 1), date(int(text), 12, 31))
    if month := _month_of(text):
        last = calendar.monthrange(*month)[1]
        return Days(date(*month, 1), date(*month, last))
    serial = re.fullmatch(r"\d{5}(?:\.\d+)?", text)
    read = read_date(float(text) if serial else text, first_year=FIRST_YEAR)
    if isinstance(read, TwoNumbers):
        read = _settled(text, read)
    return None if read is None else Days(read, read)


def _settled(text: str, read: TwoNumbers) -> date | None:
    one, other = read.on(day_first=True), read.on(day_first=False)
    if one is None or other is None or one == other:
        return one or other
    # A rule tab has no column of dates to settle 3/4/2026.
    raise CriterionError(
        f"“{text}” can be {spell_day(one)} or {spell_day(other)}."
        " Write it with the name of the month."
    )


def _month_of(text: str) -> tuple[int, int] | None:
    if found := _MONTH_NUMBER.fullmatch(text):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH.fullmatch(text):
        year, month = int(found[2]), read_month(found[1]) or 0
    else:
        return None
    exists = FIRST_YEAR <= year <= _LAST_YEAR and month in _MONTHS
    return (year, month) if exists else None


def read_month(name: str) -> int | None:
    """Return the number of a month by its name."""
    read = (
        read_date(f"1 {name} 2026") if re.fullmatch(r"[^\W\d_]{3,10}", name) else None
    )
    return read.month if isinstance(read, date) else None


def read_fact(text: str, asked: Asked) -> Fact | None:
    """Return the fact or own column a text names; None when it names nothing.

    Raises:
        CriterionError: It names a fact that does not exist, or that is of another
            kind, so that the two cannot be compared.
    """
    found = _NAMED.fullmatch(text.strip())
    if found is None:
        return None
    fact = find_fact(found[1], asked.own_columns)
    fact = fact or find_fact(text, asked.own_columns)
    if fact is None:
        near = _comparable_names(found[1], asked)
        middle = get_close_matches(found[1].casefold(), _MIDDLES, cutoff=_ALIKE)
        if not near or middle or asked.fact.unit is Unit.ANY:
            return None
        raise CriterionError(
            f"“{shortened(text)}” is neither a fact nor a column of the tracker."
            f" Did you mean {' or '.join(near)}?"
        )
    if not _comparable(fact.unit, asked.fact.unit):
        raise CriterionError(
            f"{asked.fact.name} cannot be compared with {fact.name}:"
            f" one is {_KINDS[asked.fact.unit]}, the other {_KINDS[fact.unit]}."
        )
    return fact


_KINDS: Final[Mapping[Unit, str]] = {
    Unit.NUMBER: "a figure",
    Unit.MONEY: "an amount",
    Unit.DAYS: "a number of days",
    Unit.DATE: "a date",
    Unit.TEXT: "a text",
    Unit.YES_NO: "yes or no",
    Unit.ANY: "a column of your own",
}


def _comparable_names(name: str, asked: Asked) -> list[str]:
    """Return the names most like this one, of facts that can be compared with it."""
    near = nearest_names(name, asked.own_columns)
    facts = ((one, find_fact(one, asked.own_columns)) for one in near)
    return [
        one for one, fact in facts if fact and _comparable(fact.unit, asked.fact.unit)
    ]


def _comparable(one: Unit, other: Unit) -> bool:
    if {one, other} & {Unit.TEXT, Unit.YES_NO}:
        return False
    return Unit.ANY in {one, other} or (one is Unit.DATE) == (other is Unit.DATE)


_SHOWN: Final = 60


def shortened(text: str) -> str:
    """Return a text as it is shown in a sentence: not for pages."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
