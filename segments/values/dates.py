"""Dates as sellers type them → days; day and month are told apart per column."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

import pandas as pd

from segments.model import Cell
from segments.values.distinct import distinct, says_nothing

EPOCH: Final = date(1899, 12, 30)
"""Day 0 of a serial date in Sheets."""

_FIRST_YEAR: Final = 1990  # a shop has no older orders; a slip, or a birthday
_LAST_YEAR: Final = 2100
_LAST_SERIAL: Final = (date(_LAST_YEAR, 12, 31) - EPOCH).days
_COMPACT: Final = range(_FIRST_YEAR * 10_000, (_LAST_YEAR + 1) * 10_000)
_UNIX_SECONDS: Final = range(10**9, 4 * 10**9)
_UNIX_MILLISECONDS: Final = range(10**12, 4 * 10**12)
_PIVOT: Final = 70
_YEAR_DIGITS: Final = 4
_LAST_MONTH: Final = 12
_MONTHS: Final = {
    name: month
    for month, names in enumerate(
        (
            "jan janv janvier ene enero janeiro",
            "feb fev fevr fevrier febrero fevereiro",
            "mar mars marzo marco",
            "apr avr avril abr abril",
            "may mai mayo maio",
            "jun juin junio junho",
            "jul juil juillet julio julho",
            "aug aout ago agosto",
            "sep sept septembre septiembre set setembro",
            "oct octobre octubre out outubro",
            "nov novembre noviembre novembro",
            "dec decembre dic diciembre dez dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_FEWEST_LETTERS: Final = 3
_LONG_NAMES: Final = (
    "january february march april june july august september october november december"
    " januar februar maerz juni juli dezember"
    " monday tuesday wednesday thursday friday saturday sunday"
    " lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miercoles jueves viernes sabado domingo"
    " segunda terca quarta quinta sexta"
)
_NAMES: Final = frozenset([*_MONTHS, *_LONG_NAMES.split()])
_TIME: Final = r"(?:[ t,]+\d{1,2}[:h]\d{2}.*)?"
_ISO: Final = re.compile(rf"(\d{{4}})[-/. ](\d{{1,2}})[-/. ](\d{{1,2}}){_TIME}")
_NUMBERS: Final = re.compile(
    rf"(\d{{1,2}})[-/. ]+(\d{{1,2}})[-/. ]+(\d{{4}}|\d{{2}}){_TIME}"
)
_DAY_FIRST_NAME: Final = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er)?[-/. ,]*(?:of |de )?([a-z]{{3,10}})[-/. ,]*"
    rf"(?:de )?'?(\d{{4}}|\d{{2}}){_TIME}"
)
_MONTH_FIRST_NAME: Final = re.compile(
    rf"([a-z]{{3,10}})[-/. ]*(\d{{1,2}})(?:st|nd|rd|th)?[-/. ,]+(\d{{4}}){_TIME}"
)
_WEEKDAY: Final = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,.]+")


@dataclass(frozen=True, slots=True)
class TwoNumbers:
    """A date whose order of day and month its cell does not settle."""

    first: int
    second: int
    year: int

    def on(self, *, day_first: bool) -> date | None:
        """Return the date; the other order when only that one exists."""
        day, month = self.first, self.second
        if not day_first:
            day, month = month, day
        return _day(self.year, month, day) or _day(self.year, day, month)


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A column of dates.

    Attributes:
        days: datetime64 at midnight per row; NaT when blank, unreadable or a slip.
        bad: Rows with something that is no date.
        unsettled: Rows whose day and month were told apart by the locale alone.
    """

    days: pd.Series
    bad: pd.Series
    unsettled: pd.Series


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == _YEAR_DIGITS:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def names_day(word: str) -> bool:
    """Return whether a word is the name of a month or weekday, or the start of one.

    >>> names_day("Sept"), names_day("Monday"), names_day("Marble")
    (True, True, False)
    """
    key = unicodedata.normalize("NFKD", word.casefold())
    key = "".join(letter for letter in key if not unicodedata.combining(letter))
    return any(len(key) >= _FEWEST_LETTERS and name.startswith(key) for name in _NAMES)


def _month(name: str) -> int | None:
    return _MONTHS.get(name) or _MONTHS.get(name[:3])


def _from_number(figure: float) -> date | None:
    whole = int(figure)
    if 0 < whole <= _LAST_SERIAL:
        return EPOCH + timedelta(days=whole)
    if whole in _COMPACT:
        return _day(whole // 10_000, whole // 100 % 100, whole % 100)
    if whole in _UNIX_MILLISECONDS:
        whole //= 1000
    if whole in _UNIX_SECONDS:
        return datetime.fromtimestamp(whole, UTC).date()
    return None


def _from_text(text: str) -> date | TwoNumbers | None:
    if re.fullmatch(r"\d{5}(?:\.\d+)?|\d{8}|\d{10}|\d{13}", text):
        return _from_number(float(text))
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        return TwoNumbers(int(found[1]), int(found[2]), _full_year(found[3]))
    return _from_month_name(text)


def _from_month_name(text: str) -> date | None:
    if found := _DAY_FIRST_NAME.fullmatch(text):
        month = _month(found[2])
        return _day(_full_year(found[3]), month, int(found[1])) if month else None
    if found := _MONTH_FIRST_NAME.fullmatch(text):
        month = _month(found[1])
        return _day(int(found[3]), month, int(found[2])) if month else None
    return None


def read_date(cell: Cell, *, first_year: int = _FIRST_YEAR) -> date | TwoNumbers | None:
    """Return the date one cell holds, or its two numbers when their order is open.

    Serial numbers, yyyymmdd, Unix seconds, ISO (never day-first), "3-Jan-26",
    "1st Feb 2026", "Feb 1, 2026" and "31/12/2025" are read; a time of day, and the
    zone it is in, is left aside. Two digits from 70 are of the last century.

    Args:
        cell: As it stands.
        first_year: Years lie between it and 2100. A shop has no orders before 1990:
            1/1/1970 and 2206 are slips and no dates. Birthdays are older.
    """
    read = _read(cell)
    if read is None:
        return None
    return read if first_year <= read.year <= _LAST_YEAR else None


def _read(cell: Cell) -> date | TwoNumbers | None:
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, int | float):
        return _from_number(cell) if abs(cell) < _UNIX_MILLISECONDS.stop else None
    text = unicodedata.normalize("NFKD", cell).casefold()
    text = " ".join(re.sub("[\u0300-\u036f]", "", text).lstrip("'").split())
    read = _from_text(_WEEKDAY.sub("", text))
    if isinstance(read, TwoNumbers):
        return read if read.on(day_first=True) else None
    return read


def _is_open(read: TwoNumbers) -> bool:
    return max(read.first, read.second) <= _LAST_MONTH and read.first != read.second


def _day_comes_first(reads: list[TwoNumbers], locale: str) -> tuple[bool, bool]:
    day_first = any(read.first > _LAST_MONTH for read in reads)
    month_first = any(read.second > _LAST_MONTH for read in reads)
    if day_first != month_first:
        return day_first, True
    return not locale.endswith("_US"), False


def read_dates(
    cells: pd.Series, *, locale: str = "en_GB", first_year: int = _FIRST_YEAR
) -> DateColumn:
    """Return a column of dates, each distinct cell read once.

    One cell with a part above 12 settles day and month for the whole column; when
    none does, or they contradict each other, the locale decides. No date is before
    ``first_year``.
    """
    found = distinct(cells)
    read = [read_date(value, first_year=first_year) for value in found.cells]
    pairs = [one for one in read if isinstance(one, TwoNumbers)]
    day_first, settled = _day_comes_first(pairs, locale)
    days = [
        one.on(day_first=day_first) if isinstance(one, TwoNumbers) else one
        for one in read
    ]
    return DateColumn(
        days=found.spread(days, missing=None, dtype="datetime64[s]"),
        bad=found.where(
            [
                day is None and not says_nothing(cell)
                for day, cell in zip(days, found.cells, strict=True)
            ],
            bool,
        ),
        unsettled=found.where(
            read,
            lambda one: isinstance(one, TwoNumbers) and not settled and _is_open(one),
        ),
    )
