"""How far apart the customers of two segments are, by ranks.

The statistic is Cliff's delta: how much likelier it is that one person of the first
segment has the larger figure than that one of the second has, ties counting half
(2 × AUC − 1). It needs no distribution and no unit, and one very large customer moves
it no more than any other.
"""

from typing import Final

import numpy as np
import pandas as pd

FACTS: Final = ("recency_days", "orders", "spent")
FEWEST: Final = 5
"""Segments of fewer people are compared with nobody: chance alone parts them."""

NEGLIGIBLE: Final = 0.147
"""Below it a difference is negligible (Romano, Kromrey, Coraggio, Skowronek 2006)."""


def separations(
    people: pd.DataFrame, segment: pd.Series, segments: pd.Index
) -> pd.DataFrame:
    """Return the largest delta over the facts, for each pair of segments.

    Work grows with customers × segments and never with pairs of customers.

    Args:
        people: Index ``customer``; columns orders and ``FACTS``.
        segment: Index ``customer``.
        segments: All segments.

    Returns:
        Index and columns ``segments``; 0 to 1, NaN for a segment beside itself and
        where fewer than ``FEWEST`` of either have ordered.
    """
    buyers = people.loc[people["orders"] > 0, list(FACTS)]
    codes = segments.get_indexer(pd.Index(segment.reindex(buyers.index)))
    enough = np.bincount(codes[codes >= 0], minlength=len(segments)) >= FEWEST
    compared = np.outer(enough, enough) & ~np.eye(len(segments), dtype=bool)
    held = np.full(compared.shape, np.nan)
    if compared.any():
        deltas = [_deltas(buyers[fact], codes, len(segments)) for fact in FACTS]
        held[compared] = np.abs(np.stack(deltas)).max(axis=0)[compared]
    return pd.DataFrame(held, index=segments, columns=segments)


def _deltas(values: pd.Series, codes: np.ndarray, count: int) -> np.ndarray:
    """Return Cliff's delta of each pair; 0 where either has no known value.

    (wins − losses) ÷ pairs, from how many of each segment have each value.
    """
    known = values.notna().to_numpy() & (codes >= 0)
    ranks, distinct = pd.factorize(values.to_numpy()[known], sort=True)
    cells = codes[known] * len(distinct) + ranks
    counts = np.bincount(cells, minlength=count * len(distinct))
    table = counts.reshape(count, len(distinct)).astype("float64")
    below = table.cumsum(axis=1) - table
    wins: np.ndarray = table @ below.T
    sizes = table.sum(axis=1)
    pairs = np.outer(sizes, sizes)
    deltas: np.ndarray = (wins - wins.T) / np.where(pairs > 0, pairs, 1.0)
    return deltas


def find_alike(apart: pd.DataFrame, candidates: tuple[str, ...]) -> dict[str, str]:
    """Return segment → the candidate it can hardly be told from, if there is one.

    Args:
        apart: What ``separations`` returned.
        candidates: Segments that sort by these facts and by nothing else.
    """
    if not (apart.to_numpy() < NEGLIGIBLE).any():
        return {}
    among = apart.loc[list(candidates), list(candidates)]
    near = among[among.min(axis=1, skipna=True) < NEGLIGIBLE]
    return {str(name): str(row.idxmin()) for name, row in near.iterrows()}
