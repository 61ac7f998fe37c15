"""Requests that put the rows of a range in another order."""

import secrets
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.formulas.moves import moved_formula
from local_sheets.grid.a1 import cell_name
from local_sheets.grid.cells import put_row, section, with_section
from local_sheets.grid.model import (
    ROWS,
    CellRange,
    CellValue,
    ErrorValue,
    Formula,
    Json,
    Row,
    Sheet,
)
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.notation.colours import mirrored
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.ranges import box

_COLOURS = {
    "backgroundColorStyle": {"red": 1, "green": 1, "blue": 1},
    "foregroundColorStyle": {},
}


def sort_range(draft: Draft, body: Json) -> None:
    """Sort the rows of a range; blanks last, equal rows in the order they were.

    Rows that are hidden stay where they are.
    """
    start = body.get("range", {}).get("startRowIndex", 0)
    rows = draft.sheet(body.get("range", {}).get("sheetId", 0)).row_count
    if start >= rows:
        raise RefusedError(
            f"range.startRowIndex is larger than current grid size ({rows})"
        )
    cells = grid_range(draft, body)
    _check_merges(draft.sheet(cells.sheet_id), cells)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    places = _shown(sheet, cells)
    order = [(sheet.row(at), at) for at in places]
    for spec in reversed(body.get("sortSpecs", [])):
        order = _sorted_by(draft, order, spec, cells)
    reorder(sheet, cells, places, [at for _, at in order])


def _check_merges(sheet: Sheet, cells: CellRange) -> None:
    for item in sheet.items("merges"):
        merged = resolved(sheet, item)
        if merged.height > 1 and merged.overlaps(cells):
            first = cell_name(merged.start_row, merged.start_column)
            last = cell_name(merged.end_row - 1, merged.end_column - 1)
            raise RefusedError(
                "You can't sort a range containing vertical merges. "
                f"There is a vertical merge at {first}:{last}"
            )


def _shown(sheet: Sheet, cells: CellRange) -> Sequence[int]:
    """Return the rows of a range that are not hidden."""
    every = range(cells.start_row, cells.end_row)
    hidden = {
        at
        for at, properties in sheet.dimensions[ROWS].items()
        if properties.get("hiddenByUser") or properties.get("hiddenByFilter")
    }
    return [at for at in every if at not in hidden] if hidden else every


def reorder(
    sheet: Sheet, cells: CellRange, places: Sequence[int], order: Sequence[int]
) -> None:
    """Put rows of a range in places of it, with their references and merges.

    Args:
        sheet: the draft's own copy of the tab.
        cells: what is moved of each row.
        places: the rows that are filled.
        order: the row that comes to each place.
    """
    start, end = cells.start_column, cells.end_column
    rows = {at: sheet.row(at) for at in places}
    for to, at in zip(places, order, strict=True):
        if to == at:
            continue
        part = _moved(section(rows[at], start, end), to - at)
        put_row(sheet, to, with_section(rows[to], start, cells.width, part))
    _move_merges(sheet, cells, dict(zip(order, places, strict=True)))


def _moved(part: Row, rows: int) -> Row:
    if Formula not in map(type, part.values):
        return part
    values = tuple(moved_formula(value, rows, 0) for value in part.values)
    return part._replace(values=values)


def _move_merges(sheet: Sheet, cells: CellRange, moves: dict[int, int]) -> None:
    """Let merges within one row of a range go with that row."""
    merges = sheet.items("merges")
    if not any(resolved(sheet, item).within(cells) for item in merges):
        return
    moved = []
    for item in merges:
        merged = resolved(sheet, item)
        to = moves.get(merged.start_row)
        if merged.within(cells) and merged.height == 1 and to is not None:
            moved.append(box(merged._replace(start_row=to, end_row=to + 1)))
        else:
            moved.append(item)
    sheet.objects["merges"] = moved


_Ordered = list[tuple[Row, int]]


def _sorted_by(draft: Draft, order: _Ordered, spec: Json, cells: CellRange) -> _Ordered:
    if "dataSourceColumnReference" in spec:
        raise UnsupportedError("sorting by a column of a data source")
    column = spec.get("dimensionIndex", 0)
    if not cells.start_column <= column < cells.end_column:
        raise RefusedError(f"sortSpecs.dimensionIndex[{column}] is not in the range.")
    named = [name for name in _COLOURS if name in mirrored(spec)]
    if named:
        has_colour = _by_colour(draft, mirrored(spec), named, column)
        return sorted(order, key=lambda entry: not has_colour(entry[0]))
    keyed = [(sort_key(_value(row, column)), row, at) for row, at in order]
    filled = [entry for entry in keyed if entry[0] is not None]
    blank = [(row, at) for key, row, at in keyed if key is None]
    # Python keeps equal rows in order when it sorts in reverse, too.
    filled.sort(key=itemgetter(0), reverse=spec.get("sortOrder") == "DESCENDING")
    return [(row, at) for _, row, at in filled] + blank


def _by_colour(
    draft: Draft, spec: Json, named: list[str], column: int
) -> Callable[[Row], bool]:
    """Return a test for rows whose cell in a column has the colour of a spec."""
    if len(named) > 1:
        raise RefusedError("backgroundColor and foregroundColor exclude each other.")
    (name,) = named
    wanted = spec[name].get("rgbColor")
    if wanted is None:
        raise RefusedError(f"sortSpecs.{name} must be an rgbColor.")
    styles = draft.spreadsheet.styles

    def has_colour(row: Row) -> bool:
        style = styles[row.formats[column]] if column < len(row.formats) else {}
        part = style if name.startswith("back") else style.get("textFormat", {})
        return bool(part.get(name, {}).get("rgbColor", _COLOURS[name]) == wanted)

    return has_colour


def _value(row: Row, column: int) -> CellValue:
    return row.values[column] if column < len(row.values) else None


def sort_key(value: CellValue) -> tuple[int, Any] | None:
    """Return the key cells sort by: numbers, text, booleans, errors; None is blank."""
    if isinstance(value, Formula):
        value = value.result
    if value is None:
        return None
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, value.casefold()
    if isinstance(value, ErrorValue):
        return 3, value.text
    return 0, value


def randomize_range(draft: Draft, body: Json) -> None:
    """Put the rows of a range in an order that nobody chose."""
    cells = grid_range(draft, body)
    _check_merges(draft.sheet(cells.sheet_id), cells)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    places = _shown(sheet, cells)
    order = list(places)
    secrets.SystemRandom().shuffle(order)
    reorder(sheet, cells, places, order)


HANDLERS: dict[str, Handler] = {
    "sortRange": sort_range,
    "randomizeRange": randomize_range,
}
