"""Cells as a person sees them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    (1e9, {"type": "DATE"}, "en_GB", "1000000000"),
]


@pytest.mark.parametrize(("value", "number_format", "locale", "shown"), CASES)
def test_a_value_is_shown_by_its_format(value, number_format, locale, shown):
    """Patterns, locales and kinds of value decide the text of a cell."""
    assert rendered(value, number_format, locale) == shown


# Of 5 April 2016, 16:08:53.528, a Tuesday.
MOMENT = 42465 + (16 * 3600 + 8 * 60 + 53.528) / 86_400
# 3 hours, 13 minutes and 41.255 seconds.
SPAN = (3 * 3600 + 13 * 60 + 41.255) / 86_400
MOMENTS = [
    (MOMENT, "h:mm:ss.00 a/p", "4:08:53.53 p"),
    (MOMENT, 'hh:mm A/P".M."', "04:08 P.M."),
    (MOMENT, "yyyy-mm-dd", "2016-04-05"),
    (MOMENT, "mmmm d \\[dddd\\]", "April 5 [Tuesday]"),
    (MOMENT, "h PM, ddd mmm dd", "4 PM, Tue Apr 05"),
    (MOMENT, "dddd, m/d/yy at h:mm", "Tuesday, 4/5/16 at 16:08"),
    (MOMENT, "mm:ss", "08:53"),
    (MOMENT, "mmmmm", "A"),
    (MOMENT, "yy.yyy", "16.2016"),
    (42465, "h am/pm", "12 AM"),
    (SPAN, "[hh]:[mm]:[ss].000", "03:13:41.255"),
    (SPAN, "[mmmm]:[ss].000", "0193:41.255"),
    (1.5, "[h]:mm:ss", "36:00:00"),
    (1.5, "[h] [h]", "36 12"),
    (1e12, "yyyy", "1000000000000"),
]


@pytest.mark.parametrize(("serial", "pattern", "shown"), MOMENTS)
def test_a_date_pattern_shows_a_moment_whatever_its_type(serial, pattern, shown):
    """A pattern of date tokens makes a moment of any number."""
    assert rendered(serial, number(pattern), "en_US") == shown


NUMBERS = [
    (1234.59, "####.#", "1234.6"),
    (8.9, "#.000", "8.900"),
    (0.631, "0.#", "0.6"),
    (5, "#.##", "5."),
    (1234.568, "#.0#", "1234.57"),
    (5.25, "# ?/?", "5 1/4"),
    (5.25, "# ???/???", "5   1/4  "),
    (5.5, "# ?/8", "5 4/8"),
    (0.75, "#/#", "3/4"),
    (2.999, "# ?/?", "3"),
    (12_000, "#,###", "12,000"),
    (12_000, "#,", "12"),
    (12_200_000, '0.0,,"M"', "12.2M"),
    (1234567890, "(###) ###-####", "(123) 456-7890"),
    (123456789, "000-00-0000", "123-45-6789"),
    (1_234_567, "#,##,##0", "12,34,567"),
    (5, "00000", "00005"),
    (3, "?0.0?", " 3.0 "),
    (3, "_(* #,##0_)", " 3 "),
    (1.5, "0.0.0", "1.5.0"),
    (0.00012, "0.0E-0", "1.2E-4"),
    (12_345, "##0.0E+0", "12.3E+3"),
    (9.996, "0.00E+00", "1.00E+01"),
    (0, "0.00E+00", "0.00E+00"),
    (-0.125, "0.0%", "-12.5%"),
    (-0.001, "0.00", "-0.00"),
    (-1234.5, '"$"#,##0.00;("$"#,##0.00)', "($1,234.50)"),
    (-9.9, "[Red]0.0;[Blue]-0.0", "-9.9"),
    (-5, "0;", ""),
    (0, "0;-0;", ""),
    (50, '[<100]"low";[>=1000]"high";0.0', "low"),
    (5000, '[<100]"low";[>=1000]"high";0.0', "high"),
    (500, '[<100]"low";[>=1000]"high";0.0', "500.0"),
    (-7, "[<0]0;[>=10]0", "-7"),
    (7, 'General" u"', "7 u"),
    (7, '"<"@">"', "<7>"),
    (1.5, '"a;b" 0.0;0', "a;b 1.5"),
    (2, "[$-409]0 [$USD-1]", "2 USD"),
    (2, "3/0", "3/2"),
]


@pytest.mark.parametrize(("value", "pattern", "shown"), NUMBERS)
def test_a_number_is_laid_out_by_its_pattern(value, pattern, shown):
    """Placeholders, literals, sections and conditions are those of Sheets."""
    assert rendered(value, number(pattern), "en_US") == shown


GENERAL = [
    (1e15, "1E+15"),
    (4_111_111_111_111_111, "4.11111E+15"),
    (123_456_789_012_345, "123456789012345"),
    (0.00001234, "1.234E-05"),
    (-1.5e300, "-1.5E+300"),
    (12345678.125, "12345678.13"),
]


@pytest.mark.parametrize(("value", "shown"), GENERAL)
def test_a_number_without_a_format_is_kept_short(value, shown):
    """Very large and very small numbers get an exponent."""
    assert rendered(value, {}, "en_US") == shown


TEXTS = [
    ("abc", "@", "abc"),
    ("abc", "0.00", "abc"),
    ("abc", '"<"@">"', "<abc>"),
    ("abc", '0;-0;0;"- "@', "- abc"),
    ("abc", "0;-0;0;", ""),
]


@pytest.mark.parametrize(("text", "pattern", "shown"), TEXTS)
def test_text_is_shown_by_the_section_for_text(text, pattern, shown):
    """Text is left alone by patterns that have no place for it."""
    assert rendered(text, number(pattern), "en_US") == shown


DEFAULTS = [
    ("DATE", "en_US", "4/5/2016"),
    ("DATE", "de_DE", "05.04.2016"),
    ("DATE", "ja_JP", "2016/04/05"),
    ("DATE", "sv_SE", "2016-04-05"),
    ("TIME", "en_US", "4:08:53 PM"),
    ("TIME", "en_GB", "16:08:53"),
    ("DATE_TIME", "en_US", "4/5/2016 16:08:53"),
    ("CURRENCY", "en_GB", "£42,465.67"),
    ("CURRENCY", "de_DE", "42.465,67 €"),
    ("CURRENCY", "nl_NL", "€42.465,67"),
    ("CURRENCY", "en_IN", "₹42,465.67"),
    ("NUMBER", "fr_FR", "42\u00a0465,67"),
    ("PERCENT", "es_MX", "4246567.28%"),
]


@pytest.mark.parametrize(("kind", "locale", "shown"), DEFAULTS)
def test_a_kind_without_a_pattern_is_shown_by_the_locale(kind, locale, shown):
    """Dates, times and money have the locale's own pattern."""
    assert rendered(MOMENT, {"type": kind}, locale) == shown


def test_thousands_are_lakhs_in_india():
    """The locale groups digits even where the pattern says thousands."""
    assert rendered(12_345_678, number("#,##0"), "en_IN") == "1,23,45,678"


MARKS = '0#?.,%eE+-/ymdhs"\\[]$@;_* :ap<>=General'
VALUES = st.sampled_from([0, -1.5, 46024.75, 1e20, 1e-9, "text"])


@given(st.text(MARKS, max_size=12), VALUES, st.sampled_from(["NUMBER", "DATE"]))
def test_no_pattern_is_too_odd(pattern, value, kind):
    """Any pattern shows any value somehow."""
    assert isinstance(rendered(value, number(pattern, kind), "en_US"), str)
