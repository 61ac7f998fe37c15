"""What the seller says of how the tracker is read, under "Should be" on Data check.

A correction is typed beside a tab or a column; from the refresh that finds it on it is
kept as developer metadata of that tab or column, and so follows it wherever it is moved
and whatever it is renamed to. The cell shows what is kept; clearing it forgets.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segments.headers import CUSTOMERS, KINDS, ORDERS, role_of_word
from segments.tables import Told
from segments.tables.header_row import HEADER_ROWS
from segments.tables.told import NOTHING, OWN, UNTOLD
from sheets_sync.a1 import cell_address, column_letter
from sheets_sync.cells import is_blank, literal_text
from sheets_sync.changes import RememberCorrection
from sheets_sync.errors import UnreadableCorrectionError
from sheets_sync.model import Snapshot, Tab, TabMark

READING_HEADERS: Final = ("Tab", "Column", "Header", "Read as", "Should be")
SHOULD_BE: Final = READING_HEADERS.index("Should be")
KIND_WORDS: Final = {
    **dict.fromkeys(("customers", "customer", "clients", "people"), CUSTOMERS),
    **dict.fromkeys(("orders", "order", "sales"), ORDERS),
    **dict.fromkeys(("nothing", "none", "do not read", "not read"), NOTHING),
}
OWN_WORDS: Final = frozenset(
    {"own", "my own", "your own", "my own column", "your own column", "nothing", "-"}
)
# Words of ours above the lines, in the same column.
NOT_TYPED: Final = frozenset({"Should be", "Left out"})
# What stands for the tab and column where a line does not say them any more.
NOWHERE: Final = ("?", "", "", "?")
_LETTERS: Final = re.compile(r"[A-Z]{0,3}")

Place = tuple[int, int | None]
"""The id of a tab and a column in it; None is the tab as a whole."""


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A correction whose tab or column is not found; its words are kept as typed."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything the seller said of how the tracker is read.

    Attributes:
        told: What was said, by the id of the tab.
        remembered: What has to be kept, or forgotten, beside tabs and columns.
        misplaced: Corrections of tabs and columns that are not found.
        offered: The rows of the Data check tab where one may be typed today.
    """

    told: Mapping[int, Told]
    remembered: tuple[RememberCorrection, ...]
    misplaced: tuple[Misplaced, ...]
    offered: range

    def told_of(self, snapshot: Snapshot, title: str) -> Told:
        """Return what was said of the tab with this title."""
        return self.told.get(snapshot.tab_titled(title).sheet_id, UNTOLD)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the block on the Data check tab, as it stands today."""

    cells: tuple[str, ...]
    row_index: int

    @property
    def address(self) -> str:
        """Return the cell in which a correction is typed."""
        return cell_address(self.row_index, SHOULD_BE)

    @property
    def is_tab(self) -> bool:
        """Return whether it is about a tab as a whole."""
        return not self.cells[1]

    @property
    def should_be(self) -> str:
        return self.cells[SHOULD_BE]


def read_corrections(snapshot: Snapshot) -> Corrections:
    """Return what is kept, with what was typed or cleared since the last refresh.

    Raises:
        UnreadableCorrectionError: A cell holds no word that we know.
    """
    check = snapshot.own_tab(TabMark("check"))
    lines = list(_lines(check)) if check else []
    kept = {
        (tab.sheet_id, column_index): remembered
        for tab in snapshot.tabs
        for column_index, remembered in tab.corrections.items()
    }
    said = {
        place: one.value if is_correction(one.value, of_tab=place[1] is None) else ""
        for place, one in kept.items()
    }
    places = [_place(snapshot, line) for line in lines]
    unnamed = [said[place] for place in said if place not in places]
    misplaced: list[Misplaced] = []
    typed: dict[Place, str] = {}
    for line, place in zip(lines, places, strict=True):
        if place is None:
            misplaced += _misplaced(line, unnamed)
            continue
        if _meaning(line) is None and not _is_whole(check):
            misplaced.append(Misplaced((*NOWHERE, line.should_be)))
            continue
        value = _value(line, check.title if check else "")
        if value != said.get(place, ""):
            typed.setdefault(place, value)
    said |= typed
    misplaced += [Misplaced((*NOWHERE, word)) for word in _unread(check, lines)]
    remembered = tuple(
        RememberCorrection(
            *place, value, kept[place].metadata_id if place in kept else None
        )
        for place, value in said.items()
        if value != (kept[place].value if place in kept else "")
    )
    offered = _rows_of_block(check) if check else range(0)
    return Corrections(_told(said), remembered, tuple(misplaced), offered)


def _misplaced(line: _Line, unnamed: list[str]) -> Iterator[Misplaced]:
    """Yield a line whose tab or column is not found, if it says anything.

    What is kept of a tab or column that was renamed has no line by its new name yet:
    the line by its old name says the same, and is let go.
    """
    meaning = _meaning(line)
    if meaning and meaning in unnamed:
        unnamed.remove(meaning)
    elif line.should_be:
        yield Misplaced(line.cells)


def _rows_of_block(check: Tab) -> range:
    """Return the rows below the block's header, down to the first blank one."""
    for row_index in range(check.used_row_count):
        found = tuple(check.cell(row_index, at) for at in range(len(READING_HEADERS)))
        if found == READING_HEADERS:
            start = end = row_index + 1
            last = check.block.row_count if check.block else check.used_row_count
            while end < last and not is_blank(check.cell(end, 0)):
                end += 1
            return range(start, end)
    return range(0)


def _lines(check: Tab) -> Iterator[_Line]:
    """Yield the lines of the block, wherever they stand: the tab may be sorted.

    A line names a tab and how that is read, and a column only by its letters.
    """
    ours = check.block.row_count if check.block else 0
    for row_index in range(min(ours or check.used_row_count, check.used_row_count)):
        cells = [check.cell(row_index, at) for at in range(len(READING_HEADERS))]
        texts = tuple("" if is_blank(cell) else str(cell).strip() for cell in cells)
        title, letters, header, read_as, _ = texts
        if texts == READING_HEADERS or not (title and read_as):
            continue
        if _LETTERS.fullmatch(letters) and (letters or not header):
            yield _Line(texts, row_index)


def _is_whole(check: Tab | None) -> bool:
    """Tell whether our lines are as we wrote them, but for what is typed there."""
    return check is None or check.block is None or check.block.complete


def _unread(check: Tab | None, lines: Sequence[_Line]) -> Iterator[str]:
    """Yield what was typed under "Should be" in lines that lost what they are about."""
    if check is None or check.block is None or _is_whole(check):
        return
    read = {line.row_index for line in lines}
    for row_index in range(check.block.row_count):
        cell = check.cell(row_index, SHOULD_BE)
        is_ours = check.block.is_ours(row_index, SHOULD_BE)
        is_figure = isinstance(cell, int | float) and not isinstance(cell, bool)
        if row_index in read or not is_ours or is_blank(cell) or is_figure:
            continue
        if cell not in NOT_TYPED:
            yield str(cell).strip()


def _place(snapshot: Snapshot, line: _Line) -> Place | None:
    """Return the tab and column a line is about, where they are found again."""
    title, letters, header, *_ = line.cells
    tab = next((tab for tab in snapshot.tabs if tab.title.strip() == title), None)
    if tab is None:
        return None
    if line.is_tab:
        return tab.sheet_id, None
    columns = range(max(tab.used_column_count, tab.column_count))
    lettered = [at for at in columns if column_letter(at) == letters]
    if not header:
        return (tab.sheet_id, lettered[0]) if lettered else None
    headed = [at for at in range(tab.used_column_count) if _is_headed(tab, at, header)]
    found = [at for at in headed if at in lettered] or headed
    return (tab.sheet_id, found[0]) if len(found) == 1 else None


def _is_headed(tab: Tab, column_index: int, header: str) -> bool:
    """Tell whether a column has a cell with this header among its first rows."""
    cells = tab.columns[column_index][:HEADER_ROWS]
    return any(header_text(cell) == header for cell in cells if not is_blank(cell))


def header_text(cell: object) -> str:
    """Return a header cell as the block shows it."""
    return literal_text(" ".join(str(cell).split()))


def is_correction(value: str, *, of_tab: bool) -> bool:
    """Tell whether a value that was kept is one that we know."""
    if of_tab:
        return value in KIND_WORDS.values()
    return value == OWN or role_of_word(value, KINDS) == value


def _meaning(line: _Line) -> str | None:
    """Return what a line says; empty where it says nothing, None where we cannot."""
    word = " ".join(line.should_be.casefold().split())
    if not word:
        return ""
    if line.is_tab:
        return KIND_WORDS.get(word)
    return OWN if word in OWN_WORDS else role_of_word(word, KINDS)


def _value(line: _Line, title: str) -> str:
    """Return what a line says; empty where it says nothing."""
    meaning = _meaning(line)
    if meaning is not None:
        return meaning
    hint = (
        "write customers, orders or nothing"
        if line.is_tab
        else "write what the column holds, such as name or amount, or my own column"
    )
    message = f"“{title}”, cell {line.address}: we do not know this word; {hint}."
    raise UnreadableCorrectionError(message)


def _told(said: Mapping[Place, str]) -> Mapping[int, Told]:
    kinds = {sheet: value for (sheet, at), value in said.items() if at is None}
    roles: dict[int, dict[int, str]] = {}
    for (sheet, at), value in said.items():
        if at is not None and value:
            roles.setdefault(sheet, {})[at] = value
    return {
        sheet: Told(kinds.get(sheet) or None, roles.get(sheet, {}))
        for sheet in {*kinds, *roles}
    }
