"""The Data check tab: what was read from where, and what could not be read."""

from typing import Final

from segments.model import Problem
from segments.tables import Table
from sheets_sync.a1 import column_letter
from sheets_sync.cells import literal_text
from sheets_sync.corrections import SHOULD_BE
from sheets_sync.desired.check_lines import LINES_IN_ALL, cell_of
from sheets_sync.desired.facts_block import facts_block
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import BlockCell, BlockTab, Choices
from sheets_sync.desired.reading_block import reading_head, reading_lines
from sheets_sync.desired.rule_problems import rules_sheet_id
from sheets_sync.layout import CHECK_TITLE, COUNT, HEADER, LINK, TITLE, TITLES
from sheets_sync.model import Content, Link, Snapshot, TabMark
from sheets_sync.problems import RULE
from sheets_sync.sources import is_sellers

SOURCE_HEADERS: Final = ("Tab", "Read as", "Columns", "Rows", "Left out", "Header row")
PROBLEM_HEADERS: Final = ("Tab", "Cell", "What we found", "", "", "Rows")
ROWS_NAMED: Final = 30
NOTHING_FOUND: Final = "Every row could be read."
CORRECT_BELOW: Final = "Read wrongly? Put it right in the list at the end of this tab."
WIDTHS_PX: Final = (160, 90, 520, 160, 160, 300)

Row = tuple[BlockCell, ...]


def check_block(snapshot: Snapshot, findings: Findings) -> BlockTab:
    """Return the tab: how the tracker was read, then each finding with its cell."""
    problems = findings.problems[:LINES_IN_ALL]
    above = (
        (BlockCell(CHECK_TITLE, TITLE), BlockCell(None), BlockCell(CORRECT_BELOW)),
        _header(SOURCE_HEADERS),
        *(_source_row(table) for table in sellers_tables(snapshot, findings)),
        (),
        (BlockCell("Worth a look", TITLE),),
        _header(PROBLEM_HEADERS),
        *(
            _problem_row(problem, _sheet_id(snapshot, findings, problem))
            for problem in problems
        ),
        *(() if problems else ((BlockCell(NOTHING_FOUND),),)),
        (),
        *facts_block(findings.facts),
        (),
        *reading_head(),
    )
    lines = reading_lines(snapshot, findings)
    return BlockTab(
        mark=TabMark("check"),
        title=TITLES["check"],
        rows=(*above, *(line.row for line in lines)),
        widths_px=WIDTHS_PX,
        frozen_row_count=0,
        choices=Choices(
            row_index=len(above),
            column_index=SHOULD_BE,
            words=tuple(line.choices for line in lines),
            offered=findings.corrections.offered,
        ),
    )


def sellers_tables(snapshot: Snapshot, findings: Findings) -> tuple[Table, ...]:
    """Return the tables that stand in tabs of the seller's, not in one of ours."""
    return tuple(table for table in findings.tables if is_sellers(snapshot, table))


def _header(texts: tuple[str, ...]) -> Row:
    return tuple(BlockCell(text, HEADER) for text in texts)


def by_column(table: Table) -> list[tuple[str, int]]:
    """Return the table's fields with their column indexes, from left to right."""
    return sorted(table.fields.items(), key=lambda item: (item[1], item[0]))


def _source_row(table: Table) -> Row:
    columns = ", ".join(
        f"{column_letter(column_index)} {field.replace('_', ' ')}"
        for field, column_index in by_column(table)
    )
    return (
        BlockCell(table.source),
        BlockCell(table.kind),
        BlockCell(columns),
        BlockCell(len(table.body), COUNT),
        BlockCell(skipped_row_count(table), COUNT),
        BlockCell(table.header_row_index + 1, COUNT),
    )


def _problem_row(problem: Problem, sheet_id: int | None) -> Row:
    return (
        BlockCell(problem.source),
        BlockCell(_link(problem, sheet_id), LINK),
        BlockCell(literal_text(problem.message)),
        BlockCell(None),
        BlockCell(None),
        BlockCell(_row_numbers(problem)),
    )


def _sheet_id(snapshot: Snapshot, findings: Findings, problem: Problem) -> int | None:
    if problem.code == RULE:
        return rules_sheet_id(snapshot, findings.configuration)
    return snapshot.tab_titled(problem.source).sheet_id if problem.source else None


def _link(problem: Problem, sheet_id: int | None) -> Content:
    """Return a link to the first cell, of the form Sheets itself copies out."""
    if not problem.row_indexes or sheet_id is None:
        return None
    cell = cell_of(problem, problem.row_indexes[0])
    return Link(cell, f"#gid={sheet_id}&range={cell}")


def _row_numbers(problem: Problem) -> str:
    """Return the rows as the seller counts them; a single one is in its cell."""
    if len(problem.row_indexes) <= 1:
        return ""
    named = problem.row_indexes[:ROWS_NAMED]
    text = ", ".join(str(row_index + 1) for row_index in named)
    more = len(problem.row_indexes) - len(named)
    return f"{text} and {more:,} more" if more else text


def skipped_row_count(table: Table) -> int:
    """Return how many rows of a table's range were not read as data."""
    return len({row for problem in table.skipped for row in problem.row_indexes})
