"""The figures of the whole shop that a seller asks for first."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from segments.customers import Reading

LATELY_DAYS: Final = 30
_AGAIN: Final = 2
_FIFTHS: Final = 5
_PLACES: Final = 4


@dataclass(frozen=True, slots=True)
class ShopFigures:
    """Figures of all customers together; None where the tracker does not say.

    Attributes:
        customers: Everybody, prospects too.
        repeat_share: Of those who ordered, how many did at least twice, 0 to 1.
        active: Who ordered in the last 30 days.
        new: Whose first order is of the last 30 days.
        reachable_share: By phone or e-mail, and not opted out, 0 to 1.
        orders: Orders of all customers.
        average_order: Spent ÷ orders.
        sold: Worth of the orders before refunds.
        given_back: Refunds.
        spent: By these customers, less refunds.
        top_share: Share of spend by the fifth of buyers who spent most, 0 to 1.
    """

    customers: int
    repeat_share: float | None
    active: int | None
    new: int | None
    reachable_share: float
    orders: int
    average_order: float | None
    sold: float | None
    given_back: float | None
    spent: float | None
    top_share: float | None


def key_figures(reading: Reading, as_of: date) -> ShopFigures:
    """Return the figures of the shop as of a day."""
    people, totals = reading.customers, reading.totals
    buyers = people[people["orders"] > 0]
    orders, spent = int(people["orders"].sum()), float(people["spent"].sum())
    tells_money = "spent" in reading.available
    has_lines = bool(totals.get("orders"))
    return ShopFigures(
        customers=len(people),
        repeat_share=_share((buyers["orders"] >= _AGAIN).sum(), len(buyers)),
        active=_lately(people["last_order"], as_of),
        new=_lately(people["first_order"], as_of),
        reachable_share=_share(people["reachable"].sum(), len(people)) or 0.0,
        orders=orders,
        average_order=round(spent / orders, 2) if tells_money and orders else None,
        sold=round(totals["gross"], 2) if has_lines and tells_money else None,
        given_back=round(totals["refunds"], 2) if has_lines and tells_money else None,
        spent=round(spent, 2) if tells_money else None,
        top_share=_top_share(buyers["spent"]),
    )


def _share(part: float, whole: float) -> float | None:
    return round(float(part) / whole, _PLACES) if whole else None


def _lately(days: pd.Series, as_of: date) -> int | None:
    known = pd.to_datetime(days).to_numpy("datetime64[D]")
    ago = np.datetime64(as_of, "D") - known
    late = np.timedelta64(LATELY_DAYS, "D")
    return None if np.isnat(known).all() else int((ago <= late).sum())


def _top_share(spent: pd.Series) -> float | None:
    """Return the share of the top fifth, rounded up; None of fewer than five people."""
    if len(spent) < _FIFTHS:
        return None
    paid = np.sort(spent.clip(lower=0).to_numpy("float64"))[::-1]
    return _share(paid[: -(-len(paid) // _FIFTHS)].sum(), paid.sum())
