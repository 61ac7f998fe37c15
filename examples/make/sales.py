"""One line of a sales tab, before anybody has typed it."""

from dataclasses import dataclass
from datetime import date

from examples.make.people import Person


@dataclass(frozen=True, slots=True)
class Line:
    """A thing sold on a day: what truly happened, in whole naira or rupees.

    `mark` is empty for a normal sale; `cancelled`, `pending`, `refunded` and
    `unreadable` lines count for nothing. `buyer` is None where nobody asked the name.
    """

    day: date
    buyer: Person | None
    item: str
    amount: int
    mark: str = ""
    quantity: int = 1
    grams: float | None = None
    rate: int | None = None
    bill: int | None = None
    is_walk_in: bool = False
