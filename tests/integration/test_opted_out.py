"""People who asked not to be messaged."""

from datetime import date

from tests.conftest import Tracker

AS_OF = date(2026, 10, 6)
PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order", "Do not message"],
    ["Ada Obi", "0803 000 0101", 1, 5000, 46290, "yes"],
    ["Ada Obi", "0803 000 0102", 1, 4000, 46291, "yes"],
    ["Bisi Ade", "0803 000 0103", 1, 3000, 46292, None],
]


def segment_rows(tracker: Tracker) -> list[list[str]]:
    """Return name, phone and message of everybody in the tab New."""
    return [row[:3] for row in tracker.rows("New")[1:] if row]


def test_they_stay_in_their_tab_without_number_and_link(tracker_of):
    """A column of numbers that is copied whole holds nobody who opted out."""
    tracker = tracker_of({"People": PEOPLE})

    tracker.refresh(as_of=AS_OF)

    assert segment_rows(tracker) == [
        ["Ada Obi", "", "Asked not to be messaged"],
        ["Ada Obi", "", "Asked not to be messaged"],
        ["Bisi Ade", "+2348030000103", "Message on WhatsApp"],
    ]


def test_namesakes_without_a_number_keep_their_own_rows(tracker_of):
    """What is typed beside one of them stays there, and nothing is written anew."""
    tracker = tracker_of({"People": PEOPLE})
    tracker.refresh(as_of=AS_OF)
    tracker.type_cell("New", 0, 7, "My notes")
    tracker.type_cell("New", 2, 7, "spoke on Monday")

    report = tracker.refresh(as_of=AS_OF)

    assert report["changes"]["cells_changed"] <= 1
    assert [row[7:] for row in tracker.rows("New")] == [
        *(["My notes"], [], ["spoke on Monday"], [])
    ]


def test_they_get_their_number_back_when_they_change_their_mind(tracker_of):
    """The row is theirs throughout."""
    tracker = tracker_of({"People": PEOPLE})
    tracker.refresh(as_of=AS_OF)
    tracker.type_cell("People", 1, 5, "no")

    tracker.refresh(as_of=AS_OF)

    assert segment_rows(tracker)[0] == [
        *("Ada Obi", "+2348030000101", "Message on WhatsApp")
    ]
    assert len(segment_rows(tracker)) == 3
