"""Any header of the tracker heads a column of rules."""

import datetime as dt

import pandas as pd
import pytest

from segments.headers import names_other_people

ADA = "+2348031234567"
BO = "+2348121234567"
PEOPLE = {
    "Name": ("Ada", "Bo"),
    "Mobile": (ADA, BO),
    "Area": ("Lekki", "Yaba"),
    "Status": ("Hot", "Cold"),
    "Lifetime spend (NGN)": ("50k", "2k"),
    "Most recent order": ("25/10/2026", "1/3/2026"),
    "Answered": ("yes", "no"),
    "Opted in": ("yes", "no"),
    "Remarks": ("likes gold", "likes silver"),
    "Language": ("Hausa", "Yoruba"),
    "Contact type": ("client", "agent"),
    "Company size": (200, 5),
    "Marital status": ("married", "single"),
    "Budget": ("2 lakh", "50k"),
    "Number saved?": ("yes", "no"),
}
ORDERS = {
    "Customer": ("Ada", "Ada", "Ada", "Bo"),
    "Date": ("1/10/2026", "3/10/2026", "5/10/2026", "6/10/2026"),
    "What": ("Ring", "Ring", "Chain", "Bangle"),
    "Type of product": ("Gold", "Gold", "Silver", "Silver"),
    "Amount": (5, 5, 5, 5),
    "Occasion": ("wedding", None, "wedding", "birthday"),
    "Weight": (8, 8.5, 8, 3),
    "Estate": ("Lekki", "Lekki", "Lekki", "Yaba"),
}


def rows_of(columns):
    return [[*columns], *zip(*columns.values(), strict=True)]


OF_PEOPLE = {
    "Area": "lekki",
    "Status": "Hot",
    "status": "Hot",
    "Lead status": "Hot",
    "Total spent": ">=40000",
    "Lifetime spend (NGN)": ">=40000",
    "Answered": "yes",
    "Number saved?": "yes",
    "Opted in": "yes",
    "Mobile": ADA,
    "Remarks": "*gold*",
    "Language": "Hausa",
    "Contact type": "client",
    "Company size": ">=50",
    "Marital status": "married",
    "Budget": ">=100000",
}
OF_ORDERS = {
    "What": "Ring",
    "Type of product": "Gold",
    "Occasion": "wedding",
    "Weight": ">=5",
    "Estate": "Lekki",
}


@pytest.mark.parametrize(
    ("columns", "cells"),
    [(PEOPLE, OF_PEOPLE), (ORDERS, OF_ORDERS)],
    ids=["a customers tab", "an orders tab"],
)
def test_any_header_of_the_tracker_heads_a_rule(read, rule_set, label, columns, cells):
    """B7, B8, B9, T1, T2: the seller's own columns, and ours by the seller's names.

    Of the cells of a person's orders the most frequent one counts.
    """
    reading = read(Tab=rows_of(columns))
    own = [*reading.own]

    segments = {}
    for header, cell in cells.items():
        rows = ("Segment", header), ("This", cell), ("Rest", None)
        rules = rule_set(*rows, own_columns=own)
        segments[header] = label(reading, rules).frame["segment"].tolist()

    assert segments == {header: ["This", "Rest"] for header in cells}


def test_a_header_gives_the_fact_that_its_column_is_read_as(read):
    """Figures and days keep their kind; a header that names our fact adds nothing."""
    reading = read(People=rows_of(PEOPLE))

    assert reading.own["Lifetime spend (NGN)"].tolist() == [50_000, 2000]
    assert reading.own["Most recent order"].tolist() == [
        pd.Timestamp(2026, 10, 25),
        pd.Timestamp(2026, 3, 1),
    ]
    assert not {"Name", "Answered"} & {*reading.own}


def test_a_column_of_customers_goes_before_one_of_orders(read):
    """What stands in both is taken from the list of people."""
    people = [("Customer", "Phone", "Metal"), ("Ada", ADA, "gold")]
    orders = [("Date", "Phone", "Amount", "metal"), ("1/10/2026", ADA, 5, "silver")]

    reading = read(People=people, Orders=orders)

    assert reading.own.iloc[0].to_dict() == {"Metal": "gold"}


def test_tabs_with_other_headers_make_one_person(read):
    """B5: Instagram orders, walk-ins and a form are put together by their contacts."""
    reading = read(
        as_of=dt.date(2026, 11, 1),
        Instagram=[
            ("Date", "IG name", "WhatsApp", "Item", "Amount (₦)"),
            ("1/10/2026", "@ada", ADA, "Ring", "5k"),
        ],
        Walkins=[
            ("Day", "Client", "Phone no", "What they bought", "Total", "Qty"),
            ("20/10/2026", "Ada Obi", "0803 123 4567", "Chain", 3000, 12),
        ],
        Form=[
            ("Timestamp", "Full name", "Mobile number", "Town", "Email"),
            ("13/9/2026 10:00:00", "Ada Obi", "+234 803 123 4567", "Lagos", "a@b.test"),
        ],
    )

    facts = reading.customers
    assert facts["orders"].tolist() == [2]
    assert facts[["name", "handle", "city", "email"]].iloc[0].tolist() == [
        "Ada Obi",
        "ada",
        "Lagos",
        "a@b.test",
    ]
    assert facts["products_bought"].tolist() == ["Chain, Ring"]
    assert facts["first_contact_days"].tolist() == [49]
    assert {"spent", "largest_quantity", "city", "reachable"} <= reading.available


def test_a_firms_staff_is_a_number_of_its_own(read):
    """Staff heads other people only where nobody else is named."""
    header = ("Name", "Phone", "Industry", "Role", "Staff")
    firm = ("Large Co", "0803 000 0101", "Retail", "Buyer", "200")

    firms = read(People=[header, firm])

    assert firms.own["Staff"].tolist() == ["200"]
    assert not names_other_people(header)
    assert names_other_people(("Staff", "Phone", "Position"))
