"""A formula taken apart as far as its references, functions and names go."""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from local_sheets.grid.a1 import column_index, column_letters, quoted_title
from local_sheets.grid.model import ROWS

BROKEN = "#REF!"
_letters = cache(column_letters)


class Corner(NamedTuple):
    """One end of a reference: zero-based, None where that end is open.

    Attributes:
        column: the column.
        row: the row.
        column_fixed: the column has a ``$``.
        row_fixed: the row has a ``$``.
    """

    column: int | None
    row: int | None
    column_fixed: bool = False
    row_fixed: bool = False

    def at(self, axis: str) -> int | None:
        """Return the row or the column."""
        return self.row if axis == ROWS else self.column

    def moved(self, axis: str, at: int) -> "Corner":
        """Return the corner with its row or column replaced."""
        if axis == ROWS:
            return Corner(self.column, at, self.column_fixed, self.row_fixed)
        return Corner(at, self.row, self.column_fixed, self.row_fixed)

    def __str__(self) -> str:
        column = "" if self.column is None else _letters(self.column)
        row = "" if self.row is None else str(self.row + 1)
        marks = "$" * self.column_fixed, "$" * self.row_fixed
        return f"{marks[0]}{column}{marks[1]}{row}"


class Reference(NamedTuple):
    """A cell or a range in a formula.

    Attributes:
        tab: title of the tab it names; None is the tab the formula stands on.
        first: the cell, or the range's first corner; None after a tab's title that
            something else follows, a name or an error.
        last: the range's other corner; None for a single cell.
        rest: what follows the tab's title when it is no cell.
    """

    tab: str | None
    first: Corner | None
    last: Corner | None = None
    rest: str = ""

    def is_on(self, title: str, home: str) -> bool:
        """Tell whether it points into a tab, from a formula on the tab `home`."""
        named = home if self.tab is None else self.tab
        return named.casefold() == title.casefold()

    def __str__(self) -> str:
        tab = "" if self.tab is None else f"{quoted_title(self.tab)}!"
        span = self.rest if self.first is None else str(self.first)
        return f"{tab}{span}" + ("" if self.last is None else f":{self.last}")


class Call(NamedTuple):
    """The name of a function, up to and with its opening bracket."""

    name: str
    text: str

    def __str__(self) -> str:
        return self.text


class Name(NamedTuple):
    """A word that is no cell: a named range, a variable, TRUE or FALSE."""

    text: str

    def __str__(self) -> str:
        return self.text


# A str is text that refers to nothing.
Piece: TypeAlias = str | Reference | Call | Name

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_COLUMN = r"\$?[A-Za-z]{1,3}"
_ROW = r"\$?[1-9]\d{0,6}"
# Not the end of a longer word, of a function's, a table's or a tab's name.
_END = r"(?![\w.\[]|\s*\(|!)"
_SPAN = (
    rf"(?:{_CELL}:(?:{_CELL}|{_COLUMN}|{_ROW}){_END}"
    rf"|{_COLUMN}:(?:{_CELL}|{_COLUMN}){_END}"
    rf"|{_ROW}:(?:{_CELL}|{_ROW}){_END}"
    rf"|{_CELL}{_END})"
)
_ERROR = r"#[A-Z][A-Z0-9/_]*[!?]?"
_TAB = r"(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!"
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"]|"")*"'
    rf"|{_ERROR}(?:{_SPAN})?"
    # Other files and parts of Excel tables: [1]Tab!A1, Table[Column].
    r"|[\w.]*\[(?:[^\[\]]|\[[^\]]*\])*\](?:[\w.]+!)?(?:\$?[A-Za-z]+\$?\d+)?)"
    rf"|(?P<tab>{_TAB})(?:(?P<there>{_SPAN})|(?P<rest>{_ERROR}|[\w.]+|))"
    rf"|(?P<here>{_SPAN})"
    r"|(?P<call>[^\W\d][\w.]*)\s*\("
    r"|(?P<name>[^\W\d][\w.?]*)"
    r"|(?P<number>\$?\d[\w.]*)"
)
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")


# Taking apart costs more than anything else that is done with a formula.
_KNOWN: dict[str, tuple[Piece, ...]] = {}
_MOST_KNOWN = 65_536


def pieces(formula: str) -> tuple[Piece, ...]:
    """Return a formula in pieces that give its text back when they are joined."""
    known = _KNOWN.get(formula)
    return _apart(formula) if known is None else known


def joined(found: Sequence[Piece]) -> str:
    """Return the text of a formula in pieces, so that `pieces` need not look again."""
    text = "".join(map(str, found))
    _remember(text, tuple(found))
    return text


def _remember(text: str, found: tuple[Piece, ...]) -> None:
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[text] = found


def _apart(formula: str) -> tuple[Piece, ...]:
    found: list[Piece] = []
    end = 0
    for match in _TOKEN.finditer(formula):
        if match.start() > end:
            found.append(formula[end : match.start()])
        found.append(_piece(match))
        end = match.end()
    if end < len(formula):
        found.append(formula[end:])
    _remember(formula, tuple(found))
    return tuple(found)


def _piece(match: re.Match[str]) -> Piece:
    kind = match.lastgroup
    if kind == "here":
        return _reference(None, match["here"])
    if kind in {"there", "rest"}:
        title = match["tab"][:-1]
        if title.startswith("'"):
            title = title[1:-1].replace("''", "'")
        if kind == "rest":
            return Reference(title, None, None, match["rest"])
        return _reference(title, match["there"])
    if kind == "call":
        return Call(match["call"].upper(), match[0])
    return Name(match[0]) if kind == "name" else match[0]


def _reference(tab: str | None, span: str) -> Reference:
    first, colon, last = span.partition(":")
    return Reference(tab, _corner(first), _corner(last) if colon else None)


def _corner(text: str) -> Corner:
    match = _CORNER.fullmatch(text)
    if match is None:
        raise ValueError(text)
    before, letters, between, digits = match.groups()
    row = int(digits) - 1 if digits else None
    if not letters:
        return Corner(None, row, row_fixed=bool(before or between))
    return Corner(column_index(letters), row, bool(before), bool(between))
