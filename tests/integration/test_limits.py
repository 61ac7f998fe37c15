"""The limits of Sheets, and what is gone between a read and the write."""

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import pytest

from local_sheets import Fault
from sheets_sync import errors
from sheets_sync.client import LONGEST_ADDRESS, in_addresses
from tests.conftest import OWNER, Tracker, create_spreadsheet
from tests.faulty import PEOPLE, later, picture

FULL = 50_000
PAYLOAD = "Request payload size exceeds the limit: 10485760 bytes."
TEN_MILLION = (
    "Invalid requests[45].addSheet: This action would increase the number of cells in"
    " the workbook above the limit of 10000000 cells."
)
MONTHS = {f"विक्री महिना {month}": [] for month in range(200)}


@pytest.fixture(scope="module")
def refreshed(shared_server) -> Tracker:
    """Five customers and a tab of the seller's, refreshed once."""
    tabs = {"People": PEOPLE, "Ideas": [["More red"]]}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh()
    return tracker


@pytest.fixture
def tracker(refreshed):
    """The same, as a tracker of the test's own."""
    yield refreshed.copy()
    refreshed.server.world.before = None
    refreshed.server.faults.clear()


def held(tracker: Tracker):
    """Return all that the spreadsheet holds."""
    return picture(tracker.server.store.spreadsheet(tracker.spreadsheet_id))


def before_the(call: str, tracker: Tracker, happens) -> None:
    """Let something happen once, just before the first such call."""
    world = tracker.server.world

    def once(method, path, body):
        if call in path:
            world.before = None
            happens()

    world.before = once


before_the_write = partial(before_the, ":batchUpdate")


def test_cells_as_full_as_they_may_be(tracker_of):
    """They are read, left as they are, and never make a cell of ours too long."""
    people = [list(row) for row in PEOPLE]
    people[1][0] = "N" * FULL
    people[2][5] = "x" * FULL
    tracker = tracker_of({"People": people})

    assert tracker.refresh()["customers"] == 5

    assert [row[:6] for row in tracker.rows("People")][1][0] == "N" * FULL
    assert tracker.rows("People")[2][5] == "x" * FULL
    assert tracker.refresh()["changes"]["requests"] == 0


@pytest.mark.parametrize("mode", ["apply", "preview"])
def test_a_spreadsheet_without_room_for_our_tabs(tracker_of, mode):
    """Both say how many cells there are and lack; nothing is sent."""
    tracker = tracker_of({"People": PEOPLE})
    big = {"title": "Big", "gridProperties": {"rowCount": 99_990, "columnCount": 100}}
    tracker.send({"addSheet": {"properties": big}})
    before = held(tracker)

    with pytest.raises(
        errors.SpreadsheetFullError, match=r"9,999,\d+ cells.* 10,000,000"
    ):
        tracker.refresh(mode=mode)

    assert held(tracker) == before


def test_a_full_spreadsheet_that_needs_no_more_cells(tracker):
    """What takes no room is done however full it is."""
    big = {"title": "Big", "gridProperties": {"rowCount": 99_900, "columnCount": 100}}
    tracker.send({"addSheet": {"properties": big}})

    assert tracker.refresh(clock=later)["changes"]["requests"] == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(400), errors.RejectedError),
        (Fault(413), errors.TooLargeError),
        (Fault(413, body="<html>Too large</html>"), errors.TooLargeError),
        (Fault(400, message=PAYLOAD), errors.TooLargeError),
        (Fault(400, message=TEN_MILLION), errors.SpreadsheetFullError),
    ],
    ids=["unknown", "413", "413 in HTML", "payload", "10 million cells"],
)
def test_a_plan_that_sheets_refuses_though_nobody_edited(tracker, fault, error):
    """Nothing was written, and as repeating it would not help, nobody is told to."""
    before = held(tracker)
    tracker.server.faults.append(replace(fault, method="POST"))

    with pytest.raises(error) as told:
        tracker.refresh(clock=later)

    assert told.value.retryable is False
    assert held(tracker) == before


def test_an_empty_plan_sends_nothing(tracker):
    """Not even a stamp, within the same minute."""
    before = held(tracker)

    report = tracker.refresh()

    assert (report["applied"], report["changes"]["requests"]) == (True, 0)
    assert (report["api"]["writes"], held(tracker)) == (0, before)


def test_two_hundred_tabs(tracker_of):
    """Their names do not fit into one address, so they are read in several calls."""
    tracker = tracker_of({"People": PEOPLE, **MONTHS})

    report = tracker.refresh()

    assert report["customers"] == 5
    assert report["api"]["reads"] > 2
    assert len(tracker.titles()) == 1 + 200 + 10


def test_ranges_are_parted_in_their_order():
    """None is left out and no part is longer than it may be, one range excepted."""
    ranges = ["a" * LONGEST_ADDRESS, *MONTHS, "A1"]

    parts = [*in_addresses(ranges)]

    assert [one for part in parts for one in part] == ranges
    lengths = [len(urlencode({"ranges": part}, doseq=True)) for part in parts[1:]]
    assert max(lengths) <= LONGEST_ADDRESS
    assert [*in_addresses(["A1", "B1"])] == [["A1", "B1"]]


def test_a_title_of_ours_that_a_person_has(tracker_of):
    """Their tab is left alone, and ours gets a number behind."""
    theirs = {"overview": [["mine"]], "VIP": [["my own list"]]}
    tracker = tracker_of({"People": PEOPLE, **theirs})

    tracker.refresh()

    assert {"Overview 2", "VIP 2", "Regular"} <= set(tracker.titles())
    assert {title: tracker.rows(title) for title in theirs} == theirs


def test_a_title_of_ours_that_a_chart_has(tracker_of):
    """A tab that is one chart holds no cells, yet nobody else may have its title."""
    tracker = tracker_of({"People": PEOPLE})
    tracker.send(chart_on_its_own_tab(tracker))
    body = tracker.client().get(tracker.spreadsheet_id, "sheets.properties")
    chart_id = body["sheets"][-1]["properties"]["sheetId"]
    named = {"sheetId": chart_id, "title": "Overview"}
    tracker.send({"updateSheetProperties": {"properties": named, "fields": "title"}})

    tracker.refresh()

    assert tracker.titles()[:3] == ["People", "Overview", "Overview 2"]


def chart_on_its_own_tab(tracker: Tracker):
    """Return the request that puts a chart of the orders on a new tab."""
    column = {"sheetId": tracker.sheet_id("People"), "endRowIndex": 4}

    def source(at):
        one = {**column, "startColumnIndex": at, "endColumnIndex": at + 1}
        return {"sourceRange": {"sources": [one]}}

    basic = {
        "chartType": "BAR",
        "domains": [{"domain": source(0)}],
        "series": [{"series": source(2)}],
    }
    chart = {"spec": {"basicChart": basic}, "position": {"newSheet": True}}
    return {"addChart": {"chart": chart}}


def test_the_spreadsheet_is_deleted_before_the_write(tracker):
    """There is nothing to write to, and that is said."""
    store = tracker.server.store
    before_the_write(tracker, lambda: store.remove(tracker.spreadsheet_id))

    with pytest.raises(errors.SpreadsheetNotFoundError, match="no spreadsheet"):
        tracker.refresh(clock=later)


@pytest.mark.parametrize("title", ["Overview", "VIP"])
def test_a_tab_of_ours_is_deleted_before_the_write(tracker, title):
    """It is made again: at once where something was to be written there, else next."""
    tracker.type_cell("People", 2, 2, 7)
    tracker.type_cell("People", 2, 3, 99000)
    sheet_id = tracker.sheet_id(title)
    before_the_write(
        tracker, lambda: tracker.send({"deleteSheet": {"sheetId": sheet_id}})
    )

    assert tracker.refresh(clock=later)["applied"] is True

    assert len(tracker.refresh(clock=later)["segments"]) == 6
    assert title in tracker.titles()


def test_a_tab_that_we_only_read_is_deleted_before_the_write(tracker):
    """What was planned still fits."""
    sheet_id = tracker.sheet_id("Ideas")
    before_the_write(
        tracker, lambda: tracker.send({"deleteSheet": {"sheetId": sheet_id}})
    )

    assert tracker.refresh(clock=later)["applied"] is True
    assert "Ideas" not in tracker.titles()


def test_the_tab_of_the_customers_is_deleted_before_the_write(tracker_of):
    """The labels have nowhere to go; reading again finds no customers, and says so."""
    tracker = tracker_of({"People": PEOPLE, "Ideas": [["More red"]]})
    sheet_id = tracker.sheet_id("People")
    before_the_write(
        tracker, lambda: tracker.send({"deleteSheet": {"sheetId": sheet_id}})
    )

    with pytest.raises(errors.TrackerNotFoundError):
        tracker.refresh()

    assert tracker.titles() == ["Ideas"]


def test_a_tab_is_renamed_between_the_two_reads(tracker):
    """Its cells cannot be asked for by the old name, so both reads are made again."""
    named = {"sheetId": tracker.sheet_id("Ideas"), "title": "Plans"}
    request = {"updateSheetProperties": {"properties": named, "fields": "title"}}
    before_the(":batchGet", tracker, lambda: tracker.send(request))

    report = tracker.refresh(clock=later)

    assert (report["applied"], report["api"]["reads"]) == (True, 4)


def reader(tracker: Tracker) -> None:
    """Let the caller only look from now on."""
    store = tracker.server.store
    store.revise(tracker.spreadsheet_id, lambda file: with_role(file, "reader"))


def stranger(tracker: Tracker) -> None:
    """Take the caller from the list of people."""
    store = tracker.server.store
    store.revise(tracker.spreadsheet_id, lambda file: with_role(file, None))


def with_role(file, role):
    """Return the file with somebody else as its owner, and this role for ours."""
    roles = {"other@example.com": "owner", **({OWNER: role} if role else {})}
    return replace(file, roles=roles)


@pytest.mark.parametrize(
    ("lost", "call", "sentence"),
    [
        (reader, ":batchGet", "You may not change"),
        (reader, ":batchUpdate", "You may not change"),
        (stranger, ":batchGet", "You may not read"),
        (stranger, ":batchUpdate", "You may not change"),
    ],
)
def test_access_is_taken_away_in_the_middle(tracker, lost, call, sentence):
    """One sentence for the person, and no change, unless looking is all it takes."""
    before = held(tracker)
    before_the(call, tracker, lambda: lost(tracker))

    with pytest.raises(errors.PermissionDeniedError, match=sentence):
        tracker.refresh(clock=later)

    assert held(tracker) == before


def test_the_token_expires_before_the_write(tracker):
    """Signing in again helps, and nothing was written."""
    before = held(tracker)
    before_the_write(
        tracker, lambda: tracker.server.faults.append(Fault(401, times=None))
    )

    with pytest.raises(errors.TokenRefusedError):
        tracker.refresh(clock=later)

    tracker.server.faults.clear()
    assert held(tracker) == before
