"""Rows and columns as they were copied, found again where they are now."""

import pytest

from sheets_sync.journal.names import columns_now, header_row_now, prints_of
from sheets_sync.journal.rows import RowFinder
from tests.builders import VIP, tab

ROWS = [
    ["Name", "Phone", "City"],
    ["Ada", "1", "Lagos"],
    ["Bo", "2", "Lagos"],
    [],
    ["Bo", "2", "Lagos"],
    ["Cy", None, "Abuja"],
]
# A row as it was copied, and where it is now.
FOUND = {
    "as it was": (["Ada", "1", "Lagos"], 1),
    "one cell typed over": (["Ada", "1", "Ibadan"], 1),
    "all but one cell typed over": (["Dan", "1", "Kano"], 1),
    "a figure that is text by now": (["Ada", 1, "Lagos"], 1),
    "the first of two alike": (["Bo", "2", "Lagos"], 2),
    "as near to one as to another": (["Eve", None, "Lagos"], None),
    "nothing in common": (["Eve", "9", "Kano"], None),
    "blank": ([None, "", " "], None),
    "shorter than the table": (["Cy"], 5),
    "longer than the table": (["Cy", None, "Abuja", "tall"], 5),
}


def finder(columns=None):
    return RowFinder(tab("People", ROWS), columns or {0: 0, 1: 1, 2: 2})


@pytest.mark.parametrize("name", FOUND)
def test_a_row_is_the_one_with_its_cells_or_most_of_them(name):
    """A tie finds nothing, rather than the wrong customer."""
    copied, expected = FOUND[name]

    assert finder().find(copied) == expected


def test_each_row_is_found_once():
    """Two customers alike have a row each; a third has none."""
    rows = finder()

    found = [rows.find(["Bo", "2", "Lagos"]) for _ in range(3)]

    assert found[:2] == [2, 4]
    # By then only the city is left to go by.
    assert found[2] == 1


def test_columns_that_moved_are_compared_where_they_are():
    """The copy has the name in its third column, the tab in its first."""
    assert finder({2: 0}).find(["x", "y", "Cy"]) == 5


HEADER = ["Name", "Phone", "City"]
# Headers as copied, headers now, and where each column is.
MOVED = {
    "nothing": (HEADER, HEADER, {0: 0, 1: 1, 2: 2}),
    "swapped": (HEADER, ["City", "Name", "Phone"], {0: 1, 1: 2, 2: 0}),
    "one inserted": (HEADER, ["New", *HEADER], {0: 1, 1: 2, 2: 3}),
    "one inserted without a header": (
        HEADER,
        ["Name", None, "Phone", "City"],
        {0: 0, 1: 2, 2: 3},
    ),
    "one deleted": (HEADER, ["Phone", "City"], {1: 0, 2: 1}),
    "one renamed": (HEADER, ["Name", "Number", "City"], {0: 0, 1: 1, 2: 2}),
    "renamed, and another inserted": (
        HEADER,
        ["New", "Name", "Number", "City"],
        {0: 1, 1: 2, 2: 3},
    ),
    "two of one name": (
        ["Note", "Name", "Note"],
        ["Name", "Note", "Note"],
        {0: 1, 1: 0, 2: 2},
    ),
    "the first of two of one name deleted": (
        ["Note", "Name", "Note"],
        ["Name", "Note"],
        {0: 1, 1: 0, 2: 2},
    ),
    "one without a header": (
        ["Name", None, "City"],
        ["Name", None, "City"],
        {0: 0, 1: 1, 2: 2},
    ),
    "one without a header moved": (
        ["Name", None, "City"],
        [None, "Name", "City"],
        {0: 1, 1: 0, 2: 2},
    ),
}


@pytest.mark.parametrize("name", MOVED)
def test_columns_are_known_by_their_headers(name):
    """Of two of one name the first stays the first; a renamed one stays in place."""
    then, now, expected = MOVED[name]

    columns = columns_now(tab("People", [now, ["Ada"]]), prints_of(then), len(then))

    assert columns.places == expected


def test_columns_of_ours_are_told():
    """They are those that stand where our columns are now."""
    people = tab("People", [["x", "Name", "Segment"]], owned={"segment": 2})

    columns = columns_now(people, prints_of(["Name", "Segment"]), 2)

    assert columns.ours == {1}


def test_the_header_of_a_sellers_tab_is_the_row_with_most_of_its_words():
    """The first of those with as many; in a tab of ours it is known."""
    people = tab("People", [["Name"], [], HEADER, ["Ada", "1", "Lagos"], HEADER])
    ours = tab("VIP", [HEADER, ["Phone", "Name", "City"]], mark=VIP)

    assert header_row_now(people, prints_of(HEADER)) == 2
    assert columns_now(ours, prints_of(["Phone", "Name", "City"]), 3).places == {
        0: 1,
        1: 0,
        2: 2,
    }
