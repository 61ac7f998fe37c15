"""The looks of an .xlsx file: fonts, fills, borders and placement as CellFormat."""

from xml.etree.ElementTree import Element

from local_sheets.grid.model import Json
from local_sheets.workbooks.xlsx.colours import Colours
from local_sheets.workbooks.xlsx.xml import is_on, number, whole

_HORIZONTAL = {
    "left": "LEFT",
    "center": "CENTER",
    "centerContinuous": "CENTER",
    "right": "RIGHT",
}
_VERTICAL = {"top": "TOP", "center": "MIDDLE"}
_FLAGS = {"bold": "b", "italic": "i", "strikethrough": "strike"}
_BORDERS = {
    "thin": "SOLID",
    "hair": "DOTTED",
    "dotted": "DOTTED",
    "dashed": "DASHED",
    "dashDot": "DASHED",
    "dashDotDot": "DASHED",
    "mediumDashed": "DASHED",
    "mediumDashDot": "DASHED",
    "mediumDashDotDot": "DASHED",
    "slantDashDot": "DASHED",
    "medium": "SOLID_MEDIUM",
    "thick": "SOLID_THICK",
    "double": "DOUBLE",
}
_WIDTHS = {"SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}
_EDGES = ("top", "bottom", "left", "right")
# Angles of text below the line are written as 90 plus the angle.
_UP, _DOWN, _STACKED = 90, 180, 255


def text_format(font: Element, colours: Colours) -> Json:
    """Return every member of TextFormat that a font decides."""
    found: Json = {ours: is_on(font.find(tag)) for ours, tag in _FLAGS.items()}
    underline = font.find("u")
    found["underline"] = underline is not None and underline.get("val") != "none"
    colour = colours.rgb(font.find("color"))
    found["foregroundColor"] = colour or {"red": 0, "green": 0, "blue": 0}
    name, size = font.find("name"), number(font.find("sz"), "val")
    if name is not None and name.get("val"):
        found["fontFamily"] = name.get("val")
    if size:
        found["fontSize"] = round(size)
    return found


def fill_colour(fill: Element, colours: Colours) -> Json | None:
    """Return the colour of a solid fill; None for other fills."""
    pattern = fill.find("patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return None
    return colours.rgb(pattern.find("fgColor"))


def borders(border: Element, colours: Colours) -> Json:
    """Return the four edges that have a line."""
    found: Json = {}
    for edge in _EDGES:
        line = border.find(edge)
        style = _BORDERS.get(line.get("style", "")) if line is not None else None
        if line is None or style is None:
            continue
        colour = colours.rgb(line.find("color")) or {"red": 0, "green": 0, "blue": 0}
        found[edge] = {"style": style, "width": _WIDTHS.get(style, 1), "color": colour}
    return found


def placement(xf: Element) -> Json:
    """Return alignment, wrapping and rotation, as far as they are not the usual."""
    alignment = xf.find("alignment")
    if alignment is None:
        return {}
    found: Json = {
        "horizontalAlignment": _HORIZONTAL.get(alignment.get("horizontal", "")),
        "verticalAlignment": _VERTICAL.get(alignment.get("vertical", "")),
        "wrapStrategy": "WRAP" if is_on(alignment, "wrapText", unsaid=False) else None,
        "textRotation": _rotation(whole(alignment, "textRotation", 0)),
    }
    return {name: value for name, value in found.items() if value}


def _rotation(written: int) -> Json | None:
    if written == _STACKED:
        return {"vertical": True}
    if not 0 < written <= _DOWN:
        return None
    return {"angle": written if written <= _UP else _UP - written}
