"""Who moved, what that means, and a log that stays bounded."""

from datetime import UTC, date, datetime

import pytest

from tests.conftest import Tracker, create_spreadsheet

HEADERS = ["Date", "Customer", "Phone", "From", "To", "What happened"]
DAY = 46300

ORDERS = [
    ["Date", "Customer", "Phone", "Amount"],
    *([DAY - 900 + at, "Ada Obi", "0803 000 0101", 5000] for at in (0, 20, 40)),
    [DAY - 5, "Bisi Ade", "0803 000 0102", 7000],
]


def later() -> datetime:
    """An hour at which the stamp is another."""
    return datetime(2026, 11, 21, 17, tzinfo=UTC)


@pytest.fixture(scope="module")
def first_shop(shared_server) -> Tracker:
    """A shop one of whose customers has been silent for years."""
    tabs = {"Sales": ORDERS}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh(as_of=date(2026, 10, 6))
    return tracker


@pytest.fixture
def shop(first_shop) -> Tracker:
    """The same, as a tracker of the test's own."""
    return first_shop.copy()


def sell(tracker: Tracker, day: int, name: str, amount: int) -> None:
    """Write one more order."""
    at = len(tracker.rows("Sales"))
    for column, value in ((0, day), (1, name), (3, amount)):
        tracker.type_cell("Sales", at, column, value)


def test_a_customer_who_returns_came_back(shop):
    """They leave Lapsed on the next refresh, and the log and the report say so."""
    sell(shop, DAY + 2, "Ada Obi", 6000)

    report = shop.refresh(as_of=date(2026, 10, 8))

    (move,) = report["moves"]
    assert (move["from"], move["happened"]) == ("Lapsed", {"Came back": 1})
    header, row = shop.rows("Segment moves")
    assert header == HEADERS
    assert row[1] == "Ada Obi"
    assert row[3] == "Lapsed"
    assert row[5] == "Came back"
    people = shop.rows("Customers")
    previous = people[0].index("Previous segment")
    assert [row[previous] for row in people[1:] if row[0] == "Ada Obi"] == ["Lapsed"]


def test_a_customer_who_falls_silent_slipped_away(shop):
    """Time alone moves them."""
    report = shop.refresh(as_of=date(2027, 11, 8))

    (move,) = report["moves"]
    assert move["to"] in {"At risk", "Lapsed"}
    assert move["happened"] == {"Slipped away": 1}


def test_an_older_log_gets_the_new_column_at_its_right(shop):
    """What people typed in the log stays in its column."""
    shop.send(
        {
            "deleteDimension": {
                "range": {
                    "sheetId": shop.sheet_id("Segment moves"),
                    "dimension": "COLUMNS",
                    "startIndex": 5,
                    "endIndex": 6,
                }
            }
        }
    )
    shop.type_cell("Segment moves", 0, 5, "Called")
    sell(shop, DAY + 2, "Ada Obi", 6000)

    shop.refresh(as_of=date(2026, 10, 8))

    header, row = shop.rows("Segment moves")
    assert header == [*HEADERS[:5], "Called", "What happened"]
    assert row[5:] == ["", "Came back"]


def test_rows_of_more_than_two_years_ago_go(shop):
    """Unless somebody typed beside them."""
    sell(shop, DAY + 2, "Ada Obi", 6000)
    shop.refresh(as_of=date(2026, 10, 8))
    shop.refresh(as_of=date(2027, 10, 8))
    shop.type_cell("Segment moves", 0, 8, "Called")
    shop.type_cell("Segment moves", 1, 8, "said she would")
    before = shop.rows("Segment moves")
    assert len(before) == 4

    shop.refresh(as_of=date(2029, 10, 8))
    assert shop.rows("Segment moves") == before
    shop.refresh(as_of=date(2029, 10, 9))
    assert shop.rows("Segment moves") == before[:2]
    shop.type_cell("Segment moves", 1, 8, "")
    shop.refresh(as_of=date(2029, 10, 9))
    assert shop.rows("Segment moves") == before[:1]


def test_who_has_no_row_beside_which_to_write_keeps_what_the_log_says(tracker_of):
    """Only orders tell of them; the move is not forgotten by the next refresh."""
    tracker = tracker_of(
        {
            "People": [["Name", "Phone"], ["Chike Eze", "0803 000 0103"]],
            "Sales": ORDERS,
        }
    )
    tracker.refresh(as_of=date(2026, 10, 6))
    moves = tracker.refresh(as_of=date(2026, 10, 6), scheme="simple")["moves"]
    assert {move["to"] for move in moves} >= {"Gone quiet", "New"}

    before = tracker.rows("Overview")[3:]
    tracker.refresh(as_of=date(2026, 10, 7))
    assert tracker.rows("Overview")[3:] == before


def test_a_segment_tab_that_was_deleted_takes_no_history_along(shop):
    """The label beside the customer still says since when."""
    before = shop.rows("Customers")
    shop.send({"deleteSheet": {"sheetId": shop.sheet_id("Lapsed")}})

    shop.refresh(as_of=date(2026, 10, 8))

    assert shop.rows("Customers") == before
    assert "Lapsed" in shop.titles()


def test_a_segment_named_in_other_capitals_is_the_same_segment(shop):
    """Nobody moves, and its tab stays, with all that was typed there."""
    rules = shop.rows("Segment rules")
    for at, row in enumerate(rules):
        if row[1:2] == ["Lapsed"]:
            shop.type_cell("Segment rules", at, 1, "LAPSED")
    shop.type_cell("Lapsed", 1, 8, "call her on Sunday")

    report = shop.refresh(as_of=date(2026, 10, 6))

    assert not report["moves"]
    assert not report["changes"]["tabs_added"]
    assert report["changes"]["tabs_removed"] == 0
    assert shop.rows("Lapsed")[1][8] == "call her on Sunday"
    people = shop.rows("Customers")
    assert "LAPSED" in people[1] + people[2]
    assert (
        shop.refresh(as_of=date(2026, 10, 6), clock=later)["changes"]["requests"] == 1
    )
