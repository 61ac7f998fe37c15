"""No plan touches a cell that is not ours."""

import pytest

from sheets_sync.changes import (
    AddColumns,
    AddRows,
    AddTab,
    CopyCells,
    DeleteRows,
    DeleteTab,
    FormatCells,
    MarkColumn,
    SetWidth,
    SortRows,
    WriteCells,
)
from sheets_sync.errors import PlanError
from sheets_sync.layout import HEADER
from sheets_sync.model import Snapshot, Tab, TabMark
from sheets_sync.ownership import check_ownership

THEIRS = Tab(
    1,
    "Customers",
    10,
    6,
    owned_columns={"segment": 4},
    columns=(("Name", "Ada"), ("Phone",), ("City",), ("Notes",), ("Segment", "VIP")),
)
OURS = Tab(2, "VIP", 10, 7, mark=TabMark("segment", "VIP"))
SNAPSHOT = Snapshot("id", "Tracker", "en_GB", "Etc/GMT", (THEIRS, OURS))


@pytest.mark.parametrize(
    "change",
    [
        WriteCells(1, 1, 3, (("x",),)),
        WriteCells(1, 1, 4, (("x", "y"),)),
        WriteCells(1, 1, 5, (("x",),)),
        WriteCells(3, 0, 0, (("x",),)),
        FormatCells(1, 0, None, 0, 1, HEADER),
        SetWidth(1, 0, 100),
        MarkColumn(1, 3, "why"),
        CopyCells(2, 1, 0, 1, 1, 0),
        DeleteRows(1, 1, 1),
        SortRows(1, 1, 5, 5, 0),
        AddRows(1, 1),
        DeleteTab(1),
    ],
    ids=lambda change: f"{type(change).__name__}-{change}",
)
def test_a_change_to_the_sellers_cells_is_refused(change):
    """Nothing is written when any change is out of bounds."""
    with pytest.raises(PlanError):
        check_ownership(SNAPSHOT, [change])


@pytest.mark.parametrize(
    "changes",
    [
        [WriteCells(1, 1, 4, (("Regular",),))],
        [MarkColumn(1, 5, "why"), WriteCells(1, 1, 5, (("x",),)), AddColumns(1, 2)],
        [DeleteTab(2)],
        [SortRows(2, 1, 5, 7, 3), DeleteRows(2, 1, 1), AddRows(2, 1)],
        [
            AddTab(9, TabMark("check"), "Data check", 5, 5),
            WriteCells(9, 0, 0, (("x",),)),
        ],
    ],
)
def test_a_change_to_our_own_cells_is_allowed(changes):
    """Our tabs, our columns, and blank columns marked in the same plan are ours."""
    check_ownership(SNAPSHOT, changes)
