"""An unusually large change waits for a yes; an ordinary one never does."""

from datetime import UTC, date, datetime

import pytest

from local_sheets import LocalServer
from sheets_sync.errors import NeedsConfirmationError, WriteOutcomeUnknownError
from sheets_sync.refresh import Finished, Job, refresh
from tests.conftest import Tracker, create_spreadsheet
from tests.faulty import KilledError
from tests.integration.test_typing_meanwhile import insert
from tests.integration.test_typing_meanwhile import refreshed as refreshed_while

COUNT = 24
HEADER = ["Name", "Phone", "Orders", "Total spent", "Last order"]
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAMES = [f"{LETTERS[n]}da {LETTERS[n]}bi" for n in range(COUNT)]
PHONES = [f"+23480300001{n:02}" for n in range(COUNT)]
LIST = [
    [name, phone, 1 + n % 5, 4000 + 900 * n, 46240 + 4 * n]
    for n, (name, phone) in enumerate(zip(NAMES, PHONES, strict=True))
]
ORDERS_HEADER = ["Date", "Customer", "Phone", "Amount"]
# As many orders as customers, and some for the first ones.
ORDERS = [
    [46200 + 4 * n, NAMES[n % COUNT], PHONES[n % COUNT], 3000 + 700 * n]
    for n in range(COUNT + 6)
]
PEOPLE = [["Name", "Phone", "City"], *([*row[:2], "Lagos"] for row in LIST)]


@pytest.fixture(scope="module")
def sheets():
    with LocalServer() as server:
        yield server


def refreshed(sheets, tabs) -> Tracker:
    tracker = Tracker(sheets, create_spreadsheet(sheets, tabs))
    tracker.refresh()
    return tracker


@pytest.fixture(scope="module")
def trackers(sheets) -> dict[str, Tracker]:
    """A list alone, orders alone, both, two lists, and a list of a small shop."""
    orders = [ORDERS_HEADER, *ORDERS]
    return {
        "list": refreshed(sheets, {"People": [HEADER, *LIST]}),
        "orders": refreshed(sheets, {"Sales": orders}),
        "both": refreshed(sheets, {"People": PEOPLE, "Sales": orders}),
        "two": refreshed(
            sheets, {"Lagos": [HEADER, *LIST[:10]], "Pune": [HEADER, *LIST[10:]]}
        ),
        "small": refreshed(sheets, {"People": [HEADER, *LIST[:12]]}),
    }


def delete_rows(title, first, last):
    def edit(tracker):
        span = {"dimension": "ROWS", "startIndex": first, "endIndex": last}
        place = {"sheetId": tracker.sheet_id(title), **span}
        tracker.send({"deleteDimension": {"range": place}})

    return edit


def clear_column(title, column_index, first=1):
    def edit(tracker):
        place = {
            "sheetId": tracker.sheet_id(title),
            "startRowIndex": first,
            "startColumnIndex": column_index,
            "endColumnIndex": column_index + 1,
        }
        fields = "userEnteredValue"
        tracker.send({"updateCells": {"range": place, "fields": fields}})

    return edit


def set_tab(title, /, **properties):
    def edit(tracker):
        changed = {"sheetId": tracker.sheet_id(title), **properties}
        fields = ",".join(properties)
        tracker.send(
            {"updateSheetProperties": {"properties": changed, "fields": fields}}
        )

    return edit


def delete_tab(title):
    def edit(tracker):
        tracker.send({"deleteSheet": {"sheetId": tracker.sheet_id(title)}})

    return edit


def sort(title, column_index):
    def edit(tracker):
        place = {"sheetId": tracker.sheet_id(title), "startRowIndex": 1}
        order = {"dimensionIndex": column_index, "sortOrder": "DESCENDING"}
        tracker.send({"sortRange": {"range": place, "sortSpecs": [order]}})

    return edit


def retype(title, row_index, column_index, value):
    def edit(tracker):
        tracker.type_cell(title, row_index, column_index, value)

    return edit


def one_rule_for_all(tracker):
    """Every cut-off goes: the first segment of the rules takes everybody."""
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[:2] == ["Segment", "VIP"])
    for row_index in range(at, len(rows)):
        if rows[row_index][:1] == ["Segment"]:
            tracker.type_cell("Segment rules", row_index, 1, "Everybody")


def tick_everybody(tracker):
    for title in tracker.titles():
        rows = tracker.rows(title)
        if rows and rows[0][:3] == ["Customer", "Phone", "Message"]:
            for row_index in range(len(rows)):
                tracker.type_cell(title, row_index, 7, "yes")


def both_edits(first, second):
    def edit(tracker):
        first(tracker)
        second(tracker)

    return edit


LARGE = {
    "half of the list is deleted": (
        "list",
        delete_rows("People", 3, 15),
        "12 of the 24 c",
    ),
    "names and phones are cleared": (
        "list",
        both_edits(clear_column("People", 0, 8), clear_column("People", 1, 8)),
        "17 of the 24 customers in the segment tabs are not in the tracker any more.",
    ),
    "one of two lists is hidden": (
        "two",
        set_tab("Pune", hidden=True),
        "14 of the 24 c",
    ),
    "one of two lists is deleted": (
        "two",
        delete_tab("Pune"),
        "14 of the 24 customers",
    ),
    "the header of one list is typed over": (
        "two",
        both_edits(
            both_edits(retype("Pune", 0, 0, "x"), retype("Pune", 0, 1, "y")),
            retype("Pune", 0, 3, "z"),
        ),
        "14 of the 24 customers",
    ),
    "half of the orders are deleted": (
        "both",
        delete_rows("Sales", 3, 19),
        "16 of the 30 orders that counted at the last refresh are gone",
    ),
    "half of all there is are deleted": (
        "orders",
        delete_rows("Sales", 3, 19),
        "16 of the 30 orders",
    ),
    "the orders are deleted": ("both", delete_tab("Sales"), "30 of the 30 orders"),
    "the amounts are cleared": (
        "both",
        clear_column("Sales", 3),
        "24 of the 24 customers who had spent something would have spent nothing.",
    ),
    "what was spent is cleared": (
        "list",
        clear_column("People", 3),
        "24 of the 24 customers who had spent something would have spent nothing.",
    ),
    "the list is hidden, orders are not": (
        "both",
        set_tab("People", hidden=True),
        "“People” is not read as a list of customers any more, because it is hidden",
    ),
}


# A case of each reason; the soak says yes to all the others, too.
CONFIRMED = {
    "half of the list is deleted",
    "the orders are deleted",
    "what was spent is cleared",
    "the list is hidden, orders are not",
}


@pytest.mark.parametrize("case", LARGE)
def test_an_unusually_large_change_waits_for_a_yes(trackers, case):
    """Nothing is written without it."""
    start, edit, reason = LARGE[case]
    tracker = trackers[start].copy()
    edit(tracker)
    before = tracker.server.store.spreadsheet(tracker.spreadsheet_id)

    with pytest.raises(NeedsConfirmationError) as held:
        tracker.refresh()

    assert str(held.value).startswith(reason)
    assert str(held.value).endswith(".")
    assert all(one["gone"] >= 10 for one in held.value.held_back)
    assert tracker.server.store.spreadsheet(tracker.spreadsheet_id) == before


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, marks=[pytest.mark.soak] * (case not in CONFIRMED))
        for case in LARGE
    ],
)
def test_with_a_yes_it_is_written_and_the_next_needs_none(trackers, case):
    """What was confirmed is what the next refresh compares with."""
    start, edit, _ = LARGE[case]
    tracker = trackers[start].copy()
    edit(tracker)

    assert tracker.refresh(confirmed=True)["applied"] is True
    assert tracker.refresh(mode="preview")["preview"]["held_back"] == []


ORDINARY = {
    "nothing": ("both", lambda _: None, {}),
    "another scheme": ("both", lambda _: None, {"scheme": "simple"}),
    "rules that put all in one segment": ("list", one_rule_for_all, {}),
    "a day long before": ("both", lambda _: None, {"as_of": date(2026, 7, 1)}),
    "a day long after": ("both", lambda _: None, {"as_of": date(2028, 1, 1)}),
    "fewer than half go": ("list", delete_rows("People", 3, 14), {}),
    "two of three go from a small shop": ("small", delete_rows("People", 1, 9), {}),
    "the tab gets another name": ("both", set_tab("Sales", title="Sales 2026"), {}),
    "the list is sorted": ("list", sort("People", 3), {}),
    "rows go of people whose orders stay": ("both", delete_rows("People", 1, 19), {}),
    "one large amount is mended": ("both", retype("Sales", 30, 3, 10), {}),
    "half go, and people typed beside all": (
        "list",
        both_edits(tick_everybody, delete_rows("People", 3, 15)),
        {},
    ),
    "a segment tab is deleted": ("list", delete_tab("Lapsed"), {}),
}


@pytest.mark.parametrize("case", ORDINARY)
def test_an_ordinary_change_is_not_held_back(trackers, case):
    """What sellers do from day to day goes through at once."""
    start, edit, job = ORDINARY[case]
    tracker = trackers[start].copy()
    edit(tracker)

    assert tracker.refresh(mode="preview", **job)["preview"]["held_back"] == []


def test_a_day_looked_back_to_does_not_hide_what_is_gone(trackers):
    """Who ordered until that day is compared all the same."""
    tracker = trackers["list"].copy()
    delete_rows("People", 1, 15)(tracker)

    with pytest.raises(NeedsConfirmationError) as held:
        tracker.refresh(as_of=date(2026, 10, 20))

    assert str(held.value).startswith("14 of the 19 customers")


def test_a_preview_is_never_held_back_but_says_that_a_refresh_would_be(trackers):
    """Reasons and figures are in the report, the gravest first."""
    tracker = trackers["list"].copy()
    delete_rows("People", 3, 15)(tracker)

    preview = tracker.refresh(mode="preview")["preview"]

    first = preview["held_back"][0]
    assert (first["code"], first["gone"], first["of"]) == ("customers_gone", 12, 24)
    assert preview["customers"]["vanished"]["count"] == 12


def test_the_schedule_holds_it_back_too(trackers):
    """Nobody is there to say yes, whenever it runs again."""
    tracker = trackers["list"].copy()
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[:1] == ["Refresh by itself"])
    tracker.type_cell("Segment rules", at, 1, "daily")
    delete_rows("People", 3, 15)(tracker)
    later = {"only_if_due": True, "as_of": None}

    for day in (22, 23):
        with pytest.raises(NeedsConfirmationError):
            tracker.refresh(
                **later, clock=lambda day=day: datetime(2026, 12, day, tzinfo=UTC)
            )


class LosesItsFirstAnswer:
    """A client whose first answer is lost, while a person edits."""

    def __init__(self, tracker, edit):
        self._tracker, self._edit = tracker, edit
        self._client = tracker.client()
        self._is_lost = False

    def __getattr__(self, name):
        return getattr(self._client, name)

    def batch_update(self, *arguments):
        answer = self._client.batch_update(*arguments)
        if self._is_lost:
            return answer
        self._is_lost = True
        self._edit(self._tracker)
        raise WriteOutcomeUnknownError("The answer was lost.")


def test_what_was_begun_is_brought_to_its_end(trackers):
    """Once a write was sent, nothing holds the rest back."""
    tracker = trackers["list"].copy()
    retype("People", 1, 3, 99999)(tracker)
    client = LosesItsFirstAnswer(tracker, delete_rows("People", 3, 15))
    job = Job(tracker.spreadsheet_id, as_of=date(2026, 11, 22))

    events = list(refresh(job, client, lambda: datetime(2026, 11, 22, tzinfo=UTC)))

    assert isinstance(events[-1], Finished)
    assert events[-1].report["customers"] == COUNT - 12


def test_to_put_back_what_a_dead_refresh_left_is_no_yes(trackers):
    """It is put back, and then the large change that came since waits all the same."""
    tracker = trackers["list"].copy()
    tracker.type_cell("People", 2, 3, 99_000_000)
    with pytest.raises(KilledError):
        refreshed_while(tracker, insert("People", "ROWS", 1), KilledError())
    delete_rows("People", 2, 20)(tracker)

    with pytest.raises(NeedsConfirmationError):
        tracker.refresh()
