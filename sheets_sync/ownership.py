"""Proof that a plan touches only cells that are ours (law 4 of the design).

Ours are: every cell of a tab that carries our mark or is added by the plan, and in a
seller's tab the columns that carry our mark or are marked by the plan, which must have
been blank.
"""

from collections.abc import Collection, Mapping, Sequence

from sheets_sync.changes import (
    AddColumns,
    AddTab,
    Change,
    CopyCells,
    FormatCells,
    MarkColumn,
    MarkTab,
    ProtectColumns,
    RememberCorrection,
    SetWidth,
    WriteCells,
)
from sheets_sync.errors import PlanError
from sheets_sync.model import Snapshot

# Requests that add space or describe columns; they cannot alter a cell.
HARMLESS = (AddTab, MarkTab, AddColumns, RememberCorrection)


def check_ownership(snapshot: Snapshot, changes: Sequence[Change]) -> None:
    """Raise unless every change stays within cells that are ours.

    Raises:
        PlanError: Names the kind of change, never a cell's content.
    """
    ours = {tab.sheet_id for tab in snapshot.tabs if tab.mark}
    ours |= {change.sheet_id for change in changes if isinstance(change, AddTab)}
    columns = _owned_columns(snapshot, changes)
    for change in changes:
        if isinstance(change, HARMLESS) or change.sheet_id in ours:
            continue
        if not _within(change, columns.get(change.sheet_id, frozenset())):
            kind = type(change).__name__
            raise PlanError(f"A planned {kind} would touch cells that are not ours.")


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
        case MarkColumn(column_index=index) | SetWidth(column_index=index):
            return index in owned
        case CopyCells(column_index=index):
            return index in owned
        case _:
            return False
