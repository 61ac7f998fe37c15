"""Colours of an .xlsx file: plain, of its theme with a tint, or of the old palette."""

import colorsys
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from local_sheets.grid.model import Json
from local_sheets.workbooks.xlsx.xml import children, number, whole

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
# Names of a theme's colours in the order that cells number them: light before dark.
_THEME = {
    "lt1": "FFFFFF",
    "dk1": "000000",
    "lt2": "EEECE1",
    "dk2": "1F497D",
    "accent1": "4F81BD",
    "accent2": "C0504D",
    "accent3": "9BBB59",
    "accent4": "8064A2",
    "accent5": "4BACC6",
    "accent6": "F79646",
    "hlink": "0000FF",
    "folHlink": "800080",
}
# ECMA-376, 18.8.27 indexedColors: numbers 0 to 7 repeat 8 to 15.
_PALETTE = re.findall(
    r"\w+",
    """
    000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF
    000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF
    800000 008000 000080 808000 800080 008080 C0C0C0 808080
    9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF
    000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF
    00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99
    3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696
    003366 339966 003300 333300 993300 993366 333399 333333
    """,
)


class Colours:
    """Resolves the colour elements of a workbook.

    Args:
        theme: its theme; Office's first one where it names no colour.
        styles: its cell formats, which may bring a palette of their own.
    """

    def __init__(self, theme: Element, styles: Element) -> None:
        scheme = next(theme.iter("clrScheme"), Element("nothing"))
        named = {item.tag: _theme_hex(item) for item in scheme}
        self._theme = [named.get(name) or usual for name, usual in _THEME.items()]
        own = children(styles, "colors/indexedColors")
        self._palette = [item.get("rgb", "") for item in own] or _PALETTE

    def rgb(self, element: Element | None) -> Json | None:
        """Return a colour as the API has it; None for automatic or unreadable."""
        match = _HEX.fullmatch(self._hex(element)) if element is not None else None
        if element is None or match is None:
            return None
        levels = [int(match[1][at : at + 2], 16) / 255 for at in (0, 2, 4)]
        tinted = _tinted(levels, number(element, "tint") or 0)
        return dict(zip(("red", "green", "blue"), tinted, strict=True))

    def _hex(self, element: Element) -> str:
        if "theme" in element.attrib:
            return _at(self._theme, whole(element, "theme"))
        if "indexed" in element.attrib:
            return _at(self._palette, whole(element, "indexed"))
        return element.get("rgb", "")


def _at(colours: Sequence[str], index: int) -> str:
    return colours[index] if 0 <= index < len(colours) else ""


def _theme_hex(item: Element) -> str:
    colour = next(iter(item), item)
    return colour.get("lastClr") or colour.get("val") or ""


def _tinted(levels: Sequence[float], tint: float) -> Sequence[float]:
    """Return a colour darkened (below 0) or lightened, by ECMA-376, 18.8.19."""
    if not tint:
        return levels
    hue, light, saturation = colorsys.rgb_to_hls(*levels)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    rgb = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), saturation)
    # The API cuts channels off; Excel rounds them.
    return [round(level * 255) / 255 for level in rgb]
