"""Which rows a filter or a slicer hides."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from local_sheets.answers.grid import default_format
from local_sheets.errors import UnsupportedError
from local_sheets.grid.model import ROWS, CellRange, Formula, Json, Row, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet, resolved
from local_sheets.notation.conditions import Test, condition_test
from local_sheets.notation.render import rendered

_Shows: TypeAlias = Callable[[Row], bool]

_HIDDEN = "hiddenByFilter"


def refilter(draft: Draft, sheet_id: int) -> None:
    """Hide the rows of a tab that its filter and slicers hide now, and no others."""
    sheet = draft.edit(sheet_id)
    hidden = set(_hidden_rows(draft.spreadsheet, sheet))
    shown = {
        at: {name: value for name, value in size.items() if name != _HIDDEN}
        for at, size in sheet.dimensions[ROWS].items()
    }
    kept = {at: size for at, size in shown.items() if size}
    also = {at: {**kept.get(at, {}), _HIDDEN: True} for at in hidden}
    sheet.dimensions[ROWS] = dict(sorted((kept | also).items()))


def is_filtered_out(sheet: Sheet, row: int) -> bool:
    """Tell whether a filter hides a row."""
    return bool(sheet.dimensions[ROWS].get(row, {}).get(_HIDDEN))


def _hidden_rows(spreadsheet: Spreadsheet, sheet: Sheet) -> Iterator[int]:
    for cells, columns in _filters(sheet):
        shows = [
            _column_shows(spreadsheet, column, criteria)
            for column, criteria in columns.items()
        ]
        for index in range(cells.start_row + 1, cells.end_row if shows else 0):
            row = sheet.row(index)
            if not all(shown(row) for shown in shows):
                yield index


def _filters(sheet: Sheet) -> Iterator[tuple[CellRange, dict[int, Json]]]:
    for item in sheet.items("basicFilter"):
        columns = {int(at): given for at, given in item.get("criteria", {}).items()}
        yield resolved(sheet, item["range"]), columns
    for slicer in sheet.items("slicers"):
        spec = slicer["spec"]
        is_here = spec["dataRange"].get("sheetId", 0) == sheet.sheet_id
        if is_here and "filterCriteria" in spec:
            column = {spec.get("columnIndex", 0): spec["filterCriteria"]}
            yield resolved(sheet, spec["dataRange"]), column


def _column_shows(spreadsheet: Spreadsheet, column: int, criteria: Json) -> _Shows:
    """Return whether a row is shown as far as the criteria of one column go."""
    styles, locale = spreadsheet.styles, spreadsheet.locale
    hidden = set(criteria.get("hiddenValues", []))
    test = _test(criteria.get("condition"), locale)
    colours = _colours(spreadsheet, criteria)

    kind = str(criteria.get("condition", {}).get("type", ""))
    reads_text = bool(hidden) or not kind.startswith(("NUMBER_", "DATE_"))

    def shows(row: Row) -> bool:
        held = row.values[column] if column < len(row.values) else None
        style = row.formats[column] if column < len(row.formats) else 0
        value = held.result if isinstance(held, Formula) else held
        text = ""
        if reads_text:
            text = rendered(value, styles.number_format(style), locale)
        if text in hidden or not test(value, text):
            return False
        return colours is None or colours(styles[style])

    return shows


def _colours(spreadsheet: Spreadsheet, criteria: Json) -> Callable[[Json], bool] | None:
    usual = default_format(spreadsheet)
    if "visibleBackgroundColor" in criteria:
        wanted, plain = criteria["visibleBackgroundColor"], usual["backgroundColor"]
        return lambda style: style.get("backgroundColor", plain) == wanted
    if "visibleForegroundColor" in criteria:
        wanted = criteria["visibleForegroundColor"]
        plain = usual["textFormat"]["foregroundColor"]
        return lambda style: (
            style.get("textFormat", {}).get("foregroundColor", plain) == wanted
        )
    return None


def _test(condition: Json | None, locale: str) -> Test:
    """Return the test of a condition; what would have to be computed is refused."""
    if condition is None:
        return lambda _, __: True
    test = condition_test(condition, locale)
    if test is None:
        raise UnsupportedError("filters by a formula or a relative date")
    return test
