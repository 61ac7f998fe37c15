"""New tables and new rows of ours, shared by segment tabs, customers tab and log."""

from collections.abc import Mapping, Sequence

from sheets_sync.changes import AddRows, AddTab, Change, FormatCells, WriteCells
from sheets_sync.diff.columns import new_column
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rectangles import write_rectangles
from sheets_sync.layout import Column, column_style
from sheets_sync.model import Content, Tab, TabMark

HEADER_ROWS = 1
# Sheets refuses to delete every row below a frozen header, so one stays blank.
SPARE_ROWS = 1
# Room to the right, where people make columns of their own.
SPARE_COLUMNS = 4

Rows = Sequence[tuple[Content, ...]]


def new_table(
    mark: TabMark,
    title: str,
    columns: Sequence[Column],
    rows: Rows,
    *,
    new_tabs: NewTabs,
    currency: str | None,
) -> tuple[int, list[Change]]:
    """Return the new tab's id, and the changes that add it with columns and rows."""
    sheet_id = new_tabs.sheet_id(mark)
    row_count = HEADER_ROWS + len(rows) + SPARE_ROWS
    changes: list[Change] = [
        AddTab(
            sheet_id,
            mark,
            new_tabs.title(title),
            row_count,
            len(columns) + SPARE_COLUMNS,
        )
    ]
    for column_index, column in enumerate(columns):
        changes += new_column(sheet_id, column_index, column, 0, currency)
    if rows:
        changes.append(WriteCells(sheet_id, HEADER_ROWS, 0, tuple(rows)))
    return sheet_id, changes


def append_rows(
    tab: Tab,
    columns: Sequence[Column],
    placed: Mapping[str, int],
    rows: Rows,
    currency: str | None,
) -> tuple[int, list[Change]]:
    """Return the first new row's index and the changes that add rows below the rest.

    Below means below everything in the tab, a person's notes included.
    """
    first = max(tab.used_row_count, HEADER_ROWS)
    lacking = first + len(rows) + SPARE_ROWS - tab.row_count
    changes: list[Change] = [AddRows(tab.sheet_id, lacking)] if lacking > 0 else []
    if not rows:
        return first, changes
    cells: dict[tuple[int, int], Content] = {}
    for row_index, contents in enumerate(rows, start=first):
        for column, content in zip(columns, contents, strict=True):
            cells[row_index, placed[column.key]] = content
    changes += [
        FormatCells(
            tab.sheet_id,
            first,
            len(rows),
            placed[column.key],
            1,
            column_style(column, currency),
        )
        for column in columns
    ]
    return first, [*changes, *write_rectangles(tab.sheet_id, cells)]
