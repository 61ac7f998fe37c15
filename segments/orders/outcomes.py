"""Whether an order line is a sale, a refund, or left out and why."""

import re
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from segments.model import Problem, Wording, list_problem
from segments.orders.amounts import LineAmounts
from segments.orders.statuses import STATUS_ROLES, read_statuses
from segments.tables import Table
from segments.values.distinct import distinct

SALE: Final = "sale"
REFUND: Final = "refund"

_CREDIT_NUMBER: Final = re.compile(r"c\d+", re.IGNORECASE)
_BY_STATUS: Final = (
    *("test_order", "cancelled_order", "failed_order"),
    *("unpaid_order", "refunded_order"),
)
_LEFT_OUT: Final[Mapping[str, Wording]] = {
    "no_customer": Wording(
        "1 order row names no customer, so nobody could be credited with it.",
        "{n} order rows name no customer, so nobody could be credited with them.",
    ),
    "repeated_order": Wording(
        "1 order row stands in an earlier table too, so it was counted once.",
        "{n} order rows stand in an earlier table too, so they were counted once.",
    ),
    "test_order": Wording(
        "1 order row is a test, so it was left out.",
        "{n} order rows are tests, so they were left out.",
    ),
    "future_order": Wording(
        "1 order row is dated after the refresh, so it was left out.",
        "{n} order rows are dated after the refresh, so they were left out.",
    ),
    "cancelled_order": Wording(
        "1 order row is cancelled, so it was left out.",
        "{n} order rows are cancelled, so they were left out.",
    ),
    "failed_order": Wording(
        "1 order row failed or never arrived, so it was left out.",
        "{n} order rows failed or never arrived, so they were left out.",
    ),
    "unpaid_order": Wording(
        "1 order row is not paid, so it was left out.",
        "{n} order rows are not paid, so they were left out.",
    ),
    "refunded_order": Wording(
        "1 order row was refunded or returned, so it was left out.",
        "{n} order rows were refunded or returned, so they were left out.",
    ),
    "free_line": Wording(
        "1 order row has a price of zero, so it was left out.",
        "{n} order rows have a price of zero, so they were left out.",
    ),
}
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "future_order": ("order_date",),
    "free_line": ("order_total", "amount", "unit_price"),
    **dict.fromkeys(_BY_STATUS, STATUS_ROLES),
}


def read_outcomes(
    table: Table, order_ids: pd.Series, *, amounts: LineAmounts, late: pd.Series
) -> pd.Series:
    """Return per line "sale", "refund", or the code of why it is left out.

    A negative amount or quantity, or a credit number such as C536379, is a refund.
    A line marked refunded or returned is one only when the same order also has a
    sale; else it is the sale itself, undone, and counts neither way.

    Args:
        table: An orders table.
        order_ids: Text or None per row.
        amounts: What the lines are worth.
        late: Which lines are dated after the refresh.
    """
    said = read_statuses(table)
    negative = (amounts.figures < 0) | (amounts.quantities < 0)
    credit = negative | _credit_numbers(order_ids)
    free = amounts.figures == 0
    checks = {
        "test_order": said["test"],
        "future_order": late,
        REFUND: credit & ~free,
        "cancelled_order": said["cancelled"],
        "failed_order": said["failed"],
        "unpaid_order": said["unpaid"],
        "refunded_order": said["refunded"],
        "free_line": free,
    }
    outcomes = pd.Series(
        np.select(list(checks.values()), list(checks), default=SALE),
        index=table.body.index,
    )
    return _refunds_of_sales(outcomes, order_ids)


def _refunds_of_sales(outcomes: pd.Series, order_ids: pd.Series) -> pd.Series:
    undone = outcomes == "refunded_order"
    sold = order_ids[(outcomes == SALE) & order_ids.isin(order_ids[undone].dropna())]
    undone &= order_ids.isin(sold)
    return outcomes.where(~undone, REFUND)


def _credit_numbers(order_ids: pd.Series) -> pd.Series:
    """Return which order numbers are C and digits, unless that is how most look."""
    found = distinct(order_ids)
    credit = [bool(_CREDIT_NUMBER.fullmatch(str(value))) for value in found.cells]
    if sum(credit) * 2 > len(credit):
        credit = [False] * len(credit)
    return found.spread(credit, missing=False, dtype="bool")


def list_left_out(
    table: Table, outcomes: pd.Series, codes: tuple[str, ...] = tuple(_LEFT_OUT)
) -> tuple[Problem, ...]:
    """Return one problem per reason for the lines of a table that do not count."""
    rows = outcomes.groupby(outcomes).groups
    return tuple(
        problem
        for code in codes
        if code in rows
        for problem in list_problem(
            code,
            _LEFT_OUT[code],
            source=table.source,
            row_indexes=rows[code],
            column_index=_column_of(table, code),
        )
    )


def _column_of(table: Table, code: str) -> int | None:
    roles = _COLUMNS.get(code, ())
    return next((table.fields[role] for role in roles if role in table.fields), None)
