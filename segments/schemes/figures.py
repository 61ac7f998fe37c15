"""The cut-off figures of a scheme, taken from the shop's own numbers."""

from collections.abc import Mapping, Sequence
from math import floor, log10
from typing import Final

import pandas as pd

from segments.schemes.lines import (
    LATEST_DAYS,
    OVERDUE_FROM_DAYS,
    OVERDUE_TIMES,
    Lines,
    best_lines,
    plain_lines,
)

_ENOUGH_BUYERS: Final = 25  # below, a percentile is a handful of people
_ENOUGH_GAPS: Final = 20
_AT_RISK_DAYS: Final = 90
_EARLIEST: Final = 14
_FEW_VIP_ORDERS: Final = 5
_LATE: Final = ">1 or blank"


def shop_figures(
    customers: pd.DataFrame, trials: Sequence[pd.DataFrame] = ()
) -> Mapping[str, str]:
    """Return figure name → plain figure; a figure the shop cannot give is left out.

    at_risk_days, lapsed_days, vip_orders: the lines that would have told best, on
    earlier days of this shop, who was going to order again; nobody is at risk before
    the time in which half of the repeat buyers are back. Without enough history:
    nine in ten repeat buyers usually come back within at_risk_days (the 90th
    percentile of their usual gaps, from 14 to 120 days; 90 when fewer than 20 have
    one), three times that has lapsed, and VIPs order as often as the top three
    tenths of those who came back (at least five times, with fewer than 25 buyers).
    vip_spent: the 90th percentile of spend from 25 buyers on, else twice the median,
    to two significant digits, and above the median.
    late: a criterion on Overdue that spares who is not due yet by their own rhythm,
    up to latest_days; empty where no rhythm is known. overdue_times, overdue_days:
    late by one's own rhythm whatever the line of the shop.

    Args:
        customers: Columns orders, spent, usual_gap_days, overdue.
        trials: What earlier days would have shown, as ``look_back`` returns it.
    """
    buyers = customers[customers["orders"] > 0]
    enough = len(buyers) >= _ENOUGH_BUYERS
    gaps = buyers["usual_gap_days"].dropna()
    usual = float(gaps.median()) if len(gaps) >= _ENOUGH_GAPS else 0.0
    lines = plain_lines(_at_risk_days(gaps))
    if enough:
        lines = best_lines(trials, lines, usual_gap_days=usual)
    vip_spent = _vip_spent(buyers["spent"])
    rhythm = bool(buyers["overdue"].notna().any())
    figures = {
        "late": _LATE if rhythm else "",
        "at_risk_days": str(lines.at_risk_days),
        "lapsed_days": str(lines.lapsed_days),
        "vip_orders": str(_vip_orders(lines, buyers["orders"], enough=enough)),
        "overdue_times": str(OVERDUE_TIMES),
        "overdue_days": str(OVERDUE_FROM_DAYS),
    }
    if rhythm:
        figures["latest_days"] = str(LATEST_DAYS)
    if vip_spent > 0:
        figures["vip_spent"] = plain_figure(vip_spent)
    return figures


def _at_risk_days(gaps: pd.Series) -> float:
    if len(gaps) < _ENOUGH_GAPS:
        return _AT_RISK_DAYS
    return min(max(float(gaps.quantile(0.9)), _EARLIEST), LATEST_DAYS)


def _vip_orders(lines: Lines, orders: pd.Series, *, enough: bool) -> int:
    found = lines.vip_orders(orders)
    return found if enough else max(found, _FEW_VIP_ORDERS)


def _vip_spent(spent: pd.Series) -> float:
    if spent.empty:
        return 0.0
    middle = float(spent.median())
    if len(spent) < _ENOUGH_BUYERS:
        return two_digits(2 * middle)
    figure = two_digits(float(spent.quantile(0.9)))
    return figure if figure > middle else next_two_digits(middle)


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
