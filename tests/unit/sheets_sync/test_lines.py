"""Rows of a block, known by their words."""

import pytest

from sheets_sync.lines import MOST_CHARACTERS, Found, decode_lines, encode_lines

ROWS = [["Title"], [], ["Tab", "Cell", "What"], ["People", "B7", "no date"], ["Sum", 7]]


def lines_of(rows):
    return decode_lines(encode_lines(rows, [range(0)] * len(rows)))


def found(*rows):
    wide = [[*row, *[None] * (3 - len(row))] for row in rows]
    return Found(lines_of(ROWS), wide)


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
    rows = [["a", "b", "c"]] * (MOST_CHARACTERS // 9)

    assert encode_lines(rows, [range(0)] * len(rows)) == ""
