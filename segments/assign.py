"""Rules and pins → the segment of every customer, why, and who moved.

The last step: everything else of the package comes together here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from segments.customers import Reading
from segments.fields import own_column
from segments.model import Assignments, Problem, Wording, list_by_source
from segments.moves import what_happened
from segments.rules import RuleSet
from segments.rules.classifying import first_matches, tags_of
from segments.rules.why import explain
from segments.scores import DEFAULT_SCORES, ScoreSettings, rfm_scores

__all__ = ["Assignments", "assign", "facts_frame"]

_MOVE_COLUMNS: Final = ("customer", "from_segment", "to_segment", "happened")
_UNKNOWN_PIN: Final = Wording(
    "1 pin names no segment of the rules, so it was ignored."
    " Write it as the segment is called there.",
    "{n} pins name no segment of the rules, so they were ignored."
    " Write them as the segments are called there.",
)


def assign(
    reading: Reading,
    rules: RuleSet,
    *,
    previous: pd.DataFrame,
    as_of: date,
    scores: ScoreSettings = DEFAULT_SCORES,
    value_order: Sequence[str] | None = (),
) -> Assignments:
    """Return exactly one segment for every customer, and who moved.

    A pin wins over the rules. A customer who keeps the segment keeps since and
    previous; one who changes it has since ``as_of``, and the old one as previous.

    Args:
        reading: The facts.
        rules: The rules of the tracker.
        previous: Index ``customer``; columns segment, since, previous as they
            stand in the tracker, None where there is nothing.
        as_of: The day of the refresh.
        scores: How R, F and M are scored.
        value_order: The scheme's segments from the most to the least valuable,
            which tells a move up from one down; None where the rules before were
            of another scheme.
    """
    facts = facts_frame(reading, scores)
    pins = _pins(reading.customers["pin"], rules)
    ruled = _by_rules(rules, facts, reading, as_of)
    pinned = pins.notna()
    segment = ruled["segment"].where(~pinned, pins)
    frame = pd.DataFrame(
        {
            "segment": segment,
            "why": ruled["why"].where(~pinned, "Pinned by hand to " + segment + "."),
            "tags": tags_of(rules, facts, available=reading.available, as_of=as_of),
            "pinned": pinned,
        }
    )
    before = previous[~previous.index.duplicated()].reindex(facts.index)
    moves = _moves(segment, before, reading.customers["last_order"])
    happened = what_happened(moves, rules, scores=scores, value_order=value_order)
    return Assignments(
        frame=_dated(frame, before, as_of),
        moves=moves.assign(happened=happened)[[*_MOVE_COLUMNS]],
        facts=facts,
        problems=_unknown_pins(reading, pins),
    )


def facts_frame(
    reading: Reading, scores: ScoreSettings = DEFAULT_SCORES
) -> pd.DataFrame:
    """Return all facts a rule can speak of: index ``customer``; own columns too."""
    own = reading.own.rename(columns=own_column)
    scored = rfm_scores(reading.customers, scores)
    # A copy holds columns of one kind together, so that rows are taken in one go.
    return pd.concat([reading.customers, scored, own], axis=1).copy()


def _by_rules(
    rules: RuleSet, facts: pd.DataFrame, reading: Reading, as_of: date
) -> pd.DataFrame:
    segments, reasons = np.empty((2, len(facts)), dtype=object)
    found = first_matches(rules, facts, available=reading.available, as_of=as_of)
    first = found.to_numpy()
    for position in np.unique(first):
        rule, mine = rules.segment_rules[position], np.flatnonzero(first == position)
        segments[mine] = rule.label
        reasons[mine] = explain(
            rule, facts.iloc[mine], reading.currency, reading.available
        )
    ruled = {"segment": segments, "why": reasons}
    return pd.DataFrame(ruled, index=facts.index, dtype=object)


def _pins(typed: pd.Series, rules: RuleSet) -> pd.Series:
    segments = {segment.casefold(): segment for segment in rules.segments}
    if typed.isna().all():
        return pd.Series(None, index=typed.index, dtype=object)
    keys = typed.map(lambda pin: segments.get(pin.casefold()), na_action="ignore")
    return keys.astype(object).where(keys.notna(), None)


def _unknown_pins(reading: Reading, pins: pd.Series) -> tuple[Problem, ...]:
    typed = reading.customers["pin"].notna() & pins.isna()
    if not typed.any():
        return ()
    rows = reading.rows[reading.rows["customer"].isin(typed.index[typed])]
    return list_by_source("unknown_pin", _UNKNOWN_PIN, rows)


def _dated(frame: pd.DataFrame, before: pd.DataFrame, as_of: date) -> pd.DataFrame:
    same = frame["segment"] == before["segment"]
    since = before["since"].astype(object)
    since = since.where(same & since.notna(), as_of)
    left = before["segment"].where(before["segment"].notna(), "")
    stood = before["previous"].where(before["previous"].notna(), "")
    dated = frame.assign(since=since, previous=stood.where(same, left).astype(object))
    columns = ["segment", "why", "tags", "since", "previous", "pinned"]
    return dated[columns].rename_axis("customer")


def _moves(
    segment: pd.Series, before: pd.DataFrame, last_order: pd.Series
) -> pd.DataFrame:
    left = before["segment"]
    moved = left.notna() & (left != "") & (left != segment)
    return pd.DataFrame(
        {
            "customer": moved.index[moved],
            "from_segment": left[moved].to_numpy(),
            "to_segment": segment[moved].to_numpy(),
            "since": before["since"][moved].to_numpy(),
            "last_order": last_order[moved].astype(object).to_numpy(),
        },
        dtype=object,
    )
