"""Rows that go on with the order above them, as under merged cells."""

import re
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segments.headers import ORDERS
from segments.model import Problem, Wording, list_problem
from segments.values.distinct import cell_text, distinct

_WHO_AND_WHEN: Final = (
    *("order_id", "order_date", "customer_id", "name", "first_name", "last_name"),
    *("phone", "email", "handle"),
)
_SAID_ABOVE: Final = (
    *_WHO_AND_WHEN,
    *("city", "state", "country", "source_channel", "currency"),
    *("status", "payment_status", "delivery_status", "cancelled_on"),
)
_GOES_ON: Final = Wording(
    "1 row says neither who nor when, so it was read as one more line of the order"
    " above it.",
    "{n} rows say neither who nor when, so they were read as more lines of the orders"
    " above them.",
)


_SUM: Final = re.compile(
    r"\b(?:(?:sub|grand)?-?totals?|sum|balance|turnover|carried|brought|[bc]/[df])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Continued:
    """A body in which the lines of one order say what only its first line said.

    Attributes:
        body: With the blanks of such lines filled.
        heads: ``row_index`` of the first line, per line of an order with such lines.
        problems: The rows that were filled.
    """

    body: pd.DataFrame
    heads: pd.Series
    problems: tuple[Problem, ...]


def continue_orders(source: str, body: pd.DataFrame, kind: str) -> Continued:
    """Return the order lines of a tab, with what stands only above them filled in.

    A row goes on with the order above when nothing lies between, and it says what
    was bought but neither who bought it nor when nor an order number: that is how
    merged cells, and cells left blank below their like, come out. What
    speaks of a sum was not bought.

    Args:
        source: The title of the tab.
        body: Its rows in the order of the tab; raw cells, None when blank.
        kind: "customers" or "orders"; customers are left as they are.
    """
    said = [role for role in _WHO_AND_WHEN if role in body.columns]
    alone = Continued(body, pd.Series(dtype="int64"), ())
    if kind != ORDERS or "product" not in body.columns:
        return alone
    bought = body["product"].notna() & ~_sums_up(body["product"])
    silent = body[said].isna().all(axis=1) & bought
    if not silent.any():
        return alone
    rows = body.index.to_series()
    order = (~silent).cumsum()
    head = rows.groupby(order).transform("min")
    place = order.groupby(order).cumcount()
    goes_on = silent & (order > 0) & (rows - head == place)
    first = [role for role in _SAID_ABOVE if role in body.columns]
    above = body[first].reindex(head.to_numpy()).set_axis(body.index)
    filled = body[first].where(
        body[first].notna() | ~goes_on.to_frame().to_numpy(), above
    )
    several = order.isin(order[goes_on]) & (rows - head == place)
    return Continued(
        body=body.assign(**{role: filled[role].astype(object) for role in first}),
        heads=head[several],
        problems=list_problem(
            "continued_row", _GOES_ON, source=source, row_indexes=rows[goes_on]
        ),
    )


def _sums_up(products: pd.Series) -> pd.Series:
    """Return which cells speak of a sum, as "Jan-Mar total" does."""
    found = distinct(products)
    return found.where(found.cells, lambda cell: bool(_SUM.search(cell_text(cell))))
