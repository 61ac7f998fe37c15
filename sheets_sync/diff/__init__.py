"""Existing against desired → the fewest changes, in the order they must be applied.

Rows are added, written and copied by the indexes of the snapshot first; only then are
rows deleted (from the last up) and sorted, so no index goes stale within the batch.
"""

from collections.abc import Iterable
from typing import Final

from sheets_sync.changes import (
    AddChart,
    AddFilter,
    AddTab,
    Change,
    CopyBlock,
    CopyCells,
    DeleteTab,
    FillNote,
    FormatCells,
    HideTab,
    MarkColumn,
    MarkTab,
    OfferChoices,
    ProtectColumns,
    RememberCorrection,
    RenameTab,
    ReplaceNote,
    SortRows,
    TintCells,
    UpdateChart,
    WriteCells,
)
from sheets_sync.desired.model import DesiredState
from sheets_sync.diff.blocks import diff_block
from sheets_sync.diff.labels import diff_labels
from sheets_sync.diff.logs import diff_log
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.tables import diff_tables
from sheets_sync.model import Snapshot
from sheets_sync.spaces import (
    AddColumns,
    AddRows,
    DeleteRows,
    InsertColumns,
    InsertRows,
    MarkBlock,
    MoveLines,
    SetWidth,
    UnmergeCells,
)

# What makes room comes first: from then on all rows are where the snapshot has them.
STRUCTURE: Final[tuple[type[Change], ...]] = (
    # A tab that is set aside leaves its title to a new one.
    RenameTab,
    HideTab,
    AddTab,
    MarkTab,
    AddColumns,
    AddRows,
    UnmergeCells,
    MoveLines,
    InsertRows,
    InsertColumns,
    MarkBlock,
)
# What takes rows away or moves them comes last.
ENDS: Final[tuple[type[Change], ...]] = (DeleteRows, SortRows, DeleteTab)
PHASES: Final[tuple[type[Change], ...]] = (
    *STRUCTURE,
    MarkColumn,
    RememberCorrection,
    SetWidth,
    OfferChoices,
    FormatCells,
    CopyBlock,
    WriteCells,
    TintCells,
    AddChart,
    UpdateChart,
    ReplaceNote,
    FillNote,
    ProtectColumns,
    AddFilter,
    CopyCells,
    *ENDS,
)


def diff(snapshot: Snapshot, desired: DesiredState) -> tuple[Change, ...]:
    """Return the changes that make the spreadsheet as desired; none when it is."""
    new_tabs = NewTabs(snapshot)
    changes: list[Change] = []
    first, *rest = desired.blocks
    changes += diff_block(snapshot, first, new_tabs)
    changes += diff_tables(snapshot, desired, new_tabs)
    for block in rest:
        changes += diff_block(snapshot, block, new_tabs)
    for log in desired.logs:
        changes += diff_log(snapshot, log, new_tabs, desired.looks)
    for labels in desired.labels:
        added = diff_labels(snapshot, labels, desired.looks)
        # Two lists of customers in one tab share our columns, which are made once.
        made = (InsertColumns, AddColumns, MarkColumn)
        changes += [c for c in added if not (isinstance(c, made) and c in changes)]
    changes += desired.remembered
    changes += desired.notes.changes
    return in_order(changes)


def in_order(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Return changes in the order they must be applied; those of a kind stay as given.

    What is put back comes before what is written, which may be written over it.
    """
    return tuple(sorted(changes, key=lambda change: PHASES.index(type(change))))
