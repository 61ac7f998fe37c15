"""Money and days as the locale writes them, and colours that can be told apart."""

from itertools import combinations

import pytest

from local_sheets.notation.locales import conventions
from local_sheets.notation.render_numbers import number_text
from sheets_sync.looks import (
    COLOURS,
    Looks,
    colour_of,
    date_style,
    date_time_style,
    money_style,
    rgb_of,
    tint_of,
)

MONEY = [
    ("NGN", "en_NG", 1234567.5, "₦1,234,567.50"),
    ("GBP", "en_GB", -12.5, "-£12.50"),
    ("INR", "en_IN", 12345678, "₹1,23,45,678.00"),
    ("INR", "en_IN", 123456, "₹1,23,456.00"),
    ("INR", "en_IN", 99999, "₹99,999.00"),
    ("INR", "en_IN", 0, "₹0.00"),
    ("JPY", "ja_JP", 12345, "¥12,345"),
    ("XOF", "fr_SN", 500, "XOF 500"),
    ("EUR", "de_DE", 1234.5, "1.234,50 €"),
    ("EUR", "en_IE", 1234.5, "€1,234.50"),
    (None, "en_GB", 1234.5, "1,234.50"),
]


@pytest.mark.parametrize(("currency", "locale", "amount", "shown"), MONEY)
def test_money_is_shown_as_the_locale_writes_it(currency, locale, amount, shown):
    """The sign stands where it belongs; yen have no cents, rupees have lakhs."""
    pattern = money_style(Looks(currency, locale)).pattern

    assert number_text(amount, pattern, conventions(locale)) == shown


@pytest.mark.parametrize(
    ("currency", "shown"), [("NGN", "₦1,500"), ("INR", "₹1,500"), (None, "1,500")]
)
def test_where_no_amount_has_cents_none_are_shown(currency, shown):
    """A shop that sells in whole naira sees no ".00"."""
    pattern = money_style(Looks(currency, "en_GB", whole=True)).pattern

    assert number_text(1500, pattern, conventions("en_GB")) == shown


@pytest.mark.parametrize(
    ("locale", "pattern"),
    [
        ("en_GB", "d mmm yyyy"),
        ("en_NG", "d mmm yyyy"),
        ("en_US", "mmm d, yyyy"),
        ("de_DE", "d. mmm yyyy"),
        ("de_AT", "d. mmm yyyy"),
        ("ja_JP", "yyyy/mm/dd"),
        ("xx", "d mmm yyyy"),
    ],
)
def test_days_are_written_as_the_locale_has_them(locale, pattern):
    """By locale, else by language, else day, month by name, year."""
    looks = Looks(locale=locale)

    assert date_style(looks).pattern == pattern
    assert date_time_style(looks).pattern == f"{pattern} hh:mm"


def test_colours_begin_again_after_the_last():
    """Any number of segments has colours, and tints that text stands on."""
    assert colour_of(len(COLOURS) + 1) == colour_of(1) == COLOURS[0]
    assert min(rgb_of(tint_of(1)).values()) > 0.75


# Machado, Oliveira and Fernandes 2009, severity 1: rows for linear red, green, blue.
SIGHT = {
    "all colours": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}


@pytest.mark.parametrize("sight", SIGHT)
def test_the_first_seven_colours_can_be_told_apart(sight):
    """By people who see all colours, and by those who see no red or no green."""
    seen = [_lab(colour, SIGHT[sight]) for colour in COLOURS[:7]]

    apart = min(
        sum((a - b) ** 2 for a, b in zip(*pair, strict=True)) ** 0.5
        for pair in combinations(seen, 2)
    )
    assert apart > 12  # about 2 is the least that can be seen side by side


def _lab(colour, sight):
    """Return CIE L*a*b* (D65) of a colour as somebody sees it."""
    channels = rgb_of(colour).values()
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]
    red, green, blue = (
        min(max(sum(w * c for w, c in zip(row, linear, strict=True)), 0), 1)
        for row in sight
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
