"""How long ago a customer ordered, and whether that is late by their own rhythm."""

from datetime import date

import pandas as pd


def add_rhythm(facts: pd.DataFrame, gaps: pd.Series, as_of: date) -> pd.DataFrame:
    """Return the facts with recency_days and overdue.

    Overdue is recency ÷ the customer's own usual gap when they have at least three
    order days, else ÷ the median of all gaps in the shop; NaN without either.

    Args:
        facts: Index ``customer``; columns last_order, usual_gap_days, has_rhythm.
        gaps: Every gap between consecutive order days in the shop, in days.
        as_of: The day of the refresh.
    """
    recency_days = (pd.Timestamp(as_of) - facts["last_order"]).dt.days.astype("float64")
    shop_gap = float(gaps.median()) if len(gaps) else float("nan")
    own = facts["usual_gap_days"].where(facts["has_rhythm"].eq(other=True))
    overdue = recency_days / own.fillna(shop_gap)
    return facts.assign(recency_days=recency_days, overdue=overdue.round(2))
