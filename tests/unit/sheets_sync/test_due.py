"""When a tracker wants to be refreshed by itself."""

from datetime import date

import pytest

from sheets_sync.cells import serial_from_date
from sheets_sync.due import is_due
from sheets_sync.model import TabMark
from tests.builders import snapshot, tab

TODAY = date(2026, 11, 21)


def refreshed_on(day):
    rows = [["Customer segments"], ["Last refreshed", serial_from_date(day) + 0.4]]
    return snapshot(tab("Overview", rows, mark=TabMark("overview")))


@pytest.mark.parametrize(
    ("schedule", "last", "due"),
    [
        ("off", date(2020, 1, 1), False),
        ("daily", date(2026, 11, 21), False),
        ("daily", date(2026, 11, 20), True),
        ("weekly", date(2026, 11, 15), False),
        ("weekly", date(2026, 11, 14), True),
        ("monthly", date(2026, 10, 23), False),
        ("monthly", date(2026, 10, 22), True),
    ],
)
def test_a_tracker_is_due_when_its_schedule_has_passed(schedule, last, due):
    """Days are those of the spreadsheet's time zone."""
    assert is_due(refreshed_on(last), schedule, TODAY) is due


def test_a_tracker_without_a_stamp_is_due():
    """Somebody deleted the Overview, or changed the stamp."""
    assert is_due(snapshot(), "daily", TODAY)
