"""Places of the tracker, read as the places that the rules name."""

from typing import NamedTuple

import pandas as pd

from segments.criteria.places import Spelling, is_place, read_spellings
from segments.fields import Fact
from segments.rules.model import Condition, RuleSet
from segments.values.distinct import cell_text


class PlaceColumn(NamedTuple):
    """How the places of one fact were read; ``condition`` is the first that asks."""

    condition: Condition
    row_index: int
    spellings: tuple[Spelling, ...]


def place_columns(rules: RuleSet, facts: pd.DataFrame) -> tuple[PlaceColumn, ...]:
    """Return how the places of every fact were read that the rules name places of."""
    named: dict[str, set[str]] = {}
    first: dict[str, tuple[int, Condition]] = {}
    for rule, condition in rules.conditions():
        names = set(condition.texts)
        if is_place(condition.fact) and names and condition.fact.column in facts:
            named.setdefault(condition.fact.column, set()).update(names)
            first.setdefault(condition.fact.column, (rule.row_index, condition))
    return tuple(
        PlaceColumn(condition, row_index, read_spellings(facts[column], named[column]))
        for column, (row_index, condition) in first.items()
    )


def with_spellings(rules: RuleSet, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the facts with slips of spelling mended, to match rules by."""
    mended = {
        one.condition.fact.column: _mended(facts, one.condition.fact, one.spellings)
        for one in place_columns(rules, facts)
    }
    return facts.assign(**mended)


def _mended(
    facts: pd.DataFrame, fact: Fact, spellings: tuple[Spelling, ...]
) -> pd.Series:
    read = {one.typed: one.name for one in spellings if one.is_slip and not one.left}
    column = facts[fact.column]
    if not read:
        return column
    return column.map(lambda cell: read.get(cell_text(cell), cell)).astype(object)
