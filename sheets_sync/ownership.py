"""Proof that a plan touches only cells that are ours (law 4 of the design).

Ours are: every cell of a tab that carries our mark or is added by the plan, and in a
seller's tab the columns that carry our mark or are marked by the plan, which must have
been blank. Rules that are kept are nobody's to write any more.

In a person's cell there is one thing of ours: the tag in their notes, where they asked
for it or where it goes away again.
"""

from collections.abc import Collection, Mapping, Sequence

from segments.values.note_tag import without_tag
from sheets_sync.changes import (
    AddTab,
    Change,
    CopyBlock,
    CopyCells,
    FillNote,
    FormatCells,
    MarkColumn,
    MarkTab,
    ProtectColumns,
    RememberCorrection,
    ReplaceNote,
    TintCells,
    WriteCells,
)
from sheets_sync.desired.model import Notes
from sheets_sync.errors import PlanError
from sheets_sync.model import Role, Snapshot
from sheets_sync.spaces import (
    AddColumns,
    AddRows,
    InsertColumns,
    InsertRows,
    MarkBlock,
    SetWidth,
)

# Requests that add space or describe columns; they cannot alter a cell.
HARMLESS = (AddTab, MarkTab, MarkBlock, AddColumns, InsertColumns, RememberCorrection)
# Rules that are kept are the seller's, and so is a stage that they made visible.
NOBODYS = frozenset({"kept", "stage"})
NO_NOTES = Notes()


def check_ownership(
    snapshot: Snapshot, changes: Sequence[Change], notes: Notes = NO_NOTES
) -> None:
    """Raise unless every change stays within cells that are ours.

    ``notes`` says where a tag may stand in a person's cell; its changes are not
    trusted.

    Raises:
        PlanError: Names the kind of change, never a cell's content.
    """
    ours = {
        tab.sheet_id
        for tab in snapshot.tabs
        if tab.mark and tab.mark.role not in NOBODYS
    }
    ours |= {change.sheet_id for change in changes if isinstance(change, AddTab)}
    journals = _of_role(snapshot, "generation", "journal")
    kept = _of_role(snapshot, "kept")
    columns = _owned_columns(snapshot, changes)
    for change in changes:
        if isinstance(change, ReplaceNote | FillNote):
            allowed = _is_tag_only(snapshot, change, notes)
        elif isinstance(change, HARMLESS) or change.sheet_id in ours:
            allowed = True
        elif isinstance(change, InsertRows | AddRows):
            allowed = change.sheet_id in kept
        elif isinstance(change, CopyBlock):
            # What a batch of ours came across in the wrong place goes back.
            allowed = change.from_sheet_id in journals
        else:
            allowed = _within(change, columns.get(change.sheet_id, frozenset()))
        if not allowed:
            kind = type(change).__name__
            raise PlanError(f"A planned {kind} would touch cells that are not ours.")


def _of_role(snapshot: Snapshot, *roles: Role) -> Collection[int]:
    tabs = (tab for tab in snapshot.tabs if tab.mark and tab.mark.role in roles)
    return {tab.sheet_id for tab in tabs}


def _owned_columns(
    snapshot: Snapshot, changes: Sequence[Change]
) -> Mapping[int, Collection[int]]:
    columns = {tab.sheet_id: set(tab.owned_columns.values()) for tab in snapshot.tabs}
    used = {tab.sheet_id: tab.used_column_count for tab in snapshot.tabs}
    for change in changes:
        if isinstance(change, MarkColumn) and change.column_index >= used.get(
            change.sheet_id, 0
        ):
            columns.setdefault(change.sheet_id, set()).add(change.column_index)
    return columns


def _within(change: Change, owned: Collection[int]) -> bool:
    """Tell whether a change in a seller's tab stays within our columns there."""
    match change:
        case WriteCells(column_index=start, rows=rows):
            widest = max((len(row) for row in rows), default=0)
            return all(index in owned for index in range(start, start + widest))
        case (
            FormatCells(column_index=start, column_count=count)
            | ProtectColumns(column_index=start, column_count=count)
        ):
            return all(index in owned for index in range(start, start + count))
        case (
            MarkColumn(column_index=index)
            | SetWidth(column_index=index)
            | TintCells(column_index=index)
            | CopyCells(column_index=index)
        ):
            return index in owned
        case _:
            return False


def _is_tag_only(
    snapshot: Snapshot, change: ReplaceNote | FillNote, notes: Notes
) -> bool:
    """Tell whether a change alters nothing but our tag, in a column of notes.

    The note is as it was read and no formula, and the rest of it stays; where no tag
    is asked for, one may only go.
    """
    at = (change.sheet_id, change.row_index, change.column_index)
    tab = next((tab for tab in snapshot.tabs if tab.sheet_id == at[0]), None)
    if tab is None or tab.mark or (at[0], at[2]) not in notes.columns:
        return False
    if at in snapshot.formulas:
        return False
    read = tab.cell(change.row_index, change.column_index)
    if isinstance(change, FillNote):
        is_tag = bool(change.tag) and not without_tag(change.tag)
        return notes.asked and read is None and is_tag
    has_tag = change.now != without_tag(change.now)
    same_rest = without_tag(change.was) == without_tag(change.now)
    is_news = change.now != change.was and (notes.asked or not has_tag)
    return read == change.was and same_rest and is_news
