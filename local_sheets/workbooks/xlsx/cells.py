"""Rows of cells into an .xlsx worksheet, in order, so that memory stays small."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from local_sheets.grid.cells import padded
from local_sheets.grid.model import (
    ROWS,
    CellValue,
    ErrorValue,
    Formula,
    Json,
    Row,
    Sheet,
)
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.notation.links import excel_link
from local_sheets.workbooks.xlsx.formats import ExcelFormats

# Excel's own limits; XlsxWriter drops what exceeds them.
_MAX_TEXT = 32_767
_MAX_LINKS = 65_530
_MAX_LINK = 2_079
_DEEPEST = 7


class CellsOut:
    """Writes the cells of one tab.

    Text longer than the 32,767 characters Excel can hold is cut there. Links beyond
    the 65,530 that Excel allows a tab stay as plain text.

    Args:
        worksheet: where they go.
        spreadsheet: for links between tabs.
        formats: by style number.
        names: the Excel name of each tab, by its sheetId.
    """

    def __init__(
        self,
        worksheet: Worksheet,
        spreadsheet: Spreadsheet,
        formats: ExcelFormats,
        names: dict[int, str],
    ) -> None:
        self._worksheet = worksheet
        self._spreadsheet = spreadsheet
        self._formats = formats
        self._names = names
        self._links = 0

    def write(self, sheet: Sheet) -> None:
        """Write every row, with its height and whether it is hidden."""
        heights = sheet.dimensions[ROWS]
        levels = outline_levels(sheet.items("rowGroups"))
        sized = heights.keys() | levels.keys()
        for index, row in enumerate(sheet.rows):
            if index in sized:
                self._size(index, heights.get(index, {}), levels.get(index, 0))
            self._row(index, row)
        for index in sorted(sized - set(range(len(sheet.rows)))):
            self._size(index, heights.get(index, {}), levels.get(index, 0))

    def _size(self, index: int, properties: dict[str, Any], level: int) -> None:
        # Rows that a filter hides are shown: the file does not say the filter's rules.
        options = {"hidden": properties.get("hiddenByUser", False), "level": level}
        self._worksheet.set_row_pixels(
            index, properties.get("pixelSize", 20), None, options
        )

    def _row(self, index: int, row: Row) -> None:
        boxes = _boxes(row.extras)
        if not row.formats and not boxes:
            for column, value in enumerate(row.values):
                if value is not None:
                    self._plain(index, column, value, None)
        else:
            width = max(map(len, row))
            values = padded(row.values, 0, width, None)
            styles = padded(row.formats, 0, width, 0)
            for column, (value, style) in enumerate(zip(values, styles, strict=True)):
                look = self._look(style, box=column in boxes)
                self._cell(index, column, value, style, look)
        for column, extra in enumerate(row.extras):
            if extra and "note" in extra:
                note = extra["note"][:_MAX_TEXT]
                self._worksheet.write_comment(index, column, note)

    def _look(self, style: int, *, box: bool) -> Format | None:
        return self._formats.checkbox(style) if box else self._formats[style]

    def _cell(
        self, index: int, column: int, value: CellValue, style: int, look: Format | None
    ) -> None:
        linked = style and self._linked(index, column, value, style)
        if linked and isinstance(value, str):
            return
        if value is not None:
            self._plain(index, column, value, look)
        elif look is not None:
            self._worksheet.write_blank(index, column, None, look)

    def _plain(
        self, index: int, column: int, value: CellValue, look: Format | None
    ) -> None:
        if isinstance(value, str):
            self._worksheet.write_string(index, column, value[:_MAX_TEXT], look)
        elif isinstance(value, bool):
            self._worksheet.write_boolean(index, column, value, look)
        elif isinstance(value, Formula) and not value.text:
            # One of the cells that an array formula beside it fills.
            plain = "" if value.result is None else value.result
            self._plain(index, column, plain, look)
        elif isinstance(value, Formula):
            result = _shown_result(value)
            self._worksheet.write_formula(index, column, value.text, look, result)
        elif isinstance(value, ErrorValue):
            self._worksheet.write_string(index, column, value.text, look)
        else:
            self._worksheet.write_number(index, column, value, look)

    def _linked(self, index: int, column: int, value: CellValue, style: int) -> bool:
        """Link a cell; text is written with it, another value goes over it."""
        address = self._formats.link(style)
        target = excel_link(self._spreadsheet, address, self._names) if address else ""
        if not target or self._links >= _MAX_LINKS or len(target) > _MAX_LINK:
            return False
        self._links += 1
        text = value[:_MAX_TEXT] if isinstance(value, str) else ""
        look = self._formats[style]
        self._worksheet.write_url(index, column, target, look, text)
        return True


def _boxes(extras: tuple[Mapping[str, Any] | None, ...]) -> set[int]:
    """Return the columns of a row that show a box to tick."""
    return {
        column
        for column, extra in enumerate(extras)
        if extra
        and extra.get("dataValidation", {}).get("condition", {}).get("type")
        == "BOOLEAN"
    }


def _shown_result(formula: Formula) -> str | float | bool:
    if isinstance(formula.result, ErrorValue):
        return formula.result.text
    return "" if formula.result is None else formula.result


def outline_levels(groups: list[Json]) -> dict[int, int]:
    """Return how deep in groups each row or column lies; Excel knows seven levels."""
    levels: dict[int, int] = {}
    for group in groups:
        for at in range(group["range"]["startIndex"], group["range"]["endIndex"]):
            levels[at] = max(levels.get(at, 0), min(group["depth"], _DEEPEST))
    return levels
