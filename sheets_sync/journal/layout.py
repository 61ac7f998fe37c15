"""Where in a journal its copies stand, and the digest that says they are as expected.

From the top: the headers of each tab that the batch touches, a row each. Then, below a
margin, one row for each row of theirs: first the values of those that go, and those of
a block (whole rows, told by what we knew of them in the first column); then those that
go with all they have, those the batch added, those it overwrites (their key, then the
whole row), those it writes into fresh columns of (their key alone), and once more those
it overwrites, as they are when it has. A row's copy begins in the second column.
"""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from itertools import zip_longest
from typing import Any, Final

from sheets_sync.cells import is_blank
from sheets_sync.model import CellValue, Tab

# Formulas copied from further down point up; this far they do so without breaking.
MARGIN_ROWS: Final = 100
COPY_COLUMN: Final = 1
# Keys of the two columns that tell who a row of ours is about.
WHO: Final = ("customer", "phone")

# What a formula shows that fails; answers name such a value in other words.
ERRORS: Final = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#ERROR!")
)

# What stands for a blank cell among fingerprints.
BLANK_PRINT: Final = "-"

Row = Sequence[CellValue]
Run = tuple[int, int]
"""First row and count of rows that follow each other in a tab."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a journal keeps of one tab; rows and columns are those of that tab.

    Attributes:
        sheet_id: the tab.
        header_row_index: the row whose cells tell whether columns moved.
        header_print: stands for each cell of that row as it was read.
        key_column: the column whose cells tell whether rows moved.
        columns: the columns in which rows are overwritten.
        theirs: those of them whose cells have to be as read: people's, and ours where
            nothing else tells the rows.
        fresh: the columns that the batch itself inserts.
        who: where the columns stand that say who a row of ours is about.
        gone: rows that are deleted.
        block: rows of a block, all of them ours.
        added: rows that the batch itself inserts.
        overwritten: rows in which cells are overwritten.
        watched: rows that are written in fresh columns only.
        width: how many columns hold anything, or are written.
    """

    sheet_id: int
    header_row_index: int
    header_print: str
    key_column: int
    columns: tuple[int, ...] = ()
    theirs: tuple[int, ...] = ()
    fresh: tuple[int, ...] = ()
    who: tuple[int, ...] = ()
    gone: tuple[Run, ...] = ()
    block: tuple[Run, ...] = ()
    added: tuple[Run, ...] = ()
    overwritten: tuple[Run, ...] = ()
    watched: tuple[Run, ...] = ()
    width: int = 0


KINDS: Final = (
    *("values", "block", "gone", "added"),
    *("overwritten", "watched", "after"),
)
# Kinds of copies whose rows another kind names as well.
SAME_ROWS: Final = {"values": "gone", "after": "overwritten"}
WHOLE: Final = frozenset({"values", "block"})


@dataclass(frozen=True, slots=True)
class Place:
    """Rows of a tab that follow each other, and where the journal has them."""

    part: Part
    kind: str
    row_index: int
    count: int
    at: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All parts of a journal."""

    parts: tuple[Part, ...]

    def places(self) -> Iterator[Place]:
        """Yield every run of rows with its place, from the top of the journal down."""
        at = max(MARGIN_ROWS, len(self.parts))
        for kind in KINDS:
            for part in self.parts:
                for row_index, count in getattr(part, SAME_ROWS.get(kind, kind)):
                    yield Place(part, kind, row_index, count, at)
                    at += count

    @property
    def row_count(self) -> int:
        """Number of rows a journal needs."""
        last = len(self.parts)
        for place in self.places():
            last = place.at + place.count
        return max(last, 1)

    def ranges(self) -> list[str]:
        """Return the ranges, without the tab, of all that the digest is made from."""
        whole = [place for place in self.places() if place.kind in WHOLE]
        keyed = [
            place for place in self.places() if place.kind in ("overwritten", "watched")
        ]
        ranges = [f"1:{len(self.parts)}"] if self.parts else []
        if whole:
            ranges.append(f"{whole[0].at + 1}:{whole[-1].at + whole[-1].count}")
        if keyed:
            first, last = keyed[0].at + 1, keyed[-1].at + keyed[-1].count
            whole_rows = any(part.theirs for part in self.parts)
            letter = "" if whole_rows else "A"
            ranges.append(f"{letter}{first}:{letter}{last}")
        return ranges

    def encoded(self) -> tuple[Any, ...]:
        """Return the layout as nested tuples that metadata can hold.

        How many rows there are is kept, not which: metadata is short, and by the time
        it is read people may have moved them anyway.
        """
        counted = (
            replace(
                part,
                gone=_counted(part.gone),
                block=_counted(part.block),
                added=_counted(part.added),
                overwritten=_counted(part.overwritten),
                watched=_counted(part.watched),
            )
            for part in self.parts
        )
        return tuple(astuple(part) for part in counted)


def _counted(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    total = sum(count for _, count in runs)
    return ((0, total),) if total else ()


def decoded(value: Sequence[Any]) -> Layout:
    """Return the layout whose ``encoded`` this is.

    Raises:
        TypeError: It is none.
    """
    return Layout(tuple(Part(*part) for part in value))


Cells = Mapping[int, Row]
"""Rows of a journal that were read, by row index."""


def copies_of(
    part: Part, places: Iterable[Place], cells: Cells, *kinds: str
) -> dict[int, Row]:
    """Return the copies of whole rows of a tab, of these kinds or all, by row there."""
    return {
        at: cells.get(at, ())[COPY_COLUMN:]
        for place in places
        if place.part == part and (place.kind in kinds or not kinds)
        for at in range(place.at, place.at + place.count)
    }


def digest_of_copies(layout: Layout, cells: Cells) -> int:
    """Return the digest of what a journal holds."""

    def pieces() -> Iterator[str]:
        for place in layout.places():
            for at in range(place.at, place.at + place.count):
                row = cells.get(at, ())
                yield _line(place, row[COPY_COLUMN:], row[0] if row else None)

    return _digest(pieces())


def digest_expected(layout: Layout, tabs: Mapping[int, Tab]) -> int:
    """Return the digest that a journal has where nobody moved or typed anything."""

    def pieces() -> Iterator[str]:
        for place in layout.places():
            tab, key_column = tabs[place.part.sheet_id], place.part.key_column
            for row_index in range(place.row_index, place.row_index + place.count):
                key = tab.cell(row_index, key_column)
                yield _line(place, row_of(tab, row_index), key)

    return _digest(pieces())


def _line(place: Place, row: Row, key: CellValue) -> str:
    """Return what of a row counts: of rows that are copied whole, all of it."""
    if place.kind == "values":
        return line_of(row, place.part.who)
    if place.kind == "block":
        return prints(row, place.part.columns)
    if place.kind == "overwritten" and place.part.theirs:
        return f"{_text(key)} {prints(row, place.part.theirs)}"
    return "" if place.kind in ("gone", "added", "after") else _text(key)


def who_columns(tab: Tab) -> tuple[int, ...]:
    """Return where the columns stand that say who a row of ours is about."""
    columns = tab.owned_columns
    return tuple(columns[key] for key in WHO if key in columns)


def row_of(tab: Tab, row_index: int) -> tuple[CellValue, ...]:
    """Return the cells of one row, as wide as the tab is used."""
    return tuple(tab.cell(row_index, at) for at in range(tab.used_column_count))


def who_is(row: Row, who: Sequence[int]) -> str:
    """Return who a row is about, as one text."""
    return "\t".join(_text(row[at]) if at < len(row) else "" for at in who)


def prints(row: Row, columns: Sequence[int]) -> str:
    """Return a fingerprint of each of these cells, as one text."""
    cells = (row[at] if at < len(row) else None for at in columns)
    return " ".join(print_of(cell) for cell in cells)


def print_of(cell: CellValue) -> str:
    """Return the fingerprint of a cell; a blank one has none."""
    text = _text(cell)
    return f"{zlib.crc32(text.encode()):x}" if text else BLANK_PRINT


def headers_agree(known: str, copied: Row) -> bool:
    """Tell whether headers stand where they were read.

    One of them may read otherwise: a column that moves takes more than one along, and
    one that somebody renames, or a formula that tells the time, moves nothing.
    """
    there = prints(copied, range(len(copied))).split()
    pairs = zip_longest(known.split(), there, fillvalue=BLANK_PRINT)
    return sum(a != b for a, b in pairs) <= 1


def print_of_row(row: Row) -> str:
    """Return the fingerprint of a row, whatever blank cells follow it."""
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return f"{zlib.crc32(chr(0).join(texts).encode()):x}"


def line_of(row: Row, who: Sequence[int]) -> str:
    """Return who a row that goes is about, and what stands for its cells."""
    return f"{who_is(row, who)}\n{print_of_row(row)}"


def _text(cell: CellValue) -> str:
    """Return a cell as it is compared: both ways of reading it give the same."""
    if is_blank(cell):
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, str):
        return "#" if cell in ERRORS else cell
    return f"{cell:.12g}"


def _digest(pieces: Iterable[str]) -> int:
    digest = 0
    for piece in pieces:
        digest = zlib.crc32(piece.encode() + b"\0", digest)
    return digest
