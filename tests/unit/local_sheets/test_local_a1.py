"""A1 notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_sheets.grid.a1 import column_index, column_letters, quoted_title

COLUMNS = [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (18_277, "ZZZ")]


@pytest.mark.parametrize(("index", "letters"), COLUMNS)
def test_columns_have_letters(index, letters):
    """The zero-based index and the letters of a column name each other."""
    assert column_letters(index) == letters
    assert column_index(letters.lower()) == index


@given(st.integers(0, 20_000))
def test_letters_and_index_are_inverse(index):
    """Every column comes back from its letters."""
    assert column_index(column_letters(index)) == index


@given(st.text(min_size=1))
def test_a_quoted_title_can_be_taken_apart_again(title):
    """Quoting loses nothing, whatever the title."""
    quoted = quoted_title(title)
    bare = quoted[1:-1].replace("''", "'") if quoted != title else quoted
    assert bare == title
