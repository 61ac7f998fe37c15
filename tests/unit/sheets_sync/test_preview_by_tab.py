"""What changes do to each tab."""

import pytest

from sheets_sync.changes import (
    AddTab,
    CopyCells,
    FillNote,
    HideTab,
    MarkColumn,
    MarkTab,
    RenameTab,
    ReplaceNote,
    SetWidth,
    WriteCells,
)
from sheets_sync.model import TabMark
from sheets_sync.plan import Plan
from sheets_sync.preview import TabChange, by_tab
from sheets_sync.spaces import AddRows, DeleteRows, InsertRows
from tests.builders import VIP, snapshot, tab

SPREADSHEET = snapshot(
    tab("People", [["Name", "Notes"], ["Ada", ""], ["Bisi", "x"]], sheet_id=1),
    tab("VIP", [["Customer", "Phone"], ["Ada", "1"]], sheet_id=2, mark=VIP),
    tab("Rules", [["Scheme"], ["VIP"], ["mine"]], sheet_id=3, mark=TabMark("rules")),
    tab("Segment state a", [], sheet_id=9, mark=TabMark("generation")),
)
CASES = {
    "nothing": ([], []),
    "a look only": ([SetWidth(1, 0, 90), AddRows(2, 4)], []),
    "tabs by which refreshes know each other": (
        [
            AddTab(77, TabMark("generation"), "Segment state b", 1, 1, hidden=True),
            WriteCells(77, 0, 0, (("x",),)),
            HideTab(9),
        ],
        [],
    ),
    "cells of rows that were there": (
        [WriteCells(1, 1, 2, (("a", "b"), ("c", "d")))],
        [TabChange("People", "People", "changed", cells_changed=4)],
    ),
    "a new column": (
        [MarkColumn(1, 2, "segment"), WriteCells(1, 0, 2, (("Segment",),))],
        [
            TabChange(
                "People",
                "People",
                "changed",
                cells_changed=1,
                columns_added=("Segment",),
            )
        ],
    ),
    "labels in notes": (
        [ReplaceNote(1, 2, 1, "x", "x [y]"), FillNote(1, 1, 1, "[y]")],
        [TabChange("People", "People", "changed", cells_changed=2)],
    ),
    "who comes with what people typed, and who goes": (
        [
            CopyCells(1, 0, 1, 2, 0, 2),
            InsertRows(2, 2, 2),
            WriteCells(2, 2, 0, (("Bisi", "2"), ("Chike", "3"))),
            CopyCells(1, 1, 1, 2, 2, 2),
            DeleteRows(2, 1, 1),
        ],
        [TabChange("VIP", "VIP", "changed", 2, 1, 1, ("Notes",))],
    ),
    "rows inserted above what people typed": (
        [InsertRows(3, 2, 2), WriteCells(3, 1, 0, (("a",), ("b",), ("c",)))],
        [TabChange("Rules", "Rules", "changed", rows_added=2, cells_changed=1)],
    ),
    "a tab that goes": (
        [HideTab(2)],
        [TabChange("", "VIP", "removed", rows_removed=1)],
    ),
    "a tab that is renamed": (
        [RenameTab(2, "Best")],
        [TabChange("Best", "VIP", "renamed")],
    ),
    "rules that are kept aside for new ones": (
        [
            RenameTab(3, "Rules (old)"),
            MarkTab(3, 503, TabMark("kept")),
            AddTab(4, TabMark("rules"), "Rules", 9, 3),
            WriteCells(4, 0, 0, (("Scheme",), (None,), ("VIP",))),
        ],
        [
            TabChange("Rules (old)", "Rules", "kept"),
            TabChange("Rules", "", "added", rows_added=2),
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_tab_says_what_becomes_of_it(case):
    """What nobody sees is not told."""
    changes, expected = CASES[case]

    assert by_tab(Plan(SPREADSHEET, tuple(changes))) == tuple(expected)
