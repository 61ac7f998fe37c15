"""Plain tables for a terminal and for the documentation."""

import math
from collections.abc import Sequence

Rows = Sequence[Sequence[str]]


def plain_table(title: str, header: Sequence[str], rows: Rows) -> str:
    """Return a Markdown table under its title, columns aligned to the right."""
    widths = [
        max(len(row[column]) for row in (header, *rows))
        for column in range(len(header))
    ]
    rule = [f"{'-' * (width - 1)}:" for width in widths]
    lines = [_line(row, widths) for row in (header, rule, *rows)]
    return "\n".join([title, "", *lines, ""])


def ratio(ours: float, theirs: float) -> str:
    """Return ours ÷ theirs, to two significant figures."""
    if not theirs:
        return "–"
    value = ours / theirs
    decimals = max(0, 1 - math.floor(math.log10(value))) if value else 0
    return f"{value:,.{decimals}f}×"


def pair(ours: float, theirs: float, decimals: int = 0) -> str:
    """Return both figures side by side, ours first."""
    return f"{ours:,.{decimals}f} : {theirs:,.{decimals}f}"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
    return f"| {' | '.join(cells)} |"
