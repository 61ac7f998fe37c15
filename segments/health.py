"""Whether each segment is big enough, tells people apart and can be reached."""

from typing import Final

import pandas as pd

from segments.customers import Reading
from segments.model import Assignments
from segments.rules import RuleSet

_SMALLEST: Final = 5
_ENOUGH_CUSTOMERS: Final = 25  # a smaller shop has small segments, and may
_REACHABLE_SHARE: Final = 0.5
_NEARLY_ALL: Final = 0.8  # a segment of so many tells nobody apart


def segment_health(
    reading: Reading, assignments: Assignments, rules: RuleSet
) -> pd.DataFrame:
    """Return one row per segment, in the order of the rules, empty ones too.

    Returns:
        Index ``segment``; columns customers, share, revenue, revenue_share,
        reachable_share (a phone or e-mail, and not opted out), warnings (list of
        sentences). Shares are 0 to 1, to four decimals; 0 of nothing is 0.
    """
    people = reading.customers
    reachable = (people["has_phone"] | people["has_email"]) & ~people["opted_out"]
    by_segment = pd.DataFrame(
        {
            "segment": assignments.frame["segment"],
            "revenue": people["spent"],
            "reachable": reachable.astype("float64"),
        }
    ).groupby("segment")
    segments = pd.Index(rules.segments, name="segment")
    customers = by_segment.size().reindex(segments, fill_value=0)
    revenue = by_segment["revenue"].sum().reindex(segments, fill_value=0.0)
    reached = by_segment["reachable"].sum().reindex(segments, fill_value=0.0)
    figures = pd.DataFrame(
        {
            "customers": customers,
            "share": _share(customers, customers.sum()),
            "revenue": revenue.round(2),
            "revenue_share": _share(revenue, revenue.sum()),
            "reachable_share": _share(reached, customers),
        }
    )
    warnings = pd.Series(_all_warnings(figures), index=segments, dtype=object)
    return figures.assign(warnings=warnings)


def _share(part: pd.Series, whole: pd.Series | float) -> pd.Series:
    shares = part.astype("float64") / whole
    held = pd.Series(whole, index=part.index) > 0
    return shares.where(held, 0.0).round(4)


def _all_warnings(figures: pd.DataFrame) -> list[list[str]]:
    enough = figures["customers"].sum() >= _ENOUGH_CUSTOMERS
    rows = zip(
        figures["customers"],
        figures["share"],
        figures["reachable_share"],
        strict=True,
    )
    return [
        [*(_about_size(count, share) if enough else ()), *_about_reach(reached)]
        if count
        else ["Nobody is in this segment."]
        for count, share, reached in rows
    ]


def _about_size(count: int, share: float) -> list[str]:
    if count < _SMALLEST:
        people = "person is" if count == 1 else "people are"
        return [f"Only {count} {people} in this segment."]
    if share >= _NEARLY_ALL:
        return [f"{share:.0%} of all customers are in this segment."]
    return []


def _about_reach(reachable_share: float) -> list[str]:
    if reachable_share >= _REACHABLE_SHARE:
        return []
    share = f"Only {reachable_share:.0%}" if reachable_share else "Nobody"
    rest = "the others" if reachable_share else "they"
    return [
        f"{share} can be reached: {rest} have no valid phone or e-mail, or opted out."
    ]
