"""Somebody edits at the very moment when a refresh writes; nobody loses a cell."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from local_sheets import LocalServer
from tests.conftest import Tracker, create_spreadsheet
from tests.faulty import (
    FREE_COLUMN,
    PEOPLE,
    STRUCTURE,
    VALUES,
    WRITE,
    KilledError,
    Wire,
    killed_after,
    later,
    some_moved,
    timed_out_after,
)
from sheets_sync.refresh import Job, refresh
from tests.conftest import AS_OF

OURS = ("Segment", "Why", "Segment since", "Previous segment", "Tags")
SEGMENT_HEADERS = ["Customer", "Phone", "Message"]


@pytest.fixture(scope="module")
def at_hand(shared_server) -> Tracker:
    """A tracker with notes beside each customer, one of whom is about to move."""
    made = create_spreadsheet(shared_server, {"People": PEOPLE})
    tracker = Tracker(shared_server, made)
    some_moved(tracker)
    return tracker


@pytest.fixture
def tracker(at_hand) -> Iterator[Tracker]:
    """The same, as a tracker of the test's own."""
    yield at_hand.copy()
    at_hand.server.world.before = None


def before_the_write(tracker: Tracker, edit: Callable[[Tracker], object]) -> None:
    """Let a person edit just before the next write arrives."""
    world = tracker.server.world

    def met(_method: str, path: str, _body: object) -> None:
        if path.endswith(f"{tracker.spreadsheet_id}:batchUpdate"):
            world.before = None
            edit(tracker)

    world.before = met


def insert(title: str, dimension: str, at: int):
    def edit(tracker: Tracker) -> None:
        span = {"sheetId": tracker.sheet_id(title), "dimension": dimension}
        span |= {"startIndex": at, "endIndex": at + 1}
        tracker.send({"insertDimension": {"range": span}})

    return edit


def delete_row(title: str, at: int):
    def edit(tracker: Tracker) -> None:
        span = {"sheetId": tracker.sheet_id(title), "dimension": "ROWS"}
        span |= {"startIndex": at, "endIndex": at + 1}
        tracker.send({"deleteDimension": {"range": span}})

    return edit


def sort_rows(title: str, column: int = 0, order: str = "DESCENDING"):
    def edit(tracker: Tracker) -> None:
        rows = {"sheetId": tracker.sheet_id(title), "startRowIndex": 1}
        specs = [{"dimensionIndex": column, "sortOrder": order}]
        tracker.send({"sortRange": {"range": rows, "sortSpecs": specs}})

    return edit


def type_text(title: str, row: int, column: int):
    return lambda tracker: tracker.type_cell(title, row, column, "typed just now")


@dataclass
class Left:
    """What people and we have left: cells beside each customer, and their labels."""

    typed: Counter[tuple[Any, ...]]
    notes: dict[str, list[str]]
    segments: dict[str, list[str]]
    labels: dict[str, tuple[Any, ...]]


def left(tracker: Tracker) -> Left:
    """Return what is there, by customer."""
    header, *rows = tracker.rows("People")
    ours = [at for at, word in enumerate(header) if word in OURS]
    theirs = [at for at in range(len(header)) if at not in ours]
    cells = [[row[at] if at < len(row) else "" for at in range(99)] for row in rows]
    name = header.index("Name")
    notes: dict[str, list[str]] = {}
    segments: dict[str, list[str]] = {}
    for title, lines in tracker.all_rows().items():
        if not lines or not {*SEGMENT_HEADERS} <= {*lines[0]}:
            continue
        words = lines[0]
        for line in lines[1:]:
            at = words.index("Customer")
            who = str(line[at]) if at < len(line) else ""
            segments.setdefault(who, []).append(title)
            own = [c for c, w in zip(line, words + [""] * 50) if w in ("", "Notes")]
            notes.setdefault(who, []).extend(str(c) for c in own if c != "")
    return Left(
        typed=Counter(
            tuple(row[at] for at in theirs) for row in cells if any(map(bool, row))
        ),
        notes={who: sorted(own) for who, own in notes.items()},
        segments={who: sorted(titles) for who, titles in segments.items()},
        labels={
            row[name]: tuple(row[at] for at in ours) for row in cells if row[name]
        },
    )


EDITS = {
    "column inserted among the customers": insert("People", "COLUMNS", 1),
    "row inserted among the customers": insert("People", "ROWS", 1),
    "customers sorted": sort_rows("People"),
    "a customer deleted": delete_row("People", 4),
    "text typed beside a customer": type_text("People", 2, 5),
    "column inserted in a segment": insert("Regular", "COLUMNS", 0),
    "row inserted in a segment": insert("New", "ROWS", 1),
    "a segment sorted": sort_rows("New"),
    "a row of a segment deleted": delete_row("New", 1),
    "text typed in a segment": type_text("New", 1, FREE_COLUMN + 1),
}


@pytest.mark.parametrize("name", EDITS)
def test_probe(tracker, name):
    edit = EDITS[name]
    quiet = tracker.copy()
    edit(quiet)
    quiet.refresh(clock=later)
    quiet.refresh(clock=later)

    before_the_write(tracker, edit)
    report = tracker.refresh(clock=later)
    print(report["api"], tracker.rows("People"))
    now = left(tracker)
    assert now == left(quiet)
    assert tracker.server.world.before is None
