"""References in copied formulas."""

import pytest

from local_sheets.grid.model import Formula
from local_sheets.notation.formulas import moved_formula

CASES = [
    ("=A1+B2", "=B3+C4"),
    ("=$A1+B$2+$C$3", "=$A3+C$2+$C$3"),
    ('="A1"&A1', '="A1"&B3'),
    ("='A1'!A1", "='A1'!B3"),
    ("=SUM(A1:B2)", "=SUM(B3:C4)"),
    ("=LOG10(A1)", "=LOG10(B3)"),
    ("=ORDER1!A1", "=ORDER1!B3"),
]


@pytest.mark.parametrize(("text", "moved"), CASES)
def test_relative_references_follow_a_copy(text, moved):
    """Two rows down and one column right, only relative cell references change."""
    assert moved_formula(Formula(text, 5), 2, 1) == Formula(moved, None)


def test_a_reference_off_the_sheet_breaks():
    """A copy that would point above the first row points at nothing."""
    assert moved_formula(Formula("=A1", 5), -1, 0) == Formula("=#REF!", None)


@pytest.mark.parametrize("value", ["=A1", 5, None])
def test_only_formulas_change(value):
    """Text that looks like a formula is copied as it is."""
    assert moved_formula(value, 1, 1) == value
