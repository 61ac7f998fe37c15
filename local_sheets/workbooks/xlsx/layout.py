"""How a tab of an .xlsx file is laid out: panes, columns, heights, its colour."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from local_sheets.grid.model import COLUMNS, Json, Sheet
from local_sheets.notation.colours import mirrored
from local_sheets.workbooks.xlsx.colours import Colours
from local_sheets.workbooks.xlsx.tab import RowXml
from local_sheets.workbooks.xlsx.xml import is_on, number, whole

# Excel's column widths count characters of 7 pixels and 5 pixels of padding.
_CHARACTER, _PADDING = 7, 5
_PIXELS_A_POINT = 4 / 3
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_TRUE = {b"1", b"true"}
_SPLITS = {"frozenRowCount": "ySplit", "frozenColumnCount": "xSplit"}


def lay_out(sheet: Sheet, head: Element, colours: Colours) -> None:
    """Give a tab its colour, its frozen part and the sizes of its columns."""
    grid = sheet.properties["gridProperties"]
    properties = {
        **sheet.properties,
        "gridProperties": {**grid, **_frozen(head, sheet), **_view(head)},
    }
    colour = colours.rgb(head.find("sheetPr/tabColor"))
    if colour is not None:
        properties["tabColor"] = colour
    if is_on(head.find("sheetViews/sheetView"), "rightToLeft", unsaid=False):
        properties["rightToLeft"] = True
    sheet.properties = mirrored(properties)
    sheet.dimensions[COLUMNS] = dict(_columns(head, sheet.column_count))


def _frozen(head: Element, sheet: Sheet) -> dict[str, int]:
    pane = next(head.iter("pane"), None)
    if pane is None or not pane.get("state", "").startswith("frozen"):
        return {}
    sizes = {"frozenRowCount": sheet.row_count, "frozenColumnCount": sheet.column_count}
    splits = {ours: whole(pane, name, 0) for ours, name in _SPLITS.items()}
    return {name: at for name, at in splits.items() if 0 < at < sizes[name]}


def _view(head: Element) -> Json:
    view = head.find("sheetViews/sheetView")
    shown = view is None or is_on(view, "showGridLines")
    return {} if shown else {"hideGridlines": True}


def _columns(head: Element, count: int) -> Iterator[tuple[int, Json]]:
    usual = number(head.find("sheetFormatPr"), "defaultColWidth")
    sizes: dict[int, Json] = {}
    if usual:
        sizes = {index: {"pixelSize": _pixels(usual)} for index in range(count)}
    for column in head.iter("col"):
        properties = _column(column)
        for index in column_span(column, count):
            sizes[index] = sizes.get(index, {}) | properties
    return ((index, sizes[index]) for index in sorted(sizes) if sizes[index])


def column_span(column: Element, count: int) -> range:
    """Return the columns a ``<col>`` speaks of, within the first `count`."""
    return range(max(whole(column, "min") - 1, 0), min(whole(column, "max"), count))


def _column(column: Element) -> Json:
    properties: Json = {}
    width = number(column, "width")
    if width is not None and is_on(column, "customWidth", unsaid=False):
        properties["pixelSize"] = _pixels(width)
    if is_on(column, "hidden", unsaid=False):
        properties["hiddenByUser"] = True
    return properties


def _pixels(characters: float) -> int:
    return round(characters * _CHARACTER + 0.5) if int(characters) > 0 else _PADDING


class RowSizes:
    """Reads the heights of rows; rows that are sized alike share one object."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, bool], Json] = {}

    def read(self, row: RowXml) -> Json | None:
        """Return a row's own height and whether it is hidden; None when usual."""
        text = row.attributes
        if b"hidden=" not in text and b"customHeight=" not in text:
            return None
        said = dict(_ATTRIBUTE.findall(text))
        points = said.get(b"ht", b"") if said.get(b"customHeight") in _TRUE else b""
        size = _height(points), said.get(b"hidden") in _TRUE
        if not any(size):
            return None
        found: Json = {"pixelSize": size[0], "hiddenByUser": size[1]}
        own = {name: value for name, value in found.items() if value}
        return self._known.setdefault(size, own)


def _height(points: bytes) -> int:
    try:
        return round(min(float(points), 409) * _PIXELS_A_POINT)
    except ValueError:
        return 0
