"""Rules applied to facts: the first rule that matches, and every tag that does."""

import numpy as np
import pandas as pd

from segments.criteria import matches
from segments.rules.model import Rule, RuleSet


def _holds(rule: Rule, facts: pd.DataFrame) -> np.ndarray:
    held = np.ones(len(facts), dtype=bool)
    for condition in rule.conditions:
        held &= matches(condition.criterion, facts[condition.fact.column]).to_numpy()
    return held


def first_matches(rules: RuleSet, facts: pd.DataFrame) -> pd.Series:
    """Return the position in ``segment_rules`` of the first rule that matches.

    Args:
        rules: The last of them matches everyone.
        facts: Index ``customer``; every column a rule speaks of.
    """
    first = np.full(len(facts), -1)
    for position, rule in enumerate(rules.segment_rules):
        first = np.where((first < 0) & _holds(rule, facts), position, first)
    return pd.Series(first, index=facts.index)


def tags_of(rules: RuleSet, facts: pd.DataFrame) -> pd.Series:
    """Return the tags of each customer, joined by a comma and a space."""
    held = {tag: np.zeros(len(facts), dtype=bool) for tag in rules.tags}
    for rule in rules.tag_rules:
        held[rule.label] |= _holds(rule, facts)
    rows = zip(*held.values(), strict=True) if held else [()] * len(facts)
    joined = [
        ", ".join(tag for tag, has in zip(rules.tags, row, strict=True) if has)
        for row in rows
    ]
    return pd.Series(joined, index=facts.index, dtype=object)
