"""People's cells are put back from a journal, where somebody came in between.

The batch was applied to a spreadsheet that was not quite as read: rows or columns had
moved, or somebody typed where it wrote. Its journal has the rows as they were by then.
What it overwrote goes back to the rows that have the same other cells; rows it deleted
by mistake are added again; what it brought to the wrong customer is taken away there.
The snapshot is patched alike, so the plan that follows starts from what people left,
and both go into one batch, with a journal of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sheets_sync.changes import Change, CopyBlock, WriteCells
from sheets_sync.journal.layout import Cells, Layout
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.put_back import PutBack
from sheets_sync.journal.reading import journal_of
from sheets_sync.model import Snapshot, Tab
from sheets_sync.spaces import InsertRows


@dataclass(frozen=True, slots=True)
class Copies:
    """A journal that was read in full: its tab, its layout, and its rows."""

    tab: Tab
    layout: Layout
    cells: Cells


@dataclass(frozen=True, slots=True)
class Mended:
    """A snapshot as people left it, and the changes that make the spreadsheet so.

    ``as_read`` is what the spreadsheet holds until these changes are applied;
    ``journals`` are the tabs whose copies they use.
    """

    snapshot: Snapshot
    as_read: Snapshot
    changes: tuple[Change, ...] = ()
    journals: tuple[Tab, ...] = ()


def unmended(snapshot: Snapshot) -> tuple[Tab, ...]:
    """Return the last journal, and those that its batch was to mend, the latest first.

    To be asked when the last journal is not as expected: then what its batch put back
    may have gone to the wrong place as well.
    """
    last = journal_of(snapshot)
    if last is None:
        return ()
    older = [
        tab
        for tab in snapshot.tabs
        if tab.mark
        and tab.mark.role == "journal"
        and tab.mark.mended_by == last.sheet_id
    ]
    return (last, *reversed(older))


def mend(snapshot: Snapshot, journals: Sequence[Copies]) -> Mended:
    """Return what undoes what batches did in the wrong place, the last batch first."""
    patch = Patch(snapshot)
    changes: list[Change] = []
    for copies in journals:
        put_back = PutBack(patch, copies.tab.sheet_id, copies.cells)
        headers = [copies.cells.get(at, ()) for at in range(len(copies.layout.parts))]
        parts = [*zip(copies.layout.parts, headers, strict=True)]
        changes += put_back.changes(parts, [*copies.layout.places()])
    tabs = tuple(copies.tab for copies in journals)
    return Mended(patch.snapshot(), snapshot, tuple(changes), tabs)


def pushed_down(mended: Mended, planned: Sequence[Change]) -> tuple[Change, ...]:
    """Return what mends blocks where it will be once rows came in above it.

    A block that becomes longer pushes down what was put back below it.
    """
    blocks = {tab.sheet_id for tab in mended.snapshot.tabs if tab.block}
    inserted = [
        one for one in planned if isinstance(one, InsertRows) and one.sheet_id in blocks
    ]

    def pushed(change: Change) -> Change:
        for one in inserted:
            if (
                isinstance(change, CopyBlock | WriteCells)
                and change.sheet_id == one.sheet_id
                and change.row_index >= one.row_index
            ):
                change = replace(change, row_index=change.row_index + one.count)
        return change

    return tuple(map(pushed, mended.changes))
