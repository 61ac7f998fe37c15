"""The schemes for bulk against single buyers, and for leads."""

import pandas as pd
import pytest

from segments.schemes import load_scheme
from segments.schemes.sizes import order_sizes
from tests.unit.segments.crowds import crowd, label_by

NEVER = float("nan")


def buyers(items, amounts, **others):
    """Return a shop by the usual size of an order; who buys once a month, lately."""
    count = max(len(items), len(amounts))
    facts = {
        "orders": [3] * count,
        "recency_days": [10.0] * count,
        "items_per_order": items or [NEVER] * count,
        "largest_quantity": items or [NEVER] * count,
        "average_order": amounts or [NEVER] * count,
        "largest_order": amounts or [NEVER] * count,
        **others,
    }
    return crowd(facts)


def sizes(items, amounts=()):
    return order_sizes(buyers(list(items), list(amounts)).customers)


@pytest.mark.parametrize(
    ("items", "bulk_items"),
    [
        ([], "10"),
        ([1.0], "10"),
        ([50.0], "10"),
        ([2.0] * 24, "10"),
        ([1.0] * 40, "5"),
        ([2.0] * 40, "6"),
        ([1.0, 1.0, 2.0, 1.0, 50.0, 80.0], "10"),
        ([1.0, 50.0, 50.0, 60.0], "7"),
        ([1.0, 2.0, 3.0, 4.0, 5.0], "10"),
        ([20.0, 30.0, 40.0, 60.0] * 7, "100"),
    ],
    ids=[
        *("nobody", "one, single", "one, of many items", "few equals"),
        *("equals of one item", "equals", "few bulk buyers"),
        *("mostly bulk buyers", "no two groups", "wholesale only"),
    ],
)
def test_bulk_begins_where_buyers_fall_apart(items, bulk_items):
    """A round figure between two groups of buyers, else far above the middle."""
    assert sizes(items)["bulk_items"] == bulk_items


def test_the_size_of_orders_is_told_by_amount_too():
    """Without quantities there is a cut-off by amount alone, and the reverse."""
    assert sizes([], [900.0, 1000.0, 1200.0, 40_000.0]) == {"bulk_amount": "7000"}
    assert sizes([1.0, 2.0]) == {"bulk_items": "10"}


@pytest.mark.parametrize(
    ("items", "amounts"),
    [
        ([1.0, 2.0, 1.0, 40.0], []),
        ([], [100.0, 200.0, 100.0, 4000.0]),
        ([1.0, 2.0, 1.0, 40.0], [9000.0, 50.0, 70.0, 300.0]),
    ],
    ids=["only quantities", "only amounts", "both"],
)
def test_bulk_buyers_are_told_by_the_size_of_their_orders(items, amounts):
    """K3: a quantity decides where there is one, else the amount."""
    found = label_by(load_scheme("wholesale"), buyers(items, amounts))

    assert found.tolist() == [*["Single buyer"] * 3, "Bulk buyer"]


def test_order_size_does_not_hang_on_the_number_of_orders():
    """K3: a company's one order is bulk, and a student's twenty are not."""
    reading = buyers([40.0, 1.0, 1.0, 2.0], [], orders=[1, 20, 1, 2])

    found = label_by(load_scheme("wholesale"), reading)

    assert found.tolist() == ["Bulk buyer", *["Single buyer"] * 3]


def test_quiet_buyers_are_apart_by_size_too():
    """Who is silent past the shop's line is quiet, in bulk or single."""
    reading = buyers(
        [40.0, 1.0, 1.0, 2.0, NEVER],
        [],
        recency_days=[200.0, 200.0, 5.0, NEVER, NEVER],
        orders=[2, 2, 2, 2, 0],
    )

    found = label_by(load_scheme("wholesale"), reading)

    quiet = ["Quiet bulk buyer", "Quiet single buyer"]
    assert found.tolist() == [*quiet, "Single buyer", "Single buyer", "Prospect"]


NOTHING = {
    "orders": 0,
    "recency_days": NEVER,
    "stage": None,
    "replied": False,
    "last_contact_days": NEVER,
    "first_contact_days": NEVER,
}


def lead(**facts):
    table = pd.DataFrame([{**NOTHING, **facts}])
    reading = crowd({name: table[name].tolist() for name in table})
    return label_by(load_scheme("leads"), reading).iloc[0]


@pytest.mark.parametrize(
    ("facts", "segment"),
    [
        ({"orders": 1, "recency_days": 3.0, "stage": "hot"}, "Customer"),
        ({"stage": "Won"}, "Customer"),
        ({"stage": "Hot lead"}, "Hot"),
        ({"stage": "Qualified"}, "Hot"),
        ({"stage": "Unqualified"}, "Nurturing"),
        ({"stage": "Negotiation", "last_contact_days": 61.0}, "Revival"),
        ({"stage": "Lost", "last_contact_days": 3.0}, "Revival"),
        ({"replied": True, "last_contact_days": 14.0}, "Hot"),
        ({"replied": True, "last_contact_days": 15.0}, "Nurturing"),
        ({"replied": True, "first_contact_days": 5.0}, "Hot"),
        ({"replied": True, "first_contact_days": 90.0}, "Revival"),
        ({"replied": True}, "Hot"),
        ({"first_contact_days": 14.0}, "New"),
        ({"first_contact_days": 15.0}, "Nurturing"),
        ({"first_contact_days": 61.0}, "Revival"),
        ({"first_contact_days": 90.0, "last_contact_days": 20.0}, "Nurturing"),
        ({"stage": "New"}, "New"),
        ({"stage": "New", "first_contact_days": 30.0}, "Nurturing"),
        ({"stage": "Contacted", "last_contact_days": 20.0}, "Nurturing"),
        ({}, "Nurturing"),
    ],
)
def test_leads_are_told_apart_by_what_their_list_says(facts, segment):
    """R7: new, nurturing, hot, revival and customers, whatever columns there are."""
    assert lead(**facts) == segment


def test_a_list_of_enquiries_is_read_and_told_apart(read):
    """A tracker with only some of the columns is split by those it has."""
    today = 46327
    reading = read(
        Leads=[
            ("Name", "Phone", "Enquiry date", "Stage", "Replied"),
            ("Ada", "08031234501", today - 3, None, "yes"),
            ("Bola", "08031234502", today - 3, "New", "no"),
            ("Chi", "08031234503", today - 40, "Quoted", None),
            ("Dayo", "08031234504", today - 40, "Contacted", None),
            ("Efe", "08031234505", today - 90, None, None),
        ]
    )

    found = label_by(load_scheme("leads"), reading)

    names = reading.customers["name"]
    assert dict(zip(names, found, strict=True)) == {
        "Ada": "Hot",
        "Bola": "New",
        "Chi": "Hot",
        "Dayo": "Nurturing",
        "Efe": "Revival",
    }


def test_a_list_of_orders_with_quantities_is_read_and_told_apart(read):
    """K3: the company that buys forty at once is bulk, who buys one or two is not."""
    orders = [("Date", "Customer", "Item", "Qty", "Amount")]
    orders += [(46320, f"Student {n}", "Cake", 1 + n % 2, 5000) for n in range(6)]
    orders += [(46320, "Acme Ltd", "Cake", 40, 150_000)]

    found = label_by(load_scheme("wholesale"), read(Orders=orders))

    assert found["name:acme ltd"] == "Bulk buyer"
    assert set(found.drop("name:acme ltd")) == {"Single buyer"}
