"""The Overview tab: the figures a seller asks for first."""

from typing import Final

from sheets_sync.cells import serial_from_date, serial_from_datetime
from sheets_sync.desired.findings import Findings, SegmentSize, segment_sizes
from sheets_sync.desired.model import BlockCell, BlockTab
from sheets_sync.layout import (
    COUNT,
    DATE,
    DATE_TIME,
    HEADER,
    LAST_REFRESHED,
    OVERVIEW_TITLE,
    PERCENT,
    TITLE,
    TITLES,
    money_style,
)
from sheets_sync.model import Content, Style, TabMark

HEADERS: Final = (
    "Segment",
    "Customers",
    "Share of customers",
    "Spent",
    "Share of spend",
    "Can be reached",
    "What it means",
    "Worth a look",
)
WIDTHS_PX: Final = (190, 150, 140, 140, 120, 120, 380, 380)

Row = tuple[BlockCell, ...]


def overview_block(findings: Findings) -> BlockTab:
    """Return the tab: when and how it was refreshed, then a row per segment."""
    money = money_style(findings.reading.currency)
    rules = findings.configuration.rules
    return BlockTab(
        mark=TabMark("overview"),
        title=TITLES["overview"],
        rows=(
            (BlockCell(OVERVIEW_TITLE, TITLE),),
            _fact("As of", serial_from_date(findings.as_of), DATE),
            _fact(
                LAST_REFRESHED,
                serial_from_datetime(findings.refreshed_at),
                DATE_TIME,
            ),
            _fact("Scheme", findings.configuration.scheme),
            _fact("Customers", len(findings.reading.customers), COUNT),
            *_money_facts(findings, money),
            (),
            tuple(BlockCell(header, HEADER) for header in HEADERS),
            *(
                _segment_row(size, rules.meaning(size.name), money)
                for size in segment_sizes(findings)
            ),
        ),
        widths_px=WIDTHS_PX,
        frozen_row_count=0,
    )


def _fact(label: str, value: Content, style: Style | None = None) -> Row:
    cell = BlockCell(value, style) if style else BlockCell(value)
    return (BlockCell(label, HEADER), cell)


def _money_facts(findings: Findings, money: Style) -> tuple[Row, ...]:
    """Return what was sold and what was given back; without orders, what was spent."""
    totals = findings.reading.totals
    spent = float(findings.reading.customers["spent"].sum())
    net = _fact("Spent by these customers", round(spent, 2), money)
    if not totals.get("orders"):
        return (net,)
    return (
        _fact("Orders", int(totals["orders"]), COUNT),
        _fact("Sold", round(totals["gross"], 2), money),
        _fact("Given back", round(totals["refunds"], 2), money),
        net,
    )


def _segment_row(size: SegmentSize, meaning: str, money: Style) -> Row:
    return (
        BlockCell(size.name),
        BlockCell(size.customers, COUNT),
        BlockCell(size.share, PERCENT),
        BlockCell(size.revenue, money),
        BlockCell(size.revenue_share, PERCENT),
        BlockCell(size.reachable_share, PERCENT),
        BlockCell(meaning),
        BlockCell(" ".join(size.warnings)),
    )
