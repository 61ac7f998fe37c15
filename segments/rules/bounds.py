"""The bound that a criterion sets, in words: "2 or more", "above the average".

No figure that changes from day to day is told, such as the average itself.
"""

from functools import singledispatch
from typing import Final, NamedTuple

from segments.criteria import (
    AgainstFact,
    AgainstMiddle,
    AllOf,
    AnyOf,
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
)
from segments.criteria.texts import joined
from segments.fields import Fact, Unit
from segments.values.spelling import spell_day, spell_figure, spell_money

_BOUNDS: Final = {
    ">=": "{} or more",
    ">": "more than {}",
    "<=": "{} or less",
    "<": "less than {}",
    "=": "{}",
}
_AGO: Final = {
    ">=": "{} ago or longer",
    ">": "over {} ago",
    "<=": "within {}",
    "<": "less than {} ago",
    "=": "{} ago",
}
"""The same of days before the refresh, told beside a date."""

_AGAINST: Final = {
    ">=": "at least",
    ">": "more than",
    "<=": "at most",
    "<": "less than",
    "=": "the same as",
}
_BESIDE: Final = {">": "above the {}", "<": "below the {}"}
_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WHICH: Final = {-1: "last", 0: "this", 1: "next"}
_DAYS: Final = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_OF_THE_REFRESH: Final = {
    "within": "within {}",
    "older": "over {} ago",
    "next": "within the next {}",
}


class _Asked(NamedTuple):
    fact: Fact
    currency: str | None
    ago: bool

    @property
    def name(self) -> str:
        return called(self.fact)


def called(fact: Fact) -> str:
    """Return a fact's name as it stands within a sentence; own columns as typed."""
    own = fact.unit is Unit.ANY or fact.name[:2].isupper()
    return fact.name if own else fact.name[:1].lower() + fact.name[1:]


def spell_bound(
    criterion: Criterion,
    fact: Fact,
    currency: str | None,
    *,
    shown: bool = True,
    ago: bool = False,
) -> str:
    """Return the bound a criterion sets; empty where the value itself says all.

    Args:
        criterion: What was asked and held.
        fact: Of which fact.
        currency: Of amounts.
        shown: Whether the sentence tells the value, so that "exactly 3" adds nothing.
        ago: Whether figures are days before the refresh, told beside their date.
    """
    if shown and isinstance(criterion, Comparison) and criterion.operator == "=":
        return ""
    return _bound(criterion, _Asked(fact, currency, ago))


@singledispatch
def _bound(_criterion: object, _asked: _Asked) -> str:
    return ""


@_bound.register
def _(criterion: Comparison, asked: _Asked) -> str:
    bounds = _AGO if asked.ago else _BOUNDS
    return bounds[criterion.operator].format(_limit(criterion.figure, asked))


@_bound.register
def _(criterion: Range, asked: _Asked) -> str:
    ago = " ago" if asked.ago else ""
    return f"{_limit(criterion.low, asked)} to {_limit(criterion.high, asked)}{ago}"


@_bound.register
def _(criterion: DayRange, _asked: _Asked) -> str:
    first, last = criterion.first, criterion.last
    if first and last:
        return "" if first == last else f"{spell_day(first)} to {spell_day(last)}"
    if first:
        return f"since {spell_day(first)}"
    return f"up to {spell_day(last)}" if last else ""


@_bound.register
def _(criterion: Rolling, _asked: _Asked) -> str:
    many = "" if criterion.count == 1 else "s"
    span = f"{criterion.count} {criterion.span}{many}"
    return _OF_THE_REFRESH[criterion.when].format(span)


@_bound.register
def _(criterion: Period, _asked: _Asked) -> str:
    if criterion.span == "day":
        return _DAYS[criterion.offset]
    return f"{_WHICH[criterion.offset]} {criterion.span}"


@_bound.register
def _(criterion: InMonth, _asked: _Asked) -> str:
    return f"in {_MONTHS[criterion.month - 1]}"


@_bound.register
def _(criterion: Share, asked: _Asked) -> str:
    percent = spell_figure(criterion.percent)
    return f"among the {criterion.side} {percent}% by {asked.name}"


@_bound.register
def _(criterion: Places, asked: _Asked) -> str:
    return f"among the {criterion.side} {criterion.count:,} by {asked.name}"


@_bound.register
def _(criterion: AgainstMiddle, _asked: _Asked) -> str:
    if criterion.times == 1 and criterion.operator in _BESIDE:
        return _BESIDE[criterion.operator].format(criterion.middle)
    return _against(criterion, f"the {criterion.middle}")


@_bound.register
def _(criterion: AgainstFact, _asked: _Asked) -> str:
    return _against(criterion, called(criterion.fact))


def _against(criterion: AgainstMiddle | AgainstFact, other: str) -> str:
    times = "" if criterion.times == 1 else f"{spell_figure(criterion.times)} times "
    return f"{_AGAINST[criterion.operator]} {times}{other}"


@_bound.register
def _(criterion: Opposite, asked: _Asked) -> str:
    if isinstance(criterion.of, OneOf):
        return f"not {joined(criterion.of.texts)}"
    inner = _bound(criterion.of, asked)
    return f"not {inner}" if inner else ""


@_bound.register
def _(criterion: Not, _asked: _Asked) -> str:
    return f"not {joined(criterion.others.texts)}"


@_bound.register
def _(criterion: AllOf, asked: _Asked) -> str:
    said = (_bound(one, asked) for one in criterion.of)
    return " and ".join(dict.fromkeys(filter(None, said)))


@_bound.register
def _(criterion: AnyOf, asked: _Asked) -> str:
    said = [_bound(one, asked) for one in criterion.of]
    return " or ".join(dict.fromkeys(said)) if all(said) else ""


def _limit(figure: float, asked: _Asked) -> str:
    unit = asked.fact.unit
    if unit is Unit.MONEY:
        return spell_money(figure, asked.currency)
    if unit is Unit.DAYS:
        return "1 day" if figure == 1 else f"{spell_figure(figure)} days"
    return spell_figure(figure)
