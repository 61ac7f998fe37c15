"""What earlier days would have shown of each buyer, and who came back since.

The fitted lines of a scheme are tried on these days: good lines would have told
then who was going to order again.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from segments.customers.order_times import RHYTHM_GAPS, find_gaps
from segments.customers.recency import days_since

LOOKED_BACK_DAYS: Final = (30, 45, 60, 91, 182)
_SHARE_OF_HISTORY: Final = 0.6  # an earlier day needs a history of its own
_LONGEST_DAYS: Final = 91  # who came back is looked at for three months
_FEWEST: Final = 3  # came back, and did not


def look_back(orders: pd.DataFrame, as_of: date) -> tuple[pd.DataFrame, ...]:
    """Return a frame per earlier day, one row per customer who had ordered by then.

    Args:
        orders: One row per order; columns customer, day.
        as_of: The day of the refresh.

    Returns:
        Index ``customer``; columns orders, recency_days, overdue (recency ÷ their
        own usual gap, NaN without a rhythm) on the earlier day, and came_back
        (whether they ordered again since, within three months). Days on which
        hardly anybody came back or stayed away are left out.
    """
    dated = orders.dropna(subset=["day"])
    if dated.empty:
        return ()
    # People as numbers sort and group several times as fast as by their keys.
    numbers, people = pd.factorize(dated["customer"], sort=True)
    dated = dated.assign(customer=numbers)
    history_days = (pd.Timestamp(as_of) - dated["day"].min()).days
    return tuple(
        frame.set_axis(people[frame.index].rename("customer"))
        for back in LOOKED_BACK_DAYS
        if back <= _SHARE_OF_HISTORY * history_days
        for frame in _seen_on(dated, pd.Timestamp(as_of) - pd.Timedelta(days=back))
    )


def _seen_on(orders: pd.DataFrame, day: pd.Timestamp) -> Iterator[pd.DataFrame]:
    before = orders[orders["day"] <= day]
    after = orders[orders["day"] > day]
    after = after[after["day"] <= day + pd.Timedelta(days=_LONGEST_DAYS)]
    people = before.groupby("customer")
    gaps = find_gaps(before).groupby(level="customer")
    own = gaps.median().where(gaps.size() >= RHYTHM_GAPS)
    recency_days = days_since(people["day"].max(), day.date())
    came_back = recency_days.index.isin(after["customer"].unique())
    if min(np.count_nonzero(came_back), np.count_nonzero(~came_back)) >= _FEWEST:
        yield pd.DataFrame(
            {
                "orders": people.size(),
                "recency_days": recency_days,
                "overdue": recency_days / own.reindex(recency_days.index),
                "came_back": came_back,
            }
        )
