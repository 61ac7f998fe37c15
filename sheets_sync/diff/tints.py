"""The light colour behind a segment's name, in columns of ours that hold segments."""

from collections.abc import Mapping
from typing import Final

from sheets_sync.changes import TintCells
from sheets_sync.model import Content

SEGMENT_KEY: Final = "segment"
# A colour takes a hundred bytes a cell, and nobody reads a list so long by colour.
MOST_CELLS: Final = 10_000


def tint_column(
    sheet_id: int,
    column_index: int | None,
    cells: Mapping[tuple[int, int], Content],
    tints: Mapping[str, str],
) -> list[TintCells]:
    """Return the colours of those of the written cells that stand in this column.

    A cell that holds no segment any more loses its colour.

    Args:
        sheet_id: The tab.
        column_index: The column of segments; None where the table has none.
        cells: What is written, by row and column.
        tints: Segment → colour.
    """
    names = {row: content for (row, at), content in cells.items() if at == column_index}
    if not tints or len(names) > MOST_CELLS:
        return []
    runs: list[tuple[int, list[str]]] = []
    for row_index in sorted(names):
        colour = tints.get(str(names[row_index]), "")
        if runs and runs[-1][0] + len(runs[-1][1]) == row_index:
            runs[-1][1].append(colour)
        else:
            runs.append((row_index, [colour]))
    at = column_index or 0
    return [TintCells(sheet_id, start, at, tuple(colours)) for start, colours in runs]
