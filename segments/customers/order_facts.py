"""Order lines → what each customer bought, how much, when and how often."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from segments.customers.choice import most_frequent, one_spelling
from segments.customers.ledger import credit_lines
from segments.customers.order_times import find_gaps, times_of
from segments.customers.products import join_products
from segments.orders.outcomes import REFUND, SALE

_PARTS: Final = 10_000.0
_SUMMED: Final = ("amount", "refunded", "quantity")


@dataclass(frozen=True, slots=True)
class Bought:
    """What order rows say.

    Attributes:
        facts: Index ``customer``, those with an order that counts; columns orders,
            spent, average_order, largest_order, items_per_order, largest_quantity,
            first_order, last_order, usual_gap_days, last_gap_days, has_rhythm,
            usual_hour, favourite_product, favourite_category, products_bought.
        orders: One row per order; columns customer, day.
        gaps: Days between consecutive order days, one row per gap, index
            ``customer``.
        totals: order_lines, orders, gross, refunds, net of the shop.
    """

    facts: pd.DataFrame
    orders: pd.DataFrame
    gaps: pd.Series
    totals: Mapping[str, float]


def facts_from_orders(lines: pd.DataFrame) -> Bought:
    """Return the facts of every customer with an order that counts.

    Spent is the worth of the orders less refunds; the average order is spent ÷
    orders; the largest order is before refunds. The usual gap is the median of the
    days between order days. The largest quantity is the number of items of the order
    with the most. Totals include the refunds of people whose orders were all taken
    back.

    Args:
        lines: One row per sale or refund line; columns customer, order, outcome,
            amount, refunded, quantity, day, hour, product, category.
    """
    return _count(lines) if len(lines) else _nothing_bought()


@cache
def _nothing_bought() -> Bought:
    return _count(credit_lines((), (), ()).lines)


def _count(lines: pd.DataFrame) -> Bought:
    # Whole parts of a coin add up exactly, so the order of rows cannot matter.
    parts = {name: (lines[name] * _PARTS).round() for name in _SUMMED}
    lines = lines.assign(**parts)
    sales = lines[lines["outcome"] == SALE]
    refunds = lines[lines["outcome"] == REFUND]
    orders = _orders(sales)
    gaps = find_gaps(orders)
    products = one_spelling(sales["product"])
    back = refunds.groupby("customer")["amount"].sum()
    back = back.add(sales.groupby("customer")["refunded"].sum(), fill_value=0.0)
    categories = one_spelling(sales["category"])
    facts = _figures(orders, back).join(times_of(orders, gaps))
    facts = facts.assign(
        favourite_product=most_frequent(sales["customer"], products),
        favourite_category=most_frequent(sales["customer"], categories),
        products_bought=join_products(sales["customer"], products),
    )
    totals = _totals(sales, orders, back)
    return Bought(facts, orders[["customer", "day"]], gaps, totals)


def _totals(
    sales: pd.DataFrame, orders: pd.DataFrame, back: pd.Series
) -> dict[str, float]:
    gross, refunds = float(orders["amount"].sum()), float(back.sum())
    return {
        "order_lines": float(len(sales)),
        "orders": float(len(orders)),
        "gross": gross / _PARTS,
        "refunds": refunds / _PARTS,
        "net": (gross - refunds) / _PARTS,
    }


def _orders(sales: pd.DataFrame) -> pd.DataFrame:
    """Return one row per order; columns customer, amount, quantity, day, hour."""
    orders = sales.groupby("order", sort=False)
    return pd.DataFrame(
        {
            "customer": orders["customer"].first().astype(object),
            "amount": orders["amount"].sum(min_count=1).astype("float64"),
            "quantity": orders["quantity"].sum(min_count=1).astype("float64"),
            "day": orders["day"].min().astype("datetime64[s]"),
            "hour": orders["hour"].min().astype("float64"),
        }
    )


def _figures(orders: pd.DataFrame, back: pd.Series) -> pd.DataFrame:
    customers = orders.groupby("customer")
    count = customers.size()
    spent = customers["amount"].sum(min_count=1)
    spent = (spent - back.reindex(spent.index).fillna(0.0)) / _PARTS
    return pd.DataFrame(
        {
            "orders": count.astype("float64"),
            "spent": spent.round(2),
            "average_order": (spent / count).round(2),
            "largest_order": (customers["amount"].max() / _PARTS).round(2),
            "items_per_order": (customers["quantity"].mean() / _PARTS).round(2),
            "largest_quantity": (customers["quantity"].max() / _PARTS).round(2),
            "first_order": customers["day"].min(),
            "last_order": customers["day"].max(),
        }
    )
