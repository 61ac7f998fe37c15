"""Names of places: well-known other names, and slips of spelling."""

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

import pandas as pd
from rapidfuzz.distance import OSA

from segments.criteria.keys import part_keys, text_key
from segments.fields import Fact, Topic, Unit
from segments.values.distinct import cell_text, is_blank

_POSTCODE: Final = re.compile(r"(?<=\w)[ -]+(?:\d{4,6}|\d{3} \d{3})$")
_SHORTEST: Final = 4
_LONG: Final = 8
_SEVERAL: Final = 3
_AS_MANY: Final = 5


class _Known(NamedTuple):
    headers: frozenset[str]
    first_names: Mapping[str, str]
    apart: frozenset[str]


@cache
def _known() -> _Known:
    text = files("segments").joinpath("places.toml").read_text("utf-8")
    table = tomllib.loads(text)
    first_names = {
        text_key(name): text_key(names[0]) for names in table["same"] for name in names
    }
    apart = frozenset(map(text_key, table["apart"]))
    return _Known(frozenset(table["headers"]), first_names, apart)


def is_place(fact: Fact) -> bool:
    """Return whether a fact is a place, or a column whose header says so."""
    if fact.unit is Unit.ANY:
        return not _known().headers.isdisjoint(text_key(fact.name).split())
    return fact.topic is Topic.PLACE


def place_key(text: str) -> str:
    """Return a place as it is compared: its best-known name, without a postcode.

    >>> place_key("BOMBAY 400001"), place_key("Abuja, FCT")
    ('mumbai', 'abuja')
    """
    key = text_key(text)
    for one in (key, _POSTCODE.sub("", key)):
        if one in _known().first_names:
            return _known().first_names[one]
    return _POSTCODE.sub("", key)


def place_keys(text: str) -> tuple[str, ...]:
    """Return the keys of a place and of its parts, as of "Ikeja, Lagos"."""
    key, *parts = part_keys(text) or ("",)
    keys = (place_key(text), key, *map(place_key, parts))
    return tuple(dict.fromkeys(filter(None, keys)))


class Spelling(NamedTuple):
    """How one spelling in the tracker was read.

    Attributes:
        typed: As it stands in the tracker.
        name: The place of the rules it was read as, or only looks like.
        customers: How many have it.
        is_slip: Whether it is another spelling, not another name.
        left: Whether it was left as it is, because several customers write it so.
    """

    typed: str
    name: str
    customers: int
    is_slip: bool
    left: bool = False


def read_spellings(column: pd.Series, names: Collection[str]) -> tuple[Spelling, ...]:
    """Return the spellings of a column that stand for a place the rules name.

    A slip is a letter or, from eight letters on, two away from a single name. It is
    none when it is itself a place, or is written by three customers and by a fifth
    of those who write the name.

    Args:
        column: Places by customer.
        names: The places that the rules name.
    """
    typed = Counter(
        text for text in map(cell_text, column[~column.map(is_blank)]) if text
    )
    wanted = {place_key(name): name for name in sorted(names, reverse=True)}
    exact = {text_key(name) for name in names}
    written: Counter[str] = Counter()
    for text, count in typed.items():
        written[place_key(text)] += count
    found = (_read(text, exact, wanted, written) for text in sorted(typed))
    return tuple(one._replace(customers=typed[one.typed]) for one in found if one)


def _read(
    text: str,
    exact: Collection[str],
    wanted: Mapping[str, str],
    written: Mapping[str, int],
) -> Spelling | None:
    if text_key(text) in exact:
        return None
    for key in place_keys(text):
        if key in wanted:
            return Spelling(text, wanted[key], 0, is_slip=False)
    return _slip(text, wanted, written)


def _slip(
    text: str, wanted: Mapping[str, str], written: Mapping[str, int]
) -> Spelling | None:
    key = place_key(text)
    if key in _known().first_names.values() or key in _known().apart:
        return None
    near = sorted(_near(key, wanted))
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    distance, name = near[0]
    others = [one for one, count in written.items() if count >= _SEVERAL]
    rivals = {one for one in others if one not in wanted and one != key}
    if any(away <= distance for away, _ in _near(key, {one: one for one in rivals})):
        return None
    count, usual = written[key], written.get(name, 0)
    left = count >= _SEVERAL and count * _AS_MANY >= usual
    return Spelling(text, wanted[name], 0, is_slip=True, left=left)


def _near(key: str, names: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    first_names = _known().first_names
    spelled = {name: {name} for name in names}
    for other, first in first_names.items():
        if first in spelled:
            spelled[first].add(other)
    for name, ways in spelled.items():
        away = [_distance(key, way) for way in ways]
        close = [one for one in away if one is not None]
        if close:
            yield min(close), name


def _distance(key: str, name: str) -> int | None:
    """Return how many letters are between a text and a name; None beyond a slip."""
    if min(len(name), len(key)) < _SHORTEST or any(map(str.isdigit, key)):
        return None
    most = 2 if len(name) >= _LONG else 1
    if most == 1 and key[0] != name[0]:
        return None
    distance = int(OSA.distance(key, name, score_cutoff=most))
    return distance if distance <= most else None
