"""Which changes a protection stops, and what the seller is told."""

from dataclasses import replace
from typing import get_args

import pytest

from sheets_sync import changes as c
from sheets_sync import errors
from sheets_sync.areas import WHOLE_TAB, cells_of
from sheets_sync.chart_model import Chart
from sheets_sync.decode import decode_structure
from sheets_sync.layout import HEADER
from sheets_sync.model import Area, Protection, TabMark
from sheets_sync.permitted import check_permitted, protected_nearby
from sheets_sync.rejection import reason_of
from sheets_sync.stage_changes import PasteValues, ShowTab
from tests.builders import VIP, snapshot, tab

PEOPLE = tab("People", [["Name"], ["Ada"]], sheet_id=1)
VIPS = tab("VIP", [["Name"], ["Ada"]], sheet_id=2, mark=VIP)
CHART = Chart("bar", "t", 0, 2, 0, (), (12, 4), (0, 0), (10, 10))
# Rows 11 to 20 of columns C and D.
BLOCK = Area(10, 20, 2, 4)
C_AND_D = Area(0, None, 2, 4)
TABS = Protection(WHOLE_TAB)


def guarded(*protections, sheet_id=2):
    """Return a spreadsheet whose one tab is protected against the caller."""
    return snapshot(
        *(
            replace(one, protections=protections if one.sheet_id == sheet_id else ())
            for one in (PEOPLE, VIPS)
        )
    )


def is_stopped(changes, *protections) -> bool:
    try:
        check_permitted(guarded(*protections), changes)
    except errors.ProtectedError:
        return True
    return False


# A change, and whether it is stopped by a protection of the whole tab, of rows 11 to
# 20 of columns C and D, and of the columns C and D.
CHANGES = [
    (c.WriteCells(2, 15, 3, (("x",),)), True, True, True),
    (c.WriteCells(2, 5, 0, (("a", "b", "c"), ("d",))), True, False, True),
    (c.WriteCells(2, 9, 2, (("a",), ("b",))), True, True, True),
    (c.WriteCells(2, 20, 4, (("x",),)), True, False, False),
    (c.WriteCells(2, 15, 3, ()), False, False, False),
    (c.TintCells(2, 8, 2, ("#FF0000",) * 3), True, True, True),
    (c.TintCells(2, 8, 2, ("#FF0000",) * 2), True, False, True),
    (c.FormatCells(2, 0, None, 3, 1, HEADER), True, True, True),
    (c.FormatCells(2, 0, 1, 3, 9, HEADER), True, False, True),
    (c.OfferChoices(2, 19, 3, 5, ("yes",)), True, True, True),
    (c.ReplaceNote(2, 15, 3, "a", "b"), True, True, True),
    (c.FillNote(2, 15, 4, "b"), True, False, False),
    (c.CopyCells(1, 1, 1, 2, 15, 3), True, True, True),
    (c.CopyBlock(1, 1, 1, 2, 15, 0), True, False, False),
    (c.CopyBlock(1, 1, 1, 2, 15, 0, column_count=None), True, True, True),
    (c.ProtectColumns(2, 19, 3, 1), True, True, True),
    (c.AddFilter(2, 3), True, True, True),
    (c.AddFilter(2, 2), True, False, False),
    (c.DeleteRows(2, 19, 5), True, True, True),
    (c.DeleteRows(2, 20, 5), True, False, True),
    (c.SortRows(2, 1, 50, 0), True, True, True),
    (c.SortRows(2, 20, 50, 0), True, False, True),
    (c.InsertRows(2, 15, 1), True, True, False),
    (c.InsertRows(2, 10, 1), True, False, False),
    (c.InsertRows(2, 20, 1), True, False, False),
    (c.InsertColumns(2, 3, 1), True, True, True),
    (c.InsertColumns(2, 4, 1), True, False, False),
    (c.MoveLines(2, "ROWS", 0, 1, 6), True, False, True),
    (c.MoveLines(2, "COLUMNS", 0, 1, 6), True, True, True),
    (c.AddRows(2, 5), True, False, False),
    (c.AddColumns(2, 5), True, False, False),
    (c.SetWidth(2, 3, 100), True, False, False),
    (c.AddChart(2, 9, CHART), True, False, False),
    (c.AddChart(2, 9, replace(CHART, anchor=(12, 3))), True, True, True),
    (c.UpdateChart(2, 9, {}), True, False, False),
    (c.RenameTab(2, "x"), True, False, False),
    (c.HideTab(2), True, False, False),
    (c.DeleteTab(2), True, True, True),
    (c.AddTab(2, VIP, "VIP 2", 5, 5), False, False, False),
    (c.MarkTab(2, 502, VIP), False, False, False),
    (c.MarkColumn(2, 3, "why"), False, False, False),
    (c.MarkBlock(2, 9), False, False, False),
    (c.UnmergeCells(2, BLOCK), True, True, True),
    (c.RememberCorrection(2, 3, "name"), False, False, False),
]


@pytest.mark.parametrize(("change", "tabs", "block", "columns"), CHANGES)
def test_a_protection_stops_what_touches_it(change, tabs, block, columns):
    """Changes beside it go on, and a mere mark is no edit of a cell."""
    kinds = (TABS, Protection(BLOCK), Protection(C_AND_D))

    assert [is_stopped([change], one) for one in kinds] == [tabs, block, columns]


def test_every_kind_of_change_is_known():
    """A new kind of change must say which cells it touches before it is planned.

    Those of a stage stand in for others, which were looked at before.
    """
    staged = {PasteValues, ShowTab}
    assert {type(change) for change, *_ in CHANGES} == {*get_args(c.Change)} - staged


def test_changes_elsewhere_are_not_stopped():
    """A protection holds in its own tab, and copying from there is reading."""
    elsewhere = [c.WriteCells(1, 0, 0, (("x",),)), c.CopyCells(2, 1, 1, 1, 1, 1)]

    assert not is_stopped(elsewhere, TABS)


@pytest.mark.parametrize(
    ("change", "stopped"),
    [
        (c.WriteCells(2, 5, 0, (("x",),)), False),
        (c.WriteCells(2, 5, 0, (("x", "y"),)), True),
        (c.WriteCells(2, 9, 0, (("x",), ("y",))), True),
        (c.DeleteRows(2, 5, 1), True),
        (c.AddRows(2, 5), True),
    ],
)
def test_what_is_left_free_in_a_protected_tab_may_be_written(change, stopped):
    """Only cells are free: the tab as such stays protected."""
    assert is_stopped([change], Protection(WHOLE_TAB, free=(Area(0, 10, 0, 1),))) is (
        stopped
    )


@pytest.mark.parametrize(
    ("first", "row_index", "stopped"),
    [
        (c.InsertRows(2, 3, 5), 12, False),
        (c.InsertRows(2, 3, 5), 24, True),
        (c.InsertRows(2, 20, 5), 19, True),
        (c.DeleteRows(2, 3, 5), 7, True),
        (c.DeleteRows(2, 3, 5), 15, False),
        (c.DeleteRows(2, 30, 5), 15, True),
        (c.InsertColumns(2, 1, 1), 15, True),
        (c.InsertColumns(2, 1, 2), 15, False),
        (c.InsertColumns(2, 4, 1), 15, True),
    ],
)
def test_a_protection_moves_with_its_cells(first, row_index, stopped):
    """Earlier changes of a batch put rows or columns in before it, or take some out."""
    write = c.WriteCells(2, row_index, 3, (("x",),))

    assert is_stopped([first, write], Protection(BLOCK)) is stopped


@pytest.mark.parametrize(
    ("protections", "sentence"),
    [
        (
            [TABS],
            "The tab “VIP” is protected: you may not change it, and a refresh has to.",
        ),
        (
            [Protection(BLOCK, "Ask Tolu")],
            (
                "The cells C11:D20 of the tab “VIP” are protected (“Ask Tolu”):"
                " you may not change them, and a refresh has to."
            ),
        ),
        (
            [Protection(WHOLE_TAB, "Mine"), Protection(BLOCK), Protection(C_AND_D)],
            (
                "The tab “VIP” is protected (“Mine”), and 2 other places are as well:"
                " you may not change it, and a refresh has to."
            ),
        ),
    ],
)
def test_one_sentence_names_the_tab_and_the_cells(protections, sentence):
    """Who can help is said in what to do, without an address."""
    with pytest.raises(errors.ProtectedError) as told:
        check_permitted(guarded(*protections), [c.DeleteTab(2)])

    assert str(told.value) == sentence
    assert "owner" in told.value.action


@pytest.mark.parametrize(
    ("area", "cells"),
    [
        (Area(1, 9, 1, 4), "B2:D9"),
        (Area(1, 2, 1, 2), "B2"),
        (Area(0, None, 2, 3), "C:C"),
        (Area(0, None, 2, 5), "C:E"),
        (Area(2, 3, 0, None), "3:3"),
        (Area(2, 10, 0, None), "3:10"),
        (Area(3, None, 4, 6), "E4:F100"),
        (Area(0, 5, 4, None), "E1:Z5"),
        (Area(3, None, 0, None), "4:100"),
        (Area(0, None, 4, None), "E:Z"),
    ],
)
def test_cells_are_named_as_a_seller_reads_them(area, cells):
    """As Sheets writes them, too."""
    assert cells_of(area, VIPS) == cells


def decoded(**protected):
    """Return the protections of a tab whose answer holds this one."""
    properties = {"sheetId": 1, "title": "People"}
    sheet = {"properties": properties, "protectedRanges": [protected]}
    answer = {"spreadsheetId": "s", "properties": {}, "sheets": [sheet]}
    return decode_structure(answer).tabs[0].protections


@pytest.mark.parametrize(
    "harmless",
    [
        {"range": {}, "warningOnly": True},
        {"range": {}, "requestingUserCanEdit": True},
        {"tableId": "t"},
    ],
    ids=["warning", "one of the editors", "nowhere that we know"],
)
def test_what_keeps_the_caller_out_of_nothing_is_not_read(harmless):
    """Warnings stop nobody, and editors are not kept out."""
    assert decoded(**harmless) == ()


def test_a_protection_is_read_with_its_open_ends():
    """Answers leave out what is zero, false or without an end."""
    hole = {"endRowIndex": 4, "endColumnIndex": 1}
    answer = {"range": {"sheetId": 1}, "unprotectedRanges": [hole], "description": "d"}

    assert decoded(**answer) == (Protection(WHOLE_TAB, "d", (Area(0, 4, 0, 1),)),)
    assert decoded(range={"startColumnIndex": 2}) == (Protection(Area(0, None, 2)),)


BARRED = (
    "Invalid requests[3].updateCells: You are trying to edit a protected cell or"
    " object. Please contact the spreadsheet owner to remove protection if you need to"
    " edit."
)
FULL = (
    "Invalid requests[45].addSheet: This action would increase the number of cells in"
    " the workbook above the limit of 10000000 cells."
)
LONG = "Your input contains more than the maximum of 50000 characters in a single cell."
TAKEN = (
    'Invalid requests[0].addSheet: A sheet with the name "VIP" already exists. Please'
    " enter another name."
)
SPANISH = "Estás intentando editar una celda protegida."
RENAME = (c.RenameTab(2, "x"), c.MarkTab(2, 502, TabMark("check")))


@pytest.mark.parametrize(
    ("said", "protections", "edited", "error", "sentence"),
    [
        ("", (), False, errors.RejectedError, "refused the changes."),
        ("", (), True, errors.RejectedBatchError, "as a whole"),
        (TAKEN, (), False, errors.RejectedError, "refused a planned addSheet, and"),
        (FULL, (), False, errors.SpreadsheetFullError, "more cells than are left"),
        (FULL, (TABS,), True, errors.SpreadsheetFullError, "more cells than are left"),
        ("10.000.000 celdas", (), True, errors.SpreadsheetFullError, "10,000,000"),
        ("Request payload size exceeds", (), False, errors.TooLargeError, "at once"),
        (LONG, (), False, errors.RejectedError, "50,000 characters"),
        (BARRED, (), False, errors.ProtectedError, "Somebody has protected"),
        (BARRED, (Protection(BLOCK),), False, errors.ProtectedError, "C11:D20"),
        (SPANISH, (Protection(BLOCK),), True, errors.ProtectedError, "tab “VIP”"),
        (SPANISH, (), False, errors.RejectedError, "refused the changes."),
    ],
)
def test_a_refusal_is_explained_as_well_as_may_be(
    said, protections, edited, error, sentence
):
    """Google's sentence is a hint; a protection in a tab that changes is a reason."""
    rejected = errors.RejectedBatchError("Google refused it as a whole.", said)

    reason = reason_of(rejected, guarded(*protections), RENAME, edited=edited)

    assert type(reason) is error
    assert sentence in str(reason)
    assert "already exists" not in str(reason)


def test_a_protection_in_a_tab_that_stays_as_it_is_explains_nothing():
    """It has nothing to do with what was refused."""
    assert protected_nearby(guarded(TABS, sheet_id=1), RENAME) == ()
