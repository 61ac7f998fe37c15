"""Dates as sellers type them."""

import datetime as dt

import pandas as pd
import pytest

from segments.values.dates import TwoNumbers, read_date, read_dates


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (45366, dt.date(2024, 3, 15)),
        (45366.99, dt.date(2024, 3, 15)),
        ("45366", dt.date(2024, 3, 15)),
        (19970101, dt.date(1997, 1, 1)),
        (1_700_000_000, dt.date(2023, 11, 14)),
        (1_700_000_000_000, dt.date(2023, 11, 14)),
        ("2024-02-01", dt.date(2024, 2, 1)),
        ("2024/2/1", dt.date(2024, 2, 1)),
        ("2024-06-10 11:13:25 -0500", dt.date(2024, 6, 10)),
        ("2024-06-10T11:13:25Z", dt.date(2024, 6, 10)),
        ("3-Jan-26", dt.date(2026, 1, 3)),
        ("1st Feb 2026", dt.date(2026, 2, 1)),
        ("Feb 1, 2026", dt.date(2026, 2, 1)),
        ("Monday, 3 March 2025", dt.date(2025, 3, 3)),
        ("1 de enero de 2026", dt.date(2026, 1, 1)),
        ("15 août 2025", dt.date(2025, 8, 15)),
        ("3 Jan 98", dt.date(1998, 1, 3)),
    ],
)
def test_a_date_is_read(typed, day):
    """Each form that leaves nothing open gives its day."""
    assert read_date(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        *("yesterday", "1st Feb", "17-04-2018000", "31/02/2026", "2026-13-01"),
        *("3 Foo 2026", "Foo 3, 2026", "3 Jan 89", "1/1/1970", "3/4/2206"),
        *("", 7, 10.0**300, float("inf"), True, None),
    ],
)
def test_what_is_no_date_is_none(typed):
    """Impossible days, missing years and words are not guessed."""
    assert read_date(typed) is None


def test_two_numbers_stay_open():
    """A date in two numbers keeps both readings until its column is known."""
    assert read_date("01-04-2018") == TwoNumbers(1, 4, 2018)


@pytest.mark.parametrize(
    ("cells", "locale", "first", "unsettled"),
    [
        (["3/4/2026"], "en_GB", dt.date(2026, 4, 3), [True]),
        (["3/4/2026"], "en_US", dt.date(2026, 3, 4), [True]),
        (["3/4/2026", "25/4/2026"], "en_US", dt.date(2026, 4, 3), [False, False]),
        (["3/4/2026", "4/25/2026"], "en_GB", dt.date(2026, 3, 4), [False, False]),
        (
            ["3/4/2026", "4/25/26", "25/4/26"],
            "en_GB",
            dt.date(2026, 4, 3),
            [True, 0, 0],
        ),
        (["5/5/2026"], "en_GB", dt.date(2026, 5, 5), [False]),
        (["2026-03-04"], "en_GB", dt.date(2026, 3, 4), [False]),
    ],
)
def test_a_column_settles_day_and_month(cells, locale, first, unsettled):
    """One part above 12 decides for the column; else the locale does, marked."""
    column = read_dates(pd.Series(cells, dtype=object), locale=locale)

    assert column.days[0].date() == first
    assert column.unsettled.tolist() == unsettled


def test_bad_and_blank_dates_differ():
    """A blank date or a dash is not bad; an unreadable one is; neither has a day."""
    column = read_dates(pd.Series([None, " ", "-", "soon", 45366], dtype=object))

    assert column.bad.tolist() == [False, False, False, True, False]
    assert column.days.isna().tolist() == [True, True, True, True, False]
