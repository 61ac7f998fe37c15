"""Gaps between bands of one fact: 50 lakh..1 crore, 2 crore+ and nothing between."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from segments.criteria.columns import figures_of, ordinals_of
from segments.criteria.model import CriterionError
from segments.criteria.operands import read_figure
from segments.errors import RuleProblem
from segments.fields import Fact
from segments.rules.model import Condition, Rule
from segments.rules.regions import Point, Spans, join, region_of
from segments.values.spelling import spell_day, spell_figure

_ENDS: Final = re.compile(
    r"\.{2,3}|…|[<>=≥≤+,;]|\b(?:to|and|or|more|less|than|at|least|most|over|under"
    r"|above|below|between|from|up)\b",
    re.IGNORECASE,
)
_BANDS: Final = 2


@dataclass(frozen=True, slots=True)
class Gap:
    """What no band of a fact covers.

    Attributes:
        fact: Whose bands they are.
        low: Where the band below ends, and whether just after it.
        high: Where the band above begins, and whether just before it.
        kind: Of the figures: "figures" or "days".
        between: In words: "more than 1 crore and less than 2 crore".
        row_index: Of the rule above the gap.
        column_index: Of the fact in the rule table.
    """

    fact: Fact
    low: Point
    high: Point
    kind: str
    between: str
    row_index: int
    column_index: int

    def held(self, facts: pd.DataFrame) -> pd.Series:
        """Return whether each customer falls into it."""
        column = facts[self.fact.column]
        values = ordinals_of(column) if self.kind == "days" else figures_of(column)
        above = values > self.low[0] if self.low[1] > 0 else values >= self.low[0]
        below = values < self.high[0] if self.high[1] < 0 else values <= self.high[0]
        return above & below

    def problem(self) -> RuleProblem:
        """Return the warning, at the rule above the gap."""
        message = f"Nothing covers {self.between} of {self.fact.name}."
        return RuleProblem(self.row_index, self.column_index, message)


@dataclass(frozen=True, slots=True)
class _Band:
    rule: Rule
    condition: Condition
    region: Spans


def find_gaps(rules: Sequence[Rule]) -> tuple[Gap, ...]:
    """Return the gaps beside a band that has two ends.

    Bands are rules that ask for one fact alone. "0" and ">=5" leave their middle to
    the other rules on purpose; who writes 25..34 goes on at 35.
    """
    bands: dict[str, list[_Band]] = {}
    for rule in rules:
        for band in _bands(rule):
            bands.setdefault(band.condition.fact.column, []).append(band)
    return tuple(gap for one in bands.values() for gap in _between(one))


def _bands(rule: Rule) -> Iterator[_Band]:
    if len(rule.conditions) == 1:
        condition = rule.conditions[0]
        region = region_of(condition.criterion, condition.fact)
        if isinstance(region, Spans) and region.kind in {"figures", "days"}:
            yield _Band(rule, condition, region)


def _between(bands: Sequence[_Band]) -> Iterator[Gap]:
    bands = [band for band in bands if band.region.spans]
    kinds = {band.region.kind for band in bands}
    covered = join(band.region for band in bands)
    if len(bands) < _BANDS or len(kinds) > 1 or not isinstance(covered, Spans):
        return
    for low, high in covered.complement().spans:
        if low < covered.spans[0][0] or math.isinf(high[0]):
            continue  # below the lowest band, or above the highest
        beside = [one for one in bands if _touches(one, low, high)]
        if any(map(_has_two_ends, beside)):
            yield _gap(beside, bands, (low, high))


def _touches(band: _Band, low: Point, high: Point) -> bool:
    return any(
        0 <= low[0] - end[0] <= 1 or 0 <= start[0] - high[0] <= 1
        for start, end in band.region.spans
        if end < low or start > high
    )


def _has_two_ends(band: _Band) -> bool:
    lowest = -math.inf if band.region.lowest is None else band.region.lowest
    return any(
        lowest < start[0] < end[0] < math.inf for start, end in band.region.spans
    )


def _gap(
    beside: Sequence[_Band], bands: Sequence[_Band], ends: tuple[Point, Point]
) -> Gap:
    above = max(beside, key=lambda band: (max(band.region.spans), band.rule.row_index))
    low, high = ends
    condition, kind = above.condition, above.region.kind
    cells = [band.condition.cell for band in bands]
    said = [_said(point[0], condition.fact, kind, cells) for point in ends]
    if low == high:
        between = said[0]
    elif low[1] > 0 or high[1] < 0:
        least = f"more than {said[0]}" if low[1] > 0 else f"{said[0]} or more"
        between = f"{least} and {'less than' if high[1] < 0 else 'up to'} {said[1]}"
    else:
        between = f"{said[0]} to {said[1]}"
    return Gap(
        fact=condition.fact,
        low=low,
        high=high,
        kind=kind,
        between=between,
        row_index=above.rule.row_index,
        column_index=condition.column_index,
    )


def _said(figure: float, fact: Fact, kind: str, cells: Sequence[str]) -> str:
    """Return a figure as it is typed in one of the cells, else plainly."""
    if kind == "days":
        return spell_day(date.fromordinal(int(figure)))
    for part in (part.strip() for cell in cells for part in _ENDS.split(cell)):
        try:
            typed = read_figure(part, fact) if part else None
        except CriterionError:
            typed = None
        if typed == figure:
            return part
    return spell_figure(figure)
