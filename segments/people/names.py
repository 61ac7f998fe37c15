"""Rows that have only a name → the person they are, or a person of their own."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from segments.people.apart import APART


class _Named(NamedTuple):
    name: str
    city: str | None
    listed: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """Who each row is.

    Attributes:
        customers: Text key per row, or None.
        shared: Rows whose name several people share, so that they stand apart.
    """

    customers: pd.Series
    shared: pd.Series


def place_names(who: pd.DataFrame, contacts: pd.Series) -> Placed:
    """Return the person of each row, those without contacts found by name.

    A row of a list of customers never joins a person who is kept apart.

    Args:
        who: Distinct rows; columns name_key, city_key, listed (bool, whether it
            stands in a list of customers).
        contacts: Key of the person by contacts per row, or None.
    """
    named = _named(who)
    known = _cities_of_people(named, contacts)
    alone = {
        one
        for one, key in zip(named, contacts, strict=True)
        if key is None and one.name
    }
    homes = _place_all(alone, known)
    found = [
        (key, False) if key else homes.get(one, (None, False))
        for one, key in zip(named, contacts, strict=True)
    ]
    keys, shared = zip(*found, strict=True) if found else ((), ())
    return Placed(
        pd.Series(keys, index=who.index, dtype=object),
        pd.Series(shared, index=who.index, dtype=bool),
    )


def _named(who: pd.DataFrame) -> list[_Named]:
    names = who["name_key"].where(who["name_key"].notna(), "")
    cities = who["city_key"].where(who["city_key"].notna(), None)
    return [*map(_Named, names, cities, who["listed"])]


def _cities_of_people(
    named: list[_Named], contacts: pd.Series
) -> Mapping[str, dict[str, set[str | None]]]:
    """Return name → person → cities, of people known by a contact."""
    known: dict[str, dict[str, set[str | None]]] = defaultdict(dict)
    for one, key in zip(named, contacts, strict=True):
        if key is not None and one.name:
            known[one.name].setdefault(key, set()).add(one.city)
    return known


def _place_all(
    alone: set[_Named], known: Mapping[str, dict[str, set[str | None]]]
) -> dict[_Named, tuple[str, bool]]:
    cities: dict[str, set[str]] = defaultdict(set)
    for one in alone:
        if one.city:
            cities[one.name].add(one.city)
    listed = {one.name for one in alone if one.listed}
    return {
        one: _place(one, cities[one.name], known.get(one.name, {}), listed)
        for one in alone
    }


def _place(
    one: _Named,
    cities: set[str],
    known: Mapping[str, set[str | None]],
    listed: set[str],
) -> tuple[str, bool]:
    fitting = sorted(key for key, of in known.items() if _same_city(one.city, of))
    others = [key for key in fitting if not key.startswith(APART)]
    if one.listed:
        fitting = others
    if len(fitting) == 1 and (others or one.name not in listed):
        return fitting[0], False
    if len(cities) > 1:
        own = f"name:{one.name}|{one.city}" if one.city else f"name:{one.name}"
        return own, bool(fitting) or one.city is None
    return f"name:{one.name}", bool(fitting)


def _same_city(city: str | None, cities: set[str | None]) -> bool:
    """Return whether a city may be that of a person seen in these cities."""
    return city is None or city in cities or cities == {None}
