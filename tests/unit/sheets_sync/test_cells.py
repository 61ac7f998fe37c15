"""Equality of cells, serial dates and literal text."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.cells import (
    date_from_serial,
    literal_text,
    same_value,
    serial_from_date,
    serial_from_datetime,
)


@pytest.mark.parametrize(
    ("existing", "desired", "same"),
    [
        (None, "", True),
        ("", None, True),
        (1, True, False),
        (True, 1, False),
        (True, True, True),
        (0, None, False),
        (None, 0, False),
        (0, False, False),
        (1, 1.0, True),
        ("1", 1, False),
        (0.1 + 0.2, 0.3, True),
        (12500, 12500.01, False),
        ("VIP", "VIP", True),
        ("VIP", "vip", False),
        (" ", None, False),
    ],
)
def test_two_cells_are_the_same_by_type_then_value(existing, desired, same):
    """TRUE is not 1, text is not a number, blank is empty text."""
    assert same_value(existing, desired) is same


@given(st.dates(date(1900, 1, 1), date(9999, 12, 31)))
def test_dates_survive_the_serial_number(day):
    """Every date comes back from its serial number."""
    assert date_from_serial(serial_from_date(day)) == day


@pytest.mark.parametrize(
    ("day", "serial"),
    [(date(1899, 12, 30), 0), (date(1900, 1, 1), 2), (date(2024, 3, 15), 45366)],
)
def test_serials_count_from_the_epoch_of_sheets(day, serial):
    """Day 0 is 30 December 1899."""
    assert serial_from_date(day) == serial


def test_a_moment_has_its_time_as_a_fraction_of_the_day():
    """Noon is half a day, and seconds are dropped."""
    assert serial_from_datetime(datetime(1900, 1, 1, 12, 0, 59)) == 2.5  # noqa: DTZ001


@pytest.mark.parametrize("value", ["soon", True, None, 1e300, float("nan")])
def test_what_is_no_serial_gives_no_date(value):
    """Text, booleans and absurd numbers are not dates."""
    assert date_from_serial(value) is None


def test_text_over_the_limit_is_cut_to_fit():
    """Sheets refuses more than 50,000 characters in a cell."""
    assert len(literal_text("x" * 60_000)) == 50_000
