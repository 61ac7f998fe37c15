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
            "order_date 1 name 2 product 3 unit_price 4 quantity 5 amount 6",
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
        (("Date", "Customer", "Amount"), (46000, "Ada", 5), "orders"),
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
        [("Date", "Expense", "Amount"), (46000, "Rent", 5)],
        [("Shopping list",), ("Milk",)],
    ],
    ids=["empty", "stock", "prices", "suppliers", "expenses", "list"],
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
