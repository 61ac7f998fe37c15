"""Which tabs are the seller's, which of them are read, and which are ours."""

from typing import Final

from segments.tables import Table
from sheets_sync.layout import (
    CHECK_TITLE,
    LAST_REFRESHED,
    MOVES_HEADERS,
    OVERVIEW_TITLE,
    RULES_HEADERS,
    SEGMENT_HEADERS,
)
from sheets_sync.model import Snapshot, Tab

SIGNATURES: Final = (SEGMENT_HEADERS, MOVES_HEADERS)
# What a tab of these says of itself, wherever its rows and columns were moved to.
BLOCK_WORDS: Final = (
    frozenset({OVERVIEW_TITLE, LAST_REFRESHED}),
    frozenset({CHECK_TITLE}),
)
TOP_ROWS: Final = range(20)


def is_source(tab: Tab) -> bool:
    """Tell whether a tab may hold the seller's data; a copy of one of ours does not."""
    if tab.mark:
        return tab.mark.role == "customers"
    if tab.copied:
        return False
    return not tab.hidden and not _is_copy(tab) and find_rules_header(tab) is None


def _is_copy(tab: Tab) -> bool:
    first_row = tuple(tab.cell(0, index) for index in range(tab.used_column_count))
    if any(first_row[: len(headers)] == headers for headers in SIGNATURES):
        return True
    top = {cell for column in tab.columns for cell in column[: len(TOP_ROWS)]}
    return any(words <= top for words in BLOCK_WORDS)


def is_sellers(snapshot: Snapshot, table: Table) -> bool:
    """Tell whether a table stands in a tab of the seller's, not in one of ours."""
    return snapshot.tab_titled(table.source).mark is None


def hidden_tabs(snapshot: Snapshot) -> tuple[Tab, ...]:
    """Return the seller's tabs that are out of sight; they are not read."""
    return tuple(tab for tab in snapshot.tabs if tab.hidden and tab.mark is None)


def find_rules_header(tab: Tab) -> int | None:
    """Return the row index of the rules' header: the row that says Kind and Segment.

    In our own tab the two may have been moved and typed anew; in another they tell a
    copy of it from a table of the seller's, which may have such columns too.
    """
    if tab.mark:
        return _row_that_names(tab, frozenset(map(str.casefold, RULES_HEADERS)))
    for row_index in TOP_ROWS[: tab.used_row_count]:
        if tuple(tab.cell(row_index, index) for index in (0, 1)) == RULES_HEADERS:
            return row_index
    return None


def _row_that_names(tab: Tab, keys: frozenset[str]) -> int | None:
    for row_index in range(tab.used_row_count):
        cells = (tab.cell(row_index, at) for at in range(tab.used_column_count))
        if keys <= {str(cell).strip().casefold() for cell in cells}:
            return row_index
    return None
