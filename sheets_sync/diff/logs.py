"""A log of ours: new rows go below what is there, and the oldest go."""

from sheets_sync.cells import is_blank
from sheets_sync.changes import Change
from sheets_sync.desired.model import LogTab
from sheets_sync.diff.columns import place_columns
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rows import (
    HEADER_ROWS,
    SPARE_ROWS,
    append_rows,
    delete_rows,
    new_table,
)
from sheets_sync.looks import Looks
from sheets_sync.model import CellValue, Snapshot, Tab
from sheets_sync.spaces import AddRows


def diff_log(
    snapshot: Snapshot, log: LogTab, new_tabs: NewTabs, looks: Looks
) -> list[Change]:
    """Return the changes that add the log's new rows, and the tab when it is new.

    The rows that are too old or too many go, the oldest first.
    """
    tab = snapshot.own_tab(log.mark)
    if tab is None:
        _, changes = new_table(
            log.mark,
            log.title,
            log.columns,
            log.new_rows,
            new_tabs=new_tabs,
            looks=looks,
        )
        return changes
    gone = delete_rows(tab, _outdated(tab, log))
    placed, changes = place_columns(tab, log.columns, tab.own_header_row, looks)
    if not log.new_rows:
        lacks_spare = gone and tab.row_count < tab.used_row_count + SPARE_ROWS
        spare = [AddRows(tab.sheet_id, SPARE_ROWS)] if lacks_spare else []
        return [*changes, *spare, *gone]
    _, added = append_rows(tab, log.columns, placed, log.new_rows, looks)
    return [*changes, *added, *gone]


def _outdated(tab: Tab, log: LogTab) -> list[int]:
    """Return the rows that go, in order; none beside which a person typed.

    The log may be sorted in any way; a row without a date is not of ours.
    """
    at = tab.owned_columns.get("date")
    if at is None:
        return []
    ours = set(tab.owned_columns.values())
    beside = [index for index in range(tab.used_column_count) if index not in ours]
    dates = {
        row_index: date
        for row_index in range(tab.own_header_row + HEADER_ROWS, tab.used_row_count)
        if (date := _figure(tab.cell(row_index, at))) is not None
    }
    surplus = len(dates) + len(log.new_rows) - log.row_limit
    free = [row for row in dates if all(is_blank(tab.cell(row, at)) for at in beside)]
    oldest_first = sorted(free, key=lambda row: (dates[row], row))
    return sorted(
        row
        for place, row in enumerate(oldest_first)
        if place < surplus or dates[row] < log.oldest
    )


def _figure(value: CellValue) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
