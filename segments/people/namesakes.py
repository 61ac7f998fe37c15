"""People of one name who are known by different kinds of contact."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final, NamedTuple

import pandas as pd

from segments.people.identity import CONTACTS
from segments.people.unions import Contact, Unions

_STRENGTHS: Final = ("id", "phone", "handle", "email")
_FEW: Final = 5  # a name that more people bear says little about any two of them
Key = str


class _Person(NamedTuple):
    kinds: frozenset[str]
    cities: frozenset[str]


@dataclass(frozen=True, slots=True)
class Namesakes:
    """Who each row is, and who may be one person.

    Attributes:
        customers: Key of the person per row, or None.
        joined: Rows of people who were joined by name and city.
        alike: Rows of people who may be somebody else in the tracker.
    """

    customers: pd.Series
    joined: pd.Series
    alike: pd.Series


def join_namesakes(who: pd.DataFrame, keys: pd.Series) -> Namesakes:
    """Return the person of each row, namesakes of one city joined.

    People of the same name and city are one person when no two of them have the same
    kind of contact: one gave a phone only, the other an e-mail only. Those for whom
    that is open, because a city is missing or a third of that name contradicts,
    are look-alikes, unless more than five people bear the name.

    Args:
        who: Distinct rows; columns customer_id, phone, handle, email, name_key,
            city_key: text or None.
        keys: Key of the person by contacts per row, or None.
    """
    known = who[keys.notna() & who["name_key"].notna()]
    names = pd.DataFrame(
        {"name": known["name_key"], "city": known["city_key"], "key": keys[known.index]}
    ).drop_duplicates()
    if not names["name"].duplicated().any():
        nobody = pd.Series(data=False, index=keys.index)
        return Namesakes(keys.astype(object).where(keys.notna(), None), nobody, nobody)
    people = _people(who, keys)
    joined = _joined(names, people)
    customers = keys.map(lambda key: joined.get(key, key), na_action="ignore")
    alike = _look_alikes(names[~names["key"].isin(set(joined))], people)
    return Namesakes(
        customers=customers.astype(object).where(keys.notna(), None),
        joined=keys.isin(set(joined)),
        alike=keys.isin(alike),
    )


def _people(who: pd.DataFrame, keys: pd.Series) -> Mapping[Key, _Person]:
    kinds: dict[Key, set[str]] = defaultdict(set)
    cities: dict[Key, set[str]] = defaultdict(set)
    for kind in CONTACTS:
        for key in keys[who[kind].notna()].dropna().unique():
            kinds[key].add(kind)
    placed = who["city_key"].notna() & keys.notna()
    for key, city in zip(keys[placed], who.loc[placed, "city_key"], strict=True):
        cities[key].add(city)
    return {
        key: _Person(frozenset(kinds[key]), frozenset(cities[key])) for key in kinds
    }


def _joined(names: pd.DataFrame, people: Mapping[Key, _Person]) -> dict[Key, Key]:
    """Return key → key of the person it is joined to, of all who are joined."""
    placed = names.dropna()
    several = placed[placed.duplicated(["name", "city"], keep=False)]
    if several.empty:
        return {}
    groups = [set(keys) for _, keys in several.groupby(["name", "city"])["key"]]
    return {
        key: min(group, key=_strength)
        for group in _connected(groups)
        if _may_be_one([people[key] for key in group])
        for key in group
    }


def _connected(groups: Iterable[set[Key]]) -> list[set[Key]]:
    unions = Unions()
    sized = [[(_strength(key), key) for key in group] for group in groups]
    for group in sized:
        unions.join(group)
    connected: dict[Contact, set[Key]] = defaultdict(set)
    for group in sized:
        connected[unions.root(group[0])].update(key for _, key in group)
    return [*connected.values()]


def _may_be_one(people: Sequence[_Person]) -> bool:
    """Return whether no kind of contact is known of two of them."""
    kinds = [kind for person in people for kind in person.kinds]
    return len(kinds) == len(set(kinds))


def _strength(key: Key) -> int:
    return _STRENGTHS.index(key.partition(":")[0])


def _look_alikes(names: pd.DataFrame, people: Mapping[Key, _Person]) -> set[Key]:
    return {key for keys in _of_one_name(names, people) for key in keys}


def _of_one_name(
    names: pd.DataFrame, people: Mapping[Key, _Person]
) -> Iterator[tuple[Key, Key]]:
    bearers = names.drop_duplicates(["name", "key"])
    if not bearers.duplicated("name").any():
        return
    count = bearers.groupby("name")["key"].transform("size")
    few = bearers[(count > 1) & (count <= _FEW)]
    for _, keys in few.groupby("name")["key"]:
        for one, other in combinations(keys, 2):
            if _look_alike(people[one], people[other]):
                yield one, other


def _look_alike(one: _Person, other: _Person) -> bool:
    if one.kinds & other.kinds:
        return False
    return not (one.cities and other.cities) or bool(one.cities & other.cities)
