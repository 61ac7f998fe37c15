"""A1 notation: text to cells, and cells to the exact text Google echoes."""

import re
from typing import NamedTuple

from local_sheets.errors import RefusedError
from local_sheets.grid.model import CellRange, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, resolved

_END = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,7})?")
_R1C1 = re.compile(r"R([1-9]\d{0,7})C([1-9]\d{0,7})", re.IGNORECASE)
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.+))?", re.DOTALL)
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|R\d*C\d*", re.IGNORECASE)

# Row and column of one end of a range; None where that end is open.
_Corner = tuple[int | None, int | None]


class Found(NamedTuple):
    """The cells a range names.

    Attributes:
        cells: closed at the edge of the grid.
        spelled: the range as refusals show it, with its open ends left open.
    """

    cells: CellRange
    spelled: str


def column_letters(index: int) -> str:
    """Return the letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return the zero-based column of its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def quoted_title(title: str) -> str:
    """Return a tab title as it stands before ``!``, quoted where Google quotes."""
    plain = _PLAIN_TITLE.fullmatch(title) and not _CELL_LIKE.fullmatch(title)
    return title if plain else "'" + title.replace("'", "''") + "'"


def cell_name(row_index: int, column: int) -> str:
    """Return a cell as the seller sees it: 0, 0 is A1."""
    return f"{column_letters(column)}{row_index + 1}"


def range_name(sheet: Sheet, cells: CellRange) -> str:
    """Return a range as Google echoes it: ``Sheet1!A1:B2``, ``Sheet1!D4``."""
    first = cell_name(cells.start_row, cells.start_column)
    last = cell_name(cells.end_row - 1, cells.end_column - 1)
    span = first if first == last else f"{first}:{last}"
    return f"{quoted_title(sheet.title)}!{span}"


def parse_range(spreadsheet: Spreadsheet, text: str) -> CellRange:
    """Find the cells that a range names: A1, R1C1, a named range or a bare title.

    Open ends are closed at the edge of the grid.

    Raises:
        RefusedError: no such tab or no such notation, or the range starts off the grid.
    """
    return find_range(spreadsheet, text).cells


def find_range(spreadsheet: Spreadsheet, text: str) -> Found:
    """Find the cells that a range names, and how much of its edge it spells out.

    A bare name is a cell or a named range before it is a tab; a quoted one is a tab.

    Raises:
        RefusedError: as for `parse_range`.
    """
    sheet, span = _split(spreadsheet, text)
    if sheet is not None and not span:
        return Found(sheet.whole, range_name(sheet, sheet.whole))
    corners = _corners(span)
    if corners is None:
        return _by_name(spreadsheet, text, span, titles=sheet is None)
    return _closed(sheet or _first_visible(spreadsheet), corners)


def _split(spreadsheet: Spreadsheet, text: str) -> tuple[Sheet | None, str]:
    """Return the tab a range names and the text after ``!``."""
    quoted = _QUOTED.fullmatch(text)
    if quoted:
        title, span = quoted[1].replace("''", "'"), quoted[2] or ""
    elif "!" in text:
        title, _, span = text.rpartition("!")
    else:
        return None, text
    sheet = spreadsheet.sheet_titled(title)
    if sheet is None or not sheet.has_grid or (not span and not quoted):
        raise _unparsable(text)
    return sheet, span


def _first_visible(spreadsheet: Spreadsheet) -> Sheet:
    grids = [sheet for sheet in spreadsheet.sheets if sheet.has_grid]
    visible = (sheet for sheet in grids if not sheet.properties.get("hidden"))
    return next(visible, grids[0])


def _by_name(spreadsheet: Spreadsheet, text: str, name: str, *, titles: bool) -> Found:
    """Find a range that is no notation: a named range or, if it may be one, a tab."""
    for named in spreadsheet.named_ranges:
        if named["name"].casefold() == name.casefold():
            home = spreadsheet.sheet(named["range"].get("sheetId", 0))
            cells = resolved(home, named["range"])
            return Found(cells, range_name(home, cells))
    titled = spreadsheet.sheet_titled(name) if titles else None
    if titled is None or not titled.has_grid:
        raise _unparsable(text)
    return Found(titled.whole, range_name(titled, titled.whole))


def _corners(span: str) -> tuple[_Corner, _Corner] | None:
    first, colon, last = span.partition(":")
    start, end = _corner(first), _corner(last if colon else first)
    if start is None or end is None:
        return None
    if not colon and None in start:
        return None
    return start, end


def _corner(text: str) -> _Corner | None:
    r1c1 = _R1C1.fullmatch(text)
    if r1c1:
        return int(r1c1[1]) - 1, int(r1c1[2]) - 1
    match = _END.fullmatch(text)
    if match is None or not (match[1] or match[2]):
        return None
    row = int(match[2]) - 1 if match[2] else None
    column = column_index(match[1]) if match[1] else None
    return row, column


def _closed(sheet: Sheet, corners: tuple[_Corner, _Corner]) -> Found:
    (row_a, column_a), (row_b, column_b) = corners
    start_row, end_row = _ends(row_a, row_b)
    start_column, end_column = _ends(column_a, column_b)
    start = start_row, start_column
    if start_row >= sheet.row_count or start_column >= sheet.column_count:
        raise off_grid(sheet, _spelled(sheet, start, (end_row, end_column)))
    end_row = end_row and min(end_row, sheet.row_count)
    end_column = end_column and min(end_column, sheet.column_count)
    cells = CellRange(
        sheet.sheet_id,
        start_row,
        end_row or sheet.row_count,
        start_column,
        end_column or sheet.column_count,
    )
    return Found(cells, _spelled(sheet, start, (end_row, end_column)))


def _ends(first: int | None, last: int | None) -> tuple[int, int | None]:
    """Return start and end along an axis; the end is None where the range is open."""
    if first is not None and last is not None and first > last:
        first, last = last, first
    return first or 0, None if last is None else last + 1


def _spelled(
    sheet: Sheet, start: tuple[int, int], end: tuple[int | None, int | None]
) -> str:
    """Return a range's text with its open ends left open."""
    (row, column), (end_row, end_column) = start, end
    first = last = ""
    if end_column is not None or column:
        first = column_letters(column)
    if end_row is not None or row:
        first += str(row + 1)
    if end_column is not None:
        last = column_letters(end_column - 1)
    if end_row is not None:
        last += str(end_row)
    is_cell = first == last and end_row is not None and end_column is not None
    span = first if is_cell else f"{first}:{last}"
    return f"{quoted_title(sheet.title)}!{span}"


def off_grid(sheet: Sheet, name: str) -> RefusedError:
    """Return Google's refusal of a range that lies beyond the edge of the grid."""
    return RefusedError(
        f"Range ({name}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def _unparsable(text: str) -> RefusedError:
    return RefusedError(f"Unable to parse range: {text}")
