"""What a criterion takes of a fact, as a set: to see what rules leave or repeat."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Final, Protocol, Self

from segments.criteria import (
    AllOf,
    AnyOf,
    Blank,
    Comparison,
    Criterion,
    DayRange,
    OneOf,
    Opposite,
    Range,
    Rolling,
    Share,
    YesNo,
)
from segments.criteria.figures import WHOLE
from segments.criteria.keys import text_key
from segments.criteria.places import is_place, place_key
from segments.fields import Fact, Unit

Point = tuple[float, int]
"""A figure, or what lies just below (-1) or just above it (1)."""

Span = tuple[Point, Point]

_LOWEST: Final[Point] = (-math.inf, 0)
_HIGHEST: Final[Point] = (math.inf, 0)
_NEVER_BLANK: Final = frozenset({"orders", "spent"})
_ALL: Final = 100


class Region(Protocol):
    """A set of values of one fact, and whether blank is among them."""

    @property
    def kind(self) -> str:
        """What the values are; only sets of one kind can be put together."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in the set."""

    def complement(self) -> Self:
        """Return everything else."""

    def meet(self, other: Self) -> Self:
        """Return what is in both sets."""


@dataclass(frozen=True, slots=True)
class Spans:
    """Figures or days, as spans that do not touch, in order.

    Attributes:
        kind: What the figures are.
        spans: First and last point of each.
        blank: Whether it holds what is not known.
        lowest: The least whole number there is; None where fractions exist.
        blankable: Whether the fact is ever not known.
    """

    kind: str
    spans: tuple[Span, ...]
    blank: bool = False
    lowest: float | None = None
    blankable: bool = True

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is in the set."""
        return not self.spans and not (self.blank and self.blankable)

    def complement(self) -> "Spans":
        """Return everything else."""
        rest, start = [], _LOWEST
        for low, high in self.spans:
            rest.append((start, (low[0], low[1] - 1)))
            start = (high[0], high[1] + 1)
        rest.append((start, _HIGHEST))
        return self._holding(rest, blank=not self.blank)

    def meet(self, other: "Spans") -> "Spans":
        """Return what is in both sets."""
        both = [
            (max(one[0], two[0]), min(one[1], two[1]))
            for one in self.spans
            for two in other.spans
        ]
        return self._holding(sorted(both), blank=self.blank and other.blank)

    def _holding(self, spans: Iterable[Span], *, blank: bool) -> "Spans":
        tidy = (self._tidied(span) for span in spans)
        kept = tuple((low, high) for low, high in tidy if low <= high != _LOWEST)
        kept = tuple((low, high) for low, high in kept if low[0] < math.inf)
        return replace(self, spans=kept, blank=blank)

    def _tidied(self, span: Span) -> Span:
        if self.lowest is None:
            return span
        (low, after), (high, before) = span
        first = max(self.lowest, _down(low) + 1 if after > 0 else _up(low))
        last = _up(high) - 1 if before < 0 else _down(high)
        return (first, 0), (last, 0)


def _up(figure: float) -> float:
    return figure if math.isinf(figure) else math.ceil(figure)


def _down(figure: float) -> float:
    return figure if math.isinf(figure) else math.floor(figure)


@dataclass(frozen=True, slots=True)
class Words:
    """Some texts, or all texts but some."""

    kind: str
    keys: frozenset[str]
    all_but: bool = False
    blank: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is in the set."""
        return not (self.keys or self.all_but or self.blank)

    def complement(self) -> "Words":
        """Return everything else."""
        return replace(self, all_but=not self.all_but, blank=not self.blank)

    def meet(self, other: "Words") -> "Words":
        """Return what is in both sets."""
        one, two = (self, other) if not self.all_but else (other, self)
        if one.all_but:
            keys = one.keys | two.keys
        else:
            keys = one.keys - two.keys if two.all_but else one.keys & two.keys
        return Words(self.kind, keys, one.all_but, self.blank and other.blank)


AnyRegion = Spans | Words


def meet(regions: Iterable[AnyRegion | None]) -> AnyRegion | None:
    """Return what is in all sets; None when they are of several kinds."""
    known = list(regions)
    if None in known or len({one.kind for one in known if one}) != 1:
        return None
    return reduce(lambda one, other: one.meet(other), known)  # type: ignore[union-attr,arg-type]


def join(regions: Iterable[AnyRegion | None]) -> AnyRegion | None:
    """Return what is in any of the sets; None when they are of several kinds."""
    regions = list(regions)
    spans = [one for one in regions if isinstance(one, Spans)]
    alike = len({(one.kind, one.lowest, one.blankable) for one in spans}) == 1
    if alike and len(spans) == len(regions):
        return _joined(spans)
    known = meet(None if one is None else one.complement() for one in regions)
    return None if known is None else known.complement()


def _joined(regions: Sequence[Spans]) -> Spans:
    """Return the union of sets of one kind, in one pass over their sorted spans."""
    whole = regions[0].lowest is not None
    merged: list[Span] = []
    for low, high in sorted(span for one in regions for span in one.spans):
        if merged and _follows(low, merged[-1][1], whole=whole):
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return replace(
        regions[0], spans=tuple(merged), blank=any(one.blank for one in regions)
    )


def _follows(low: Point, high: Point, *, whole: bool) -> bool:
    """Return whether nothing lies between the end of a span and the next one."""
    if whole and not math.isinf(high[0]):
        return low[0] <= high[0] + 1
    return low <= (high[0], high[1] + 1)


def is_within(one: AnyRegion, other: AnyRegion) -> bool:
    """Return whether all of a set is in another."""
    if isinstance(one, Spans) and isinstance(other, Spans) and one.kind == other.kind:
        blank = other.blank or not (one.blank and one.blankable)
        return blank and all(
            any(start <= low and high <= end for start, end in other.spans)
            for low, high in one.spans
        )
    rest = meet([one, other.complement()])
    return rest is not None and rest.is_empty


def region_of(criterion: Criterion, fact: Fact) -> AnyRegion | None:
    """Return what a criterion takes of a fact; None where only data could tell."""
    match criterion:
        case Opposite(other):
            inner = region_of(other, fact)
            return None if inner is None else inner.complement()
        case AllOf(of):
            return meet(region_of(one, fact) for one in of)
        case AnyOf(of):
            return join(region_of(one, fact) for one in of)
        case OneOf() | YesNo():
            return _words(criterion, fact)
        case Blank():
            return _blank(fact)
        case _:
            return _spans(criterion, fact)


def _words(criterion: OneOf | YesNo, fact: Fact) -> Words | None:
    if isinstance(criterion, YesNo):
        wanted = criterion.wanted
        return Words("answers", frozenset({"yes"}), not wanted, not wanted)
    if any(sign in text for text in criterion.texts for sign in "*?"):
        return None
    key = place_key if is_place(fact) else text_key
    return Words("texts", frozenset(map(key, criterion.texts)))


def _blank(fact: Fact) -> AnyRegion | None:
    if fact.column == "orders":
        return _figures(fact, (0, 0), (0, 0))
    if fact.unit is Unit.TEXT:
        return Words("texts", frozenset(), blank=True)
    if fact.unit in {Unit.ANY, Unit.YES_NO} or fact.column in _NEVER_BLANK:
        return None
    kind = "days" if fact.unit is Unit.DATE else "figures"
    lowest = -math.inf if kind == "days" else _lowest(fact)
    return Spans(kind, (), blank=True, lowest=lowest)


def _lowest(fact: Fact) -> float | None:
    return 0 if fact.column in WHOLE else None


def _figures(fact: Fact, low: Point, high: Point) -> Spans:
    everything = Spans(
        kind="figures",
        spans=((_LOWEST, _HIGHEST),),
        lowest=_lowest(fact),
        blankable=fact.column not in _NEVER_BLANK,
    )
    return everything.meet(replace(everything, spans=((low, high),)))


def _spans(criterion: Criterion, fact: Fact) -> Spans | None:
    match criterion:
        case Comparison(sign, figure):
            low = {">": (figure, 1), ">=": (figure, 0), "=": (figure, 0)}
            high = {"<": (figure, -1), "<=": (figure, 0), "=": (figure, 0)}
            return _figures(fact, low.get(sign, _LOWEST), high.get(sign, _HIGHEST))
        case Range(low, high):
            return _figures(fact, (low, 0), (high, 0))
        case Share(side, percent):
            top = ((_ALL - percent, 0), _HIGHEST)
            return Spans("rank", (top if side == "top" else (_LOWEST, (percent, 0)),))
        case DayRange() | Rolling():
            return _days(criterion)
        case _:
            return None


def _days(criterion: DayRange | Rolling) -> Spans:
    if isinstance(criterion, DayRange):
        first, last = criterion.first, criterion.last
        start = -math.inf if first is None else first.toordinal()
        return _whole("days", start, math.inf if last is None else last.toordinal())
    ago = {
        "within": (0, criterion.count),
        "older": (criterion.count + 1, math.inf),
        "next": (-criterion.count, 0),
    }
    return _whole(f"{criterion.span}s ago", *ago[criterion.when])


def _whole(kind: str, first: float, last: float) -> Spans:
    return Spans(kind, (((first, 0), (last, 0)),), lowest=-math.inf)
