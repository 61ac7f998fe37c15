"""Ids and titles of new tabs."""

import pytest

from sheets_sync.diff.names import NewTabs
from sheets_sync.model import Snapshot, Tab, TabMark


def snapshot(*tabs: Tab) -> Snapshot:
    return Snapshot("id", "Tracker", "en_GB", "Etc/GMT", tabs)


@pytest.mark.parametrize(
    ("taken", "wanted", "title"),
    [
        ((), "VIP", "VIP"),
        (("vip",), "VIP", "VIP 2"),
        (("VIP", "VIP 2"), "VIP", "VIP 3"),
        ((), "a/b: [c]*?", "a b   c"),
        ((), "''", "Segment"),
        ((), "x" * 150, "x" * 100),
        (("x" * 100,), "x" * 150, "x" * 98 + " 2"),
    ],
)
def test_a_new_title_is_free_and_allowed(taken, wanted, title):
    """Titles are unique whatever the case, short, and without forbidden characters."""
    tabs = [Tab(index, name, 10, 10) for index, name in enumerate(taken)]

    assert NewTabs(snapshot(*tabs)).title(wanted) == title


def test_the_same_tab_gets_the_same_id_in_every_plan():
    """An id depends on role and segment, so a second plan cannot add the tab again."""
    mark = TabMark("segment", "VIP")

    first, second = (NewTabs(snapshot()).sheet_id(mark) for _ in range(2))

    assert first == second


def test_an_id_that_is_taken_is_not_given_again():
    """A tab that has the id already keeps it."""
    mark = TabMark("segment", "VIP")
    taken = NewTabs(snapshot()).sheet_id(mark)

    assert NewTabs(snapshot(Tab(taken, "Other", 1, 1))).sheet_id(mark) == taken + 1
