"""Texts of rules that nobody has, where the tracker has one that is nearly the same."""

from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches
from typing import Final

import pandas as pd

from segments.criteria import OneOf, matches
from segments.criteria.keys import part_keys, text_key
from segments.criteria.places import is_place
from segments.errors import RuleProblem
from segments.fields import Unit
from segments.rules.model import Condition, RuleSet
from segments.values.distinct import cell_text, is_blank

_ALIKE: Final = 0.8
_SHORTEST: Final = 4  # "S" and "XS" are two sizes
_MOST_TEXTS: Final = 500  # a column of more is one of remarks


def misspelt(rules: RuleSet, facts: pd.DataFrame, as_of: date) -> Iterator[RuleProblem]:
    """Yield the texts that nobody has, with what may have been meant.

    What another rule names is left alone: "Golden" beside "Gold" may well be both.
    Places have spellings of their own.

    Args:
        rules: The rules of the tracker.
        facts: All facts; index ``customer``.
        as_of: The day of the refresh.
    """
    asked = [
        (rule.row_index, condition)
        for rule, condition in rules.conditions()
        if _is_of_texts(condition, facts)
    ]
    named: dict[str, set[str]] = {}
    for _, condition in asked:
        keys = map(text_key, condition.texts)
        named.setdefault(condition.fact.column, set()).update(keys)
    for row_index, condition in asked:
        column = condition.fact.column
        for text in condition.texts:
            if matches(OneOf((text,)), condition.fact, facts, as_of).any():
                continue
            near = _near(text, facts[column], named[column])
            if near:
                message = f"Nobody's {condition.fact.name} is “{text}”."
                message = f"{message} Did you mean {near}?"
                yield RuleProblem(row_index, condition.column_index, message)


def _is_of_texts(condition: Condition, facts: pd.DataFrame) -> bool:
    fact = condition.fact
    is_text = fact.unit in {Unit.TEXT, Unit.ANY} and not is_place(fact)
    return is_text and fact.column in facts


def _near(text: str, column: pd.Series, named: set[str]) -> str:
    """Return the text of the column that is most like this one; empty for none."""
    key = text_key(text)
    if len(key) < _SHORTEST or any(map(str.isdigit, key)):
        return ""
    spelt: dict[str, str] = {}
    for typed in sorted({cell_text(cell) for cell in column[~column.map(is_blank)]}):
        if not named.intersection(part_keys(typed)):
            spelt.setdefault(text_key(typed), typed)
    if len(spelt) > _MOST_TEXTS:
        return ""
    close = get_close_matches(key, sorted(spelt), n=1, cutoff=_ALIKE)
    return spelt[close[0]] if close else ""
