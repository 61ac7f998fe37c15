"""Somebody edits at the very moment when a refresh writes; nobody loses a cell."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import zip_longest
from typing import Any

import pytest

from sheets_sync.errors import KeepsChangingError, WriteOutcomeUnknownError
from sheets_sync.refresh import Job, refresh
from sheets_sync.rounds import MENDINGS
from tests.conftest import AS_OF, Tracker, create_spreadsheet
from tests.editors.calls import WRITE, DirectCalls
from tests.faulty import (
    FREE_COLUMN,
    PEOPLE,
    KilledError,
    label_in_notes,
    later,
    some_moved,
)

OURS = {"Segment", "Why", "Segment since", "Previous segment", "Tags"}
OF_A_SEGMENT = {"Customer", "Phone", "Message"}
WIDTH = 20
Edit = Callable[[Tracker], object]


@pytest.fixture(scope="module")
def at_hand(shared_server) -> Tracker:
    """A tracker with a note beside each customer, one of whom is about to move."""
    made = create_spreadsheet(shared_server, {"People": PEOPLE})
    tracker = Tracker(shared_server, made)
    some_moved(tracker)
    return tracker


@pytest.fixture
def tracker(at_hand) -> Tracker:
    """The same, as a tracker of the test's own."""
    return at_hand.copy()


@dataclass
class Calls(DirectCalls):
    """The calls of a refresh, one of whose writes meets an edit and maybe a mishap."""

    edit: Callable[[], object] | None = None
    mishap: BaseException | None = None
    made: list[str] = field(default_factory=list)

    def batch_update(self, spreadsheet_id, body, fields="") -> Mapping[str, Any]:
        """Let the person edit, write, and lose the answer."""
        edit, self.edit = self.edit, None
        mishap, self.mishap = self.mishap, None
        if edit:
            edit()
        answer = super().batch_update(spreadsheet_id, body, fields)
        if mishap:
            raise mishap
        return answer


def refreshed(
    tracker: Tracker, edit: Edit | None = None, mishap: BaseException | None = None
) -> int:
    """Refresh, with a person who edits just before the write; return the writes."""
    meanwhile = (lambda: edit(tracker)) if edit else None
    calls = Calls(tracker.server.store, edit=meanwhile, mishap=mishap)
    for _ in refresh(Job(tracker.spreadsheet_id, as_of=AS_OF), calls, later):
        pass
    assert calls.edit is None
    return calls.usage.writes


def insert(title: str, dimension: str, at: int) -> Edit:
    def edit(tracker: Tracker) -> None:
        span = {"sheetId": tracker.sheet_id(title), "dimension": dimension}
        span |= {"startIndex": at, "endIndex": at + 1}
        tracker.send({"insertDimension": {"range": span}})

    return edit


def delete_row(title: str, at: int) -> Edit:
    def edit(tracker: Tracker) -> None:
        span = {"sheetId": tracker.sheet_id(title), "dimension": "ROWS"}
        span |= {"startIndex": at, "endIndex": at + 1}
        tracker.send({"deleteDimension": {"range": span}})

    return edit


def sort_rows(title: str) -> Edit:
    def edit(tracker: Tracker) -> None:
        rows = {"sheetId": tracker.sheet_id(title), "startRowIndex": 1}
        specs = [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]
        tracker.send({"sortRange": {"range": rows, "sortSpecs": specs}})

    return edit


def type_text(title: str, row: int, column: int) -> Edit:
    return lambda tracker: tracker.type_cell(title, row, column, "typed just now")


EDITS = {
    "column inserted among the customers": insert("People", "COLUMNS", 1),
    "row inserted among the customers": insert("People", "ROWS", 1),
    "customers sorted": sort_rows("People"),
    "a customer deleted": delete_row("People", 4),
    "text typed beside a customer": type_text("People", 2, 5),
    "column inserted in a segment": insert("New", "COLUMNS", 0),
    "row inserted in a segment": insert("New", "ROWS", 1),
    "a segment sorted": sort_rows("New"),
    "a row of a segment deleted": delete_row("New", 1),
    "text typed beside one who leaves a segment": type_text("New", 1, FREE_COLUMN + 1),
}
# What the journal has to put right, of all these.
WRONG = ["customers sorted", "column inserted in a segment", "a segment sorted"]


@dataclass(frozen=True)
class Left:
    """People's rows, and what stands beside each customer."""

    rows: Counter[tuple[Any, ...]]
    labels: Mapping[str, Sequence[Any]]
    segments: Mapping[str, Sequence[str]]
    beside: Mapping[str, Sequence[str]]


def left(tracker: Tracker) -> Left:
    """Return what is there, whatever the order of rows and columns of ours."""
    tabs = _all_rows(tracker)
    header, *people = [_wide(row) for row in tabs["People"]]
    ours = [at for at, word in enumerate(header) if word in OURS]
    theirs = [at for at in range(WIDTH) if at not in ours]
    segments: dict[str, list[str]] = {}
    beside: dict[str, list[str]] = {}
    for title, rows in tabs.items():
        words, *lines = [_wide(row) for row in rows] or [[]]
        if not {*words} >= OF_A_SEGMENT:
            continue
        own = [at for at, word in enumerate(words) if word in ("", "Notes")]
        for line in lines:
            who = line[words.index("Customer")]
            if who:
                segments.setdefault(who, []).append(title)
                beside.setdefault(who, []).extend(line[at] for at in own if line[at])
    named = [row for row in people if row[header.index("Name")]]
    return Left(
        Counter(tuple(row[at] for at in theirs) for row in people if any(row)),
        {row[header.index("Name")]: [row[at] for at in ours] for row in named},
        segments,
        {who: sorted(cells) for who, cells in beside.items()},
    )


def _all_rows(tracker: Tracker) -> dict[str, list[list[Any]]]:
    """Return every cell's value, by tab, in as few calls as it takes."""
    calls = DirectCalls(tracker.server.store)
    body = calls.get(tracker.spreadsheet_id, "sheets.properties(title,hidden)")
    properties = [one["properties"] for one in body["sheets"]]
    titles = [one["title"] for one in properties if not one.get("hidden")]
    answers = calls.batch_get(tracker.spreadsheet_id, [f"'{one}'" for one in titles])
    columns = [answer.get("values", []) for answer in answers["valueRanges"]]
    rows = [[*map(list, zip_longest(*one, fillvalue=""))] for one in columns]
    return dict(zip(titles, rows, strict=True))


def _wide(row: list[Any]) -> list[Any]:
    return [*row, *[""] * (WIDTH - len(row))]


@pytest.fixture(scope="module")
def after_quiet(at_hand) -> Callable[[str], Left]:
    """What is left where the person edits before the refresh begins."""

    @cache
    def of(name: str) -> Left:
        quiet = at_hand.copy()
        EDITS[name](quiet)
        refreshed(quiet)
        return left(quiet)

    return of


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_just_before_the_write_ends_as_one_before_the_refresh(
    tracker, after_quiet, name
):
    """Each cell that a person typed is beside its customer, and labels are right.

    What went wrong is put back first, and only then is everything planned anew.
    """
    expected = after_quiet(name)

    writes = refreshed(tracker, EDITS[name])

    assert left(tracker) == expected
    assert writes == 3 if name in WRONG else writes <= 3


@pytest.mark.parametrize("name", WRONG)
def test_a_process_that_dies_after_such_a_write_loses_nothing(
    tracker, after_quiet, name
):
    """The next refresh finds the journal, and puts right what the other could not."""
    expected = after_quiet(name)
    with pytest.raises(KilledError):
        refreshed(tracker, EDITS[name], KilledError())
    assert left(tracker) != expected

    refreshed(tracker)

    assert left(tracker) == expected


def test_an_answer_lost_after_such_a_write_loses_nothing(tracker, after_quiet):
    """The refresh reads again, and finds the journal itself."""
    lost = WriteOutcomeUnknownError("no answer")

    writes = refreshed(tracker, EDITS["a segment sorted"], lost)

    assert writes == 3
    assert left(tracker) == after_quiet("a segment sorted")


def test_a_tracker_that_keeps_changing_is_left_for_the_next_refresh(
    tracker, after_quiet
):
    """Rows are inserted before each write; the error says so, and nothing is lost."""
    edit = "row inserted among the customers"
    store, calls = tracker.server.store, []

    def meanwhile(kind: str) -> None:
        calls.append(kind)
        if kind == WRITE:
            EDITS[edit](tracker)

    with pytest.raises(KeepsChangingError):
        for _ in refresh(
            Job(tracker.spreadsheet_id, as_of=AS_OF),
            DirectCalls(store, meanwhile),
            later,
        ):
            pass
    refreshed(tracker)

    assert calls.count(WRITE) == MENDINGS
    assert left(tracker) == after_quiet(edit)


def test_a_tracker_that_was_put_right_is_at_rest(tracker):
    """What was put right stays so, and one hidden tab is left."""
    refreshed(tracker, EDITS["a segment sorted"])

    assert refreshed(tracker) == 0
    assert len(_hidden(tracker)) == 1


def _hidden(tracker: Tracker) -> list[str]:
    body = tracker.client().get(tracker.spreadsheet_id, "sheets.properties")
    properties = [one["properties"] for one in body["sheets"]]
    return [one["title"] for one in properties if one.get("hidden")]


def test_a_note_typed_where_a_tag_is_written_stays(shared_server):
    """The note was blank when it was read."""
    made = create_spreadsheet(shared_server, {"People": PEOPLE})
    tracker = Tracker(shared_server, made)
    label_in_notes(tracker)

    refreshed(tracker, type_text("People", 2, 5))

    assert "typed just now" in tracker.rows("People")[2][5]


def test_a_tick_beside_one_who_is_no_more_stays(tracker):
    """A box without a tick is as good as blank, and its row was about to go."""
    box = ("Lapsed", 1, FREE_COLUMN)
    tracker.type_cell(*box, value=False)
    delete_row("People", 3)(tracker)

    refreshed(tracker, lambda one: one.type_cell(*box, value=True))

    assert [True] in [row[-1:] for row in tracker.rows("Lapsed")]


def test_a_note_typed_over_one_of_two_alike_stays(tracker):
    """A customer's row was copied, and the copy goes: it says nothing more."""
    new = tracker.sheet_id("New")
    span = {"sheetId": new, "dimension": "ROWS", "startIndex": 4, "endIndex": 5}
    source = {"sheetId": new, "startRowIndex": 2, "endRowIndex": 3}
    goes = {"sheetId": new, "startRowIndex": 4, "endRowIndex": 5}
    copy = {"source": source, "destination": goes}
    tracker.send({"insertDimension": {"range": span}}, {"copyPaste": copy})

    refreshed(tracker, type_text("New", 4, FREE_COLUMN))

    assert "typed just now" in [cell for row in tracker.rows("New") for cell in row]
