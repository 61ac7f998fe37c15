"""Two refreshes of one tracker at the same time."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

from local_sheets import LocalServer
from tests.conftest import Tracker, create_spreadsheet
from tests.racing import Track, racers

ORDERS = [["Date", "Customer", "Amount"]]
ORDERS += [[46000 + 30 * i, f"Person {i % 9}", 1000 + i] for i in range(12)]


@pytest.fixture
def interrupted():
    """A server that lets a test do something just before the next write."""
    waiting = []

    def before(method, path, _body):
        if ":batchUpdate" in path and waiting:
            waiting.pop()()

    with LocalServer(on_request=before) as server:
        server.before_next_write = waiting.append
        yield server


def a_tracker(server):
    """Return a tracker that was refreshed, with a note beside each customer."""
    tracker = Tracker(server, create_spreadsheet(server, {"Orders": ORDERS}))
    tracker.refresh()
    for segment, rows in segment_rows(tracker).items():
        for at, row in enumerate(rows, start=1):
            tracker.type_cell(segment, at, 8, f"note of {row[0]}")
        if rows:
            tracker.type_cell(segment, 0, 8, "Notes")
    return tracker


def segment_rows(tracker):
    """Return the customers of each segment tab."""
    return {
        title: rows[1:]
        for title, rows in tracker.all_rows().items()
        if rows and rows[0][:3] == ["Customer", "Phone", "Message"]
    }


def sell_to(tracker, name):
    at = len(tracker.rows("Orders"))
    for column, value in enumerate([46346, name, 90000]):
        tracker.type_cell("Orders", at, column, value)


def notes(tracker):
    return {
        row[0]: [cell for cell in row if str(cell).startswith("note of")]
        for rows in segment_rows(tracker).values()
        for row in rows
    }


def test_a_refresh_that_was_overtaken_plans_again(interrupted):
    """The second batch is refused as a whole, and its refresh ends well."""
    tracker = a_tracker(interrupted)
    sell_to(tracker, "Person 1")
    interrupted.before_next_write(tracker.refresh)

    report = tracker.refresh()

    people = [row[0] for rows in segment_rows(tracker).values() for row in rows]
    assert sorted(people) == sorted({f"Person {i}" for i in range(9)})
    assert notes(tracker) == {name: [f"note of {name}"] for name in people}
    assert report["api"]["reads"] == 4
    assert tracker.refresh()["changes"]["requests"] <= 1


def test_refreshes_in_parallel_end_as_one(interrupted):
    """However many start at once, nobody stands twice and no note moves."""
    tracker = a_tracker(interrupted)
    sell_to(tracker, "Person 2")

    with ThreadPoolExecutor(3) as pool:
        reports = list(pool.map(lambda _: tracker.refresh(), range(3)))

    people = [row[0] for rows in segment_rows(tracker).values() for row in rows]
    assert len(reports) == 3
    assert sorted(people) == sorted({f"Person {i}" for i in range(9)})
    assert notes(tracker) == {name: [f"note of {name}"] for name in people}


def test_only_one_token_is_left_after_many_refreshes(interrupted):
    """The hidden tab of before goes with each batch."""
    tracker = a_tracker(interrupted)
    for name in ("Person 3", "Person 4", "Person 5"):
        sell_to(tracker, name)
        tracker.refresh()

    body = tracker.client().get(tracker.spreadsheet_id, "sheets.properties")
    hidden = [s for s in body["sheets"] if s["properties"].get("hidden")]
    assert len(hidden) == 1


@pytest.mark.parametrize(("kind", "seed"), [("first", 1), ("some moved", 2)])
def test_people_and_a_task_that_race_leave_what_one_would(shared_server, kind, seed):
    """A few rounds of what the soak does a thousand times."""
    track = Track(shared_server, kind)

    race = track.run(racers(random.Random(seed)))

    assert race.left == track.alone.left
    assert {*race.ends} <= {"reported", "not due"}
