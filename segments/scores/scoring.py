"""Figures of the buyers → scores; what a score takes."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from segments.scores.settings import DEFAULT_SCORES, ScoreSettings

_FACTS: Final = {"r": "recency_days", "f": "orders", "m": "spent"}
_TWO_DIGITS: Final = 10  # from this score on, the digits of a code would run together
_ADDED: Final = 1.0  # R's rfm 0.3 adds it to every quantile
_DECIMALS: Final = 6  # finer than any figure, coarser than what floats lose


def score(values: pd.Series, *, levels: int = DEFAULT_SCORES.levels) -> pd.Series:
    """Return scores from 1 (lowest values) to ``levels``; NaN stays NaN.

    The score is that of the value's average rank, so equal values score alike and
    the order of rows never matters: floor(levels × (rank − ½) ÷ count) + 1. One
    value, or all equal, scores in the middle.
    """
    ranks = values.rank(method="average").to_numpy("float64")
    count = max(int(values.notna().sum()), 1)
    scores = (levels * (ranks - 1 / 2) // count) + 1
    return pd.Series(scores, index=values.index, name=values.name)


def rfm_scores(
    customers: pd.DataFrame, settings: ScoreSettings = DEFAULT_SCORES
) -> pd.DataFrame:
    """Return the scores of everyone who has ordered.

    Args:
        customers: Index ``customer``; columns recency_days, orders, spent.
        settings: How many scores, and where one ends.

    Returns:
        Index ``customer``; columns r, f, m, fm = (f + m) ÷ 2, NaN for people
        without orders; rfm, the three as text such as "543", or "10-4-3" where a
        score can have two digits: None without orders, "" when one is not known.
    """
    buyers = customers[customers["orders"] > 0]
    scores = pd.DataFrame(
        {name: _scores(name, buyers[fact], settings) for name, fact in _FACTS.items()}
    )
    fm = (scores["f"] + scores["m"]) / 2
    codes = _codes(scores, settings)
    all_scores = scores.assign(fm=fm, rfm=codes).reindex(customers.index)
    rfm = all_scores["rfm"].astype(object)
    return all_scores.assign(rfm=rfm.where(rfm.notna(), None))


def score_cut_offs(
    customers: pd.DataFrame, settings: ScoreSettings = DEFAULT_SCORES
) -> pd.DataFrame:
    """Return what a score takes, for every score above 1.

    With the method "quantiles", r is the number of days a customer must stay under.

    Args:
        customers: As for ``rfm_scores``.
        settings: The same.

    Returns:
        Index ``score``, from the highest to 2; columns r (at most so many days
        since the last order), f (at least so many orders), m (at least so much
        spent); NaN for a score that nobody can have.
    """
    buyers = customers[customers["orders"] > 0]
    cut_offs = {
        name: _cut_offs(name, buyers[fact], settings) for name, fact in _FACTS.items()
    }
    highest = max(settings.levels_of(name) for name in _FACTS)
    index = pd.RangeIndex(highest, 1, -1, name="score")
    return pd.DataFrame(cut_offs, index=index, dtype="float64")


def _scores(name: str, values: pd.Series, settings: ScoreSettings) -> pd.Series:
    fixed = settings.fixed(name)
    if fixed:
        return _count(name, values, fixed, inclusive=True)
    if settings.method == "quantiles":
        cuts = _quantiles(values, settings.levels)
        return _count(name, values, cuts, inclusive=False)
    return score(-values if name == "r" else values, levels=settings.levels)


def _count(
    name: str, values: pd.Series, cut_offs: Sequence[float], *, inclusive: bool
) -> pd.Series:
    """Return 1 + the number of cut-offs that are kept; fewer days are better."""
    scores = values.where(values.isna(), 1.0).astype("float64")
    for cut_off in cut_offs:
        if name != "r":
            kept = values >= cut_off
        else:
            kept = (values <= cut_off) if inclusive else (values < cut_off)
        scores += kept
    return scores


def _quantiles(values: pd.Series, levels: int) -> list[float]:
    shares = [step / levels for step in range(1, levels)]
    cuts = values.astype("float64").quantile(shares, interpolation="linear") + _ADDED
    return [float(cut) for cut in cuts.round(_DECIMALS)]


def _cut_offs(name: str, values: pd.Series, settings: ScoreSettings) -> pd.Series:
    fixed = settings.fixed(name)
    steps = range(2, settings.levels_of(name) + 1)
    if fixed or settings.method == "quantiles":
        cuts = fixed or _quantiles(values, settings.levels)
        ordered = sorted(cuts, reverse=name == "r")
        return pd.Series(ordered, index=steps, dtype="float64")
    scores = _scores(name, values, settings)
    reached = {step: values[scores >= step] for step in steps}
    return pd.Series(
        {step: had.max() if name == "r" else had.min() for step, had in reached.items()}
    )


def _codes(scores: pd.DataFrame, settings: ScoreSettings) -> pd.Series:
    widest = max(settings.levels_of(name) for name in _FACTS)
    between = "-" if widest >= _TWO_DIGITS else ""
    known = scores.notna().all(axis=1)
    digits = np.nan_to_num(scores[[*_FACTS]].to_numpy("float64")).astype(int).tolist()
    codes = [between.join(map(str, row)) for row in digits]
    return pd.Series(codes, index=scores.index, dtype=object).where(known, "")
