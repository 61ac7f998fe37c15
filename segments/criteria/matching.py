"""Which customers a criterion matches."""

import operator
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, assert_never

import pandas as pd

from segments.criteria.model import (
    Blank,
    Comparison,
    Criterion,
    OneOf,
    Opposite,
    Range,
    YesNo,
)
from segments.values.contacts import name_key
from segments.values.dates import EPOCH
from segments.values.distinct import cell_text, distinct
from segments.values.money import read_amounts
from segments.values.statuses import read_yes_no

_OPERATORS: Final[Mapping[str, Callable[[Any, float], Any]]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


def matches(criterion: Criterion, facts: pd.Series) -> pd.Series:
    """Return which customers a criterion matches, by customer.

    A figure that is not known matches no comparison. Text is compared without
    case, accents and doubled spaces.

    Args:
        criterion: What is asked.
        facts: One fact, or one of the seller's own columns, by customer.
    """
    match criterion:
        case Comparison(sign, figure):
            return pd.Series(_OPERATORS[sign](_figures(facts), figure), dtype=bool)
        case Range(low, high):
            return _figures(facts).between(low, high).astype(bool)
        case OneOf(texts):
            return _is_one_of(facts, texts)
        case Blank():
            return facts.isna()
        case YesNo(wanted):
            return _says_yes(facts) == wanted
        case Opposite(other):
            return ~matches(other, facts)
        case _:
            assert_never(criterion)


def _figures(facts: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(facts):
        return (facts - pd.Timestamp(EPOCH)).dt.days.astype("float64")
    if pd.api.types.is_numeric_dtype(facts):
        return facts.astype("float64")
    return read_amounts(facts).figures


def _is_one_of(facts: pd.Series, texts: tuple[str, ...]) -> pd.Series:
    pattern = re.compile("|".join(map(_pattern, texts)), re.DOTALL)
    found = distinct(facts.astype(object))
    keys = [name_key(cell_text(value)) for value in found.cells]
    return found.where(keys, lambda key: bool(pattern.fullmatch(key)))


def _pattern(text: str) -> str:
    escaped = re.escape(name_key(text))
    loose = escaped.replace(r"\*", ".*").replace(r"\?", ".")
    return f"(?:{loose})"


def _says_yes(facts: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(facts):
        return facts
    found = distinct(facts.astype(object))
    texts = [cell_text(value) for value in found.cells]
    return found.where(texts, lambda text: read_yes_no(text) is True)
