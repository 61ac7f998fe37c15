"""Everything that was worked out from one snapshot, before anything is written."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from segments.assign import Assignments
from segments.customers import Reading
from segments.model import Problem
from segments.tables import Table
from sheets_sync.configure import Configuration
from sheets_sync.corrections import Corrections


@dataclass(frozen=True, slots=True)
class Findings:
    """The tables read, what they say of each customer, and the segments that follow.

    ``corrections`` is what the seller said of how they are to be read.

    ``health`` has one row per segment, in rule order, as ``segment_health`` says;
    ``problems`` is what the seller should look at, what is soonest mended first;
    ``refreshed_at`` is the wall clock in the spreadsheet's time zone.
    """

    tables: tuple[Table, ...]
    corrections: Corrections
    reading: Reading
    configuration: Configuration
    assignments: Assignments
    health: pd.DataFrame
    problems: tuple[Problem, ...]
    as_of: date
    refreshed_at: datetime


@dataclass(frozen=True, slots=True)
class SegmentSize:
    """One segment's size and health; shares are fractions of 1."""

    name: str
    customers: int
    share: float
    revenue: float
    revenue_share: float
    reachable_share: float
    warnings: tuple[str, ...]


def segment_sizes(findings: Findings) -> tuple[SegmentSize, ...]:
    """Return every segment of the rules in their order, empty ones too."""
    rows: Any = findings.health.to_dict("index")
    return tuple(
        SegmentSize(
            name=str(name),
            customers=int(row["customers"]),
            share=float(row["share"]),
            revenue=round(float(row["revenue"]), 2),
            revenue_share=float(row["revenue_share"]),
            reachable_share=float(row["reachable_share"]),
            warnings=tuple(row["warnings"]),
        )
        for name, row in rows.items()
    )
