"""The words of the seller, and where they belong."""

from dataclasses import replace

import pytest

from segments.headers import KINDS, roles_of_kind
from segments.tables.told import OWN
from sheets_sync.changes import RememberCorrection
from sheets_sync.corrections import READING_HEADERS, is_correction, read_corrections
from sheets_sync.desired.reading_block import shown_role
from sheets_sync.errors import UnreadableCorrectionError
from sheets_sync.model import Remembered, TabMark
from tests.builders import snapshot, tab

SALES = [["Date", "Customer", "Extra", "Extra"], [46300, "Ada Obi", 5, 6]]
ROLES = sorted({role for kind in KINDS for role in roles_of_kind(kind)})


def said(*lines, corrections=None):
    """Return the corrections of a tracker whose Data check tab has these lines."""
    check = tab(
        "Data check",
        [["How this tracker was read"], READING_HEADERS, *lines],
        sheet_id=9,
        mark=TabMark("check"),
    )
    sales = replace(tab("Sales", SALES), corrections=corrections or {})
    return read_corrections(snapshot(sales, check))


@pytest.mark.parametrize("role", [*ROLES, OWN])
def test_every_word_that_is_shown_is_understood(role):
    """What the drop-down offers and what the cell shows means what it was made of."""
    found = said(["Sales", "B", "Customer", "name", shown_role(role)])

    assert found.told[1].roles == {1: role}
    assert is_correction(role, of_tab=False)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("customers", "customers"),
        ("Customers", "customers"),
        (" ORDERS ", "orders"),
        ("order", "orders"),
        ("Do not  read", "nothing"),
        ("nothing", "nothing"),
    ],
)
def test_a_tab_has_one_of_three_kinds(word, kind):
    """In any case of letters."""
    assert said(["Sales", "", "", "not read", word]).told[1].kind == kind


@pytest.mark.parametrize("word", ["id", "the money", "7", "?"])
def test_a_word_of_no_or_of_two_meanings_is_refused(word):
    """We never guess what a seller means; the cell is named."""
    with pytest.raises(UnreadableCorrectionError, match="“Data check”, cell E3: "):
        said(["Sales", "B", "Customer", "name", word])


def test_of_two_columns_of_one_header_the_letter_tells():
    """The line is about the column at its letter, as long as the header is there."""
    found = said(["Sales", "D", "Extra", "your own column", "amount"])

    assert found.told[1].roles == {3: "amount"}


def test_a_moved_column_of_an_ambiguous_header_is_listed_not_guessed():
    """Nothing is kept beside a column that may be the wrong one."""
    line = ["Sales", "F", "Extra", "your own column", "amount"]

    found = said(line)

    assert found.remembered == ()
    assert [one.cells for one in found.misplaced] == [tuple(line)]


def test_rows_of_other_lists_are_no_lines():
    """What stands above the block, or gets into it by sorting, clears nothing."""
    kept = {None: Remembered(71, "nothing"), 2: Remembered(72, "amount")}

    found = said(
        ["Sales", "orders", "A order date, B name", 7, 0, 1],
        ["Sales", "", "This tab was not read: we found no header row in it."],
        ["Sales", "C2", "This amount could not be read."],
        corrections=kept,
    )

    assert found.remembered == ()
    assert found.told[1].kind == "nothing"


def test_of_two_lines_about_one_column_the_changed_one_counts():
    """Tables one below the other share columns, and so have a line each."""
    found = said(
        ["Sales", "C", "Extra", "amount", "quantity"],
        ["Sales", "C", "Extra", "amount", "amount"],
        corrections={2: Remembered(72, "amount")},
    )

    assert found.remembered == (RememberCorrection(1, 2, "quantity", 72),)


def test_a_kept_word_that_we_do_not_know_is_forgotten():
    """Somebody else may write metadata under our key."""
    found = said(corrections={2: Remembered(72, "treasure")})

    assert found.told == {}
    assert found.remembered == (RememberCorrection(1, 2, "", 72),)
