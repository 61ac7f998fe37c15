"""What the clothing seller in Lagos sold: people and price list → lines."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from examples.make.goods import Good, choose
from examples.make.people import Person, Visit, own_rng, read_table, visits
from examples.make.sales import Line

GOODS = read_table("lagos_goods.csv")
COLOURS = ("wine", "royal blue", "mustard", "emerald", "peach", "black", "indigo")
PRICES_ROSE = date(2026, 3, 1)
COLOUR_SHARE = 0.3
CHEAP = 10_000  # naira; people take two or three of what costs less

UNNAMED = (
    Line(date(2026, 3, 21), None, "Head wrap", 4_500, is_walk_in=True),
    Line(date(2026, 8, 15), None, "Ankara tote bag", 8_500, is_walk_in=True),
)


def sell(people: list[Person]) -> list[Line]:
    """Return every line of the shop by day; equal days keep the order of people."""
    lines = [line for person in people for line in _bought_by(person)]
    return sorted([*lines, *UNNAMED], key=lambda line: line.day)


def _bought_by(person: Person) -> Iterator[Line]:
    rng = own_rng("lagos", person)
    for visit in visits(person, rng):
        lines = [_line(person, visit, good, rng) for good in choose(GOODS, visit, rng)]
        if visit.mark == "unpriced":
            yield from lines[:-1]
            yield replace(lines[-1], mark="unreadable", amount=0)
        else:
            yield from lines


def _line(person: Person, visit: Visit, good: Good, rng: Random) -> Line:
    price = int(good["price_2026" if visit.day >= PRICES_ROSE else "price_2025"])
    quantity = _quantity(visit, price, rng)
    is_walk_in = visit.mark == "walkin"
    mark = visit.mark if visit.mark in {"cancelled", "pending", "refunded"} else ""
    return Line(
        day=visit.day,
        buyer=person,
        item=_with_colour(good["item"], rng),
        amount=price * quantity,
        quantity=quantity,
        mark=mark,
        is_walk_in=is_walk_in,
    )


def _quantity(visit: Visit, price: int, rng: Random) -> int:
    if "wholesale" in visit.shelves:
        return rng.choice((6, 8, 10, 12))
    if "asoebi" in visit.shelves:
        return rng.choice((3, 5, 8))
    return rng.choice((1, 1, 2, 3)) if price < CHEAP else 1


def _with_colour(item: str, rng: Random) -> str:
    return f"{item} - {rng.choice(COLOURS)}" if rng.random() < COLOUR_SHARE else item
