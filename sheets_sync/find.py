"""The seller's tables of customers and orders, and what we wrote beside them before."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

import pandas as pd

from segments.customers import Reading
from segments.model import Grid
from segments.tables import Table, Told, find_tables
from segments.tables.told import UNTOLD
from sheets_sync.cells import date_from_serial, is_blank
from sheets_sync.errors import TrackerNotFoundError
from sheets_sync.layout import LABEL_COLUMNS
from sheets_sync.match import segment_rows
from sheets_sync.model import CellValue, Snapshot, Tab
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
            told=told.get(tab.sheet_id, UNTOLD),
        )
    ]
    if not any(is_sellers(snapshot, table) for table in tables):
        raise TrackerNotFoundError(what_was_seen(snapshot, told))
    return tuple(tables)


def label_table_columns(tab: Tab) -> Mapping[str, int]:
    """Return where our label columns stand in a customers tab, by key."""
    keys = {column.key for column in LABEL_COLUMNS}
    return {key: index for key, index in tab.owned_columns.items() if key in keys}


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
