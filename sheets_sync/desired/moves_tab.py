"""The log of customers who changed segment."""

from datetime import date
from typing import Final

from sheets_sync.cells import serial_from_date
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import LogTab
from sheets_sync.desired.people import Everyone
from sheets_sync.layout import MOVES_COLUMNS, TITLES
from sheets_sync.model import TabMark

ROW_LIMIT: Final = 2_000
YEARS_KEPT: Final = 2
COLUMNS: Final = ("customer", "from_segment", "to_segment", "happened")


def moves_log(findings: Findings, everyone: Everyone) -> LogTab:
    """Return the log with a row for each customer who moves in this refresh.

    It is bounded: the newest 2,000 rows, and none from more than two years ago.
    """
    moves = findings.assignments.moves
    day = serial_from_date(findings.as_of)
    return LogTab(
        mark=TabMark("moves"),
        title=TITLES["moves"],
        columns=MOVES_COLUMNS,
        new_rows=tuple(
            (
                day,
                everyone[str(customer)].display_name,
                everyone[str(customer)].phone,
                str(from_segment),
                str(to_segment),
                str(happened),
            )
            for customer, from_segment, to_segment, happened in moves[
                [*COLUMNS]
            ].itertuples(index=False, name=None)
        )[:ROW_LIMIT],
        row_limit=ROW_LIMIT,
        oldest=serial_from_date(_years_before(findings.as_of)),
    )


def _years_before(day: date) -> date:
    """Return the same day two years before; of a leap day, the one after it."""
    try:
        return day.replace(year=day.year - YEARS_KEPT)
    except ValueError:
        return date(day.year - YEARS_KEPT, 3, 1)
