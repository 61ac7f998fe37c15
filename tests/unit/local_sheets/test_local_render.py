"""Cells as a person sees them."""

import pytest

from local_sheets.grid.model import ErrorValue, Formula
from local_sheets.notation.render import rendered


def number(pattern, kind="NUMBER"):
    return {"type": kind, "pattern": pattern}


CASES = [
    (None, {}, "en_GB", ""),
    (True, {}, "en_GB", "TRUE"),
    ("text", number("0.00"), "en_GB", "text"),
    (ErrorValue("N_A", "#N/A"), {}, "en_GB", "#N/A"),
    (Formula("=1+1", 2), {}, "en_GB", "2"),
    (1 / 3, {}, "en_GB", "0.3333333333"),
    (1 / 3, {}, "de_DE", "0,3333333333"),
    (123456789012, {}, "en_GB", "123456789012"),
    (2.675, number("0.00"), "en_GB", "2.68"),
    (1234567.891, number("#,##0.00"), "en_GB", "1,234,567.89"),
    (1234567.891, number("#,##0.00"), "de_DE", "1.234.567,89"),
    (1234567, number("[$₹]#,##,##0"), "en_IN", "₹12,34,567"),
    (-5, number("0;(0)"), "en_GB", "(5)"),
    (-5, number("0.0"), "en_GB", "-5.0"),
    (0, number('0;-0;"none"'), "en_GB", "none"),
    (0.125, number("0.0%", "PERCENT"), "en_GB", "12.5%"),
    (1250, {"type": "CURRENCY"}, "en_US", "$1,250.00"),
    (12345.678, {"type": "SCIENTIFIC"}, "en_GB", "1.23E+04"),
    (0.5, number("#.##"), "en_GB", ".5"),
    (7, number('0 "pcs"'), "en_GB", "7 pcs"),
    (46024, {"type": "DATE"}, "en_GB", "02/01/2026"),
    (46024, {"type": "DATE"}, "en_US", "1/2/2026"),
    (46024, number("d mmm yyyy", "DATE"), "en_GB", "2 Jan 2026"),
    (46024, number("dddd, mmmm d", "DATE"), "en_GB", "Friday, January 2"),
    (46024.75, number("yyyy-mm-dd hh:mm", "DATE_TIME"), "en_GB", "2026-01-02 18:00"),
    (46024.75, number("h:mm am/pm", "TIME"), "en_GB", "6:00 PM"),
    (1e9, {"type": "DATE"}, "en_GB", "1000000000.0"),
]


@pytest.mark.parametrize(("value", "number_format", "locale", "shown"), CASES)
def test_a_value_is_shown_by_its_format(value, number_format, locale, shown):
    """Patterns, locales and kinds of value decide the text of a cell."""
    assert rendered(value, number_format, locale) == shown
