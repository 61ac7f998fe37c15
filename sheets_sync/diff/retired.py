"""Tabs of segments that the rules no longer have."""

from sheets_sync.cells import is_blank
from sheets_sync.changes import Change, DeleteTab
from sheets_sync.desired.model import DesiredState
from sheets_sync.diff.carry import human_columns
from sheets_sync.model import Snapshot, Tab


def diff_retired(snapshot: Snapshot, desired: DesiredState) -> list[Change]:
    """Return deletions of segment tabs without a segment, where no person typed."""
    wanted = {table.mark.segment for table in desired.tables}
    return [
        DeleteTab(tab.sheet_id)
        for tab in snapshot.tabs
        if tab.mark
        and tab.mark.role == "segment"
        and tab.mark.segment not in wanted
        and not has_typed_cells(tab)
    ]


def has_typed_cells(tab: Tab) -> bool:
    """Tell whether a person typed in a tab of ours: beside our columns, or a row."""
    if human_columns(tab):
        return True
    why = tab.owned_columns.get("why", 0)
    return any(
        is_blank(tab.cell(row_index, why)) and not _blank_row(tab, row_index)
        for row_index in range(1, tab.used_row_count)
    )


def _blank_row(tab: Tab, row_index: int) -> bool:
    return all(
        is_blank(tab.cell(row_index, index)) for index in range(tab.used_column_count)
    )
