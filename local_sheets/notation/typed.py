"""What a person types into a cell: text to value and number format (USER_ENTERED)."""

import re
from datetime import UTC, datetime, time
from typing import NamedTuple

from local_sheets.grid.cells import tidy_number
from local_sheets.grid.model import CellValue, Formula, Json
from local_sheets.notation.locales import Conventions, conventions
from local_sheets.notation.serials import serial_of_datetime, serial_of_time

_DATE = re.compile(
    r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?"
)
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_CURRENCY = re.compile(r"[$€£₹₦¥]")
_MAX_DIGITS = 15
_CENTURY_SPLIT = 30
# Digits of a year, and of a year without its century.
_YEAR, _SHORT_YEAR = 4, 2


class Typed(NamedTuple):
    """A value, and the number format that typing it gives the cell."""

    value: CellValue
    number_format: Json | None = None


_BOOLEANS = {"true": True, "false": False}


class Typist:
    """Reads typed text by the conventions of one locale, each distinct text once.

    Args:
        locale: such as ``en_GB``.
        keeps_codes: leave ``007``, ``+44…`` and digits beyond float precision as text,
            because in a file they are phone numbers and ids. Google's own
            USER_ENTERED turns them into numbers.
    """

    def __init__(self, locale: str, *, keeps_codes: bool = False) -> None:
        self._written = conventions(locale)
        self._number = _number_pattern(self._written)
        self._keeps_codes = keeps_codes
        self._seen: dict[str, Typed] = {}

    def read(self, text: str) -> Typed:
        """Return what a cell holds after this text is typed into it."""
        typed = self._seen.get(text)
        if typed is None:
            typed = self._seen[text] = self._parsed(text)
        return typed

    def _parsed(self, text: str) -> Typed:
        plain = text.strip()
        if not plain:
            return Typed(text or None)
        if plain[0] in "'=" and len(plain) > 1 and not self._keeps_codes:
            return Typed(plain[1:] if plain[0] == "'" else Formula(plain, None))
        if plain.lower() in _BOOLEANS:
            return Typed(_BOOLEANS[plain.lower()])
        found = self._as_number(plain) or self._as_moment(plain)
        return found or Typed(text)

    def _as_number(self, plain: str) -> Typed | None:
        if self._keeps_codes and _is_code(plain):
            return None
        symbol = _CURRENCY.search(plain)
        bare = _CURRENCY.sub("", plain, count=1).strip() if symbol else plain
        percent = bare.endswith("%")
        match = self._number.fullmatch(bare.rstrip("% ") if percent else bare)
        if match is None:
            return None
        digits = match[0].replace(self._written.group, "")
        number = float(digits.replace(self._written.decimal, ".").replace(" ", ""))
        if percent:
            whole = self._written.decimal not in digits
            pattern = "0%" if whole else "0.00%"
            return Typed(tidy_number(number / 100), _format("PERCENT", pattern))
        if symbol:
            money = _format("CURRENCY", f"[${symbol[0]}]#,##0.00")
            return Typed(tidy_number(number), money)
        return Typed(tidy_number(number))

    def _as_moment(self, plain: str) -> Typed | None:
        clock = _TIME.fullmatch(plain)
        if clock:
            return _time_of_day(clock)
        match = _DATE.fullmatch(plain)
        day = _date_parts(match, self._written) if match else None
        if match is None or day is None:
            return None
        hour, minute, second = (int(part or 0) for part in match.group(5, 6, 7))
        try:
            moment = datetime(*day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            return None
        serial = serial_of_datetime(moment)
        is_iso = len(match[1]) == _YEAR
        pattern = "yyyy-mm-dd" if is_iso else self._written.date_pattern
        if match[5] is None:
            return Typed(serial, _format("DATE", pattern))
        return Typed(serial, _format("DATE_TIME", f"{pattern} hh:mm:ss"))


def _is_code(plain: str) -> bool:
    digits = plain.lstrip("-")
    if plain[0] == "+" or (digits[:1] == "0" and digits[1:2].isdigit()):
        return True
    return digits.isdigit() and len(digits) > _MAX_DIGITS


def _number_pattern(written: Conventions) -> re.Pattern[str]:
    point, group = re.escape(written.decimal), re.escape(written.group)
    whole = rf"(?:\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}|\d+)"
    return re.compile(rf"[-+]? ?(?:{whole}(?:{point}\d*)?|{point}\d+)(?:[eE][-+]?\d+)?")


def _date_parts(
    match: re.Match[str], written: Conventions
) -> tuple[int, int, int] | None:
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    # A year in front is ISO, whatever the locale.
    if len(match[1]) == _YEAR:
        return first, second, third
    if len(match[1]) > _SHORT_YEAR or len(match[4]) not in {_SHORT_YEAR, _YEAR}:
        return None
    year = third if len(match[4]) == _YEAR else _century(third)
    month_first = written.month_first
    return (year, first, second) if month_first else (year, second, first)


def _century(short_year: int) -> int:
    return short_year + (2000 if short_year < _CENTURY_SPLIT else 1900)


def _time_of_day(match: re.Match[str]) -> Typed | None:
    hour, minute, second = (int(part or 0) for part in match.groups())
    try:
        moment = time(hour, minute, second)
    except ValueError:
        return None
    return Typed(serial_of_time(moment), _format("TIME", "hh:mm:ss"))


def _format(kind: str, pattern: str) -> Json:
    return {"type": kind, "pattern": pattern}
