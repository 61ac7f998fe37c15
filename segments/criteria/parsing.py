"""A rule cell as typed → a criterion, or a sentence on what would work.

The language of a cell is regular: forms (``figures``, ``days``, ``population``,
``texts``) joined by "and" and "or". The first form that fits the whole cell is
meant; a cell is never evaluated.
"""

import math
import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Final, NamedTuple

from segments.criteria.days import DAY_FORMS
from segments.criteria.figures import FACT_FORMS, FIGURE_FORMS
from segments.criteria.forms import TEXTS, Asked, read_forms
from segments.criteria.hints import unreadable
from segments.criteria.model import (
    AllOf,
    AnyOf,
    Comparison,
    Criterion,
    CriterionError,
    DayRange,
    OneOf,
    Opposite,
)
from segments.criteria.operands import FIRST_YEAR
from segments.criteria.population import POPULATION_FORMS
from segments.criteria.texts import COMMON_FORMS, TEXT_FORMS, is_explicit
from segments.fields import Fact, Unit
from segments.model import Cell
from segments.values.dates import EPOCH, read_date
from segments.values.distinct import cell_text

_LONGEST: Final = 5_000
_STRICT: Final = (*COMMON_FORMS, *POPULATION_FORMS, *FIGURE_FORMS, *DAY_FORMS)
_FORMS: Final = (*_STRICT, *FACT_FORMS, *TEXT_FORMS)
_OUTSIDE_QUOTES: Final = r"(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"
_AND: Final = re.compile(rf",?\s+(?:and|&)\s+{_OUTSIDE_QUOTES}", re.IGNORECASE)
_OR: Final = re.compile(
    r",?\s+or\s+(?!(?:more|less|fewer|above|below|over|under|up|later|earlier|after"
    rf"|before|higher|lower|greater|newer|older)\b){_OUTSIDE_QUOTES}",
    re.IGNORECASE,
)
_COMMA: Final = re.compile(r"\s*;\s*|,\s+")  # texts have lists of their own
_JOINTS: Final[tuple[tuple[re.Pattern[str], type[AllOf | AnyOf]], ...]] = (
    (_OR, AnyOf),
    (_AND, AllOf),
    (_COMMA, AnyOf),
)
"""From the loosest to the tightest."""

_BETWEEN: Final = re.compile(r"\bbetween\s+(.+?)\s+and\s+", re.IGNORECASE)
_NOT: Final = re.compile(r"not\s+(?!not\b)(?P<rest>.+)", re.IGNORECASE)
_LISTED: Final = re.compile(r"\s*[\r\n]+\s*")


class FormOfRule(NamedTuple):
    """One way to write a criterion, as the seller's guide shows it."""

    name: str
    fact: str
    example: str
    meaning: str


def forms() -> tuple[FormOfRule, ...]:
    """Return every way to write a criterion: the reference of the language."""
    return tuple(
        FormOfRule(form.name, form.fact, form.example, form.meaning) for form in _FORMS
    )


def parse_criterion(
    cell: Cell, fact: Fact, own_columns: Collection[str] = ()
) -> Criterion:
    """Return the criterion a rule cell holds for this fact.

    Args:
        cell: Not blank. Figures may be typed as sellers type money; a day may come
            as its serial number.
        fact: The fact in the header of its column.
        own_columns: Headers of the seller's own columns, to compare with.

    Raises:
        CriterionError: It cannot be read; the sentence says what would work.
    """
    asked = Asked(fact, tuple(sorted(own_columns)))
    text = _tidy(cell)
    if len(text) > _LONGEST:
        raise CriterionError(
            f"This cell is too long for a rule: {len(text):,} characters, of at most"
            f" {_LONGEST:,}. Write one rule per row, with the same segment."
        )
    try:
        return _typed(cell, fact) or _read(text, asked)
    except _UnreadError as error:
        raise unreadable(str(error), asked, _reader(asked), _FORMS) from None


class _UnreadError(CriterionError):
    """No form fits; its text is the part of the cell that none fits."""


def _tidy(cell: Cell) -> str:
    return cell_text(_LISTED.sub(", ", cell.strip()) if isinstance(cell, str) else cell)


def _reader(asked: Asked) -> Callable[[str], bool]:
    """Return a function that says whether a text could be read in a cell's place."""

    def works(text: str) -> bool:
        try:
            return not isinstance(_read(text, asked), OneOf)
        except CriterionError:
            return False

    return works


def _typed(cell: Cell, fact: Fact) -> Criterion | None:
    """Return what a cell that is a number asks for: a figure, a day, or its text."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return None
    if fact.unit in {Unit.TEXT, Unit.YES_NO} or not math.isfinite(cell):
        return None
    day = _day_of_serial(cell)
    same = Comparison("=", float(cell))
    if fact.unit is Unit.DATE:
        return day
    if fact.unit is not Unit.ANY:
        return same
    return AnyOf((same, OneOf((cell_text(cell),)), *([day] if day else [])))


def _day_of_serial(cell: float) -> DayRange | None:
    """Return the day that Sheets keeps as this number, as it does "1 Jan 2026"."""
    day = read_date(cell, first_year=FIRST_YEAR)
    if not isinstance(day, date) or (day - EPOCH).days != math.floor(cell):
        return None
    return DayRange(day, day)


def _read(text: str, asked: Asked) -> Criterion:
    listed = asked.fact.unit in TEXTS
    parts = any(pattern.search(text) for pattern, _ in _JOINTS[: 2 if listed else 3])
    try:
        whole = read_forms(text, asked, (*_STRICT, *FACT_FORMS))
    except CriterionError:
        if not parts:
            raise
        whole = None
    if whole is None and parts and (not listed or _all_say(text, asked)):
        whole = _read_parts(text, asked)
    whole = whole or read_forms(text, asked, TEXT_FORMS) or _negated(text, asked)
    if whole is None:
        raise _UnreadError(text)
    return whole


def _all_say(text: str, asked: Asked) -> bool:
    """Return whether every part of a text says how it is to be compared.

    "Rice and Beans" is one product; "<>Rice and <>Beans" are two conditions.
    """
    parts = [part for one in _OR.split(text) for part in _AND.split(one)]
    return all(is_explicit(part) or _says(part, asked) for part in parts)


def _says(part: str, asked: Asked) -> bool:
    try:
        return read_forms(part, asked, _STRICT) is not None
    except CriterionError:
        return True


def _read_parts(text: str, asked: Asked) -> Criterion | None:
    text = _BETWEEN.sub(r"\1..", text)
    for pattern, join in _JOINTS:
        parts = list(filter(None, pattern.split(text)))
        if len(parts) > 1:
            return join(tuple(_read(part.strip(), asked) for part in parts))
    return None


def _negated(text: str, asked: Asked) -> Criterion | None:
    found = _NOT.fullmatch(text)
    return Opposite(_read(found["rest"], asked)) if found else None
