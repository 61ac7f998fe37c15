"""What we read of the example trackers is what was sold, as their makers know it."""

import json

import pandas as pd
import pytest

from segments.customers import read_customers
from sheets_sync.calls import read_snapshot
from sheets_sync.find import find_tables_of_tracker
from tests.conftest import AS_OF, EXAMPLES


@pytest.mark.parametrize("name", ["lagos-clothing", "pune-jeweller"])
def test_every_customer_of_an_example_is_read_right(tracker_of, name):
    """Orders, spend, last order and phone of each person are the true ones."""
    expected = json.loads((EXAMPLES / "expected" / f"{name}.json").read_text("utf-8"))
    tracker = tracker_of(EXAMPLES / f"{name}.xlsx")
    snapshot = read_snapshot(tracker.spreadsheet_id, tracker.client())

    reading = read_customers(find_tables_of_tracker(snapshot), as_of=AS_OF)

    read = sorted(
        (
            str(row.phone) if isinstance(row.phone, str) else "",
            int(row.orders),
            float(row.spent),
            "" if pd.isna(row.last_order) else row.last_order.date().isoformat(),
        )
        for row in reading.customers.itertuples()
    )
    assert read == sorted(
        (
            person["phone"] or "",
            person["orders"],
            float(person["spent"]),
            person["last_order"] or "",
        )
        for person in expected["customers"]
    )
