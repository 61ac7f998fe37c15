"""Whether an order line is a sale, a refund, or left out and why."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import pandas as pd

from segments.model import Problem, Wording, list_problem
from segments.orders.amounts import LineAmounts
from segments.orders.statuses import columns_that_say, read_statuses
from segments.tables import Table
from segments.values.distinct import distinct

SALE: Final = "sale"
REFUND: Final = "refund"

_CREDIT_NUMBER: Final = re.compile(r"c\d+", re.IGNORECASE)
_BY_STATUS: Final[Mapping[str, str]] = {
    "test_order": "test",
    "cancelled_order": "cancelled",
    "failed_order": "failed",
    "unpaid_order": "unpaid",
    "refunded_order": "refunded",
}
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
}


def read_outcomes(
    table: Table, order_ids: pd.Series, *, amounts: LineAmounts, late: pd.Series
) -> pd.Series:
    """Return per line "sale", "refund", or the code of why it is left out.

    An order whose balance is all it costs is unpaid. A negative amount or quantity,
    or a credit number such as C536379, is a refund. A line marked refunded or
    returned is one only when the same order also has a sale; else it is the sale
    itself, undone, and counts neither way.

    Args:
        table: An orders table.
        order_ids: Text or None per row.
        amounts: What the lines are worth.
        late: Which lines are dated after the refresh.
    """
    said = read_statuses(table)
    negative = (amounts.figures < 0) | (amounts.quantities < 0)
    credit = negative | _credit_numbers(order_ids)
    free = _given_away(table, amounts.figures == 0)
    checks = {
        "test_order": said["test"],
        "future_order": late,
        REFUND: credit & ~free,
        "cancelled_order": said["cancelled"],
        "failed_order": said["failed"],
        "unpaid_order": said["unpaid"] | amounts.owed,
        "refunded_order": said["refunded"],
        "free_line": free,
    }
    outcomes = pd.Series(
        np.select(list(checks.values()), list(checks), default=SALE),
        index=table.body.index,
    )
    return _refunds_of_sales(outcomes, order_ids)


def _given_away(table: Table, zero: pd.Series) -> pd.Series:
    """Return which lines worth nothing were no sale: priced at 0, or "free" in words.

    A total that was typed as 0, as after a voucher, is of an order like any other.
    """
    if not zero.any():
        return zero
    totals = [role for role in ("order_total", "amount") if role in table.fields]
    typed = table.body.loc[zero, totals].map(lambda cell: isinstance(cell, int | float))
    return zero & ~typed.any(axis=1).reindex(zero.index, fill_value=False)


def _refunds_of_sales(outcomes: pd.Series, order_ids: pd.Series) -> pd.Series:
    undone = outcomes == "refunded_order"
    if not undone.any():
        return outcomes
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
        for column_index, mine in _by_column(table, code, rows[code])
        for problem in list_problem(
            code,
            _LEFT_OUT[code],
            source=table.source,
            row_indexes=mine,
            column_index=column_index,
        )
    )


def _by_column(
    table: Table, code: str, rows: pd.Index
) -> Iterator[tuple[int | None, pd.Index]]:
    """Yield the columns that say why rows are left out, each with its rows."""
    if code in _BY_STATUS:
        said = columns_that_say(table, _BY_STATUS[code])[rows]
        yield from (
            (int(str(at)), mine) for at, mine in said.groupby(said).groups.items()
        )
        return
    roles = _COLUMNS.get(code, ())
    yield (
        next((table.fields[role] for role in roles if role in table.fields), None),
        rows,
    )
