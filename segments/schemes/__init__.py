"""Ready-made rule tables, shipped as data and fitted to the shop's own figures."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

import pandas as pd

from segments.errors import UnknownSchemeError
from segments.rules import RuleTable
from segments.schemes.figures import shop_figures

__all__ = ["Scheme", "SchemeRule", "fit_scheme", "load_scheme", "scheme_names"]

_SUFFIX = ".toml"


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
    """

    name: str
    title: str
    description: str
    facts: tuple[str, ...]
    rules: tuple[SchemeRule, ...]


def scheme_names() -> tuple[str, ...]:
    """Return the names of all schemes, the default one first."""
    names = {
        entry.name.removesuffix(_SUFFIX)
        for entry in files("segments.schemes").iterdir()
        if entry.name.endswith(_SUFFIX)
    }
    return tuple(sorted(names, key=lambda name: (name != "starter", name)))


def load_scheme(name: str) -> Scheme:
    """Return a scheme by name.

    Raises:
        UnknownSchemeError: There is none; it names those that exist.
    """
    if name not in scheme_names():
        raise UnknownSchemeError(name, scheme_names())
    text = files("segments.schemes").joinpath(f"{name}{_SUFFIX}").read_text("utf-8")
    table = tomllib.loads(text)
    return Scheme(
        name=name,
        title=table["title"],
        description=table["description"],
        facts=tuple(table["facts"]),
        rules=tuple(_rule(row) for row in table["rules"]),
    )


def _rule(row: Mapping[str, str | Mapping[str, str]]) -> SchemeRule:
    when = row.get("when", {})
    return SchemeRule(
        kind=str(row.get("kind", "Segment")),
        label=str(row["label"]),
        criteria=when if isinstance(when, Mapping) else {},
        meaning=str(row["meaning"]),
        message=str(row.get("message", "")),
        best_time=str(row.get("best_time", "")),
    )


def fit_scheme(scheme: Scheme, customers: pd.DataFrame) -> RuleTable:
    """Return the rule table of a scheme, its figures taken from this shop.

    Args:
        scheme: As loaded.
        customers: As in ``Reading.customers``.

    Returns:
        Header Kind, Segment, the facts, Meaning, Message, Best time; cells are
        text with plain figures.
    """
    figures = shop_figures(customers)
    rows = tuple(
        (
            rule.kind,
            rule.label,
            *(_filled(rule.criteria.get(fact), figures) for fact in scheme.facts),
            rule.meaning,
            rule.message,
            rule.best_time,
        )
        for rule in scheme.rules
    )
    header = ("Kind", "Segment", *scheme.facts, "Meaning", "Message", "Best time")
    return RuleTable(header, rows)


def _filled(criterion: str | None, figures: Mapping[str, str]) -> str | None:
    return None if criterion is None else criterion.format_map(figures)
