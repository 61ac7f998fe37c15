"""The parts of an .xlsx file that python-calamine does not read.

Custom properties, column widths, frozen panes and formulas, taken from the XML with
patterns because a worksheet can be hundreds of megabytes.
"""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from local_sheets.a1 import column_index
from local_sheets.model import Json

_PROPERTY = re.compile(
    r'<property\b[^>]*\bname="([^"]*)"[^>]*>\s*<vt:lpwstr>(.*?)</vt:lpwstr>', re.DOTALL
)
_SHEET = re.compile(r"<sheet\b[^>]*/?>")
_RELATION = re.compile(r"<Relationship\b[^>]*/?>")
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_PANE = re.compile(r"<pane\b[^>]*/?>")
_COLUMN = re.compile(r"<col\b[^>]*/?>")
_FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*><f(?: [^>]*)?>([^<]+)</f>')
_BLOCK = 2**22
_MAX_COLUMNS = 18_278
# Excel's column widths count characters of 7 pixels and 5 pixels of padding.
_CHARACTER, _PADDING = 7, 5


class Layout(NamedTuple):
    """How a worksheet is laid out."""

    frozen: dict[str, int]
    columns: dict[int, Json]


class FormulaCell(NamedTuple):
    """A formula and the zero-based cell it stands in."""

    row: int
    column: int
    text: str


class WorkbookParts:
    """Reads parts of an .xlsx file by the names of its tabs, a block at a time."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._parts = _sheet_parts(self._archive)
        self.properties = _custom_properties(self._archive)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def layout(self, name: str) -> Layout:
        """Return frozen panes, and columns with a width of their own or hidden."""
        block = next(self._blocks(name), b"").decode("utf-8", "replace")
        head = block.partition("<sheetData")[0]
        return Layout(_frozen(head), dict(_columns(head)))

    def formulas(self, name: str) -> Iterator[FormulaCell]:
        """Yield the formulas of a tab; shared ones only where they are spelled out."""
        for block in self._blocks(name):
            for match in _FORMULA.finditer(block):
                column = column_index(match[1].decode())
                text = unescape(match[3].decode("utf-8", "replace"))
                yield FormulaCell(int(match[2]) - 1, column, f"={text}")

    def _blocks(self, name: str) -> Iterator[bytes]:
        """Yield the XML of a tab in blocks that end where a cell ends."""
        part = self._parts.get(name, "")
        if part not in self._archive.namelist():
            return
        rest = b""
        with self._archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                whole, end, tail = (rest + block).rpartition(b"</c>")
                if end:
                    yield whole + end
                rest = tail
        yield rest


def _read(archive: zipfile.ZipFile, part: str) -> str:
    try:
        return archive.read(part).decode("utf-8", "replace")
    except KeyError:
        return ""


def _custom_properties(archive: zipfile.ZipFile) -> dict[str, str]:
    text = _read(archive, "docProps/custom.xml")
    return {unescape(name): unescape(v) for name, v in _PROPERTY.findall(text)}


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the archive that holds each tab."""
    relations = {
        found["Id"]: found["Target"]
        for tag in _RELATION.findall(_read(archive, "xl/_rels/workbook.xml.rels"))
        if "Target" in (found := dict(_ATTRIBUTE.findall(tag)))
    }
    parts = {}
    for tag in _SHEET.findall(_read(archive, "xl/workbook.xml")):
        found = dict(_ATTRIBUTE.findall(tag))
        target = relations.get(found.get("r:id", ""), "")
        part = target.removeprefix("/") if target[:1] == "/" else f"xl/{target}"
        parts[unescape(found.get("name", ""))] = part
    return parts


def _frozen(head: str) -> dict[str, int]:
    pane = _PANE.search(head)
    found = dict(_ATTRIBUTE.findall(pane[0])) if pane else {}
    if not found.get("state", "").startswith("frozen"):
        return {}
    splits = {"frozenRowCount": "ySplit", "frozenColumnCount": "xSplit"}
    return {
        ours: int(float(found[name])) for ours, name in splits.items() if name in found
    }


def _columns(head: str) -> Iterator[tuple[int, Json]]:
    for tag in _COLUMN.findall(head):
        found = dict(_ATTRIBUTE.findall(tag))
        properties: Json = {}
        if found.get("customWidth") in {"1", "true"} and "width" in found:
            characters = int(float(found["width"]))
            pixels = round(float(found["width"]) * _CHARACTER + 0.5)
            properties["pixelSize"] = pixels if characters else _PADDING
        if found.get("hidden") in {"1", "true"}:
            properties["hiddenByUser"] = True
        # A run to the last column is a default, not a width of those columns.
        last = min(int(found["max"]), _MAX_COLUMNS)
        if properties and last - int(found["min"]) < _MAX_COLUMNS // 2:
            for index in range(int(found["min"]) - 1, last):
                yield index, properties
