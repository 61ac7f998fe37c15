"""The cell formats of an .xlsx file, numbered in a spreadsheet's table of styles."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from local_sheets.grid.model import Json
from local_sheets.grid.styles import StyleTable
from local_sheets.notation.colours import mirrored
from local_sheets.workbooks.xlsx.colours import Colours
from local_sheets.workbooks.xlsx.looks import (
    borders,
    fill_colour,
    placement,
    text_format,
)
from local_sheets.workbooks.xlsx.number_formats import built_in_pattern, number_format
from local_sheets.workbooks.xlsx.xml import children, whole

_NONE = Element("nothing")
_RULE_FONT = ("bold", "italic", "strikethrough", "underline")


class CellStyles:
    """Style numbers of the file's cell formats, each made when a cell first has it.

    What every cell has, the default font, is no style: it is `default_font`.

    Args:
        root: the file's styles part.
        colours: resolves the colours it names.
        table: takes the formats that cells have.
        date_pattern: of dates in the reader's own locale.
    """

    def __init__(
        self, root: Element, colours: Colours, table: StyleTable, date_pattern: str
    ) -> None:
        self.table = table
        self.colours = colours
        self._date_pattern = date_pattern
        self._fonts = children(root, "fonts")
        self._fills = children(root, "fills")
        self._borders = children(root, "borders")
        self._xfs = children(root, "cellXfs")
        self._dxfs = children(root, "dxfs")
        self._patterns = {
            whole(item, "numFmtId"): item.get("formatCode", "")
            for item in children(root, "numFmts")
        }
        self._numbers: dict[int, int] = {}
        self._usual = self._font(_at(self._xfs, 0))

    def __getitem__(self, xf: int) -> int:
        known = self._numbers.get(xf)
        if known is None:
            cell_format = mirrored(self._cell_format(_at(self._xfs, xf)))
            known = self._numbers[xf] = self.table.number(cell_format)
        return known

    @property
    def default_font(self) -> Json:
        """The TextFormat of cells without any format; empty when the file has none."""
        return {
            name: value
            for name, value in self._usual.items()
            if name != "foregroundColor" and value
        }

    def checkboxes(self) -> set[int]:
        """Return the formats that show TRUE and FALSE as a box to tick."""
        return {
            index
            for index, xf in enumerate(self._xfs)
            if next(xf.iter("xfComplement"), None) is not None
        }

    def rule_format(self, dxf: Element | None, number: int) -> Json:
        """Return the format of a conditional rule, its own or one by number."""
        element = dxf if dxf is not None else _at(self._dxfs, number)
        font, pattern = element.find("font"), element.find("fill/patternFill")
        found: Json = {}
        if font is not None:
            full = text_format(font, self.colours)
            kept: Json = {name: True for name in _RULE_FONT if full[name]}
            if font.find("color") is not None:
                kept["foregroundColor"] = full["foregroundColor"]
            found["textFormat"] = kept
        if pattern is not None:
            found["backgroundColor"] = self.colours.rgb(pattern.find("bgColor"))
        return dict(mirrored({name: value for name, value in found.items() if value}))

    def _cell_format(self, xf: Element) -> Json:
        font = self._font(xf)
        own = {name: v for name, v in font.items() if self._usual.get(name) != v}
        found: Json = {
            "numberFormat": self._number_format(whole(xf, "numFmtId", 0)),
            "backgroundColor": fill_colour(
                _at(self._fills, whole(xf, "fillId", 0)), self.colours
            ),
            "borders": borders(
                _at(self._borders, whole(xf, "borderId", 0)), self.colours
            ),
            "textFormat": own,
            **placement(xf),
        }
        return {name: value for name, value in found.items() if value}

    def _font(self, xf: Element) -> Json:
        return text_format(_at(self._fonts, whole(xf, "fontId", 0)), self.colours)

    def _number_format(self, number: int) -> Json | None:
        built_in = built_in_pattern(number, self._date_pattern)
        return number_format(self._patterns.get(number, built_in))


def _at(elements: Sequence[Element], index: int) -> Element:
    return elements[index] if 0 <= index < len(elements) else _NONE
