"""Rules applied to facts: the first rule that matches, and every tag that does."""

from collections.abc import Collection
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from segments.criteria import Keys, matches
from segments.fields import Fact, Topic
from segments.rules.model import Rule, RuleSet
from segments.rules.spellings import with_spellings

ORDERS: Final = "orders"


def is_available(fact: Fact, facts: pd.DataFrame, available: Collection[str]) -> bool:
    """Return whether the tracker gives a fact; a column of the seller's own is given.

    Args:
        fact: The fact or own column.
        facts: All facts; index ``customer``.
        available: The columns of the facts that the tracker gives.
    """
    given = fact.topic is Topic.OWN or fact.column in available
    return given and fact.column in facts


def _holds(
    rule: Rule,
    facts: pd.DataFrame,
    available: Collection[str],
    as_of: date,
    keys: Keys,
) -> np.ndarray:
    """Return whom a rule takes: nobody, when a fact it asks for is not given.

    Otherwise "<>London" or "blank" would take everybody who has no city to tell. Only
    orders are none where nothing tells of any: a list of contacts is one of prospects.
    """
    asked = [fact for condition in rule.conditions for fact in condition.facts]
    given = all(
        fact.column == ORDERS or is_available(fact, facts, available) for fact in asked
    )
    held = np.full(len(facts), given)
    for condition in rule.conditions if given else ():
        one = matches(condition.criterion, condition.fact, facts, as_of, keys)
        held &= one.to_numpy()
    return held


def first_matches(
    rules: RuleSet, facts: pd.DataFrame, *, available: Collection[str], as_of: date
) -> pd.Series:
    """Return the position in ``segment_rules`` of the first rule that matches.

    Args:
        rules: The last of them matches everyone.
        facts: All facts; index ``customer``.
        available: The columns that the tracker gives; a rule that asks for another
            matches nobody.
        as_of: The day of the refresh.
    """
    facts = with_spellings(rules, facts)
    first = np.full(len(facts), -1)
    keys: Keys = {}
    for position, rule in enumerate(rules.segment_rules):
        taken = _holds(rule, facts, available, as_of, keys)
        first = np.where((first < 0) & taken, position, first)
    return pd.Series(first, index=facts.index)


def tags_of(
    rules: RuleSet, facts: pd.DataFrame, *, available: Collection[str], as_of: date
) -> pd.Series:
    """Return the tags of each customer, joined by a comma and a space.

    Args:
        rules: Their tag rules; each that matches gives its tag.
        facts: All facts; index ``customer``.
        available: The columns that the tracker gives; a rule that asks for another
            matches nobody.
        as_of: The day of the refresh.
    """
    facts = with_spellings(rules, facts)
    held = {tag: np.zeros(len(facts), dtype=bool) for tag in rules.tags}
    keys: Keys = {}
    for rule in rules.tag_rules:
        held[rule.label] |= _holds(rule, facts, available, as_of, keys)
    rows = zip(*held.values(), strict=True) if held else [()] * len(facts)
    joined = [
        ", ".join(tag for tag, has in zip(rules.tags, row, strict=True) if has)
        for row in rows
    ]
    return pd.Series(joined, index=facts.index, dtype=object)
