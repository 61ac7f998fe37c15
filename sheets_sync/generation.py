"""A token that lets one of two refreshes planned from the same reading through.

Sheets offers no precondition, but it refuses a batch that adds a sheet whose id is
taken ("Sheet with id N already exists."). So a batch that moves rows begins by adding
a hidden tab whose id follows from the one it read, and ends by deleting that one: a
second batch planned from the same reading fails as a whole, reads again and plans
again. A resend after a lost answer fails in the same harmless way.

The same tab is the batch's journal (``journal``): what it overwrites is copied there.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from sheets_sync.changes import AddTab, Change, DeleteTab, MarkTab, WriteCells
from sheets_sync.ids import sheet_id_from
from sheets_sync.journal.copying import column_count_of, with_copies
from sheets_sync.journal.keeping import layout_of
from sheets_sync.journal.layout import digest_expected
from sheets_sync.model import Snapshot, Tab, TabMark

MARK: Final = TabMark("generation")
TITLE: Final = "Segment state"
ROLES: Final = frozenset({"generation", "journal"})


def with_generation(
    snapshot: Snapshot,
    changes: Sequence[Change],
    headers: Mapping[int, int],
    used: Sequence[Tab] = (),
    emptied: Collection[int] = (),
) -> tuple[Change, ...]:
    """Return the changes between a new token with its journal and the end of the old.

    Old journals ``used`` to put something back stay until it is known that this went
    well, marked with the token that will tell. Tabs that an earlier refresh has
    ``emptied`` and hidden go, while they are so still.

    ``headers`` says in which row of a seller's tab, by its id, the header stands.
    Figures on the Overview need none: whichever refresh writes them last is right.
    """
    overview = snapshot.own_tab(TabMark("overview"))
    if (
        overview
        and not used
        and all(
            isinstance(change, WriteCells) and change.sheet_id == overview.sheet_id
            for change in changes
        )
    ):
        return tuple(changes)
    layout = layout_of(snapshot, changes, headers)
    digest = digest_expected(layout, {tab.sheet_id: tab for tab in snapshot.tabs})
    sheet_id = next_generation(snapshot)
    token = AddTab(
        sheet_id,
        replace(MARK, journal=layout.encoded(), digest=digest if layout.parts else 0),
        token_title(sheet_id),
        layout.row_count,
        column_count_of(snapshot, layout),
        frozen_row_count=0,
        hidden=True,
    )
    return (
        token,
        *with_copies(snapshot, changes, layout, sheet_id),
        *_end_of_old(snapshot, changes, used, sheet_id, emptied),
    )


def _end_of_old(
    snapshot: Snapshot,
    changes: Sequence[Change],
    used: Sequence[Tab],
    sheet_id: int,
    emptied: Collection[int],
) -> Iterator[Change]:
    kept = {tab.sheet_id for tab in used}
    # Rows that still go from a tab are copied aside, so it stays for one more batch.
    going = {*emptied} - {getattr(change, "sheet_id", 0) for change in changes}
    for tab in snapshot.tabs:
        if tab.mark is None:
            continue
        if is_emptied(tab) and tab.sheet_id in going:
            yield DeleteTab(tab.sheet_id)
        if tab.mark.role not in ROLES:
            continue
        if tab.sheet_id not in kept:
            yield DeleteTab(tab.sheet_id)
        elif tab.mark_id is not None:
            mark = replace(tab.mark, role="journal", mended_by=sheet_id)
            yield MarkTab(tab.sheet_id, tab.mark_id, mark)


def is_emptied(tab: Tab) -> bool:
    """Tell whether a tab is that of a segment that is gone, and nobody looks at it."""
    return tab.mark is not None and tab.mark.gone and tab.hidden


def next_generation(snapshot: Snapshot) -> int:
    """Return the sheet id that follows the generation that was read."""
    return sheet_id_from(snapshot.spreadsheet_id, snapshot.generation) or 1


def token_title(sheet_id: int) -> str:
    """Return the title of the token with this id."""
    return f"{TITLE} {sheet_id:x}"
