"""How many came into each segment, and went out of it, when customers last moved."""

from datetime import date

import pandas as pd


def moved_on(frame: pd.DataFrame) -> date | None:
    """Return the latest day on which anybody changed segment; None before the first.

    A first label is no move.

    Args:
        frame: Columns since, previous.
    """
    moved = frame["previous"] != ""
    if not moved.any():
        return None
    days = frame.loc[moved, "since"].dropna()
    return max(days) if len(days) else None


def latest_moves(frame: pd.DataFrame, segments: pd.Index) -> pd.DataFrame:
    """Return who came and went on the latest day of moves, and so at rest the same.

    Args:
        frame: Index ``customer``; columns segment, since, previous.
        segments: All segments.

    Returns:
        Index ``segment``; columns joined, left; <NA> where nobody moved so far.
    """
    day = moved_on(frame)
    if day is None:
        unknown = pd.Series(pd.NA, index=segments, dtype="Int64")
        return pd.DataFrame({"joined": unknown, "left": unknown})
    moved = frame[(frame["previous"] != "") & (frame["since"] == day)]
    counts = {"joined": moved["segment"], "left": moved["previous"]}
    return pd.DataFrame(
        {
            name: labels.value_counts().reindex(segments, fill_value=0).astype("Int64")
            for name, labels in counts.items()
        }
    )
