"""What a plan does to each tab that people see, read off its changes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sheets_sync.changes import (
    AddTab,
    Change,
    DeleteRows,
    DeleteTab,
    FillNote,
    InsertRows,
    MarkColumn,
    MarkTab,
    RenameTab,
    ReplaceNote,
    WriteCells,
)
from sheets_sync.model import Tab
from sheets_sync.plan import HEADER_ROWS, Plan

OUT_OF_SIGHT: Final = frozenset({"generation", "journal"})
What = Literal["added", "removed", "renamed", "kept", "changed"]


@dataclass(frozen=True, slots=True)
class TabChange:
    """One tab: its title after and before, and how much of it changes.

    A tab that is ``kept`` is set aside under another title, as its rules were changed
    by hand. Rows are those below the header; ``cells_changed`` counts cells of rows
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
        if not (tab.mark and tab.mark.role in OUT_OF_SIGHT)
    ]
    told = (_existing(tab, _of(plan, tab.sheet_id)) for tab in existing)
    return (
        *(one for one in told if one is not None),
        *(_new(one, _of(plan, one.sheet_id)) for one in added),
    )


def _of(plan: Plan, sheet_id: int) -> list[Change]:
    """Return the changes about one tab; a mark of a tab names no sheet."""
    marks = {tab.mark_id: tab.sheet_id for tab in plan.snapshot.tabs if tab.mark_id}
    return [
        change
        for change in plan.changes
        if (
            marks.get(change.mark_id)
            if isinstance(change, MarkTab)
            else change.sheet_id
        )
        == sheet_id
    ]


def _new(tab: AddTab, changes: Sequence[Change]) -> TabChange:
    last = max((_end(one) for one in _writes(changes)), default=HEADER_ROWS)
    return TabChange(tab.title, "", "added", rows_added=last - HEADER_ROWS)


def _existing(tab: Tab, changes: Sequence[Change]) -> TabChange | None:
    if any(isinstance(change, DeleteTab) for change in changes):
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
        rows_removed=_sum(changes, DeleteRows),
        cells_changed=_cells_changed(tab, changes),
        columns_added=tuple(_columns_added(tab, changes)),
    )
    return None if told == TabChange(tab.title, tab.title, "changed") else told


def _rows_added(tab: Tab, changes: Sequence[Change]) -> int:
    inserted = _sum(changes, InsertRows)
    used = max(tab.used_row_count, HEADER_ROWS) + inserted
    last = max((_end(change) for change in _writes(changes)), default=0)
    return inserted + max(last - used, 0)


def _cells_changed(tab: Tab, changes: Sequence[Change]) -> int:
    """Count cells in rows that were there, which stand lower where rows came in."""
    inserted = {
        row_index
        for change in changes
        if isinstance(change, InsertRows)
        for row_index in range(change.row_index, change.row_index + change.count)
    }
    used = max(tab.used_row_count, HEADER_ROWS) + len(inserted)
    written = sum(
        len(row)
        for change in _writes(changes)
        for row_index, row in enumerate(change.rows, start=change.row_index)
        if row_index < used and row_index not in inserted
    )
    return written + sum(isinstance(one, ReplaceNote | FillNote) for one in changes)


def _columns_added(tab: Tab, changes: Sequence[Change]) -> Iterator[str]:
    """Yield the headers of new columns: ours, and people's that come with customers."""
    marked = {one.column_index for one in changes if isinstance(one, MarkColumn)}
    for change in _writes(changes):
        is_one_cell = len(change.rows) == 1 and len(change.rows[0]) == 1
        is_beside = (
            tab.mark is not None
            and tab.mark.role == "segment"
            and change.row_index == 0
            and change.column_index >= tab.used_column_count
        )
        if is_one_cell and (change.column_index in marked or is_beside):
            marked.discard(change.column_index)
            yield str(change.rows[0][0])


def _writes(changes: Sequence[Change]) -> Iterator[WriteCells]:
    return (change for change in changes if isinstance(change, WriteCells))


def _end(change: WriteCells) -> int:
    return change.row_index + len(change.rows)


def _sum(changes: Sequence[Change], kind: type[InsertRows] | type[DeleteRows]) -> int:
    return sum(change.count for change in changes if isinstance(change, kind))
