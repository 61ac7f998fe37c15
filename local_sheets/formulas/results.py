"""The results of formulas, put where they belong."""

from collections.abc import Mapping

from local_sheets.formulas.engine import BLOCKED, UNKNOWN, Outcome, Place
from local_sheets.formulas.feeding import Fed
from local_sheets.formulas.mirror import Mirror, Tab
from local_sheets.grid.cells import padded, put_row, with_formats, with_values
from local_sheets.grid.model import (
    CellValue,
    ErrorValue,
    Formula,
    Json,
    Row,
    Sheet,
)
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.locales import conventions


def write_results(draft: Draft, mirror: Mirror, sheet: Sheet) -> None:
    """Write the results that differ into a tab of the draft."""
    tab = mirror.tabs.get(sheet.sheet_id)
    if tab is None or not (tab.formulas or tab.spilled):
        return
    changed = {}
    for index, formulas in tab.formulas.items():
        row = sheet.rows[index]
        for column, formula in formulas.items():
            if not formula.is_array:
                outcome = _outcome(mirror, Place(tab.title, index, column), formula)
                row = _with_result(draft, row, column, outcome)
        if row is not sheet.rows[index]:
            changed[index] = row
    if changed:
        rows = draft.edit(sheet.sheet_id).rows
        for index, row in changed.items():
            # The engine knows this row already.
            rows[index] = tab.rows[index] = row
    _write_arrays(draft, mirror, tab, sheet.sheet_id)


def _outcome(mirror: Mirror, place: Place, formula: Fed) -> Outcome:
    outcome = mirror.engine.outcome(*place)
    cell = formula.single
    if cell is None or outcome.value != 0 or cell.first is None:
        return outcome
    # A reference to a blank cell shows nothing, where the engine says 0.
    there = next(
        (t for t in mirror.tabs.values() if cell.is_on(t.title, place.title)), None
    )
    if there is None or cell.first.row is None or cell.first.column is None:
        return outcome
    return mirror.engine.outcome(there.title, cell.first.row, cell.first.column)


def _with_result(draft: Draft, row: Row, column: int, outcome: Outcome) -> Row:
    """Return a row with a formula's result; what cannot be named keeps the old one."""
    old = row.values[column]
    if not isinstance(old, Formula) or _same(old.result, outcome.value):
        return row
    if outcome.value == UNKNOWN and not isinstance(old.result, ErrorValue | None):
        return row
    row = with_values(row, column, [old._replace(result=outcome.value)])
    (style,) = padded(row.formats, column, column + 1, 0)
    if not outcome.moment or draft.spreadsheet.styles.number_format(style):
        return row
    return with_formats(row, column, [_moment_style(draft, style, outcome.moment)])


def _same(old: object, new: object) -> bool:
    return type(old) is type(new) and old == new


_PATTERNS = {"DATE": "{}", "TIME": "hh:mm:ss", "DATE_TIME": "{} hh:mm:ss"}


def _moment_style(draft: Draft, style: int, kind: str) -> int:
    """Return a style in which a date is shown as one."""
    styles, locale = draft.spreadsheet.styles, draft.spreadsheet.locale
    pattern = _PATTERNS[kind].format(conventions(locale).date_pattern)
    shown: Json = {"numberFormat": {"type": kind, "pattern": pattern}}
    return styles.number({**styles[style], **shown})


def _write_arrays(draft: Draft, mirror: Mirror, tab: Tab, sheet_id: int) -> None:
    """Lay the results of array formulas over the blank cells beside them.

    The engine does not know these rows yet: it is given them as values next.
    """
    sheet = draft.sheet(sheet_id)
    filled: dict[tuple[int, int], CellValue] = {
        (index, column): None
        for index, columns in tab.spilled.items()
        for column in columns
    }
    for index, formulas in tab.formulas.items():
        for column, formula in formulas.items():
            if formula.is_array and formula.text is not None:
                place = Place(tab.title, index, column)
                filled |= _laid(sheet, place, mirror.engine.array(place))
    for (index, column), value in filled.items():
        row = draft.sheet(sheet_id).row(index)
        if not _same(_value(row, column), value):
            into = draft.edit(sheet_id)
            put_row(into, index, with_values(row, column, [value]))


def _laid(
    sheet: Sheet, place: Place, block: list[list[Outcome]]
) -> Mapping[tuple[int, int], CellValue]:
    """Return the cells that an array fills; an error where others are in the way."""
    cells = {
        (place.row + down, place.column + across): Formula("", outcome.value)
        for down, line in enumerate(block)
        for across, outcome in enumerate(line)
    }
    anchor = (place.row, place.column)
    held = _value(sheet.row(place.row), place.column)
    text = held.text if isinstance(held, Formula) else ""
    others = {cell: value for cell, value in cells.items() if cell != anchor}
    if any(_in_the_way(sheet, *cell, value) for cell, value in others.items()):
        return {anchor: Formula(text, BLOCKED)}
    return cells | {anchor: Formula(text, block[0][0].value)}


def _in_the_way(sheet: Sheet, row: int, column: int, value: Formula) -> bool:
    """Tell whether a cell holds something else than what an array puts there.

    A file holds the cells of an array as plain values; those are not in its way.
    """
    if row >= sheet.row_count or column >= sheet.column_count:
        return True
    held = _value(sheet.row(row), column)
    if isinstance(held, Formula):
        return bool(held.text)
    return held is not None and not _same(held, value.result)


def _value(row: Row, column: int) -> CellValue:
    return row.values[column] if column < len(row.values) else None
