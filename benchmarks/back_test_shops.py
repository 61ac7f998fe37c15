"""Invented shops of very different rhythm; their orders come from fixed seeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

LAST_DAY: Final = pd.Timestamp("2026-11-20")
_USUAL_ORDER: Final = 40.0


@dataclass(frozen=True, slots=True)
class Shop:
    """How the customers of a shop come, order and leave.

    Attributes:
        name: As shown.
        customers: How many.
        days: How long the shop has been open.
        gap_days: Between orders of the typical customer.
        stay_days: After which the typical customer leaves for ever.
        spread: Variance of customers' own rates ÷ the square of their mean.
        evenness: 1 for gaps of chance (exponential); the higher, the more even.
        growth: 1 when as many customers come every day; more when more come lately.
        once: Share of customers who never order again, whatever happens.
    """

    name: str
    customers: int
    days: int
    gap_days: float
    stay_days: float
    spread: float = 0.8
    evenness: float = 1.0
    growth: float = 1.0
    once: float = 0.0


SHOPS: Final = (
    Shop("weekly food", 300, 365, 7, 150, spread=0.1, evenness=12),
    Shop("monthly regulars", 600, 730, 30, 400, spread=0.5, evenness=6),
    Shop("now and then", 1_000, 730, 90, 360, spread=1),
    Shop("eight in ten buy once", 1_000, 540, 40, 300, once=0.8),
    Shop("growing fast", 800, 540, 45, 250, growth=3),
    Shop("yearly gifts", 600, 1_460, 365, 2_000, spread=0.15, evenness=25),
    Shop("sixty customers", 60, 400, 40, 300),
)


def invent_orders(shop: Shop) -> pd.DataFrame:
    """Return the orders of a shop; columns customer, day, amount."""
    chance = np.random.default_rng(SHOPS.index(shop))
    rows = [
        (f"{shop.name} {number:04d}", int(age_days), round(amount, 2))
        for number in range(shop.customers)
        for age_days, amount in _orders_of_one(shop, chance)
    ]
    orders = pd.DataFrame(rows, columns=["customer", "day", "amount"])
    days = pd.to_timedelta(shop.days - orders["day"], unit="D")
    return orders.assign(day=LAST_DAY - days)


def _orders_of_one(
    shop: Shop, chance: np.random.Generator
) -> Iterator[tuple[float, float]]:
    """Yield the day since the opening and the amount of each order."""
    rate = chance.gamma(1 / shop.spread, shop.spread) / shop.gap_days
    usual = _USUAL_ORDER * chance.lognormal(sigma=0.6)
    day = shop.days * chance.random() ** (1 / shop.growth)
    leaves = min(day + chance.exponential(shop.stay_days), shop.days)
    buys_once = chance.random() < shop.once
    yield day, usual
    while not buys_once:
        day += chance.gamma(shop.evenness, 1 / (rate * shop.evenness))
        if day > leaves:
            break
        yield day, usual * chance.lognormal(sigma=0.4)
