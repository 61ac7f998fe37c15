"""How the tracker was read, a row per tab and column, with room for corrections."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from segments.headers import roles_of_kind
from segments.tables import Doubt, Table, Told
from segments.tables.told import OWN, UNTOLD
from sheets_sync.a1 import column_letter
from sheets_sync.cells import is_blank, literal_text
from sheets_sync.corrections import READING_HEADERS, header_text
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import BlockCell
from sheets_sync.layout import HEADER, TITLE
from sheets_sync.model import Snapshot, Tab
from sheets_sync.sources import hidden_tabs, is_source

Row = tuple[BlockCell, ...]
READING_TITLE: Final = "How I read this tracker"
READING_HINT: Final = (
    "Is something wrong? Choose the right word under “Should be” and refresh. "
    "Clear the cell to let us decide again."
)
NOTES: Final = {
    Doubt.NOT_AS_HEADED: "it does not hold what its header says; please check",
    Doubt.BY_CONTENT: "by what it holds; please check",
    Doubt.UNSURE: "another column holds the same kind of thing; say which counts",
}
NOT_READ: Final = "not read"
HIDDEN: Final = "not read, because the tab is hidden"
HEADLESS: Final = "not read, because it has no header"
NOT_FOUND: Final = "not found any more; clear “Should be” to drop this line"
OWN_COLUMN: Final = "your own column"
OWN_CHOICE: Final = "my own column"
TAB_CHOICES: Final = ("customers", "orders", "nothing")


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A tab or a column: how it was read, and the words it may be corrected to."""

    row: Row
    choices: tuple[str, ...]


def reading_head() -> tuple[Row, ...]:
    """Return what stands above the lines: a title, what to do, the header."""
    return (
        (BlockCell(READING_TITLE, TITLE),),
        (BlockCell(READING_HINT),),
        tuple(BlockCell(text, HEADER) for text in READING_HEADERS),
    )


def reading_lines(snapshot: Snapshot, findings: Findings) -> tuple[ReadingLine, ...]:
    """Return a line per tab of the seller's and per column of a table in it."""
    told = [
        line
        for tab in snapshot.tabs
        if is_source(tab) and tab.mark is None and tab.used_row_count
        for line in _lines_of_tab(tab, findings)
    ]
    hidden = [
        _line((tab.title, "", "", HIDDEN, ""), ()) for tab in hidden_tabs(snapshot)
    ]
    lost = [
        _line((*one.cells[:3], NOT_FOUND, one.cells[-1]), ())
        for one in findings.corrections.misplaced
    ]
    return (*told, *hidden, *lost)


def _line(cells: tuple[str, ...], choices: tuple[str, ...]) -> ReadingLine:
    row = tuple(BlockCell(literal_text(cell) or None) for cell in cells)
    return ReadingLine(row, choices)


def _lines_of_tab(tab: Tab, findings: Findings) -> Iterator[ReadingLine]:
    """Yield the line of the tab, then one for each column of its tables.

    Last come columns without a header, and those that the seller said something of.
    """
    told = findings.corrections.told.get(tab.sheet_id, UNTOLD)
    tables = [table for table in findings.tables if table.source == tab.title]
    read = "; ".join(
        f"{table.kind}, header in row {table.header_row_index + 1}" for table in tables
    )
    yield _line((tab.title, "", "", read or NOT_READ, told.kind or ""), TAB_CHOICES)
    listed: set[int] = set(tab.owned_columns.values())
    for table in tables:
        for column_index, role in columns_of(table):
            listed.add(column_index)
            header = header_text(tab.cell(table.header_row_index, column_index) or "")
            read_as = _read_as(table, column_index, role)
            yield _column_line(tab, column_index, (header, read_as), told, tables)
    rest = {*told.roles, *(_headless(tab, tables[0]) if tables else ())} - listed
    for column_index in sorted(rest):
        shown = ("", HEADLESS if tables else NOT_READ)
        yield _column_line(tab, column_index, shown, told, tables)


def _column_line(
    tab: Tab,
    column_index: int,
    shown: tuple[str, str],
    told: Told,
    tables: Sequence[Table],
) -> ReadingLine:
    roles = dict.fromkeys(role for one in tables for role in roles_of_kind(one.kind))
    said = shown_role(told.roles.get(column_index, ""))
    cells = (tab.title, column_letter(column_index), *shown, said)
    return _line(cells, (*map(shown_role, roles), OWN_CHOICE))


def _headless(tab: Tab, table: Table) -> Iterator[int]:
    """Yield the columns that hold something below the header but have none."""
    below = table.header_row_index + 1
    for column_index, cells in enumerate(tab.columns):
        headed = not is_blank(tab.cell(table.header_row_index, column_index))
        if not headed and not all(map(is_blank, cells[below:])):
            yield column_index


def _read_as(table: Table, column_index: int, role: str) -> str:
    shown = shown_role(role) if role else OWN_COLUMN
    doubt = table.doubts.get(column_index)
    return f"{shown}: {NOTES[doubt]}" if doubt else shown


def columns_of(table: Table) -> list[tuple[int, str]]:
    """Return the columns of a table from left to right, with their roles or none."""
    roles = {index: role for role, index in table.fields.items()}
    indexes = sorted({*roles, *table.own_columns.values()})
    return [(index, roles.get(index, "")) for index in indexes]


def shown_role(role: str) -> str:
    """Return a role in the words of the block."""
    return OWN_CHOICE if role == OWN else role.replace("_", " ")
