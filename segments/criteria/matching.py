"""Which customers a criterion matches."""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import singledispatch
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from segments.criteria.columns import (
    days_of,
    figures_of,
    is_unknown,
    ordinal,
    ordinals_of,
    says_yes,
)
from segments.criteria.keys import part_keys, text_key, wildcard
from segments.criteria.model import (
    AgainstFact,
    AgainstMiddle,
    AllOf,
    AnyOf,
    Blank,
    Comparison,
    Criterion,
    DayRange,
    InMonth,
    Not,
    OneOf,
    Opposite,
    Period,
    Places,
    Range,
    Rolling,
    Share,
    YesNo,
)
from segments.criteria.periods import days_between
from segments.criteria.places import is_place, place_keys
from segments.criteria.ranking import in_places, in_share, middle_of
from segments.fields import Fact, Unit
from segments.values.distinct import Distinct, cell_text, distinct

_OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}
_SAME: Final = 1e-9  # a share of a figure that only comes from adding up
_LISTS: Final = frozenset({"products_bought"})


Keys = dict[str, tuple[Distinct, list[tuple[str, ...]]]]
"""The distinct cells of columns, and the texts of each as they are compared."""


class _Asked(NamedTuple):
    fact: Fact
    facts: pd.DataFrame
    as_of: date
    keys: Keys

    @property
    def column(self) -> pd.Series:
        return self.facts[self.fact.column]


def matches(
    criterion: Criterion,
    fact: Fact,
    facts: pd.DataFrame,
    as_of: date,
    keys: Keys | None = None,
) -> pd.Series:
    """Return which customers a criterion matches, by customer.

    What is not known matches no comparison, and the opposite of every one. Text is
    compared without case, accents, punctuation and doubled spaces; places by any of
    their names. Ranks and averages are over the customers for whom the fact is
    known and, for facts of orders, who have ordered; equals are treated alike.

    Args:
        criterion: What is asked.
        fact: Of which fact, or column of the seller's own.
        facts: All facts; index ``customer``.
        as_of: The day of the refresh.
        keys: Texts of these very facts as they are compared, by column; those that
            are missing are added, so that many criteria read a column once.
    """
    held = _held(criterion, _Asked(fact, facts, as_of, {} if keys is None else keys))
    return pd.Series(held.to_numpy(dtype=bool), index=facts.index)


@singledispatch
def _held(criterion: object, asked: _Asked) -> pd.Series:
    raise TypeError(type(criterion).__name__, asked.fact.name)


@_held.register
def _(criterion: Comparison, asked: _Asked) -> pd.Series:
    held = _OPERATORS[criterion.operator](figures_of(asked.column), criterion.figure)
    return pd.Series(held)


@_held.register
def _(criterion: Range, asked: _Asked) -> pd.Series:
    return figures_of(asked.column).between(criterion.low, criterion.high)


@_held.register
def _(criterion: DayRange, asked: _Asked) -> pd.Series:
    days = ordinals_of(asked.column)
    first = -np.inf if criterion.first is None else ordinal(criterion.first)
    last = np.inf if criterion.last is None else ordinal(criterion.last)
    return days.between(first, last)


@_held.register
def _(criterion: Rolling | Period, asked: _Asked) -> pd.Series:
    return _held(days_between(criterion, asked.as_of), asked)


@_held.register
def _(criterion: InMonth, asked: _Asked) -> pd.Series:
    return pd.Series(days_of(asked.column).dt.month == criterion.month)


@_held.register
def _(criterion: Share, asked: _Asked) -> pd.Series:
    return in_share(criterion, asked.fact, asked.facts)


@_held.register
def _(criterion: Places, asked: _Asked) -> pd.Series:
    return in_places(criterion, asked.fact, asked.facts)


@_held.register
def _(criterion: AgainstMiddle, asked: _Asked) -> pd.Series:
    figures, middle = middle_of(criterion.middle, asked.fact, asked.facts)
    return _against(criterion.operator, figures, figures * 0 + criterion.times * middle)


@_held.register
def _(criterion: AgainstFact, asked: _Asked) -> pd.Series:
    other = asked.facts[criterion.fact.column]
    dated = Unit.DATE in {asked.fact.unit, criterion.fact.unit}
    read = ordinals_of if dated else figures_of
    return _against(
        criterion.operator, read(asked.column), read(other) * criterion.times
    )


def _against(sign: str, one: pd.Series, other: pd.Series) -> pd.Series:
    """Compare figures that were worked out: those all but equal are equal."""
    same = (one - other).abs() <= _SAME * other.abs()
    return pd.Series(_OPERATORS[sign](one.mask(same, other), other))


@_held.register
def _(criterion: OneOf, asked: _Asked) -> pd.Series:
    pattern = re.compile("|".join(map(wildcard, criterion.texts)), re.DOTALL)
    keys_of = _keys_of(asked.fact)
    wanted = {key for text in criterion.texts for key in keys_of(text)[:1]}
    if asked.fact.column not in asked.keys:
        cells = distinct(asked.column.astype(object))
        compared = [keys_of(cell_text(value)) for value in cells.cells]
        asked.keys[asked.fact.column] = cells, compared
    found, texts = asked.keys[asked.fact.column]
    return found.where(
        texts,
        lambda keys: any(key in wanted or pattern.fullmatch(key) for key in keys),
    )


def _keys_of(fact: Fact) -> Callable[[str], tuple[str, ...]]:
    if is_place(fact):
        return place_keys
    if fact.unit is Unit.ANY or fact.column in _LISTS:
        return part_keys
    return lambda text: (text_key(text),)


@_held.register
def _(criterion: Not, asked: _Asked) -> pd.Series:
    itself = _held(criterion.text, asked)
    return itself if itself.any() else ~_held(criterion.others, asked)


@_held.register
def _(_criterion: Blank, asked: _Asked) -> pd.Series:
    return is_unknown(asked.fact, asked.facts)


@_held.register
def _(criterion: YesNo, asked: _Asked) -> pd.Series:
    return says_yes(asked.column) == criterion.wanted


@_held.register
def _(criterion: Opposite, asked: _Asked) -> pd.Series:
    return ~_held(criterion.of, asked).astype(bool)


@_held.register
def _(criterion: AllOf, asked: _Asked) -> pd.Series:
    masks = [_held(one, asked).to_numpy(dtype=bool) for one in criterion.of]
    return pd.Series(np.logical_and.reduce(masks), index=asked.facts.index)


@_held.register
def _(criterion: AnyOf, asked: _Asked) -> pd.Series:
    masks = [_held(one, asked).to_numpy(dtype=bool) for one in criterion.of]
    return pd.Series(np.logical_or.reduce(masks), index=asked.facts.index)
