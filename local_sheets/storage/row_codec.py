"""Rows as JSON text and back: compact, and exact for every kind of value."""

import json
import sys
from collections.abc import Iterable, Iterator

from local_sheets.grid.model import CellValue, ErrorValue, Formula, JsonValue, Row

_FORMULA, _ERROR = "=", "#"


def rows_text(rows: Iterable[Row]) -> str:
    """Return rows as JSON; formulas and errors become tagged lists."""
    return json.dumps([_packed(row) for row in rows], separators=(",", ":"))


def _packed(row: Row) -> list[JsonValue]:
    values: JsonValue = row.values
    if any(isinstance(value, tuple) for value in values):
        values = [_tagged(value) for value in values]
    packed = [values, row.formats, row.extras]
    while packed and not packed[-1]:
        packed.pop()
    return packed


def _tagged(value: CellValue) -> JsonValue:
    if isinstance(value, Formula):
        return [_FORMULA, value.text, _tagged(value.result)]
    if isinstance(value, ErrorValue):
        return [_ERROR, value.kind, value.text]
    return value


class RowReader:
    """Reads rows back; equal texts and format rows are shared in memory."""

    def __init__(self) -> None:
        self._formats: dict[tuple[int, ...], tuple[int, ...]] = {}

    def rows(self, text: str) -> Iterator[Row]:
        """Yield the rows of one block."""
        for packed in json.loads(text):
            values, formats, extras = [*packed, (), (), ()][:3]
            shared = self._formats.setdefault(tuple(formats), tuple(formats))
            yield Row(tuple(map(self._value, values)), shared, tuple(extras))

    def _value(self, value: JsonValue) -> CellValue:
        if type(value) is str:
            return sys.intern(value)
        if type(value) is not list:
            plain: CellValue = value
            return plain
        if value[0] == _ERROR:
            return ErrorValue(value[1], value[2])
        result = self._value(value[2])
        return Formula(value[1], None if isinstance(result, Formula) else result)
