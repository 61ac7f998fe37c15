"""Where bulk begins: the size of orders that sets some buyers apart."""

from collections.abc import Mapping
from math import exp, log
from typing import Final

import numpy as np
import pandas as pd

from segments.schemes.figures import plain_figure, two_digits

_APART: Final = 4  # bulk buyers order at least so many times as much as the others
_TIMES_MIDDLE: Final = 3  # where nobody stands apart, bulk is far above the middle
_FEWEST_ITEMS: Final = 5  # a gift for a friend or two is no bulk order
_USUAL_ITEMS: Final = 10  # what most people call bulk, while there are few to go by
_ENOUGH_BUYERS: Final = 25  # below, a median is a handful of people


def order_sizes(customers: pd.DataFrame) -> Mapping[str, str]:
    """Return figure name → plain figure; a figure the shop cannot give is left out.

    bulk_items, bulk_amount: where buyers fall into two groups by their usual order,
    the larger ordering at least four times as much as the smaller, a round figure
    between the two; else three times the median, to two significant digits. Items
    are never fewer than five, and ten where fewer than 25 buyers do not fall apart.

    Args:
        customers: Columns orders, items_per_order, average_order.
    """
    buyers = customers[customers["orders"] > 0]
    items = _sorted(buyers["items_per_order"])
    amounts = _sorted(buyers["average_order"])
    figures = {}
    if len(items) or buyers.empty:  # an empty shop may count items from tomorrow on
        figures["bulk_items"] = plain_figure(_bulk_items(items))
    if len(amounts):
        figures["bulk_amount"] = plain_figure(_apart(amounts) or _above_middle(amounts))
    return figures


def _bulk_items(items: np.ndarray) -> float:
    many = len(items) >= _ENOUGH_BUYERS
    bulk = _apart(items) or (_above_middle(items) if many else _USUAL_ITEMS)
    return max(bulk, _FEWEST_ITEMS)


def _sorted(usual: pd.Series) -> np.ndarray:
    return np.sort(usual[usual > 0].to_numpy(dtype="float64"))


def _apart(sizes: np.ndarray) -> float | None:
    """Return a figure between two groups of buyers, if they are far enough apart."""
    at = _break(sizes)
    small, large = sizes[:at], sizes[at:]
    if not at or np.median(large) < _APART * np.median(small):
        return None
    return _round_between(float(small[-1]), float(large[0]))


def _above_middle(sizes: np.ndarray) -> float:
    return two_digits(_TIMES_MIDDLE * float(np.median(sizes)))


def _break(sizes: np.ndarray) -> int:
    """Return where to cut sorted sizes so that the two groups differ most.

    Otsu's criterion, the largest variance between two groups, on logarithms:
    orders differ by factors. 0 when all are equal.
    """
    cuts = 1 + np.flatnonzero(np.diff(sizes))
    if not len(cuts):
        return 0
    count, sums = len(sizes), np.cumsum(np.log(sizes))
    below = sums[cuts - 1] / cuts
    above = (sums[-1] - sums[cuts - 1]) / (count - cuts)
    between = cuts * (count - cuts) * (above - below) ** 2
    return int(cuts[np.argmax(between)])


def _round_between(low: float, high: float) -> float:
    """Return a round figure above the one and up to the other, about midway."""
    middle = exp((log(low) + log(high)) / 2)
    for digits in (1, 2):
        figure = float(f"{middle:.{digits - 1}e}")
        if low < figure <= high:
            return figure
    return high
