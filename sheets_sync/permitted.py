"""Whether the caller may make the changes of a plan.

Somebody else may have protected a tab, or some cells of it. What a protection covers
for certain is held against the plan before anything is sent. It may cover more: Google
documents what a protection is for, not which requests it stops.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from sheets_sync import changes as c
from sheets_sync import errors, spaces
from sheets_sync.areas import WHOLE_TAB, cells_of, overlap, parted, shifted, within
from sheets_sync.model import Protection, Snapshot, Tab
from sheets_sync.touched import shift_of, touched_by

# These change a tab as such, or lie over its cells, and so do not touch one of them.
OF_THE_TAB: Final = (
    c.RenameTab,
    c.HideTab,
    spaces.AddRows,
    spaces.AddColumns,
    spaces.SetWidth,
    c.UpdateChart,
)
# Nobody is kept from adding a tab, nor, as far as is known, from adding metadata.
FREE: Final = (
    c.AddTab,
    c.MarkTab,
    c.MarkColumn,
    c.RememberCorrection,
    spaces.MarkBlock,
)

Barred = tuple[Tab, Protection]
"""A tab, and what is protected there."""


def check_permitted(snapshot: Snapshot, changes: Sequence[c.Change]) -> None:
    """Raise where a change touches what is protected against the caller.

    Raises:
        ProtectedError: Names the tab, the cells and the protection's description.
    """
    refused = refusal(snapshot, changes)
    if refused:
        raise errors.ProtectedError(refused)


def refusal(snapshot: Snapshot, changes: Sequence[c.Change]) -> str:
    """Return what of the changes is protected against the caller; empty if nothing."""
    barred: list[Barred] = []
    for tab in snapshot.tabs:
        there = (change for change in changes if change.sheet_id == tab.sheet_id)
        if tab.protections:
            barred += [(tab, one) for one in _barring(tab.protections, [*there])]
    return sentence(barred) if barred else ""


def protected_nearby(
    snapshot: Snapshot, changes: Sequence[c.Change]
) -> tuple[Barred, ...]:
    """Return every protection in a tab that the changes touch in any way."""
    return tuple(
        (tab, protection)
        for tab in snapshot.tabs
        for protection in tab.protections
        if any(change.sheet_id == tab.sheet_id for change in changes)
    )


def _barring(
    protections: Sequence[Protection], changes: Sequence[c.Change]
) -> list[Protection]:
    """Return the protections of a tab that stop one of its changes, as they stood.

    They move along with the rows that earlier changes put in or take out.
    """
    now = dict(enumerate(protections))
    found: dict[int, Protection] = {}
    for change in changes:
        for at, protection in now.items():
            if at not in found and _bars(protection, change):
                found[at] = protections[at]
            now[at] = _after(protection, change)
    return [found[at] for at in sorted(found)]


def _after(protection: Protection, change: c.Change) -> Protection:
    shift = shift_of(change)
    if shift is None:
        return protection
    free = tuple(shifted(one, shift) for one in protection.free)
    return replace(protection, area=shifted(protection.area, shift), free=free)


def _bars(protection: Protection, change: c.Change) -> bool:
    """Tell whether a protection in the tab of a change certainly stops it."""
    area, shift = protection.area, shift_of(change)
    if isinstance(change, FREE):
        return False
    if isinstance(change, c.DeleteTab):
        return True
    if isinstance(change, OF_THE_TAB):
        return area == WHOLE_TAB
    if shift and shift.count > 0:
        return area == WHOLE_TAB or parted(area, shift)
    touched = touched_by(change)
    is_free = any(within(touched, one) for one in protection.free)
    return overlap(touched, area) and not is_free


def sentence(barred: Sequence[Barred]) -> str:
    """Return in one sentence what is protected: the first of it, and how much more."""
    tab, protection = barred[0]
    described = f" (“{protection.description}”)" if protection.description else ""
    count = len(barred) - 1
    others = "another place is" if count == 1 else f"{count} other places are"
    more = f", and {others} as well" if count else ""
    if protection.area == WHOLE_TAB:
        return (
            f"The tab “{tab.title}” is protected{described}{more}:"
            " you may not change it, and a refresh has to."
        )
    return (
        f"The cells {cells_of(protection.area, tab)} of the tab “{tab.title}” are"
        f" protected{described}{more}: you may not change them, and a refresh has to."
    )
