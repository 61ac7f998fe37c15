"""The seller's tables of customers and orders."""

from collections.abc import Collection, Mapping
from typing import Final

from segments.headers import CUSTOMERS
from segments.model import Grid
from segments.tables import Table, Told, find_tables
from segments.tables.told import UNTOLD
from sheets_sync.errors import TrackerNotFoundError
from sheets_sync.model import Snapshot, Tab
from sheets_sync.sources import is_sellers, is_source
from sheets_sync.unread import NOTHING_TOLD, what_was_seen

IDENTITY_KEYS: Final = frozenset(
    {"customer_id", "name", "phone", "email", "handle", "city"}
)


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
            told=_told(tab, told.get(tab.sheet_id, UNTOLD)),
        )
    ]
    if not any(is_sellers(snapshot, table) for table in tables):
        raise TrackerNotFoundError(what_was_seen(snapshot, told))
    return tuple(tables)


def _told(tab: Tab, told: Told) -> Told:
    """Return what is known of a tab: ours we know, whatever its headers say now."""
    if tab.mark is None:
        return told
    ours = {at: key for key, at in tab.owned_columns.items() if key in IDENTITY_KEYS}
    return Told(told.kind or CUSTOMERS, {**ours, **told.roles})


def _our_columns(tab: Tab) -> Collection[int]:
    """Return the columns we write; what we copied of a person's identity is read."""
    return {
        index for key, index in tab.owned_columns.items() if key not in IDENTITY_KEYS
    }
