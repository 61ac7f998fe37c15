"""The facts a rule can speak of: name, column, unit and other names.

How each fact is computed stands with ``segments.customers`` and
``segments.scores``; here is only what it is called and what its figures are.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What the values of a fact are, hence how a criterion on it is read."""

    NUMBER = "number"
    MONEY = "money"
    DAYS = "days"
    DATE = "date"
    TEXT = "text"
    YES_NO = "yes or no"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known about every customer.

    Attributes:
        name: The header of its column in a rule table.
        column: Its column in the facts frame.
        unit: What its values are.
        aliases: Other headers that mean it.
    """

    name: str
    column: str
    unit: Unit
    aliases: tuple[str, ...] = ()


FACTS: Final = (
    Fact("Orders", "orders", Unit.NUMBER, ("order count", "number of orders")),
    Fact("Spent", "spent", Unit.MONEY, ("total spent", "amount spent", "spend")),
    Fact("Average order", "average_order", Unit.MONEY, ("aov", "average spend")),
    Fact("Largest order", "largest_order", Unit.MONEY, ("biggest order",)),
    Fact("Items per order", "items_per_order", Unit.NUMBER, ("units per order",)),
    Fact("First order", "first_order", Unit.DATE, ("first order date",)),
    Fact("Last order", "last_order", Unit.DATE, ("last order date",)),
    Fact(
        "Days since last order",
        "recency_days",
        Unit.DAYS,
        ("days since", "recency", "last order (days)", "days silent"),
    ),
    Fact("Usual gap (days)", "usual_gap_days", Unit.DAYS, ("usual gap",)),
    Fact("Overdue (x)", "overdue", Unit.NUMBER, ("overdue",)),
    Fact("Favourite product", "favourite_product", Unit.TEXT, ("favorite product",)),
    Fact("Favourite category", "favourite_category", Unit.TEXT, ("favorite category",)),
    Fact("City", "city", Unit.TEXT, ("town",)),
    Fact("State", "state", Unit.TEXT, ("region", "province", "county")),
    Fact("Country", "country", Unit.TEXT),
    Fact("Source", "source_channel", Unit.TEXT, ("channel",)),
    Fact("Name", "name", Unit.TEXT, ("customer", "customer name")),
    Fact("Customer ID", "customer_id", Unit.TEXT),
    Fact("Phone", "phone", Unit.TEXT, ("phone number", "whatsapp")),
    Fact("Email", "email", Unit.TEXT, ("email address", "e-mail")),
    Fact("Handle", "handle", Unit.TEXT, ("instagram", "username")),
    Fact("Notes", "notes", Unit.TEXT, ("note",)),
    Fact("Has phone", "has_phone", Unit.YES_NO),
    Fact("Has email", "has_email", Unit.YES_NO, ("has e-mail",)),
    Fact("Opted out", "opted_out", Unit.YES_NO, ("opt out", "do not message")),
    Fact("R", "r", Unit.NUMBER, ("recency score",)),
    Fact("F", "f", Unit.NUMBER, ("frequency score",)),
    Fact("M", "m", Unit.NUMBER, ("monetary score",)),
    Fact("FM", "fm", Unit.NUMBER, ("frequency and monetary score",)),
)


def name_key(name: str) -> str:
    """Return a header without case, spaces and punctuation, for comparison."""
    return re.sub(r"[\W_]+", "", name.casefold())


_BY_KEY: Final = {
    name_key(name): fact for fact in FACTS for name in (fact.name, *fact.aliases)
}


def own_column(header: str) -> str:
    """Return the column of the facts frame that holds one of the seller's columns."""
    return f"own: {header}"


def find_fact(name: str, own_columns: Collection[str] = ()) -> Fact | None:
    """Return the fact a rule header names: one of ours, else an own column.

    Args:
        name: The header as typed.
        own_columns: The headers of the seller's own columns.
    """
    key = name_key(name)
    if key in _BY_KEY:
        return _BY_KEY[key]
    for own in sorted(own_columns):
        if name_key(own) == key:
            return Fact(own, own_column(own), Unit.ANY)
    return None


def nearest_names(name: str, own_columns: Collection[str] = ()) -> tuple[str, ...]:
    """Return up to three fact or column names that look most like this one."""
    known = {name_key(fact.name): fact.name for fact in FACTS}
    known |= {name_key(own): own for own in sorted(own_columns)}
    close = get_close_matches(name_key(name), known, n=3, cutoff=0.6)
    return tuple(known[key] for key in close)
