"""Scattered cells → rectangular writes."""

from hypothesis import given
from hypothesis import strategies as st

from sheets_sync.changes import WriteCells
from sheets_sync.diff.rectangles import write_rectangles

CELLS = st.dictionaries(
    st.tuples(st.integers(0, 12), st.integers(0, 8)), st.integers(), max_size=60
)


@given(CELLS)
def test_the_writes_cover_exactly_the_cells(cells):
    """No cell is missed, added or written twice."""
    written = [
        ((write.row_index + down, write.column_index + right), content)
        for write in write_rectangles(7, cells)
        for down, row in enumerate(write.rows)
        for right, content in enumerate(row)
    ]

    assert len(written) == len(cells)
    assert dict(written) == cells


def test_a_solid_block_is_one_write():
    """Equal runs in rows that follow each other are joined."""
    cells = {(row, column): row * 10 + column for row in (3, 4) for column in (1, 2)}

    assert write_rectangles(7, cells) == [WriteCells(7, 3, 1, ((31, 32), (41, 42)))]


def test_a_gap_makes_two_writes():
    """A row in between that is not written splits the block."""
    assert len(write_rectangles(7, {(0, 0): "a", (2, 0): "b"})) == 2
