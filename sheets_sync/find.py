"""Which tab is what: the seller's customers and orders, and what we wrote before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

import pandas as pd

from segments.customers import Reading
from segments.model import Grid, Problem, Wording, list_problem
from segments.rules import RuleTable
from segments.tables import Table, Told, find_tables
from segments.tables.headless import looks_of_columns
from segments.tables.near_miss import nearest_header
from segments.tables.told import NOTHING, OWN, UNTOLD
from sheets_sync.a1 import column_letter
from sheets_sync.cells import date_from_serial, is_blank
from sheets_sync.errors import TrackerNotFoundError
from sheets_sync.layout import (
    CHECK_TITLE,
    LABEL_COLUMNS,
    MOVES_HEADERS,
    OVERVIEW_TITLE,
    RULES_HEADERS,
    SEGMENT_HEADERS,
)
from sheets_sync.match import segment_rows
from sheets_sync.model import CellValue, Snapshot, Tab

IDENTITY_KEYS: Final = frozenset(
    {"customer_id", "name", "phone", "email", "handle", "city"}
)
TAB_NOT_READ: Final = (
    "This tab was not read: we found no header row of customers or orders in it."
)
NO_HEADER: Final = (
    "This tab was not read, because no header says what its columns are. It seems that"
    " {seen}: write a row above them, such as Date, Customer, Phone, Amount."
)
TAB_HIDDEN: Final = (
    "This tab is hidden, so it was not read. Show it, if its orders or customers count."
)
_NOT_USED: Final = Wording(
    "You said what this column is, but it cannot be read as that: it is"
    " blank, stands apart from the list, or another column is that already.",
    "",
)
SIGNATURES: Final = (SEGMENT_HEADERS, MOVES_HEADERS)
NOTHING_TOLD: Final[Mapping[int, Told]] = {}
BLOCK_TITLES: Final = frozenset({OVERVIEW_TITLE, CHECK_TITLE})


def find_tables_of_tracker(
    snapshot: Snapshot, told: Mapping[int, Told] = NOTHING_TOLD
) -> tuple[Table, ...]:
    """Return the seller's tables, in tab order; our own tabs and columns are not read.

    The customers tab that we made for an orders-only tracker is read for the people
    and columns that sellers add there, never for the figures we wrote. ``told`` is
    what the seller said of tabs, by their ids.

    Raises:
        TrackerNotFoundError: No tab holds customers or orders.
    """
    tables = [
        table
        for tab in snapshot.tabs
        if is_source(tab)
        for table in find_tables(
            tab.title,
            Grid(tab.columns),
            ignore_columns=_our_columns(tab),
            told=told.get(tab.sheet_id, UNTOLD),
        )
    ]
    if not any(is_sellers(snapshot, table) for table in tables):
        raise TrackerNotFoundError(_what_was_seen(snapshot, told))
    return tuple(tables)


def unread_tabs(
    snapshot: Snapshot,
    tables: Collection[Table],
    told: Mapping[int, Told] = NOTHING_TOLD,
) -> tuple[Problem, ...]:
    """Return a line for each of the seller's tabs in which no table was found.

    A tab that the seller said is not to be read is no news.
    """
    read = {table.source for table in tables}
    unread = [
        (*_why_unread(tab), tab.title)
        for tab in snapshot.tabs
        if is_source(tab)
        and tab.mark is None
        and tab.used_row_count
        and tab.title not in read
        and told.get(tab.sheet_id, UNTOLD).kind != NOTHING
    ]
    unread += [("tab_hidden", TAB_HIDDEN, tab.title) for tab in hidden_tabs(snapshot)]
    return tuple(
        Problem(code, message, title, None, (), message)
        for code, message, title in unread
    )


def _why_unread(tab: Tab) -> tuple[str, str]:
    """Return the code and the sentence about a tab in which no table was found."""
    looks = looks_of_columns(Grid(tab.columns))
    if not looks:
        return "tab_not_read", TAB_NOT_READ
    seen = [f"column {column_letter(at)} holds {look}" for at, look in looks.items()]
    return "no_header", NO_HEADER.replace("{seen}", ", ".join(seen))


def hidden_tabs(snapshot: Snapshot) -> tuple[Tab, ...]:
    """Return the seller's tabs that are out of sight; they are not read."""
    return tuple(tab for tab in snapshot.tabs if tab.hidden and tab.mark is None)


def unused_corrections(
    snapshot: Snapshot, tables: Collection[Table], told: Mapping[int, Told]
) -> Iterator[Problem]:
    """Yield a problem for each column that cannot be what the seller said it is."""
    for tab in snapshot.tabs:
        said = told.get(tab.sheet_id, UNTOLD)
        here = [table for table in tables if table.source == tab.title]
        if said.kind == NOTHING or not here:
            continue
        for column_index, role in sorted(said.roles.items()):
            if role != OWN and not any(
                _is_read_as(one, column_index, role) for one in here
            ):
                yield from list_problem(
                    "correction_not_used",
                    _NOT_USED,
                    source=tab.title,
                    row_indexes=(here[0].header_row_index,),
                    column_index=column_index,
                )


def _is_read_as(table: Table, column_index: int, role: str) -> bool:
    if table.fields.get(role) == column_index:
        return True
    return role in table.origins and column_index in table.own_columns.values()


def is_source(tab: Tab) -> bool:
    """Tell whether a tab may hold the seller's data; a copy of one of ours does not."""
    if tab.mark:
        return tab.mark.role == "customers"
    first_row = tuple(tab.cell(0, index) for index in range(tab.used_column_count))
    is_copy = any(first_row[: len(headers)] == headers for headers in SIGNATURES)
    is_copy = is_copy or tab.cell(0, 0) in BLOCK_TITLES
    return not tab.hidden and not is_copy and find_rules_header(tab) is None


def label_table_columns(tab: Tab) -> Mapping[str, int]:
    """Return where our label columns stand in a customers tab, by key."""
    keys = {column.key for column in LABEL_COLUMNS}
    return {key: index for key, index in tab.owned_columns.items() if key in keys}


def find_rules_header(tab: Tab) -> int | None:
    """Return the row index of the rules' header: the row that says Kind and Segment."""
    for row_index in range(min(tab.used_row_count, 20)):
        if tuple(tab.cell(row_index, index) for index in (0, 1)) == RULES_HEADERS:
            return row_index
    return None


def rule_table_of(tab: Tab, header_row_index: int) -> RuleTable:
    """Return the rule rows of the rules tab down to its last row."""
    width = tab.used_column_count

    def row(row_index: int) -> tuple[CellValue, ...]:
        return tuple(tab.cell(row_index, index) for index in range(width))

    return RuleTable(
        header=tuple(
            "" if cell is None else str(cell) for cell in row(header_row_index)
        ),
        rows=tuple(
            row(index) for index in range(header_row_index + 1, tab.used_row_count)
        ),
    )


def read_previous(snapshot: Snapshot, reading: Reading) -> pd.DataFrame:
    """Return what the last refresh said of each customer that it labelled.

    Columns: segment (text), since (date or None), previous (text); index: customer. A
    customer without a row in a customers tab is looked up in the segment tabs. Words
    in our column that name no segment of ours were typed there, and are no history.
    """
    previous: dict[str, tuple[str, date | None, str]] = {}
    known = {tab.mark.segment for tab in snapshot.tabs if tab.mark} - {""}
    for row in segment_rows(snapshot, reading, segments={}):
        previous[row.customer] = (row.segment, None, "")
    for source, rows in reading.rows.groupby("source", sort=False):
        tab = snapshot.tab_titled(str(source))
        columns = label_table_columns(tab)
        for row_index, customer in zip(
            rows["row_index"], rows["customer"], strict=True
        ):
            label = _label_at(tab, columns, int(row_index))
            if label[0] in known:
                previous[customer] = label
    return pd.DataFrame.from_dict(
        previous, orient="index", columns=["segment", "since", "previous"]
    )


def _label_at(
    tab: Tab, columns: Mapping[str, int], row_index: int
) -> tuple[str, date | None, str]:
    def cell(key: str) -> CellValue:
        return tab.cell(row_index, columns[key]) if key in columns else None

    return (
        _text(cell("segment")),
        date_from_serial(cell("since")),
        _text(cell("previous")),
    )


def _text(value: CellValue) -> str:
    return "" if is_blank(value) else str(value)


def _our_columns(tab: Tab) -> Collection[int]:
    """Return the columns we write; what we copied of a person's identity is read."""
    return {
        index for key, index in tab.owned_columns.items() if key not in IDENTITY_KEYS
    }


def is_sellers(snapshot: Snapshot, table: Table) -> bool:
    """Tell whether a table stands in a tab of the seller's, not in one of ours."""
    return snapshot.tab_titled(table.source).mark is None


def _what_was_seen(snapshot: Snapshot, told: Mapping[int, Told]) -> str:
    """Return why no tab was read, about the tab that is nearest to being one."""
    tabs = [tab for tab in snapshot.tabs if is_source(tab) and tab.mark is None]
    if not tabs:
        return "The spreadsheet has no tab that we can read."
    open_tabs = [tab for tab in tabs if told.get(tab.sheet_id, UNTOLD).kind != NOTHING]
    if not open_tabs:
        return "On the Data check tab, every tab is said to be nothing to read."
    headless = [tab for tab in open_tabs if looks_of_columns(Grid(tab.columns))]
    if headless:
        return f"“{headless[0].title}”: {_why_unread(headless[0])[1]}"
    near = [(nearest_header(Grid(tab.columns)), tab) for tab in open_tabs]
    known = [(header, tab) for header, tab in near if header]
    if known:
        header, tab = max(known, key=lambda one: len(one[0].known))
        return (
            f"In “{tab.title}”, row {header.row_index + 1} has {_quoted(header.known)},"
            " but not enough to tell whether it lists customers or orders; "
            f"a column headed {_quoted(header.missing, ' or ')} would help."
        )
    titles = _quoted([tab.title for tab in open_tabs[:5]])
    return (
        f"We read {titles} and found neither customers nor orders there, because no "
        "row has headers that we know."
    )


def _quoted(words: Sequence[str], last: str = " and ") -> str:
    """Return words in quotation marks as a phrase."""
    *most, end = (f"“{word}”" for word in words)
    return f"{', '.join(most)}{last}{end}" if most else end
