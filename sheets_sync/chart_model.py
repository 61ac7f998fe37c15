"""A chart of ours, and where its figures stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One run of figures below a header: its column, its colour, and those of points.

    Colours are like ``#0072B2``; ``point_colours`` has one for each row, or none.
    """

    column_index: int
    colour: str
    point_colours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A bar chart of rows of a tab of ours, and where it lies over its blank cells.

    Bars are named by the cells of ``label_column_index``; the first of the rows is
    the header.
    """

    kind: str
    title: str
    row_index: int
    row_count: int
    label_column_index: int
    series: tuple[ChartSeries, ...]
    anchor: tuple[int, int]
    offset_px: tuple[int, int]
    size_px: tuple[int, int]
