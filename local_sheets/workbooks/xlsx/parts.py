"""The files inside an .xlsx archive: where each tab is, and what belongs to it."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self
from xml.etree.ElementTree import Element

from local_sheets.errors import RefusedError
from local_sheets.workbooks.xlsx.xml import parsed

_BLOCK = 2**22
# What is read whole; the rows of a tab are not.
_MAX_PART = 2**26
_TABLES = "xl/tables/"
_MAX_UNPACKED = 2**32
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError)


class Relation(NamedTuple):
    """What a part refers to: another part, or an address outside."""

    kind: str
    target: str
    external: bool


class WorkbookParts:
    """Reads the parts of an .xlsx file.

    Raises:
        RefusedError: the file unpacks to more than 4 GiB.
    """

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)
        self._sizes = {
            info.filename: info.file_size for info in self._archive.infolist()
        }
        if sum(self._sizes.values()) > _MAX_UNPACKED:
            self._archive.close()
            raise RefusedError("The workbook is too large to be opened.")
        self.workbook = self.tree("xl/workbook.xml")
        self._by_id = self.relations("xl/workbook.xml")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def tree(self, part: str) -> Element:
        """Return a part as elements; one that cannot be read holds nothing."""
        if not 0 < self._sizes.get(part, 0) <= _MAX_PART:
            return Element("nothing")
        try:
            return parsed(self._archive.read(part))
        except (*_DAMAGE, NotImplementedError):
            return Element("nothing")

    def properties(self) -> dict[str, str]:
        """Return the custom document properties that hold text."""
        found = self.tree("docProps/custom.xml").iter("property")
        return {item.get("name", ""): item.findtext("lpwstr") or "" for item in found}

    def theme(self) -> Element:
        """Return the theme, which names colours."""
        return self._first("theme")

    def styles(self) -> Element:
        """Return the cell formats of the workbook."""
        return self._first("styles")

    def _first(self, kind: str) -> Element:
        found = (one.target for one in self._by_id.values() if one.kind == kind)
        return self.tree(next(found, ""))

    def tab_parts(self) -> dict[str, str]:
        """Return the part of each tab by its name."""
        return {
            item.get("name", ""): self._by_id[item.get("id", "")].target
            for item in self.workbook.iter("sheet")
            if item.get("id") in self._by_id
        }

    def table_names(self) -> tuple[str, ...]:
        """Return the names of the workbook's Excel tables."""
        found = (name for name in self._sizes if name.startswith(_TABLES))
        names = (self.tree(part).get("displayName", "") for part in found)
        return tuple(name for name in names if name)

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by relationship id."""
        folder, name = posixpath.split(part)
        found = self.tree(f"{folder}/_rels/{name}.rels").iter("Relationship")
        return {item.get("Id", ""): _relation(folder, item) for item in found}

    def blocks(self, part: str, end: bytes) -> Iterator[bytes]:
        """Yield a part of any size in blocks that end with `end`, then what is left.

        What is left is dropped when it is too large to be read whole.
        """
        if part not in self._sizes:
            return
        rest = b""
        with self._archive.open(part) as stream:
            while len(rest) <= _MAX_PART and (block := stream.read(_BLOCK)):
                whole, mark, rest = (rest + block).rpartition(end)
                if mark:
                    yield whole + mark
        yield rest if len(rest) <= _MAX_PART else b""


def _relation(folder: str, item: Element) -> Relation:
    target = item.get("Target", "")
    external = item.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Relation(item.get("Type", "").rpartition("/")[2], target, external)
