"""Why a customer is in a segment, as a sentence of facts with figures and dates.

The sentence speaks of dates and never of "134 days ago", so that it changes only
when the facts do.
"""

import math
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple

import pandas as pd

from segments.criteria import (
    AgainstFact,
    AgainstMiddle,
    DayRange,
    InMonth,
    Period,
    Places,
    Rolling,
    Share,
    YesNo,
    parts_of,
)
from segments.fields import FACTS, Fact, Unit
from segments.rules.bounds import called, spell_bound
from segments.rules.model import Condition, Rule
from segments.values.dates import EPOCH
from segments.values.distinct import cell_text, is_blank
from segments.values.frames import rows_of
from segments.values.spelling import spell_day, spell_figure, spell_money
from segments.values.statuses import read_yes_no

Facts = Mapping[str, Any]
_ALWAYS: Final = ("orders", "spent", "last_order")
_DAYS_OF: Final = {
    "recency_days": "last_order",
    "tenure_days": "first_order",
    "first_contact_days": "first_contact",
    "last_contact_days": "last_contact",
    "message_days": "messaged_on",
}
"""Figures that change every day, and the date that is told in their place."""

_BY_COLUMN: Final = {fact.column: fact for fact in FACTS}
_AGAINST_OTHERS: Final = (AgainstFact, AgainstMiddle, Places, Share)
_OF_DAYS: Final = (DayRange, InMonth, Period, Rolling)
_RHYTHM_ORDERS: Final = 3
_NOT_READ: Final = "the number of orders cannot be read"
_LONGEST: Final = 80  # letters of a note or a list of products


class _Said(NamedTuple):
    """A fact that a rule asks for, with what is the same for all: its bound, in words.

    The rule ``asks`` for yes or no, compares with ``others``, speaks of days though
    the fact is ``dated`` by figures, or is ``plain``: of numbers or days alone, not a
    rank or another fact.
    """

    fact: Fact
    bound: str
    currency: str | None
    asks: bool
    others: tuple[Fact, ...]
    dated: bool
    plain: bool


def explain(
    rule: Rule,
    facts: pd.DataFrame,
    currency: str | None,
    available: Collection[str] = _ALWAYS,
) -> list[str]:
    """Return one sentence per customer on why this rule put them in its segment.

    Args:
        rule: The rule that matched them all.
        facts: One row per customer; every fact.
        currency: Of the amounts.
        available: The facts that the tracker gives; of spend that nobody knows
            nothing is told.
    """
    said = _merged([_said(condition, currency) for condition in rule.conditions])
    asked = [fact.column for one in rule.conditions for fact in one.facts]
    told = {_DAYS_OF.get(column, column) for column in asked}
    given = {"orders", *available}
    rest: list[str] = [one for one in _ALWAYS if one in given - told]
    columns = [name for name in dict.fromkeys(_used(rule)) if name in facts]
    rows = rows_of(facts, columns)
    people = (dict(zip(columns, row, strict=True)) for _, *row in rows)
    return [f"{rule.label}: {_reasons(said, rest, one, currency)}." for one in people]


def _said(condition: Condition, currency: str | None) -> _Said:
    criterion, fact = condition.criterion, condition.fact
    ago = fact.column in _DAYS_OF
    shown = not ago and fact.column != "overdue"
    bound = spell_bound(criterion, fact, currency, shown=shown, ago=ago)
    parts = parts_of(criterion)
    asks = any(isinstance(part, YesNo) for part in parts)
    others = tuple(part.fact for part in parts if isinstance(part, AgainstFact))
    dated = any(isinstance(part, _OF_DAYS) for part in parts)
    plain = not any(isinstance(part, _AGAINST_OTHERS) for part in parts)
    return _Said(fact, bound, currency, asks, others, dated, plain)


def _merged(said: Iterable[_Said]) -> list[_Said]:
    """Return what is asked of each fact once, where two columns of rules ask it."""
    by_fact: dict[str, _Said] = {}
    for one in said:
        other = by_fact.get(one.fact.column)
        by_fact[one.fact.column] = (
            one
            if other is None
            else other._replace(
                bound=" and ".join(filter(None, (other.bound, one.bound))),
                asks=other.asks or one.asks,
                others=(*other.others, *one.others),
                dated=other.dated or one.dated,
                plain=other.plain and one.plain,
            )
        )
    return list(by_fact.values())


def _used(rule: Rule) -> list[str]:
    asked = [fact.column for one in rule.conditions for fact in one.facts]
    dated = [_DAYS_OF[column] for column in asked if column in _DAYS_OF]
    return [*asked, *dated, *_ALWAYS, "usual_gap_days", "orders_known"]


def _reasons(
    rule: list[_Said], rest: list[str], facts: Facts, currency: str | None
) -> str:
    said = [part for one in rule for part in _parts(one, facts)]
    if not facts["orders"]:
        none = "no orders yet" if facts["orders_known"] else _NOT_READ
        return ", ".join([none, *_distinct(said)])
    always = [_fact(column, facts, currency) for column in rest]
    return ", ".join(_distinct([*said, *always]))


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


def _parts(said: _Said, facts: Facts) -> list[str]:
    """Return what is told of a condition: its fact, and those it compares with."""
    return [
        _condition(said, facts),
        *(_told(fact, facts, said.currency) for fact in said.others),
    ]


def _condition(said: _Said, facts: Facts) -> str:
    fact, bound = said.fact, said.bound
    if fact.column == "overdue":
        return bound and _overdue(said, facts)
    if said.dated and isinstance(facts.get(fact.column), int | float):
        day = EPOCH + timedelta(days=int(facts[fact.column]))
        return f"{called(fact)} {spell_day(day)}" + (f" ({bound})" if bound else "")
    told = _told(fact, facts, said.currency, answer=said.asks)
    return f"{told} ({bound})" if told and bound else told


def _overdue(said: _Said, facts: Facts) -> str:
    if not said.plain:
        return said.bound
    gap = float(facts["usual_gap_days"])
    if facts["orders"] < _RHYTHM_ORDERS or math.isnan(gap):
        return f"silent for {said.bound} times as long as is usual in this shop"
    days = "day" if gap == 1 else f"{spell_figure(gap)} days"
    return f"usually orders every {days} (silent for {said.bound} times that)"


def _told(
    fact: Fact, facts: Facts, currency: str | None, *, answer: bool = False
) -> str:
    """Return a fact with its value; the date where the value changes every day."""
    column = _DAYS_OF.get(fact.column, fact.column)
    if column in _ALWAYS:
        return _fact(column, facts, currency) if facts["orders"] else ""
    if fact.column == "overdue":
        return ""
    shown = _BY_COLUMN.get(column, fact)
    value = facts.get(column)
    if answer or isinstance(value, bool):
        yes = read_yes_no(cell_text(value))
        return f"{called(fact)}: {'yes' if yes else 'no'}"
    if value is pd.NaT or is_blank(value):
        return f"no {called(shown)}"
    return f"{called(shown)} {_shown(shown, facts, currency)}"


def _shown(fact: Fact, facts: Facts, currency: str | None) -> str:
    value = facts[fact.column]
    if fact.unit is Unit.MONEY:
        return spell_money(value, currency)
    if fact.unit is Unit.DATE:
        return spell_day(value)
    if fact.unit in {Unit.NUMBER, Unit.DAYS}:
        return spell_figure(value)
    text = cell_text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip(' ,')}…"
