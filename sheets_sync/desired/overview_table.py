"""The Overview's table: a row per segment, with what is known of each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from sheets_sync.desired.findings import SegmentSize
from sheets_sync.desired.model import BlockCell
from sheets_sync.layout import COUNT, FIGURE_HEADER, HEADER, PERCENT
from sheets_sync.looks import Looks, money_style
from sheets_sync.model import Content, Style

NAME: Final = Style(bold=True, middle=True)
MOVES_HEADER: Final = replace(HEADER, align="CENTER")
SENTENCE: Final = Style(wrap_strategy="WRAP", middle=True)
HOURS_A_DAY: Final = 24
# Always there, and blank while nothing is known: the others have no fixed place.
FIXED_COUNT: Final = 11

Row = tuple[BlockCell, ...]
Kind = Literal["name", "count", "moves", "percent", "money", "sentence", "hour"]


@dataclass(frozen=True, slots=True)
class SegmentColumn:
    """One column: its key, header, width in pixels, kind, and the cell of a segment."""

    key: str
    header: str
    width_px: int
    kind: Kind
    content: Callable[[SegmentSize], Content]


@dataclass(frozen=True, slots=True)
class SegmentTable:
    """The table from its header down; ``columns`` are the keys of those that tell."""

    rows: tuple[Row, ...]
    columns: tuple[str, ...]


def hours_text(hour: int | None) -> str | None:
    """Return an hour of the day as from and to: 18 is ``18–19 h``."""
    return None if hour is None else f"{hour}–{(hour + 1) % HOURS_A_DAY or 24} h"


def _rate(part: int | None, whole: int | None) -> float | None:
    return round(part / whole, 4) if part is not None and whole else None


COLUMNS: Final = (
    SegmentColumn("name", "Segment", 190, "name", lambda one: one.name),
    SegmentColumn("customers", "Customers", 130, "count", lambda one: one.customers),
    SegmentColumn("share", "Share", 70, "percent", lambda one: one.share),
    SegmentColumn("spent", "Spent", 120, "money", lambda one: one.revenue),
    SegmentColumn(
        "spent_share", "Share of spend", 115, "percent", lambda one: one.revenue_share
    ),
    SegmentColumn("average", "Per customer", 110, "money", lambda one: one.average),
    SegmentColumn(
        "reached", "Can be reached", 115, "percent", lambda one: one.reachable_share
    ),
    SegmentColumn("joined", "Came in", 80, "moves", lambda one: one.joined),
    SegmentColumn("left", "Went out", 80, "moves", lambda one: one.left),
    SegmentColumn("meaning", "What it means", 340, "sentence", lambda one: one.meaning),
    SegmentColumn(
        "warnings", "Worth a look", 340, "sentence", lambda one: " ".join(one.warnings)
    ),
    SegmentColumn(
        "lists", "Broadcast lists", 110, "count", lambda one: one.broadcast_lists
    ),
    SegmentColumn(
        "hour", "Best hour", 110, "hour", lambda one: hours_text(one.best_hour)
    ),
    SegmentColumn("messaged", "Messaged", 110, "count", lambda one: one.messaged),
    SegmentColumn("replied", "Replied", 110, "count", lambda one: one.replied),
    SegmentColumn(
        "ordered", "Ordered in 14 days", 130, "count", lambda one: one.ordered_after
    ),
    SegmentColumn(
        "response",
        "Of those messaged",
        130,
        "percent",
        lambda one: _rate(one.ordered_after, one.messaged),
    ),
)
WIDTHS_PX: Final = tuple(column.width_px for column in COLUMNS)


def segment_table(sizes: Sequence[SegmentSize], looks: Looks) -> SegmentTable:
    """Return the table; a column of which nothing is known is left out.

    Args:
        sizes: The segments in the order of the rows.
        looks: How figures look, and the colour behind each name.
    """
    fixed, others = COLUMNS[:FIXED_COUNT], COLUMNS[FIXED_COUNT:]
    shown = (*fixed, *(column for column in others if _tells(column, sizes)))
    header = tuple(_header(column) for column in shown)
    body = (tuple(_cell(column, size, looks) for column in shown) for size in sizes)
    return SegmentTable(
        rows=(header, *body),
        columns=tuple(column.key if _tells(column, sizes) else "" for column in shown),
    )


def _tells(column: SegmentColumn, sizes: Sequence[SegmentSize]) -> bool:
    return any(column.content(size) is not None for size in sizes)


def _header(column: SegmentColumn) -> BlockCell:
    styles = {"name": HEADER, "sentence": HEADER, "moves": MOVES_HEADER}
    return BlockCell(column.header, styles.get(column.kind, FIGURE_HEADER))


def _cell(column: SegmentColumn, size: SegmentSize, looks: Looks) -> BlockCell:
    style = _style(column.kind, looks)
    if column.kind == "name":
        style = replace(style, background=looks.tints.get(size.name, ""))
    return BlockCell(column.content(size), style)


def _style(kind: Kind, looks: Looks) -> Style:
    figures = {
        "count": COUNT,
        "moves": replace(COUNT, align="CENTER"),
        "percent": PERCENT,
        "money": money_style(replace(looks, whole=True)),
        "hour": Style(align="RIGHT"),
    }
    texts = {"name": NAME, "sentence": SENTENCE}
    return texts[kind] if kind in texts else replace(figures[kind], middle=True)
