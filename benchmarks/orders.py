"""Invented orders, the same on every machine: each fact is cut from a hash.

Everyone buys at least once; the first customers of the list buy most often.
"""

import csv
import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import Final

ORDERS_PER_CUSTOMER: Final = 3
HEADER: Final = (
    *("Order ID", "Date", "Customer", "Phone"),
    *("Product", "Quantity", "City", "Amount"),
)
LAST_DAY: Final = date(2026, 11, 20)
AS_OF: Final = date(2026, 11, 21)
EPOCH: Final = date(1899, 12, 30)
DAYS: Final = 730
PRODUCTS: Final = ("Ankara gown", "Lace blouse", "Agbada", "Head tie", "Kaftan")
CITIES: Final = ("Lagos", "Ibadan", "Abuja", "Enugu", "Kano", "Jos", "Warri")
_PARTS: Final = struct.Struct("<4I")
_FULL: Final = 2**32


@dataclass(frozen=True, slots=True)
class Order:
    """One order of one line; ``day`` is its date, ``amount`` in whole naira."""

    number: int
    day: date
    customer: int
    product: str
    quantity: int
    amount: int

    @property
    def name(self) -> str:
        """Return the name of who ordered."""
        return f"Customer {self.customer:07d}"

    @property
    def phone(self) -> str:
        """Return a number that is valid in form; nobody has it."""
        return f"+23480{self.customer:08d}"

    @property
    def city(self) -> str:
        """Return where the customer lives."""
        return CITIES[self.customer % len(CITIES)]


def make_orders(customers: int) -> Iterator[Order]:
    """Yield about three orders a customer."""
    for number in range(customers * ORDERS_PER_CUSTOMER):
        who, when, what, much = _fractions(number)
        is_first = number < customers
        yield Order(
            number=number,
            day=LAST_DAY - timedelta(days=int(when**1.5 * DAYS)),
            customer=number if is_first else int(who**2 * customers),
            product=PRODUCTS[int(what * len(PRODUCTS))],
            quantity=1 + int(much * 4),
            amount=int(1500 + 40_000 * what * much) // 50 * 50,
        )


def make_news(customers: int, buyers: int) -> Iterator[Order]:
    """Yield one order on the last day for each of so many customers."""
    first = customers * ORDERS_PER_CUSTOMER
    for order in range(buyers):
        customer = order * customers // buyers
        yield Order(first + order, LAST_DAY, customer, PRODUCTS[0], 1, 25_000)


def as_row(order: Order) -> tuple[str | int, ...]:
    """Return an order as a row of the tracker, with an ISO date."""
    return (
        f"ORD-{order.number:07d}",
        order.day.isoformat(),
        order.name,
        order.phone,
        order.product,
        order.quantity,
        order.city,
        order.amount,
    )


def as_csv(orders: Iterable[Order]) -> str:
    """Return a tracker file with nothing but orders."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADER)
    writer.writerows(map(as_row, orders))
    return text.getvalue()


def _fractions(number: int) -> tuple[float, float, float, float]:
    """Return four numbers from 0 to 1 that belong to this number only."""
    digest = blake2b(number.to_bytes(8, "little"), digest_size=_PARTS.size).digest()
    one, two, three, four = _PARTS.unpack(digest)
    return one / _FULL, two / _FULL, three / _FULL, four / _FULL
