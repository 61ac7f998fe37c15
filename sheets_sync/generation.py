"""A token that lets one of two refreshes planned from the same reading through.

Sheets offers no precondition, but it refuses a batch that adds a sheet whose id is
taken ("Sheet with id N already exists."). So a batch that moves rows begins by adding
a hidden tab whose id follows from the one it read, and ends by deleting that one: a
second batch planned from the same reading fails as a whole, reads again and plans
again. A resend after a lost answer fails in the same harmless way.
"""

from collections.abc import Sequence
from typing import Final

from sheets_sync.changes import AddTab, Change, DeleteTab, WriteCells
from sheets_sync.ids import sheet_id_from
from sheets_sync.model import Snapshot, TabMark

MARK: Final = TabMark("generation")
TITLE: Final = "Segment state"


def with_generation(
    snapshot: Snapshot, changes: Sequence[Change]
) -> tuple[Change, ...]:
    """Return the changes between a new token and the end of the old one.

    Figures on the Overview need none: whichever refresh writes them last is right.
    """
    overview = snapshot.own_tab(TabMark("overview"))
    if overview and all(
        isinstance(change, WriteCells) and change.sheet_id == overview.sheet_id
        for change in changes
    ):
        return tuple(changes)
    sheet_id = next_generation(snapshot)
    title = f"{TITLE} {sheet_id:x}"
    token = AddTab(sheet_id, MARK, title, 1, 1, frozen_row_count=0, hidden=True)
    old = [DeleteTab(snapshot.generation)] if snapshot.generation else []
    return (token, *changes, *old)


def next_generation(snapshot: Snapshot) -> int:
    """Return the sheet id that follows the generation that was read."""
    return sheet_id_from(snapshot.spreadsheet_id, snapshot.generation) or 1
