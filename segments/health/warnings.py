"""What is worth a look about each segment, in sentences."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from segments.values.frames import rows_of

_SMALLEST: Final = 5
_ENOUGH_CUSTOMERS: Final = 25  # a smaller shop has small segments, and may
_REACHABLE_SHARE: Final = 0.5
_NEARLY_ALL: Final = 0.8  # a segment of so many tells nobody apart
_WORDS: Final = {"orders": "as often", "spent": "as much", "recency_days": "as lately"}


def warnings_of(
    figures: pd.DataFrame, alike: Mapping[str, str], people: pd.DataFrame
) -> list[list[str]]:
    """Return the sentences about each segment, in the order of ``figures``.

    Args:
        figures: Index ``segment``; columns customers, share, reachable_share.
        alike: Segment → another that it can hardly be told from.
        people: Columns orders, spent, recency_days.
    """
    enough = figures["customers"].sum() >= _ENOUGH_CUSTOMERS
    they_order = _order_alike(people) if alike else ""
    rows = rows_of(figures, ("customers", "share", "reachable_share"))
    return [
        [
            *(_about_size(count, share) if enough else ()),
            *_about_reach(reached),
            *(
                [f"Hard to tell from {alike[name]}: they order {they_order}."]
                if name in alike
                else ()
            ),
        ]
        if count
        else ["Nobody is in this segment."]
        for name, count, share, reached in rows
    ]


def _order_alike(people: pd.DataFrame) -> str:
    """Return in what they are alike, of what the tracker says at all."""
    buyers = people[people["orders"] > 0]
    known = [
        words
        for fact, words in _WORDS.items()
        if (buyers[fact].notna() & (buyers[fact] != 0)).any()
    ]
    return " and ".join([", ".join(known[:-1]), known[-1]] if len(known) > 1 else known)


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
