"""Tabs of orders that hold the orders of another tab once more."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from segments.headers import ORDERS
from segments.model import Problem
from segments.tables.kinds import COLUMNS_OF_ORDERS
from segments.tables.table import Table

_FEWEST: Final = 3
_SAMPLE: Final = 50
_MOST: Final = 0.9


def copied_orders(tables: Sequence[Table]) -> Iterator[Problem]:
    """Yield a problem for each table whose orders are nearly all in another one, too.

    Orders with numbers are not looked at: one that comes twice counts once.
    """
    orders = [
        table
        for table in tables
        if table.kind == ORDERS
        and "order_id" not in table.fields
        and len(table.body) >= _FEWEST
    ]
    for first, second in combinations(orders, 2):
        fewer, more = sorted((second, first), key=lambda table: len(table.body))
        if _is_within(fewer, more):
            message = (
                f"The orders of this tab are also in “{more.source}”, so they count"
                " twice. If it is a copy, choose nothing beside its name at the end of"
                " the Data check tab."
            )
            yield Problem("copied_orders", message, fewer.source, None, (), message)


def _is_within(fewer: Table, more: Table) -> bool:
    """Return whether rows of one table, some of many, are rows of another."""
    roles = sorted(fewer.fields.keys() & more.fields.keys())
    if not all(any_of.intersection(roles) for any_of in COLUMNS_OF_ORDERS.values()):
        return False
    places = np.linspace(0, len(fewer.body) - 1, _SAMPLE).astype(int)
    some = fewer.body[roles].iloc[np.unique(places)]
    pivot = "order_date" if "order_date" in roles else roles[0]
    likely = more.body.loc[more.body[pivot].isin(some[pivot]), roles]
    rows, found = (_rows_of(frame) for frame in (some, likely))
    return sum(row in found for row in rows) >= _MOST * len(rows)


def _rows_of(frame: pd.DataFrame) -> set[tuple[object, ...]]:
    return set(frame.itertuples(index=False, name=None))
