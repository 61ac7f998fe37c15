"""Who falls into the gaps between the bands of a fact, and is left to the last row."""

from collections.abc import Collection, Iterator
from datetime import date

import pandas as pd

from segments.errors import RuleProblem
from segments.rules.classifying import first_matches, is_available
from segments.rules.gaps import Gap, find_gaps
from segments.rules.model import RuleSet


def customers_left_out(
    rules: RuleSet, facts: pd.DataFrame, available: Collection[str], as_of: date
) -> Iterator[RuleProblem]:
    """Yield the gaps that customers fall into, and how many.

    Between bands of segments those count whom no other rule takes, save for one that
    takes everyone.
    """
    gaps = [
        gap
        for gap in find_gaps(rules.segment_rules)
        if is_available(gap.fact, facts, available)
    ]
    if gaps:
        left = _left_to_the_last(rules, facts, available, as_of)
        for gap in gaps:
            yield from _counted(gap, gap.held(facts) & left)
    for gap in find_gaps(rules.tag_rules):
        if is_available(gap.fact, facts, available):
            yield from _counted(gap, gap.held(facts))


def gaps_with_customers(rules: RuleSet, facts: pd.DataFrame) -> frozenset[RuleProblem]:
    """Return the warnings of gaps that customers lie in, whoever takes them."""
    gaps = (*find_gaps(rules.segment_rules), *find_gaps(rules.tag_rules))
    return frozenset(
        gap.problem()
        for gap in gaps
        if gap.fact.column in facts and gap.held(facts).any()
    )


def _left_to_the_last(
    rules: RuleSet, facts: pd.DataFrame, available: Collection[str], as_of: date
) -> pd.Series:
    first = first_matches(rules, facts, available=available, as_of=as_of)
    for_all = [not rule.conditions for rule in rules.segment_rules]
    return first.map(lambda place: for_all[place]).astype(bool)


def _counted(gap: Gap, left: pd.Series) -> Iterator[RuleProblem]:
    count = int(left.sum())
    if count:
        who = "1 customer has" if count == 1 else f"{count:,} customers have"
        message = f"{who} {gap.between} of {gap.fact.name}, which nothing covers."
        yield RuleProblem(gap.row_index, gap.column_index, message)
