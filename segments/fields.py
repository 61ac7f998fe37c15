"""The facts a rule can speak of: name, column, unit, topic and other names.

How each fact is computed stands with ``segments.customers`` and
``segments.scores``; here is only what it is called and what its figures are.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from importlib.resources import files
from typing import Any, Final


class Unit(StrEnum):
    """What the values of a fact are, hence how a criterion on it is read."""

    NUMBER = "number"
    MONEY = "money"
    DAYS = "days"
    DATE = "date"
    TEXT = "text"
    YES_NO = "yes or no"
    ANY = "any"


class Topic(StrEnum):
    """What sellers sort customers by; the first six are those they name first."""

    BEHAVIOUR = "Behaviour"
    VALUE = "Value"
    STAGE = "Stage"
    PRODUCT = "Product"
    PLACE = "Place"
    ORDER_SIZE = "Order size"
    REACH = "Reach"
    WHO = "Who they are"
    OWN = "Your own columns"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing known about every customer.

    Attributes:
        name: The header of its column in a rule table.
        column: Its column in the facts frame.
        unit: What its values are.
        topic: What it tells sellers apart by.
        needs: What the tracker must hold, for "not available: it needs …".
        aliases: Other headers that mean it.
    """

    name: str
    column: str
    unit: Unit
    topic: Topic
    needs: str
    aliases: tuple[str, ...] = ()


def _load(row: Mapping[str, Any]) -> Fact:
    return Fact(
        name=row["name"],
        column=row["column"],
        unit=Unit(row["unit"]),
        topic=Topic(row["topic"]),
        needs=row["needs"],
        aliases=tuple(row.get("aliases", ())),
    )


_TABLE: Final = files("segments").joinpath("fields.toml").read_text("utf-8")
FACTS: Final = tuple(map(_load, tomllib.loads(_TABLE)["facts"]))


def name_key(name: str) -> str:
    """Return a header without case, spaces and punctuation, for comparison."""
    return re.sub(r"[\W_]+", "", name.casefold())


_BY_NAME: Final = {name_key(fact.name): fact for fact in FACTS}
_BY_ALIAS: Final = {name_key(other): fact for fact in FACTS for other in fact.aliases}


def own_column(header: str) -> str:
    """Return the column of the facts frame that holds one of the seller's columns."""
    return f"own: {header}"


def find_fact(name: str, own_columns: Collection[str] = ()) -> Fact | None:
    """Return the fact a rule header names: one of ours, else an own column.

    An own column comes before another header of ours: "Product" is the seller's
    column of that name where there is one, else the favourite product.

    Args:
        name: The header as typed.
        own_columns: The headers of the seller's own columns.
    """
    key = name_key(name)
    if key in _BY_NAME:
        return _BY_NAME[key]
    for own in sorted(own_columns):
        if name_key(own) == key:
            return Fact(own, own_column(own), Unit.ANY, Topic.OWN, f"the column {own}")
    return _BY_ALIAS.get(key)


def nearest_names(name: str, own_columns: Collection[str] = ()) -> tuple[str, ...]:
    """Return up to three fact or column names that look most like this one."""
    known = {name_key(fact.name): fact.name for fact in FACTS}
    known |= {name_key(own): own for own in sorted(own_columns)}
    close = get_close_matches(name_key(name), known, n=3, cutoff=0.6)
    return tuple(known[key] for key in close)
