"""The label in the seller's notes: ours is the tag, and nothing else."""

from datetime import UTC, datetime

import pytest

from local_sheets import LocalServer
from tests.conftest import Tracker, create_spreadsheet
from tests.integration.test_rules_tab import choose

LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}
NOTES = 4
PEOPLE = [
    ["Name", "Orders", "Total spent", "Last order", "Notes"],
    ["Ada Obi", 6, 90000, 46340, "Likes red, size 12"],
    ["Bisi Ade", 1, 12000, 46335, ""],
    ["Chike Eze", 0, None, None, "costs $1 \\ a.b (x)"],
]


@pytest.fixture(scope="module")
def first_shop(shared_server) -> Tracker:
    """A small tracker with notes, refreshed once."""
    tabs = {"People": PEOPLE}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh()
    return tracker


@pytest.fixture
def shop(first_shop) -> Tracker:
    """The same, as a tracker of the test's own."""
    return first_shop.copy()


def notes(tracker: Tracker) -> list:
    """Return the notes from the top down."""
    rows = tracker.rows("People")[1:]
    return [row[NOTES] if len(row) > NOTES else "" for row in rows]


def tagged(tracker: Tracker) -> list[str]:
    """Return what the notes of PEOPLE are with the segments of today."""
    header, *rows = tracker.rows("People")
    at = header.index("Segment")
    return [
        f"{row[NOTES]} [Segment: {labelled[at]}]".strip()
        for row, labelled in zip(PEOPLE[1:], rows, strict=False)
    ]


def test_the_tag_stands_behind_the_note(shop):
    """Only when the seller asks, and the rest of the note is as it was."""
    assert notes(shop) == [row[NOTES] for row in PEOPLE[1:]]
    choose(shop, "Label in notes", "on")

    report = shop.refresh()

    assert notes(shop) == tagged(shop)
    assert report["api"]["reads"] == 3
    rest = shop.refresh(**LATER)
    assert rest["changes"]["requests"] == 1
    assert rest["api"]["reads"] == 2
    # As a fact, a note is what the seller wrote.
    assert [x["known"] for x in rest["facts"] if x["fact"] == "Notes"] == [2]


def test_another_segment_replaces_only_our_own_tag(shop):
    """What the seller writes around the tag stays where it is."""
    choose(shop, "Label in notes", "on")
    shop.refresh()
    shop.type_cell("People", 2, NOTES, "[Segment: New] call her [soon]")
    shop.type_cell("People", 2, 1, 6)
    shop.type_cell("People", 2, 2, 99000)

    shop.refresh()

    tag = tagged(shop)[1]
    assert tag != "[Segment: New]"
    assert notes(shop)[1] == f"{tag} call her [soon]"


def test_switching_it_off_takes_our_tags_away(shop):
    """The notes are as they were before it was ever on."""
    choose(shop, "Label in notes", "on")
    shop.refresh()
    choose(shop, "Label in notes", "off")

    shop.refresh()

    assert notes(shop) == [row[NOTES] for row in PEOPLE[1:]]
    assert shop.refresh(**LATER)["changes"]["requests"] == 1


def test_a_note_that_is_no_text_is_left_alone_and_listed(tracker_of):
    """Typed again, as Sheets does when it replaces text, it would be something else."""
    odd = [42, 46300.5, True, "007", "3 Jan 2026", "=1", "-5%", "5pm", "yes"]
    people = [[f"Person {at}", 1, 100, 46340, note] for at, note in enumerate(odd)]
    tracker = tracker_of({"People": [*PEOPLE, *people]})
    tracker.refresh()
    choose(tracker, "Label in notes", "on")

    report = tracker.refresh()

    assert notes(tracker) == [*tagged(tracker), *odd]
    listed = [x["cell"] for x in report["data_check"] if x["code"] == "note_left_alone"]
    assert listed == [f"E{row}" for row in range(5, 5 + len(odd))]
    assert tracker.refresh(**LATER)["changes"]["requests"] == 1


def test_a_formula_is_left_alone_whatever_it_shows(shop):
    """Not even where it shows nothing."""
    formulas = ['="Likes " & A2', '=IF(B2 > 9, "Good", "")']
    start = {"sheetId": shop.sheet_id("People"), "rowIndex": 1, "columnIndex": NOTES}
    rows = [{"values": [{"userEnteredValue": {"formulaValue": f}}]} for f in formulas]
    shop.send(
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}
    )
    choose(shop, "Label in notes", "on")

    report = shop.refresh()

    assert notes(shop) == ["Likes Ada Obi", "", tagged(shop)[2]]
    listed = [x["cell"] for x in report["data_check"] if x["code"] == "note_left_alone"]
    assert listed == ["E2", "E3"]
    assert shop.refresh(**LATER)["changes"]["requests"] == 1


def test_a_tracker_without_notes_says_so(tracker_of):
    """There is no cell to put the label in."""
    orders = [["Date", "Customer", "Amount", "Note"], [46300, "Ada Obi", 5000, "gift"]]
    tracker = tracker_of({"Sales": orders})
    tracker.refresh()
    choose(tracker, "Label in notes", "on")

    report = tracker.refresh()

    assert tracker.rows("Sales") == orders
    assert "no_notes_column" in {line["code"] for line in report["data_check"]}
    assert tracker.refresh(**LATER)["changes"]["requests"] == 1


def test_what_somebody_types_meanwhile_is_not_overwritten():
    """A note that changed between our read and our write waits for the next refresh."""
    waiting = []

    def before(method, path, _body):
        if ":batchUpdate" in path and waiting:
            waiting.pop()()

    with LocalServer(on_request=before) as server:
        tracker = Tracker(server, create_spreadsheet(server, {"People": PEOPLE}))
        tracker.refresh()
        choose(tracker, "Label in notes", "on")
        typed = "Likes blue now"
        waiting.append(lambda: tracker.type_cell("People", 1, NOTES, typed))

        tracker.refresh()
        assert notes(tracker)[0] == typed

        tracker.refresh()
        tag = tagged(tracker)[0].removeprefix(PEOPLE[1][NOTES])
        assert notes(tracker)[0] == typed + tag


def test_a_tag_that_a_person_typed_stays_while_nobody_asked_for_ours(shop):
    """What looks like our tag is removed only where we have put tags before."""
    typed = "call her [Segment: VIP]"
    shop.type_cell("People", 1, NOTES, typed)

    shop.refresh()

    assert notes(shop)[0] == typed
