"""autoFill and pasteData: cells filled from their neighbours, or from plain text."""

import csv
from collections.abc import Sequence

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.formulas.moves import moved_formula
from local_sheets.grid.cells import padded, put_row, with_section
from local_sheets.grid.model import COLUMNS, ROWS, CellRange, Formula, Json, Row
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.dimensions import checked_axis
from local_sheets.requests.entering import Keyboard
from local_sheets.requests.handler import Handler, area, coordinate, grid_range
from local_sheets.requests.pasting import Block, copied
from local_sheets.requests.series import Series, series_of

_DATES = {"DATE", "DATE_TIME"}
# Kinds of paste that take values from text, and the one that takes formats as well.
_OF_VALUES = {"PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_VALUES", "PASTE_FORMULA"}
_WITHOUT_FORMATS = {"PASTE_VALUES", "PASTE_FORMULA"}


def auto_fill(draft: Draft, body: Json) -> None:
    """Fill cells with how those beside them go on, looks and rules included."""
    source, target, axis = _fill(draft, body)
    draft.guard(target)
    block = copied(draft, source, turned=axis == COLUMNS)
    lines = [
        _Line(draft, block, at, alternate=body.get("useAlternateSeries", False))
        for at in range(block.width)
    ]
    sheet = draft.edit(target.sheet_id)
    start = source.start_row if axis == ROWS else source.start_column
    for row in range(target.start_row, target.end_row):
        for column in range(target.start_column, target.end_column):
            along, across = (row, column) if axis == ROWS else (column, row)
            first = target.start_column if axis == ROWS else target.start_row
            cell = lines[across - first].cell(along - start, axis)
            put_row(sheet, row, with_section(sheet.row(row), column, 1, cell))


def _fill(draft: Draft, body: Json) -> tuple[CellRange, CellRange, str]:
    """Return the cells filled from, the cells filled, and the axis filled along."""
    if "sourceAndDestination" in body:
        return _explicit(draft, body["sourceAndDestination"])
    if "range" in body:
        return _detected(draft, grid_range(draft, body))
    raise RefusedError("Must specify either range or sourceAndDestination.")


def _explicit(draft: Draft, asked: Json) -> tuple[CellRange, CellRange, str]:
    source = grid_range(draft, asked, "source")
    axis = checked_axis(asked.get("dimension"))
    length = asked.get("fillLength", 0)
    if length == 0:
        raise RefusedError("fillLength must not be 0.")
    first, last = ("start_row", "end_row")
    if axis == COLUMNS:
        first, last = ("start_column", "end_column")
    start, end = getattr(source, first), getattr(source, last)
    ends = (end, end + length) if length > 0 else (start + length, start)
    if ends[0] < 0:
        raise RefusedError(f"fillLength[{length}] reaches beyond the grid.")
    target = source._replace(**{first: ends[0], last: ends[1]})
    sheet = draft.sheet(source.sheet_id)
    area(sheet, target.start_row, target.start_column, target.height, target.width)
    return source, target, axis


def _detected(draft: Draft, cells: CellRange) -> tuple[CellRange, CellRange, str]:
    """Find the full rows at the top of a range, or the full columns at its left."""
    rows = copied(draft, cells).rows
    filled = [
        [v is not None for v in padded(r.values, 0, cells.width, None)] for r in rows
    ]
    height = _leading([all(row) for row in filled])
    width = _leading([all(column) for column in zip(*filled, strict=True)])
    if 0 < height < cells.height and not any(any(row) for row in filled[height:]):
        middle = cells.start_row + height
        return cells._replace(end_row=middle), cells._replace(start_row=middle), ROWS
    if 0 < width < cells.width and not any(any(row[width:]) for row in filled):
        middle = cells.start_column + width
        return (
            cells._replace(end_column=middle),
            cells._replace(start_column=middle),
            COLUMNS,
        )
    raise UnsupportedError(
        "autoFill of a range whose data is not in its first rows or columns"
    )


def _leading(flags: Sequence[bool]) -> int:
    return next((at for at, flag in enumerate(flags) if not flag), len(flags))


class _Line:
    """One line of cells filled from, which knows how it goes on."""

    def __init__(self, draft: Draft, block: Block, at: int, *, alternate: bool) -> None:
        self._cells = [
            Row(
                padded(row.values, at, at + 1, None),
                padded(row.formats, at, at + 1, 0),
                padded(row.extras, at, at + 1, None),
            )
            for row in block.rows
        ]
        values = [cell.values[0] for cell in self._cells]
        styles = draft.spreadsheet.styles
        kinds = {styles.number_format(c.formats[0]).get("type") for c in self._cells}
        self._series: Series | None = None
        if not any(isinstance(value, Formula) for value in values):
            self._series = series_of(
                values, are_dates=kinds <= _DATES, alternate=alternate
            )

    def cell(self, at: int, axis: str) -> Row:
        """Return the cell so many steps from the first one filled from."""
        like = self._cells[at % len(self._cells)]
        kept = {
            name: value
            for name, value in (like.extras[0] or {}).items()
            if name == "dataValidation"
        }
        if self._series is not None:
            value = self._series(at)
        else:
            steps = at - at % len(self._cells)
            distance = (steps, 0) if axis == ROWS else (0, steps)
            value = moved_formula(like.values[0], *distance)
        return Row((value,), like.formats, (kept or None,))


def paste_data(draft: Draft, body: Json) -> None:
    """Type delimited text into cells from a corner on; the grid grows as needed."""
    if body.get("html"):
        raise UnsupportedError("pasteData of html")
    kind = body.get("type", "PASTE_NORMAL")
    if kind not in _OF_VALUES:
        raise UnsupportedError(f"pasteData.type {kind}")
    lines = _lines(body.get("data", ""), body.get("delimiter", ""))
    found, row, column = coordinate(draft, body, "coordinate")
    width = max(map(len, lines), default=0)
    if not width:
        return
    sheet = draft.edit(found.sheet_id)
    sheet.resize(
        rows=max(sheet.row_count, row + len(lines)),
        columns=max(sheet.column_count, column + width),
    )
    draft.check_size()
    draft.guard(area(sheet, row, column, len(lines), width))
    keyboard = Keyboard(draft, keeps_formats=kind in _WITHOUT_FORMATS)
    for index, texts in enumerate(lines, row):
        put_row(sheet, index, keyboard.typed(sheet.row(index), column, texts))


def _lines(data: str, delimiter: str) -> list[list[str]]:
    """Return the fields of delimited text; quotes may surround any of them."""
    if not delimiter:
        raise RefusedError("Must specify either delimiter or html.")
    if len(delimiter) > 1 or delimiter in '"\r\n':
        return [line.split(delimiter) for line in data.splitlines()]
    return list(csv.reader(data.splitlines(keepends=True), delimiter=delimiter))


HANDLERS: dict[str, Handler] = {"autoFill": auto_fill, "pasteData": paste_data}
