"""Copied rows are found again, by all they hold, by who they are, or by likeness."""

import pytest

from sheets_sync.model import Tab
from sheets_sync.way_back.rows import rows_now

ADA = ("Ada Obi", "0101", "Lagos", 4)
BISI = ("Bisi Ade", "0102", "Lagos", 5)
EVERY = {0: 0, 1: 1, 2: 2, 3: 3}
WHO = {0: 0, 1: 1}


def tab(*rows) -> Tab:
    return Tab(1, "People", 20, 4, columns=tuple(zip(*rows, strict=True)))


@pytest.mark.parametrize(
    ("copied", "now", "found"),
    [
        ([ADA, BISI], [BISI, ADA], {0: 1, 1: 0}),
        ([ADA, ADA], [ADA, BISI, ADA], {0: 0, 1: 2}),
        # A formula that shows another figure each day, in every row.
        ([ADA, BISI], [(*BISI[:3], 9), (*ADA[:3], 9)], {0: 1, 1: 0}),
        ([ADA], [BISI, ("Ada O.", "0199", "Lagos", 4)], {0: 1}),
        # A row that is gone has nothing to do with another of the same city.
        ([ADA], [BISI], {}),
        ([ADA], [("Ada Obi", "7", "Lagos", 1), ("Ada Obi", "8", "Lagos", 2)], {}),
        ([("", None, "", None)], [("", None, "", None), BISI], {}),
    ],
    ids=[
        "sorted",
        "copied by a person",
        "a figure of today",
        "renamed",
        "gone",
        "two alike",
        "blank",
    ],
)
def test_each_row_is_found_where_it_is_now(copied, now, found):
    """None is found twice, and none where it is only a guess."""
    assert rows_now(dict(enumerate(copied)), tab(*now), EVERY, WHO) == found


def test_columns_that_moved_are_looked_at_where_they_are():
    """The copy has them where they stood."""
    moved = tab(("", *ADA[:3]), ("", *BISI[:3]))

    assert rows_now({7: BISI}, moved, {0: 1, 1: 2, 2: 3}, {0: 1}) == {7: 1}
