"""Why a tab, a column or a whole tracker could not be read, in words for the seller."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from segments.model import Grid, Problem, Wording, list_problem
from segments.tables import Table, Told
from segments.tables.headless import looks_of_columns
from segments.tables.near_miss import nearest_header
from segments.tables.told import NOTHING, OWN, UNTOLD
from sheets_sync.a1 import column_letter
from sheets_sync.model import Snapshot, Tab
from sheets_sync.sources import hidden_tabs, is_source

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
NOTHING_TOLD: Final[Mapping[int, Told]] = {}


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


def what_was_seen(snapshot: Snapshot, told: Mapping[int, Told]) -> str:
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
