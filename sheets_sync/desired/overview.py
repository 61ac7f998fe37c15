"""The Overview tab: the figures a seller asks for first, and a row per segment."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from segments.health import key_figures, moved_on
from sheets_sync.cells import serial_from_date, serial_from_datetime
from sheets_sync.desired.findings import Findings, segment_sizes
from sheets_sync.desired.model import BlockCell, BlockTab
from sheets_sync.desired.overview_charts import segment_charts
from sheets_sync.desired.overview_table import WIDTHS_PX, segment_table
from sheets_sync.layout import (
    COUNT,
    LAST_REFRESHED,
    OVERVIEW_TITLE,
    PERCENT,
    TITLE,
    TITLES,
)
from sheets_sync.looks import Looks, date_style, date_time_style, money_style
from sheets_sync.model import Content, Style, TabMark

# As many rows as the figures take at most: the table stays where it is.
TABLE_ROW: Final = 18
STALE_DAYS: Final = 31
QUIET: Final = Style(colour="#5F6368")

Row = tuple[BlockCell, ...]


def overview_block(
    findings: Findings,
    colours: Mapping[str, int],
    looks: Looks,
) -> BlockTab:
    """Return the tab: figures, charts beside them, then a row per segment.

    Args:
        findings: What was worked out.
        colours: Segment → number of its colour.
        looks: How figures look.
    """
    sizes = segment_sizes(findings)
    table = segment_table(sizes, looks)
    numbers = tuple(colours[size.name] for size in sizes)
    figures = ((BlockCell(OVERVIEW_TITLE, TITLE),), *_figures(findings, looks))
    return BlockTab(
        mark=TabMark(
            "overview", painted=numbers, noted=findings.configuration.label_in_notes
        ),
        title=TITLES["overview"],
        rows=(*figures, *[()] * (TABLE_ROW - len(figures)), *table.rows),
        widths_px=WIDTHS_PX,
        frozen_row_count=0,
        charts=segment_charts(TABLE_ROW, table, numbers),
        gridlines=False,
    )


def _figures(findings: Findings, looks: Looks) -> Iterator[Row]:
    """Yield a row per figure that is known, with a blank one between the groups."""
    shop = key_figures(findings.reading, findings.as_of)
    money, whole_money = money_style(looks), replace(looks, whole=True)
    day = date_style(looks)
    moved = moved_on(findings.assignments.frame)
    again_by = findings.refreshed_at.date() + timedelta(days=STALE_DAYS)
    yield _fact("As of", serial_from_date(findings.as_of), day)
    stamp = serial_from_datetime(findings.refreshed_at)
    yield _fact(LAST_REFRESHED, stamp, date_time_style(looks))
    yield _fact("Refresh again by", serial_from_date(again_by), day)
    if moved:
        yield _fact("Customers last moved", serial_from_date(moved), day)
    yield ()
    figures: tuple[tuple[str, float | None, Style], ...] = (
        ("Customers", shop.customers, COUNT),
        ("Ordered twice or more", shop.repeat_share, PERCENT),
        ("Ordered in the last 30 days", shop.active, COUNT),
        ("New in the last 30 days", shop.new, COUNT),
        ("Can be reached", shop.reachable_share, PERCENT),
        ("Orders", shop.orders, COUNT),
        ("Average order", shop.average_order, money_style(whole_money)),
        ("Sold", shop.sold if shop.given_back else None, money),
        ("Given back", shop.given_back or None, money),
        ("Spent", shop.spent, money),
        ("Spent by the top fifth", shop.top_share, PERCENT),
    )
    for label, value, style in figures:
        if value is not None:
            yield _fact(label, value, replace(style, bold=True))


def _fact(label: str, value: Content, style: Style) -> Row:
    return (BlockCell(label, QUIET), BlockCell(value, replace(style, align="RIGHT")))
