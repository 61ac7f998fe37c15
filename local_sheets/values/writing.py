"""Value ranges: writing, appending and clearing plain JSON values."""

from typing import NamedTuple

from local_sheets.errors import RefusedError
from local_sheets.grid.a1 import column_letters, parse_range, range_name
from local_sheets.grid.cells import (
    checked_text,
    padded,
    put_row,
    tidy_number,
    with_formats,
    with_values,
)
from local_sheets.grid.model import (
    COLUMNS,
    CellRange,
    CellValue,
    Json,
    JsonValue,
    Row,
    Sheet,
)
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.typed import Typed, Typist
from local_sheets.values.reading import ReadOptions, value_range


class WriteOptions(NamedTuple):
    """How values are written, and whether the answer reads them back."""

    typed: bool = False
    echo: ReadOptions | None = None


class Written(NamedTuple):
    """What a write touched: the range, its sizes, and the columns it reached."""

    sheet_id: int
    cells: CellRange
    rows: frozenset[int]
    columns: frozenset[int]
    cell_count: int


def input_option(name: str | None) -> bool:
    """Tell whether a valueInputOption means typed text; it may not be left out."""
    if name not in {"RAW", "USER_ENTERED"}:
        raise RefusedError("'valueInputOption' is required but not specified")
    return name == "USER_ENTERED"


def write_range(
    draft: Draft, text: str, body: Json, options: WriteOptions
) -> tuple[Json, Written]:
    """Write a ValueRange and return its UpdateValuesResponse and what it touched.

    A null leaves its cell alone and is not counted; "" blanks it. A one-cell range is
    only the top left corner.
    """
    cells = parse_range(draft.spreadsheet, text)
    lines = _lines(body)
    sheet = draft.edit(cells.sheet_id)
    target = _target(sheet, cells, lines)
    draft.guard(target)
    written = _put(draft, sheet, target, lines, typed=options.typed)
    answer = _answer(draft, sheet, written)
    if options.echo is not None:
        answer["updatedData"] = value_range(
            draft.spreadsheet, target, options.echo._replace(major=_major(body))
        )
    return answer, written


def _major(body: Json) -> str:
    return str(body.get("majorDimension", "ROWS"))


def _lines(body: Json) -> list[list[JsonValue]]:
    lines: list[list[JsonValue]] = body.get("values", [])
    for at, line in enumerate(lines):
        for index, value in enumerate(line):
            if isinstance(value, list | dict):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise RefusedError(f"Invalid values[{at}][{index}]: {kind} {{}}")
    if _major(body) == COLUMNS:
        height = max(map(len, lines), default=0)
        return [[c[r] if r < len(c) else None for c in lines] for r in range(height)]
    return lines


def _target(sheet: Sheet, cells: CellRange, lines: list[list[JsonValue]]) -> CellRange:
    """Return the cells the lines fall on, refusing those outside the range."""
    height, width = len(lines), max(map(len, lines), default=0)
    end_row, end_column = cells.start_row + height, cells.start_column + width
    corner = cells.height == cells.width == 1
    last_row = sheet.row_count if corner else cells.end_row
    last_column = sheet.column_count if corner else cells.end_column
    if end_row > last_row:
        raise _outside(sheet, cells, f"row [{last_row + 1}]")
    if end_column > last_column:
        raise _outside(sheet, cells, f"column [{column_letters(last_column)}]")
    return cells._replace(
        end_row=max(end_row, cells.start_row + 1),
        end_column=max(end_column, cells.start_column + 1),
    )


def _outside(sheet: Sheet, cells: CellRange, where: str) -> RefusedError:
    span = range_name(sheet, cells)
    if cells.height == cells.width == 1:
        return RefusedError(
            f"Range ({span}) exceeds grid limits. "
            f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        )
    return RefusedError(
        f"Requested writing within range [{span}], but tried writing to {where}"
    )


def _put(
    draft: Draft,
    sheet: Sheet,
    target: CellRange,
    lines: list[list[JsonValue]],
    *,
    typed: bool,
) -> Written:
    typist = Typist(draft.spreadsheet.locale) if typed else None
    rows: set[int] = set()
    columns: set[int] = set()
    count = 0
    for index, line in enumerate(lines, target.start_row):
        touched = [at for at, value in enumerate(line) if value is not None]
        if not touched:
            continue
        row = _written_row(draft, sheet.row(index), target.start_column, line, typist)
        put_row(sheet, index, row)
        rows.add(index)
        columns.update(touched)
        count += len(touched)
    return Written(sheet.sheet_id, target, frozenset(rows), frozenset(columns), count)


def _written_row(
    draft: Draft, row: Row, start: int, line: list[JsonValue], typist: Typist | None
) -> Row:
    end = start + len(line)
    entries = [_entry(value, typist) for value in line]
    kept = padded(row.values, start, end, None)
    values = [
        old if sent is None else entry.value
        for old, sent, entry in zip(kept, line, entries, strict=True)
    ]
    row = with_values(row, start, values)
    if not any(entry.number_format for entry in entries):
        return row
    old_formats = padded(row.formats, start, end, 0)
    formats = [
        _formatted(draft, style, entry.number_format)
        for style, entry in zip(old_formats, entries, strict=True)
    ]
    return with_formats(row, start, formats)


def _formatted(draft: Draft, style: int, number_format: Json | None) -> int:
    styles = draft.spreadsheet.styles
    if number_format is None or styles.number_format(style):
        return style
    return styles.number({**styles[style], "numberFormat": number_format})


def _entry(value: JsonValue, typist: Typist | None) -> Typed:
    if isinstance(value, str):
        text = checked_text(value)
        return typist.read(text) if typist and text else Typed(text)
    return Typed(_number(value))


def _number(value: JsonValue) -> CellValue:
    if value is None or isinstance(value, bool):
        return value
    return tidy_number(value)


def _answer(draft: Draft, sheet: Sheet, written: Written) -> Json:
    answer: Json = {
        "spreadsheetId": draft.spreadsheet.spreadsheet_id,
        "updatedRange": range_name(sheet, written.cells),
    }
    sizes = {
        "updatedRows": len(written.rows),
        "updatedColumns": len(written.columns),
        "updatedCells": written.cell_count,
    }
    return answer | {name: size for name, size in sizes.items() if size}


def clear_range(draft: Draft, text: str) -> str:
    """Blank the values of a range, keep its formats, and return the range's name."""
    cells = parse_range(draft.spreadsheet, text)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    blank = (None,) * cells.width
    for index in range(cells.start_row, min(cells.end_row, len(sheet.rows))):
        sheet.rows[index] = with_values(sheet.rows[index], cells.start_column, blank)
    return range_name(sheet, cells)
