"""Requests that tidy data: duplicate rows, stray spaces, text with several fields."""

import re
from collections.abc import Hashable, Iterable, Sequence

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.a1 import off_grid, range_name
from local_sheets.grid.cells import put_row
from local_sheets.grid.model import (
    COLUMNS,
    CellRange,
    CellValue,
    Formula,
    Json,
    Row,
    Sheet,
)
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.entering import Keyboard, retyped
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.pasting import blanked
from local_sheets.requests.sorting import reorder, sort_key

# Every white space but the one that does not break.
_SPACES = re.compile(r"[^\S\u00a0]+")
_DELIMITERS = {"COMMA": ",", "SEMICOLON": ";", "PERIOD": ".", "SPACE": " "}
_DETECTED = (",", ";", "\t", "|", " ")


def delete_duplicates(draft: Draft, body: Json) -> Json:
    """Take rows out of a range that say what an earlier row says, and close up."""
    cells = grid_range(draft, body)
    columns = _compared(draft, cells, body.get("comparisonColumns", []))
    sheet = draft.sheet(cells.sheet_id)
    cells = _without_blank_end(sheet, cells)
    if any(resolved(sheet, item).overlaps(cells) for item in sheet.items("merges")):
        raise UnsupportedError("deleteDuplicates over merged cells")
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    seen: set[Hashable] = set()
    kept: list[int] = []
    for index in range(cells.start_row, cells.end_row):
        key = tuple(_sameness(sheet.row(index), column) for column in columns)
        if key not in seen:
            seen.add(key)
            kept.append(index)
    removed = cells.height - len(kept)
    if not removed:
        return {}
    every = range(cells.start_row, cells.end_row)
    gone = sorted(set(every) - set(kept))
    reorder(sheet, cells, every, [*kept, *gone])
    blanked(sheet, cells._replace(start_row=cells.end_row - removed))
    return {"duplicatesRemovedCount": removed}


def _without_blank_end(sheet: Sheet, cells: CellRange) -> CellRange:
    """Return a range down to its last row that holds a value, its first row at least.

    Rows below the data are no duplicates of each other.
    """
    end = min(cells.end_row, len(sheet.rows))
    columns = slice(cells.start_column, cells.end_column)
    while end > cells.start_row + 1:
        if any(value is not None for value in sheet.rows[end - 1].values[columns]):
            break
        end -= 1
    return cells._replace(end_row=max(end, cells.start_row + 1))


def _compared(draft: Draft, cells: CellRange, asked: Sequence[Json]) -> list[int]:
    """Return the columns whose values make rows equal: all unless some are named."""
    columns: set[int] = set()
    for place in asked:
        if place.get("dimension") != COLUMNS:
            raise RefusedError("comparisonColumns must be columns.")
        sheet = draft.sheet(place.get("sheetId", 0))
        start = place.get("startIndex", 0)
        end = place.get("endIndex", sheet.column_count)
        inside = cells.start_column <= start < end <= cells.end_column
        if sheet.sheet_id != cells.sheet_id or not inside:
            raise RefusedError("comparisonColumns must be within the range.")
        columns.update(range(start, end))
    return sorted(columns or range(cells.start_column, cells.end_column))


def _sameness(row: Row, column: int) -> Hashable:
    """Return what two cells have in common when they count as equal."""
    value = row.values[column] if column < len(row.values) else None
    if isinstance(value, Formula) and value.result is None:
        return value.text
    return sort_key(value)


def trim_whitespace(draft: Draft, body: Json) -> Json:
    """Take spaces off the ends of texts, and leave one where there were more."""
    cells = grid_range(draft, body)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    count = 0
    for index, row in _filled_rows(sheet, cells):
        trimmed: dict[int, CellValue] = {
            at: text or None
            for at, value in _texts(row, cells)
            if (text := _SPACES.sub(" ", value).strip(" ")) != value
        }
        if trimmed:
            put_row(sheet, index, retyped(row, trimmed))
            count += len(trimmed)
    return {"cellsChangedCount": count} if count else {}


def _filled_rows(sheet: Sheet, cells: CellRange) -> Iterable[tuple[int, Row]]:
    for index in range(cells.start_row, min(cells.end_row, len(sheet.rows))):
        yield index, sheet.rows[index]


def _texts(row: Row, cells: CellRange) -> Iterable[tuple[int, str]]:
    """Yield the columns of a row within a range that hold text, and the text."""
    for at in range(cells.start_column, min(cells.end_column, len(row.values))):
        value = row.values[at]
        if isinstance(value, str):
            yield at, value


def text_to_columns(draft: Draft, body: Json) -> None:
    """Split the texts of one column over the columns to the right of it."""
    cells = grid_range(draft, body, "source")
    if cells.width != 1:
        raise RefusedError("The source range must span exactly one column.")
    sheet = draft.edit(cells.sheet_id)
    texts = [
        (index, text)
        for index, row in _filled_rows(sheet, cells)
        for _, text in _texts(row, cells)
    ]
    delimiter = _delimiter(body, [text for _, text in texts])
    if delimiter is None:
        return
    parts = {index: text.split(delimiter) for index, text in texts if delimiter in text}
    width = max(map(len, parts.values()), default=1)
    target = cells._replace(end_column=cells.start_column + width)
    if target.end_column > sheet.column_count:
        raise off_grid(sheet, range_name(sheet, target))
    draft.guard(target)
    keyboard = Keyboard(draft)
    for index, split in parts.items():
        typed = keyboard.typed(sheet.row(index), cells.start_column, split)
        put_row(sheet, index, typed)


def _delimiter(body: Json, texts: Sequence[str]) -> str | None:
    """Return what separates the parts of texts; None when that cannot be told."""
    kind = body.get("delimiterType")
    if kind == "CUSTOM":
        custom: str = body.get("delimiter", "")
        if not custom:
            raise RefusedError("delimiter must not be empty when it is CUSTOM.")
        return custom
    if kind == "AUTODETECT":
        counts = {mark: sum(mark in text for text in texts) for mark in _DETECTED}
        best = max(_DETECTED, key=lambda mark: counts[mark])
        return best if counts[best] else None
    if kind not in _DELIMITERS:
        raise RefusedError("delimiterType must be specified.")
    return _DELIMITERS[kind]


HANDLERS: dict[str, Handler] = {
    "deleteDuplicates": delete_duplicates,
    "trimWhitespace": trim_whitespace,
    "textToColumns": text_to_columns,
}
