"""Value ranges: reading cells as plain JSON values."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from local_sheets.grid.a1 import parse_range, range_name
from local_sheets.grid.model import (
    ROWS,
    CellRange,
    ErrorValue,
    Formula,
    Json,
    JsonValue,
    Row,
)
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.notation.render import is_moment, rendered, shows_text_as_is

Grid: TypeAlias = list[list[JsonValue]]


class ReadOptions(NamedTuple):
    """How values are asked for; the defaults are Google's."""

    major: str = ROWS
    render: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"


DEFAULTS = ReadOptions()


def read_range(
    spreadsheet: Spreadsheet, text: str, options: ReadOptions = DEFAULTS
) -> Json:
    """Return a ValueRange: no trailing blanks, no ``values`` when all is blank."""
    return value_range(spreadsheet, parse_range(spreadsheet, text), options)


def value_range(
    spreadsheet: Spreadsheet, cells: CellRange, options: ReadOptions
) -> Json:
    """Return a ValueRange of cells that are already found."""
    sheet = spreadsheet.sheet(cells.sheet_id)
    answer: Json = {
        "range": range_name(sheet, cells),
        "majorDimension": options.major,
    }
    grid = _grid(
        spreadsheet, sheet.rows[cells.start_row : cells.end_row], cells, options
    )
    if grid:
        answer["values"] = grid
    return answer


def _grid(
    spreadsheet: Spreadsheet,
    rows: Sequence[Row],
    cells: CellRange,
    options: ReadOptions,
) -> Grid:
    shown = _renderer(spreadsheet, options)
    start, end = cells.start_column, cells.end_column
    lines = [shown(row, start, end) for row in rows]
    while lines and not lines[-1]:
        lines.pop()
    return lines if options.major == ROWS else _transposed(lines)


def _transposed(lines: Grid) -> Grid:
    """Turn rows into columns, each without its trailing blanks."""
    width = max(map(len, lines), default=0)
    columns = [
        [line[c] if c < len(line) else "" for line in lines] for c in range(width)
    ]
    for column in columns:
        _trim(column)
    return columns


def _trim(line: list[JsonValue]) -> None:
    while line and line[-1] == "":
        line.pop()


_Renderer: TypeAlias = Callable[[Row, int, int], list[JsonValue]]


def _renderer(spreadsheet: Spreadsheet, options: ReadOptions) -> _Renderer:
    if options.render == "FORMATTED_VALUE":
        return _formatted(spreadsheet)
    if options.dates != "FORMATTED_STRING":
        return _entered if options.render == "FORMULA" else _plain_line
    return _mixed(spreadsheet, options)


def _plain_line(row: Row, start: int, end: int) -> list[JsonValue]:
    line = ["" if value is None else value for value in row.values[start:end]]
    for at, value in enumerate(line):
        if type(value) is Formula or type(value) is ErrorValue:
            line[at] = plain_value(value)
    _trim(line)
    return line


def _entered(row: Row, start: int, end: int) -> list[JsonValue]:
    line = ["" if value is None else value for value in row.values[start:end]]
    for at, value in enumerate(line):
        if type(value) is Formula or type(value) is ErrorValue:
            line[at] = value.text
    _trim(line)
    return line


def plain_value(value: JsonValue) -> JsonValue:
    """Return a cell's unformatted JSON value; the result of a formula, "" for blank."""
    if isinstance(value, Formula):
        value = value.result
    if isinstance(value, ErrorValue):
        return value.text
    return "" if value is None else value


def _formatted(spreadsheet: Spreadsheet) -> _Renderer:
    locale, styles = spreadsheet.locale, spreadsheet.styles
    seen: dict[tuple[int, JsonValue], str] = {}
    worded = {
        number
        for number, look in enumerate(styles.formats)
        if "numberFormat" in look and not shows_text_as_is(look["numberFormat"])
    }

    def text_of(value: JsonValue, style: int) -> str:
        if type(value) is str and style not in worded:
            return value
        # The type is part of the key: 1, 1.0 and True are equal and look different.
        key = (style, (type(value), value))
        if key not in seen:
            seen[key] = rendered(value, styles.number_format(style), locale)
        return seen[key]

    def line_of(row: Row, start: int, end: int) -> list[JsonValue]:
        formats = row.formats
        line: list[JsonValue] = [
            text_of(value, formats[at] if at < len(formats) else 0)
            for at, value in enumerate(row.values[start:end], start)
        ]
        _trim(line)
        return line

    return line_of


def _mixed(spreadsheet: Spreadsheet, options: ReadOptions) -> _Renderer:
    """Render dates as text among formulas or unformatted values."""
    locale, styles = spreadsheet.locale, spreadsheet.styles

    def value_of(value: JsonValue, style: int) -> JsonValue:
        if isinstance(value, Formula) and options.render == "FORMULA":
            return value.text
        number_format = styles.number_format(style)
        plain = plain_value(value)
        is_number = isinstance(plain, int | float) and not isinstance(plain, bool)
        if is_number and is_moment(number_format):
            return rendered(value, number_format, locale)
        return plain

    def line_of(row: Row, start: int, end: int) -> list[JsonValue]:
        formats = row.formats
        line = [
            value_of(value, formats[at] if at < len(formats) else 0)
            for at, value in enumerate(row.values[start:end], start)
        ]
        _trim(line)
        return line

    return line_of
