"""Whether each segment is big enough, tells people apart and can be reached."""

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.customers import Reading
from segments.health.distinctness import FACTS, find_alike, separations
from segments.health.movement import latest_moves, moved_on
from segments.health.reach import best_hours, broadcast_lists, responses
from segments.health.shop import ShopFigures, key_figures
from segments.health.warnings import warnings_of
from segments.model import Assignments
from segments.rules import Rule, RuleSet

__all__ = ["ShopFigures", "key_figures", "moved_on", "segment_health"]

# Rules that ask nothing else sort by how often, how much and how lately alone.
_PLAIN: Final = {*FACTS, "last_order", "r", "f", "m", "fm", "rfm"}


def segment_health(
    reading: Reading, assignments: Assignments, rules: RuleSet
) -> pd.DataFrame:
    """Return one row per segment, in the order of the rules, empty ones too.

    Returns:
        Index ``segment``; columns customers, share, revenue, revenue_share, average
        (revenue ÷ customers), reachable_share (a phone or e-mail, and not opted out),
        distinctness (the largest Cliff's delta to the nearest other segment, 0 to 1;
        NaN where there is nothing to compare), joined and left (moves on the latest
        day of moves), broadcast_lists, best_hour (0 to 23), messaged, replied,
        ordered_after (within 14 days of the message), warnings (list of sentences).
        Shares are 0 to 1, to four decimals; 0 of nothing is 0. Counts that the
        tracker does not give are <NA>.
    """
    people = reading.customers
    # Row by row beside the people, for figures are counted without their keys.
    segment = assignments.frame["segment"].reindex(people.index)
    segments = pd.Index(rules.segments, name="segment")
    figures = _sizes(people, segment, segments)
    apart = separations(people, segment, segments)
    alike = find_alike(apart, _asking_nothing_else(rules))
    moves = latest_moves(assignments.frame, segments)
    told = people if "replied" in reading.available else people.drop(columns="replied")
    answered = responses(told, assignments.frame, segments)
    health = figures.assign(
        distinctness=apart.min(axis=1, skipna=True).round(4),
        joined=moves["joined"],
        left=moves["left"],
        broadcast_lists=broadcast_lists(people, segment, segments),
        best_hour=best_hours(people, segment, segments),
        messaged=answered["messaged"],
        replied=answered["replied"],
        ordered_after=answered["ordered_after"],
    )
    said = pd.Series(warnings_of(figures, alike, people), index=segments, dtype=object)
    return health.assign(warnings=said)


def _sizes(
    people: pd.DataFrame, segment: pd.Series, segments: pd.Index
) -> pd.DataFrame:
    codes = segments.get_indexer(pd.Index(segment))
    mine = codes >= 0
    spent = people["spent"].to_numpy("float64")[mine]
    reachable = people["reachable"].to_numpy("float64")[mine]
    count, places = len(segments), codes[mine]
    customers = np.bincount(places, minlength=count)
    revenue = np.bincount(places, weights=spent, minlength=count)
    reached = np.bincount(places, weights=reachable, minlength=count)
    return pd.DataFrame(
        {
            "customers": customers,
            "share": _share(customers, customers.sum()),
            "revenue": revenue.round(2),
            "revenue_share": _share(revenue, revenue.sum()),
            "average": _share(revenue, customers, places=2),
            "reachable_share": _share(reached, customers),
        },
        index=segments,
    )


def _share(
    parts: NDArray[Any], whole: NDArray[Any] | float, places: int = 4
) -> NDArray[np.float64]:
    wholes = np.broadcast_to(np.asarray(whole, dtype="float64"), parts.shape)
    shares = np.divide(parts, wholes, out=np.zeros(len(parts)), where=wholes > 0)
    return np.asarray(shares.round(places))


def _asking_nothing_else(rules: RuleSet) -> tuple[str, ...]:
    """Return the segments whose rules sort by what people bought and when alone.

    A segment by city or rhythm is different by what it asks, whatever its people buy.
    """
    asking = {rule.label for rule in rules.segment_rules if not _is_plain(rule)}
    return tuple(segment for segment in rules.segments if segment not in asking)


def _is_plain(rule: Rule) -> bool:
    return all(condition.fact.column in _PLAIN for condition in rule.conditions)
