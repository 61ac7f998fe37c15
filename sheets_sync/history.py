"""What the last refresh said of each customer: segment, since when, and which before.

It stands beside the customers. Who has no row there, because only orders tell of
them, is looked up in the segment tabs, and since when in the log of moves.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

import pandas as pd

from segments.customers import Reading
from segments.values.frames import rows_of
from sheets_sync.cells import date_from_serial, is_blank
from sheets_sync.layout import LABEL_COLUMNS
from sheets_sync.match import segment_rows
from sheets_sync.model import CellValue, Snapshot, Tab, TabMark

Label = tuple[str, date | None, str]
"""Segment, since, and the one before; empty where there was none."""


def read_previous(
    snapshot: Snapshot, reading: Reading, segments: Collection[str] = ()
) -> pd.DataFrame:
    """Return what the last refresh said of each customer that it labelled.

    Columns: segment (text), since (date or None), previous (text); index: customer.
    Words in our column that name no segment of ours were typed there, and are no
    history; ours are ``segments``, of the rules, and those that have a tab. A segment
    whose name changed in case alone is the same, and is returned as it is now.
    """
    marked = (tab.mark.segment for tab in snapshot.tabs if tab.mark)
    names = {name.casefold(): name for name in (*marked, *segments) if name}
    previous = {
        customer: label
        for customer, label in _beside_nobody(snapshot, reading)
        if label[0].casefold() in names
    }
    for source, rows in reading.rows.groupby("source", sort=False):
        tab = snapshot.tab_titled(str(source))
        columns = _label_columns(tab)
        for row_index, customer in zip(
            rows["row_index"], rows["customer"], strict=True
        ):
            label = _label_at(tab, columns, int(row_index))
            if label[0].casefold() in names:
                previous[customer] = label
    spelt = {
        customer: (names[segment.casefold()], *rest)
        for customer, (segment, *rest) in previous.items()
    }
    return pd.DataFrame.from_dict(
        spelt, orient="index", columns=["segment", "since", "previous"]
    )


def _beside_nobody(snapshot: Snapshot, reading: Reading) -> Iterator[tuple[str, Label]]:
    """Yield who stands in a segment tab, with the move in the log that led there."""
    moves = _latest_moves(snapshot)
    columns = ["display_name", "phone"]
    called = {
        str(key): (str(name), "" if pd.isna(phone) else str(phone))
        for key, name, phone in rows_of(reading.customers, columns)
    }
    namesakes = pd.Series(called, dtype=object).duplicated(keep=False)
    for row in segment_rows(snapshot, reading, segments={}):
        if row.again:
            continue
        move = moves.get((*called[row.customer], row.segment))
        if move is None or namesakes[row.customer]:
            yield row.customer, (row.segment, None, "")
        else:
            yield row.customer, (row.segment, *move)


def _latest_moves(
    snapshot: Snapshot,
) -> Mapping[tuple[str, str, str], tuple[date, str]]:
    """Return (name, phone, to) → (day, from) of the latest such move in the log."""
    found: dict[tuple[str, str, str], tuple[date, str]] = {}
    tab = snapshot.own_tab(TabMark("moves"))
    if tab is None:
        return found
    for row_index in range(1, tab.used_row_count):
        cells = {key: tab.cell(row_index, at) for key, at in tab.owned_columns.items()}
        day = date_from_serial(cells.get("date"))
        who = (_text(cells.get("customer")), _text(cells.get("phone")))
        move = (*who, _text(cells.get("to")))
        if day and (move not in found or found[move][0] <= day):
            found[move] = (day, _text(cells.get("from")))
    return found


def _label_columns(tab: Tab) -> Mapping[str, int]:
    """Return where our label columns stand in a customers tab, by key."""
    keys = {column.key for column in LABEL_COLUMNS}
    return {key: index for key, index in tab.owned_columns.items() if key in keys}


def _label_at(tab: Tab, columns: Mapping[str, int], row_index: int) -> Label:
    def cell(key: str) -> CellValue:
        return tab.cell(row_index, columns[key]) if key in columns else None

    return (
        _text(cell("segment")),
        date_from_serial(cell("since")),
        _text(cell("previous")),
    )


def _text(value: CellValue) -> str:
    return "" if is_blank(value) else str(value)
