"""The facts about each customer."""

import datetime as dt

import pandas as pd
import pytest

TINY = [
    *((1, 42005, 1), (1, 42041, 2), (2, 42005, 2), (3, 42005, 3), (3, 42006, 1)),
    *((3, 42009, 5), (4, 42020, 6), (4, 42037, 3), (4, 42040, 9), (5, 42020, 3)),
    *((5, 42021, 1), (5, 42022, 8), (6, 42037, 5)),
]


def test_the_published_tiny_table_gives_its_published_figures(read):
    """Orders, days since the last and mean spend match a published worked example."""
    reading = read(
        as_of=dt.date(2015, 2, 7), Orders=[("Customer ID", "Date", "Amount"), *TINY]
    )

    facts = reading.customers
    assert facts["orders"].tolist() == [2, 1, 3, 3, 3, 1]
    assert facts["recency_days"].tolist() == [1, 37, 33, 2, 20, 5]
    assert facts["average_order"].tolist() == [1.5, 2, 3, 6, 4, 5]


def test_the_facts_of_a_buyer(read):
    """Everything order rows say about a customer is computed."""
    rows = [
        (46000, "Ada", "Lagos", "Cake", "Sweet", 2, 100),
        (46010, "Ada", "lagos", "Cake", "Sweet", 4, 500),
        (46040, "Ada", "Lagos", "Pie", "Savoury", 3, 300),
    ]
    header = ("Date", "Customer", "City", "Item", "Category", "Qty", "Amount (₦)")

    facts = read(as_of=dt.date(2026, 2, 28), Orders=[header, *rows]).customers.iloc[0]

    assert facts[["orders", "spent", "average_order"]].tolist() == [3, 900, 300]
    assert facts[["largest_order", "items_per_order"]].tolist() == [500, 3]
    assert facts["first_order"] == pd.Timestamp(2025, 12, 9)
    assert facts["last_order"] == pd.Timestamp(2026, 1, 18)
    assert facts[["recency_days", "usual_gap_days", "overdue"]].tolist() == [
        41,
        20,
        2.05,
    ]
    assert facts[["favourite_product", "favourite_category"]].tolist() == [
        "Cake",
        "Sweet",
    ]
    assert facts[["display_name", "city", "phone"]].tolist() == ["Ada", "Lagos", None]
    assert facts[["has_phone", "has_email", "opted_out"]].tolist() == [False] * 3


def test_overdue_falls_back_on_the_shop(read):
    """With fewer than three order days the shop's median gap is the measure."""
    rows = [(46000, "Ada"), (46020, "Ada"), (46010, "Bola"), (46010, "Bola")]

    facts = read(
        as_of=dt.date(2026, 1, 18),
        Orders=[("Date", "Customer", "Amount"), *((*row, 5) for row in rows)],
    ).customers

    assert facts["overdue"].to_dict() == {"name:ada": 1, "name:bola": 1.5}
    assert facts["usual_gap_days"].isna().tolist() == [False, True]


def test_a_customers_tab_alone_gives_its_own_figures(read):
    """Orders, total spent and last order of a customers tab are facts."""
    header = ("Customer", "Orders", "Total Spent (₹)", "First Order", "Last Order")
    rows = [("Ada", "3 orders", "1.5k", 46000, 46020), ("Bo", None, 70, None, 46020)]

    reading = read(
        as_of=dt.date(2026, 1, 18), People=[header, *rows, ("Chi", None, None, "", "")]
    )

    facts = reading.customers
    assert reading.currency == "INR"
    assert facts["orders"].tolist() == [3, 1, 0]
    assert facts["spent"].tolist() == [1500, 70, 0]
    assert facts["recency_days"].fillna(-1).tolist() == [20, 20, -1]
    assert facts["usual_gap_days"].fillna(-1).tolist() == [10, -1, -1]
    assert facts["overdue"].fillna(-1).tolist() == [2, -1, -1]


def test_order_rows_win_over_the_customers_tab(read, rows_by_code):
    """Where both have figures, those of the order rows are used and it is said."""
    people = [
        ("Customer", "Orders", "Total Spent", "Last order"),
        ("Ada", 9, 900, 46001),
        ("Bo", 4, 40, 46001),
    ]
    orders = [("Date", "Customer", "Amount"), (46000, "Ada", 100)]

    reading = read(People=people, Orders=orders)

    assert reading.customers["orders"].tolist() == [1, 4]
    assert reading.customers["spent"].tolist() == [100, 40]
    assert rows_by_code(reading.problems) == {"totals_disagree": [1, 1, 1]}


def test_orders_without_amounts_leave_spend_to_the_customers_tab(read):
    """An orders tab that knows no money does not make the spend of a person zero."""
    people = [("Customer", "Orders", "Total Spent"), ("Ada", 1, 900)]
    orders = [("Date", "Customer", "Item", "Qty"), (46000, "Ada", "Cake", 2)]

    reading = read(People=people, Orders=orders)

    assert reading.customers["spent"].tolist() == [900]


def test_the_rows_of_one_person_are_added_up(read):
    """Figures kept in two tabs for the same phone are one person's, equal rows once."""
    header = ("Name", "Phone", "Orders", "Total Spent")
    row = ("Ada", "+2348031234567", 2, 20)

    reading = read(Shop=[header, row, row], Stall=[header, (*row[:2], 3, 50)])

    assert reading.customers["orders"].tolist() == [5]
    assert reading.customers["spent"].tolist() == [70]


def test_bad_figures_of_a_customers_tab_are_listed(read, rows_by_code):
    """Unreadable, future and ambiguous cells of a customers tab are named."""
    header = ("Customer", "Orders", "Total Spent", "Last Order")
    rows = [
        ("Ada", "many", "lots", "soon"),
        ("Bo", 1, 1, 47000),
        ("Cy", 1, 1, "1/2/26"),
    ]

    reading = read(People=[header, *rows])

    assert rows_by_code(reading.problems) == {
        "bad_amount": [1, 1],
        "bad_date": [1],
        "future_order": [2],
        "ambiguous_dates": [3],
    }


@pytest.mark.parametrize(
    ("row", "orders", "why"),
    [
        ((-1, 50, None), 1, "1 order, ₦50 spent"),
        ((-1, -50, None), 0, "the number of orders cannot be read"),
        (("three", None, None), 0, "the number of orders cannot be read"),
        (("three", None, 46300), 1, "1 order, last order 5 Oct 2026"),
        ((None, None, None), 0, "no orders yet"),
    ],
    ids=["below zero", "all below zero", "a word", "a word and a day", "blank"],
)
def test_a_number_of_orders_that_is_none_claims_nothing(
    read, rule_set, label, row, orders, why
):
    """Whoever bought has an order; of others it is said that nothing can be read."""
    header = ("Customer", "Orders", "Total Spent (₦)", "Last Order")
    rules = rule_set(("Segment", "City"), ("All", None))

    reading = read(People=[header, ("Ada", *row)])

    assert reading.customers["orders"].tolist() == [orders]
    assert label(reading, rules).frame["why"].tolist() == [f"All: {why}."]


def test_figures_below_zero_in_a_customers_tab_are_listed(read):
    """Less than no orders and less than no spend are taken as not known."""
    header = ("Customer", "Orders", "Total Spent")

    problems = read(People=[header, ("Ada", -1, -50)]).problems

    assert [(one.code, one.column_index) for one in problems] == [
        ("bad_amount", 1),
        ("bad_amount", 2),
    ]
    assert problems[0].message.startswith("1 row has a figure below zero")


def test_people_whose_orders_all_fell_through_are_no_customers(read, rows_by_code):
    """Without an order that counts or a row in a customers tab nobody is a customer."""
    header = ("Date", "Customer", "Amount", "Status")
    rows = [(46000, "Ada", 5, "cancelled"), (46000, "Bo", 5, ""), (46001, "Cy", -5, "")]

    reading = read(Orders=[header, *rows])

    assert reading.customers.index.tolist() == ["name:bo"]
    assert rows_by_code(reading.problems)["no_counted_order"] == [1, 3]
    assert reading.totals["refunds"] == 5


@pytest.mark.parametrize(
    ("header", "cell", "opted_out"),
    [
        ("Do not message", "yes", True),
        ("Do not message", True, True),
        ("Do not message", "no", False),
        ("Opt out", "STOP", True),
        ("Opt in", "no", True),
        ("Opt in", "yes", False),
        ("Opt in", None, False),
    ],
)
def test_who_opted_out_is_known(read, header, cell, opted_out):
    """A yes to silence or a no to messages is respected; blank is neither."""
    reading = read(People=[("Name", "City", header), ("Ada", "Lagos", cell)])

    assert reading.customers["opted_out"].tolist() == [opted_out]


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (("Ada", "+2348031234567", "@ada"), "Ada"),
        (("", "+2348031234567", "@ada"), "@ada"),
        (("", "+2348031234567", ""), "+2348031234567"),
    ],
)
def test_a_customer_is_shown_by_the_best_that_is_known(read, row, shown):
    """Name, else handle, else phone stands for the person."""
    reading = read(People=[("Name", "Phone", "IG"), row])

    assert reading.customers["display_name"].tolist() == [shown]


def test_own_columns_are_read_by_customer(read):
    """Own values are kept as typed; of two, the first in the alphabet is taken."""
    header = ("Name", "Phone", "Metal", "Weight")
    rows = [("Ada", "+2348031234567", "silver", 8), ("Ada", "+2348031234567", "gold")]

    reading = read(People=[header, *rows, ("Bo", "+2348121234567")])

    assert reading.own.index.tolist() == reading.customers.index.tolist()
    assert reading.own["Metal"].tolist() == ["gold", None]
    assert reading.own["Weight"].tolist() == [8, None]


def test_a_tracker_without_tables_has_no_customers(read):
    """Nothing to read gives empty frames with all their columns."""
    reading = read()

    assert reading.customers.empty
    assert "spent" in reading.customers
    assert reading.rows.columns.tolist() == ["source", "row_index", "customer"]
    assert reading.currency is None
