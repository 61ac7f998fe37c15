"""A customer among the others: shares, places, averages and medians."""

import math

import pandas as pd

from segments.criteria.columns import compared
from segments.criteria.model import Middle, Places, Share
from segments.fields import Fact

_NEARLY = 1e-9


def in_share(share: Share, fact: Fact, facts: pd.DataFrame) -> pd.Series:
    """Return who is among so many per cent.

    That is whose (average rank − ½) ÷ count, counted from the other end, is at least
    1 − the share: so the top 20% are those with the highest of five scores. Equals
    are all in or all out.
    """
    values = compared(fact, facts)
    ranks = values.rank(method="average", ascending=share.side == "top")
    reached = (ranks - 1 / 2) * 100
    return reached >= values.notna().sum() * (100 - share.percent) - _NEARLY


def in_places(places: Places, fact: Fact, facts: pd.DataFrame) -> pd.Series:
    """Return who is among so many customers; equals of the last of them too."""
    ranks = compared(fact, facts).rank(method="min", ascending=places.side == "bottom")
    return ranks <= places.count


def middle_of(
    middle: Middle, fact: Fact, facts: pd.DataFrame
) -> tuple[pd.Series, float]:
    """Return the figures compared, and their arithmetic mean or median.

    Figures are summed exactly, so the order of rows cannot matter.
    """
    figures = compared(fact, facts)
    known = figures.dropna()
    if known.empty:
        return figures, math.nan
    if middle == "median":
        return figures, float(known.median())
    return figures, math.fsum(known) / len(known)
