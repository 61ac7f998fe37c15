"""What the seller says of how the tracker is read, under "Should be" on Data check.

A correction is typed beside a tab or a column; from the refresh that finds it on it is
kept as developer metadata of that tab or column, and so follows it wherever it is moved
and whatever it is renamed to. The cell shows what is kept; clearing it forgets.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from segments.headers import CUSTOMERS, ORDERS, role_of_word
from segments.tables import Told
from segments.tables.told import NOTHING, OWN
from sheets_sync.a1 import cell_address, column_letter
from sheets_sync.cells import is_blank
from sheets_sync.changes import RememberCorrection
from sheets_sync.errors import UnreadableCorrectionError
from sheets_sync.model import Snapshot, Tab, TabMark

READING_HEADERS: Final = ("Tab", "Column", "Header", "Read as", "Should be")
SHOULD_BE: Final = READING_HEADERS.index("Should be")
KIND_WORDS: Final = {
    "customers": CUSTOMERS,
    "orders": ORDERS,
    "nothing": NOTHING,
    "do not read": NOTHING,
}
OWN_WORDS: Final = frozenset({"own", "my own", "your own", "nothing", "-"})
_HEADER_ROWS: Final = 100


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


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the block on the Data check tab, as it stands today."""

    cells: tuple[str, ...]
    address: str

    @property
    def should_be(self) -> str:
        return self.cells[SHOULD_BE]


def read_corrections(snapshot: Snapshot) -> Corrections:
    """Return what is kept, with what was typed or cleared since the last refresh.

    Raises:
        UnreadableCorrectionError: A cell holds no word that we know.
    """
    check = snapshot.own_tab(TabMark("check"))
    rows = _rows_of_block(check) if check else range(0)
    kept = {
        (tab.sheet_id, place): remembered
        for tab in snapshot.tabs
        for place, remembered in tab.corrections.items()
    }
    said = {place: remembered.value for place, remembered in kept.items()}
    misplaced: list[Misplaced] = []
    for line in _lines(check, rows) if check else ():
        place = _place(snapshot, line)
        if place is not None:
            said[place] = _value(line, place, check.title if check else "")
        elif line.should_be:
            misplaced.append(Misplaced(line.cells))
    changed = {
        place: value
        for place, value in said.items()
        if value != (kept[place].value if place in kept else "")
    }
    remembered = tuple(
        RememberCorrection(
            *place, value, kept[place].metadata_id if place in kept else None
        )
        for place, value in changed.items()
    )
    return Corrections(_told(said), remembered, tuple(misplaced), rows)


def _rows_of_block(check: Tab) -> range:
    """Return the rows below the block's header, down to the first blank one."""
    for row_index in range(check.used_row_count):
        found = tuple(check.cell(row_index, at) for at in range(len(READING_HEADERS)))
        if found == READING_HEADERS:
            start = end = row_index + 1
            while not is_blank(check.cell(end, 0)):
                end += 1
            return range(start, end)
    return range(0)


def _lines(check: Tab, rows: range) -> Iterator[_Line]:
    for row_index in rows:
        cells = [check.cell(row_index, at) for at in range(len(READING_HEADERS))]
        texts = tuple("" if is_blank(cell) else str(cell).strip() for cell in cells)
        yield _Line(texts, cell_address(row_index, SHOULD_BE))


def _place(snapshot: Snapshot, line: _Line) -> tuple[int, int | None] | None:
    """Return the tab and column a line is about, where they are found again."""
    title, letter, header, *_ = line.cells
    tab = next((tab for tab in snapshot.tabs if tab.title == title), None)
    if tab is None:
        return None
    if not letter:
        return tab.sheet_id, None
    headed = [at for at in range(tab.used_column_count) if _is_headed(tab, at, header)]
    there = [at for at in headed if column_letter(at) == letter]
    found = there or (headed if len(headed) == 1 else [])
    return (tab.sheet_id, found[0]) if found else None


def _is_headed(tab: Tab, column_index: int, header: str) -> bool:
    """Tell whether a column has a cell with this header among its first rows."""
    cells = tab.columns[column_index][:_HEADER_ROWS]
    return any(header_text(cell) == header for cell in cells if not is_blank(cell))


def header_text(cell: object) -> str:
    """Return a header cell as the block shows it."""
    return " ".join(str(cell).split())


def _value(line: _Line, place: tuple[int, int | None], title: str) -> str:
    """Return what a line says; empty where it says nothing."""
    word = line.should_be.casefold()
    if not word:
        return ""
    if place[1] is None:
        if word in KIND_WORDS:
            return KIND_WORDS[word]
        hint = "write customers, orders or nothing"
    elif word in OWN_WORDS:
        return OWN
    else:
        role = role_of_word(word, (ORDERS, CUSTOMERS))
        if role:
            return role
        hint = "write what the column holds, such as name, phone or amount; or own"
    message = f"“{title}”, cell {line.address}: we do not know this word; {hint}."
    raise UnreadableCorrectionError(message)


def _told(said: Mapping[tuple[int, int | None], str]) -> Mapping[int, Told]:
    kinds = {sheet: value for (sheet, at), value in said.items() if at is None}
    roles: dict[int, dict[int, str]] = {}
    for (sheet, at), value in said.items():
        if at is not None and value:
            roles.setdefault(sheet, {})[at] = value
    return {
        sheet: Told(kinds.get(sheet) or None, roles.get(sheet, {}))
        for sheet in {*kinds, *roles}
    }
