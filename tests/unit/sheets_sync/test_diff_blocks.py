"""Block tabs."""

from dataclasses import replace

from sheets_sync.changes import (
    AddRows,
    AddTab,
    InsertRows,
    MarkTab,
    RenameTab,
    WriteCells,
)
from sheets_sync.desired.model import BlockCell, BlockTab
from sheets_sync.diff.blocks import diff_block, sized_mark
from sheets_sync.diff.names import NewTabs
from sheets_sync.layout import PLAIN
from sheets_sync.model import Block, TabMark
from tests.builders import snapshot, tab

CHECK = TabMark("check")


def block(*rows):
    cells = tuple(tuple(BlockCell(value) for value in row) for row in rows)
    return BlockTab(CHECK, "Data check", cells, (100, 100, 100))


def changes_for(existing, *rows):
    return diff_block(existing, block(*rows), NewTabs(existing))


def check_tab(*rows, ours=None, **options):
    """Return a Data check tab in which we wrote the first rows, or all of them."""
    count = ours or len(rows)
    stands = Block(count, 3, marked=True)
    mark = sized_mark(block(*(row[:3] for row in rows[:count])))
    made = tab("Data check", rows, sheet_id=4, mark=mark, **options)
    return snapshot(replace(made, block=stands))


def mark_of(*rows):
    return MarkTab(4, 504, sized_mark(block(*rows)))


def write(row_index, column_index, *contents):
    styles = (tuple(PLAIN for _ in contents),)
    return WriteCells(4, row_index, column_index, (contents,), styles)


def test_a_new_block_is_written_row_by_row():
    """The tab is as large as the block, with a row to spare."""
    changes = changes_for(snapshot(), ["a", "b"], [], ["c"])

    added = next(change for change in changes if isinstance(change, AddTab))
    assert (added.row_count, added.column_count) == (4, 3)
    assert sum(isinstance(change, WriteCells) for change in changes) == 2


def test_only_runs_of_cells_that_differ_are_written():
    """Equal cells in between split the row."""
    existing = check_tab(["a", "b", "c"], ["d"])

    assert changes_for(existing, ["x", "b", "z"], ["d"]) == [
        mark_of(["x", "b", "z"], ["d"]),
        write(0, 0, "x"),
        write(0, 2, "z"),
    ]


def test_cells_left_over_below_are_cleared():
    """A shorter list leaves nothing of the longer one."""
    existing = check_tab(["a"], ["b", "c"])

    assert changes_for(existing, ["a"]) == [mark_of(["a"]), write(1, 0, None, None)]


def test_what_stands_to_the_right_of_the_block_stays():
    """The block's rectangle is ours; the rest is the seller's."""
    assert changes_for(check_tab(["a", None, None, "mine"]), ["a"]) == []


def test_what_people_typed_below_the_block_stays():
    """We know how far down we wrote."""
    existing = check_tab(["a"], [], ["my own sum", 7], ours=1)

    assert changes_for(existing, ["a"]) == []


def test_what_people_typed_below_moves_down_for_a_longer_block():
    """Rows are inserted, and nothing is written over."""
    existing = check_tab(["a"], ["my own sum", 7], ours=1)

    changes = changes_for(existing, ["a"], ["b"], ["c"])

    assert InsertRows(4, 1, 2) in changes
    assert [c.row_index for c in changes if isinstance(c, WriteCells)] == [1, 2]


def test_a_longer_block_grows_the_grid():
    """Rows are added before they are written."""
    existing = check_tab(["a"], grid=(2, 3))

    assert AddRows(4, 1) in changes_for(existing, ["a"], ["b"])


def test_a_block_that_is_set_aside_stays_as_it_is():
    """It gets another name and mark, and a new tab takes the old name."""
    existing = check_tab(["mine"])
    aside = replace(block(["a"]), sets_aside="Data check (old)")

    changes = diff_block(existing, aside, NewTabs(existing))

    assert changes[:2] == [
        RenameTab(4, "Data check (old)"),
        MarkTab(4, 504, TabMark("kept")),
    ]
    added = changes[2]
    assert isinstance(added, AddTab)
    assert added.title == "Data check"
    assert {change.sheet_id for change in changes[3:]} == {added.sheet_id}
