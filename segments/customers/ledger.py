"""Order lines credited to customers; what counts for nobody is listed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from segments.customers.repeats import leave_out_repeats
from segments.model import Problem, Wording, list_by_source, list_problem
from segments.orders.outcomes import REFUND, SALE, list_left_out
from segments.orders.visits import number_orders
from segments.tables import Table

_NEVER_BOUGHT: Final = Wording(
    "1 row is about a person without any order that counts, so they are no customer.",
    "{n} rows are about people without any order that counts,"
    " so they are no customers.",
)
_SAID_AGAIN: Final = Wording(
    "1 order row says all that another row says; both were counted. Delete one, if an"
    " order was typed twice.",
    "{n} order rows say all that other rows say; all were counted. Delete them, if"
    " orders were typed twice.",
)
_ALIKE: Final = ["customer", "order_id", "day", "amount"]
_COLUMNS: Final = (
    *("source", "order_id", "day", "hour", "outcome", "amount", "refunded"),
    *("quantity", "product", "category", "customer"),
)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The lines that count.

    Attributes:
        lines: One row per sale or refund line; the columns of ``OrderLines.lines``
            and customer, order (number).
        problems: Lines that were left out, and why.
    """

    lines: pd.DataFrame
    problems: tuple[Problem, ...]


def credit_lines(
    tables: Sequence[Table],
    lines: Sequence[pd.DataFrame],
    customers: Sequence[pd.Series],
    *,
    listed: Collection[str] = (),
) -> Ledger:
    """Return the sales and refunds of all tables with their customer and order.

    Args:
        tables: The orders tables.
        lines: Their order lines, in the same order.
        customers: The customer of each line, or None, by ``row_index``.
        listed: Customers who stand in a customers table.
    """
    return _credit_all(tables, lines, customers, listed) if tables else _nothing()


@cache
def _nothing() -> Ledger:
    return _credit_all((), (), (), ())


def _credit_all(
    tables: Sequence[Table],
    lines: Sequence[pd.DataFrame],
    customers: Sequence[pd.Series],
    listed: Collection[str],
) -> Ledger:
    credited = leave_out_repeats(
        [_credit(*pair) for pair in zip(lines, customers, strict=True)]
    )
    problems = [
        problem
        for table, one in zip(tables, credited, strict=True)
        for problem in (
            *list_left_out(table, one["outcome"]),
            *_list_said_again(table, one),
        )
    ]
    every = pd.concat(credited) if credited else pd.DataFrame(columns=[*_COLUMNS])
    every = every.rename_axis("row_index").reset_index()
    known = every[every["customer"].notna()]
    bought = set(known.loc[known["outcome"] == SALE, "customer"])
    rest = known[~known["customer"].isin(bought | set(listed))]
    counted = known[known["outcome"].isin([SALE, REFUND])].reset_index(drop=True)
    return Ledger(
        counted.assign(order=number_orders(counted)),
        (*problems, *list_by_source("no_counted_order", _NEVER_BOUGHT, rest)),
    )


def _list_said_again(table: Table, lines: pd.DataFrame) -> tuple[Problem, ...]:
    """Return a problem about the rows that stand in the table before, word by word."""
    counted = lines[lines["outcome"].isin([SALE, REFUND])]
    alike = counted.index[counted.duplicated(_ALIKE, keep=False)]
    if alike.empty:
        return ()
    rows = table.body.loc[alike]
    return list_problem(
        "same_row_again",
        _SAID_AGAIN,
        source=table.source,
        row_indexes=rows.index[rows.duplicated()],
    )


def _credit(lines: pd.DataFrame, customers: pd.Series) -> pd.DataFrame:
    customer = customers.reindex(lines.index)
    outcome = lines["outcome"].where(customer.notna(), "no_customer")
    return lines.assign(customer=customer, outcome=outcome)[[*_COLUMNS]]
