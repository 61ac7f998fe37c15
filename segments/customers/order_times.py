"""The days and hours of orders → how often, how lately and when customers order."""

from datetime import date
from typing import Final

import pandas as pd

WINDOWS: Final = {"orders_30_days": 30, "orders_365_days": 365}
"""Column → within how many days of the refresh its orders lie."""

RHYTHM_GAPS: Final = 2
"""From so many gaps on the usual one is a rhythm."""


def find_gaps(orders: pd.DataFrame) -> pd.Series:
    """Return the days between consecutive order days, the latest of a customer last.

    Orders of one day are one order day, so no gap is 0.

    Args:
        orders: One row per order; columns customer, day.

    Returns:
        One row per gap, index ``customer``.
    """
    days = orders[["customer", "day"]].dropna().drop_duplicates()
    days = days.sort_values(["customer", "day"])
    gaps = days.groupby("customer")["day"].diff().dt.days
    return pd.Series(gaps.to_numpy(), index=pd.Index(days["customer"])).dropna()


def times_of(orders: pd.DataFrame, gaps: pd.Series) -> pd.DataFrame:
    """Return what the times of orders say of each customer.

    The usual gap is the median of the gaps; it is a rhythm from two gaps on. The
    usual hour is that of most orders, the earliest of several.

    Args:
        orders: One row per order; columns customer, day, hour.
        gaps: What ``find_gaps`` returned.

    Returns:
        Index ``customer``; columns usual_gap_days, last_gap_days, usual_hour (NaN if
        not known), has_rhythm.
    """
    people = pd.Index(orders["customer"].unique(), name="customer")
    mine = gaps.groupby(level="customer")
    times = {
        "usual_gap_days": mine.median(),
        "last_gap_days": mine.last(),
        "has_rhythm": mine.size() >= RHYTHM_GAPS,
        "usual_hour": _usual_hours(orders),
    }
    return pd.DataFrame(times, index=people)


def _usual_hours(orders: pd.DataFrame) -> pd.Series:
    timed = orders.dropna(subset=["hour"])
    counts = timed.groupby(["customer", "hour"], as_index=False).size()
    counts = counts.sort_values(
        ["customer", "size", "hour"], ascending=[True, False, True]
    )
    return counts.drop_duplicates("customer").set_index("customer")["hour"]


def count_lately(orders: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return how many orders of each customer lie in the days before the refresh.

    Args:
        orders: One row per order; columns customer, day.
        as_of: The day of the refresh.

    Returns:
        Index ``customer``, those with a dated order; the columns of ``WINDOWS``. The
        order of exactly so many days ago counts.
    """
    if orders.empty:
        return pd.DataFrame(columns=[*WINDOWS], dtype="float64")
    dated = orders.dropna(subset=["day"])
    ago = (pd.Timestamp(as_of) - dated["day"]).dt.days
    lately = pd.DataFrame({name: ago <= days for name, days in WINDOWS.items()})
    return lately.groupby(dated["customer"]).sum().astype("float64")
