"""A log of ours: new rows go below what is there."""

from sheets_sync.changes import Change
from sheets_sync.desired.model import LogTab
from sheets_sync.diff.columns import place_columns
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rows import append_rows, new_table
from sheets_sync.model import Snapshot


def diff_log(
    snapshot: Snapshot, log: LogTab, new_tabs: NewTabs, currency: str | None
) -> list[Change]:
    """Return the changes that add the log's new rows, and the tab when it is new."""
    tab = snapshot.own_tab(log.mark)
    if tab is None:
        _, changes = new_table(
            log.mark,
            log.title,
            log.columns,
            log.new_rows,
            new_tabs=new_tabs,
            currency=currency,
        )
        return changes
    if not log.new_rows:
        return []
    placed, changes = place_columns(tab, log.columns, 0, currency)
    _, added = append_rows(tab, log.columns, placed, log.new_rows, currency)
    return [*changes, *added]
