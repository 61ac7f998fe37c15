"""The columns of a grid → frames of raw cells, several columns of a role as one."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from segments.model import Grid
from segments.values.contacts import is_generic
from segments.values.distinct import cell_text, distinct, is_blank


def read_cells(grid: Grid, columns: Mapping[str, int], rows: range) -> pd.DataFrame:
    """Return some cells of a grid; None where blank.

    Args:
        grid: The cells of the tab.
        columns: Name → column index.
        rows: The rows of the tab that are meant.

    Returns:
        Index ``row_index``; one column per name.
    """
    cells = {name: _column(grid, index, rows) for name, index in columns.items()}
    index = pd.RangeIndex(rows.start, rows.stop, name="row_index")
    return pd.DataFrame(cells, index=index, dtype=object)


def _column(grid: Grid, index: int, rows: range) -> np.ndarray:
    column = np.full(len(rows), None, dtype=object)
    typed = grid.columns[index][rows.start : rows.stop]
    column[: len(typed)] = typed
    codes, values = pd.factorize(column)
    blank = np.array([*map(is_blank, values), True])
    column[blank[codes]] = None
    return column


def fill_from(
    body: pd.DataFrame, role: str, columns: Sequence[tuple[str, int]]
) -> tuple[pd.Series, pd.Series]:
    """Return a column filled, row by row, from others that mean the same.

    A cell that says nothing ("-", "n/a", "Walk-in") is filled from the first of the
    others that says something.

    Args:
        body: One column per name.
        role: The column to fill.
        columns: The name and column index of it and of the others, the likeliest
            first.

    Returns:
        The filled column, and the column index each cell is from.
    """
    cells = body[role]
    origins = pd.Series(columns[0][1], index=body.index)
    for name, column_index in columns[1:]:
        better = ~_says_something(cells) & _says_something(body[name])
        cells = cells.where(~better, body[name])
        origins = origins.where(~better, column_index)
    return cells, origins


def _says_something(cells: pd.Series) -> pd.Series:
    found = distinct(cells)
    return found.where(found.cells, lambda cell: not is_generic(cell_text(cell)))
