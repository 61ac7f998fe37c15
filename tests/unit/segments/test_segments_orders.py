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
    assert rows_by_code(reading.problems) == {"other_currency": [3]}


@pytest.mark.parametrize(
    ("locale", "phone", "bare", "marked", "currency"),
    [
        ("en_NG", None, 20, ["$20"], "NGN"),
        ("en_NG", None, 20, ["$20", "₦70,000"], "NGN"),
        ("en_NG", None, 2, ["$20", "$30"], "USD"),
        ("en_US", "08031234567", 20, ["$20"], "NGN"),
        ("en_GB", None, 20, ["€20"], None),
        ("en_GB", None, 20, ["£20"], "GBP"),
        ("en_GB", None, 18, ["₦20", "₦30"], "NGN"),
        ("en_NG", None, 20, [], None),
    ],
    ids=[
        *("locale", "own and other", "half", "phones", "nothing tells", "the locale's"),
        *("a tenth", "none named"),
    ],
)
def test_bare_amounts_are_in_the_shops_currency(
    read, locale, phone, bare, marked, currency
):
    """A few amounts with a sign do not say what the many without one are in."""
    amounts = [*[5000] * bare, *marked]
    rows = [(46000, f"P{n}", phone, amount) for n, amount in enumerate(amounts)]

    reading = read(
        locale=locale, Orders=[("Date", "Customer", "Phone", "Amount"), *rows]
    )

    assert reading.currency == currency


def test_who_paid_in_another_currency_is_still_a_customer(read, rows_by_code):
    """An order whose amount is not added up counts as an order."""
    rows = [*((46000, f"P{n}", 5000) for n in range(20)), (46001, "Zed", "$20")]

    reading = read(locale="en_NG", Orders=[("Date", "Customer", "Amount"), *rows])

    zed = reading.customers.loc["name:zed"]
    assert (zed["orders"], zed["spent"]) == (1, 0)
    assert reading.totals["net"] == 100_000
    assert rows_by_code(reading.problems) == {"other_currency": [21]}


def test_amounts_in_kobo_are_read_as_naira(read):
    """A column headed kobo holds hundredths of a naira."""
    header = ("Date", "Customer", "Amount (kobo)")

    reading = read(Orders=[header, (46000, "Ada", 2_500_000)])

    assert reading.customers["spent"].tolist() == [25_000]
    assert reading.currency == "NGN"


def test_a_status_that_is_not_known_counts_and_is_listed(read):
    """An order is not lost for a word we do not know, and the word is named."""
    rows = [(46000, "Ada", 5, "weird status"), (46001, "Ada", 5, "delivered")]

    reading = read(Orders=[("Date", "Customer", "Amount", "Status"), *rows])

    assert reading.customers["orders"].tolist() == [2]
    (problem,) = reading.problems
    assert (problem.code, problem.row_indexes) == ("unknown_status", (1,))
    assert problem.column_index == 3


def test_an_order_in_two_tabs_counts_once(read, rows_by_code):
    """The same order number with the same person, day and amount is one order."""
    header = ("Order No", "Date", "Customer", "Amount")
    rows = [(17, 46000, "Ada", 5), (18, 46001, "Ada", 7)]

    reading = read(Shop=[header, *rows], Stall=[header, rows[0], (18, 46002, "Bo", 9)])

    assert reading.customers["spent"].tolist() == [12, 9]
    assert rows_by_code(reading.problems) == {"repeated_order": [1]}


def test_a_copy_of_a_tab_is_not_counted_again(read, rows_by_code):
    """A tab that says row by row what another does adds nothing, in any order."""
    header = ("Date", "Customer", "Amount")
    rows = [(46000, "Ada", 5), (46001, "Ada", 7), (46001, "Bo", 7)]

    reading = read(Orders=[header, *rows], Copy=[header, *rows[::-1]])

    assert reading.customers["spent"].tolist() == [12, 7]
    assert rows_by_code(reading.problems) == {"repeated_order": [1, 2, 3]}


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


@pytest.mark.parametrize(
    ("prices", "spent"),
    [([40, 40, 15], 175), ([40, 120, 15], 175), ([40, 130, 15], 445)],
)
def test_prices_that_grow_with_the_quantity_are_of_all_items(
    read, rows_by_code, prices, spent
):
    """A price is of one item unless the same product shows that it is not."""
    sold = zip(("Soap", "Soap", "Comb"), (1, 3, 1), prices, strict=True)
    rows = [(46000, "Ada", *one) for one in sold]

    reading = read(Orders=[("Date", "Name", "Product", "Qty", "Price"), *rows])

    assert reading.customers["spent"].tolist() == [spent]
    said = "price_of_all" in rows_by_code(reading.problems)
    assert said == (prices == [40, 120, 15])


@pytest.mark.parametrize(
    ("balances", "names"),
    [((0, 60, 100), ["Ada", "Bo"]), ((100, 160, 260), ["Ada", "Bo", "Cy"])],
)
def test_an_order_still_owed_in_full_is_unpaid(read, balances, names):
    """A balance of all it costs is no sale; one carried on from row to row is none."""
    rows = [
        (46000, name, 100, balance)
        for name, balance in zip(("Ada", "Bo", "Cy"), balances, strict=True)
    ]

    reading = read(Orders=[("Date", "Name", "Total", "Balance"), *rows])

    assert sorted(reading.customers["name"]) == names


def test_the_same_row_typed_again_counts_and_is_listed(read, rows_by_code):
    """Nothing tells whether two alike were bought, so the seller is asked."""
    row = (46000, "Ada", "Cake", 10)
    other = (46000, "Ada", "Tart", 10)

    reading = read(Orders=[("Date", "Name", "Item", "Amount"), row, row, other])

    assert reading.customers["spent"].tolist() == [30]
    assert rows_by_code(reading.problems) == {"same_row_again": [2]}


def test_an_order_is_listed_in_the_column_that_leaves_it_out(read):
    """Of a payment column and a status column, the cell that says it is named."""
    header = ("Date", "Name", "Amount", "Status", "Payment status")

    reading = read(Orders=[header, (46000, "Ada", 10, "Delivered", "Pending")])

    found = {one.code: one.column_index for one in reading.problems}
    assert found["unpaid_order"] == 4
