"""Orders that stand in two tables, as in a copy of a tab, and count once."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from segments.orders.outcomes import REFUND, SALE

_SAME: Final = (
    *("customer", "order_id", "day", "outcome", "amount", "quantity"),
    *("product", "category"),
)
_ROWS_OF_A_COPY: Final = 3


def leave_out_repeats(tables: Sequence[pd.DataFrame]) -> list[pd.DataFrame]:
    """Return the lines with outcome "repeated_order" where an earlier table has them.

    A line is repeated when an earlier table has one with the same order number and
    otherwise the same too, or when its whole table says what an earlier one says.

    Args:
        tables: The lines of each orders table; columns customer, order_id, day,
            outcome, amount, quantity, product, category.
    """
    if len(tables) <= 1:
        return [*tables]
    copies = _copies(tables)
    lines = pd.concat(tables, keys=range(len(tables)), names=["table"])
    repeated = _repeats(lines) | lines.index.get_level_values("table").isin(copies)
    counts = lines["outcome"].isin([SALE, REFUND])
    outcomes = lines["outcome"].mask(repeated & counts, "repeated_order").to_numpy()
    ends = np.cumsum([len(rows) for rows in tables])[:-1]
    return [
        rows.assign(outcome=mine)
        for rows, mine in zip(tables, np.split(outcomes, ends), strict=True)
    ]


def _repeats(lines: pd.DataFrame) -> pd.Series:
    """Return which lines with an order number an earlier table has, line by line."""
    table = lines.index.get_level_values("table").to_series(index=lines.index)
    several = table.groupby(lines["order_id"]).transform("nunique") > 1
    repeated = pd.Series(data=False, index=lines.index)
    if several.any():
        mine = lines[several]
        keys = [mine[name] for name in _SAME]
        earliest = table[several].groupby(keys, dropna=False).transform("min")
        repeated[several] = table[several] > earliest
    return repeated


def _copies(tables: Sequence[pd.DataFrame]) -> set[int]:
    """Return the positions of tables that say line by line what an earlier one does."""
    return {
        later
        for earlier, later in combinations(range(len(tables)), 2)
        if _says_the_same(tables[earlier], tables[later])
    }


def _says_the_same(one: pd.DataFrame, other: pd.DataFrame) -> bool:
    if len(one) != len(other) or len(one) < _ROWS_OF_A_COPY:
        return False
    return _sorted(one).equals(_sorted(other))


def _sorted(lines: pd.DataFrame) -> pd.DataFrame:
    said = lines[[*_SAME]]
    return said.sort_values([*_SAME], ignore_index=True)
