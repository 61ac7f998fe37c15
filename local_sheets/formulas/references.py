"""Every formula of a spreadsheet follows what it refers to, wherever it stands.

Formulas stand in cells, in the validation rules of cells, and in conditional formats,
filters and tables.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from local_sheets.formulas.moves import (
    Cut,
    Place,
    after_cut,
    carried_along,
    moved_formula,
    renamed,
    shifted,
    without_tab,
)
from local_sheets.formulas.tokens import BROKEN
from local_sheets.grid.model import (
    ROWS,
    CellRange,
    CellValue,
    Formula,
    Json,
    JsonValue,
    Row,
    Sheet,
    has_formula,
)
from local_sheets.grid.shifts import Shift
from local_sheets.grid.spreadsheet import Draft

# Text of a formula and title of the tab it stands on to its text afterwards.
_Change: TypeAlias = Callable[[str, str], str]
# An open end lies beyond any index of a grid.
_BEYOND = 2**31
# Objects of a tab that may hold formulas.
_RULED = ("conditionalFormats", "basicFilter", "filterViews", "tables")


def follow(draft: Draft, sheet_id: int, axis: str, shift: Shift) -> None:
    """Rewrite references to a tab whose rows or columns are about to change places.

    It comes before the change itself: a rule whose first cell is deleted is read from
    the next one, and for that it must still be known where the rule began.
    """
    title = draft.sheet(sheet_id).title

    def change(text: str, home: str) -> str:
        return shifted(text, Place(title, home), axis, shift)

    _rebase(draft, sheet_id, axis, shift)
    _each_formula(draft, change, title, sheet_id)


def follow_band(draft: Draft, cells: CellRange, axis: str, shift: Shift) -> None:
    """Rewrite references to cells that are pushed aside or drawn up.

    Args:
        draft: the spreadsheet.
        cells: the cells put in or taken out; those beside them stay.
        axis: ROWS where the cells below move, COLUMNS where those on the right do.
        shift: how they move.
    """
    title = draft.sheet(cells.sheet_id).title
    if axis == ROWS:
        band = range(cells.start_column, cells.end_column)
    else:
        band = range(cells.start_row, cells.end_row)

    def change(text: str, home: str) -> str:
        return shifted(text, Place(title, home), axis, shift, band)

    _each_formula(draft, change, title, cells.sheet_id)


def follow_title(draft: Draft, sheet_id: int, old: str) -> None:
    """Rewrite references to a tab that was called `old` until now."""
    new = draft.spreadsheet.sheet(sheet_id).title
    _each_formula(draft, lambda text, _: renamed(text, old, new), old)


def follow_deletion(draft: Draft, title: str) -> None:
    """Break references to a tab that was deleted."""
    _each_formula(draft, lambda text, _: without_tab(text, title), title)


def follow_cut(draft: Draft, source: CellRange, target: CellRange) -> None:
    """Rewrite references to a block that was cut and pasted, and those inside it.

    Args:
        draft: the spreadsheet, the block already at its new place.
        source: where the block stood.
        target: where it stands.
    """
    title = draft.sheet(source.sheet_id).title
    cut = Cut(
        source,
        title,
        draft.sheet(target.sheet_id).title,
        target.start_row - source.start_row,
        target.start_column - source.start_column,
    )
    block = _formulas_in(draft, target)
    _each_formula(
        draft, lambda text, home: after_cut(text, cut, home), title, source.sheet_id
    )
    sheet = draft.sheet(target.sheet_id)
    for (index, column), formula in block.items():
        values = list(sheet.row(index).values)
        values[column] = formula._replace(text=carried_along(formula.text, cut))
        row = sheet.row(index)._replace(values=tuple(values))
        draft.edit(target.sheet_id).rows[index] = row


def _formulas_in(draft: Draft, cells: CellRange) -> dict[tuple[int, int], Formula]:
    sheet = draft.sheet(cells.sheet_id)
    if not sheet.has_formulas:
        return {}
    return {
        (index, column): value
        for index in range(cells.start_row, min(cells.end_row, len(sheet.rows)))
        for column, value in enumerate(sheet.rows[index].values)
        if isinstance(value, Formula)
        and cells.start_column <= column < cells.end_column
    }


def _each_formula(
    draft: Draft, change: _Change, title: str, sheet_id: int | None = None
) -> None:
    """Rewrite all formulas, but none that cannot speak of the tab `title`.

    Only those on the tab `sheet_id` may do so without naming it.
    """
    named = title.replace("'", "''").casefold()
    for sheet in list(draft.spreadsheet.sheets):
        home = sheet.title
        bare = sheet.sheet_id == sheet_id

        def changed(text: str, home: str = home, *, bare: bool = bare) -> str:
            speaks = bare or named in text.casefold()
            return change(text, home) if speaks else text

        _rewrite_rules(draft, sheet, changed)
        if sheet.has_formulas:
            _rewrite_rows(draft, sheet, changed)


_Rewrite: TypeAlias = Callable[[str], str]


def _rewrite_rows(draft: Draft, sheet: Sheet, change: _Rewrite) -> None:
    rules: dict[int, Mapping[str, Any] | None] = {}
    changed: dict[int, Row] = {}
    for index, row in enumerate(sheet.rows):
        if has_formula(row):
            after = _rewritten_row(row, change, rules)
            if after is not row:
                changed[index] = after
    if changed:
        rows = draft.edit(sheet.sheet_id).rows
        for index, row in changed.items():
            rows[index] = row


def _rewritten_row(
    row: Row, change: _Rewrite, rules: dict[int, Mapping[str, Any] | None]
) -> Row:
    values: list[CellValue] | None = None
    for column, value in enumerate(row.values):
        if type(value) is Formula:
            text = change(value.text)
            if text is not value.text:
                values = values or list(row.values)
                values[column] = Formula(text, value.result)
    if values is not None:
        row = row._replace(values=tuple(values))
    if not row.extras:
        return row
    for extra in row.extras:
        if id(extra) not in rules:
            rules[id(extra)] = _rewritten_json(extra, _unbroken(change))
    extras = tuple(rules[id(extra)] for extra in row.extras)
    return row if extras == row.extras else row._replace(extras=extras)


def _unbroken(change: _Rewrite) -> _Rewrite:
    """Keep a rule that would break: one text stands on all the cells of a range."""

    def kept(text: str) -> str:
        after = change(text)
        return text if after.count(BROKEN) > text.count(BROKEN) else after

    return kept


def _rewrite_rules(draft: Draft, sheet: Sheet, change: _Rewrite) -> None:
    for name in _RULED:
        items = sheet.items(name)
        after = [_rewritten_json(item, change) for item in items]
        if after != items:
            draft.edit(sheet.sheet_id).objects[name] = after


def _rewritten_json(value: JsonValue, change: _Rewrite) -> JsonValue:
    """Return JSON with the formulas in it rewritten; nothing else starts with ``=``."""
    if isinstance(value, str):
        return change(value) if value.startswith("=") else value
    if isinstance(value, list):
        return [_rewritten_json(item, change) for item in value]
    if isinstance(value, dict):
        return {
            name: item if name in _PLAIN else _rewritten_json(item, change)
            for name, item in value.items()
        }
    return value


# Members whose text may start with "=" without being a formula.
_PLAIN = {"note", "title", "name", "inputMessage", "hiddenValues", "textFormatRuns"}


def _rebase(draft: Draft, sheet_id: int, axis: str, shift: Shift) -> None:
    """Read the conditional formats that lose their first cell from the next one."""
    sheet = draft.sheet(sheet_id)
    items = sheet.items("conditionalFormats")
    after = [_rebased(item, axis, shift) for item in items]
    if after != items:
        draft.edit(sheet_id).objects["conditionalFormats"] = after


def _rebased(item: Json, axis: str, shift: Shift) -> Json:
    name = "startRowIndex" if axis == ROWS else "startColumnIndex"
    first = item.get("ranges", [{}])[0]
    start = first.get(name, 0)
    lost = 0
    last = first.get(name.replace("start", "end"), _BEYOND)
    while start + lost < last and shift.position(start + lost) is None:
        lost += 1
    if not lost:
        return item
    distance = (lost, 0) if axis == ROWS else (0, lost)

    def read_further(text: str) -> str:
        moved = moved_formula(Formula(text, None), *distance)
        return moved.text if isinstance(moved, Formula) else text

    rebased: Json = _rewritten_json(item, read_further)
    return rebased
