"""What is read hangs on the tables and the day alone, so it may be remembered."""

import datetime as dt
import pickle

import pandas as pd

from segments.customers import read_customers
from tests.remembered import Remembered

AS_OF = dt.date(2026, 11, 1)
TABS = {
    "People": [["Name", "Phone", "VIP since"], ["Ada Obi", "+2348031112222", "May"]],
    "Orders": [
        ["Date", "Customer", "Amount"],
        ["2026-10-01", "Ada Obi", 9_000],
        ["2026-10-09", "Bisi Ade", "five"],
        ["Total", None, 9_000],
    ],
}


def assert_same(one, other):
    for frame in ("customers", "own", "rows", "orders"):
        pd.testing.assert_frame_equal(getattr(one, frame), getattr(other, frame))
    for said in ("available", "currency", "problems", "totals", "as_of"):
        assert getattr(one, said) == getattr(other, said)


def test_reading_twice_is_the_same_and_leaves_the_tables_as_they_were(tables):
    """Nothing is kept from one reading to the next, and no cell is changed."""
    found = tables(TABS)
    before = pickle.dumps(found)

    once = read_customers(found, as_of=AS_OF)

    assert pickle.dumps(found) == before
    assert_same(read_customers(found, as_of=AS_OF), once)


def test_what_is_remembered_is_what_would_be_read(tables):
    """A change of one reading is in no other; other cells and days are read anew."""
    remembered, asked = Remembered(read_customers), {"as_of": AS_OF, "locale": "en_GB"}
    truth = read_customers(tables(TABS), **asked)
    spoilt = remembered(tables(TABS), **asked)
    spoilt.customers["spent"] = -1.0
    spoilt.totals.clear()

    assert_same(remembered(tables(TABS), **asked), truth)
    assert remembered.reads == 1
    later = remembered(tables(TABS), **(asked | {"as_of": dt.date(2026, 12, 1)}))
    assert set(later.customers["recency_days"]) != set(truth.customers["recency_days"])
    other = {**TABS, "People": [*TABS["People"], ["Chike Eze", None, None]]}
    assert len(remembered(tables(other), **asked).customers) == 3
    assert remembered.reads == 3
