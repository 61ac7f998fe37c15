"""A column of cells as its distinct values, so that each is read once."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.model import Cell

Read = TypeVar("Read")

_NOTHING: Final = frozenset({"-", "--", "–", "—", "n/a", "na", "none", "nil", "?"})


def is_blank(cell: Cell) -> bool:
    """Return whether a cell shows nothing: empty, white space or not a number."""
    if isinstance(cell, str):
        return not cell.strip()
    return cell is None or (isinstance(cell, float) and math.isnan(cell))


def says_nothing(cell: Cell) -> bool:
    """Return whether a cell only says that there is nothing, as "-" and "n/a" do."""
    return isinstance(cell, str) and cell.strip().casefold() in _NOTHING


def cell_text(cell: Cell) -> str:
    """Return a cell as one line of text; whole figures lose their ".0"."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if is_blank(cell) else " ".join(str(cell).split())


@dataclass(frozen=True, slots=True)
class Distinct:
    """The distinct cells of a column, and which of them stands in each row.

    Attributes:
        cells: The distinct cells; check boxes as text.
        codes: The position in ``cells`` of each row; -1 when blank.
        index: The rows.
    """

    cells: tuple[Cell, ...]
    codes: NDArray[np.intp]
    index: pd.Index

    def spread(
        self, read: Sequence[object], *, missing: object, dtype: str
    ) -> pd.Series:
        """Return one value per row: what was read in its cell, or ``missing``."""
        values = np.empty(len(read) + 1, dtype=dtype)
        values[:-1] = read
        values[-1] = missing
        return pd.Series(values[self.codes], self.index, dtype=dtype, copy=False)

    def where(self, read: Sequence[Read], holds: Callable[[Read], bool]) -> pd.Series:
        """Return in which rows what was read fulfils ``holds``; not where blank."""
        return self.spread(list(map(holds, read)), missing=False, dtype="bool")


def distinct(column: pd.Series) -> Distinct:
    """Return the distinct cells of a column of raw cells."""
    plain = column.to_numpy(dtype=object)
    codes, cells = pd.factorize(plain)
    if not {0, 1}.isdisjoint(cells):
        # TRUE equals 1 in Python: which of them was kept would hang on row order.
        codes, cells = pd.factorize(_without_ticks(plain))
    blank = np.array([*map(is_blank, cells), True])
    return Distinct(tuple(cells), np.where(blank[codes], -1, codes), column.index)


def _without_ticks(plain: NDArray[np.object_]) -> NDArray[np.object_]:
    texts = [cell_text(cell) if isinstance(cell, bool) else cell for cell in plain]
    spelled = np.empty(len(texts), dtype=object)
    spelled[:] = texts
    return spelled


def read_text(column: pd.Series) -> pd.Series:
    """Return cells as tidy text; None when blank."""
    found = distinct(column)
    texts = [cell_text(cell) or None for cell in found.cells]
    return found.spread(texts, missing=None, dtype="object")
