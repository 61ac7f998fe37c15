"""Dates, times and durations as a person types them, and the patterns they keep."""

import calendar
import re
from datetime import UTC, datetime
from typing import NamedTuple

from local_sheets.clock import system_clock
from local_sheets.grid.cells import tidy_number
from local_sheets.notation.locales import Conventions
from local_sheets.notation.serials import serial_of_datetime
from local_sheets.notation.typed_numbers import Typed

_NUMERIC = re.compile(r"(\d{1,4})([-/.])(\d{1,2})(?:\2(\d{1,4}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})([-/])(\d{4})|(\d{4})([-/])(\d{1,2})")
_NAMES = [name.lower() for name in calendar.month_name[1:]]
_WEEKDAYS = [name.lower() for name in calendar.day_name]
FIRST_LETTERS = {name[:3] for name in _NAMES + _WEEKDAYS}
_WORD = "|".join(f"{name}|{name[:3]}" for name in _NAMES)
_WEEKDAY = (
    r"(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?),? "
)
_DAY_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?P<day>\d{{1,2}})(?P<gap>[- /]|\. )(?P<month>{_WORD})\.?"
    r"(?:(?P<gap2>,? |[-/])(?P<year>\d{4}|\d{2}))?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?:{_WEEKDAY})?(?P<month>{_WORD})\.?(?P<gap>[- ])(?P<day>\d{{1,2}})"
    r"(?:(?P<gap2>,? |-)(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"(?P<month>{_WORD})\.?(?P<gap>,? |-)(?P<year>\d{{4}})", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,4})"
    r"(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<part>\.\d{1,3})?)?)?"
    r"(?P<gap> ?)(?P<half>am|pm)?",
    re.IGNORECASE,
)
_STAMP = re.compile(r"(?P<day>.+?)(?P<mark>[T ] *)(?P<clock>\d{1,2}:.+?)Z?")
_YEAR, _SHORT_YEAR = 4, 2
_CENTURY_SPLIT = 30
_DAY_H, _NOON = 24, 12
_DAY_S = 86_400
_LAST_MINUTE = 59
_SHORT_NAME = 3


class _Day(NamedTuple):
    year: int
    month: int
    day: int
    pattern: str


def typed_moment(text: str, written: Conventions, *, strict: bool) -> Typed | None:
    """Return the date, time or duration that a text is.

    Args:
        text: without spaces around it.
        written: decides the order of day and month.
        strict: take whole dates in digits alone, and the stamps of other programs
            (``2026-01-31T18:00:00Z``): what a file means by a date.
    """
    clock = _clock(text, strict=strict)
    if clock is not None:
        fraction, pattern = clock
        return Typed(tidy_number(fraction), {"type": "TIME", "pattern": pattern})
    stamp = _STAMP.fullmatch(text)
    if stamp and (strict or (stamp["mark"][0] == " " and text[-1] != "Z")):
        return _stamped(stamp, written, strict=strict)
    day = _day(text, written, strict=strict)
    serial = _serial(day) if day else None
    if day is None or serial is None:
        return None
    return Typed(serial, {"type": "DATE", "pattern": day.pattern})


def _stamped(
    stamp: re.Match[str], written: Conventions, *, strict: bool
) -> Typed | None:
    day = _day(stamp["day"], written, strict=strict)
    clock = _clock(stamp["clock"], strict=strict)
    serial = _serial(day) if day else None
    if day is None or clock is None or serial is None or clock[0] >= 1:
        return None
    look = {"type": "DATE_TIME", "pattern": f"{day.pattern} {clock[1]}"}
    return Typed(tidy_number(serial + clock[0]), look)


def _serial(day: _Day) -> int | float | None:
    try:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    except ValueError:
        return None
    return serial_of_datetime(moment)


def _clock(text: str, *, strict: bool) -> tuple[float, str] | None:
    """Return a time as a fraction of a day, and its pattern."""
    match = _CLOCK.fullmatch(text)
    if match is None or not (match["minute"] or match["half"]):
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    minute, second = int(match["minute"] or 0), int(match["second"] or 0)
    long = hour >= _DAY_H
    if max(minute, second) > _LAST_MINUTE or (half and not 1 <= hour <= _NOON):
        return None
    if long and strict:
        return None
    if half:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    seconds = hour * 3600 + minute * 60 + second + float(match["part"] or 0)
    return seconds / _DAY_S, _clock_pattern(match, long=long, strict=strict)


def _clock_pattern(match: re.Match[str], *, long: bool, strict: bool) -> str:
    if long:
        return "[h]:mm:ss"
    if strict:
        return "hh:mm:ss"
    pattern = "h"
    pattern += ":mm" if match["minute"] else ""
    pattern += ":ss" if match["second"] else ""
    pattern += f".{'0' * (len(match['part']) - 1)}" if match["part"] else ""
    return f"{pattern}{match['gap']}am/pm" if match["half"] else pattern


def _day(text: str, written: Conventions, *, strict: bool) -> _Day | None:
    match = _NUMERIC.fullmatch(text)
    if match and match[4]:
        return _whole_day(match, written)
    if strict:
        return None
    if match and (match[2] != "." or written.decimal == ","):
        short = _month_and_year(text) or _day_and_month(match, written)
        if short:
            return short
    month_year = _month_and_year(text)
    return month_year or _named_day(text)


def _whole_day(match: re.Match[str], written: Conventions) -> _Day | None:
    first, mark, second, third = match[1], match[2], match[3], match[4]
    padded = "0" in {first[0], second[0]}
    day, month = ("dd", "mm") if padded else ("d", "m")
    if len(first) == _YEAR:
        pattern = mark.join(["yyyy", "m" * len(second), "d" * len(third)])
        if len(third) > _SHORT_YEAR:
            return None
        return _Day(int(first), int(second), int(third), pattern)
    if len(first) > _SHORT_YEAR or len(third) not in {_SHORT_YEAR, _YEAR}:
        return None
    year = int(third) if len(third) == _YEAR else _century(int(third))
    order = [month, day] if written.order == "mdy" else [day, month]
    pattern = mark.join([*order, "yyyy"])
    if mark in written.date_pattern:
        pattern = written.date_pattern
    if written.order == "mdy":
        return _Day(year, int(first), int(second), pattern)
    return _Day(year, int(second), int(first), pattern)


def _century(short_year: int) -> int:
    return short_year + (2000 if short_year < _CENTURY_SPLIT else 1900)


def _day_and_month(match: re.Match[str], written: Conventions) -> _Day | None:
    """Return a day of this year: 1-2 is 2 January or 1 February."""
    first, mark, second = match[1], match[2], match[3]
    if len(first) > _SHORT_YEAR:
        return None
    year = system_clock().year
    day, month = "d" * len(second), "m" * len(first)
    if written.order == "mdy":
        return _Day(year, int(first), int(second), f"{month}{mark}{day}")
    day, month = "d" * len(first), "m" * len(second)
    return _Day(year, int(second), int(first), f"{day}{mark}{month}")


def _month_and_year(text: str) -> _Day | None:
    match = _MONTH_YEAR.fullmatch(text)
    if match is None:
        return None
    if match[1]:
        pattern = f"{'m' * len(match[1])}{match[2]}yyyy"
        return _Day(int(match[3]), int(match[1]), 1, pattern)
    pattern = f"yyyy{match[5]}{'m' * len(match[6])}"
    return _Day(int(match[4]), int(match[6]), 1, pattern)


def _named_day(text: str) -> _Day | None:
    """Return a date with its month in letters."""
    only = _MONTH_ONLY.fullmatch(text)
    if only:
        pattern = f"{_month_letters(only)}{only['gap']}yyyy"
        return _Day(int(only["year"]), _month(only), 1, pattern)
    match = _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
    if match is None:
        return None
    year = int(match["year"] or system_clock().year)
    if match["year"] and len(match["year"]) == _SHORT_YEAR:
        year = _century(year)
    return _Day(year, _month(match), int(match["day"]), _named_pattern(match))


def _month(match: re.Match[str]) -> int:
    return [name[:3] for name in _NAMES].index(match["month"][:3].lower()) + 1


def _month_letters(match: re.Match[str]) -> str:
    return "mmm" if len(match["month"]) == _SHORT_NAME else "mmmm"


def _named_pattern(match: re.Match[str]) -> str:
    day, month = "d" * len(match["day"]), _month_letters(match)
    ends = [day, month] if match.start("day") < match.start("month") else [month, day]
    pattern = match["gap"].join(ends)
    if match["weekday"]:
        letters = "ddd" if len(match["weekday"]) == _SHORT_NAME else "dddd"
        pattern = f"{letters}, {pattern}"
    if match["year"]:
        pattern += match["gap2"] + "y" * len(match["year"])
    return pattern
