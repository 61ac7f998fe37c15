"""Typed text to values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local_sheets.clock import system_clock
from local_sheets.notation.render import rendered
from local_sheets.notation.serials import serial_of_date
from local_sheets.notation.typed import Typist

AS_TYPED = [
    ("1,5", "de_DE", 1.5),
    ("1.234,5", "de_DE", 1234.5),
    ("1,234", "en_GB", 1234),
    ("12,34,567", "en_IN", 1234567),
    ("-3", "en_GB", -3),
    ("1e3", "en_GB", 1000),
    ("₹500", "en_GB", 500),
    ("50%", "en_GB", 0.5),
    ("13/02/2026", "en_GB", 46066),
    ("13/02/2026", "en_US", "13/02/2026"),
    ("2/13/2026", "en_US", 46066),
    ("2026-02-13", "en_US", 46066),
    ("2026-02-13T12:00:00Z", "en_GB", "2026-02-13T12:00:00Z"),
    ("31/02/2026", "en_GB", "31/02/2026"),
    ("18:30", "en_GB", 0.7708333333333334),
    ("25:00", "en_GB", 25 / 24),
    ("FALSE", "en_GB", False),
    (" padded ", "en_GB", " padded "),
    ("1.2.3", "en_GB", "1.2.3"),
    ("N25k", "en_GB", "N25k"),
    ("1 234,5", "fr_FR", 1234.5),
    ("1,5 €", "de_DE", 1.5),
    ("zł5", "pl_PL", 5),
    ("5%", "tr_TR", 0.05),
    ("€5 €", "en_GB", "€5 €"),
    ("5)", "en_GB", "5)"),
    ("$5%", "en_GB", "$5%"),
    ("1.2.2026", "de_DE", 46054),
    ("2026/2/1", "ja_JP", 46054),
    ("2/1/2026", "ja_JP", 46054),
    ("2026/2/2026", "en_GB", "2026/2/2026"),
    ("2026/2/123", "en_GB", "2026/2/123"),
    ("1/2/85", "en_GB", 31079),
    ("12:60", "en_GB", "12:60"),
    ("13 pm", "en_GB", "13 pm"),
    ("12 am", "en_GB", 0),
    ("2026-01-02 25:00", "en_GB", "2026-01-02 25:00"),
    ("soon 12:00", "en_GB", "soon 12:00"),
    ("30 Feb 2026", "en_GB", "30 Feb 2026"),
    ("Mar 1, 2026", "en_US", 46082),
    ("Sunday, March 1, 2026", "en_US", 46082),
    ("1. März", "de_DE", "1. März"),
    ("Maybe 2026", "en_US", "Maybe 2026"),
    ("1e999", "en_GB", "1e999"),
    ("+", "en_GB", "+"),
    ("'", "en_GB", "'"),
]


@pytest.mark.parametrize(("typed", "locale", "value"), AS_TYPED)
def test_text_is_read_by_the_locale(typed, locale, value):
    """Numbers and dates follow the locale; what is neither stays text."""
    assert Typist(locale).read(typed).value == value


KEYS = "0123456789.,-/: $€%()eE+'=apmAPM JanuaryFebTZ"


@given(st.text(KEYS, max_size=12), st.sampled_from(["en_US", "de_DE", "fr_FR"]))
def test_whatever_is_typed_can_be_shown(text, locale):
    """No text is too odd to be read, and what it is read as has a text again."""
    typed = Typist(locale).read(text)
    assert isinstance(rendered(typed.value, typed.number_format or {}, locale), str)


THIS_YEAR = system_clock().year
WITHOUT_YEAR = [
    ("1-2", "en_US", 1, 2, "m-d"),
    ("1-2", "en_GB", 2, 1, "d-m"),
    ("01/02", "en_US", 1, 2, "mm/dd"),
    ("1.2", "de_DE", 2, 1, "d.m"),
    ("2 Jan", "en_GB", 1, 2, "d mmm"),
    ("January 2", "en_US", 1, 2, "mmmm d"),
]


@pytest.mark.parametrize(("typed", "locale", "month", "day", "pattern"), WITHOUT_YEAR)
def test_a_day_without_a_year_is_of_this_year(typed, locale, month, day, pattern):
    """It is shown again without the year."""
    serial = serial_of_date(date(THIS_YEAR, month, day))
    look = {"type": "DATE", "pattern": pattern}
    assert Typist(locale).read(typed) == (serial, look)


@pytest.mark.parametrize("typed", ["1-2", "2 Jan", "36:00", "2026-05", "+x"])
def test_a_file_means_less_by_its_text(typed):
    """Half a date in a file may be a size or a score, and stays text."""
    assert Typist("en_GB", keeps_codes=True).read(typed) == (typed, None)


def test_a_stamp_in_a_file_is_a_date():
    """Other programs write T and Z, which a person does not."""
    typed = Typist("en_GB", keeps_codes=True).read("2026-02-13T12:00:00Z")
    assert typed.value == 46066.5


CODES = ["007", "+447700900123", "1234567890123456", "=SUM(A1)", "'quoted"]


@pytest.mark.parametrize("code", CODES)
def test_codes_in_files_stay_text(code):
    """Phone numbers, ids and formulas of a file are text, digit for digit."""
    assert Typist("en_GB", keeps_codes=True).read(code).value == code


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("0.5", 0.5), ("-0.5", -0.5)])
def test_a_lone_zero_is_a_number(typed, value):
    """A zero before a decimal point is no code."""
    assert Typist("en_GB", keeps_codes=True).read(typed).value == value
