"""Requests about the size and visibility of rows and columns."""

import math
from collections.abc import Iterable

from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import BLANK_ROW, ROWS, Json, Row, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.requests.dimensions import span_inside
from local_sheets.requests.handler import Handler
from local_sheets.requests.lettering import text_width
from local_sheets.requests.shown import ShownText

_WRITABLE = {"pixelSize", "hiddenByUser"}
_UNSUPPORTED = {"developerMetadata", "dataSourceColumnReference"}
_FONT_SIZE = 10
# Pixels that a letter as wide as its font is tall takes for each point of the font.
_WIDE_LETTER = 1.3873
_BOLD = 1.08
# A line is a bit taller than its font.
_LINE = 4 / 3 * 1.25
_PADDING_X, _PADDING_Y = 7, 4
_LEAST_HEIGHT = 21


def update_dimension_properties(draft: Draft, body: Json) -> None:
    """Set the size or hiddenness of rows or columns."""
    if "dataSourceSheetRange" in body:
        raise UnsupportedError("columns of a data source sheet")
    place = body.get("range", {})
    sheet = draft.edit(place.get("sheetId", 0))
    draft.guard_tab(sheet)
    axis, start, end = span_inside(sheet, place, "update")
    mask = update_mask(body.get("fields"), "DimensionProperties", "properties")
    asked = body.get("properties", {})
    if named := _UNSUPPORTED & (mask or asked).keys():
        raise UnsupportedError(f"writing properties.{min(named)}")
    if "hiddenByFilter" in mask:
        raise RefusedError("properties.hiddenByFilter is read-only.")
    if asked.get("pixelSize", 0) < 0:
        raise RefusedError("properties.pixelSize must not be negative.")
    mask = mask or {name: {} for name in _WRITABLE}
    sizes = sheet.dimensions[axis]
    for at in range(start, end):
        properties = updated(sizes.get(at, {}), asked, mask)
        sizes[at] = {name: value for name, value in properties.items() if value}


def auto_resize_dimensions(draft: Draft, body: Json) -> None:
    """Make columns as wide, or rows as high, as what they show; blank ones stay."""
    if "dataSourceSheetDimensions" in body:
        raise UnsupportedError("columns of a data source sheet")
    place = body.get("dimensions", {})
    sheet = draft.edit(place.get("sheetId", 0))
    draft.guard_tab(sheet)
    axis, start, end = span_inside(sheet, place, "resize")
    measured = _Measure(draft.spreadsheet)
    if axis == ROWS:
        fitting = measured.heights(sheet, start, end)
    else:
        fitting = measured.widths(sheet, start, end)
    sizes = sheet.dimensions[axis]
    for at, size in fitting:
        sizes[at] = {**sizes.get(at, {}), "pixelSize": size}


class _Measure:
    """Estimates how much room cells need from their text and font."""

    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self._styles = spreadsheet.styles
        self._shown = ShownText(spreadsheet)
        self._widths: dict[tuple[str, int], float] = {}

    def widths(self, sheet: Sheet, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Yield each column that shows anything, and the width that takes."""
        widest: dict[int, float] = {}
        for row in sheet.rows:
            for at in range(start, min(end, len(row.values))):
                width = self._width(row, at)
                if width > widest.get(at, 0):
                    widest[at] = width
        for at, width in sorted(widest.items()):
            yield at, math.ceil(width) + _PADDING_X

    def heights(self, sheet: Sheet, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Yield each row that shows anything, and the height that takes."""
        for at in range(start, end):
            row = sheet.row(at)
            if row == BLANK_ROW:
                continue
            cells = range(len(row.values))
            height = max((self._height(row, column) for column in cells), default=0)
            yield at, max(math.ceil(height) + _PADDING_Y, _LEAST_HEIGHT)

    def _width(self, row: Row, at: int) -> float:
        style = row.formats[at] if at < len(row.formats) else 0
        text = self._shown.of(row, at)
        known = self._widths.get((text, style))
        if known is None:
            size, bold = self._font(style)
            longest = max(map(text_width, text.split("\n")))
            known = longest * size * _WIDE_LETTER * (_BOLD if bold else 1)
            self._widths[text, style] = known
        return known

    def _height(self, row: Row, at: int) -> float:
        size, _ = self._font(row.formats[at] if at < len(row.formats) else 0)
        return (self._shown.of(row, at).count("\n") + 1) * size * _LINE

    def _font(self, style: int) -> tuple[float, bool]:
        """Return the size of a style's font in points, and whether it is bold."""
        font = self._styles[style].get("textFormat", {})
        return font.get("fontSize", _FONT_SIZE), font.get("bold", False)


HANDLERS: dict[str, Handler] = {
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
}
