"""A BG/NBD model fitted to a shop: how many orders it expects of each customer.

Fader, Hardie & Lee, "Counting Your Customers the Easy Way: An Alternative to the
Pareto/NBD Model", Marketing Science 24(2), 2005. A customer orders at a rate of their
own and leaves for ever after an order with a chance of their own.
"""

import math
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmarks.back_test_search import lowest_point

Floats = NDArray[np.float64]
_BOUND: Final = 10.0  # of the logarithms: data without leavers would run to infinity
_TERMS: Final = 5_000
_EXACT: Final = 1e-12


def expected_orders(history: pd.DataFrame, days: int) -> pd.Series:
    """Return the orders that the model expects of each customer in the days after.

    Args:
        history: Index ``customer``; columns orders, last_days, age_days. Every order
            after the first is a repeat one, those of the same day too.
        days: How far to look ahead.
    """
    unit = max(float(history["age_days"].median()), 1.0)
    x = history["orders"].to_numpy(dtype=float) - 1
    last, age = (
        history[name].to_numpy(dtype=float) / unit for name in ("last_days", "age_days")
    )
    parameters = fit(x, last, age)
    expected = _expected(parameters, x, last, age, days / unit)
    return pd.Series(expected, index=history.index)


def fit(x: Floats, last: Floats, age: Floats) -> Floats:
    """Return r, α, a and b that make these histories likeliest (equations 6 and 7)."""
    seen, counts = np.unique(
        np.column_stack([x, last, age]), axis=0, return_counts=True
    )

    def badness(logarithms: Floats) -> float:
        parameters = np.exp(np.clip(logarithms, -_BOUND, _BOUND))
        beyond = np.abs(logarithms).clip(min=_BOUND).sum() - _BOUND * len(logarithms)
        likely = _log_likelihood(parameters, *seen.T)
        return float(beyond - (counts @ likely) / counts.sum())

    start = lowest_point(badness, np.zeros(4))
    return np.exp(np.clip(lowest_point(badness, start), -_BOUND, _BOUND))


def _log_likelihood(parameters: Floats, x: Floats, last: Floats, age: Floats) -> Floats:
    r, alpha, a, b = parameters
    gone = _odds_of_having_left(parameters, x, last, age)
    return np.asarray(
        _log_gamma(r + x)
        - math.lgamma(r)
        + r * math.log(alpha)
        + _log_gamma(b + x)
        - _log_gamma(a + b + x)
        + math.lgamma(a + b)
        - math.lgamma(b)
        - (r + x) * np.log(alpha + age)
        + np.log1p(gone)
    )


def _odds_of_having_left(
    parameters: Floats, x: Floats, last: Floats, age: Floats
) -> Floats:
    """Return P(left) ÷ P(still here); nobody leaves before a repeat order."""
    r, alpha, a, b = parameters
    silence = (r + x) * np.log((alpha + age) / (alpha + last))
    ratio = a / (b + np.maximum(x, 1) - 1) * np.exp(np.minimum(silence, 600))
    return np.where(x > 0, ratio, 0.0)


def _expected(
    parameters: Floats, x: Floats, last: Floats, age: Floats, ahead: float
) -> Floats:
    """Return equation 10: the orders from T to T + t, by customer."""
    r, alpha, a, b = parameters
    z = ahead / (alpha + age + ahead)
    still = _power_times_series(r + x, b + x, a + b + x - 1, z)
    if_here = (a + b + x - 1) / (a - 1) * (1 - still)
    return np.asarray(if_here / (1 + _odds_of_having_left(parameters, x, last, age)))


def _power_times_series(a: Floats, b: Floats, c: Floats, z: Floats) -> Floats:
    """Return (1−z)^a ₂F₁(a, b; c; z), 0 ≤ z < 1, by Gauss's series.

    The power goes into the first term: alone, the series overflows for large a.
    """
    term = total = (1 - z) ** a
    for n in range(_TERMS):
        term = term * ((a + n) * (b + n) / ((c + n) * (n + 1)) * z)
        total = total + term
        if np.all(np.abs(term) <= _EXACT * np.abs(total)):
            break
    return total


def _log_gamma(values: Floats) -> Floats:
    different, where = np.unique(values, return_inverse=True)
    return np.array([math.lgamma(value) for value in different])[where]
