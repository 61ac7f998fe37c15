"""Where the tables of a tab are, and which rows are skipped."""

import pytest

from segments.headers import header_key, match_roles
from segments.tables import find_tables

SHOPIFY_ORDERS = (
    *("Name", "Email", "Financial Status", "Paid at", "Currency", "Subtotal"),
    *("Total", "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price"),
    *("Billing Name", "Billing Phone", "Shipping City", "Cancelled at"),
    *("Refunded Amount", "Vendor", "Id", "Tags"),
)


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("InvoiceNo", "invoice no"),
        ("CustomerID", "customer id"),
        ("Phone Number:", "phone no"),
        ("Order #", "order no"),
        ("  E-mail_address ", "e mail address"),
        ("Téléphone", "telephone"),
        ("मोबाइल नंबर", "मोबाइल नंबर"),
    ],
)
def test_headers_are_compared_without_their_dress(header, key):
    """Case, punctuation, accents and joined words do not tell headers apart."""
    assert header_key(header) == key


@pytest.mark.parametrize(
    ("kind", "headers", "roles"),
    [
        (
            "orders",
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID",
            "order_id 0 product 2 quantity 3 order_date 4 unit_price 5 customer_id 6",
        ),
        (
            "orders",
            (
                "Invoice Date,Invoice Number,Invoice Status,Customer Name,"
                "Due Date,Total,Item Name,Quantity,Item Price,Item Total"
            ),
            (
                "order_date 0 order_id 1 status 2 name 3 order_total 5"
                " product 6 quantity 7 unit_price 8 amount 9"
            ),
        ),
        (
            "orders",
            "order-id,purchase-date,order-status,buyer-email,item-price,ship-city",
            "order_id 0 order_date 1 status 2 email 3 unit_price 4 city 5",
        ),
        (
            "orders",
            (
                "Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,"
                "Order Total,Date Shipped,Ship City"
            ),
            (
                "order_date 0 order_id 1 customer_id 2 name 3 quantity 4 order_total 5"
                " city 7"
            ),
        ),
        (
            "orders",
            "Delivery date,Date,Client,Item,Price,Qty,Amount Paid,Balance",
            "order_date 1 name 2 product 3 unit_price 4 quantity 5 amount 6 balance 7",
        ),
        (
            "customers",
            (
                "First Name,Last Name,Email,Accepts WhatsApp Marketing,"
                "Default Address City,Phone,Total Spent,Total Orders,Note"
            ),
            (
                "first_name 0 last_name 1 email 2 opted_in 3 city 4 phone 5 spent 6"
                " orders 7 notes 8"
            ),
        ),
        (
            "customers",
            "Name,Username,Last Active,Email,Orders,Total Spend,AOV,Country / Region",
            "name 0 handle 1 email 3 orders 4 spent 5 average_order 6 country 7",
        ),
        (
            "customers",
            (
                "First Name,Phone Number,Square Customer ID,First Visit,Last Visit,"
                "Transaction Count,Lifetime Spend"
            ),
            (
                "first_name 0 phone 1 customer_id 2 first_order 3 last_order 4 orders 5"
                " spent 6"
            ),
        ),
        (
            "customers",
            "Nom du client,Téléphone,Ville,Nombre de commandes,Total dépensé",
            "name 0 phone 1 city 2 orders 3 spent 4",
        ),
    ],
)
def test_the_headers_of_exports_have_roles(kind, headers, roles):
    """Shop exports and hand-kept tabs are understood by their header words."""
    words = roles.split()
    expected = dict(zip(words[::2], map(int, words[1::2]), strict=True))

    assert match_roles(headers.split(","), kind) == expected


@pytest.mark.parametrize(
    ("header", "row", "kind"),
    [
        (("Name", "Phone"), ("Ada", "0803"), "customers"),
        (("Customer", "Notes"), ("Ada", "kind"), "customers"),
        (
            ("Name", "Phone", "Orders", "Total Spent"),
            ("Ada", "0803", 2, 9),
            "customers",
        ),
        (("Name", "Phone", "Paid?"), ("Ada", "0803", True), "customers"),
        (("Customer", "Phone", "Jan", "Total"), ("Ada", "0803", 1, 1), "customers"),
        (("ID", "Name", "Phone"), (1, "Ada", "0803"), "customers"),
        (("Date", "Customer", "Amount"), (46000, "Ada", 5), "orders"),
        (("Date", "Customer", "Naira"), (46000, "Ada", 5), "orders"),
        (("Order ID", "Email", "Qty"), ("A1", "a@b.test", 5), "orders"),
    ],
)
def test_the_kind_of_a_table_is_known_by_its_columns(grid, header, row, kind):
    """A date or order id with a figure and a person lists orders; people do not."""
    (table,) = find_tables("Tab", grid([header, row]))

    assert table.kind == kind


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("Name", "Category", "Stock"), ("Cake", "Sweet", 3)],
        [("Product", "Price", "Qty"), ("Cake", 5, 3)],
        [("Supplier", "Phone"), ("Mill", "08031234567")],
        [("Date", "Supplier", "Phone", "Amount"), (46000, "Mill", "0803", 5)],
        [("Date", "Paid to", "Phone", "Amount"), (46000, "Mill", "0803", 5)],
        [("Segment", "Customers", "Revenue", "City"), ("VIP", 3, 900, "")],
        [("Date", "Expense", "Amount"), (46000, "Rent", 5)],
        [("Shopping list",), ("Milk",)],
    ],
    ids=[
        *("empty", "stock", "prices", "suppliers", "purchases", "payments", "counts"),
        *("expenses", "list"),
    ],
)
def test_a_tab_of_other_things_has_no_table(grid, rows):
    """Stock, prices, suppliers and expenses are neither customers nor orders."""
    assert find_tables("Tab", grid(rows)) == ()


def test_a_shopify_export_takes_name_for_the_order_number(grid):
    """Where Name holds #1001 it is the order, and the billing name the person."""
    row = ["#1001", "a@b.test", *[None] * 17]

    (table,) = find_tables("Orders", grid([SHOPIFY_ORDERS, row, ["#1002", *row[1:]]]))

    assert table.fields["order_id"] == 0
    assert table.fields["name"] == 11
    assert table.fields["order_date"] == 7


def test_contact_is_a_name_or_a_number_by_its_values(grid):
    """A Contact column of names is the name, one of numbers the phone."""
    rows = [("Contact", "City"), ("Ada Obi", "Lagos")]

    (named,) = find_tables("Tab", grid(rows))
    (called,) = find_tables("Tab", grid([rows[0], ("0803 123 4567", "Lagos")]))

    assert (named.fields["name"], called.fields["phone"]) == (0, 0)


@pytest.mark.parametrize(
    ("header", "cells", "role"),
    [
        ("Order", ["2 cakes", "Pie"], "product"),
        ("Orders", ["Cake", "Cake"], "product"),
        ("Order", ["A-17", "A-18"], "order_id"),
        ("Order", [1, 2], "order_id"),
    ],
)
def test_order_is_a_number_or_what_was_ordered(grid, header, cells, role):
    """A column headed Order holds order numbers only if its values look like that."""
    rows = [(46000, "Ada", cell, 5) for cell in cells]

    (table,) = find_tables("Tab", grid([("Date", "Name", header, "Amount"), *rows]))

    assert table.kind == "orders"
    assert table.fields[role] == 2


@pytest.mark.parametrize(
    ("header", "cell", "role"),
    [
        ("Customer", "17", "name"),
        ("Customer", "0803 123 4567", "phone"),
        ("Customers", "Ada", "name"),
    ],
)
def test_customer_is_a_name_or_a_phone_number(grid, header, cell, role):
    """A column headed Customer holds phone numbers if all its values are some."""
    rows = [("Date", header, "Amount"), (46000, cell, 5)]

    (table,) = find_tables("Tab", grid(rows))

    assert table.fields[role] == 1


LEFT = [("Name", "Phone"), ("Ada", "08031234561"), ("Bola", "08031234562")]
RIGHT = [
    ("Date", "Customer", "Amount"),
    (46000, "Ada", 5),
    (46001, "Bola", 7),
    (46002, "Ada", 9),
]


def side_by_side(left, right, gap=(None,)):
    height = max(len(left), len(right))
    blank = [(None,) * len(left[0])] * (height - len(left))
    return [
        (*one, *gap, *other)
        for one, other in zip(
            [*left, *blank],
            [*right, *[(None,) * len(right[0])] * (height - len(right))],
            strict=True,
        )
    ]


@pytest.mark.parametrize("gap", [(None,), (None, None), ("VIP", "", "Mine")])
def test_tables_side_by_side_are_read_apart(grid, gap):
    """Customers left and orders right each keep to their own columns and rows."""
    ignored = [2, 4] if "VIP" in gap else []

    customers, orders = find_tables(
        "Tab", grid(side_by_side(LEFT, RIGHT, gap)), ignore_columns=ignored
    )

    start = 2 + len(gap)
    assert (customers.kind, orders.kind) == ("customers", "orders")
    assert dict(customers.fields) == {"name": 0, "phone": 1}
    assert dict(orders.fields) == {
        "order_date": start,
        "name": start + 1,
        "amount": start + 2,
    }
    assert (len(customers.body), len(orders.body)) == (2, 3)
    assert customers.skipped == orders.skipped == ()


def test_people_of_tables_side_by_side_keep_their_phones(read):
    """No phone goes to the person in the same row of another table."""
    customers = read(Tab=side_by_side(LEFT, RIGHT)).customers

    assert customers["name"].tolist() == ["Ada", "Bola"]
    assert customers["phone"].tolist() == ["+2348031234561", "+2348031234562"]
    assert customers["spent"].tolist() == [14, 7]


@pytest.mark.parametrize(
    "prices",
    [
        [("Product", "Price"), ("Cake", 3)],
        [("Product", "Price"), *[("Cake", 3)] * 9],
    ],
    ids=["shorter", "longer"],
)
def test_a_price_list_beside_orders_lends_them_nothing(grid, prices):
    """Columns beyond a blank one that are filled in other rows are of no table."""
    (table,) = find_tables("Tab", grid(side_by_side(RIGHT, prices)))

    assert dict(table.fields) == {"order_date": 0, "name": 1, "amount": 2}
    assert dict(table.own_columns) == {}
    assert len(table.body) == 3


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ([("Date", "Customer"), (46000, "Ada")], [("Item", "Amount"), ("Pie", 5)], "o"),
        ([("Name", "Phone"), ("Ada", "0803")], [("Orders", "Spent"), (1, 5)], "c"),
        (
            [("Date", "Customer"), (46000, "Ada"), (46001, "Bo")],
            [("Item", "Amount"), ("Pie", 5), ("Pie", 5), ("Total", 10)],
            "o",
        ),
        (
            [("Name", "Phone"), *[(f"P{n}", f"0803123456{n}") for n in range(4)]],
            [("Metal",), ("gold",), (None,), ("gold",)],
            "c",
        ),
    ],
    ids=["orders", "customers", "total on one side", "sparse own column"],
)
def test_a_blank_column_within_a_table_does_not_cut_it(grid, left, right, kind):
    """Columns filled in the rows of a table, or in some here and there, are its own."""
    (table,) = find_tables("Tab", grid(side_by_side(left, right)))

    assert table.kind[0] == kind
    assert {*table.fields.values(), *table.own_columns.values()} == {
        *range(len(left[0])),
        *range(len(left[0]) + 1, len(left[0]) + 1 + len(right[0])),
    }


@pytest.mark.parametrize("gap", [("VIP",), ("VIP", None)])
@pytest.mark.parametrize("header", ["Metal", "Phone 2"])
def test_own_columns_beyond_ours_stay_with_the_customers(grid, gap, header):
    """What a seller types to the right of our labels belongs to the people there."""
    own = [(header,), ("08121234567",)]

    (table,) = find_tables(
        "Tab", grid(side_by_side(LEFT, own, gap)), ignore_columns=[2]
    )

    assert dict(table.own_columns) == {header: 2 + len(gap)}


def test_own_columns_beyond_ours_belong_to_the_customers_not_the_orders(grid):
    """Where our labels stand to the right of orders, what follows is about people."""
    rows = side_by_side(LEFT, side_by_side(RIGHT, [("Metal",), ("gold",)], ("VIP",)))

    customers, orders = find_tables("Tab", grid(rows), ignore_columns=[6])

    assert dict(customers.own_columns) == {"Metal": 7}
    assert dict(orders.own_columns) == {}


def test_tables_one_below_the_other_are_read_apart(tables, rows_by_code):
    """A header of another table after a blank row ends the table above it."""
    found = tables({"Tab": [("My shop",), (), *LEFT, (), *RIGHT]})

    assert [(table.kind, table.header_row_index) for table in found] == [
        ("customers", 2),
        ("orders", 6),
    ]
    assert [table.body.index.tolist() for table in found] == [[3, 4], [7, 8, 9]]
    assert [rows_by_code(table.skipped) for table in found] == [
        {"title_row": [0]},
        {},
    ]


def test_a_second_list_of_customers_in_a_tab_is_listed(tables):
    """One tab labels one list of people; the rows of another are not lost silently."""
    (table,) = tables({"Tab": side_by_side(LEFT, [LEFT[0], ("Cy", "08031234569")])})

    assert dict(table.fields) == {"name": 0, "phone": 1}
    (problem,) = table.skipped
    assert (problem.code, problem.row_indexes) == ("second_list", (1,))
    assert problem.column_index == 3


def test_columns_of_one_meaning_fill_each_other(tables, read):
    """The likelier phone column counts, and the next one fills its gaps row by row."""
    header = ("Name", "Email", "Phone", "Billing Phone", "Contact Email")
    rows = [
        ("Ada", "", None, "+2348031234561", "ada@shop.test"),
        ("Bo", "bo@shop.test", "+2348031234562", "+2348031234563", None),
        ("Cy", None, "n/a", "12", None),
    ]

    reading = read(People=[header, *rows])

    (table,) = tables({"People": [header, *rows]})
    assert (table.fields["phone"], table.fields["email"]) == (2, 1)
    assert dict(table.own_columns) == {"Billing Phone": 3, "Contact Email": 4}
    customers = reading.customers.sort_values("display_name")
    assert customers["phone"].tolist() == ["+2348031234561", "+2348031234562", None]
    assert customers["email"].tolist() == ["ada@shop.test", "bo@shop.test", None]
    (problem,) = reading.problems
    assert (problem.code, problem.column_index) == ("bad_phone", 3)


def test_rows_that_are_no_customers_are_listed(tables, rows_by_code):
    """Title, blank, month, total, remark and repeated header rows are skipped."""
    header = ("Date", "Customer", "Item", "Amount")
    rows = [
        ("My shop 2026",),
        (),
        header,
        ("January 2026",),
        (46023, "Ada", "Cake", 500),
        (),
        (None, "Total", None, 500),
        header,
        (None, None, "call them all", None),
        (46024, "Total Care Ltd", "Pie", 300),
    ]

    (table,) = tables({"Orders": rows})

    assert table.header_row_index == 2
    assert table.body.index.tolist() == [4, 9]
    assert rows_by_code(table.skipped) == {
        "title_row": [0],
        "blank_row": [5],
        "repeated_header": [7],
        "total_row": [6],
        "month_row": [3],
        "remark_row": [8],
    }
    assert table.skipped[0].message == "1 row above the header is a title."


def test_a_customer_with_only_a_name_is_a_customer(tables):
    """A row with one filled cell in a people column stays, even one called June."""
    (table,) = tables({"People": [("Customer", "Phone"), ("June",), ("Ada",)]})

    assert table.body["name"].tolist() == ["June", "Ada"]


def test_own_columns_keep_their_headers(tables):
    """Columns without a role are kept under the header as typed, copies apart."""
    rows = [("Name", "Phone", "Metal", "Metal", "name", ""), ("Ada", "0803", "gold", 1)]

    (table,) = tables({"People": rows})

    assert table.own_columns == {"Metal": 2, "Metal (2)": 3, "name (2)": 4}


def test_ignored_columns_are_not_read(grid):
    """Columns that are ours are neither roles nor own columns."""
    rows = [("Segment", "Name", "Phone"), ("VIP", "Ada", "08031234567")]

    (table,) = find_tables("People", grid(rows), ignore_columns=[0])

    assert dict(table.fields) == {"name": 1, "phone": 2}
    assert dict(table.own_columns) == {}


def test_the_currency_of_a_header_is_kept(tables):
    """A currency in brackets belongs to the column, not to its name."""
    (table,) = tables({"Orders": [("Date", "Name", "Amount (₦)"), (46000, "Ada", 5)]})

    assert dict(table.currencies) == {"amount": "NGN"}
