"""A tracker that nobody touches is left alone, and nothing piles up in one that is."""

import pytest

from tests.conftest import EXAMPLES, Tracker, create_spreadsheet
from tests.corpus.corpus import TRACKERS, load, type_in
from tests.rest import ONLY_THE_STAMP, assert_rests, counts, moves, refresh_at, switches

EVERY = 25  # of the corpus by default; the soak takes each
READABLE = [path for path in TRACKERS if "error" not in load(path).expected]
PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order", "Pin segment", "Notes"],
    ["Ada Obi", "0803 000 0101", 6, 90000, 46340, "", "Likes red"],
    ["Bisi Ade", "0803 000 0102", 3, 12000, 46335, "", ""],
    ["Chike Eze", "0803 000 0103", 1, 5000, 46300, "", ""],
    ["Dayo Ola", "0803 000 0104", 0, None, None, "", "Asked for a price"],
]
EXAMPLES_TYPED = sorted(
    path for path in EXAMPLES.iterdir() if path.suffix in {".xlsx", ".csv"}
)
# By default; the command line's tests refresh the others twice, too.
EXAMPLES_AT_REST = {"london-bakes.csv", "pune-jeweller.xlsx"}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[pytest.mark.soak] * (at % EVERY > 0))
        for at, path in enumerate(READABLE)
    ],
)
def test_a_second_refresh_of_any_tracker_sends_nothing(shared_server, path):
    """On every tracker of the corpus: no request, and later only the stamp."""
    tracker = load(path)
    spreadsheet_id, _ = type_in(tracker, shared_server)

    assert_rests(Tracker(shared_server, spreadsheet_id), as_of=tracker.as_of)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=path.name,
            marks=[pytest.mark.soak] * (path.name not in EXAMPLES_AT_REST),
        )
        for path in EXAMPLES_TYPED
    ],
)
def test_a_second_refresh_of_an_example_sends_nothing(tracker_of, path):
    """On every example, too."""
    assert_rests(tracker_of(path))


@pytest.fixture
def lively(shared_server) -> Tracker:
    """A small tracker with notes and pins, refreshed once."""
    tracker = Tracker(
        shared_server, create_spreadsheet(shared_server, {"People": PEOPLE})
    )
    refresh_at(tracker, 0)
    return tracker


@pytest.mark.parametrize("happens", [moves, switches])
@pytest.mark.parametrize(
    "rounds",
    [pytest.param(1, id="10"), pytest.param(24, id="100", marks=pytest.mark.soak)],
)
def test_nothing_piles_up(lively, happens, rounds):
    """After so many refreshes there is as much of everything as after the fifth."""
    happens(lively, "People", 1)
    before = counts(lively, ["People"])

    for number in range(rounds):
        happens(lively, "People", 10 + 4 * number)

    assert counts(lively, ["People"]) == before
    assert before["hidden tabs"] <= 1
    assert refresh_at(lively, 200)["changes"] == ONLY_THE_STAMP
