"""What rows and cells say that are not quite orders."""

import pandas as pd
import pytest

from segments.customers.choice import one_spelling
from segments.tables.headless import looks_of_columns

HEADER = ("Date", "Name", "Item", "Qty", "Price", "Total", "Status")
CAKE = (46000, "Ada", "Cake", 1, 45, 63, "Paid")
TART = (None, None, "Tart", 4, 4.5, None, None)
BLANK = (None,) * 7


def test_rows_below_an_order_that_name_nobody_are_lines_of_it(read, rows_by_code):
    """Under merged cells, a total is the order's, and so is what became of it."""
    cancelled = (46001, "Bo", "Cake", 1, 45, 54, "Cancelled")

    reading = read(Orders=[HEADER, CAKE, TART, cancelled, TART])

    assert reading.customers[["orders", "spent"]].to_numpy().tolist() == [[1, 63]]
    assert rows_by_code(reading.problems) == {
        "continued_row": [2, 4],
        "cancelled_order": [3, 4],
        "no_counted_order": [3, 4],
    }


@pytest.mark.parametrize(
    "rows", [[TART, CAKE], [CAKE, BLANK, TART], [CAKE, ("soon", *TART[1:])]]
)
def test_a_row_with_nothing_above_it_belongs_to_nobody(read, rows_by_code, rows):
    """The first row, one after a blank row and one with a day of its own stay apart."""
    reading = read(Orders=[HEADER, *rows, CAKE])

    found = rows_by_code(reading.problems)
    assert found["no_customer"] == [
        rows.index(row) + 1 for row in rows if row[1:] == TART[1:]
    ]
    assert "continued_row" not in found


def test_errors_of_formulas_say_nothing(read, rows_by_code):
    """Nobody is called #REF!, and no product #N/A; each error is listed."""
    rows = [
        ("Date", "Customer", "Phone", "City", "Item", "Total"),
        (46000, "#REF!", "07400123301", "#N/A", "#N/A", 10),
        (46000, "Bo", "#N/A", "York", "Cake", "#DIV/0!"),
    ]

    reading = read(Orders=rows)

    who = reading.customers.set_index("display_name")
    assert who.loc["+447400123301", ["name", "city", "favourite_product"]].isna().all()
    assert rows_by_code(reading.problems) == {
        "error_cell": [1, 2, 1, 1],
        "bad_amount": [2],
    }


def test_a_header_is_repeated_in_capitals(tables, rows_by_code):
    """A repeated header is no order, however it is dressed; a total on top is one."""
    rows = [
        ("Grand total", None, None, 10),
        (None,) * 4,
        ("Date", "Customer", "Item", "Amount"),
        (46000, "Ada", "Cake", 10),
        ("DATE ", "CUSTOMER", "ITEM", "AMOUNT"),
    ]

    (table,) = tables({"Orders": rows})

    assert rows_by_code(table.skipped) == {"repeated_header": [4], "total_row": [0]}


def test_a_table_without_rows_is_read_beside_others(read):
    """A header that waits for its first order is no reason to fail."""
    header = ("Date", "Customer", "Amount")

    reading = read(Orders=[header, (46000, "Ada", 10)], Template=[header])

    assert reading.customers["spent"].tolist() == [10]


@pytest.mark.parametrize(
    ("rows", "looks"),
    [
        (
            [(46000 + n, "Ada", f"0740012330{n}", 5 * n) for n in range(1, 5)],
            {0: "dates", 2: "phone numbers", 3: "amounts"},
        ),
        (
            [("Date", "Name", "Mobile")]
            + [(46000, "Ada", f"0740012330{n}") for n in range(1, 5)],
            {},
        ),
        ([("Rent", 900), ("Food", 300), ("Fun", 120)], {}),
    ],
)
def test_columns_without_a_header_are_described(grid, rows, looks):
    """Only where people stand beside dates or amounts, and no header does."""
    assert looks_of_columns(grid(rows)) == looks


def test_spellings_of_one_word_are_one():
    """The spelling most rows have is taken, else the first in the alphabet."""
    typed = pd.Series(["CAKE", "Cake", "Cake", None, "tart", "Tart"], dtype=object)

    assert one_spelling(typed).tolist() == ["Cake"] * 3 + [None] + ["Tart"] * 2
