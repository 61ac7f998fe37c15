"""Amounts as sellers type them."""

import pandas as pd
import pytest

from segments.values.currencies import currency_code, region_of, split_header, symbol_of
from segments.values.money import read_amount, read_amounts


@pytest.mark.parametrize(
    ("typed", "figure", "currency"),
    [
        (12500, 12500, None),
        (12.5, 12.5, None),
        ("₦12,500", 12500, "NGN"),
        ("N12500", 12500, "NGN"),
        ("N 5,000", 5000, "NGN"),
        ("NGN 18,000.00", 18000, "NGN"),
        ("5000NGN", 5000, "NGN"),
        ("N25k", 25000, "NGN"),
        ("50k naira", 50000, "NGN"),
        ("#5,000", 5000, "NGN"),
        ("=N=5,000", 5000, "NGN"),
        ("₹1,23,456.00", 123456, "INR"),
        ("Rs. 500/-", 500, "INR"),
        ("Rs 1,200", 1200, "INR"),
        ("₨ 75", 75, "INR"),
        ("INR 99", 99, "INR"),
        ("£12.50", 12.5, "GBP"),
        ("$1,000.50", 1000.5, "USD"),
        ("US$ 40", 40, "USD"),
        ("-$45.00", -45, "USD"),
        ("20 €", 20, "EUR"),
        ("KSh 1,200", 1200, "KES"),
        ("R500", 500, "ZAR"),
        ("500/=", 500, None),
        ("1.5k", 1500, None),
        ("2 lakh", 200_000, None),
        ("1.2L", 120_000, None),
        ("2Cr", 20_000_000, None),
        ("3 million", 3_000_000, None),
        ("(450)", -450, None),
        ("-18,000", -18000, None),
        ("−300", -300, None),
        ("free", 0, None),
        ("12.500,00", 12500, None),
        ("1.234.567", 1_234_567, None),
        ("1 234,50", 1234.5, None),
        ("1'234.50", 1234.5, None),
        ("12,50", 12.5, None),
        ("12.500", 12.5, None),
        (".5", 0.5, None),
        ("5000 only", 5000, None),
    ],
)
def test_an_amount_is_read_as_the_seller_meant_it(typed, figure, currency):
    """Each form in which sellers write money gives its figure and currency."""
    read = read_amount(typed)

    assert (read.figure, read.currency, read.partly) == (figure, currency, False)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [("5000 + 1500 delivery", 5000), ("12500 paid", 12500), ("£0.99 each", 0.99)],
)
def test_the_first_of_several_figures_is_taken_and_marked(typed, figure):
    """A remark beside a figure is marked as read in part."""
    read = read_amount(typed)

    assert (read.figure, read.partly) == (figure, True)


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "order 5000",
        "1,2345",
        "12,34,5",
        "",
        "-",
        "n/a",
        True,
        None,
        1e300,
        "9000000 cr",
    ],
)
def test_what_is_no_amount_has_no_figure(typed):
    """Text without a clear figure is not read as zero."""
    assert read_amount(typed).figure is None


def test_a_locale_with_decimal_commas_reads_a_point_as_thousands():
    """12.500 is twelve thousand five hundred where decimals take a comma."""
    assert read_amount("12.500", locale="de_DE").figure == 12500


def test_a_column_tells_blank_from_unreadable():
    """Blank and dash are no amounts but not bad; text that fails is bad."""
    read = read_amounts(pd.Series([None, "-", "lots", "N5k + tip"], dtype=object))

    assert read.bad.tolist() == [False, False, True, False]
    assert read.partly.tolist() == [False, False, False, True]
    assert read.figures.fillna(-1).tolist() == [-1, -1, -1, 5000]
    assert read.currencies.tolist() == [None, None, None, "NGN"]


def test_a_figure_no_shop_takes_is_bad():
    """A phone number among amounts is listed; as many kobo may well be right."""
    cells = pd.Series([8_031_234_606, 999_999_999], dtype=object)

    naira, kobo = read_amounts(cells), read_amounts(cells, hundredths=True)

    assert naira.bad.tolist() == [True, False]
    assert kobo.bad.tolist() == [False, False]


@pytest.mark.parametrize(
    ("header", "rest", "currency"),
    [
        ("Total Amount (₦)", "Total Amount", "NGN"),
        ("Total (N)", "Total", "NGN"),
        ("Amt (Rs.)", "Amt", "INR"),
        ("Price in naira", "Price", "NGN"),
        ("USD Total", "Total", "USD"),
        ("Weight (kg)", "Weight (kg)", None),
        ("Order #", "Order #", None),
        ("Amount", "Amount", None),
        ("total_ngn", "total", "NGN"),
        ("Naira", "amount of money", "NGN"),
    ],
)
def test_a_header_names_its_currency(header, rest, currency):
    """A currency in a header is taken off and remembered; other units stay."""
    assert split_header(header)[:2] == (rest, currency)


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Amount (kobo)", ("Amount", "NGN", True)),
        ("amount_paise", ("amount", "INR", True)),
        ("Amount in cents", ("Amount", None, True)),
        ("Amount (₦)", ("Amount", "NGN", False)),
    ],
)
def test_a_header_names_hundredths_of_its_currency(header, found):
    """Kobo, paise and cents are hundredths; cents are of no single currency."""
    assert split_header(header) == found


@pytest.mark.parametrize(
    ("typed", "code"), [("NGN", "NGN"), ("Naira", "NGN"), ("cad", "CAD"), ("?", None)]
)
def test_a_currency_cell_is_a_code(typed, code):
    """A currency column gives ISO codes."""
    assert currency_code(typed) == code


def test_an_unknown_currency_is_written_as_its_code():
    """A code without a known symbol stands before the figure."""
    assert (symbol_of("XOF"), symbol_of(None), region_of("EUR")) == ("XOF ", "", None)
