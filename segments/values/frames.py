"""Frames of a few rows, for which pandas' own ways cost more than the rows do."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd


def columns_told(frame: pd.DataFrame) -> list[str]:
    """Return the columns in which at least one cell is known."""
    told = np.logical_or.reduce(frame.notna().to_numpy(), axis=0)
    return [str(name) for name in frame.columns[told]]


def rows_of(frame: pd.DataFrame, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """Yield each row: its key, and then its cells in these columns."""
    return zip(frame.index, *(frame[name] for name in columns), strict=True)
