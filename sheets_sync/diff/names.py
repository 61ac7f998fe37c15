"""Ids and titles for new tabs: chosen by us, repeatable, and never taken twice.

A client-chosen ``sheetId`` lets one batch add a tab and fill it; a duplicate id or
title fails the whole batch, so a second refresh of the same snapshot cannot add a
tab again.
"""

from sheets_sync.ids import free_sheet_id, free_title, sheet_id_from, taken_titles
from sheets_sync.model import Snapshot, TabMark

__all__ = ["NewTabs", "sheet_id_from"]


class NewTabs:
    """Hands out sheet ids and titles that the spreadsheet does not have yet."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Start from the ids and titles that are taken."""
        self._ids = {tab.sheet_id for tab in snapshot.tabs} | {*snapshot.without_cells}
        self._titles = taken_titles(snapshot)

    def sheet_id(self, mark: TabMark) -> int:
        """Return a free id that depends on the tab's role and segment only."""
        sheet_id = free_sheet_id(mark, self._ids)
        self._ids.add(sheet_id)
        return sheet_id

    def free(self, title: str) -> None:
        """Let a title be given again: the tab that has it gets another one."""
        self._titles.discard(title.casefold())

    def title(self, wanted: str) -> str:
        """Return the title, or with a number behind where somebody has it already."""
        title = free_title(wanted, self._titles)
        self._titles.add(title.casefold())
        return title
