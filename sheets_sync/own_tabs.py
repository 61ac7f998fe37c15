"""Which tabs are ours and which are copies, and where the headers of ours stand now.

A mark names the id of the tab that it was made for. Whether Sheets copies developer
metadata along with a tab is not documented, and this is right either way: a copy has
an id of its own, so a mark that it brings along is not its own. A copied spreadsheet
keeps the ids of its tabs.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheets_sync.arrange import arranged
from sheets_sync.cells import is_blank
from sheets_sync.ids import sheet_id_from
from sheets_sync.layout import (
    FACT_COLUMNS,
    IDENTITY_COLUMNS,
    LABEL_COLUMNS,
    MOVES_COLUMNS,
    SEGMENT_COLUMNS,
    Column,
)
from sheets_sync.model import CellValue, Role, Snapshot, Tab, TabMark

COLUMNS: Final[Mapping[Role, tuple[Column, ...]]] = {
    "segment": SEGMENT_COLUMNS,
    "moves": MOVES_COLUMNS,
    "customers": (*IDENTITY_COLUMNS, *FACT_COLUMNS, *LABEL_COLUMNS),
}
# Tabs of ours of which there may be more than one.
MANY: Final = frozenset({"kept", "journal"})
FIGURES: Final = frozenset({"count", "money", "date"})
# So many of our words in a row are no chance; a name and a city may be.
HEADERS_OF_OURS: Final = 2
# Fewer may stand in a list of the seller's as well.
HEADERS_OF_A_COPY: Final = 5
ROWS_LOOKED_AT: Final = 20
HEADER_ROWS_LOOKED_AT: Final = 50


def one_of_each(tabs: Sequence[Tab]) -> tuple[Tab, ...]:
    """Return the tabs, each mark on one of them only; the others are copies.

    Where older marks name no tab, the one whose id we would have chosen is ours, or
    the first. Rules and segments that are kept may be many.
    """
    ours: dict[tuple[str, str], Tab] = {}
    for tab in tabs:
        if tab.mark and tab.mark.role not in MANY:
            first = ours.setdefault(_who(tab.mark), tab)
            if _is_made_by_us(tab) and not _is_made_by_us(first):
                ours[_who(tab.mark)] = tab
    return tuple(
        tab
        if tab.mark is None or tab.mark.role in MANY or ours[_who(tab.mark)] is tab
        else as_copy(tab)
        for tab in tabs
    )


def as_copy(tab: Tab) -> Tab:
    """Return the tab as a person's: what its metadata says is of the original."""
    return replace(
        tab, mark=None, mark_id=None, owned_columns={}, block_columns={}, copied=True
    )


def _who(mark: TabMark) -> tuple[str, str]:
    return mark.role, mark.segment_key


def _is_made_by_us(tab: Tab) -> bool:
    mark = tab.mark
    return mark is not None and tab.sheet_id == sheet_id_from(mark.role, mark.segment)


def with_headers(tabs: Iterable[Tab]) -> tuple[Tab, ...]:
    """Return the tabs with where our headers stand, and which are copies of ours."""
    found = [_with_header(arranged(tab)) for tab in tabs]
    originals = [words for tab in found if (words := _own_words(tab))]
    return tuple(as_copy(tab) if _is_copy(tab, originals) else tab for tab in found)


def headers_are_ours(snapshot: Snapshot) -> bool:
    """Tell whether what we wrote is where our marks are.

    That is, near the top of each column of ours, its header, and the words of a block.
    """
    return all(
        tab.block is None or tab.block.in_place for tab in snapshot.tabs
    ) and all(
        words[key] in tab.columns[at][:HEADER_ROWS_LOOKED_AT]
        for tab in snapshot.tabs
        for words in (words_of(tab),)
        for key, at in tab.owned_columns.items()
        if key in words and at < tab.used_column_count
    )


def places_of_ours(snapshot: Snapshot) -> Mapping[int, Mapping[str, int]]:
    """Return where columns of ours stand, by tab and key."""
    return {
        tab.sheet_id: {**tab.owned_columns, **_numbered(tab.block_columns)}
        for tab in snapshot.tabs
    }


def _numbered(columns: Mapping[int, int]) -> Mapping[str, int]:
    return {f"block {number}": at for number, at in columns.items()}


def with_tabs_taken_back(snapshot: Snapshot, among: Collection[int]) -> Snapshot:
    """Return the snapshot with tabs of segments that were set aside as such again."""
    marks = (tab.mark for tab in snapshot.tabs if tab.mark)
    standing = {mark.segment_key for mark in marks if mark.role == "segment"}
    back = [
        tab.sheet_id
        for tab in snapshot.tabs
        if tab.mark
        and (tab.mark.role, tab.sheet_id in among) == ("kept", True)
        and tab.mark.segment
        and tab.mark.segment_key not in standing
    ]
    if not back:
        return snapshot
    return replace(
        snapshot,
        tabs=tuple(
            replace(tab, mark=TabMark("segment", tab.mark.segment))
            if tab.mark and tab.sheet_id in back
            else tab
            for tab in snapshot.tabs
        ),
    )


def words_of(tab: Tab) -> Mapping[str, str]:
    """Return the headers that we wrote over columns of ours in a tab, by key."""
    columns = COLUMNS.get(tab.mark.role, ()) if tab.mark else LABEL_COLUMNS
    return {column.key: column.header for column in columns}


def _own_words(tab: Tab) -> frozenset[str]:
    """Return the headers of our columns in a tab of ours with a row per customer."""
    if tab.mark is None or tab.mark.role not in COLUMNS:
        return frozenset()
    cells = (tab.cell(tab.own_header_row, at) for at in tab.owned_columns.values())
    words = frozenset(str(cell) for cell in cells if not is_blank(cell))
    return words if len(words) >= HEADERS_OF_A_COPY else frozenset()


def _is_copy(tab: Tab, originals: Sequence[frozenset[str]]) -> bool:
    """Tell whether a tab that is not ours has a row with all headers of one of ours."""
    if tab.mark or tab.owned_columns or not originals:
        return False
    rows = [frozenset(map(str, _row(tab, at))) for at in _top_rows(tab)]
    return any(words <= row for words in originals for row in rows)


def _with_header(tab: Tab) -> Tab:
    columns = COLUMNS.get(tab.mark.role) if tab.mark else None
    if columns is None or not tab.owned_columns:
        return tab
    row_index = _header_row(tab, columns)
    if row_index is not None:
        return replace(tab, own_header_row=row_index)
    words = {
        at: column.header
        for column in columns
        if (at := tab.owned_columns.get(column.key)) is not None
    }
    width = max(tab.used_column_count, max(words, default=-1) + 1)
    pushed = tuple(
        (words.get(at), *(tab.columns[at] if at < tab.used_column_count else ()))
        for at in range(width)
    )
    return replace(tab, columns=pushed, row_count=tab.row_count + 1, header_lost=True)


def _header_row(tab: Tab, columns: Sequence[Column]) -> int | None:
    """Return the row of our headers; None where it was deleted.

    It is the one with most of our words. Where people wrote others over them, it is
    the row above the first one that holds figures where we write figures.
    """
    known = {
        at: column.header.casefold()
        for column in columns
        if (at := tab.owned_columns.get(column.key)) is not None
    }
    counts = {
        row_index: sum(
            str(tab.cell(row_index, at) or "").strip().casefold() == word
            for at, word in known.items()
        )
        for row_index in _top_rows(tab)
    }
    best = max(counts, key=lambda at: counts[at], default=0)
    if counts.get(best, 0) >= min(HEADERS_OF_OURS, len(known)):
        return best
    figures = [
        tab.owned_columns[column.key]
        for column in columns
        if column.kind in FIGURES and column.key in tab.owned_columns
    ]
    body = next(_rows_with_figures(tab, figures), None)
    if body is None:
        return 0
    return body - 1 if body else None


def _rows_with_figures(tab: Tab, columns: Sequence[int]) -> Iterator[int]:
    for row_index in range(tab.used_row_count):
        cells = (tab.cell(row_index, at) for at in columns)
        if any(_is_figure(one) for one in cells):
            yield row_index


def _is_figure(value: CellValue) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _top_rows(tab: Tab) -> range:
    return range(min(tab.used_row_count, ROWS_LOOKED_AT))


def _row(tab: Tab, row_index: int) -> list[object]:
    return [tab.cell(row_index, at) for at in range(tab.used_column_count)]
