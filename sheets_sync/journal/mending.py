"""People's cells are put back from a journal, where somebody came in between.

The batch was applied to a spreadsheet that was not quite as read: rows or columns had
moved, or somebody typed where it wrote. Its journal has the rows as they were by then.
What it overwrote goes back to the rows that have the same other cells; rows it deleted
by mistake are added again; what it brought to the wrong customer is taken away there.
That is a batch alone, with a journal of its own: what is planned anew is written when
all is known to be where it belongs. A preview plans from a snapshot patched alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sheets_sync.changes import Change
from sheets_sync.journal.layout import Cells, Layout
from sheets_sync.journal.names import header_row_now
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.put_back import PutBack
from sheets_sync.journal.reading import journal_of
from sheets_sync.model import Snapshot, Tab


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
    ``journals`` are the tabs whose copies they use, and ``headers`` says in which row
    of a seller's tab, by its id, the header stands.
    """

    snapshot: Snapshot
    as_read: Snapshot
    changes: tuple[Change, ...] = ()
    journals: tuple[Tab, ...] = ()
    headers: Mapping[int, int] = field(default_factory=dict)


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
    headers_now: dict[int, int] = {}
    for copies in journals:
        layout = copies.layout
        put_back = PutBack(patch, copies.tab.sheet_id, layout, copies.cells)
        changes += put_back.changes()
        for part in layout.parts:
            tab = patch.tab(part.sheet_id)
            if tab is not None and tab.mark is None:
                row_index = header_row_now(tab, put_back.headers[tab.sheet_id])
                headers_now.setdefault(tab.sheet_id, row_index)
    tabs = tuple(copies.tab for copies in journals) if changes else ()
    return Mended(patch.snapshot(), snapshot, tuple(changes), tabs, headers_now)
