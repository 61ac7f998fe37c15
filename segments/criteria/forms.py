"""What a form of the rule language is: a pattern, an example and what it builds."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from segments.criteria.model import Criterion
from segments.fields import Fact, Unit

FIGURES: Final = frozenset({Unit.NUMBER, Unit.MONEY, Unit.DAYS, Unit.ANY})
DATES: Final = frozenset({Unit.DATE, Unit.ANY})
DAYS: Final = frozenset({Unit.DAYS, Unit.DATE, Unit.ANY})
RANKED: Final = FIGURES | DATES
TEXTS: Final = frozenset({Unit.TEXT, Unit.ANY})
EVERY: Final = frozenset(Unit)


@dataclass(frozen=True, slots=True)
class Asked:
    """The fact a cell speaks of, and the seller's own columns it may compare with."""

    fact: Fact
    own_columns: tuple[str, ...] = ()


Build = Callable[[re.Match[str], Asked], Criterion | None]
"""What a form makes of its match; None when it is not meant after all."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a criterion.

    Attributes:
        name: What it is called.
        example: A cell that is written so.
        fact: The fact in the header above the example.
        meaning: What the example asks for, as a sentence.
        units: The kinds of facts it can be asked of.
        pattern: Of the whole cell, tidied.
        build: The criterion from the match.
    """

    name: str
    example: str
    fact: str
    meaning: str
    units: frozenset[Unit]
    pattern: re.Pattern[str]
    build: Build


def verbose(pattern: str) -> re.Pattern[str]:
    """Return a pattern in which white space and case say nothing."""
    return re.compile(pattern, re.VERBOSE | re.IGNORECASE | re.DOTALL)


def read_forms(text: str, asked: Asked, forms: Iterable[Form]) -> Criterion | None:
    """Return what the first form that fits makes of a text.

    Raises:
        CriterionError: A form fits, but what it holds cannot be.
    """
    for form in forms:
        if asked.fact.unit not in form.units:
            continue
        found = form.pattern.fullmatch(text)
        built = form.build(found, asked) if found else None
        if built is not None:
            return built
    return None
