"""Recency, frequency and monetary value → scores from 1 to n; ties score alike."""

from typing import Final

import pandas as pd

LEVELS: Final = 5


def score(values: pd.Series, *, levels: int = LEVELS) -> pd.Series:
    """Return scores from 1 (lowest values) to ``levels``; NaN stays NaN.

    The score is that of the value's average rank, so equal values score alike and
    the order of rows never matters: floor(levels × (rank − ½) ÷ count) + 1. One
    value, or all equal, scores in the middle.
    """
    ranks = values.rank(method="average")
    count = max(int(values.notna().sum()), 1)
    return (levels * (ranks - 1 / 2) // count) + 1


def rfm_scores(customers: pd.DataFrame, *, levels: int = LEVELS) -> pd.DataFrame:
    """Return r, f, m and fm = (f + m) ÷ 2 of everyone who has ordered.

    Args:
        customers: Index ``customer``; columns recency_days, orders, spent.
        levels: The highest score; the most recent, most frequent and largest.

    Returns:
        Index ``customer``; columns r, f, m, fm; NaN for people without orders.
    """
    buyers = customers[customers["orders"] > 0]
    f = score(buyers["orders"], levels=levels)
    m = score(buyers["spent"], levels=levels)
    scores = pd.DataFrame(
        {
            "r": score(-buyers["recency_days"], levels=levels),
            "f": f,
            "m": m,
            "fm": (f + m) / 2,
        }
    )
    return scores.reindex(customers.index)
