"""Value ranges: writing and clearing plain JSON values."""

from collections.abc import Sequence
from typing import NamedTuple

from local_sheets.errors import RefusedError
from local_sheets.grid.a1 import (
    Found,
    column_letters,
    find_range,
    off_grid,
    parse_range,
    range_name,
)
from local_sheets.grid.cells import put_row, with_values
from local_sheets.grid.model import COLUMNS, CellRange, Json, JsonValue, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.values.entries import Writer
from local_sheets.values.reading import ReadOptions, value_range

_NESTED = {list, dict}


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
    found = find_range(draft.spreadsheet, text)
    answer, written = write_found(draft, found, body, options)
    return {"spreadsheetId": draft.spreadsheet.spreadsheet_id, **answer}, written


def write_found(
    draft: Draft, found: Found, body: Json, options: WriteOptions
) -> tuple[Json, Written]:
    """Write a ValueRange to cells that are found already.

    Returns:
        An UpdateValuesResponse without its spreadsheetId, and what was touched.
    """
    lines = _lines(body)
    sheet = draft.edit(found.cells.sheet_id)
    target = _target(sheet, found, lines)
    draft.guard(target)
    written = _put(draft, sheet, target, lines, typed=options.typed)
    answer = _answer(sheet, written)
    if options.echo is not None:
        draft.calculate()
        shown = target if found.cells.height == found.cells.width == 1 else found.cells
        answer["updatedData"] = value_range(
            draft.spreadsheet, shown, options.echo._replace(major=_major(body))
        )
    return answer, written


def _major(body: Json) -> str:
    return COLUMNS if body.get("majorDimension") == COLUMNS else "ROWS"


def _lines(body: Json) -> list[list[JsonValue]]:
    lines: list[list[JsonValue]] = body.get("values", [])
    for at, line in enumerate(lines):
        if not _NESTED.isdisjoint(map(type, line)):
            index = next(i for i, v in enumerate(line) if isinstance(v, list | dict))
            wire = _wire(line[index])
            raise RefusedError(f"Invalid values[{at}][{index}]: {wire}")
    if _major(body) == COLUMNS:
        height = max(map(len, lines), default=0)
        return [[c[r] if r < len(c) else None for c in lines] for r in range(height)]
    return lines


def _wire(value: JsonValue, indent: str = "") -> str:
    """Return JSON as Google's refusals print it: as a protocol buffer's text."""
    inner = f"{indent}  "
    if isinstance(value, dict):
        fields = [
            f"{inner}fields {{\n{inner}  key: {_quoted(key)}\n{inner}  value {{\n"
            f"{inner}    {_wire(item, inner + '    ')}{inner}  }}\n{inner}}}\n"
            for key, item in value.items()
        ]
        return f"struct_value {{\n{''.join(fields)}{indent}}}\n"
    if isinstance(value, list):
        items = [
            f"{inner}values {{\n{inner}  {_wire(item, inner + '  ')}{inner}}}\n"
            for item in value
        ]
        return f"list_value {{\n{''.join(items)}{indent}}}\n"
    return f"{_wire_scalar(value)}\n"


def _wire_scalar(value: JsonValue) -> str:
    if value is None:
        return "null_value: NULL_VALUE"
    if isinstance(value, bool):
        return f"bool_value: {str(value).lower()}"
    if isinstance(value, str):
        return f"string_value: {_quoted(value)}"
    return f"number_value: {float(value)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _target(sheet: Sheet, found: Found, lines: list[list[JsonValue]]) -> CellRange:
    """Return the cells the lines fall on, refusing those outside the range."""
    cells = found.cells
    height, width = len(lines), max(map(len, lines), default=0)
    target = cells._replace(
        end_row=cells.start_row + max(height, 1),
        end_column=cells.start_column + max(width, 1),
    )
    if cells.height == cells.width == 1:
        if target.end_row > sheet.row_count or target.end_column > sheet.column_count:
            raise off_grid(sheet, range_name(sheet, target))
    elif height > cells.height or width > cells.width:
        raise _outside(found, lines)
    return target


def _outside(found: Found, lines: list[list[JsonValue]]) -> RefusedError:
    """Return the refusal of the first value, row by row, that is out of the range."""
    cells = found.cells
    tall = [len(line) > cells.width for line in lines[: cells.height]]
    where = f"row [{cells.end_row + 1}]"
    if any(tall):
        where = f"column [{column_letters(cells.end_column)}]"
    return RefusedError(
        f"Requested writing within range [{found.spelled}], but tried writing to "
        f"{where}"
    )


def _put(
    draft: Draft,
    sheet: Sheet,
    target: CellRange,
    lines: list[list[JsonValue]],
    *,
    typed: bool,
) -> Written:
    writer = Writer(draft, typed=typed)
    rows: set[int] = set()
    columns: set[int] = set()
    count = 0
    for index, line in enumerate(lines, target.start_row):
        touched = _touched(line)
        if not touched:
            continue
        put_row(sheet, index, writer.row(sheet.row(index), target.start_column, line))
        rows.add(index)
        columns.update(touched)
        count += len(touched)
    reached = frozenset(target.start_column + at for at in columns)
    return Written(sheet.sheet_id, target, frozenset(rows), reached, count)


def _touched(line: list[JsonValue]) -> Sequence[int]:
    """Return the places in a line that are not null."""
    if None not in line:
        return range(len(line))
    return [at for at, value in enumerate(line) if value is not None]


def _answer(sheet: Sheet, written: Written) -> Json:
    sizes = {
        "updatedRows": len(written.rows),
        "updatedColumns": len(written.columns),
        "updatedCells": written.cell_count,
    }
    answer: Json = {"updatedRange": range_name(sheet, written.cells)}
    return answer | {name: size for name, size in sizes.items() if size}


def clear_range(draft: Draft, text: str) -> str:
    """Blank the values of a range, keep its formats, and return the range's name."""
    return clear_cells(draft, parse_range(draft.spreadsheet, text))


def clear_cells(draft: Draft, cells: CellRange) -> str:
    """Blank the values of cells, keep their formats, and return the range's name."""
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    blank = (None,) * cells.width
    for index in range(cells.start_row, min(cells.end_row, len(sheet.rows))):
        sheet.rows[index] = with_values(sheet.rows[index], cells.start_column, blank)
    return range_name(sheet, cells)
