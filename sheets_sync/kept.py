"""Tabs of segments that are gone, kept for what people typed there, as the report says.

A tab goes with its segment, unless it holds anything that goes along with no customer:
cells in a row of nobody or above the header, or a header of a person's column when no
customer is there. What stands beside customers goes with them.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from segments.model import Problem
from sheets_sync.desired.model import TableTab
from sheets_sync.diff.leavers import is_typed_in
from sheets_sync.diff.names import NewTabs
from sheets_sync.model import Snapshot

KEPT: Final = (
    "“{title}” is the tab of a segment that the rules no longer have. It was kept,"
    " because somebody typed there; delete it when you need it no more."
)


def kept_tabs(snapshot: Snapshot, retired: Iterable[TableTab]) -> Iterator[Problem]:
    """Yield a problem for each tab that was kept, and that is about to be.

    ``retired`` are the tables of segments that the rules no longer have.
    """
    for title in sorted({*_kept_before(snapshot), *_about_to_be(snapshot, retired)}):
        message = KEPT.replace("{title}", title)
        yield Problem("tab_kept", message, "", None, (), message)


def _kept_before(snapshot: Snapshot) -> Iterator[str]:
    for tab in snapshot.tabs:
        if tab.mark and tab.mark.role == "kept" and tab.mark.segment:
            yield tab.title


def _about_to_be(snapshot: Snapshot, retired: Iterable[TableTab]) -> Iterator[str]:
    titles = NewTabs(snapshot)
    for table in retired:
        tab = snapshot.own_tab(table.mark)
        if tab and is_typed_in(tab, table):
            titles.free(tab.title)
            yield titles.title(table.sets_aside)
