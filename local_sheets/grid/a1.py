"""A1 notation: text to cells, and cells to the exact text Google echoes."""

import re

from local_sheets.errors import RefusedError
from local_sheets.grid.model import CellRange, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, resolved

_END = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,7})?")
_R1C1 = re.compile(r"R(\d+)C(\d+)", re.IGNORECASE)
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.+))?", re.DOTALL)
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+|R\d*C\d*", re.IGNORECASE)

# Row and column of one end of a range; None where that end is open.
_Corner = tuple[int | None, int | None]


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
    sheet, span = _split(spreadsheet, text)
    corners = _corners(span)
    if corners is None:
        return _by_name(spreadsheet, text, sheet, span)
    return _closed(sheet or spreadsheet.sheets[0], corners)


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
    if sheet is None:
        raise _unparsable(text)
    return sheet, span


def _by_name(
    spreadsheet: Spreadsheet, text: str, sheet: Sheet | None, span: str
) -> CellRange:
    """Find a range that is no notation: a whole tab or a named range."""
    if sheet is not None and not span:
        return sheet.whole
    for named in spreadsheet.named_ranges:
        if named["name"].casefold() == span.casefold():
            home = spreadsheet.sheet(named["range"].get("sheetId", 0))
            return resolved(home, named["range"])
    titled = spreadsheet.sheet_titled(span) if sheet is None else None
    if titled is None:
        raise _unparsable(text)
    return titled.whole


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


def _closed(sheet: Sheet, corners: tuple[_Corner, _Corner]) -> CellRange:
    (row_a, column_a), (row_b, column_b) = corners
    start_row, end_row = _span(row_a, row_b, sheet.row_count)
    start_column, end_column = _span(column_a, column_b, sheet.column_count)
    if start_row >= sheet.row_count or start_column >= sheet.column_count:
        asked = CellRange(sheet.sheet_id, start_row, end_row, start_column, end_column)
        raise off_grid(sheet, asked)
    return CellRange(
        sheet.sheet_id,
        start_row,
        min(end_row, sheet.row_count),
        start_column,
        min(end_column, sheet.column_count),
    )


def _span(first: int | None, last: int | None, size: int) -> tuple[int, int]:
    if first is not None and last is not None and first > last:
        first, last = last, first
    start = first or 0
    return start, size if last is None else last + 1


def off_grid(sheet: Sheet, cells: CellRange) -> RefusedError:
    """Return Google's refusal of cells beyond the edge of the grid."""
    return RefusedError(
        f"Range ({range_name(sheet, cells)}) exceeds grid limits. "
        f"Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
    )


def _unparsable(text: str) -> RefusedError:
    return RefusedError(f"Unable to parse range: {text}")
