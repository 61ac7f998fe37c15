"""The log of customers who changed segment."""

from sheets_sync.cells import serial_from_date
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import LogTab
from sheets_sync.desired.people import Everyone
from sheets_sync.layout import MOVES_COLUMNS, TITLES
from sheets_sync.model import TabMark


def moves_log(findings: Findings, everyone: Everyone) -> LogTab:
    """Return the log with a row for each customer who moves in this refresh."""
    moves = findings.assignments.moves
    day = serial_from_date(findings.as_of)
    columns = moves[["customer", "from_segment", "to_segment"]]
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
            )
            for customer, from_segment, to_segment in columns.itertuples(
                index=False, name=None
            )
        ),
    )
