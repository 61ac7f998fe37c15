"""The Overview's charts, in the blank cells beside its figures."""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from sheets_sync.chart_model import Chart, ChartSeries
from sheets_sync.desired.overview_table import WIDTHS_PX, SegmentTable
from sheets_sync.looks import COLOURS, colour_of

TITLE_ROWS: Final = 1
# Beside the figures, which take the first two columns.
FIRST_COLUMN: Final = 2
GAP_PX: Final = 10
SIZE_PX: Final = (315, 340)
CAME_IN, WENT_OUT = COLOURS[1], COLOURS[2]
TITLES: Final = {
    "customers": "Customers",
    "spent": "Spent",
    "moves": "Came in and went out",
}


def segment_charts(
    header_row_index: int, table: SegmentTable, numbers: Sequence[int]
) -> tuple[Chart, ...]:
    """Return a chart of customers, one of spend, and one of moves once there are any.

    Args:
        header_row_index: Where the table begins.
        table: The rows of the segments.
        numbers: The number of each segment's colour, in the order of the rows.
    """
    points = tuple(map(colour_of, numbers))
    series: dict[str, dict[str, str | tuple[str, ...]]] = {
        "customers": {"customers": points},
        "spent": {"spent": points},
        "moves": {"joined": CAME_IN, "left": WENT_OUT},
    }
    return tuple(
        Chart(
            kind=kind,
            title=TITLES[kind],
            row_index=header_row_index,
            row_count=len(table.rows),
            label_column_index=table.columns.index("name"),
            series=tuple(_series(table, *one) for one in of_kind.items()),
            anchor=(TITLE_ROWS, _place(nth)[0]),
            offset_px=(_place(nth)[1], 0),
            size_px=SIZE_PX,
        )
        for nth, (kind, of_kind) in enumerate(series.items())
        if any(_tells(table, key) for key in of_kind)
    )


def _tells(table: SegmentTable, key: str) -> bool:
    """Tell whether a column holds anything but nought."""
    if key not in table.columns:
        return False
    at = table.columns.index(key)
    return any(row[at].content for row in table.rows[1:])


def _series(
    table: SegmentTable, key: str, colours: str | tuple[str, ...]
) -> ChartSeries:
    at = table.columns.index(key)
    if isinstance(colours, str):
        return ChartSeries(at, colours)
    return ChartSeries(at, colours[0], colours)


def _place(nth: int) -> tuple[int, int]:
    """Return the column under a chart's corner, and how far into it the corner is."""
    left = sum(WIDTHS_PX[:FIRST_COLUMN]) + GAP_PX + nth * (SIZE_PX[0] + GAP_PX)
    edges = [0, *accumulate(WIDTHS_PX)]
    column = max(index for index, edge in enumerate(edges) if edge <= left)
    return column, left - edges[column]
