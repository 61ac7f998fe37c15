"""Dates with a time of day → the hour of the day, as the shop's clock showed it."""

import re
from typing import Final

import pandas as pd

from segments.model import Cell
from segments.values.distinct import distinct

_DAY_SECONDS: Final = 24 * 60 * 60
_HOUR_SECONDS: Final = 60 * 60
_HOURS: Final = 24
_NOON: Final = 12
_LAST_SERIAL: Final = 100_000
_CLOCK: Final = re.compile(
    r"(?:^|[ t,])(\d{1,2})[:h](\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap])?\.?(?:m\b)?(.*)"
)
_ELSEWHERE: Final = re.compile(r"z|utc|gmt")
_UNKNOWN: Final = float("nan")


def read_hours(cells: pd.Series) -> pd.Series:
    """Return the hour, 0 to 23, of each cell that holds a day with a time.

    NaN where there is no time: midnight to the second is how a day without one is
    kept. The time of another zone (Unix seconds, "Z", "UTC") is not the shop's.

    Args:
        cells: Raw cells of a column of dates.
    """
    found = distinct(cells)
    hours = [_hour(cell) for cell in found.cells]
    return found.spread(hours, missing=_UNKNOWN, dtype="float64")


def _hour(cell: Cell) -> float:
    if isinstance(cell, str):
        return _from_text(cell.casefold())
    if cell is None or isinstance(cell, bool) or not 0 <= cell < _LAST_SERIAL:
        return _UNKNOWN
    return _of_seconds(round(cell % 1 * _DAY_SECONDS) % _DAY_SECONDS)


def _from_text(text: str) -> float:
    found = _CLOCK.search(text)
    if not found or _ELSEWHERE.match(found[5].strip()):
        return _UNKNOWN
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % _NOON + _NOON * (found[4] == "p")
    if hour >= _HOURS:
        return _UNKNOWN
    return _of_seconds(hour * _HOUR_SECONDS + minute * 60 + second)


def _of_seconds(seconds: int) -> float:
    return float(seconds // _HOUR_SECONDS) if seconds else _UNKNOWN
