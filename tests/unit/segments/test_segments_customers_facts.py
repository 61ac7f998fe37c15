"""What order rows and customers tables say of each customer, and what they cannot."""

import pandas as pd
import pytest

from segments.fields import FACTS

ORDERS = ("Date", "Customer", "Item", "Qty", "Amount")
DAY = 46327  # 1 November 2026, the day of the refresh, as Sheets counts days


def ordered(*days_ago, who="Ada", item="Cake"):
    return [(DAY - ago, who, item, 1, 100) for ago in days_ago]


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        ([0], (0, None, 1, 1)),
        ([30, 31], (31, 1, 1, 2)),
        ([31, 365, 366], (366, 334, 0, 2)),
        ([10, 400], (400, 390, 1, 1)),
        ([5, 5, 5], (5, None, 1, 1)),
        ([500, 400], (500, 100, 0, 0)),
    ],
)
def test_the_days_of_orders_give_tenure_last_gap_and_counts(read, days_ago, expected):
    """Days since the first order, the gap before the last one, orders of late."""
    facts = read(Orders=[ORDERS, *ordered(*days_ago)]).customers.iloc[0]

    columns = ["tenure_days", "last_gap_days", "orders_30_days", "orders_365_days"]
    assert [None if pd.isna(one) else one for one in facts[columns]] == [*expected]


def test_orders_of_late_are_none_for_prospects_and_open_where_no_row_tells(read):
    """A person without orders has 0; one whose orders have no rows may have some."""
    header = ("Customer", "Orders", "Last order")
    people = [("Bo", 4, DAY - 3), ("Cy", 2, DAY - 90), ("Di", None, None)]

    facts = read(People=[header, *people], Orders=[ORDERS, *ordered(3)]).customers

    assert facts["orders_30_days"].fillna(-1).tolist() == [1, -1, 0, 0]
    assert facts["orders_365_days"].fillna(-1).tolist() == [1, -1, -1, 0]


def test_the_largest_quantity_is_of_one_order(read):
    """The items of an order are added up over its lines; the largest order counts."""
    header = ("Order ID", *ORDERS)
    rows = [
        ("A1", DAY - 9, "Ada", "Cake", 30, 1),
        ("A1", DAY - 9, "Ada", "Pie", 25, 1),
        ("A2", DAY - 2, "Ada", "Pie", 40, 1),
        ("A3", DAY - 2, "Bo", "Pie", None, 1),
    ]

    facts = read(Orders=[header, *rows]).customers

    assert facts["largest_quantity"].fillna(-1).tolist() == [55, -1]


def test_products_bought_are_named_once_each_from_a_to_z(read):
    """Spellings are one product; what was taken back or has no name is left out."""
    rows = [
        *ordered(1, 2, item="Pie"),
        *ordered(3, item="bridal set"),
        *ordered(4, item="PIE"),
        *ordered(5, item=None),
        (DAY - 1, "Ada", "Ring", -1, -100),
        *ordered(1, who="Bo", item=None),
    ]

    facts = read(Orders=[ORDERS, *rows]).customers

    assert facts["products_bought"].tolist() == ["Pie, bridal set", None]


def test_products_bought_fit_a_cell(read):
    """More than a cell can hold is cut after a whole name."""
    rows = [(DAY - 1, "Ada", f"Bead {n:05} {'x' * 990}", 1, 1) for n in range(60)]

    bought = read(Orders=[ORDERS, *rows]).customers["products_bought"].iloc[0]

    assert 49_000 < len(bought) <= 50_000
    assert bought.endswith("x")


HOURS = {
    "most": ([DAY - 9 + 9.5 / 24, DAY - 8 + 20 / 24, DAY - 7 + 20.9 / 24], 20),
    "the earliest of two": ([DAY - 9 + 20 / 24, DAY - 8 + 9 / 24], 9),
    "others without a time": ([DAY - 9, DAY - 8, DAY - 7 + 18 / 24], 18),
    "typed": (["3/10/2026 14:05", "14/10/2026 2:10 pm", "5/10/2026 9:00 AM"], 14),
    "iso": (["2026-10-03T14:05:11", "2026-10-04 07:00:00 +0530"], 7),
    "after midnight": (["12/10/2026 12:30 am", "13/10/2026 00:15"], 0),
    "midnight sharp": (["12/10/2026 00:00:00", "13/10/2026", DAY - 9], -1),
    "another zone": (["2026-10-03T14:05:11Z", "2026-10-04 14:05:11 UTC"], -1),
    "unix": ([1_790_000_000], -1),
}


def test_the_usual_hour_is_that_of_most_orders(read):
    """The earliest of several; midnight sharp and other zones tell no hour."""
    rows = [(day, who, "Pie", 1, 5) for who in HOURS for day in HOURS[who][0]]

    facts = read(Orders=[ORDERS, *rows]).customers.set_index("name")["usual_hour"]

    assert facts.fillna(-1).to_dict() == {who: hour for who, (_, hour) in HOURS.items()}


@pytest.mark.parametrize(("time", "given"), [(0, False), (0.6, True)])
def test_an_hour_is_given_where_orders_have_a_time(read, time, given):
    """Days alone give no usual hour."""
    reading = read(Orders=[ORDERS, (DAY - 9 + time, "Ada", "Pie", 1, 5)])

    assert ("usual_hour" in reading.available) is given


@pytest.mark.parametrize(
    ("days_ago", "usual_gap", "overdue"),
    [
        ([28, 35, 42, 49], 7, 4),
        ([120, 485, 850], 365, 0.33),
        ([28, 28, 35, 35, 42], 7, 4),
        ([30, 37], 7, 2.14),
        ([28], None, 2),
        ([28, 28, 28], None, 2),
    ],
    ids=[
        "a weekly buyer silent for four weeks",
        "a yearly buyer silent for four months",
        "several orders of a day are one order day",
        "two order days are no rhythm yet: the shop's gap",
        "one order: the shop's gap",
        "one order day: the shop's gap",
    ],
)
def test_overdue_follows_the_customers_own_rhythm(read, days_ago, usual_gap, overdue):
    """W1, W2: silence is measured by the usual gap of the person, else of the shop."""
    shop = [("Fortnightly", 14 * n) for n in range(1, 12)]
    rows = [row for who, ago in shop for row in ordered(ago, who=who)]

    facts = read(Orders=[ORDERS, *rows, *ordered(*days_ago)]).customers.loc["name:ada"]

    found = facts["usual_gap_days"]
    assert (None if pd.isna(found) else found) == usual_gap
    assert facts["overdue"] == overdue


@pytest.mark.parametrize(
    ("header", "row", "facts", "not_given"),
    [
        (
            ("Orders", "Total spent"),
            (4, 400),
            {"orders": 4, "spent": 400},
            {"recency_days", "first_order", "overdue", "r", "rfm", "largest_order"},
        ),
        (
            ("Orders", "Total spent", "Last order"),
            (4, 400, DAY - 9),
            {"orders": 4, "spent": 400, "recency_days": 9},
            {"first_order", "tenure_days", "usual_gap_days", "overdue"},
        ),
        (
            ("Orders", "First order", "Last order"),
            (4, DAY - 99, DAY - 9),
            {"usual_gap_days": 30, "overdue": 0.3, "tenure_days": 99},
            {"spent", "m", "fm", "last_gap_days", "orders_30_days", "average_order"},
        ),
        (
            ("Orders", "Last order"),
            (1, DAY - 9),
            {"first_order": pd.Timestamp(2026, 10, 23), "tenure_days": 9},
            {"spent", "usual_gap_days", "overdue", "products_bought"},
        ),
        (("City",), ("Lagos",), {"city": "Lagos"}, {"orders", "spent", "f", "state"}),
    ],
)
def test_a_customers_tab_alone_gives_what_it_can(read, header, row, facts, not_given):
    """K4: order counts, spend and days of a customers tab are facts without orders."""
    reading = read(People=[("Customer", "Phone", *header), ("Ada", "", *row)])

    assert reading.customers.iloc[0][[*facts]].to_dict() == facts
    assert {*facts} <= reading.available
    assert not not_given & reading.available


CRITERIA = {
    "behaviour": ("Date", DAY - 9, {"recency_days", "r", "orders_30_days", "rfm"}),
    "value": ("Amount", 100, {"spent", "average_order", "largest_order", "m", "fm"}),
    "stage": ("Date", DAY - 9, {"first_order", "tenure_days"}),
    "product": ("Item", "Cake", {"favourite_product", "products_bought"}),
    "category": ("Category", "Sweet", {"favourite_category"}),
    "location": ("City", "Lagos", {"city"}),
    "region": ("State", "Ogun", {"state"}),
    "order size": ("Qty", 3, {"items_per_order", "largest_quantity"}),
}


@pytest.mark.parametrize("missing", CRITERIA)
def test_each_criterion_is_given_with_its_column_and_not_without(read, missing):
    """K5: the six criteria are computed where the column is, else not available."""
    cells = {header: cell for header, cell, _ in CRITERIA.values()}
    cells |= {"Customer": "Ada", "Order ID": "A1"}
    absent, _, facts = CRITERIA[missing]

    whole = read(Orders=[[*cells], [*cells.values()]])
    kept = [header for header in cells if header != absent]
    part = read(Orders=[kept, [cells[header] for header in kept]])

    assert facts <= whole.available
    assert not facts & part.available
    assert "orders" in part.available


def test_an_empty_column_gives_nothing_but_a_no(read):
    """An empty column is as good as none, but where a blank means no it says no."""
    header = ("Name", "Phone", "City", "Opt out", "Replied", "Last order", "Email")
    rows = [(name, phone, *[None] * 5) for name, phone in [("Ada", "1"), ("Bo", None)]]

    reading = read(People=[header, *rows])

    told = {"has_phone", "has_email", "reachable", "opted_out", "replied"}
    assert reading.available == {"name", *told}


def test_every_fact_of_the_table_has_a_column(read):
    """The frames of a reading and its scores hold every fact rules can speak of."""
    columns = {fact.column for fact in FACTS} - {"r", "f", "m", "fm", "rfm"}

    assert columns <= {*read().customers}
    assert columns <= {*read(Orders=[ORDERS, *ordered(1)]).customers}
    assert read().available == frozenset()


def test_rows_in_any_order_give_the_same_facts(read):
    """Hours, products, gaps and own columns do not hang on the order of the rows."""
    header = (*ORDERS, "Metal")
    rows = [
        (DAY - n + n % 5 / 24, "AdaBo"[n % 2 * 3 :], f"Item {n % 4}", n, n, metal)
        for n, metal in enumerate(["gold", 18, "18", "Gold", None] * 4, start=1)
    ]

    one, other = read(Orders=[header, *rows]), read(Orders=[header, *rows[::-1]])

    pd.testing.assert_frame_equal(one.customers, other.customers)
    pd.testing.assert_frame_equal(one.own, other.own)
