"""Forms that ask for figures: ">=3", "5..10", "3 or more", "1, 2"."""

import re
from typing import Final

from segments.criteria.forms import FIGURES, Asked, Build, Form, verbose
from segments.criteria.model import (
    AgainstFact,
    AnyOf,
    Comparison,
    Criterion,
    CriterionError,
    OneOf,
    Operator,
    Opposite,
    Range,
)
from segments.criteria.operands import read_count, read_fact, read_figure
from segments.fields import Unit

SIGNS: Final[dict[Operator, str]] = {
    ">=": r"(?: >= | ≥ | at\ ?least | (?:no|not)\ less\ than"
    r" | not\ under | not\ below | minimum | min\.? )",
    "<=": r"(?: <= | ≤ | at\ most | up\ to | (?:no|not)\ more\ than"
    r" | not\ over | not\ above | maximum | max\.? )",
    ">": r"(?: > | (?:more|greater|higher|larger)\ than | over\b | above\b )",
    "<": r"(?: < (?!>) | (?:less|fewer|lower|smaller)\ than | under\b | below\b )",
    "=": r"(?: == | = | exactly\b | equals?\b (?:\ to\b)? | is\b (?!\ not) )",
}
"""How each comparison is written."""

NOT: Final = r"(?: <> | != | ≠ | (?:is\ )? not\b | other\ than | (?:any.*\ )?except )"
_TIMES: Final = (
    r"(?P<times> \d+(?:\.\d+)? | twice | double ) \s* (?:x|×|\*|times\b)? \s*"
)
_TO: Final = (
    r"(?: \s* (?: \.{2,3} | … | – | — ) \s* | \s+ (?: to | till | until ) \s+ )"
)
_COMMAS: Final = re.compile(r"\s*;\s*|,\s+")
_EVERY_COMMA: Final = re.compile(r"\s*[;,]\s*")
_SMALL_LIST: Final = re.compile(r"\d{1,2}(?:\s*,\s*\d{1,2})+")
WHOLE: Final = frozenset(
    {
        *("orders", "largest_quantity", "orders_30_days", "orders_365_days"),
        *("usual_hour", "r", "f", "m", "recency_days", "tenure_days", "last_gap_days"),
        *("first_contact_days", "last_contact_days", "message_days", "response_days"),
    }
)
"""Facts that are whole numbers, so that nothing lies between 3 and 4."""


def _compare(operator: Operator) -> Build:
    def build(found: re.Match[str], asked: Asked) -> Criterion | None:
        figure = read_figure(found["figure"], asked.fact)
        return None if figure is None else Comparison(operator, figure)

    return build


def _range(found: re.Match[str], asked: Asked) -> Criterion | None:
    low, high = found["low"], found["high"]
    ends = read_figure(low, asked.fact), read_figure(high, asked.fact)
    if ends[0] is None or ends[1] is None:
        return None
    if ends[0] > ends[1]:
        raise CriterionError(
            f"“{found[0]}” runs backwards: write the smaller figure first."
            f" Did you mean {high.strip()}..{low.strip()}?"
        )
    return Range(ends[0], ends[1])


def _exactly(found: re.Match[str], asked: Asked) -> Criterion | None:
    figure = read_figure(found["figure"], asked.fact)
    if figure is None:
        return None
    same = Comparison("=", figure)
    if asked.fact.unit is Unit.ANY:
        return AnyOf((same, OneOf((found["figure"].strip(),))))
    return same


def _except(found: re.Match[str], asked: Asked) -> Criterion | None:
    exactly = _exactly(found, asked)
    return None if exactly is None else Opposite(exactly)


def _list(found: re.Match[str], asked: Asked) -> Criterion | None:
    small = asked.fact.column in WHOLE and _SMALL_LIST.fullmatch(found[0])
    parts = list(filter(None, (_EVERY_COMMA if small else _COMMAS).split(found[0])))
    figures = [read_figure(part, asked.fact) for part in parts]
    if len(parts) < 2 or None in figures:  # noqa: PLR2004
        return None
    same = tuple(Comparison("=", figure) for figure in figures if figure is not None)
    if asked.fact.unit is Unit.ANY:
        return AnyOf((*same, OneOf(tuple(parts))))
    return AnyOf(same)


def read_times(text: str | None) -> float:
    """Return how many times, as in "2x" or "twice"; once where nothing is said."""
    return 1.0 if text is None else {"double": 2.0}.get(text) or read_count(text) or 0


def _against(operator: Operator) -> Build:
    def build(found: re.Match[str], asked: Asked) -> Criterion | None:
        fact = read_fact(found["name"], asked)
        if fact is None:
            return None
        return AgainstFact(operator, fact, read_times(found["times"]))

    return build


def _signed(operator: Operator, example: str, meaning: str) -> Form:
    pattern = verbose(rf"{SIGNS[operator]} \s* (?P<figure>.+)")
    name = f"Figure {operator}"
    return Form(name, example, "Orders", meaning, FIGURES, pattern, _compare(operator))


def _figures(name: str, example: str, meaning: str, pattern: str, build: Build) -> Form:
    return Form(name, example, "Orders", meaning, FIGURES, verbose(pattern), build)


def _compared(operator: Operator, example: str, fact: str, meaning: str) -> Form:
    units = FIGURES | {Unit.DATE}
    pattern = verbose(rf"{SIGNS[operator]} \s* (?:{_TIMES})? (?P<name>[^\W\d_].*)")
    name = f"Another fact {operator}"
    return Form(name, example, fact, meaning, units, pattern, _against(operator))


FIGURE_FORMS: Final = (
    _signed(">=", ">=3", "3 or more; also: at least 3."),
    _signed("<=", "<=3", "3 or less; also: at most 3, up to 3."),
    _signed(">", ">3", "More than 3; also: more than 3, over 3, above 3."),
    _signed("<", "<3", "Less than 3; also: less than 3, under 3, below 3."),
    _figures(
        "Or more",
        "3+",
        "3 or more; also: 3 or more, 3 and above.",
        r"(?P<figure>.+?) \s* (?: \+ (?:\s*(?:day|order|item|piece|time)s?)? | upwards"
        r" | \b(?:or|and)\ (?:more|above|over|up|higher|greater|longer)\b )",
        _compare(">="),
    ),
    _figures(
        "Or less",
        "3 or less",
        "3 or less; also: 3 or fewer, 3 and under.",
        r"(?P<figure>.+?) \s+ (?:or|and)\ (?:less|fewer|below|under|lower|shorter)",
        _compare("<="),
    ),
    _figures(
        "Between",
        "between 5 and 10",
        "From 5 to 10, both included.",
        r"(?:is\ )? between \s+ (?P<low>.+?) \s+ (?:and|to) \s+ (?P<high>.+)",
        _range,
    ),
    _figures(
        "From … to",
        "5..10",
        "From 5 to 10, both included; also: 5 to 10.",
        rf"(?:from\ )? (?P<low>.+?) {_TO} (?P<high>.+)",
        _range,
    ),
    _figures(
        "List of figures",
        "1, 2",
        "1 or 2; also: 1; 2.",
        r".+[,;].+",
        _list,
    ),
    _figures(
        "Exactly",
        "1",
        "Exactly 1; also: =1.",
        rf"(?:{SIGNS['=']} \s*)? (?P<figure>.+)",
        _exactly,
    ),
    _figures(
        "Other than",
        "<>1",
        "Any figure but 1; also: not 1.",
        rf"{NOT} \s* (?P<figure>.+)",
        _except,
    ),
)
"""In the order in which they are tried."""

FACT_FORMS: Final = (
    _compared(
        ">=",
        ">= 2x Usual gap (days)",
        "Days since last order",
        "At least twice the customer's own usual gap.",
    ),
    _compared(
        "<=",
        "<= Average order",
        "Spent",
        "No more than the customer's own average order.",
    ),
    _compared(
        ">",
        "> Average order",
        "Largest order",
        "More than the customer's own average order.",
    ),
    _compared(
        "<", "< Last order", "Messaged on", "Before the customer's own last order."
    ),
    _compared(
        "=",
        "= First order",
        "Last order",
        "The same as the customer's own first order.",
    ),
)
"""Comparisons with another fact, or with a column of the seller's own."""
