"""A formula as the engine takes it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from local_sheets.formulas.tokens import (
    Call,
    Corner,
    Name,
    Piece,
    Reference,
    pieces,
)
from local_sheets.grid.a1 import quoted_title
from local_sheets.grid.model import CellRange
from local_sheets.grid.spreadsheet import Spreadsheet, resolved

# Functions whose result changes though no cell does.
_VOLATILE = {"NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY"}
_ARRAY = "ARRAYFORMULA"
_ARRAYS = {
    _ARRAY,
    "CHOOSECOLS",
    "CHOOSEROWS",
    "FILTER",
    "HSTACK",
    "SEQUENCE",
    "SORT",
    "TOCOL",
    "TOROW",
    "TRANSPOSE",
    "UNIQUE",
    "VSTACK",
    "WRAPCOLS",
    "WRAPROWS",
}
# How Excel's files mark functions that are newer than their format.
_PREFIXES = ("_XLFN.", "_XLWS.", "_XLUDF.")


class Fed(NamedTuple):
    """A formula made ready.

    Attributes:
        text: what the engine is given; None when it lacks a function.
        titles: the tabs it names, in lower case.
        volatile: its result changes though no cell does.
        anywhere: it may refer to any tab.
        single: the one cell that it is nothing but a reference to.
        is_array: its result may fill several cells.
    """

    text: str | None
    titles: frozenset[str]
    volatile: bool
    anywhere: bool
    single: Reference | None
    is_array: bool


def fed(text: str, names: Mapping[str, str], knows: Callable[[str], bool]) -> Fed:
    """Return a formula made ready for the engine.

    Args:
        text: the formula.
        names: named ranges in lower case, with the cells they stand for.
        knows: tells whether the engine has a function.
    """
    found = pieces(text)
    taken: list[str | Piece] = []
    tabs, calls = set(), set()
    for piece in found:
        real = piece if isinstance(piece, str) else _named(piece, names)
        if isinstance(real, Call):
            name = _plain(real.name)
            calls.add(name)
            taken.append(_opening(name))
            continue
        if isinstance(real, Reference) and real.tab is not None:
            tabs.add(real.tab.casefold())
        taken.append(real)
    known = all(name == _ARRAY or knows(name) for name in calls)
    return Fed(
        "".join(map(str, taken)) if known else None,
        frozenset(tabs),
        volatile=not _VOLATILE.isdisjoint(calls),
        anywhere="INDIRECT" in calls,
        single=_single(found),
        is_array=not _ARRAYS.isdisjoint(calls) or text.startswith("={"),
    )


def _plain(name: str) -> str:
    for prefix in _PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _opening(name: str) -> str:
    # The engine works on arrays wherever a range stands for one value.
    return "(" if name == _ARRAY else f"{name}("


def _named(piece: Piece, names: Mapping[str, str]) -> Piece:
    """Return the cells of a named range for its name."""
    if isinstance(piece, Name):
        word = piece.text
    elif isinstance(piece, Reference) and piece.rest:
        word = piece.rest
    else:
        return piece
    cells = names.get(word.casefold())
    return piece if cells is None else pieces(cells)[0]


def _single(found: tuple[Piece, ...]) -> Reference | None:
    match found:
        case ("=", Reference(first=Corner(), last=None) as reference):
            return reference
    return None


def named_cells(spreadsheet: Spreadsheet) -> dict[str, str]:
    """Return the named ranges in lower case, with the cells they stand for."""
    titles = {sheet.sheet_id: sheet for sheet in spreadsheet.sheets}
    found = {}
    for named in spreadsheet.named_ranges:
        sheet = titles.get(named["range"].get("sheetId", 0))
        if sheet is not None:
            cells = resolved(sheet, named["range"])
            found[named["name"].casefold()] = _absolute(sheet.title, cells)
    return found


def _absolute(title: str, cells: CellRange) -> str:
    first = Corner(cells.start_column, cells.start_row)
    last = Corner(cells.end_column - 1, cells.end_row - 1)
    return f"{quoted_title(title)}!{first}:{last}"
