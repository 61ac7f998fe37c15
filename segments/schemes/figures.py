"""The cut-off figures of a scheme, taken from the shop's own numbers."""

from collections.abc import Mapping
from math import floor, log10
from typing import Final

import pandas as pd

_ENOUGH_BUYERS: Final = 25  # below, a percentile is a handful of people
_ENOUGH_GAPS: Final = 20
_AT_RISK_DAYS: Final = 90
_EARLIEST, _LATEST = 30, 120  # a silent customer is at risk by four months at most
_LAPSED_DAYS: Final = 180
_VIP_ORDERS: Final = 5


def shop_figures(customers: pd.DataFrame) -> Mapping[str, str]:
    """Return figure name → plain figure.

    at_risk_days: nine in ten repeat buyers usually come back within this time (the
    90th percentile of their usual gaps, from 30 to 120 days); 90 when fewer than 20
    have one. lapsed_days: twice that, at least 180. vip_spent: the 80th percentile
    of spend from 25 buyers on, else twice the median, to two significant digits, and
    above the median, so that no more than half can be VIP. vip_orders: 2; where no
    amounts are known 5, and above the median too.

    Args:
        customers: Columns orders, spent, usual_gap_days.
    """
    buyers = customers[customers["orders"] > 0]
    at_risk = _at_risk_days(buyers["usual_gap_days"].dropna())
    vip_spent = _vip_spent(buyers["spent"])
    return {
        "at_risk_days": str(at_risk),
        "lapsed_days": str(max(_LAPSED_DAYS, 2 * at_risk)),
        "vip_spent": plain_figure(vip_spent),
        "vip_orders": "2" if vip_spent > 0 else _vip_orders(buyers["orders"]),
    }


def _at_risk_days(gaps: pd.Series) -> int:
    if len(gaps) < _ENOUGH_GAPS:
        return _AT_RISK_DAYS
    return round(min(max(float(gaps.quantile(0.9)), _EARLIEST), _LATEST))


def _vip_spent(spent: pd.Series) -> float:
    if spent.empty:
        return 0.0
    middle = float(spent.median())
    if len(spent) < _ENOUGH_BUYERS:
        return two_digits(2 * middle)
    figure = two_digits(float(spent.quantile(0.8)))
    return figure if figure > middle else next_two_digits(middle)


def _vip_orders(orders: pd.Series) -> str:
    if orders.empty:
        return str(_VIP_ORDERS)
    return str(max(_VIP_ORDERS, floor(orders.median()) + 1))


def two_digits(figure: float) -> float:
    """Return a figure rounded to two significant digits; none below zero."""
    if figure <= 0:
        return 0.0
    return round(figure, 1 - floor(log10(figure)))


def next_two_digits(figure: float) -> float:
    """Return the next larger figure of two significant digits; 0 up to zero.

    >>> next_two_digits(5000), next_two_digits(5040), next_two_digits(0.99)
    (5100.0, 5100.0, 1.0)
    """
    if figure <= 0:
        return 0.0
    exponent = floor(log10(figure)) - 1
    unit = 10.0**exponent
    return round((floor(round(figure / unit, 6)) + 1) * unit, -exponent)


def plain_figure(figure: float) -> str:
    """Return a figure without exponent, group marks or idle decimals."""
    return f"{figure:.4f}".rstrip("0").rstrip(".")
