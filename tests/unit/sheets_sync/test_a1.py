"""A1 notation."""

import pytest

from sheets_sync.a1 import cell_address, column_letter, quote_title


@pytest.mark.parametrize(
    ("column_index", "letters"),
    [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (18277, "ZZZ")],
)
def test_column_letters_count_as_the_sheet_does(column_index, letters):
    """Columns are lettered A to Z, AA to ZZ, AAA to ZZZ."""
    assert column_letter(column_index) == letters


def test_a_cell_address_has_the_row_as_the_seller_sees_it():
    """Zero-based indexes become one-based row numbers."""
    assert cell_address(row_index=0, column_index=27) == "AB1"


@pytest.mark.parametrize(
    ("title", "quoted"),
    [("Orders", "'Orders'"), ("It's", "'It''s'"), ("A1", "'A1'"), ("", "''")],
)
def test_titles_are_always_quoted(title, quoted):
    """A quoted title cannot be taken for a cell, and quotes in it are doubled."""
    assert quote_title(title) == quoted
