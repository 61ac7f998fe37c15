"""Turning columns of raw values into compact rows with number formats."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta

from local_sheets.cells import MAX_CHARACTERS, tidy_number, trimmed
from local_sheets.locales import conventions
from local_sheets.model import BLANK_ROW, CellValue, JsonValue, Row, Sheet
from local_sheets.serials import serial_of_date, serial_of_datetime, serial_of_time
from local_sheets.styles import StyleTable

_DAY_S = 86_400


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
        self._styles = {
            date: _style(styles, "DATE", pattern),
            datetime: _style(styles, "DATE_TIME", f"{pattern} hh:mm:ss"),
            time: _style(styles, "TIME", "hh:mm:ss"),
            timedelta: _style(styles, "TIME", "[h]:mm:ss"),
        }

    def row(self, cells: Sequence[JsonValue]) -> Row:
        """Return one row; dates and times become serial numbers with a format."""
        values = trimmed(tuple(map(self._value, cells)), None)
        formats = tuple(self._styles.get(type(cell), 0) for cell in cells)
        if not any(formats):
            return Row(values) if values else BLANK_ROW
        return Row(values, self.shared_formats(formats))

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


_SERIALS: dict[type, Callable[[JsonValue], CellValue]] = {
    date: serial_of_date,
    datetime: serial_of_datetime,
    time: serial_of_time,
    timedelta: lambda span: tidy_number(span.total_seconds() / _DAY_S),
}


def _style(styles: StyleTable, kind: str, pattern: str) -> int:
    return styles.number({"numberFormat": {"type": kind, "pattern": pattern}})


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
