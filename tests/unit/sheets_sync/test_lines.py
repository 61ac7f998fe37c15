"""Rows of a block, known by their words."""

import pytest

from sheets_sync.lines import MOST_CHARACTERS, encode_lines, find_rows

ROWS = [["Title"], [], ["Tab", "Cell", "What"], ["People", "B7", "no date"], ["Sum", 7]]


# So many that no more than a print of each is kept.
FILLER = [["People", f"B{at}", "no date"] for at in range(100, 2_600)]


def found(*rows, among=(), columns=range(3)):
    ours = [*ROWS, *among]
    kept = encode_lines([wide(row) for row in ours], [range(0)] * len(ours))
    return find_rows(kept, [wide(row) for row in [*rows, *among]], columns)


def wide(row):
    return [*row, *[None] * (3 - len(row))]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (ROWS, {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        ([*ROWS[:3], ["mine"], *ROWS[3:]], {0: 0, 1: 1, 2: 2, 4: 3, 5: 4}),
        ([ROWS[3], ["Sum", 9], ROWS[0]], {0: 3, 1: 4, 2: 0}),
        ([ROWS[0], [None, "mine"], *ROWS[2:]], {0: 0, 1: 1, 2: 2, 3: 3, 4: 4}),
        ([["People", "B7", "done"]], {0: 3}),
        ([["People", "mine"], ["Total", 7]], {}),
        ([["Sum", 7, "mine"], ["Sum", 7]], {1: 4}),
    ],
    ids=[
        *("as it was", "a row within", "sorted", "typed in a blank line"),
        *("a word typed over", "a person's rows", "a person's row of our words"),
    ],
)
def test_rows_of_ours_are_known_wherever_they_stand(rows, lines):
    """A row is ours by most of its words; any other is a person's."""
    assert found(*rows).line_of == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        (ROWS, {0, 2, 3, 4}),
        ([*ROWS[:3], ["mine"], *ROWS[3:]], {0, 2, 4, 5}),
        ([ROWS[3], ["Sum", 9], ROWS[0]], {0, 1, 2}),
        ([[*ROWS[0], "mine"], [7], *ROWS[2:]], {2, 3, 4}),
        ([["People", "B7", "done"]], set()),
    ],
    ids=[
        *("as it was", "a row within", "sorted", "typed where we left it blank"),
        "a word typed over",
    ],
)
def test_of_a_long_list_rows_are_ours_that_nobody_typed_in(rows, lines):
    """Any other stays a person's: the list is written anew before it."""
    known = {at for at in found(*rows, among=FILLER).line_of if at < len(rows)}

    assert known == lines


def test_a_column_that_is_gone_says_nothing():
    """A row is known by the words of the columns that are left."""
    rows = [["Title"], [], [None, "Cell", "What"], [None, "B7", "no date"]]

    assert found(*rows[2:], columns={1, 2}).line_of == {0: 2, 1: 3}


def test_figures_do_not_change_what_is_kept():
    """So a refresh in which only figures change leaves the mark as it is."""
    kept = [encode_lines([["Sum", figure, None]], [range(0)]) for figure in (7, 8.5)]

    assert kept[0] == kept[1]


def test_what_people_may_type_is_not_kept():
    """A cell for corrections says nothing of whose row it is."""
    kept = [encode_lines([["a", word]], [range(1, 2)]) for word in ("x", None)]

    assert kept[0] == kept[1]


def test_a_list_too_long_for_its_mark_is_known_by_its_size_alone():
    """Metadata of a tab has a limit."""
    rows = [["a", "b", "c"]] * (MOST_CHARACTERS // 4)

    assert (
        0 < len(encode_lines(rows[9:], [range(0)] * len(rows[9:]))) <= MOST_CHARACTERS
    )
    assert encode_lines(rows, [range(0)] * len(rows)) == ""
