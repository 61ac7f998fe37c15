"""findReplace: text found and replaced in cells and formulas."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.cells import put_row
from local_sheets.grid.model import CellRange, Formula, Json, Row, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.entering import Keyboard
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.regex_worker import GROUP, Swap, swapped
from local_sheets.requests.shown import ShownText

_SCOPES = ("range", "sheetId", "allSheets")
# (?<name>…) of other regular expressions is (?P<name>…) here.
_NAMED = re.compile(r"\(\?<(?![=!])")

# Texts to the texts with everything replaced, and how often in each.
_Swap = Callable[[Sequence[str]], Sequence[tuple[str, int]]]
# The longest that a regular expression may take over one range.
_LIMIT_S = 10


@dataclass
class _Count:
    """What a search has changed so far, by its name in the reply."""

    values: int = 0
    formulas: int = 0
    rows: int = 0
    sheets: int = 0
    occurrences: int = 0

    def reply(self) -> Json:
        counts = {f"{name}Changed": count for name, count in vars(self).items()}
        return {name: count for name, count in counts.items() if count}


def find_replace(draft: Draft, body: Json) -> Json:
    """Replace text in a range, a tab or all tabs, and count what was changed."""
    swap = _swap(body)
    count = _Count()
    finder = _Finder(draft, swap, count, formulas=body.get("includeFormulas", False))
    for cells in _places(draft, body):
        before = count.rows
        finder.replace_in(cells)
        count.sheets += count.rows > before
    return count.reply()


def _places(draft: Draft, body: Json) -> Iterable[CellRange]:
    named = [name for name in _SCOPES if body.get(name, False) is not False]
    if len(named) != 1:
        raise RefusedError("Exactly one of range, sheetId and allSheets must be set.")
    if named == ["range"]:
        return [grid_range(draft, body)]
    if named == ["sheetId"]:
        return [draft.sheet(body["sheetId"]).whole]
    return [sheet.whole for sheet in draft.spreadsheet.sheets if sheet.has_grid]


def _swap(body: Json) -> _Swap:
    """Return what replaces everything found in a text."""
    find, replacement = body.get("find", ""), body.get("replacement", "")
    if not find:
        raise RefusedError("find must not be empty.")
    by_regex = body.get("searchByRegex", False)
    source = _NAMED.sub("(?P<", find) if by_regex else re.escape(find)
    if body.get("matchEntireCell"):
        source = rf"\A(?:{source})\Z"
    try:
        pattern = re.compile(source, 0 if body.get("matchCase") else re.IGNORECASE)
    except (re.error, OverflowError, RecursionError) as error:
        raise RefusedError(f"Invalid regular expression: {find}") from error
    if not by_regex:
        return lambda texts: [
            pattern.subn(lambda _: replacement, text) for text in texts
        ]
    _check_groups(pattern, replacement)
    swap = Swap(source, pattern.flags & re.IGNORECASE, replacement)
    return lambda texts: _in_time(swap, texts)


def _in_time(swap: Swap, texts: Sequence[str]) -> Sequence[tuple[str, int]]:
    try:
        return swapped(swap, texts, _LIMIT_S)
    except TimeoutError:
        what = f"regular expressions that take more than {_LIMIT_S} seconds"
        raise UnsupportedError(what) from None


def _check_groups(pattern: re.Pattern[str], replacement: str) -> None:
    for name, number, _ in GROUP.findall(replacement):
        known = (
            name in pattern.groupindex if name else int(number or 0) <= pattern.groups
        )
        if not known:
            raise RefusedError(f"No group {name or number} in the regular expression.")


class _Finder:
    """Looks through cells as they are shown, or at formulas as they are written."""

    def __init__(
        self, draft: Draft, swap: _Swap, count: _Count, *, formulas: bool
    ) -> None:
        self._draft = draft
        self._swap = swap
        self._count = count
        self._formulas = formulas
        self._keyboard = Keyboard(draft)
        self._shown = ShownText(draft.spreadsheet)

    def replace_in(self, cells: CellRange) -> None:
        """Replace in every cell of a range, and count."""
        sheet = self._draft.sheet(cells.sheet_id)
        places = list(self._places(sheet, cells))
        texts = [self._text(sheet.rows[index], at) for index, at in places]
        changed: dict[int, dict[int, str]] = {}
        for (index, at), (text, hits) in zip(places, self._swap(texts), strict=True):
            if hits:
                changed.setdefault(index, {})[at] = text
                is_formula = isinstance(sheet.rows[index].values[at], Formula)
                self._count.occurrences += hits
                self._count.formulas += is_formula
                self._count.values += not is_formula
        for index, line in changed.items():
            self._put(sheet, index, line)

    def _places(self, sheet: Sheet, cells: CellRange) -> Iterator[tuple[int, int]]:
        """Yield row and column of every cell that is looked at."""
        for index in range(cells.start_row, min(cells.end_row, len(sheet.rows))):
            values = sheet.rows[index].values
            for at in range(cells.start_column, min(cells.end_column, len(values))):
                value = values[at]
                if value is not None and (
                    self._formulas or not isinstance(value, Formula)
                ):
                    yield index, at

    def _text(self, row: Row, at: int) -> str:
        value = row.values[at]
        return value.text if isinstance(value, Formula) else self._shown.of(row, at)

    def _put(self, sheet: Sheet, index: int, changed: dict[int, str]) -> None:
        self._count.rows += 1
        row = sheet.row(index)
        for at, text in changed.items():
            cell = CellRange(sheet.sheet_id, index, index + 1, at, at + 1)
            self._draft.guard(cell)
            row = self._keyboard.typed(row, at, [text])
        put_row(self._draft.edit(sheet.sheet_id), index, row)


HANDLERS: dict[str, Handler] = {"findReplace": find_replace}
