"""Scattered changed cells → few rectangular writes."""

from collections.abc import Iterator, Mapping

from sheets_sync.changes import WriteCells
from sheets_sync.model import Content

Cells = Mapping[tuple[int, int], Content]


def write_rectangles(sheet_id: int, cells: Cells) -> list[WriteCells]:
    """Return writes that cover exactly these (row, column) cells, from the top down.

    Cells side by side in a row are one run; equal runs in rows that follow each other
    are one write.
    """
    stacks: list[tuple[int, int, list[tuple[Content, ...]]]] = []
    last_with_span: dict[tuple[int, int], int] = {}
    for row_index, start, contents in _runs(cells):
        span = (start, start + len(contents))
        at = last_with_span.get(span)
        if at is not None and stacks[at][0] + len(stacks[at][2]) == row_index:
            stacks[at][2].append(contents)
        else:
            last_with_span[span] = len(stacks)
            stacks.append((row_index, start, [contents]))
    return [
        WriteCells(sheet_id, row_index, column_index, tuple(rows))
        for row_index, column_index, rows in stacks
    ]


def _runs(cells: Cells) -> Iterator[tuple[int, int, tuple[Content, ...]]]:
    run: list[Content] = []
    start_row, start_column, next_column = -1, -1, -1
    for (row_index, column_index), content in sorted(
        cells.items(), key=lambda item: item[0]
    ):
        if (row_index, column_index) != (start_row, next_column):
            if run:
                yield start_row, start_column, tuple(run)
            run, start_row, start_column = [], row_index, column_index
        run.append(content)
        next_column = column_index + 1
    if run:
        yield start_row, start_column, tuple(run)
