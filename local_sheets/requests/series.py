"""How a run of cells goes on: by the same step, or all over again."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from local_sheets.errors import UnsupportedError
from local_sheets.grid.cells import tidy_number
from local_sheets.grid.model import CellValue, ErrorValue, Formula
from local_sheets.notation.serials import datetime_of, serial_of_datetime

# Steps from the first cell to what the cell there holds; steps before it are negative.
Series: TypeAlias = Callable[[int], CellValue]

_NUMBERED = re.compile(r"(.*?)(\d+)", re.DOTALL)
_MONTHS, _SHORTEST_MONTH = 12, 28
# Steps that differ by less than this differ by rounding alone.
_ROUNDING = 1e-9
_NAMES = frozenset(
    name[:length].casefold()
    for name in (
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    )
    for length in (3, len(name))
)


def series_of(
    values: Sequence[CellValue], *, are_dates: bool, alternate: bool
) -> Series:
    """Return how cells go on in both directions.

    One number is repeated and one date counts days; the alternate series does it the
    other way round. Several go on by their common step.

    Args:
        values: the cells filled from, none a formula.
        are_dates: whether the numbers among them are shown as dates.
        alternate: useAlternateSeries.

    Raises:
        UnsupportedError: cells whose continuation is not plain to see.
    """
    if all(_is_number(value) for value in values):
        numbers = [float(v) for v in values if isinstance(v, int | float)]
        counts = len(numbers) > 1 or are_dates
        if counts == alternate:
            return _repeated(values)
        return _stepping(numbers, are_dates=are_dates)
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) == len(values) and not alternate:
        return _numbered(texts)
    if any(_is_number(value) for value in values):
        raise UnsupportedError("autoFill from numbers and other cells together")
    return _repeated(values)


def _is_number(value: CellValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _repeated(values: Sequence[CellValue]) -> Series:
    if any(isinstance(value, ErrorValue | Formula) for value in values):
        raise UnsupportedError("autoFill from errors")
    return lambda at: values[at % len(values)]


def _stepping(numbers: Sequence[float], *, are_dates: bool) -> Series:
    steps = [after - before for before, after in pairwise(numbers)] or [1.0]
    if all(abs(step - steps[0]) < _ROUNDING for step in steps):
        first, step = numbers[0], steps[0]
        return lambda at: tidy_number(round(first + at * step, 9))
    months = _months(numbers) if are_dates else None
    if months is None:
        raise UnsupportedError("autoFill from numbers without a common step")
    return months


def _months(numbers: Sequence[float]) -> Series | None:
    """Return a series of dates that are whole months apart, if that is what it is."""
    moments = [datetime_of(number) for number in numbers]
    known = [moment for moment in moments if moment is not None]
    same_day = len({(m.day, m.hour, m.minute, m.second) for m in known}) == 1
    counts = [moment.year * _MONTHS + moment.month - 1 for moment in known]
    steps = {after - before for before, after in pairwise(counts)}
    if len(known) < len(numbers) or not same_day or len(steps) != 1:
        return None
    first, start, (step,) = known[0], counts[0], steps
    if first.day > _SHORTEST_MONTH:
        return None

    def at(index: int) -> CellValue:
        year, month = divmod(start + index * step, _MONTHS)
        moment = first.replace(year=year, month=month + 1)
        return serial_of_datetime(moment)

    return at


def _numbered(texts: Sequence[str]) -> Series:
    """Return a series of texts: numbers at their ends count on, others repeat."""
    if any(text.strip().casefold() in _NAMES for text in texts):
        raise UnsupportedError("autoFill from names of days or months")
    found = [_NUMBERED.fullmatch(text) for text in texts]
    matches = [match for match in found if match]
    if len(matches) < len(texts) or len({match[1] for match in matches}) > 1:
        return _repeated(texts)
    numbers = [int(match[2]) for match in matches]
    steps = {after - before for before, after in pairwise(numbers)} or {1}
    if len(steps) > 1:
        return _repeated(texts)
    (step,) = steps
    prefix, first, width = matches[0][1], numbers[0], len(matches[0][2])
    return lambda at: f"{prefix}{_counted(first + at * step):0{width}d}"


def _counted(number: int) -> int:
    if number < 0:
        raise UnsupportedError("autoFill of numbered texts below number 0")
    return number
