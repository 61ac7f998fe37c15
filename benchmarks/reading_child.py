"""Reads order lines once: ``python -m benchmarks.reading_child ours text 9999``.

``ours`` is the path from a grid of cells to one row of facts per customer. ``floor``
is the least pandas can do, on columns that are already clean and typed.
"""

import json
import sys
from functools import partial

import pandas as pd

from benchmarks.cost import measure
from benchmarks.orders import (
    AS_OF,
    EPOCH,
    HEADER,
    ORDERS_PER_CUSTOMER,
    Order,
    as_row,
    make_orders,
)
from segments.customers import read_customers
from segments.model import Cell, Grid
from segments.tables import find_tables


def as_cells(order: Order, style: str) -> tuple[Cell, ...]:
    """Return a row as the API gives it: dates as serial numbers, or all as text."""
    number, _, *facts, quantity, city, amount = as_row(order)
    if style == "text":
        day = f"{order.day:%d/%m/%Y}"
        return (number, day, *facts, str(quantity), city, f"₦{order.amount:,}")
    return (number, (order.day - EPOCH).days, *facts, quantity, city, amount)


def make_grid(lines: int, style: str) -> Grid:
    """Return a tab of order lines under a header, by column."""
    columns: list[list[Cell]] = [[title] for title in HEADER]
    for order in make_orders(lines // ORDERS_PER_CUSTOMER):
        for column, cell in zip(columns, as_cells(order, style), strict=True):
            column.append(cell)
    return Grid(columns)


def clean_orders(lines: int) -> pd.DataFrame:
    """Return the same order lines in columns that need no reading."""
    grid = make_grid(lines, "serial")
    orders = pd.DataFrame({column[0]: column[1:] for column in grid.columns})
    return orders.astype({"Amount": float, "Date": float})


def read_ours(grid: Grid) -> int:
    """Return how many customers we find."""
    return len(read_customers(find_tables("Orders", grid), as_of=AS_OF).customers)


def read_floor(orders: pd.DataFrame) -> int:
    """Return how many customers plain pandas finds."""
    orders["Date"] = pd.to_datetime(orders["Date"], unit="D", origin=str(EPOCH))
    customers = orders.groupby("Customer").agg(
        orders=("Order ID", "count"),
        spent=("Amount", "sum"),
        first_order=("Date", "min"),
        last_order=("Date", "max"),
    )
    return len(customers)


def main(program: str, style: str, lines: str) -> None:
    """Read once and print what it cost."""
    if program == "ours":
        work = partial(read_ours, make_grid(int(lines), style))
    else:
        work = partial(read_floor, clean_orders(int(lines)))
    customers, costs = measure(work)
    sys.stdout.write(json.dumps({**costs, "customers": customers}))


if __name__ == "__main__":
    main(*sys.argv[1:4])
