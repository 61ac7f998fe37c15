"""What bands and conditional formats lay over the formats of cells."""

from collections.abc import Sequence
from typing import NamedTuple

from local_sheets.answers.tables import table_banding
from local_sheets.grid.model import CellRange, CellValue, Formula, Json, Row, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, resolved
from local_sheets.notation.conditions import Test, condition_test
from local_sheets.notation.render import rendered


class _Band(NamedTuple):
    """A banded range."""

    cells: CellRange
    rows: Json
    columns: Json


class _Rule(NamedTuple):
    """A conditional format."""

    ranges: Sequence[CellRange]
    test: Test
    look: Json


class Looks:
    """What is laid over the cells of a tab; scales and formulas are left out.

    Args:
        spreadsheet: for number formats and the locale.
        sheet: the tab.
        cells: that are looked at; what lies elsewhere is not kept.
    """

    def __init__(
        self, spreadsheet: Spreadsheet, sheet: Sheet, cells: CellRange
    ) -> None:
        self._styles = spreadsheet.styles
        self._locale = spreadsheet.locale
        tables = [table_banding(table) for table in sheet.items("tables")]
        bands = [
            _Band(
                place, item.get("rowProperties", {}), item.get("columnProperties", {})
            )
            for item in [*sheet.items("bandedRanges"), *tables]
            if (place := resolved(sheet, item["range"])).overlaps(cells)
        ]
        self._bands = bands
        rules = [self._rule(sheet, item) for item in sheet.items("conditionalFormats")]
        self._rules = [
            rule
            for rule in rules
            if rule is not None and any(r.overlaps(cells) for r in rule.ranges)
        ]

    def _rule(self, sheet: Sheet, item: Json) -> _Rule | None:
        boolean = item.get("booleanRule")
        test = condition_test(boolean["condition"], self._locale) if boolean else None
        if boolean is None or test is None:
            return None
        ranges = [resolved(sheet, place) for place in item["ranges"]]
        return _Rule(ranges, test, boolean.get("format", {}))

    def __bool__(self) -> bool:
        return bool(self._bands or self._rules)

    def at(self, line: Row, row: int, column: int) -> Json:
        """Return the part of a CellFormat that is laid over a cell's own.

        Args:
            line: the row of the cell.
            row: its index.
            column: the cell's index in it.
        """
        value = line.values[column] if column < len(line.values) else None
        style = line.formats[column] if column < len(line.formats) else 0
        look: Json = {}
        own = self._styles[style]
        for band in self._bands:
            if _is_in(band.cells, row, column) and "backgroundColorStyle" not in own:
                look = _background(band, row, column)
        return look | self._conditional(row, column, value, style)

    def _conditional(self, row: int, column: int, value: CellValue, style: int) -> Json:
        held = value.result if isinstance(value, Formula) else value
        for rule in self._rules:
            if not any(_is_in(cells, row, column) for cells in rule.ranges):
                continue
            number_format = self._styles.number_format(style)
            if rule.test(held, rendered(held, number_format, self._locale)):
                return rule.look
        return {}


def _is_in(cells: CellRange, row: int, column: int) -> bool:
    return (
        cells.start_row <= row < cells.end_row
        and cells.start_column <= column < cells.end_column
    )


def _background(band: _Band, row: int, column: int) -> Json:
    """Return the colour of a cell in a banded range.

    Headers and footers come before bands, first bands before second ones, and of
    equals the row before the column.
    """
    cells = band.cells
    by_row = _part(band.rows, row - cells.start_row, cells.height)
    by_column = _part(band.columns, column - cells.start_column, cells.width)
    name, colours = min(
        ((by_row, band.rows), (by_column, band.columns)),
        key=lambda part: _RANKS[part[0]],
    )
    if not name:
        return {}
    both = {
        "backgroundColor": colours.get(f"{name}Color"),
        "backgroundColorStyle": colours.get(f"{name}ColorStyle"),
    }
    return {key: colour for key, colour in both.items() if colour is not None}


_RANKS = {"header": 0, "footer": 0, "firstBand": 1, "secondBand": 2, "": 3}


def _part(colours: Json, at: int, size: int) -> str:
    """Return which part of a banding a row or column is; empty when it has none."""
    if not colours:
        return ""
    has_header = "headerColorStyle" in colours
    if has_header and at == 0:
        return "header"
    if "footerColorStyle" in colours and at == size - 1:
        return "footer"
    return "secondBand" if (at - has_header) % 2 else "firstBand"
