"""What a right reading of an invented tracker gives, taken from the sales themselves.

Nothing here looks at a spelling or at the program: the truth is known before it is
typed.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TypedDict

from examples.make.people import Person
from examples.make.phones import national_digits
from examples.make.sales import Line

AS_OF = date(2026, 11, 21)


class ExpectedCustomer(TypedDict):
    """One person: counted orders, their sum, and the day of the last."""

    name: str
    phone: str | None
    orders: int
    spent: int
    last_order: str | None


class Expected(TypedDict):
    """One person a row in `customers`; `excluded` counts lines by reason."""

    as_of: str
    customers: list[ExpectedCustomer]
    excluded: dict[str, int]


def expect(
    people: Sequence[Person], lines: Sequence[Line], *, country_code: str
) -> Expected:
    """Sum the counted lines by person.

    Lines with one bill number, or without one of one person and day, are one order.
    Money given back lowers spend; a bill with nothing else is no order.
    """
    persons = [person for person in people if not person.is_second_entry]
    customers = [_customer(person, lines, country_code) for person in persons]
    reasons = Counter(_reason(line) for line in lines)
    del reasons[""]
    return Expected(
        as_of=AS_OF.isoformat(),
        customers=sorted(customers, key=lambda row: (row["name"], row["phone"] or "")),
        excluded=dict(sorted(reasons.items())),
    )


def _reason(line: Line) -> str:
    """Say why a line counts for nothing; empty when it counts."""
    return line.mark or ("" if line.buyer else "no_customer")


def _customer(
    person: Person, lines: Sequence[Line], country_code: str
) -> ExpectedCustomer:
    counted = [line for line in lines if line.buyer == person and not _reason(line)]
    bought = [line for line in counted if line.amount > 0]
    digits = national_digits(person.phone)
    return ExpectedCustomer(
        name=person.name,
        phone=f"{country_code}{digits}" if digits else None,
        orders=len({line.bill or line.day for line in bought}),
        spent=sum(line.amount for line in counted),
        last_order=max(line.day for line in bought).isoformat() if bought else None,
    )


def to_json(expected: Expected) -> str:
    """Write one customer a line, so that a change reads well in a diff."""
    customers = ",\n".join(
        json.dumps(row, ensure_ascii=False) for row in expected["customers"]
    )
    excluded = json.dumps(expected["excluded"])
    as_of = expected["as_of"]
    return (
        f'{{"as_of": "{as_of}",\n"excluded": {excluded},\n'
        f'"customers": [\n{customers}\n]}}\n'
    )
