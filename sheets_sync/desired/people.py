"""Customers with their labels, as rows ready for cells."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from segments.assign import Assignments
from segments.customers import Reading
from sheets_sync.cells import literal_text, serial_from_date
from sheets_sync.model import Content

FACTS = (
    "display_name",
    "customer_id",
    "name",
    "phone",
    "email",
    "handle",
    "city",
    "orders",
    "spent",
    "last_order",
    "opted_out",
)
LABELS = ("segment", "why", "since", "previous", "tags")


class Person(NamedTuple):
    """One customer: what our tabs show of them, with blanks as empty text or None."""

    key: str
    display_name: str
    customer_id: str
    name: str
    phone: str
    email: str
    handle: str
    city: str
    orders: int
    spent: float
    last_order: int | None
    opted_out: bool
    segment: str
    why: str
    since: int | None
    previous: str
    tags: str

    def contents(self, keys: tuple[str, ...]) -> tuple[Content, ...]:
        """Return the cells of these columns, where a column's key is a field's name."""
        return tuple(getattr(self, key) for key in keys)


Everyone = Mapping[str, Person]
"""All customers by key, the biggest spender first."""


def people(reading: Reading, assignments: Assignments) -> Everyone:
    """Return every customer by key, the biggest spender first, then by name."""
    labels = assignments.frame.reindex(reading.customers.index)
    columns = [
        *(_cells(reading.customers[name]) for name in FACTS),
        *(_cells(labels[name]) for name in LABELS),
    ]
    rows = zip(reading.customers.index, *columns, strict=True)
    everyone = [_person(row) for row in rows]
    everyone.sort(key=lambda person: (-person.spent, person.display_name, person.key))
    return {person.key: person for person in everyone}


def _cells(column: pd.Series) -> list[Any]:
    """Return the cells of a column; None where there is nothing."""
    known = column.notna()
    if known.all():
        return column.tolist()
    return [
        cell if has else None
        for cell, has in zip(column.tolist(), known.tolist(), strict=True)
    ]


def _person(row: tuple[Any, ...]) -> Person:
    values = dict(zip(("key", *FACTS, *LABELS), row, strict=True))
    figures: dict[str, Any] = {
        "orders": int(values["orders"]),
        "spent": round(float(values["spent"]), 2),
        "last_order": _serial(values["last_order"]),
        "since": _serial(values["since"]),
        "opted_out": bool(values["opted_out"]),
    }
    texts = {
        field: "" if value is None else literal_text(str(value))
        for field, value in values.items()
        if field not in figures
    }
    return Person(**{**texts, **figures})


def _serial(day: date | None) -> int | None:
    return None if day is None else serial_from_date(date(day.year, day.month, day.day))


def of_segment(everyone: Everyone, segment: str) -> Iterator[Person]:
    """Yield the customers of one segment, in the same order."""
    return (person for person in everyone.values() if person.segment == segment)
