"""Many spellings of one value, and a weighted choice among them."""

from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import TypeVar

from examples.make.cells import Cell

Value = TypeVar("Value")
Spellings = Sequence[tuple[int, Callable[[Value], Cell]]]
"""Pairs of a weight and a function that writes the value in one way."""

LAGOS_DATES: Spellings[date] = (
    (88, lambda day: day),
    (7, lambda day: f"{day:%d/%m/%Y}"),
    (5, lambda day: f"{day.day} {day:%b %Y}"),
)
PUNE_DATES: Spellings[date] = (
    (90, lambda day: day),
    (7, lambda day: f"{day:%d-%m-%Y}"),
    (3, lambda day: f"{day.day}-{day:%b-%y}"),
)


def spell(value: Value, spellings: Spellings[Value], rng: Random) -> Cell:
    """Write a value in one of its spellings."""
    weights = [weight for weight, _ in spellings]
    _, write = rng.choices(spellings, weights)[0]
    return write(value)
