"""How each segment can be reached, when, and what came of the messages to it."""

from typing import Final

import numpy as np
import pandas as pd

LIST_SIZE: Final = 256
"""Most people on one WhatsApp broadcast list."""

RESPONSE_DAYS: Final = 14
"""An order counts for a message when it comes within so many days."""

_NAMES: Final = ("messaged", "replied", "ordered_after")


def broadcast_lists(
    people: pd.DataFrame, segment: pd.Series, segments: pd.Index
) -> pd.Series:
    """Return how many broadcast lists each segment takes: numbers ÷ 256, rounded up.

    Args:
        people: Index ``customer``; columns has_phone, opted_out (bool).
        segment: Index ``customer``, in the order of ``people``.
        segments: All segments.
    """
    listed = people["has_phone"].to_numpy(bool) & ~people["opted_out"].to_numpy(bool)
    codes = segments.get_indexer(pd.Index(segment.to_numpy()[listed]))
    counts = np.bincount(codes[codes >= 0], minlength=len(segments))
    return pd.Series(-(-counts // LIST_SIZE), index=segments)


def best_hours(
    people: pd.DataFrame, segment: pd.Series, segments: pd.Index
) -> pd.Series:
    """Return the hour at which most of a segment order, the earliest of several.

    Args:
        people: Index ``customer``; column usual_hour (0 to 23) where it is known.
        segment: Index ``customer``.
        segments: All segments.
    """
    if "usual_hour" not in people or people["usual_hour"].isna().all():
        return pd.Series(pd.NA, index=segments, dtype="Int64")
    hours = people["usual_hour"].dropna()
    modes = hours.groupby(segment.reindex(hours.index)).agg(lambda one: one.mode()[0])
    return modes.reindex(segments).astype("Int64")


def responses(
    people: pd.DataFrame, frame: pd.DataFrame, segments: pd.Index
) -> pd.DataFrame:
    """Return how many were messaged, replied, and ordered within 14 days.

    Each counts for the segment the customer was in when the message went out.

    Args:
        people: Index ``customer``; columns messaged_on (date), replied (bool) and
            response_days (from message to order), where the tracker gives them.
        frame: Index ``customer``; columns segment, since, previous.
        segments: All segments.

    Returns:
        Index ``segment``; columns messaged, replied, ordered_after; <NA> where the
        tracker does not say.
    """
    unknown = pd.Series(pd.NA, index=segments, dtype="Int64")
    counts = dict.fromkeys(_NAMES, unknown)
    if "messaged_on" in people and people["messaged_on"].notna().any():
        told = people[people["messaged_on"].notna()]
        credited = _credited(told["messaged_on"], frame.loc[told.index])
        counts["messaged"] = _counted(credited, segments)
        if "replied" in told:
            replied = told["replied"].eq(other=True)
            counts["replied"] = _counted(credited[replied], segments)
        if "response_days" in told:
            ordered = told["response_days"].between(0, RESPONSE_DAYS)
            counts["ordered_after"] = _counted(credited[ordered], segments)
    return pd.DataFrame(counts, index=segments)


def _credited(messaged_on: pd.Series, frame: pd.DataFrame) -> pd.Series:
    """Return the segment at the time of the message, as far as one move back."""
    days = pd.to_datetime(messaged_on)
    moved_after = pd.to_datetime(frame["since"]) > days
    return frame["segment"].where(
        ~(moved_after & (frame["previous"] != "")), frame["previous"]
    )


def _counted(labels: pd.Series, segments: pd.Index) -> pd.Series:
    return labels.value_counts().reindex(segments, fill_value=0).astype("Int64")
