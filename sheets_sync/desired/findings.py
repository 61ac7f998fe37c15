"""Everything that was worked out from one snapshot, before anything is written."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import pandas as pd

from segments.assign import Assignments
from segments.customers import Reading
from segments.model import Problem
from segments.schemes import value_order
from segments.tables import Table
from segments.values.frames import rows_of
from sheets_sync.configure import Configuration
from sheets_sync.corrections import Corrections
from sheets_sync.desired.facts_block import FactLine

COUNTS: Final = (
    *("joined", "left", "broadcast_lists", "best_hour"),
    *("messaged", "replied", "ordered_after"),
)


@dataclass(frozen=True, slots=True)
class Findings:
    """The tables read, what they say of each customer, and the segments that follow.

    ``corrections`` is what the seller said of how they are to be read; ``facts`` is
    what rules can ask of this tracker.

    ``health`` has one row per segment, in rule order, as ``segment_health`` says;
    ``problems`` is what the seller should look at, what is soonest mended first;
    ``refreshed_at`` is the wall clock in the spreadsheet's time zone; ``previous`` is
    what the last refresh said, as ``read_previous`` returns it.
    """

    tables: tuple[Table, ...]
    corrections: Corrections
    reading: Reading
    configuration: Configuration
    facts: tuple[FactLine, ...]
    assignments: Assignments
    health: pd.DataFrame
    problems: tuple[Problem, ...]
    as_of: date
    refreshed_at: datetime
    previous: pd.DataFrame


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """One segment's size and health; shares are fractions of 1.

    What the tracker does not tell is None: who came in and went out on the latest day
    of moves, the hour, and what came of messages.
    """

    name: str
    meaning: str
    customers: int
    share: float
    revenue: float
    revenue_share: float
    average: float
    reachable_share: float
    warnings: tuple[str, ...]
    joined: int | None = None
    left: int | None = None
    broadcast_lists: int | None = None
    best_hour: int | None = None
    messaged: int | None = None
    replied: int | None = None
    ordered_after: int | None = None


def ranked_segments(findings: Findings) -> tuple[str, ...]:
    """Return the segments of the rules from the most to the least valuable."""
    names = tuple(str(segment) for segment in findings.health.index)
    return value_order(findings.configuration.scheme, names)


def segment_sizes(findings: Findings) -> tuple[SegmentSize, ...]:
    """Return every segment, the most valuable first, empty ones too."""
    columns = findings.health.columns
    health: dict[Any, dict[str, Any]] = {
        name: dict(zip(columns, row, strict=True))
        for name, *row in rows_of(findings.health, columns)
    }
    rows = {name: health[name] for name in ranked_segments(findings)}
    return tuple(
        SegmentSize(
            name=str(name),
            meaning=findings.configuration.rules.meaning(str(name)),
            customers=int(row["customers"]),
            share=float(row["share"]),
            revenue=round(float(row["revenue"]), 2),
            revenue_share=float(row["revenue_share"]),
            average=float(row["average"]),
            reachable_share=float(row["reachable_share"]),
            warnings=tuple(row["warnings"]),
            **{name: _count(row[name]) for name in COUNTS},
        )
        for name, row in rows.items()
    )


def _count(value: Any) -> int | None:  # noqa: ANN401 - a number or missing
    return None if pd.isna(value) else int(value)
