"""A1 notation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_sheets.grid.a1 import (
    column_index,
    column_letters,
    find_range,
    quoted_title,
    range_name,
)
from local_sheets.grid.model import CellRange, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet

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


def book(title="Orders", rows=9, columns=30):
    grid = {"rowCount": rows, "columnCount": columns}
    sheet = Sheet({"sheetId": 5, "title": title, "gridProperties": grid})
    return Spreadsheet("id", {}, [sheet])


SPELLED = [
    ("B3:C", "Orders!B3:C"),
    ("C:A", "Orders!A:C"),
    ("2:2", "Orders!2:2"),
    ("B2:3", "Orders!B2:3"),
    ("A1:ZZ99", "Orders!A1:AD9"),
    ("D4:D4", "Orders!D4"),
    ("Orders", "Orders!A1:AD9"),
]


@pytest.mark.parametrize(("text", "spelled"), SPELLED)
def test_a_range_is_spelled_with_its_ends_as_they_were(text, spelled):
    """Open ends stay open; ends beyond the grid come back to its edge."""
    assert find_range(book(), text).spelled == spelled


INDEX = st.tuples(st.integers(0, 8), st.integers(0, 29))


@given(INDEX, INDEX, st.text(min_size=1, max_size=20))
def test_the_echo_of_a_range_names_the_same_cells(one, other, title):
    """Any cells of a tab with any title are found again by their name."""
    (top, left), (bottom, right) = map(min, one, other), map(max, one, other)
    spreadsheet = book(title)
    cells = CellRange(5, top, bottom + 1, left, right + 1)
    echo = range_name(spreadsheet.sheets[0], cells)
    assert find_range(spreadsheet, echo).cells == cells
