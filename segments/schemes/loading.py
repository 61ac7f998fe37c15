"""The ready-made rule tables as they are shipped."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from segments.errors import UnknownSchemeError
from segments.scores import ScoreSettings

_NAMES: Final = ("starter", "simple", "shopify", "klaviyo", "wholesale", "leads")


@dataclass(frozen=True, slots=True)
class SchemeRule:
    """One row of a scheme; criteria may hold a figure's name in braces."""

    kind: str
    label: str
    criteria: Mapping[str, str]
    meaning: str
    message: str
    best_time: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A ready-made rule table before it is fitted.

    Attributes:
        name: As asked for.
        title: As shown.
        description: One sentence on what it is for.
        facts: The fact columns of its table, in order.
        rules: Its rows, in order.
        value_order: Its segments, from the most to the least valuable customers.
        scores: How R, F and M are scored for its rules.
    """

    name: str
    title: str
    description: str
    facts: tuple[str, ...]
    rules: tuple[SchemeRule, ...]
    value_order: tuple[str, ...]
    scores: ScoreSettings


def scheme_names() -> tuple[str, ...]:
    """Return the names of all schemes, the default one first."""
    return _NAMES


@cache
def load_scheme(name: str) -> Scheme:
    """Return a scheme by name.

    Raises:
        UnknownSchemeError: There is none; it names those that exist.
    """
    if name not in _NAMES:
        raise UnknownSchemeError(name, _NAMES)
    text = files("segments.schemes").joinpath(f"{name}.toml").read_text("utf-8")
    table = tomllib.loads(text)
    return Scheme(
        name=name,
        title=table["title"],
        description=table["description"],
        facts=tuple(table["facts"]),
        rules=tuple(_rule(row) for row in table["rules"]),
        value_order=tuple(table.get("value_order", ())),
        scores=ScoreSettings.from_texts(table.get("scores", {})),
    )


def value_order(scheme_name: str, segments: Sequence[str]) -> tuple[str, ...]:
    """Return segments from the most to the least valuable.

    Those the scheme knows come first, in its order; then the others, as given.

    Args:
        scheme_name: The scheme the rules began as.
        segments: The segments of the rules, which a seller may have changed.

    Raises:
        UnknownSchemeError: There is no such scheme.
    """
    order = load_scheme(scheme_name).value_order
    place = {label.casefold(): index for index, label in enumerate(order)}
    last = len(order)
    return tuple(sorted(segments, key=lambda label: place.get(label.casefold(), last)))


def _rule(row: Mapping[str, Any]) -> SchemeRule:
    return SchemeRule(
        kind=row.get("kind", "Segment"),
        label=row["label"],
        criteria=row.get("when", {}),
        meaning=row["meaning"],
        message=row.get("message", ""),
        best_time=row.get("best_time", ""),
    )
