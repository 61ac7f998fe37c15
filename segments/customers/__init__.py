"""Tables of customers and orders → one row of facts per customer.

The heart of the package: everything above it speaks of customers only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from segments.customers.currency import keep_one_currency
from segments.customers.home import find_home
from segments.customers.ledger import credit_lines
from segments.customers.order_facts import facts_from_orders
from segments.customers.profile import own_values, profiles
from segments.customers.recency import add_rhythm
from segments.customers.register import read_register
from segments.customers.register_facts import facts_from_register, merge_facts
from segments.customers.roll import call_roll
from segments.headers import CUSTOMERS, ORDERS
from segments.model import Problem
from segments.orders import read_lines
from segments.orders.whole import complete_orders
from segments.tables import Table

__all__ = ["Reading", "read_customers"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tracker says about its customers.

    Attributes:
        customers: Index ``customer``, a text key that does not hang on row order;
            unique and sorted. Columns: display_name, customer_id, name, phone
            (E.164), email, handle, city, state, country, source_channel, notes,
            pin (text or None); orders (int); spent, average_order, largest_order,
            items_per_order (float); first_order, last_order (datetime64);
            recency_days, usual_gap_days, overdue (float, NaN when not known);
            favourite_product, favourite_category (text or None); opted_out,
            has_phone, has_email, orders_known (bool; when not, orders is 0 because
            no figure of the tracker can be read).
        own: Index ``customer``; the seller's own columns of the customers tables.
        rows: One row per row of a customers table; columns source, row_index,
            customer.
        currency: ISO 4217 code of all amounts; None if nothing says.
        problems: What was skipped, left out or read in part.
        totals: order_lines, orders, gross, refunds and net of the shop.
    """

    customers: pd.DataFrame
    own: pd.DataFrame
    rows: pd.DataFrame
    currency: str | None
    problems: tuple[Problem, ...]
    totals: Mapping[str, float]


def read_customers(
    tables: Sequence[Table], *, as_of: date, locale: str = "en_GB"
) -> Reading:
    """Return the facts about every customer in these tables.

    Orders left out (cancelled, unpaid, failed, test, free, after ``as_of``) count
    neither as orders nor as spend; refunds lower spend. Someone with neither a
    counted order nor a row in a customers table is no customer. Where a customer
    has both, order rows win over the figures in the customers table.

    Args:
        tables: Tables of any number of tabs.
        as_of: The day of the refresh.
        locale: Of the spreadsheet; decides what day, month and decimal point
            leave open.
    """
    whole = [complete_orders(table) for table in tables]
    registers = [
        read_register(table, as_of=as_of, locale=locale)
        for table in whole
        if table.kind == CUSTOMERS
    ]
    order_tables = [table for table in whole if table.kind == ORDERS]
    lines = [read_lines(table, as_of=as_of, locale=locale) for table in order_tables]
    money = keep_one_currency(lines, registers, lambda: find_home(whole, locale))
    roll = call_roll(whole, currency=money.currency, locale=locale)
    listed = frozenset(roll.rows["customer"])
    buyers = [
        roll.customers_of(position)
        for position, table in enumerate(whole)
        if table.kind == ORDERS
    ]
    ledger = credit_lines(order_tables, money.lines, buyers, listed=listed)
    bought = facts_from_orders(ledger.lines)
    register = facts_from_register(money.registers, roll, bought.facts)
    facts = merge_facts(bought.facts, register.facts, listed)
    return Reading(
        customers=profiles(roll, add_rhythm(facts, bought.gaps, as_of)),
        own=own_values(whole, roll, facts.index),
        rows=roll.rows,
        currency=money.currency,
        problems=(
            *(problem for table in tables for problem in table.questions),
            *(problem for table in tables for problem in table.skipped),
            *(problem for one in lines for problem in one.problems),
            *(problem for one in registers for problem in one.problems),
            *money.problems,
            *roll.problems,
            *ledger.problems,
            *register.problems,
        ),
        totals=bought.totals,
    )
