"""What columns mean when headers, values and the seller disagree."""

import pytest

from segments.tables import Doubt, Told, find_tables
from segments.tables.near_miss import nearest_header

PEOPLE = ("Ada Obi", "Bisi Ade", "Chike Eze", "Dayo Ola")
DAYS = ("3-Jan-26", "14/02/2026", "2026-03-15", "1st Apr 2026")
BILLS = ("Customer", *PEOPLE), ("Amount", 500, 700, 900, 1100)


def table_of(grid, *columns, told=None):
    """Return the one table of a tab with these columns."""
    rows = list(zip(*columns, strict=True))
    (table,) = find_tables("Tab", grid([*rows]), told=told or Told())
    return table


@pytest.mark.parametrize("header", ["Bought then", "", "When it was"])
def test_text_dates_are_the_day_of_the_order_where_nothing_else_is(grid, header):
    """A list of bills without a date is read by its one column of dates, and asked."""
    table = table_of(grid, *BILLS, (header, *DAYS))

    assert table.kind == "orders"
    assert table.fields["order_date"] == 2
    assert table.doubts == {2: Doubt.BY_CONTENT}


@pytest.mark.parametrize("header", ["Birthday", "DOB", "Due date", "Delivered on"])
def test_other_days_never_pass_for_the_day_of_the_order(grid, header):
    """A header that names another day is believed."""
    rows = zip(*BILLS, (header, *DAYS), strict=True)

    assert not any(
        "order_date" in one.fields for one in find_tables("T", grid([*rows]))
    )


def test_of_two_columns_of_dates_neither_is_guessed(grid):
    """The seller is asked which one counts; the order number makes it a table."""
    numbers = ("Order no", 1, 2, 3, 4)

    table = table_of(grid, numbers, *BILLS, ("Then", *DAYS), ("Later", *DAYS))

    assert "order_date" not in table.fields
    assert [one.code for one in table.questions] == ["unsure", "unsure"]


def test_two_phones_that_no_header_tells_apart_are_asked_about(grid):
    """It does not matter which of them stands first."""
    phones = [f"0803 000 010{n}" for n in range(4)]
    others = [f"0803 000 020{n}" for n in range(4)]

    table = table_of(
        grid, ("Date", *DAYS), *BILLS, ("Kontakt", *phones), ("Nyingine", *others)
    )

    assert "phone" not in table.fields
    assert table.doubts == {3: Doubt.UNSURE, 4: Doubt.UNSURE}


def test_what_is_told_wins_over_words_and_values(grid):
    """A told column has its role, and the column that had it is the seller's own."""
    table = table_of(
        grid,
        ("Date", *DAYS),
        *BILLS,
        ("Charged", 5, 6, 7, 8),
        told=Told(roles={3: "amount", 2: "own"}),
    )

    assert table.fields["amount"] == 3
    assert table.own_columns["Amount"] == 2


def test_a_tab_told_orders_without_any_known_column_has_no_table(grid):
    """Being told does not make a list of errands a list of orders."""
    rows = ("Buy ribbon", "Call Tolu"), ("Pay rent", "Send parcel")

    assert find_tables("Tab", grid([*rows]), told=Told("orders")) == ()


def test_a_pivot_table_is_no_list_of_customers(grid):
    """It says again what the orders say."""
    rows = ("Customer", "SUM of Amount"), ("Ada Obi", 500), ("Grand Total", 500)

    assert find_tables("Pivot", grid([*rows])) == ()


def test_the_row_nearest_to_a_header_says_what_it_lacks(grid):
    """Its known headers are named as typed, with those that would help."""
    rows = ("My shop", None), ("Date", "Amount (₦)"), (46300, 500)

    near = nearest_header(grid([*rows]))

    assert near is not None
    assert (near.row_index, near.known) == (1, ("Date", "Amount (₦)"))
    assert near.missing == ("Customer",)


@pytest.mark.parametrize(
    "headers",
    [
        "Dt|Cust. Name|Ph No.|Particulars|Bill Amt",
        "Inv Date|Client's Name|Mob|Item|Invoice Value",
        "Date|Sold to|Mpesa No|Goods|Amount (KSh)",
        "Date sold|Buyer's name|WhatsApp line|What was bought|Amount paid",
        "Trans date|Bill to|Cell #|Item|Sum",
    ],
)
def test_the_usual_headers_of_sellers_are_known(grid, headers):
    """The same five columns, as they are headed from one country to the next."""
    row = (46300, "Ada Obi", "0803 000 0101", "Gown", 5000)

    (table,) = find_tables("Tab", grid([headers.split("|"), row]))

    assert table.own_columns == {}
    assert {"name", "phone", "order_date", "product"} < table.fields.keys()


def test_odd_names_are_better_than_nobody(tables):
    """A column that alone says who is read, although few cells look like names."""
    rows = [(45900, who, 5) for who in ("Ada Obi", "+234", "+234", "@ada", "12")]

    (table,) = tables({"Orders": [("Date", "Customer", "Amount"), *rows]})

    assert (table.fields["name"], table.doubts) == (1, {})
