"""Lists of leads, and what a seller notes of dealings with each person."""

import datetime as dt

import pandas as pd
import pytest

AS_OF = dt.date(2026, 11, 1)
ADA = "+2348031234567"
BO = "+2348121234567"
LEADS = {
    "WhatsApp enquiries": {
        "Name": "Ada",
        "Phone": ADA,
        "Interested in": "Bridal set",
        "Source": "Instagram",
        "Enquiry date": "13/10/2026",
        "Status": "Hot",
        "Last follow up": "30/10/2026",
        "Next follow up": "3/11/2026",
    },
    "property": {
        "Lead": "Ada",
        "Contact": ADA,
        "Budget": "50 lakh",
        "Lead Source": "Instagram",
        "Lead created on": "13/10/2026",
        "Lead Status": "Hot",
        "Last contacted": "30/10/2026",
    },
    "a form": {
        "Timestamp": "13/10/2026 14:22:05",
        "Student name": "Ada",
        "WhatsApp number": ADA,
        "Exam": "JEE",
        "How did you hear about us?": "Instagram",
        "Stage": "Hot",
        "Last call": "30/10/2026",
    },
    "names alone": {
        "Name": "Ada",
        "Interested in": "Cake",
        "Source": "Instagram",
        "Date of enquiry": "13/10/2026",
        "Pipeline stage": "Hot",
        "Last spoke": "30/10/2026",
    },
}


@pytest.mark.parametrize("kind", LEADS)
def test_a_list_of_leads_is_a_list_of_customers(read, kind):
    """Stage, first and last contact are read under the words sellers use."""
    lead = LEADS[kind]

    reading = read(Leads=[[*lead], [*lead.values()]])

    facts = reading.customers.iloc[0]
    assert facts[["name", "stage", "source_channel"]].tolist() == [
        "Ada",
        "Hot",
        "Instagram",
    ]
    assert facts[["first_contact_days", "last_contact_days"]].tolist() == [19, 2]
    assert facts["orders"] == 0
    assert {"stage", "first_contact", "last_contact_days"} <= reading.available
    assert not {"orders", "recency_days", "messaged_on"} & reading.available


@pytest.mark.parametrize(
    "header",
    [
        ("Name", "Date", "Status"),
        ("Supplier", "Phone", "Last contact"),
        ("Staff name", "Last call", "Stage"),
    ],
)
def test_lists_of_others_are_no_lists_of_leads(tables, header):
    """Tasks, suppliers and staff have dates and stages, too."""
    rows = [("Buy flour", "13/10/2026", "open"), ("Call bank", "14/10/2026", "done")]

    assert tables({"Tab": [header, *rows]}) == ()


def test_the_status_of_an_order_stays_the_status_of_an_order(tables):
    """In a list of orders, "Status" and "Date" are the order's, not the person's."""
    header = ("Date", "Customer", "Amount", "Status", "Stage", "Last message")
    rows = [("13/10/2026", "Ada", 5, "Paid", "Hot", "13/10/2026")]

    table = tables({"Orders": [header, *rows]})[0]

    assert dict(table.fields) == {
        "order_date": 0,
        "name": 1,
        "amount": 2,
        "status": 3,
    }


def test_whoever_replied_is_known(read):
    """A yes, a date or the words of a reply mean yes; a no, "seen" or blank do not."""
    yes = ["yes", True, "12/10/2026", 46300, "✓", "Wants the price list"]
    no = ["no", False, "No answer", "not yet", "Seen", "-", None]
    rows = [(f"Customer {at:02}", cell) for at, cell in enumerate([*yes, *no])]

    reading = read(People=[("Customer name", "Replied"), *rows])

    assert reading.customers["replied"].tolist() == [True] * 6 + [False] * 7
    assert "replied" in reading.available


def test_the_rows_of_one_person_are_put_together(read):
    """The first of first contacts, the last of other days, any yes, the usual stage."""
    header = ("Name", "Phone", "Stage", "First contact", "Last contact", "Number saved")
    rows = [
        ("Ada", ADA, "Hot", "14/9/2026", "13/10/2026", "no"),
        ("Ada", ADA, "New", "13/9/2026", "14/10/2026", "saved"),
        ("Ada", ADA, "New", "", "", ""),
    ]

    facts = read(Leads=[header, *rows]).customers.iloc[0]

    assert facts["stage"] == "New"
    assert facts["first_contact"] == pd.Timestamp(2026, 9, 13)
    assert facts["last_contact"] == pd.Timestamp(2026, 10, 14)
    assert facts["number_saved"]


@pytest.mark.parametrize(
    ("messaged", "orders", "days"),
    [
        ("20/10/2026", ["13/10/2026", "22/10/2026", "25/10/2026"], 2),
        ("20/10/2026", ["20/10/2026"], 0),
        ("20/10/2026", ["19/10/2026"], None),
        ("20/10/2026", [], None),
        (None, ["25/10/2026"], None),
    ],
)
def test_the_first_order_on_or_after_a_message_is_its_response(
    read, messaged, orders, days
):
    """K10: days from the message to the order; none while no order has come."""
    people = [("Name", "Phone", "Messaged on"), ("Ada", ADA, messaged)]
    rows = [(day, ADA, 100) for day in orders]

    facts = read(People=people, Orders=[("Date", "Phone", "Amount"), *rows]).customers

    found = facts["response_days"].iloc[0]
    assert (None if pd.isna(found) else found) == days


def test_a_last_order_in_the_customers_tab_is_a_response_too(read):
    """Without order rows the days that the customers tab names are all there is."""
    header = ("Name", "Phone", "Broadcast sent on", "Orders", "Last order")
    rows = [
        ("Ada", ADA, "20/10/2026", 3, "25/10/2026"),
        ("Bo", BO, "20/10/2026", 3, "1/10/2026"),
    ]

    facts = read(People=[header, *rows]).customers

    assert facts["response_days"].fillna(-1).tolist() == [5, -1]
    assert facts["message_days"].tolist() == [12, 12]


@pytest.mark.parametrize(
    ("phone", "email", "silent", "reachable"),
    [
        (ADA, None, None, True),
        (None, "ada@shop.test", "no", True),
        (ADA, "ada@shop.test", "yes", False),
        ("12", None, None, False),
    ],
)
def test_who_can_be_reached_has_a_contact_and_wants_messages(
    read, phone, email, silent, reachable
):
    """A valid phone or e-mail reaches a person who has not opted out."""
    header = ("Name", "Phone", "Email", "Do not message")

    facts = read(People=[header, ("Ada", phone, email, silent)]).customers

    assert facts["reachable"].tolist() == [reachable]


def test_days_that_cannot_be_right_are_listed(read):
    """Bad, future and open dates of contacts are named by their cells."""
    header = ("Name", "Phone", "Enquiry date", "Last contact", "Messaged on")
    rows = [
        ("Ada", ADA, "31/2/2026", "13/12/2026", "1/2/2026"),
        ("Bo", BO, "13/10/2026", "13/10/2026", "2/2/2026"),
    ]

    problems = read(Leads=[header, *rows]).problems

    assert [(one.code, one.column_index, one.row_indexes) for one in problems] == [
        ("bad_date", 2, (1,)),
        ("future_order", 3, (1,)),
        ("ambiguous_dates", 4, (1,)),
    ]
