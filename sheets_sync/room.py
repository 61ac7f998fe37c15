"""Whether a plan fits into the cells that Sheets allows a spreadsheet.

Blank cells count as well. Within a batch space is added before any is given back, and
Sheets refuses the first request that goes beyond.
"""

from collections.abc import Sequence
from typing import Final

from sheets_sync.changes import AddTab, Change
from sheets_sync.errors import SpreadsheetFullError
from sheets_sync.model import Snapshot
from sheets_sync.spaces import AddColumns, AddRows, InsertColumns, InsertRows

MAX_CELLS: Final = 10_000_000


def check_room(snapshot: Snapshot, changes: Sequence[Change]) -> None:
    """Raise where the changes need more cells than a spreadsheet may have.

    Raises:
        SpreadsheetFullError: Says how many cells there are and how many more it takes.
    """
    grids = {tab.sheet_id: (tab.row_count, tab.column_count) for tab in snapshot.tabs}
    now = _cell_count(grids)
    for change in changes:
        match change:
            case AddTab(sheet_id=tab, row_count=rows, column_count=columns):
                grids[tab] = (rows, columns)
            case (
                AddRows(sheet_id=tab, count=count)
                | InsertRows(sheet_id=tab, count=count)
            ):
                grids[tab] = (grids[tab][0] + count, grids[tab][1])
            case (
                AddColumns(sheet_id=tab, count=count)
                | InsertColumns(sheet_id=tab, count=count)
            ):
                grids[tab] = (grids[tab][0], grids[tab][1] + count)
            case _:
                pass
    more = _cell_count(grids) - now
    if more > 0 and now + more > MAX_CELLS:
        raise SpreadsheetFullError(
            f"This spreadsheet has {now:,} cells, blank ones included. The segments"
            f" take {more:,} more, and Google Sheets allows {MAX_CELLS:,}."
        )


def has_room(snapshot: Snapshot, changes: Sequence[Change]) -> bool:
    """Tell whether a spreadsheet may have the cells that the changes need."""
    try:
        check_room(snapshot, changes)
    except SpreadsheetFullError:
        return False
    return True


def _cell_count(grids: dict[int, tuple[int, int]]) -> int:
    return sum(rows * columns for rows, columns in grids.values())
