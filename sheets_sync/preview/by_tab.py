"""What a plan does to each tab that people see, read off its changes."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sheets_sync.changes import (
    AddTab,
    Change,
    CopyCells,
    FillNote,
    HideTab,
    MarkColumn,
    MarkTab,
    RenameTab,
    ReplaceNote,
    WriteCells,
)
from sheets_sync.model import Tab
from sheets_sync.plan import HEADER_ROWS, Plan
from sheets_sync.spaces import DeleteRows, InsertRows

OUT_OF_SIGHT: Final = frozenset({"generation", "journal"})
NOTES: Final = (ReplaceNote, FillNote)
What = Literal["added", "removed", "renamed", "kept", "changed"]


@dataclass(frozen=True, slots=True)
class TabChange:
    """One tab: its title after and before, and how much of it changes.

    A tab that is ``kept`` is set aside under another title, for what people typed
    there. Rows are those below the header; ``cells_changed`` counts cells of rows
    that were there before, so none of a new tab and none of a new row.
    """

    tab: str
    was: str
    what: What
    rows_added: int = 0
    rows_removed: int = 0
    cells_changed: int = 0
    columns_added: tuple[str, ...] = ()


def by_tab(plan: Plan) -> tuple[TabChange, ...]:
    """Return every tab that changes to the eye: those there in their order, then new.

    Hidden tabs by which refreshes know each other are not among them.
    """
    added = [
        change
        for change in plan.changes
        if isinstance(change, AddTab) and not change.hidden
    ]
    existing = [
        tab
        for tab in plan.snapshot.tabs
        if not (tab.mark and (tab.mark.gone or tab.mark.role in OUT_OF_SIGHT))
    ]
    told = (_existing(plan, tab, _of(plan, tab.sheet_id)) for tab in existing)
    return (
        *(one for one in told if one is not None),
        *(_new(one, _of(plan, one.sheet_id)) for one in added),
    )


def _of(plan: Plan, sheet_id: int) -> list[Change]:
    return [change for change in plan.changes if change.sheet_id == sheet_id]


def _new(tab: AddTab, changes: Sequence[Change]) -> TabChange:
    last = max((_end(one) for one in _writes(changes)), default=HEADER_ROWS)
    return TabChange(tab.title, "", "added", rows_added=last - HEADER_ROWS)


def _existing(plan: Plan, tab: Tab, changes: Sequence[Change]) -> TabChange | None:
    if any(isinstance(change, HideTab) and change.hidden for change in changes):
        rows = max(tab.used_row_count - HEADER_ROWS, 0)
        return TabChange("", tab.title, "removed", rows_removed=rows)
    titles = [change.title for change in changes if isinstance(change, RenameTab)]
    title = titles[-1] if titles else tab.title
    is_kept = any(
        isinstance(change, MarkTab) and change.mark.role == "kept" for change in changes
    )
    what: What = "changed"
    if title != tab.title:
        what = "kept" if is_kept else "renamed"
    told = TabChange(
        title,
        tab.title,
        what,
        rows_added=_rows_added(tab, changes),
        rows_removed=_rows_removed(changes),
        cells_changed=_cells_changed(tab, changes),
        columns_added=tuple(_columns_added(plan, tab, changes)),
    )
    return None if told == TabChange(tab.title, tab.title, "changed") else told


def _rows_added(tab: Tab, changes: Sequence[Change]) -> int:
    inserted = _inserted(changes)
    last = max((_end(change) for change in _writes(changes)), default=0)
    # A header that was lost and comes back is no row of the body.
    return len(inserted) - tab.header_lost + max(last - _used_after(tab, inserted), 0)


def _cells_changed(tab: Tab, changes: Sequence[Change]) -> int:
    """Count cells in rows that were there, which stand lower where rows came in."""
    inserted = _inserted(changes)
    used = _used_after(tab, inserted)
    written = [
        row_index
        for change in _writes(changes)
        for row_index, row in enumerate(change.rows, start=change.row_index)
        for _ in row
    ]
    copied = [change.row_index for change in _copies(changes)]
    old = (row for row in (*written, *copied) if row < used and row not in inserted)
    return sum(1 for _ in old) + sum(isinstance(one, NOTES) for one in changes)


def _inserted(changes: Sequence[Change]) -> set[int]:
    """Return the rows that come in, by the indexes they have then."""
    return {
        row_index
        for change in changes
        if isinstance(change, InsertRows)
        for row_index in range(change.row_index, change.row_index + change.count)
    }


def _used_after(tab: Tab, inserted: Collection[int]) -> int:
    """Return how far down a tab is used once rows came in; a lost header is no row."""
    return max(tab.used_row_count - tab.header_lost, HEADER_ROWS) + len(inserted)


def _columns_added(plan: Plan, tab: Tab, changes: Sequence[Change]) -> Iterator[str]:
    """Yield the headers of new columns: ours, and people's that come with customers.

    Theirs are copied from the tab that the customers leave, or made by us.
    """
    marked = {one.column_index for one in changes if isinstance(one, MarkColumn)}
    tabs = {one.sheet_id: one for one in plan.snapshot.tabs}
    is_ours = tab.mark is not None and tab.mark.role == "segment"
    placed: tuple[WriteCells | CopyCells, ...]
    placed = (*_writes(changes), *_copies(changes))
    for change in placed:
        is_header = is_ours and change.row_index == tab.own_header_row
        is_beside = is_header and change.column_index >= tab.used_column_count
        if isinstance(change, CopyCells):
            at = (change.from_row_index, change.from_column_index)
            if is_beside:
                yield str(tabs[change.from_sheet_id].cell(*at) or "")
        elif _is_one_cell(change) and (is_beside or change.column_index in marked):
            marked.discard(change.column_index)
            yield str(change.rows[0][0])


def _is_one_cell(change: WriteCells) -> bool:
    return len(change.rows) == 1 and len(change.rows[0]) == 1


def _copies(changes: Sequence[Change]) -> Iterator[CopyCells]:
    return (change for change in changes if isinstance(change, CopyCells))


def _writes(changes: Sequence[Change]) -> Iterator[WriteCells]:
    return (change for change in changes if isinstance(change, WriteCells))


def _end(change: WriteCells) -> int:
    return change.row_index + len(change.rows)


def _rows_removed(changes: Sequence[Change]) -> int:
    return sum(change.count for change in changes if isinstance(change, DeleteRows))
