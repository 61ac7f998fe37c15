"""A worksheet's XML in one pass: what stands before, in and after its rows.

The rows are cut out with patterns, not parsed, because they can be hundreds of
megabytes; what surrounds them is small.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from local_sheets.workbooks.xlsx.xml import fragment

ROW_END = b"</row>"
_ROOT = re.compile(rb"^.*?<worksheet\b[^>]*>", re.DOTALL)
_ROW = re.compile(rb"<row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_ROWS_BEGIN, _ROWS_END = b"<sheetData", b"</sheetData>"


class RowXml(NamedTuple):
    """One row: its zero-based index, its attributes and its cells as XML."""

    row_index: int
    attributes: bytes
    cells: bytes


class TabXml:
    """A worksheet, read from its blocks as its rows are asked for.

    Attributes:
        head: what stands before the rows: columns, panes, colour of the tab.
        tail: what stands after them, once all rows were read: links, rules, filters.
    """

    def __init__(self, blocks: Iterable[bytes]) -> None:
        self._blocks = iter(blocks)
        first = next(self._blocks, b"")
        head, _, self._first = first.partition(_ROWS_BEGIN)
        self.head = fragment(_ROOT.sub(b"", head, count=1))
        self.tail = Element("part")

    def rows(self) -> Iterator[RowXml]:
        """Yield the rows that the file holds, from the top."""
        index = -1
        for block in self._rest():
            for piece in block.split(ROW_END):
                for row in _rows_of(piece, index):
                    yield row
                    index = row.row_index

    def _rest(self) -> Iterator[bytes]:
        yield from self._without_tail(self._first)
        for block in self._blocks:
            yield from self._without_tail(block)

    def _without_tail(self, block: bytes) -> Iterator[bytes]:
        rows, end, tail = block.partition(_ROWS_END)
        if end:
            self.tail = fragment(tail.partition(b"</worksheet>")[0])
        elif rows.startswith(b"/>"):
            self.tail = fragment(rows[2:].partition(b"</worksheet>")[0])
        yield rows


def _rows_of(piece: bytes, before: int) -> Iterator[RowXml]:
    """Yield a row with cells, and the rows without any that stand before it."""
    tags = list(_ROW.finditer(piece))
    for tag in tags:
        number = _NUMBER.search(tag[1])
        before = int(number[1]) - 1 if number else before + 1
        cells = piece[tag.end() :] if tag is tags[-1] else b""
        yield RowXml(before, tag[1], cells)
