"""Turning columns of raw values into compact rows with number formats."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property

from local_sheets.grid.cells import MAX_CHARACTERS, tidy_number, trimmed
from local_sheets.grid.model import BLANK_ROW, CellValue, JsonValue, Row, Sheet
from local_sheets.grid.styles import StyleTable
from local_sheets.notation.locales import conventions
from local_sheets.notation.serials import (
    serial_of_date,
    serial_of_datetime,
    serial_of_time,
)

_DAY_S = 86_400
# The last serial before the two ways of counting agree.
_MARCH_1900 = 60


class RowBuilder:
    """Makes rows of imported values; equal texts and format rows are shared.

    Args:
        styles: takes the number formats that dates need.
        locale: decides the pattern dates are shown in.
    """

    def __init__(self, styles: StyleTable, locale: str) -> None:
        pattern = conventions(locale).date_pattern
        self._texts: dict[str, str] = {}
        self._format_rows: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._styles = styles
        self._patterns = {
            date: ("DATE", pattern),
            datetime: ("DATE_TIME", f"{pattern} hh:mm:ss"),
            time: ("TIME", "hh:mm:ss"),
            timedelta: ("TIME", "[h]:mm:ss"),
        }

    def row(self, cells: Sequence[JsonValue]) -> Row:
        """Return one row; dates and times become serial numbers with a format."""
        values = trimmed(tuple(map(self._value, cells)), None)
        if _MOMENTS.isdisjoint(map(type, cells)):
            return Row(values) if values else BLANK_ROW
        formats = tuple(self._moment_styles.get(type(cell), 0) for cell in cells)
        return Row(values, self.shared_formats(formats))

    @cached_property
    def _moment_styles(self) -> dict[type, int]:
        """Style numbers of dates and times, taken when the first of them is met."""
        return {
            kind: self._styles.number({"numberFormat": {"type": name, "pattern": text}})
            for kind, (name, text) in self._patterns.items()
        }

    def shared_formats(self, formats: tuple[int, ...]) -> tuple[int, ...]:
        """Return one tuple for all rows that are formatted alike."""
        known = self._format_rows.get(formats)
        if known is None:
            known = self._format_rows[formats] = trimmed(formats, 0)
        return known

    def _value(self, cell: JsonValue) -> CellValue:
        kind = type(cell)
        if kind is str:
            return self._texts.setdefault(cell, cell[:MAX_CHARACTERS]) or None
        if kind is float:
            return tidy_number(cell)
        convert = _SERIALS.get(kind)
        return convert(cell) if convert else cell


def _kept(serial: float) -> float:
    """Return the file's own number of a day; Excel counts a 29 February 1900."""
    return serial - 1 if 1 < serial <= _MARCH_1900 else serial


_SERIALS: dict[type, Callable[[JsonValue], CellValue]] = {
    date: lambda day: _kept(serial_of_date(day)),
    datetime: lambda moment: _kept(serial_of_datetime(moment)),
    time: serial_of_time,
    timedelta: lambda span: tidy_number(span.total_seconds() / _DAY_S),
}
_MOMENTS = frozenset(_SERIALS)


def built_sheet(
    sheet_id: int, title: str, rows: Iterable[Row], *, hidden: bool = False
) -> Sheet:
    """Return a tab just large enough for its rows, as Google sizes an upload."""
    kept = list(rows)
    while kept and kept[-1] == BLANK_ROW:
        kept.pop()
    width = max((max(map(len, row)) for row in kept), default=0)
    grid = {"rowCount": max(len(kept), 1), "columnCount": max(width, 1)}
    properties = {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    if hidden:
        properties["hidden"] = True
    return Sheet(properties, kept)
