"""The rows of a block as we wrote them, kept in its mark, and found again in its tab.

A row is known by its words, wherever it stands now: sorted, cut and pasted, or further
down than it was. Figures change too often to tell it by.
"""

import base64
import zlib
from collections import Counter, defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from sheets_sync.cells import is_blank
from sheets_sync.long_lists import LONG, LongFound, encode_long
from sheets_sync.model import CellValue

BLANK: Final = " "
ANYTHING: Final = "."
WORD_LENGTH: Final = 3
BETWEEN: Final = "|"
# All metadata of a tab shares 30,000 characters.
MOST_CHARACTERS: Final = 20_000

Cell = str
"""What is kept of a cell: the print of a word, or that it is blank or anything else."""
Line = tuple[Cell, ...]
Words = tuple[tuple[int, Cell], ...]


def encode_lines(rows: Sequence[Sequence[CellValue]], free: Sequence[range]) -> str:
    """Return what the mark of a block keeps of its rows.

    Where they are many it is less of each, and nothing where that is too long as well.

    Args:
        rows: The values as we write them.
        free: For each row the columns in which people type as well.
    """
    lines = [
        [
            ANYTHING if at in free[row_index] else _kept(cell)
            for at, cell in enumerate(row)
        ]
        for row_index, row in enumerate(rows)
    ]
    text = BETWEEN.join("".join(line).rstrip() for line in lines)
    if len(text) > MOST_CHARACTERS:
        text = encode_long(lines, {at for columns in free for at in columns})
    return text if len(text) <= MOST_CHARACTERS else ""


def decode_lines(text: str) -> tuple[Line, ...]:
    """Return the lines of a mark."""
    return tuple(tuple(_cells(line)) for line in text.split(BETWEEN)) if text else ()


def _cells(line: str) -> Iterator[Cell]:
    at = 0
    while at < len(line):
        length = 1 if line[at] in (BLANK, ANYTHING) else WORD_LENGTH
        yield line[at : at + length]
        at += length


def _kept(cell: CellValue) -> Cell:
    if is_blank(cell):
        return BLANK
    if not isinstance(cell, str):
        return ANYTHING
    digest = zlib.crc32(cell.strip().encode()).to_bytes(4, "big")
    return base64.urlsafe_b64encode(digest).decode()[:WORD_LENGTH]


def ours_of(line: Line) -> frozenset[int]:
    """Return the columns in which we wrote something."""
    return frozenset(at for at, cell in enumerate(line) if cell != BLANK)


def words_of(line: Line) -> Words:
    """Return the words of a line with their columns."""
    return tuple(
        (at, cell) for at, cell in enumerate(line) if cell not in (BLANK, ANYTHING)
    )


def find_rows(
    text: str, rows: Sequence[Sequence[CellValue]], columns: Collection[int]
) -> "Found | LongFound":
    """Return which rows are lines of the block whose mark keeps this text.

    Args:
        text: what the mark keeps of its lines.
        rows: the rows of its tab, each as wide as the block.
        columns: which of the block's columns are there still.
    """
    kept = [tuple(map(_kept, row)) for row in rows]
    if text.startswith(LONG):
        return LongFound(text, kept)
    lines = [
        tuple(cell if at in columns else BLANK for at, cell in enumerate(line))
        for line in decode_lines(text)
    ]
    return Found(lines, kept)


class Found:
    """Which row of a tab is which line of a block."""

    def __init__(self, lines: Sequence[Line], rows: Sequence[Line]) -> None:
        """Find the lines among rows, each as wide as the block."""
        self._lines = lines
        self._rows = rows
        self.line_of: dict[int, int] = {}
        self._open = {
            at: words for at, one in enumerate(lines) if (words := words_of(one))
        }
        self._find_whole(exactly=True)
        self._find_whole(exactly=False)
        self.whole_count = len(self.line_of)
        self._find_most()
        self._find_spaces()

    @property
    def is_complete(self) -> bool:
        """Tell whether every line that has words was found with all of them."""
        return self.whole_count == sum(any(words_of(one)) for one in self._lines)

    @property
    def is_in_place(self) -> bool:
        """Tell whether each column of ours has a word of ours, wherever rows went."""
        where = {at for line in self._lines for at, _ in words_of(line)}
        return where == {
            at
            for row_index, line_at in self.line_of.items()
            for at, word in words_of(self._lines[line_at])
            if self._rows[row_index][at] == word
        }

    def ours(self, row_index: int) -> frozenset[int] | None:
        """Return the columns of a row in which we wrote something."""
        at = self.line_of.get(row_index)
        return frozenset() if at is None else ours_of(self._lines[at])

    def _find_whole(self, *, exactly: bool) -> None:
        """Find the rows that have all words of a line, and nothing in its blanks."""
        by_words: dict[Words, deque[int]] = defaultdict(deque)
        for at, words in self._open.items():
            by_words[words].append(at)
        shapes = {tuple(at for at, _ in words) for words in by_words}
        widest_first = sorted(shapes, key=lambda shape: (-len(shape), shape))
        for row_index, row in enumerate(self._rows):
            if row_index in self.line_of:
                continue
            for shape in widest_first:
                waiting = by_words.get(tuple((at, row[at]) for at in shape))
                if waiting and (not exactly or self._fits(waiting[0], row)):
                    self._take(row_index, waiting.popleft())
                    break

    def _fits(self, line_at: int, row: Line) -> bool:
        ours = ours_of(self._lines[line_at])
        return all(cell == BLANK or at in ours for at, cell in enumerate(row))

    def _find_most(self) -> None:
        """Find the rows in which somebody typed over a word of ours, or two of five."""
        holders: Mapping[tuple[int, Cell], list[int]] = defaultdict(list)
        for at, words in self._open.items():
            for word in words:
                holders[word].append(at)
        for row_index, row in enumerate(self._rows):
            if row_index in self.line_of or not self._open:
                continue
            shared = Counter(
                at for word in words_of(row) for at in holders.get(word, ())
            )
            for at, count in shared.most_common():
                if at in self._open and 2 * count > len(self._open[at]):
                    self._take(row_index, at)
                    break

    def _find_spaces(self) -> None:
        """Find the rest where as many rows stand between as there were.

        That is lines without words.
        """
        for first, last in pairwise(sorted(self.line_of)):
            above, below = self.line_of[first], self.line_of[last]
            if last - first != below - above:
                continue
            for row_index, at in enumerate(range(above + 1, below), first + 1):
                line, row = self._lines[at], self._rows[row_index]
                if not words_of(line) and not (ours_of(line) and words_of(row)):
                    self.line_of[row_index] = at
                    self._open.pop(at, None)

    def _take(self, row_index: int, line_at: int) -> None:
        self.line_of[row_index] = line_at
        del self._open[line_at]
