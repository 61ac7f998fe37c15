"""The Data check tab: what was read from where, and what could not be read."""

from typing import Final

from segments.tables import Table
from sheets_sync.a1 import column_letter
from sheets_sync.cells import literal_text
from sheets_sync.desired.check_lines import CheckLine, check_lines
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import BlockCell, BlockTab
from sheets_sync.layout import COUNT, HEADER, LINK, TITLE, TITLES
from sheets_sync.model import Content, Link, Snapshot, TabMark

SOURCE_HEADERS: Final = ("Tab", "Read as", "Header row", "Rows", "Left out", "Columns")
LINE_HEADERS: Final = ("Tab", "Cell", "What we found")
NOTHING_FOUND: Final = "Every row could be read."
WIDTHS_PX: Final = (160, 110, 420, 80, 80, 520)

Row = tuple[BlockCell, ...]


def check_block(snapshot: Snapshot, findings: Findings) -> BlockTab:
    """Return the tab: how the tracker was read, then each finding with its cell."""
    lines = check_lines(findings)
    return BlockTab(
        mark=TabMark("check"),
        title=TITLES["check"],
        rows=(
            (BlockCell("How this tracker was read", TITLE),),
            _header(SOURCE_HEADERS),
            *(_source_row(table) for table in sellers_tables(snapshot, findings)),
            (),
            (BlockCell("Worth a look", TITLE),),
            _header(LINE_HEADERS),
            *(_line_row(snapshot, line) for line in lines),
            *(() if lines else ((BlockCell(NOTHING_FOUND),),)),
        ),
        widths_px=WIDTHS_PX,
        frozen_row_count=0,
    )


def sellers_tables(snapshot: Snapshot, findings: Findings) -> tuple[Table, ...]:
    """Return the tables that stand in tabs of the seller's, not in one of ours."""
    return tuple(
        table
        for table in findings.tables
        if snapshot.tab_titled(table.source).mark is None
    )


def _header(texts: tuple[str, ...]) -> Row:
    return tuple(BlockCell(text, HEADER) for text in texts)


def _source_row(table: Table) -> Row:
    columns = ", ".join(
        f"{field.replace('_', ' ')} = {column_letter(column_index)}"
        for field, column_index in table.fields.items()
    )
    return (
        BlockCell(table.source),
        BlockCell(table.kind),
        BlockCell(table.header_row_index + 1, COUNT),
        BlockCell(len(table.body), COUNT),
        BlockCell(skipped_row_count(table), COUNT),
        BlockCell(columns),
    )


def _line_row(snapshot: Snapshot, line: CheckLine) -> Row:
    return (
        BlockCell(line.tab),
        BlockCell(_link(snapshot, line), LINK),
        BlockCell(literal_text(line.message)),
    )


def _link(snapshot: Snapshot, line: CheckLine) -> Content:
    """Return a link inside the spreadsheet, of the form Sheets itself copies out."""
    if not line.cell:
        return None
    sheet_id = snapshot.tab_titled(line.tab).sheet_id
    return Link(line.cell, f"#gid={sheet_id}&range={line.cell}")


def skipped_row_count(table: Table) -> int:
    """Return how many rows of a table's range were not read as data."""
    return len({row for problem in table.skipped for row in problem.row_indexes})
