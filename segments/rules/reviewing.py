"""What the customers show about rules: facts that are missing, spellings, gaps."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Final

import pandas as pd

from segments.criteria import (
    AnyOf,
    Comparison,
    DayRange,
    Not,
    OneOf,
    Opposite,
    Range,
    matches,
    parts_of,
)
from segments.criteria.columns import figures_of, ordinals_of
from segments.errors import RuleProblem
from segments.fields import Fact, Unit
from segments.model import Wording
from segments.rules.classifying import ORDERS, is_available
from segments.rules.left_out import customers_left_out, gaps_with_customers
from segments.rules.misspelt import misspelt
from segments.rules.model import Condition, Rule, RuleSet
from segments.rules.spellings import place_columns

_NAMED: Final = 10  # spellings in one sentence
_UNMATCHED: Final = Wording(
    "This rule matches nobody.", "The {n} rules that ask for it match nobody."
)
_UNTAGGED: Final = Wording(
    "Nobody gets this tag.", "Nobody gets a tag by the {n} rows that ask for it."
)
_NO_ORDERS: Final = "Until then everyone counts as having none."
_BAND: Final = re.compile(r"(\S*\d\S*)\s*[-–]\s*(\S*\d.*)")
_JOINED: Final = re.compile(r"\s+and\s+", re.IGNORECASE)


def review_rules(
    rules: RuleSet, facts: pd.DataFrame, available: Collection[str], as_of: date
) -> tuple[RuleProblem, ...]:
    """Return what is worth a look in the rules, now that the customers are known.

    Facts that this tracker does not give, spellings of places that were read as
    another, texts that nobody has but for a slip, cells that nobody's value fits in
    kind, and gaps that customers fall in.

    Args:
        rules: The rules of the tracker.
        facts: All facts; index ``customer``.
        available: The columns of the facts that the tracker gives.
        as_of: The day of the refresh.
    """
    has_no_orders = _has_no_orders(rules, facts, available)
    found = [
        *(
            problem
            for listed, wording in (
                (rules.segment_rules, _UNMATCHED),
                (rules.tag_rules, _UNTAGGED),
            )
            for problem in _missing(
                listed, wording, facts, available, has_no_orders=has_no_orders
            )
        ),
        *(
            RuleProblem(rule.row_index, condition.column_index, sentence)
            for rule, condition in rules.conditions()
            if not _missing_of(condition, facts, available)
            for sentence in _surprises(condition, facts, as_of)
        ),
        *_spellings(rules, facts),
        *misspelt(rules, facts, as_of),
        *customers_left_out(rules, facts, available, as_of),
    ]
    return tuple(dict.fromkeys(found))


def all_warnings(
    rules: RuleSet, facts: pd.DataFrame, available: Collection[str], as_of: date
) -> tuple[RuleProblem, ...]:
    """Return what is worth a look, of the rules alone and with their customers.

    A gap in which customers lie is told once, with their number; and not at all where
    other rules take them.
    """
    known = gaps_with_customers(rules, facts)
    alone = [one for one in rules.warnings if one not in known]
    found = review_rules(rules, facts, available, as_of)
    return tuple(dict.fromkeys((*alone, *found)))


def _missing(
    rules: Sequence[Rule],
    wording: Wording,
    facts: pd.DataFrame,
    available: Collection[str],
    *,
    has_no_orders: bool,
) -> Iterator[RuleProblem]:
    """Yield the facts that are not given, each at the first rule that asks for it.

    What only orders tell goes without saying where it is known that there are none.
    """
    asking: dict[str, list[tuple[Fact, Rule, Condition]]] = {}
    for rule in rules:
        for condition in rule.conditions:
            for fact in _missing_of(condition, facts, available)[:1]:
                asking.setdefault(fact.column, []).append((fact, rule, condition))
    for one in asking.values():
        fact, rule, condition = one[0]
        if _is_of_orders(fact) and has_no_orders:
            continue
        count = len({each.row_index for _, each, _ in one})
        said = f"{fact.name} is not available: it needs {fact.needs}."
        then = _NO_ORDERS if fact.column == ORDERS else wording.about(count)
        message = f"{said} {then}"
        yield RuleProblem(rule.row_index, condition.column_index, message)


def _has_no_orders(
    rules: RuleSet, facts: pd.DataFrame, available: Collection[str]
) -> bool:
    """Return whether nobody has ordered, as the tracker or another warning says."""
    asked = {
        fact.column for _, condition in rules.conditions() for fact in condition.facts
    }
    is_told = ORDERS in available or ORDERS in asked
    return is_told and not facts.empty and bool((facts[ORDERS] == 0).all())


def _is_of_orders(fact: Fact) -> bool:
    return fact.column != ORDERS and "order" in fact.needs


def _missing_of(
    condition: Condition, facts: pd.DataFrame, available: Collection[str]
) -> list[Fact]:
    return [
        fact for fact in condition.facts if not is_available(fact, facts, available)
    ]


def _surprises(condition: Condition, facts: pd.DataFrame, as_of: date) -> Iterator[str]:
    if facts.empty:
        return
    for part in parts_of(condition.criterion):
        if isinstance(part, Not):
            yield from _not(part, condition, facts, as_of)
        elif isinstance(part, OneOf) and len(part.texts) == 1:
            yield from _nobodys(part, condition, facts, as_of)
    if condition.fact.unit is Unit.ANY:
        yield from _no_kind(condition, facts)


def _not(
    part: Not, condition: Condition, facts: pd.DataFrame, as_of: date
) -> Iterator[str]:
    itself = matches(part.text, condition.fact, facts, as_of)
    if itself.any():
        said = part.text.texts[0]
        yield (
            f"“{said}” was read as the very text, because {condition.fact.name} holds"
            f" it. For everything but {part.others.texts[0]}, write"
            f" <>{part.others.texts[0]}."
        )


def _nobodys(
    part: OneOf, condition: Condition, facts: pd.DataFrame, as_of: date
) -> Iterator[str]:
    """Yield what else a text may mean that nobody has."""
    text, name = part.texts[0], condition.fact.name
    band, several = _BAND.fullmatch(text), _JOINED.split(text)
    if not band and len(several) == 1:
        return
    if matches(part, condition.fact, facts, as_of).any():
        return
    if band:
        yield f"Nobody's {name} is “{text}”. For a range, write {band[1]}..{band[2]}."
    else:
        either = " or ".join(several)
        yield f"Nobody's {name} is “{text}”. For any of them, write {either}."


def _no_kind(condition: Condition, facts: pd.DataFrame) -> Iterator[str]:
    parts = parts_of(condition.criterion)
    if any(isinstance(part, AnyOf | Opposite) for part in parts):
        return
    column, name = facts[condition.fact.column], condition.fact.name
    asks_days = any(isinstance(part, DayRange) for part in parts)
    asks_figures = any(isinstance(part, Comparison | Range) for part in parts)
    if asks_days and ordinals_of(column).isna().all():
        yield f"{name} holds no date, so “{condition.cell}” fits nobody."
    elif asks_figures and figures_of(column).isna().all():
        yield f"{name} holds no figure, so “{condition.cell}” fits nobody."


def _spellings(rules: RuleSet, facts: pd.DataFrame) -> Iterator[RuleProblem]:
    for column in place_columns(rules, facts):
        read = [one for one in column.spellings if not one.left]
        sentences = [f"“{one.typed}” was read as {one.name}" for one in read[:_NAMED]]
        if len(read) > _NAMED:
            sentences.append(f"{len(read) - _NAMED:,} more were read likewise")
        message = [f"{'; '.join(sentences)}."] if sentences else []
        message += [
            f"“{one.typed}” looks like {one.name}, but {one.customers:,} customers have"
            " it, so it was left. If it is the same, name both in the rule."
            for one in column.spellings
            if one.left
        ]
        for sentence in message:
            yield RuleProblem(column.row_index, column.condition.column_index, sentence)
