"""A log of ours grows at its end and loses its oldest rows."""

import pytest

from sheets_sync.changes import AddRows, DeleteRows, WriteCells
from sheets_sync.desired.model import LogTab
from sheets_sync.diff.logs import diff_log
from sheets_sync.diff.names import NewTabs
from sheets_sync.layout import MOVES_COLUMNS
from sheets_sync.looks import Looks
from sheets_sync.model import TabMark
from tests.builders import snapshot, tab

MOVES = TabMark("moves")
OWNED = {column.key: at for at, column in enumerate(MOVES_COLUMNS)}
HEADER = [column.header for column in MOVES_COLUMNS]
NEWS = (46000, "Bo", "", "VIP", "New", "Moved down")


def row(date, typed=None):
    return [date, "Ada", "", "New", "VIP", "Moved up", typed]


def changes_for(rows, news=(), *, limit=100, oldest=0, grid=(100, 8)):
    moves = tab("Segment moves", rows, sheet_id=5, mark=MOVES, owned=OWNED, grid=grid)
    existing = snapshot(moves)
    log = LogTab(MOVES, "Segment moves", MOVES_COLUMNS, news, limit, oldest)
    return diff_log(existing, log, NewTabs(existing), Looks())


def deleted(changes):
    gone = [change for change in changes if isinstance(change, DeleteRows)]
    return [
        at for one in gone for at in range(one.row_index, one.row_index + one.count)
    ]


def test_moves_are_added_below_those_of_before():
    """The log is never rewritten."""
    changes = changes_for([HEADER, row(45000)], (NEWS,))

    assert WriteCells(5, 2, 0, (NEWS,)) in changes


def test_a_log_without_news_needs_no_change():
    """Nothing is written when nobody moved."""
    assert changes_for([HEADER, row(45000)]) == []


@pytest.mark.parametrize(
    ("rows", "news", "limits", "gone"),
    [
        ([row(10), row(20), row(30)], (), {"oldest": 20}, [1]),
        ([row(30), row(10), row(20)], (), {"oldest": 25}, [2, 3]),
        ([row(10, "called"), row(12), row(30)], (), {"oldest": 20}, [2]),
        ([row(10), row(20), row(30)], (), {"limit": 2}, [1]),
        ([row(20), row(10), row(10)], (NEWS,), {"limit": 2}, [2, 3]),
        ([row(10, "called"), row(20), row(30)], (NEWS,), {"limit": 2}, [2, 3]),
        ([row("my own line"), row(None), row(date=True)], (NEWS,), {"oldest": 99}, []),
    ],
    ids=[
        "too old",
        "in any order",
        "beside what a person typed",
        "too many",
        "too many with the news",
        "too many, one of them a person's",
        "without a date",
    ],
)
def test_the_oldest_rows_go(rows, news, limits, gone):
    """The log stays within its bounds, and no row goes that a person wrote beside."""
    changes = changes_for([HEADER, *rows], news, **limits)

    assert sorted(deleted(changes)) == gone


def test_the_last_row_below_the_header_stays():
    """Sheets refuses to delete every row below a frozen header."""
    changes = changes_for([HEADER, row(10)], oldest=20, grid=(2, 8))

    assert changes == [AddRows(5, 1), DeleteRows(5, 1, 1)]
