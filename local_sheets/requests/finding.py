"""findReplace: text found and replaced in cells and formulas."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from local_sheets.errors import RefusedError
from local_sheets.grid.cells import put_row
from local_sheets.grid.model import CellRange, Formula, Json, Row, Sheet
from local_sheets.grid.spreadsheet import Draft
from local_sheets.requests.entering import Keyboard
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.shown import ShownText

_SCOPES = ("range", "sheetId", "allSheets")
# A group in a replacement, or a character that stands for itself.
_GROUP = re.compile(r"\$\{(\w+)\}|\$(\d+)|\\(.)", re.DOTALL)
# (?<name>…) of other regular expressions is (?P<name>…) here.
_NAMED = re.compile(r"\(\?<(?![=!])")

# Text to the text with everything replaced, and how often.
_Swap = Callable[[str], tuple[str, int]]


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
        return lambda text: pattern.subn(lambda _: replacement, text)
    _check_groups(pattern, replacement)
    return lambda text: pattern.subn(lambda hit: _filled(replacement, hit), text)


def _check_groups(pattern: re.Pattern[str], replacement: str) -> None:
    for name, number, _ in _GROUP.findall(replacement):
        known = (
            name in pattern.groupindex if name else int(number or 0) <= pattern.groups
        )
        if not known:
            raise RefusedError(f"No group {name or number} in the regular expression.")


def _filled(replacement: str, hit: re.Match[str]) -> str:
    """Return a replacement with its ``$1`` and ``${name}`` filled in."""

    def group(found: re.Match[str]) -> str:
        name, number, character = found.groups()
        if character is not None:
            return str(character)
        return hit[name] or "" if name else hit[int(number)] or ""

    return _GROUP.sub(group, replacement)


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
        for index in range(cells.start_row, min(cells.end_row, len(sheet.rows))):
            row = sheet.rows[index]
            changed = {
                at: text
                for at in range(
                    cells.start_column, min(cells.end_column, len(row.values))
                )
                if row.values[at] is not None
                and (text := self._replaced(row, at)) is not None
            }
            if changed:
                self._put(sheet, index, changed)

    def _replaced(self, row: Row, at: int) -> str | None:
        """Return the new text of a cell; None when nothing was found in it."""
        value = row.values[at]
        is_formula = isinstance(value, Formula)
        if is_formula and not self._formulas:
            return None
        text = value.text if isinstance(value, Formula) else self._shown.of(row, at)
        text, hits = self._swap(text)
        if not hits:
            return None
        self._count.occurrences += hits
        self._count.formulas += is_formula
        self._count.values += not is_formula
        return text

    def _put(self, sheet: Sheet, index: int, changed: dict[int, str]) -> None:
        self._count.rows += 1
        row = sheet.row(index)
        for at, text in changed.items():
            cell = CellRange(sheet.sheet_id, index, index + 1, at, at + 1)
            self._draft.guard(cell)
            row = self._keyboard.typed(row, at, [text])
        put_row(self._draft.edit(sheet.sheet_id), index, row)


HANDLERS: dict[str, Handler] = {"findReplace": find_replace}
