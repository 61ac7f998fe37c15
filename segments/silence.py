"""Which segments are of customers who have gone silent, as their rules say."""

from collections.abc import Callable, Mapping
from typing import Final

from segments.criteria.model import (
    AgainstFact,
    AgainstMiddle,
    AllOf,
    AnyOf,
    Comparison,
    Criterion,
    DayRange,
    OneOf,
    Places,
    Range,
    Rolling,
    Share,
)
from segments.rules import Rule, RuleSet
from segments.rules.model import Condition

_LOWEST_DIGIT: Final = "1"
_ABOVE: Final = frozenset({">", ">="})

_Leaf = Callable[[Criterion, int], bool]


def silent_segments(rules: RuleSet, *, levels: int) -> frozenset[str]:
    """Return the segments that only customers who have gone silent can be in.

    Every rule that gives such a segment asks for a silence: so many days since the
    last order or more, a last order before some day, so much overdue or more, an R in
    the lower half of its scores, or RFM codes that all begin with the lowest digit.

    Args:
        rules: The rules of the tracker.
        levels: The highest score of R.
    """
    return frozenset(
        segment
        for segment in rules.segments
        if all(
            _asks_for_silence(rule, levels)
            for rule in rules.segment_rules
            if rule.label == segment
        )
    )


def _asks_for_silence(rule: Rule, levels: int) -> bool:
    return any(_is_silence(condition, levels) for condition in rule.conditions)


def _is_silence(condition: Condition, levels: int) -> bool:
    leaf = _LEAVES.get(condition.fact.column)
    return leaf is not None and _holds(condition.criterion, leaf, levels)


def _holds(criterion: Criterion, leaf: _Leaf, levels: int) -> bool:
    """Tell whether what holds of the parts of a criterion holds of all of it."""
    match criterion:
        case AllOf(parts):
            return any(_holds(part, leaf, levels) for part in parts)
        case AnyOf(parts):
            return all(_holds(part, leaf, levels) for part in parts)
        case _:
            return leaf(criterion, levels)


def _is_long(criterion: Criterion, _levels: int) -> bool:
    """Tell whether a criterion leaves out small figures."""
    match criterion:
        case Comparison(sign, figure):
            return sign in _ABOVE and figure > 0
        case Range(low, _):
            return low > 0
        case AgainstMiddle(sign) | AgainstFact(sign):
            return sign in _ABOVE
        case Share(side) | Places(side):
            return side == "top"
        case _:
            return False


def _is_long_ago(criterion: Criterion, _levels: int) -> bool:
    """Tell whether a criterion leaves out recent days."""
    match criterion:
        case DayRange(_, last):
            return last is not None
        case Rolling(when):
            return when == "older"
        case _:
            return False


def _is_low(criterion: Criterion, levels: int) -> bool:
    """Tell whether a criterion leaves out the upper half of the scores."""
    match criterion:
        case Comparison(sign, figure):
            return sign not in _ABOVE and figure - (sign == "<") <= levels // 2
        case Range(_, high):
            return high <= levels // 2
        case _:
            return False


def _begins_with_lowest(criterion: Criterion, _levels: int) -> bool:
    match criterion:
        case OneOf(texts):
            return all(text.startswith(_LOWEST_DIGIT) for text in texts)
        case _:
            return False


_LEAVES: Final[Mapping[str, _Leaf]] = {
    "recency_days": _is_long,
    "overdue": _is_long,
    "last_order": _is_long_ago,
    "r": _is_low,
    "rfm": _begins_with_lowest,
}
