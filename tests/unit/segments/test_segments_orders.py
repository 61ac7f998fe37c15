"""Order lines: what they are worth, and which of them count."""

import pytest

LINES = ("Order ID", "Date", "Customer", "Item", "Qty", "Price", "Item Total", "Total")


@pytest.mark.parametrize(
    ("header", "row", "spent"),
    [
        (("Price", "Qty"), (50, 3), 150),
        (("Price", "Qty"), (50, None), 50),
        (("Amount", "Qty"), (50, 3), 50),
        (("Price", "Qty", "Total"), (50, 3, 140), 140),
        (("Price", "Qty", "Amount"), (50, 3, None), 150),
        (("Amount", "Balance"), (50, 20), 50),
        (("Amount Paid", "Balance"), (30, 20), 30),
        (("Amount",), ("N25k",), 25_000),
    ],
)
def test_a_line_is_worth_its_total_else_price_times_quantity(read, header, row, spent):
    """Total wins over amount, amount over price × quantity."""
    reading = read(Orders=[("Date", "Customer", *header), (46000, "Ada", *row)])

    assert reading.customers["spent"].tolist() == [spent]


def test_a_total_repeated_on_every_line_is_counted_once(read):
    """An order total that stands on each line of the order is not added up."""
    rows = [
        ("A1", 46000, "Ada", "Cake", 1, 100, 100, 330),
        ("A1", 46000, "Ada", "Pie", 2, 100, 200, 330),
        ("A2", 46001, "Bola", "Pie", 1, 100, 100, 110),
    ]

    customers = read(Orders=[LINES, *rows]).customers

    assert customers["spent"].tolist() == [330, 110]
    assert customers["orders"].tolist() == [1, 1]


def test_a_total_that_is_each_lines_own_is_added_up(read):
    """A total that equals price × quantity belongs to its line."""
    rows = [
        ("A1", 46000, "Ada", "Cake", 1, 100, None, 100),
        ("A1", 46000, "Ada", "Pie", 1, 100, None, 100),
    ]

    customers = read(Orders=[LINES, *rows]).customers

    assert customers["spent"].tolist() == [200]


def test_a_total_on_the_first_line_only_is_the_orders(read):
    """Shopify's way: the first row of an order holds its date, person and total."""
    rows = [
        ("A1", 46000, "Ada", "Cake", 1, 100, None, 330),
        ("A1", None, None, "Pie", 2, 100, None, None),
        ("A2", 46001, "Ada", "Pie", 1, 100, None, 110),
    ]

    reading = read(Orders=[LINES, *rows])

    assert reading.customers["spent"].tolist() == [440]
    assert reading.totals["order_lines"] == 3
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("Cancelled", "cancelled_order"),
        ("Pending payment", "unpaid_order"),
        ("RTO", "failed_order"),
        ("test", "test_order"),
        ("Refunded", "refunded_order"),
    ],
)
def test_orders_that_do_not_count_are_left_out(read, rows_by_code, status, code):
    """An order that was undone counts neither as order nor as spend, and is listed."""
    rows = [(46000, "Ada", 100, "Paid"), (46001, "Ada", 50, status)]

    reading = read(Orders=[("Date", "Customer", "Amount", "Status"), *rows])

    assert reading.customers["orders"].tolist() == [1]
    assert reading.customers["spent"].tolist() == [100]
    assert rows_by_code(reading.problems) == {code: [2]}


def test_pending_delivery_is_a_sale(read):
    """A delivery that is still under way does not keep an order from counting."""
    header = ("Date", "Customer", "Amount", "Delivery Status")

    reading = read(Orders=[header, (46000, "Ada", 100, "Pending")])

    assert reading.customers["orders"].tolist() == [1]


@pytest.mark.parametrize(
    "refund",
    [
        ("R1", 46001, "Ada", -1, 40, None),
        ("R1", 46001, "Ada", 1, -40, None),
        ("C77", 46001, "Ada", 1, 40, None),
        ("77", 46001, "Ada", 1, 40, "Refunded"),
    ],
    ids=["quantity", "price", "number", "status"],
)
def test_refunds_lower_spend_and_are_no_orders(read, refund):
    """A refund row takes its amount off, however it is marked."""
    header = ("Order No", "Date", "Customer", "Qty", "Price", "Status")
    rows = [("77", 46000, "Ada", 1, 100, "Paid"), ("78", 46000, "Bo", 1, 1, ""), refund]

    reading = read(Orders=[header, *rows])

    assert reading.customers.loc["name:ada", "orders"] == 1
    assert reading.customers.loc["name:ada", "spent"] == 60
    assert reading.totals == {
        "order_lines": 2,
        "orders": 2,
        "gross": 101,
        "refunds": 40,
        "net": 61,
    }


def test_a_refunded_amount_in_its_own_column_lowers_spend(read):
    """A partly refunded order counts, less what was paid back."""
    header = ("Date", "Customer", "Total", "Refunded Amount")

    reading = read(Orders=[header, (46000, "Ada", 100, 30)])

    assert reading.customers["spent"].tolist() == [70]
    assert reading.customers["orders"].tolist() == [1]


def test_order_numbers_that_all_begin_with_c_are_no_refunds(read):
    """C101, C102 … are a shop's way to number orders when most look like that."""
    rows = [("C101", 46000, "Ada", 5), ("C102", 46001, "Ada", 5)]

    reading = read(Orders=[("Order No", "Date", "Customer", "Amount"), *rows])

    assert reading.customers["orders"].tolist() == [2]


@pytest.mark.parametrize(
    ("rows", "orders"),
    [
        ([("A1", 46000), ("A1", 46000), ("A2", 46000)], 2),
        ([(None, 46000), (None, 46000.5), (None, 46001)], 2),
        ([(None, None), (None, None)], 2),
    ],
    ids=["by id", "by day", "by row"],
)
def test_an_order_is_counted_once(read, rows, orders):
    """Lines are one order by id, else by day, else each its own."""
    lines = [(*row, "Ada", 10) for row in rows]

    reading = read(Orders=[("Order No", "Date", "Customer", "Amount"), *lines])

    assert reading.customers["orders"].tolist() == [orders]


def test_what_cannot_be_read_is_listed_and_the_order_counts(read, rows_by_code):
    """A bad amount or date costs the order its value or day, not its count."""
    rows = [
        (46000, "Ada", "a lot", 1),
        ("soon", "Ada", 50, 1),
        (None, "Ada", None, "few"),
        (46000, "Ada", "50 + tip", 1),
        (46400, "Ada", 10, 1),
        (46000, "Ada", "free", 1),
        (46000, None, 10, 1),
        (46000, "Cash", 10, 1),
    ]

    reading = read(Orders=[("Date", "Customer", "Amount", "Qty"), *rows])

    assert reading.customers["orders"].tolist() == [3]
    assert reading.customers["spent"].tolist() == [100]
    assert rows_by_code(reading.problems) == {
        "bad_amount": [1],
        "bad_date": [2],
        "no_date": [3],
        "no_amount": [3],
        "bad_quantity": [3],
        "amount_in_part": [4],
        "future_order": [5],
        "free_line": [6],
        "no_customer": [7, 8],
    }
    columns = {problem.code: problem.column_index for problem in reading.problems}
    assert (columns["bad_amount"], columns["bad_date"]) == (2, 0)


def test_dates_that_could_be_read_two_ways_are_flagged_once(read):
    """The locale decides day and month, and one problem names the column."""
    rows = [("3/4/2026", "Ada", 5), ("4/5/2026", "Ada", 5)]

    reading = read(Orders=[("Date", "Customer", "Amount"), *rows])

    (problem,) = reading.problems
    assert (problem.code, problem.column_index) == ("ambiguous_dates", 0)
    assert problem.row_indexes == (1, 2)


def test_amounts_in_other_currencies_are_not_added_up(read, rows_by_code):
    """The currency most rows name is the shop's; the others are set aside."""
    rows = [(46000, "Ada", "₦500"), (46001, "Ada", "N700"), (46002, "Ada", "$30")]

    reading = read(Orders=[("Date", "Customer", "Amount"), *rows])

    assert reading.currency == "NGN"
    assert reading.customers["spent"].tolist() == [1200]
    assert rows_by_code(reading.problems)["mixed_currencies"] == [3]


@pytest.mark.parametrize(
    ("header", "cell", "currency"),
    [
        (("Amount (Rs.)", "Currency"), (5, None), "INR"),
        (("Amount", "Currency"), (5, "KES"), "KES"),
        (("Amount", "Currency"), ("£5", "KES"), "GBP"),
        (("Amount", "Notes"), (5, None), None),
    ],
)
def test_the_currency_is_what_cells_rows_or_headers_name(read, header, cell, currency):
    """A symbol in the cell wins over its row's code, that over the header."""
    reading = read(Orders=[("Date", "Customer", *header), (46000, "Ada", *cell)])

    assert reading.currency == currency
