"""CellFormat as the cell formats of an .xlsx file."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from local_sheets.grid.model import Json
from local_sheets.grid.styles import StyleTable
from local_sheets.notation.locales import conventions

_ALIGN = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_VALIGN = {"TOP": "top", "MIDDLE": "vcenter", "BOTTOM": "bottom"}
_PATTERNS = {
    "TEXT": "@",
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "CURRENCY": "[$$]#,##0.00",
    "SCIENTIFIC": "0.00E+00",
    "TIME": "hh:mm:ss",
}
_FONT = {
    "bold": "bold",
    "italic": "italic",
    "strikethrough": "font_strikeout",
    "underline": "underline",
    "fontSize": "font_size",
    "fontFamily": "font_name",
}
_LINK_BLUE = "#1155CC"
# Numbers of Excel's lines.
_LINES = {
    "SOLID": 1,
    "SOLID_MEDIUM": 2,
    "DASHED": 3,
    "DOTTED": 4,
    "SOLID_THICK": 5,
    "DOUBLE": 6,
}
_UP, _STACKED = 90, 270


class ExcelFormats:
    """Makes each Excel format of a workbook once, when a cell first needs it.

    A box to tick is a format in Excel, so a style has a second one for such cells.

    Args:
        workbook: where they are made.
        styles: the formats by number.
        locale: decides the pattern of dates that have none of their own.
    """

    def __init__(self, workbook: Workbook, styles: StyleTable, locale: str) -> None:
        self._workbook = workbook
        self._styles = styles
        self._date_pattern = conventions(locale).date_pattern
        self._made: dict[int, Format | None] = {0: None}
        self._boxes: dict[int, Format] = {}

    def __getitem__(self, style: int) -> Format | None:
        if style not in self._made:
            self._made[style] = self._workbook.add_format(self._properties(style))
        return self._made[style]

    def checkbox(self, style: int) -> Format:
        """Return the format of a style for a cell with a box to tick."""
        if style not in self._boxes:
            properties = {**self._properties(style), "checkbox": True}
            self._boxes[style] = self._workbook.add_format(properties)
        return self._boxes[style]

    def _properties(self, style: int) -> dict[str, Any]:
        return excel_properties(self._styles[style], self._date_pattern)

    def link(self, style: int) -> str:
        """Return the address a style links to; empty when it links nowhere."""
        text_format = self._styles[style].get("textFormat", {})
        return str(text_format.get("link", {}).get("uri", ""))


def excel_properties(cell_format: Json, date_pattern: str) -> dict[str, Any]:
    """Return XlsxWriter's properties for a CellFormat."""
    properties: dict[str, Any] = {}
    number_format = cell_format.get("numberFormat")
    if number_format:
        properties["num_format"] = _pattern(number_format, date_pattern)
    if "backgroundColor" in cell_format:
        properties["bg_color"] = excel_colour(cell_format["backgroundColor"])
    if cell_format.get("wrapStrategy") == "WRAP":
        properties["text_wrap"] = True
    align = _ALIGN.get(cell_format.get("horizontalAlignment", ""))
    valign = _VALIGN.get(cell_format.get("verticalAlignment", ""))
    placed = {"align": align, "valign": valign}
    properties |= {name: value for name, value in placed.items() if value}
    properties |= _border_properties(cell_format.get("borders", {}))
    properties |= _rotation(cell_format.get("textRotation", {}))
    return properties | font_properties(cell_format.get("textFormat", {}))


def _border_properties(borders: Json) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for edge, line in borders.items():
        number = _LINES.get(line.get("style", ""))
        if number:
            properties[edge] = number
            properties[f"{edge}_color"] = excel_colour(line.get("color", {}))
    return properties


def _rotation(rotation: Json) -> dict[str, int]:
    if rotation.get("vertical"):
        return {"rotation": _STACKED}
    angle = rotation.get("angle", 0)
    return {"rotation": angle} if 0 < abs(angle) <= _UP else {}


def font_properties(text_format: Json) -> dict[str, Any]:
    """Return XlsxWriter's properties for a TextFormat; links look like links."""
    properties = {
        name: text_format[ours] for ours, name in _FONT.items() if text_format.get(ours)
    }
    if "foregroundColor" in text_format:
        properties["font_color"] = excel_colour(text_format["foregroundColor"])
    elif "link" in text_format:
        properties |= {"font_color": _LINK_BLUE, "underline": True}
    return properties


def excel_colour(colour: Json) -> str:
    """Return a colour as ``#RRGGBB``."""
    channels = (colour.get(name, 0) for name in ("red", "green", "blue"))
    return "#" + "".join(f"{round(level * 255):02X}" for level in channels)


def _pattern(number_format: Json, date_pattern: str) -> str:
    kind = number_format.get("type", "")
    if number_format.get("pattern"):
        return str(number_format["pattern"])
    if kind in {"DATE", "DATE_TIME"}:
        return date_pattern + (" hh:mm:ss" if kind == "DATE_TIME" else "")
    return _PATTERNS.get(kind, "General")
