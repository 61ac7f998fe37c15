"""The lowest point of a function without its slope: Nelder and Mead (1965)."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

Point = NDArray[np.float64]
Height = Callable[[Point], float]
_STEP: Final = 0.5
_CLOSE: Final = 1e-9
_MOVES: Final = 2_000


def lowest_point(height: Height, start: Point) -> Point:
    """Return where a function is lowest, near a point; a local minimum."""
    corners = np.vstack([start, start + _STEP * np.eye(len(start))])
    heights = np.array([height(corner) for corner in corners])
    for _ in range(_MOVES):
        order = np.argsort(heights, kind="stable")
        corners, heights = corners[order], heights[order]
        if heights[-1] - heights[0] < _CLOSE:
            break
        corners[-1], heights[-1], better = _moved(height, corners, heights)
        if not better:
            corners[1:] = (corners[1:] + corners[0]) / 2
            heights[1:] = [height(corner) for corner in corners[1:]]
    return np.asarray(corners[np.argmin(heights)])


def _moved(height: Height, corners: Point, heights: Point) -> tuple[Point, float, bool]:
    """Return the worst corner mirrored, mirrored twice as far, or pulled in."""
    centre = corners[:-1].mean(axis=0)
    away = centre - corners[-1]
    mirrored = centre + away
    level = height(mirrored)
    if level < heights[0]:
        farther = centre + 2 * away
        deeper = height(farther)
        return (farther, deeper, True) if deeper < level else (mirrored, level, True)
    if level < heights[-2]:
        return mirrored, level, True
    side = away if level < heights[-1] else -away
    nearer = centre + side / 2
    reached = height(nearer)
    if reached < min(level, heights[-1]):
        return nearer, reached, True
    return corners[-1], float(heights[-1]), False
