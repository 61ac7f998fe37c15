"""Whether a tracker wants to be refreshed by itself, and is due."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sheets_sync.cells import date_from_serial
from sheets_sync.configure import Schedule
from sheets_sync.layout import LAST_REFRESHED
from sheets_sync.model import Snapshot, TabMark

DAYS_BETWEEN: Final[Mapping[Schedule, int]] = {"daily": 1, "weekly": 7, "monthly": 30}


def is_due(snapshot: Snapshot, schedule: Schedule, today: date) -> bool:
    """Tell whether the schedule asks for a refresh today; "off" never does."""
    if schedule not in DAYS_BETWEEN:
        return False
    last = last_refreshed(snapshot)
    return last is None or (today - last).days >= DAYS_BETWEEN[schedule]


def last_refreshed(snapshot: Snapshot) -> date | None:
    """Return the day on the Overview tab's stamp, or None where there is none."""
    tab = snapshot.own_tab(TabMark("overview"))
    for row_index in range(tab.used_row_count if tab else 0):
        if tab and tab.cell(row_index, 0) == LAST_REFRESHED:
            return date_from_serial(tab.cell(row_index, 1))
    return None
