"""Formulas taken apart, and their references after every kind of move."""

import pytest

from local_sheets.formulas.moves import (
    Cut,
    Place,
    after_cut,
    carried_along,
    moved_formula,
    renamed,
    shifted,
    without_tab,
)
from local_sheets.formulas.tokens import Call, Name, Reference, joined, pieces
from local_sheets.grid.model import COLUMNS, ROWS, CellRange, Formula
from local_sheets.grid.shifts import Delete, Insert, Move

TOKENS = [
    ("=A1+$B$2", ["A1", "$B$2"]),
    (
        "=SUM(A1:B2,A:A,2:2,A5:A,$A$5:$A,$A:$C,3:$4)",
        "A1:B2 A:A 2:2 A5:A $A$5:$A $A:$C 3:$4",
    ),
    ('="A1"&A1&"say ""B2"""', ["A1"]),
    ("='A1'!A2+'It''s here'!$C3:D", ["'A1'!A2", "'It''s here'!$C3:D"]),
    ("=Ünï!B2+Sheet.1!2:3", ["'Ünï'!B2", "Sheet.1!2:3"]),
    ("=LOG10(A1)+SUM (B1)", ["A1", "B1"]),
    ("=1E5+1.5E-2*B7%", ["B7"]),
    ("=#REF!+#N/A+#DIV/0!+#NAME?+A1", ["A1"]),
    ("=Orders[A1]+[1]Tab!A1+Table1[[#All],[B2]]+C1", ["C1"]),
    ("={1,2;A3,TRUE}", ["A3"]),
    ("=LET(x,A1,rate2x,B1,x*rate2x)", ["A1", "B1"]),
    ("=LAMBDA(a,b,a+b)(A1,B1)", ["A1", "B1"]),
    ("=R1C1+ABCD1+A0+A1B+TAX24", ["TAX24"]),
    ("=A1:INDEX(B:B,3)", ["A1", "B:B"]),
    ("=Sheet1!total+Sheet1!#REF!", ["Sheet1!total", "Sheet1!#REF!"]),
    ("=-A1^B1<>C1:C2", ["A1", "B1", "C1:C2"]),
    ('="never closed A1', ["A1"]),
]


@pytest.mark.parametrize(("text", "references"), TOKENS)
def test_references_are_told_from_all_else(text, references):
    """Strings, errors, numbers, names and functions are no references to cells."""
    wanted = references.split() if isinstance(references, str) else references
    found = [str(piece) for piece in pieces(text) if isinstance(piece, Reference)]
    assert found == wanted


def test_functions_and_names_are_told_apart():
    """A word before a bracket is a function; any other is a name."""
    found = pieces("=Sum(total, IF(TRUE,tax_rate))")
    assert [p.name for p in found if isinstance(p, Call)] == ["SUM", "IF"]
    names = [p.text for p in found if isinstance(p, Name)]
    assert names == ["total", "TRUE", "tax_rate"]


@pytest.mark.parametrize("text", [text for text, _ in TOKENS if "Ünï" not in text])
def test_pieces_join_to_the_formula(text):
    """Nothing of a formula is lost when it is taken apart."""
    assert joined(pieces(text)) == text


COPIES = [
    ("=A1+B2", "=B3+C4"),
    ("=$A1+B$2+$C$3", "=$A3+C$2+$C$3"),
    ('="A1"&A1', '="A1"&B3'),
    ("='A1'!A1", "='A1'!B3"),
    ("=SUM(A1:B2)", "=SUM(B3:C4)"),
    ("=SUM(A:A)+SUM($A5:A)+SUM(2:2)", "=SUM(B:B)+SUM($A7:B)+SUM(4:4)"),
    ("=LOG10(A1)", "=LOG10(B3)"),
    ("=ORDER1!A1", "=ORDER1!B3"),
]


@pytest.mark.parametrize(("text", "moved"), COPIES)
def test_relative_references_follow_a_copy(text, moved):
    """Two rows down and one column right, only relative references change."""
    assert moved_formula(Formula(text, 5), 2, 1) == Formula(moved, None)


@pytest.mark.parametrize(
    ("text", "moved"), [("=A1", "=#REF!"), ("=T!A1:B9", "=T!#REF!")]
)
def test_a_reference_off_the_sheet_breaks(text, moved):
    """A copy that would point above the first row points at nothing."""
    assert moved_formula(Formula(text, 5), -1, 0) == Formula(moved, None)


@pytest.mark.parametrize("value", ["=A1", 5, None])
def test_only_formulas_change(value):
    """Text that looks like a formula is copied as it is."""
    assert moved_formula(value, 1, 1) == value


SHIFTS = [
    (ROWS, Insert(4, 2), "=A4+A5+$A$5", "=A4+A7+$A$7"),
    (ROWS, Insert(6, 2), "=SUM(A5:B9,$B9:A$5)", "=SUM(A5:B11,$B11:A$5)"),
    (ROWS, Insert(4, 1), "=SUM(A5:B5)", "=SUM(A6:B6)"),
    (ROWS, Insert(5, 1), "=SUM(A5:B5)", "=SUM(A5:B5)"),
    (
        ROWS,
        Insert(0, 1),
        "=SUM(A:A)+SUM(2:3)+SUM(A5:A)",
        "=SUM(A:A)+SUM(3:4)+SUM(A6:A)",
    ),
    (COLUMNS, Insert(1, 1), "=SUM(A:C)+B1+SUM(2:2)", "=SUM(A:D)+C1+SUM(2:2)"),
    (COLUMNS, Insert(0, 26), "=Z1", "=AZ1"),
    (ROWS, Delete(4, 6), "=A4+A5+A7", "=A4+#REF!+A5"),
    (ROWS, Delete(4, 6), "=SUM(A5:A9)+SUM(A1:A5)", "=SUM(A5:A7)+SUM(A1:A4)"),
    (ROWS, Delete(4, 6), "=SUM(A5:A6)+SUM(5:6)", "=SUM(#REF!)+SUM(#REF!)"),
    (ROWS, Delete(4, 6), "=SUM(A5:A)+SUM(A1:A)", "=SUM(A5:A)+SUM(A1:A)"),
    (COLUMNS, Delete(1, 2), "=SUM(B:B)+SUM(A:C)+$C1", "=SUM(#REF!)+SUM(A:B)+$B1"),
    (ROWS, Move(4, 6, 0), "=A5+A1+SUM(A5:A6)", "=A1+A3+SUM(A1:A2)"),
    (ROWS, Move(0, 1, 5), "=A1+A2+A6", "=A5+A1+A6"),
    (ROWS, Insert(0, 1), '="A1"&home!a1&Other!A1', '="A1"&home!A2&Other!A1'),
    (ROWS, Insert(0, 1), "=total+HOME!total+#REF!", "=total+HOME!total+#REF!"),
]


@pytest.mark.parametrize(("axis", "shift", "text", "after"), SHIFTS)
def test_references_follow_rows_and_columns(axis, shift, text, after):
    """Absolute or not, a reference stays on its cells; ranges grow and shrink."""
    assert shifted(text, Place("Home", "Home"), axis, shift) == after


def test_other_tabs_refer_by_title_alone():
    """On another tab only references that name the changed tab follow it."""
    place = Place("My Tab", "Home")
    after = shifted("=A1+'my tab'!A1+Else!A1", place, ROWS, Insert(0, 1))
    assert after == "=A1+'my tab'!A2+Else!A1"


def test_a_formula_that_does_not_change_keeps_its_writing():
    """Where no reference moves, the text is the very same."""
    text = "=sum( a1 ,  b2 )"
    assert shifted(text, Place("Home", "Home"), ROWS, Insert(9, 1)) is text


RENAMES = [
    ("=Old!A1+'old'!total", "My Tab", "='My Tab'!A1+'My Tab'!total"),
    ("=Old!A1", "It's", "='It''s'!A1"),
    ("=Old!A1:A", "A1", "='A1'!A1:A"),
    ('=Older!A1+"Old!A1"+A1', "New", '=Older!A1+"Old!A1"+A1'),
    ("='Old'!A1", "New", "=New!A1"),
]


@pytest.mark.parametrize(("text", "title", "after"), RENAMES)
def test_references_follow_a_new_title(text, title, after):
    """A renamed tab is named anew, in quotes where it needs them."""
    assert renamed(text, "Old", title) == after


def test_a_deleted_tab_breaks_references():
    """What named the tab becomes #REF!, and nothing else."""
    assert (
        without_tab("=SUM(Old!A1:B2)+'old'!t+Odd!A1", "Old")
        == "=SUM(#REF!)+#REF!+Odd!A1"
    )


BLOCK = CellRange(1, 1, 3, 1, 3)
WITHIN = Cut(BLOCK, "Home", "Home", 10, 0)
ACROSS = Cut(BLOCK, "Home", "There", 0, 0)


@pytest.mark.parametrize(
    ("cut", "home", "text", "after"),
    [
        (WITHIN, "Home", "=B2+$C$3+A1+B4", "=B12+$C$13+A1+B4"),
        (
            WITHIN,
            "Home",
            "=SUM(B2:C3)+SUM(A1:C3)+SUM(B:B)",
            "=SUM(B12:C13)+SUM(A1:C3)+SUM(B:B)",
        ),
        (WITHIN, "Else", "=B2+Home!B2", "=B2+Home!B12"),
        (ACROSS, "Home", "=B2+A1", "=There!B2+A1"),
        (ACROSS, "There", "=Home!B2+B2", "=There!B2+B2"),
    ],
)
def test_references_follow_a_cut_block(cut, home, text, after):
    """Cells and ranges wholly inside the block are found at its new place."""
    assert after_cut(text, cut, home) == after


@pytest.mark.parametrize(
    ("cut", "after"), [(WITHIN, "=B12+A1+X!A1"), (ACROSS, "=B2+Home!A1+X!A1")]
)
def test_a_cut_formula_keeps_its_cells(cut, after):
    """Its neighbours in the block come along; the rest stays where it was."""
    assert carried_along("=B2+A1+X!A1", cut) == after
