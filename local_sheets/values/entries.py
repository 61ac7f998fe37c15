"""JSON values put into rows of cells, as they are or as a person types them."""

import sys
from collections.abc import Sequence

from local_sheets.errors import RefusedError
from local_sheets.grid.cells import (
    MAX_CHARACTERS,
    checked_text,
    padded,
    tidy_number,
    with_formats,
    with_values,
)
from local_sheets.grid.model import CellValue, Json, JsonValue, Row
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.typed import Typist, replaces
from local_sheets.notation.typed_numbers import Typed
from local_sheets.requests.entering import plain

# A whole number up to here is kept as it is; beyond, as the nearest double.
_EXACT = 2**53


class Writer:
    """Puts lines of JSON values into rows.

    Args:
        draft: whose locale decides what is read and whose formats are added to.
        typed: read text as typing; else it is kept to the letter.
    """

    def __init__(self, draft: Draft, *, typed: bool) -> None:
        self._styles = draft.spreadsheet.styles
        self._typist = Typist(draft.spreadsheet.locale) if typed else None

    def row(self, row: Row, start: int, line: Sequence[JsonValue]) -> Row:
        """Return a row with a line of values from column `start` on; null is none."""
        end = start + len(line)
        if row.extras:
            for at, sent in enumerate(line, start):
                row = row if sent is None else plain(row, at, at + 1)
        styles = padded(row.formats, start, end, 0) if self._typist else ()
        entries = self._entries(line, styles)
        values = [entry.value for entry in entries] if self._typist else _raw(line)
        if None in line:
            kept = padded(row.values, start, end, None)
            pairs = zip(line, kept, values, strict=True)
            values = [old if sent is None else value for sent, old, value in pairs]
        row = with_values(row, start, values)
        if not any(entry.number_format for entry in entries):
            return row
        looks = [
            self._style(style, entry.number_format)
            for style, entry in zip(styles, entries, strict=True)
        ]
        return with_formats(row, start, looks)

    def _entries(
        self, line: Sequence[JsonValue], styles: Sequence[int]
    ) -> Sequence[Typed]:
        if self._typist is None:
            return ()
        read = self._typist.read
        return [
            read(value)
            if type(value) is str and 0 < len(value) <= MAX_CHARACTERS and not style
            else self._entry(value, style)
            for value, style in zip(line, styles, strict=True)
        ]

    def _entry(self, value: JsonValue, style: int) -> Typed:
        if not isinstance(value, str):
            return Typed(_kept(value))
        text = checked_text(value)
        if self._typist is None or not text or self._holds_text(style):
            return Typed(text)
        return self._typist.read(text)

    def _holds_text(self, style: int) -> bool:
        """Tell whether a cell is formatted as plain text, which typing stays in."""
        return bool(style) and self._styles.number_format(style).get("type") == "TEXT"

    def _style(self, style: int, number_format: Json | None) -> int:
        if number_format is None:
            return style
        if not replaces(number_format, self._styles.number_format(style)):
            return style
        look = {**self._styles[style], "numberFormat": number_format}
        return self._styles.number(look)


def _raw(line: Sequence[JsonValue]) -> list[CellValue]:
    """Return values kept to the letter."""
    return [
        value
        if (type(value) is int and -_EXACT <= value <= _EXACT)
        or (type(value) is str and 0 < len(value) <= MAX_CHARACTERS)
        else _kept(value)
        for value in line
    ]


def _kept(value: JsonValue) -> CellValue:
    if isinstance(value, str):
        return checked_text(value)
    if value is None or isinstance(value, bool):
        return value
    if not -sys.float_info.max <= value <= sys.float_info.max:
        raise RefusedError("Invalid JSON payload received. Number is out of range.")
    return tidy_number(float(value))
