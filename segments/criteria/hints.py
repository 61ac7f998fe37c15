"""What would work in place of a rule cell that cannot be read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz, process

from segments.criteria.forms import Asked, Form
from segments.criteria.model import CriterionError
from segments.criteria.operands import shortened
from segments.fields import FACTS, Fact, Unit, find_fact

_FEW_WORDS: Final = 80  # letters; a longer text is no slip of a criterion
_ALIKE: Final = 80
_EXAMPLES: Final[Mapping[Unit, str]] = {
    Unit.NUMBER: "3, >=3, <10 or 5..10",
    Unit.MONEY: ">=50000, >=50k or 5000..20000",
    Unit.DAYS: ">120, <=30, 30..90 or within 30 days",
    Unit.DATE: "within 30 days, before 1 Jan 2026 or in March 2026",
    Unit.TEXT: "Chennai, Pune or <>London or *bridal*",
    Unit.YES_NO: "yes or no",
    Unit.ANY: "gold, silver or >=10 or not blank",
}

_REWRITES: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), written)
    for pattern, written in (
        (r"^=\s*([<>])", r"\1="),
        (r"^>\s*<", "<>"),
        (r"^([<>]=?)\s*[<>=]+", r"\1"),
        (r"^(top|bottom)\s*(\d+)\s*(?:%|pc)?$", r"\1 \2%"),
        (r"^(\d+(?:\.\d+)?)\s*%$", r"top \1%"),
        (r"^[<>]=?\s*(\d+(?:\.\d+)?)\s*%$", r"top \1%"),
        (r"(?<=[\w%])\s*[-~]\s*(?=[\w₦₹$£€])", ".."),
        (r"^(?:in )?(?:the )?last (\d+)$", r"last \1 days"),
        (r"^less than (\d+ \w+) ago$", r"within \1"),
        (r"^[<≤]=?\s*(\d{1,4})(?: ?days?)?$", r"within \1 days"),
        (r"^[>≥]=?\s*(\d{1,4})(?: ?days?)?$", r"older than \1 days"),
        (r"^(\d{1,4})(?: ?days?)?$", r"within \1 days"),
        (r"\bthen\b", "than"),
        (r"^(?:the )?average$", "above average"),
        (r"^([\d.]+)\s*x?\s*(?:the )?average$", r"> \1x average"),
        (r"^(.*\d)\s+[^\W\d_]+$", r"\1"),
        (r"^([^\W\d_]+)\s*(?=[\d<>])", ""),
    )
)
"""How slips are usually meant, in the order in which they are tried."""

_WORDS: Final = (
    *("above", "below", "average", "median", "between", "within", "before", "after"),
    *("since", "until", "older", "least", "most", "more", "less", "than", "days"),
    *("weeks", "months", "years", "month", "year", "last", "next", "this", "blank"),
    *("empty", "bottom", "under", "over", "from", "yes", "top", "not"),
)


def unreadable(
    text: str, asked: Asked, works: Callable[[str], bool], known: Iterable[Form]
) -> CriterionError:
    """Return the error for a cell that no form fits, with the nearest that would.

    Args:
        text: The cell, or the part of it that no form fits.
        asked: The fact it speaks of.
        works: Whether a text could be read in its place.
        known: All forms, for their examples.
    """
    said = f"“{shortened(text)}” cannot be read for {asked.fact.name}."
    if elsewhere := _dates_of(asked.fact, text, known):
        return CriterionError(f"{said} Write it in a column headed {elsewhere}.")
    for near in _near(text) if len(text) <= _FEW_WORDS else ():
        if near != text and works(near):
            return CriterionError(f"{said} Did you mean {near}?")
    example = _EXAMPLES[asked.fact.unit]
    return CriterionError(f"{said} Write something like {example}.")


def _near(text: str) -> Iterator[str]:
    spelled = " ".join(map(_word, text.split()))
    for pattern, written in _REWRITES:
        yield pattern.sub(written, text, count=1).strip()
    yield spelled
    for pattern, written in _REWRITES:
        yield pattern.sub(written, spelled, count=1).strip()
    yield re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)


def _word(text: str) -> str:
    near = process.extractOne(
        text.casefold(), _WORDS, scorer=fuzz.ratio, score_cutoff=_ALIKE
    )
    return near[0] if near else text


def _dates_of(fact: Fact, text: str, known: Iterable[Form]) -> str | None:
    """Return the fact with the days, where a day was asked of "Days since …"."""
    if fact.unit is not Unit.DAYS or not re.search(r"\d{4}|month|year|before", text):
        return None
    name = re.sub(r"^days since\s+", "", fact.name, flags=re.IGNORECASE)
    other = find_fact(name) if name != fact.name else None
    if other is None or other not in FACTS or other.unit is not Unit.DATE:
        return None
    dated = (form for form in known if Unit.DATE in form.units)
    return other.name if any(form.pattern.fullmatch(text) for form in dated) else None
