"""The invented people and when each of them buys.

A person's `buys` is a list of visits, one word each:
`2026-02-14` one day; `2025-09-20..2026-11-07/30` about every 30 days from the first
day to the last; `x3` three lines; `:lace` from that shelf; `!cancelled` what became of
it. `!asked` is a question without an order.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

TABLES = Path(__file__).parent

VISIT = re.compile(
    r"(?P<first>[\d-]{10})(\.\.(?P<last>[\d-]{10})/(?P<every>\d+))?"
    r"(x(?P<lines>\d))?(:(?P<shelf>\w+))?(!(?P<mark>\w+))?"
)

# Monday to Sunday: people order when they are paid and free, most of all on Saturday.
WEEKDAY_WEIGHTS = (2, 1, 1, 2, 4, 6, 2)
WANDER_DAYS = 3


@dataclass(frozen=True, slots=True)
class Person:
    """One row of a people table, with values exactly as the seller typed them."""

    name: str
    phone: str
    city: str
    notes: str
    taste: str
    buys: str
    flag: str
    handle: str = ""
    birthday: str = ""
    metal: str = ""
    language: str = ""

    @property
    def is_listed(self) -> bool:
        """Whether the customers tab has this row."""
        return self.flag != "unlisted"

    @property
    def is_second_entry(self) -> bool:
        """Whether the row repeats a person who is already in the customers tab."""
        return self.flag == "again"

    @property
    def first_seen(self) -> date:
        """The day of the first order or question; sellers add people in that order."""
        return date.fromisoformat(min(self.buys.split())[:10])


@dataclass(frozen=True, slots=True)
class Visit:
    """One day on which a person bought `lines` things from the named shelves."""

    day: date
    lines: int
    shelves: tuple[str, ...]
    mark: str


def read_table(name: str) -> list[dict[str, str]]:
    """Read one of the tables beside this file, one dict a row."""
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def read_people(name: str) -> list[Person]:
    """Read a people table in the order in which the seller met them."""
    people = [Person(**row) for row in read_table(name)]
    return sorted(people, key=lambda person: person.first_seen)


def own_rng(shop: str, person: Person) -> Random:
    """Seed by person, so that editing one row of a table leaves all others alone."""
    return Random(f"{shop} {person.name} {person.phone}")


def visits(person: Person, rng: Random) -> Iterator[Visit]:
    """Yield every visit with an order, in the order of the `buys` words."""
    for word in person.buys.split():
        parts = VISIT.fullmatch(word)
        if parts is None:
            raise ValueError(f"{person.name}: cannot read {word!r}")
        if parts["mark"] == "asked":
            continue
        shelves = tuple((parts["shelf"] or person.taste).split("|"))
        for day in _days(parts, rng):
            yield Visit(day, int(parts["lines"] or 1), shelves, parts["mark"] or "")


def _days(parts: re.Match[str], rng: Random) -> list[date]:
    first = date.fromisoformat(parts["first"])
    if parts["last"] is None:
        return [first]
    last = date.fromisoformat(parts["last"])
    every = int(parts["every"])
    steps = round((last - first).days / every)
    between = [first + timedelta(every * step) for step in range(1, steps)]
    return [first, *(_wander(day, rng) for day in between), last]


def _wander(day: date, rng: Random) -> date:
    nearby = [day + timedelta(shift) for shift in range(-WANDER_DAYS, WANDER_DAYS + 1)]
    return rng.choices(nearby, [WEEKDAY_WEIGHTS[near.weekday()] for near in nearby])[0]
