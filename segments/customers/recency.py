"""How long ago a customer ordered, and whether that is late by their own rhythm."""

from datetime import date

import pandas as pd

from segments.customers.order_times import WINDOWS, count_lately


def add_rhythm(
    facts: pd.DataFrame, orders: pd.DataFrame, gaps: pd.Series, as_of: date
) -> pd.DataFrame:
    """Return the facts with what hangs on the day of the refresh.

    Overdue is recency ÷ the customer's own usual gap when they have at least three
    order days, else ÷ the median of all gaps in the shop; NaN without either.

    Args:
        facts: Index ``customer``; columns orders, orders_known, first_order,
            last_order, usual_gap_days, has_rhythm.
        orders: One row per order; columns customer, day.
        gaps: Every gap between consecutive order days in the shop, in days.
        as_of: The day of the refresh.

    Returns:
        ``facts`` with recency_days, tenure_days, overdue, orders_30_days and
        orders_365_days; NaN where not known.
    """
    recency_days = days_since(facts["last_order"], as_of)
    shop_gap = float(gaps.median()) if len(gaps) else float("nan")
    own = facts["usual_gap_days"].where(facts["has_rhythm"].eq(other=True))
    return facts.assign(
        recency_days=recency_days,
        tenure_days=days_since(facts["first_order"], as_of),
        overdue=(recency_days / own.fillna(shop_gap)).round(2),
        **_lately(facts, recency_days, count_lately(orders, as_of)),
    )


def days_since(days: pd.Series, as_of: date) -> pd.Series:
    """Return how many days before the refresh each day lies; NaN when not known."""
    if days.isna().all():
        return pd.Series(float("nan"), index=days.index)
    ago: pd.Series = (pd.Timestamp(as_of) - days).dt.days
    return ago.astype("float64")


def _lately(
    facts: pd.DataFrame, recency_days: pd.Series, counted: pd.DataFrame
) -> dict[str, pd.Series]:
    """Return the orders in each window; 0 too where there can be none."""
    if counted.empty:
        return dict.fromkeys(WINDOWS, pd.Series(float("nan"), index=facts.index))
    never = facts["orders_known"] & (facts["orders"].fillna(0.0) == 0)
    return {
        name: counted[name]
        .reindex(facts.index)
        .mask(never | (recency_days > days), 0.0)
        for name, days in WINDOWS.items()
    }
