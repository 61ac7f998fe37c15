"""Days counted from the refresh: "within 30 days", "last 3 months", "this week"."""

import calendar
from datetime import date, timedelta
from typing import Final, assert_never

from segments.criteria.model import DayRange, Period, Rolling, Span

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_YEAR: Final = 12
_A_DAY: Final = timedelta(days=1)


def days_between(asked: Rolling | Period, as_of: date) -> DayRange:
    """Return the days that a criterion means on the day of the refresh.

    A month before 31 May is 30 April: where a month is shorter, its last day.
    """
    if isinstance(asked, Period):
        first = _start(asked.span, as_of, asked.offset)
        return DayRange(first, _start(asked.span, as_of, asked.offset + 1) - _A_DAY)
    match asked.when:
        case "within":
            return DayRange(_moved(as_of, asked.span, -asked.count), as_of)
        case "older":
            return DayRange(None, _moved(as_of, asked.span, -asked.count) - _A_DAY)
        case "next":
            return DayRange(as_of, _moved(as_of, asked.span, asked.count))
        case _:
            assert_never(asked.when)


def _moved(day: date, span: Span, count: int) -> date:
    if span in _MONTHS:
        year, month = divmod(
            day.year * _YEAR + day.month - 1 + count * _MONTHS[span], _YEAR
        )
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last))
    return day + timedelta(days=count * (7 if span == "week" else 1))


def _start(span: Span, as_of: date, offset: int) -> date:
    """Return the first day of a week, month, quarter or year, or the day itself."""
    firsts = {
        "day": as_of,
        "week": as_of - timedelta(days=as_of.weekday()),
        "month": as_of.replace(day=1),
        "quarter": as_of.replace(month=(as_of.month - 1) // 3 * 3 + 1, day=1),
        "year": as_of.replace(month=1, day=1),
    }
    return _moved(firsts[span], span, offset)
