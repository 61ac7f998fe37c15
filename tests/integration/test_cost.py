"""What a refresh sends grows with what has changed, and not with the tracker."""

from datetime import UTC, datetime

import pytest

from benchmarks.orders import HEADER, as_row, make_news, make_orders
from tests.conftest import Tracker, create_spreadsheet

BUYERS = 8
SMALL, LARGE = 200, 400  # customers: of the larger one, the buyers are 2 %
FEW_PERCENT = 0.09
# However few have bought, the figures of the shop are written anew, and rows of ours
# are copied into the journal.
FIXED_BYTES = 30_000
BYTES_PER_BUYER = 3_000
LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}


@pytest.fixture(scope="module")
def sent(shared_server) -> dict[int, tuple[int, int]]:
    """Bytes of the first write and of that after eight have bought, by customers."""
    return {count: bytes_sent(shared_server, count) for count in (SMALL, LARGE)}


def bytes_sent(server, customers) -> tuple[int, int]:
    """Refresh, let eight customers buy, and refresh again."""
    rows = [HEADER, *map(as_row, make_orders(customers))]
    tracker = Tracker(server, create_spreadsheet(server, {"Orders": rows}))
    first = tracker.refresh()
    news = [cells(as_row(order)) for order in make_news(customers, BUYERS)]
    appended = {"sheetId": tracker.sheet_id("Orders"), "rows": news, "fields": "*"}
    tracker.send({"appendCells": appended})
    second = tracker.refresh(**LATER)
    assert sum(move["customers"] for move in second["moves"]) > 0
    return first["api"]["bytes_sent"], second["api"]["bytes_sent"]


def cells(row):
    """Return a row as somebody types it."""
    kinds = {str: "stringValue", int: "numberValue"}
    return {"values": [{"userEnteredValue": {kinds[type(one)]: one}} for one in row]}


def test_two_in_a_hundred_cost_a_few_percent_of_the_first_write(sent):
    """So it is with 20,000 customers, where what is fixed weighs nothing."""
    first, second = sent[LARGE]

    assert second / first <= FEW_PERCENT


def test_as_many_buyers_cost_as_much_in_a_larger_tracker(sent):
    """The first write doubles with the tracker; that of the buyers does not."""
    (small_first, small), (large_first, large) = sent[SMALL], sent[LARGE]

    assert large_first / small_first > 1.6
    assert large / small < 1.1
    assert large <= FIXED_BYTES + BUYERS * BYTES_PER_BUYER
