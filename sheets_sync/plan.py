"""A plan: the changes to apply, how much they alter, and proof that all is ours."""

from collections.abc import Collection
from dataclasses import dataclass

from sheets_sync.changes import (
    AddTab,
    Change,
    FillNote,
    HideTab,
    ReplaceNote,
    WriteCells,
)
from sheets_sync.desired.model import DesiredState
from sheets_sync.diff import STRUCTURE, diff, in_order
from sheets_sync.generation import next_generation, with_generation
from sheets_sync.journal.mending import Mended
from sheets_sync.model import Snapshot, TabMark
from sheets_sync.ownership import check_ownership
from sheets_sync.room import check_room
from sheets_sync.spaces import DeleteRows

HEADER_ROWS = 1


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a plan alters, in the report's words."""

    tabs_added: int
    tabs_removed: int
    rows_added: int
    rows_removed: int
    cells_changed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Changes in the order they must be applied, checked to touch only what is ours."""

    snapshot: Snapshot
    changes: tuple[Change, ...]

    @property
    def token(self) -> AddTab | None:
        """Return the hidden tab that the changes add, with the journal; it may lack."""
        tokens = (change for change in self.changes if isinstance(change, AddTab))
        return next((one for one in tokens if one.mark.role == "generation"), None)

    @property
    def counts(self) -> Counts:
        """Return how many tabs, rows and cells the changes touch."""
        return Counts(
            tabs_added=sum(
                isinstance(change, AddTab) and not change.hidden
                for change in self.changes
            ),
            tabs_removed=sum(
                isinstance(change, HideTab) and change.hidden for change in self.changes
            ),
            rows_added=len(self._new_rows()),
            rows_removed=sum(
                change.count
                for change in self.changes
                if isinstance(change, DeleteRows)
            ),
            cells_changed=sum(
                change.cell_count
                for change in self.changes
                if isinstance(change, WriteCells)
                and change.sheet_id != next_generation(self.snapshot)
            )
            + sum(isinstance(one, ReplaceNote | FillNote) for one in self.changes),
        )

    def title_of(self, mark: TabMark) -> str:
        """Return the title our tab has, or will have once the plan is applied."""
        tab = self.snapshot.own_tab(mark)
        if tab:
            return tab.title
        added = (change for change in self.changes if isinstance(change, AddTab))
        wanted = (mark.role, mark.segment)
        return next(
            change.title
            for change in added
            if (change.mark.role, change.mark.segment) == wanted
        )

    def _new_rows(self) -> set[tuple[int, int]]:
        """Return the rows that are written below what their tab holds today."""
        used = {tab.sheet_id: tab.used_row_count for tab in self.snapshot.tabs}
        return {
            (change.sheet_id, row_index)
            for change in self.changes
            if isinstance(change, WriteCells)
            and change.sheet_id != next_generation(self.snapshot)
            for row_index in range(
                change.row_index, change.row_index + len(change.rows)
            )
            if row_index >= used.get(change.sheet_id, HEADER_ROWS)
        }


def plan_to_put_back(mended: Mended) -> Plan:
    """Return the plan that makes a spreadsheet as people left it, and nothing else.

    Raises:
        PlanError: A change would touch a cell that is not ours; nothing is written.
        SpreadsheetFullError: The changes need more cells than there may be.
    """
    # One may undo what another did to the same cell: they stay in turn.
    wanted = sorted(mended.changes, key=lambda one: not isinstance(one, STRUCTURE))
    changes = with_generation(mended.as_read, wanted, mended.headers, mended.journals)
    check_ownership(mended.snapshot, changes)
    check_room(mended.as_read, changes)
    return Plan(mended.snapshot, changes)


def make_plan(
    mended: Mended, desired: DesiredState, emptied: Collection[int] = ()
) -> Plan:
    """Return the plan that puts back what is to be mended, and makes it as desired.

    Tabs that an earlier refresh has ``emptied`` and hidden go.

    Raises:
        PlanError: A change would touch a cell that is not ours; nothing is written.
        SpreadsheetFullError: The changes need more cells than there may be.
    """
    headers = {one.sheet_id: one.header_row_index for one in desired.labels}
    wanted = in_order([*mended.changes, *diff(mended.snapshot, desired)])
    changes = with_generation(mended.as_read, wanted, headers, mended.journals, emptied)
    check_ownership(mended.snapshot, changes, desired.notes)
    check_room(mended.as_read, changes)
    return Plan(mended.snapshot, changes)
