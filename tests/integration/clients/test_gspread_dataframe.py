"""DataFrames out and in with gspread-dataframe."""

import pandas as pd
import pytest
from gspread_dataframe import get_as_dataframe, set_with_dataframe
from pandas.testing import assert_frame_equal

CUSTOMERS = pd.DataFrame(
    {
        "Name": ["Ann", "Björk", None],
        "Orders": [3, 12, 1],
        "Spent": [120.5, float("nan"), 0.1],
        "Since": pd.to_datetime(["2026-11-21", "2025-02-28", "2024-02-29"]),
        "Id": ["00123", "1234567890123456789", "A-1"],
        "VIP": [True, False, True],
    }
)


@pytest.fixture
def tab(book):
    return book.sheet1


def test_a_dataframe_comes_back_as_it_went(tab):
    """Integers, floats, gaps, dates and booleans survive; the grid fits the frame."""
    frame = CUSTOMERS.drop(columns="Id")
    set_with_dataframe(tab, frame, resize=True)

    again = tab.spreadsheet.sheet1
    assert (again.row_count, again.col_count) == (4, 5)
    found = get_as_dataframe(again, parse_dates=["Since"])
    assert_frame_equal(found, frame, check_dtype=False)
    kinds = found.dtypes.astype(str)
    assert list(kinds[["Orders", "Spent", "VIP"]]) == ["int64", "float64", "bool"]


def test_ids_stay_text_when_they_are_escaped(tab):
    """Leading zeros and long digits survive behind an apostrophe, and only there."""
    ids = CUSTOMERS[["Id"]]
    set_with_dataframe(tab, ids, string_escaping="full", resize=True)
    assert tab.col_values(1) == ["Id", "00123", "1234567890123456789", "A-1"]
    assert list(get_as_dataframe(tab, dtype=str)["Id"]) == list(ids["Id"])

    set_with_dataframe(tab, ids, string_escaping="off")
    bare = tab.col_values(1, value_render_option="UNFORMATTED_VALUE")
    assert bare[1:] == [123, 1234567890123456789.0, "A-1"]


def test_formulas_are_written_as_formulas(tab):
    """What begins with = is a formula unless it is escaped."""
    frame = pd.DataFrame({"a": [1, 2], "b": ["=A2*10", "=SUM(A2:A3)"]})
    set_with_dataframe(tab, frame)
    formulas = get_as_dataframe(tab, evaluate_formulas=False, usecols=[0, 1], nrows=2)
    assert list(formulas["b"]) == ["=A2*10", "=SUM(A2:A3)"]

    set_with_dataframe(tab, frame, allow_formulas=False)
    assert tab.col_values(2) == ["b", "=A2*10", "=SUM(A2:A3)"]


def test_an_index_and_a_place_are_kept(tab):
    """Two levels of rows and of columns are written beside what is there."""
    tab.update([["keep me"]], "A1")
    rows = pd.MultiIndex.from_product([["Goa", "Pune"], ["new", "old"]])
    columns = pd.MultiIndex.from_tuples([("Orders", "May"), ("Orders", "June")])
    frame = pd.DataFrame([[1, 2], [3, 4], [5, 6], [7, 8]], rows, columns)
    set_with_dataframe(tab, frame, row=3, col=2, include_index=True)

    assert tab.acell("A1").value == "keep me"
    assert tab.get("B3:E6") == [
        ["", "", "Orders", "Orders"],
        ["", "", "May", "June"],
        ["Goa", "new", "1", "2"],
        ["Goa", "old", "3", "4"],
    ]


def test_the_locale_decides_how_numbers_are_read(book):
    """A Spanish spreadsheet shows decimal commas, and the numbers stay numbers."""
    book.update_locale("es_ES")
    frame = pd.DataFrame({"Spent": [3.804, 1234567.25]})
    set_with_dataframe(book.sheet1, frame, resize=True)

    assert book.sheet1.col_values(1) == ["Spent", "3,804", "1234567,25"]
    assert_frame_equal(get_as_dataframe(book.sheet1), frame)


def test_times_become_times_of_the_spreadsheet(tab):
    """A moment is written so that Sheets knows it for what it is."""
    frame = pd.DataFrame({"at": pd.to_datetime(["2026-11-21 09:30:00"])})
    set_with_dataframe(tab, frame)

    (at,) = tab.get("A2", value_render_option="UNFORMATTED_VALUE")
    assert at == [pytest.approx(46347 + 9.5 / 24)]
