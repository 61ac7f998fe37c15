"""No plan touches a cell that is not ours."""

from dataclasses import replace

import pytest

from sheets_sync.changes import (
    AddColumns,
    AddRows,
    AddTab,
    CopyCells,
    DeleteRows,
    DeleteTab,
    FillNote,
    FormatCells,
    MarkColumn,
    RenameTab,
    ReplaceNote,
    SetWidth,
    SortRows,
    TintCells,
    WriteCells,
)
from sheets_sync.desired.model import Notes
from sheets_sync.errors import PlanError
from sheets_sync.layout import HEADER
from sheets_sync.model import Snapshot, Tab, TabMark
from sheets_sync.ownership import check_ownership
from tests.builders import snapshot

THEIRS = Tab(
    1,
    "Customers",
    10,
    6,
    owned_columns={"segment": 4},
    columns=(("Name", "Ada"), ("Phone",), ("City",), ("Notes",), ("Segment", "VIP")),
)
KEPT = Tab(4, "Segment rules (starter)", 10, 7, mark=TabMark("kept"))
OURS = Tab(2, "VIP", 10, 7, mark=TabMark("segment", "VIP"))
SNAPSHOT = Snapshot("id", "Tracker", "en_GB", "Etc/GMT", (THEIRS, OURS, KEPT))


@pytest.mark.parametrize(
    "change",
    [
        WriteCells(1, 1, 3, (("x",),)),
        WriteCells(1, 1, 4, (("x", "y"),)),
        WriteCells(1, 1, 5, (("x",),)),
        WriteCells(3, 0, 0, (("x",),)),
        FormatCells(1, 0, None, 0, 1, HEADER),
        SetWidth(1, 0, 100),
        TintCells(1, 1, 3, ("#FF0000",)),
        MarkColumn(1, 3, "why"),
        CopyCells(2, 1, 0, 1, 1, 0),
        DeleteRows(1, 1, 1),
        SortRows(1, 1, 5, 0),
        AddRows(1, 1),
        DeleteTab(1),
        RenameTab(1, "x"),
        WriteCells(4, 1, 3, (("x",),)),
        DeleteTab(4),
        ReplaceNote(1, 1, 3, "Likes red", "Likes red [Segment: VIP]"),
        FillNote(1, 2, 3, "[Segment: VIP]"),
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
        [SortRows(2, 1, 5, 3), DeleteRows(2, 1, 1), AddRows(2, 1)],
        [
            AddTab(9, TabMark("check"), "Data check", 5, 5),
            WriteCells(9, 0, 0, (("x",),)),
        ],
    ],
)
def test_a_change_to_our_own_cells_is_allowed(changes):
    """Our tabs, our columns, and blank columns marked in the same plan are ours."""
    check_ownership(SNAPSHOT, changes)


NOTED = Tab(
    1,
    "Customers",
    10,
    6,
    columns=(("Name", "Ada", "Bo"), ("Notes", "Likes red", None, "red [Segment: New]")),
)
ASKED = Notes(columns=frozenset({(1, 1)}), asked=True)
OFF = Notes(columns=frozenset({(1, 1)}))
TAGGED = "Likes red [Segment: VIP]"


@pytest.mark.parametrize(
    ("change", "notes"),
    [
        (ReplaceNote(1, 1, 1, "Likes red", TAGGED), ASKED),
        (ReplaceNote(1, 3, 1, "red [Segment: New]", "red [Segment: VIP]"), ASKED),
        (ReplaceNote(1, 3, 1, "red [Segment: New]", "red"), OFF),
        (ReplaceNote(1, 3, 1, "red [Segment: New]", "red"), ASKED),
        (FillNote(1, 2, 1, "[Segment: VIP]"), ASKED),
    ],
)
def test_our_tag_in_a_note_is_allowed_where_it_is_asked_for(change, notes):
    """Where it is not asked for any more, or there is no label now, it may go."""
    check_ownership(snapshot(NOTED), [change], notes)


@pytest.mark.parametrize(
    ("change", "notes"),
    [
        (ReplaceNote(1, 1, 1, "Likes red", TAGGED), OFF),
        (ReplaceNote(1, 1, 1, "Likes red", "Likes blue [Segment: VIP]"), ASKED),
        (ReplaceNote(1, 1, 1, "Likes red", "Likes red"), ASKED),
        (ReplaceNote(1, 1, 1, "Likes", "Likes [Segment: VIP]"), ASKED),
        (ReplaceNote(1, 1, 0, "Ada", "Ada [Segment: VIP]"), ASKED),
        (ReplaceNote(2, 1, 1, "Likes red", TAGGED), ASKED),
        (FillNote(1, 2, 1, "[Segment: VIP]"), OFF),
        (FillNote(1, 2, 1, "hello"), ASKED),
        (FillNote(1, 2, 1, ""), ASKED),
        (FillNote(1, 1, 1, "[Segment: VIP]"), ASKED),
        (FillNote(1, 2, 0, "[Segment: VIP]"), ASKED),
    ],
)
def test_anything_else_in_a_note_is_refused(change, notes):
    """The rest of a note, other columns and other cells are the person's."""
    with pytest.raises(PlanError):
        check_ownership(snapshot(NOTED), [change], notes)


def test_a_formula_is_no_note_of_ours():
    """What it shows today is not what it is."""
    read = replace(snapshot(NOTED), formulas=frozenset({(1, 1, 1)}))

    with pytest.raises(PlanError):
        check_ownership(read, [ReplaceNote(1, 1, 1, "Likes red", TAGGED)], ASKED)
