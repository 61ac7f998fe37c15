"""A scheme and a shop's figures → the rule table to write."""

from collections.abc import Mapping, Sequence
from string import Formatter

import pandas as pd

from segments.rules import RuleTable
from segments.schemes.figures import shop_figures
from segments.schemes.loading import Scheme, SchemeRule
from segments.schemes.sizes import order_sizes


def fit_scheme(
    scheme: Scheme, customers: pd.DataFrame, trials: Sequence[pd.DataFrame] = ()
) -> RuleTable:
    """Return the rule table of a scheme, its figures taken from this shop.

    A rule that needs a figure this shop cannot give, such as one of amounts where
    none are known, is left out.

    Args:
        scheme: As loaded.
        customers: As in ``Reading.customers``.
        trials: What earlier days would have shown, as ``look_back`` returns it.

    Returns:
        Header Kind, Segment, the facts, Meaning, Message, Best time; cells are
        text with plain figures.
    """
    figures = {**shop_figures(customers, trials), **order_sizes(customers)}
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
        if _needs(rule) <= figures.keys()
    )
    header = ("Kind", "Segment", *scheme.facts, "Meaning", "Message", "Best time")
    return RuleTable(header, rows)


def _needs(rule: SchemeRule) -> set[str]:
    """Return the names of the figures in a rule's criteria."""
    cells = rule.criteria.values()
    return {name for cell in cells for _, name, _, _ in Formatter().parse(cell) if name}


def _filled(criterion: str | None, figures: Mapping[str, str]) -> str | None:
    return (criterion or "").format_map(figures) or None
