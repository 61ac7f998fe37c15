"""The request that draws borders."""

from typing import NamedTuple

from local_sheets.grid.cells import padded, put_row, with_formats
from local_sheets.grid.model import CellRange, Json, Row
from local_sheets.grid.spreadsheet import Draft
from local_sheets.grid.styles import StyleTable
from local_sheets.notation.colours import mirrored
from local_sheets.requests.handler import Handler, grid_range

_WIDTHS = {"SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}
_SIDES = ("top", "bottom", "left", "right")
_BLACK: Json = {"color": {}, "colorStyle": {"rgbColor": {}}}


class _Edges(NamedTuple):
    """On which edges of the range a cell lies."""

    top: bool
    bottom: bool
    left: bool
    right: bool


def update_borders(draft: Draft, body: Json) -> None:
    """Draw borders around and between the cells of a range; NONE takes one away."""
    cells = grid_range(draft, body)
    draft.guard(cells)
    lines = {name: _line(border) for name, border in body.items() if name != "range"}
    pen = _Pen(draft.spreadsheet.styles, lines)
    sheet = draft.edit(cells.sheet_id)
    known: dict[tuple[tuple[int, ...], bool, bool], tuple[int, ...]] = {}
    for index in range(cells.start_row, cells.end_row):
        row = sheet.row(index)
        is_top, is_bottom = index == cells.start_row, index == cells.end_row - 1
        # Rows that looked alike look alike afterwards, save at the edges.
        key = row.formats, is_top, is_bottom
        if key not in known:
            known[key] = pen.drawn_row(row.formats, cells, top=is_top, bottom=is_bottom)
        put_row(sheet, index, row._replace(formats=known[key]))


def _line(border: Json) -> Json:
    """Return a border as Google keeps it, empty for none."""
    style = border.get("style", "SOLID")
    if style == "NONE":
        return {}
    drawn = {"style": style, "width": _WIDTHS.get(style, 1)}
    return (
        drawn
        | _BLACK
        | {name: part for name, part in mirrored(border).items() if name in _BLACK}
    )


class _Pen:
    """Draws on styles; what comes of a style is worked out once for each place."""

    def __init__(self, styles: StyleTable, lines: dict[str, Json]) -> None:
        self._styles = styles
        self._lines = lines
        self._known: dict[tuple[int, _Edges], int] = {}

    def drawn_row(
        self, formats: tuple[int, ...], cells: CellRange, *, top: bool, bottom: bool
    ) -> tuple[int, ...]:
        """Return the styles of a row with its part of the range drawn."""
        first, last = cells.start_column, cells.end_column - 1
        new = [
            self.drawn(style, _Edges(top, bottom, at == first, at == last))
            for at, style in enumerate(padded(formats, first, last + 1, 0), first)
        ]
        return with_formats(Row(formats=formats), first, new).formats

    def drawn(self, style: int, edges: _Edges) -> int:
        """Return the number of a style with the borders of its place drawn."""
        key = style, edges
        if key not in self._known:
            self._known[key] = self._styles.number(self._bordered(style, edges))
        return self._known[key]

    def _bordered(self, style: int, edges: _Edges) -> Json:
        cell_format = self._styles[style]
        borders = dict(cell_format.get("borders", {}))
        for side, is_outer in zip(_SIDES, edges, strict=True):
            inner = "innerHorizontal" if side in {"top", "bottom"} else "innerVertical"
            line = self._lines.get(side if is_outer else inner)
            if line is not None:
                borders[side] = line
        kept = {side: line for side, line in borders.items() if line}
        rest = {name: v for name, v in cell_format.items() if name != "borders"}
        return {**rest, "borders": kept} if kept else rest


HANDLERS: dict[str, Handler] = {"updateBorders": update_borders}
