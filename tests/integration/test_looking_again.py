"""When a refresh reads once more before it writes, and when it does not."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from sheets_sync.calls import READINGS, read_snapshot
from sheets_sync.refresh import Job, refresh
from sheets_sync.rounds import FENCES
from tests.conftest import AS_OF, Tracker, create_spreadsheet
from tests.editors.calls import STRUCTURE, VALUES, WRITE, DirectCalls
from tests.faulty import PEOPLE

READING = [STRUCTURE, VALUES]
START = datetime(2026, 11, 21, 17, tzinfo=UTC)
Edit = Callable[[Tracker], object]


@pytest.fixture(scope="module")
def at_hand(shared_server) -> Tracker:
    """A tracker that was refreshed."""
    made = create_spreadsheet(shared_server, {"People": PEOPLE})
    tracker = Tracker(shared_server, made)
    tracker.refresh()
    return tracker


@pytest.fixture
def tracker(at_hand) -> Tracker:
    """The same with one label that is about to change, as a tracker of its own."""
    copied = at_hand.copy()
    copied.type_cell("People", 2, 2, 7)
    copied.type_cell("People", 2, 3, 99000)
    return copied


def at_once() -> datetime:
    """Return the time where nothing takes any."""
    return START


def slow() -> Callable[[], datetime]:
    """Return a clock that goes on by two seconds whenever somebody looks."""
    looks: Iterator[int] = count()
    return lambda: START + timedelta(seconds=2 * next(looks))


class Calls(DirectCalls):
    """The calls of a refresh, and what people do before the nth of them."""

    def __init__(self, tracker: Tracker, edits: dict[int, Edit] | None = None) -> None:
        super().__init__(tracker.server.store, self._met)
        self.made: list[str] = []
        self._tracker = tracker
        self._edits = edits or {}

    def _met(self, kind: str) -> None:
        self.made.append(kind)
        edit = self._edits.get(len(self.made))
        if edit:
            edit(self._tracker)


def calls_of(tracker: Tracker, clock=at_once, edits: dict[int, Edit] | None = None):
    """Refresh, and return which calls that made."""
    calls = Calls(tracker, edits)
    for _ in refresh(Job(tracker.spreadsheet_id, as_of=AS_OF), calls, clock):
        pass
    return calls.made


def insert(dimension: str, title: str = "People", at: int = 0) -> Edit:
    """Insert a row or column above or before all others."""

    def edit(tracker: Tracker) -> None:
        span = {"sheetId": tracker.sheet_id(title), "dimension": dimension}
        span |= {"startIndex": at, "endIndex": at + 1}
        tracker.send({"insertDimension": {"range": span}})

    return edit


def move_ours(tracker: Tracker) -> None:
    """Put *Why* before *Segment*."""
    source = {"sheetId": tracker.sheet_id("People"), "dimension": "COLUMNS"}
    source |= {"startIndex": 7, "endIndex": 8}
    tracker.send({"moveDimension": {"source": source, "destinationIndex": 6}})


def rename_tab(tracker: Tracker) -> None:
    properties = {"sheetId": tracker.sheet_id("People"), "title": "Customers"}
    request = {"properties": properties, "fields": "title"}
    tracker.send({"updateSheetProperties": request})


def type_name(tracker: Tracker) -> None:
    tracker.type_cell("People", 3, 0, "Chike Ezeani")


def type_note(tracker: Tracker) -> None:
    tracker.type_cell("People", 3, 5, "typed meanwhile")


def test_a_plan_that_is_fresh_is_written_at_once(tracker):
    """Two reads and one write are all."""
    assert calls_of(tracker) == [*READING, WRITE]


def test_the_stamp_alone_is_looked_at_by_its_structure(at_hand):
    """There are no rows that it could mistake for others."""
    assert calls_of(at_hand.copy(), slow()) == [*READING, STRUCTURE, WRITE]


def test_a_plan_that_took_long_is_looked_at_once_more(tracker):
    """More than a second after the reading, the few columns that matter are read."""
    assert calls_of(tracker, slow()) == [*READING, *READING, WRITE]


STALE = {
    "row inserted": insert("ROWS"),
    "column inserted": insert("COLUMNS"),
    "columns of ours moved": move_ours,
    "column inserted in a segment": insert("COLUMNS", "New"),
    "tab renamed": rename_tab,
    "name typed": type_name,
}


@pytest.mark.parametrize("name", STALE)
def test_a_plan_that_is_stale_is_made_again(tracker, name):
    """What people moved since the reading is read, and nothing is written before."""
    calls = calls_of(tracker, slow(), {3: STALE[name]})

    # A tab that has another name by now refuses to be read, or is seen at once.
    assert calls[: -len(READING) * 2 - 1] in (
        [*READING, *READING],
        [*READING, STRUCTURE],
    )
    assert calls[-len(READING) * 2 - 1 :] == [*READING, *READING, WRITE]


def test_text_beside_a_customer_makes_no_plan_stale(tracker):
    """Nothing is written there, and it tells no rows apart."""
    calls = calls_of(tracker, slow(), {3: type_note})

    assert calls == [*READING, *READING, WRITE]
    assert tracker.rows("People")[3][5] == "typed meanwhile"


def test_somebody_who_never_rests_does_not_stop_a_refresh(tracker):
    """After a few looks it writes, and what moved then is put right by the journal."""
    row = insert("ROWS", at=1)

    calls = calls_of(tracker, slow(), dict.fromkeys(range(3, 12, 2), row))

    first_write = calls.index(WRITE)
    assert first_write <= 2 * len(READING) * (FENCES + 1)
    names = [line[0] for line in tracker.rows("People")[1:] if line and line[0]]
    assert names == [line[0] for line in PEOPLE[1:]]


def readings_of(tracker: Tracker, edits: dict[int, Edit]):
    """Read, and return which calls that made, and what was read."""
    calls = Calls(tracker, edits)
    return calls.made, read_snapshot(tracker.spreadsheet_id, calls)


def test_a_reading_is_two_calls(tracker):
    """Where our headers are the words that we wrote, nothing moved in between."""
    assert readings_of(tracker, {})[0] == READING


@pytest.mark.parametrize("edit", [insert("COLUMNS"), move_ours])
def test_columns_that_move_between_the_two_reads_are_noticed(tracker, edit):
    """Both are made again, so labels are never taken for a seller's cells."""
    calls, read = readings_of(tracker, {2: edit})

    assert calls == [*READING, STRUCTURE, *READING]
    people = read.tab_titled("People")
    headers = {key: people.cell(0, at) for key, at in people.owned_columns.items()}
    assert headers["segment"] == "Segment"
    assert headers["why"] == "Why"


def test_a_header_of_ours_that_the_seller_renamed_costs_one_more_read(tracker):
    """It is read as it stands, because no column has moved."""
    tracker.type_cell("People", 0, 7, "Reason")

    calls, read = readings_of(tracker, {})

    assert calls == [*READING, STRUCTURE]
    assert read.tab_titled("People").owned_columns["why"] == 7


def test_reading_ends_though_somebody_moves_columns_for_ever(tracker):
    """What was read last is taken; the journal tells where it was wrong."""
    edits = {n: insert("COLUMNS") for n in range(2, 60)}

    calls, _ = readings_of(tracker, edits)

    assert calls.count(VALUES) == READINGS


def test_a_tab_that_goes_between_the_two_reads_is_no_error(tracker):
    """Then there is nothing of it to read."""

    def delete(one: Tracker) -> None:
        one.send({"deleteSheet": {"sheetId": one.sheet_id("Lapsed")}})

    calls, read = readings_of(tracker, {2: delete})

    assert calls == [*READING, *READING]
    assert "Lapsed" not in [tab.title for tab in read.tabs]
