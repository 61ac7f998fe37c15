"""Why a customer is in a segment, as a sentence of facts with figures and dates.

The sentence speaks of dates and never of "134 days ago", so that it changes only
when the facts do.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final, assert_never

import pandas as pd

from segments.criteria import (
    Blank,
    Comparison,
    Criterion,
    OneOf,
    Opposite,
    Range,
    YesNo,
)
from segments.fields import Fact, Unit
from segments.rules.model import Condition, Rule
from segments.values.dates import EPOCH
from segments.values.distinct import cell_text, is_blank
from segments.values.spelling import spell_day, spell_figure, spell_money

Facts = Mapping[str, Any]
_BOUNDS: Final = {
    ">=": "{} or more",
    ">": "more than {}",
    "<=": "{} or less",
    "<": "less than {}",
}
_ALWAYS: Final = ("orders", "spent", "last_order")
_NOT_SHOWN: Final = ("recency_days", "overdue")  # figures that change every day
_RHYTHM_ORDERS: Final = 3
_NOT_READ: Final = "the number of orders cannot be read"


def explain(rule: Rule, facts: pd.DataFrame, currency: str | None) -> list[str]:
    """Return one sentence per customer on why this rule put them in its segment.

    Args:
        rule: The rule that matched them all.
        facts: One row per customer; every fact.
        currency: Of the amounts.
    """
    columns = [*{*_used(rule), *_ALWAYS, "usual_gap_days", "orders_known"}]
    rows = facts[columns].itertuples(index=False)
    people = (dict(zip(columns, row, strict=True)) for row in rows)
    return [f"{rule.label}: {_reasons(rule, one, currency)}." for one in people]


def _used(rule: Rule) -> list[str]:
    return [condition.fact.column for condition in rule.conditions]


def _reasons(rule: Rule, facts: Facts, currency: str | None) -> str:
    said = [_condition(condition, facts, currency) for condition in rule.conditions]
    if not facts["orders"]:
        none = "no orders yet" if facts["orders_known"] else _NOT_READ
        return ", ".join([none, *_distinct(said)])
    told = {condition.fact.column for condition in rule.conditions}
    if "recency_days" in told:
        told.add("last_order")
    rest = [_fact(column, facts, currency) for column in _ALWAYS if column not in told]
    return ", ".join(_distinct([*said, *rest]))


def _distinct(parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, parts)))


def _fact(column: str, facts: Facts, currency: str | None) -> str:
    if column == "orders":
        count = int(facts["orders"])
        return "1 order" if count == 1 else f"{count:,} orders"
    if column == "spent":
        return f"{spell_money(facts['spent'], currency)} spent"
    last = facts["last_order"]
    return "" if last is pd.NaT else f"last order {spell_day(last)}"


def _condition(condition: Condition, facts: Facts, currency: str | None) -> str:
    fact = condition.fact
    bound = _bound(condition.criterion, fact, currency)
    if fact.column == "overdue":
        return bound and _overdue(facts, bound)
    if fact.column == "recency_days":
        said, bound = (
            _fact("last_order", facts, currency),
            f"{bound} before the refresh",
        )
    elif fact.column in _ALWAYS:
        said = _fact(fact.column, facts, currency) if facts["orders"] else ""
    else:
        said = _named(fact, facts, currency)
    return f"{said} ({bound})" if said and bound else said


def _overdue(facts: Facts, bound: str) -> str:
    gap = float(facts["usual_gap_days"])
    if facts["orders"] < _RHYTHM_ORDERS or math.isnan(gap):
        return f"silent for {bound} times as long as is usual in this shop"
    days = "day" if gap == 1 else f"{spell_figure(gap)} days"
    return f"usually orders every {days} (silent for {bound} times that)"


def _named(fact: Fact, facts: Facts, currency: str | None) -> str:
    value = facts[fact.column]
    own = fact.unit is Unit.ANY
    name = fact.name if own else fact.name[:1].lower() + fact.name[1:]
    if isinstance(value, bool):
        return f"{name}: {'yes' if value else 'no'}"
    if value is pd.NaT or is_blank(value):
        return f"no {name}"
    return f"{name} {_shown(fact, facts, currency)}"


def _shown(fact: Fact, facts: Facts, currency: str | None) -> str:
    value = facts[fact.column]
    if fact.unit is Unit.MONEY:
        return spell_money(value, currency)
    if fact.unit is Unit.DATE:
        return spell_day(value)
    if fact.unit in {Unit.NUMBER, Unit.DAYS}:
        return spell_figure(value)
    return cell_text(value)


def _bound(criterion: Criterion, fact: Fact, currency: str | None) -> str:
    match criterion:
        case Comparison("=", figure) if fact.column in _NOT_SHOWN:
            return _limit(figure, fact, currency)
        case Comparison("=") | Blank() | YesNo() | OneOf():
            return ""
        case Comparison(sign, figure):
            return _BOUNDS[sign].format(_limit(figure, fact, currency))
        case Range(low, high):
            return f"{_limit(low, fact, currency)} to {_limit(high, fact, currency)}"
        case Opposite(other):
            return _not(other, fact, currency)
        case _:
            assert_never(criterion)


def _not(other: Comparison | OneOf | Blank, fact: Fact, currency: str | None) -> str:
    match other:
        case OneOf(texts):
            return f"not {' or '.join(texts)}"
        case Comparison(_, figure):
            return f"not {_limit(figure, fact, currency)}"
        case Blank():
            return ""
        case _:
            assert_never(other)


def _limit(figure: float, fact: Fact, currency: str | None) -> str:
    if fact.unit is Unit.MONEY:
        return spell_money(figure, currency)
    if fact.unit is Unit.DATE:
        return spell_day(EPOCH + timedelta(days=int(figure)))
    if fact.unit is Unit.DAYS:
        return "1 day" if figure == 1 else f"{spell_figure(figure)} days"
    return spell_figure(figure)
