"""Forms that ask for days: "within 30 days", "before 1 Jan 2026", "last month"."""

import re
from datetime import timedelta
from typing import Final, cast

from segments.criteria.forms import DATES, DAYS, Asked, Build, Form, verbose
from segments.criteria.model import (
    AnyOf,
    Comparison,
    Criterion,
    CriterionError,
    DayRange,
    InMonth,
    OneOf,
    Opposite,
    Period,
    Rolling,
    Span,
    When,
)
from segments.criteria.operands import DAYS_OF, Days, read_count, read_days, read_month
from segments.fields import Unit

_A_DAY: Final = timedelta(days=1)
_COUNT: Final = r"(?P<count>\d{1,5}|an?|one|two|three|four|five|six|ten|twelve)"
_SPAN: Final = r"(?P<span>day|week|month|quarter|year)s?"
_TO: Final = (
    r"(?: \s* (?: \.{2,3} | … | – | — ) \s* | \s+ (?: to | till | until | - ) \s+ )"
)
_LAST: Final = r"(?:last|past|previous)"
_AGES: Final = 150
"""Years beyond which no rule looks back or ahead."""


def _rolling(when: When) -> Build:
    def build(found: re.Match[str], asked: Asked) -> Criterion | None:
        count = int(read_count(found["count"]) or 0)
        span = cast("Span", found["span"].casefold())
        days = count * DAYS_OF[span]
        if days > _AGES * DAYS_OF["year"]:
            raise CriterionError(f"“{found[0]}” is longer than any shop has stood.")
        if asked.fact.unit is not Unit.DAYS:
            return Rolling(when, count, span)
        if when == "next":
            return None
        return Comparison("<=" if when == "within" else ">", float(days))

    return build


def _period(found: re.Match[str], _asked: Asked) -> Criterion:
    said = " ".join(found[0].casefold().split())
    named = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if said in named:
        return Period("day", named[said])
    offset = {"this": 0, "last": -1, "previous": -1, "next": 1}
    return Period(
        cast("Span", found["span"].casefold()), offset[found["which"].casefold()]
    )


def _bounded(side: str) -> Build:
    def build(found: re.Match[str], _asked: Asked) -> Criterion | None:
        days = read_days(found["day"])
        if days is None:
            return None
        return {
            "before": DayRange(None, days.first - _A_DAY),
            "until": DayRange(None, days.last),
            "after": DayRange(days.last + _A_DAY, None),
            "since": DayRange(days.first, None),
        }[side]

    return build


def _within(found: re.Match[str], asked: Asked) -> Criterion | None:
    days = read_days(found["day"])
    if days is None:
        return None
    there = DayRange(days.first, days.last)
    if asked.fact.unit is Unit.ANY and found[0] == found["day"]:
        if days.first != days.last:
            return None
        return AnyOf((there, OneOf((found["day"],))))
    return there


def _outside(found: re.Match[str], _asked: Asked) -> Criterion | None:
    days = read_days(found["day"])
    return None if days is None else Opposite(DayRange(days.first, days.last))


def _range(found: re.Match[str], _asked: Asked) -> Criterion | None:
    low, high = read_days(found["low"]), read_days(found["high"])
    if low is None or high is None:
        return None
    return _ordered(low, high, found)


def _ordered(low: Days, high: Days, found: re.Match[str]) -> Criterion:
    if low.first > high.last:
        raise CriterionError(
            f"“{found[0]}” runs backwards: write the earlier day first."
            f" Did you mean {found['high'].strip()}..{found['low'].strip()}?"
        )
    return DayRange(low.first, high.last)


def _month(found: re.Match[str], _asked: Asked) -> Criterion | None:
    month = read_month(found["month"])
    return None if month is None else InMonth(month)


def _rolled(name: str, example: str, meaning: str, pattern: str, when: When) -> Form:
    return Form(
        name, example, "Last order", meaning, DAYS, verbose(pattern), _rolling(when)
    )


def _dated(name: str, example: str, meaning: str, pattern: str, build: Build) -> Form:
    return Form(name, example, "Last order", meaning, DATES, verbose(pattern), build)


DAY_FORMS: Final = (
    _rolled(
        "Within",
        "within 30 days",
        "At most 30 days before the refresh.",
        rf"within \s+ (?:the\ )?(?:{_LAST}\ )? {_COUNT} \s* {_SPAN} (?:\ ago)?",
        "within",
    ),
    _rolled(
        "Last … months",
        "last 3 months",
        "Since the same day three months before the refresh.",
        rf"(?:(?:in|during|for)\ )?(?:the\ )? {_LAST} \s* {_COUNT} \s* {_SPAN}",
        "within",
    ),
    _rolled(
        "Older than",
        "older than 90 days",
        "More than 90 days before the refresh; also: more than 90 days ago.",
        r"(?: older\ than | longer\ ago\ than | (?:more\ than|over|>) (?=.*\ ago) ) \s*"
        rf" {_COUNT} \s* {_SPAN} (?:\ ago)?",
        "older",
    ),
    _rolled(
        "Next … days",
        "next 30 days",
        "From the day of the refresh to 30 days after it.",
        rf"(?:(?:with)?in\ )?(?:the\ )? next \s* {_COUNT} \s* {_SPAN}",
        "next",
    ),
    _dated(
        "This month",
        "last month",
        "In the month before that of the refresh; also: this month, this year.",
        r"(?:in\ )?(?: today | yesterday | tomorrow"
        r" | (?P<which>this|last|previous|next) \s+"
        r" (?P<span>week|month|quarter|year) )",
        _period,
    ),
    _dated(
        "Before",
        "before 1 Jan 2026",
        "On an earlier day; also: <1 Jan 2026.",
        r"(?: before | earlier\ than | older\ than | < (?![>=]) ) \s* (?P<day>.+)",
        _bounded("before"),
    ),
    _dated(
        "After",
        "after 31 Mar 2026",
        "On a later day; also: >31 Mar 2026.",
        r"(?: after | later\ than | newer\ than | > (?!=) ) \s* (?P<day>.+)",
        _bounded("after"),
    ),
    _dated(
        "Since",
        "since 1 Jan 2026",
        "On that day or later; also: on or after, >=1 Jan 2026.",
        r"(?: since | from | on\ or\ after | not\ before | >= | ≥ ) \s*"
        rf" (?P<day>(?:(?!{_TO}).)+)",
        _bounded("since"),
    ),
    _dated(
        "Until",
        "on or before 1 Jan 2026",
        "On that day or earlier; also: until, by, <=1 Jan 2026.",
        r"(?: on\ or\ before | until | till | by\b | up\ to | not\ after | <= | ≤ )"
        r" \s* (?P<day>.+)",
        _bounded("until"),
    ),
    _dated(
        "Or later",
        "1 Jan 2026 or later",
        "On that day or later.",
        r"(?P<day>.+?) \s+ (?: or\ (?:later|after|newer) | onwards? )",
        _bounded("since"),
    ),
    _dated(
        "Or earlier",
        "1 Jan 2026 or earlier",
        "On that day or earlier.",
        r"(?P<day>.+?) \s+ or\ (?:earlier|before|older)",
        _bounded("until"),
    ),
    _dated(
        "Between days",
        "between 1 Jan 2026 and 31 Mar 2026",
        "From the one day to the other, both included.",
        r"between \s+ (?P<low>.+?) \s+ (?:and|to) \s+ (?P<high>.+)",
        _range,
    ),
    _dated(
        "From day to day",
        "1 Jan 2026..31 Mar 2026",
        "From the one day to the other, both included; also: March 2026 to May 2026.",
        rf"(?:from\ )? (?P<low>.+?) {_TO} (?P<high>.+)",
        _range,
    ),
    _dated(
        "In a month or year",
        "in March 2026",
        "On any day of it; also: in 2025.",
        r"(?: (?:in|during|on|=|is|exactly) \s* )? (?P<day>(?!in\b|on\b)\S.*)",
        _within,
    ),
    _dated(
        "In a month of any year",
        "in March",
        "In March, whatever the year, as birthdays are.",
        r"(?:in|during) \s+ (?P<month>[^\W\d_]{3,10})",
        _month,
    ),
    _dated(
        "On another day",
        "<>1 Jan 2026",
        "On any other day, or on none.",
        r"(?: <> | != | ≠ | not\ (?:(?:in|on|during)\ )? ) \s* (?P<day>.+)",
        _outside,
    ),
)
"""In the order in which they are tried."""
