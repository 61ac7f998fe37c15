"""CellFormat as the cell formats of an .xlsx file."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from local_sheets.locales import conventions
from local_sheets.model import Json
from local_sheets.styles import StyleTable

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


class ExcelFormats:
    """Makes each Excel format of a workbook once, when a cell first needs it.

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

    def __getitem__(self, style: int) -> Format | None:
        if style not in self._made:
            properties = excel_properties(self._styles[style], self._date_pattern)
            self._made[style] = self._workbook.add_format(properties)
        return self._made[style]

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
    return properties | font_properties(cell_format.get("textFormat", {}))


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
