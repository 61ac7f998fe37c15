"""Tables of customers and orders → one row of facts per customer.

The heart of the package: everything above it speaks of customers only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from segments.customers.available import facts_given
from segments.customers.currency import keep_one_currency
from segments.customers.dealings import add_contact_days, read_dealings
from segments.customers.home import find_home
from segments.customers.ledger import credit_lines
from segments.customers.look_back import look_back
from segments.customers.order_facts import facts_from_orders
from segments.customers.own import own_values
from segments.customers.profile import profiles
from segments.customers.recency import add_rhythm
from segments.customers.register import read_register
from segments.customers.register_facts import facts_from_register, merge_facts
from segments.customers.roll import Roll, call_roll
from segments.headers import CUSTOMERS, ORDERS
from segments.model import Problem
from segments.orders import read_lines
from segments.orders.whole import complete_orders
from segments.tables import Table

__all__ = ["Reading", "look_back", "read_customers"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a tracker says about its customers.

    Attributes:
        customers: Index ``customer``, a text key that does not hang on row order;
            unique and sorted. Columns: display_name, customer_id, name, phone
            (E.164), email, handle, city, state, country, source_channel, notes,
            stage, pin, favourite_product, favourite_category, products_bought (text
            or None); orders (int); spent, average_order, largest_order,
            items_per_order, largest_quantity, recency_days, tenure_days,
            usual_gap_days, overdue, last_gap_days, orders_30_days,
            orders_365_days, usual_hour, first_contact_days, last_contact_days,
            message_days, response_days (float, NaN when not known); first_order,
            last_order, first_contact, last_contact, messaged_on (datetime64);
            opted_out, has_phone, has_email, reachable, replied, number_saved,
            orders_known (bool; when not, orders is 0 because no figure of the
            tracker can be read).
        available: The facts that the tracker gives, by their column; scores too.
        own: Index ``customer``; what stands under the seller's own headers, those
            of columns read as a fact under another name too.
        rows: One row per row of a customers table; columns source, row_index,
            customer.
        currency: ISO 4217 code of all amounts; None if nothing says.
        problems: What was skipped, left out or read in part.
        totals: order_lines, orders, gross, refunds and net of the shop.
        orders: One row per order that counts; columns customer, day.
        as_of: The day of the refresh.
    """

    customers: pd.DataFrame
    available: frozenset[str]
    own: pd.DataFrame
    rows: pd.DataFrame
    currency: str | None
    problems: tuple[Problem, ...]
    totals: Mapping[str, float]
    orders: pd.DataFrame
    as_of: date


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
    buyers = _buyers(whole, roll)
    ledger = credit_lines(order_tables, money.lines, buyers, listed=listed)
    bought = facts_from_orders(ledger.lines)
    register = facts_from_register(money.registers, roll, bought.facts)
    facts = merge_facts(bought.facts, register.facts, listed)
    facts = add_rhythm(facts, bought.orders, bought.gaps, as_of)
    dealings = read_dealings(whole, roll, facts.index, as_of=as_of, locale=locale)
    customers = profiles(roll, facts.join(dealings.facts))
    customers = add_contact_days(customers, bought.orders, as_of)
    return Reading(
        customers=customers,
        available=facts_given(whole, money.registers, facts, customers),
        own=own_values(whole, roll, customers),
        rows=roll.rows,
        currency=money.currency,
        problems=(
            *_of_tables(tables),
            *(problem for one in lines for problem in one.problems),
            *(problem for one in registers for problem in one.problems),
            *money.problems,
            *roll.problems,
            *ledger.problems,
            *register.problems,
            *dealings.problems,
        ),
        totals=bought.totals,
        orders=bought.orders,
        as_of=as_of,
    )


def _buyers(tables: Sequence[Table], roll: Roll) -> list[pd.Series]:
    """Return the customer of each row of each orders table."""
    return [
        roll.customers_of(position)
        for position, table in enumerate(tables)
        if table.kind == ORDERS
    ]


def _of_tables(tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield what the tables ask, then the rows that they skip."""
    for table in tables:
        yield from table.questions
    for table in tables:
        yield from table.skipped
