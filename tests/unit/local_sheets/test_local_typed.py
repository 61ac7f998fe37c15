"""Typed text to values."""

import pytest

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
    ("2026-02-13T12:00:00Z", "en_GB", 46066.5),
    ("31/02/2026", "en_GB", "31/02/2026"),
    ("18:30", "en_GB", 0.7708333333333334),
    ("25:00", "en_GB", "25:00"),
    ("FALSE", "en_GB", False),
    (" padded ", "en_GB", " padded "),
    ("1.2.3", "en_GB", "1.2.3"),
    ("N25k", "en_GB", "N25k"),
]


@pytest.mark.parametrize(("typed", "locale", "value"), AS_TYPED)
def test_text_is_read_by_the_locale(typed, locale, value):
    """Numbers and dates follow the locale; what is neither stays text."""
    assert Typist(locale).read(typed).value == value


CODES = ["007", "+447700900123", "1234567890123456", "=SUM(A1)", "'quoted"]


@pytest.mark.parametrize("code", CODES)
def test_codes_in_files_stay_text(code):
    """Phone numbers, ids and formulas of a file are text, digit for digit."""
    assert Typist("en_GB", keeps_codes=True).read(code).value == code


@pytest.mark.parametrize(("typed", "value"), [("0", 0), ("0.5", 0.5), ("-0.5", -0.5)])
def test_a_lone_zero_is_a_number(typed, value):
    """A zero before a decimal point is no code."""
    assert Typist("en_GB", keeps_codes=True).read(typed).value == value
