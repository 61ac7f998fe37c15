"""What a move from one segment to another means: came back, slipped away, up, down."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

import pandas as pd

from segments.rules import RuleSet
from segments.scores import ScoreSettings
from segments.silence import silent_segments
from segments.values.frames import rows_of


class Happened(StrEnum):
    """What a customer did, as far as two segments and a date tell."""

    CAME_BACK = "Came back"
    SLIPPED_AWAY = "Slipped away"
    MOVED_UP = "Moved up"
    MOVED_DOWN = "Moved down"
    CHANGED = "Changed"


def what_happened(
    moves: pd.DataFrame,
    rules: RuleSet,
    *,
    scores: ScoreSettings,
    value_order: Sequence[str] | None = (),
) -> pd.Series:
    """Return what each move means, in the words of ``Happened``.

    Somebody came back who was in a segment of the silent and has ordered since, and
    slipped away who is in one now. Others moved up or down by the scheme's order.

    Args:
        moves: One row per move; columns from_segment, to_segment, since (date since
            when they were in the first, None if not known), last_order (datetime64).
        rules: The rules of the tracker.
        scores: How R is scored.
        value_order: The scheme's segments from the most to the least valuable. None
            where the rules before were of another scheme: then segments of one name
            are not the same, and everybody just changed.
    """
    if value_order is None:
        return pd.Series(Happened.CHANGED.value, index=moves.index, dtype=object)
    silent = silent_segments(rules, levels=scores.levels_of("r"))
    places = {segment.casefold(): at for at, segment in enumerate(value_order)}
    columns = ["from_segment", "to_segment", "since", "last_order"]
    told = [
        _happened(origin, goal, silent, places, has_ordered=_is_after(last, since))
        for _, origin, goal, since, last in rows_of(moves, columns)
    ]
    return pd.Series(told, index=moves.index, dtype=object)


def _happened(
    origin: str,
    goal: str,
    silent: frozenset[str],
    places: Mapping[str, int],
    *,
    has_ordered: bool,
) -> str:
    if origin in silent and goal not in silent and has_ordered:
        return Happened.CAME_BACK.value
    if goal in silent and origin not in silent:
        return Happened.SLIPPED_AWAY.value
    before, now = places.get(origin.casefold()), places.get(goal.casefold())
    if before is None or now is None:
        return Happened.CHANGED.value
    return (Happened.MOVED_UP if now < before else Happened.MOVED_DOWN).value


def _is_after(last_order: pd.Timestamp | None, since: date | None) -> bool:
    """Tell whether somebody has ordered since a day, that day included.

    Where it is not known since when they were silent, leaving the silent is all there
    is to go by.
    """
    if last_order is None or pd.isna(last_order):
        return False
    known = None if pd.isna(since) else since
    return known is None or last_order >= pd.Timestamp(known)
