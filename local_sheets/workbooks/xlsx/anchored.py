"""What an .xlsx tab holds beside its rows: filter, links and notes."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from local_sheets.grid.a1 import column_index
from local_sheets.grid.cells import padded, put_extra, put_row, with_formats
from local_sheets.grid.model import ROWS, CellRange, Sheet
from local_sheets.grid.styles import StyleTable
from local_sheets.notation.links import tab_link
from local_sheets.requests.ranges import box
from local_sheets.workbooks.xlsx.parts import Relation
from local_sheets.workbooks.xlsx.rows import MORE_COLUMNS, MORE_ROWS

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|mailto:|tel:).+", re.IGNORECASE)
_THREADED = re.compile(r"\[Threaded comment\].*?\nComment:\s*", re.DOTALL)
_MAX_LINKED_CELLS = 1000


def areas(sheet_id: int, written: str) -> Iterator[CellRange]:
    """Yield the ranges of an ``sqref``, which separates them by blanks."""
    for text in written.split():
        match = _AREA.fullmatch(text)
        if match is None:
            continue
        left, top = column_index(match[1]), int(match[2]) - 1
        right = column_index(match[3] or match[1])
        bottom = int(match[4] or match[2]) - 1
        if min(top, bottom) >= 0:
            rows, columns = sorted((top, bottom)), sorted((left, right))
            yield CellRange(sheet_id, rows[0], rows[1] + 1, columns[0], columns[1] + 1)


class Reach(NamedTuple):
    """How far blank cells of a tab may keep what is on them."""

    rows: int
    columns: int

    def clipped(self, cells: CellRange) -> CellRange:
        """Return the part of a range within reach, perhaps without any cell."""
        return cells._replace(
            end_row=min(cells.end_row, self.rows),
            end_column=min(cells.end_column, self.columns),
        )


def reach_of(sheet: Sheet) -> Reach:
    """Return the reach of a tab that holds nothing but its values."""
    return Reach(len(sheet.rows) + MORE_ROWS, sheet.column_count + MORE_COLUMNS)


def read_filter(sheet: Sheet, filters: Element) -> None:
    """Keep the place of a tab's filter, and show the rows that it hid."""
    found = next(filters.iter("autoFilter"), Element("nothing"))
    cells = next(areas(sheet.sheet_id, found.get("ref", "")), None)
    if cells is None:
        return
    cells = Reach(sheet.row_count, sheet.column_count).clipped(cells)
    if cells.height < 1 or cells.width < 1:
        return
    sheet.objects["basicFilter"] = [{"range": box(cells)}]
    if found.find("filterColumn") is not None:
        _unhide(sheet, range(cells.start_row, cells.end_row))


def _unhide(sheet: Sheet, rows: range) -> None:
    sizes = sheet.dimensions[ROWS]
    for index in sizes.keys() & set(rows):
        shown = {k: v for k, v in sizes[index].items() if k != "hiddenByUser"}
        sizes[index] = shown
        if not shown:
            del sizes[index]


def read_links(
    sheet: Sheet,
    tail: Element,
    relations: Mapping[str, Relation],
    styles: StyleTable,
    ids: Mapping[str, int],
) -> None:
    """Give linked cells a text format that links: to an address or to a tab."""
    reach = reach_of(sheet)
    for item in tail.iter("hyperlink"):
        uri = _uri(item, relations, ids)
        if not uri:
            continue
        for cells in areas(sheet.sheet_id, item.get("ref", "")):
            _link(sheet, reach.clipped(cells), uri, styles)


def _uri(
    item: Element, relations: Mapping[str, Relation], ids: Mapping[str, int]
) -> str:
    place = item.get("location", "")
    relation = relations.get(item.get("id", ""))
    if relation is None:
        return tab_link(place, ids)
    address = f"{relation.target}#{place}" if place else relation.target
    # A file on somebody's disk is no address that Sheets can link to.
    known = _ADDRESS.fullmatch(address) and not address.lower().startswith("file:")
    return address if known else ""


def _link(sheet: Sheet, cells: CellRange, uri: str, styles: StyleTable) -> None:
    if cells.height * cells.width > _MAX_LINKED_CELLS:
        return
    for index in range(cells.start_row, cells.end_row):
        row = sheet.row(index)
        old = padded(row.formats, cells.start_column, cells.end_column, 0)
        new = [_linked(styles, style, uri) for style in old]
        put_row(sheet, index, with_formats(row, cells.start_column, new))


def _linked(styles: StyleTable, style: int, uri: str) -> int:
    look = styles[style]
    text_format = {**look.get("textFormat", {}), "link": {"uri": uri}}
    return styles.number({**look, "textFormat": text_format})


def read_notes(sheet: Sheet, comments: Element) -> None:
    """Put the comments of a tab on its cells as notes."""
    reach = reach_of(sheet)
    for item in comments.iter("comment"):
        text = "".join(part.text or "" for part in item.iter("t"))
        note = _THREADED.sub("", text, count=1).strip("\n")
        for cells in areas(sheet.sheet_id, item.get("ref", "")):
            inside = reach.clipped(cells)
            if note and inside.height > 0 and inside.width > 0:
                put_extra(sheet, inside.start_row, inside.start_column, {"note": note})
