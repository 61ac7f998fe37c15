"""New tables and new rows of ours, shared by segment tabs, customers tab and log."""

from collections.abc import Mapping, Sequence

from sheets_sync.cells import is_untouched
from sheets_sync.changes import AddTab, Change, FormatCells, TintCells, WriteCells
from sheets_sync.diff.columns import new_column
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rectangles import write_rectangles
from sheets_sync.diff.tints import SEGMENT_KEY, tint_column
from sheets_sync.layout import Column, column_style
from sheets_sync.looks import Looks, colour_of
from sheets_sync.model import CellValue, Content, Tab, TabMark
from sheets_sync.spaces import AddRows, DeleteRows, InsertRows

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
    looks: Looks,
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
            colour=colour_of(mark.colour) if mark.colour else "",
        )
    ]
    for column_index, column in enumerate(columns):
        changes += new_column(sheet_id, column_index, column, 0, looks)
    if rows:
        changes.append(WriteCells(sheet_id, HEADER_ROWS, 0, tuple(rows)))
    changes += _tints(sheet_id, columns, rows, looks)
    return sheet_id, changes


def _tints(
    sheet_id: int, columns: Sequence[Column], rows: Rows, looks: Looks
) -> list[TintCells]:
    keys = [column.key for column in columns]
    if SEGMENT_KEY not in keys:
        return []
    at = keys.index(SEGMENT_KEY)
    cells = {(index, at): row[at] for index, row in enumerate(rows, start=HEADER_ROWS)}
    return tint_column(sheet_id, at, cells, looks.tints)


def append_rows(
    tab: Tab,
    columns: Sequence[Column],
    placed: Mapping[str, int],
    rows: Rows,
    looks: Looks,
) -> tuple[int, list[Change]]:
    """Return the first new row's index and the changes that add rows below the rest.

    Below means below everything in the tab, a person's notes included; tick boxes
    that nobody ticked are room for new rows.
    """
    first = max(touched_row_count(tab), tab.own_header_row + HEADER_ROWS)
    # Sheets inserts rows above one that is there, so a spare one comes first.
    lacking = first + SPARE_ROWS - tab.row_count
    changes: list[Change] = [AddRows(tab.sheet_id, lacking)] if lacking > 0 else []
    if not rows:
        return first, changes
    changes.append(InsertRows(tab.sheet_id, first, len(rows)))
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
            column_style(column, looks),
        )
        for column in columns
    ]
    return first, [
        *changes,
        *write_rectangles(tab.sheet_id, cells),
        *tint_column(tab.sheet_id, placed.get(SEGMENT_KEY), cells, looks.tints),
    ]


def touched_row_count(tab: Tab) -> int:
    """Return the number of rows down to the last one that says anything."""
    return max((tab.least_row_count, *map(_touched, tab.columns)))


def _touched(column: Sequence[CellValue]) -> int:
    count = len(column)
    while count and is_untouched(column[count - 1]):
        count -= 1
    return count


def delete_rows(tab: Tab, row_indexes: Sequence[int]) -> list[DeleteRows]:
    """Return deletions from the last row up, so that no index goes stale.

    Rows must ascend; those that follow each other are one deletion.
    """
    deletions: list[DeleteRows] = []
    for row_index in reversed(row_indexes):
        if deletions and deletions[-1].row_index == row_index + 1:
            last = deletions.pop()
            deletions.append(DeleteRows(tab.sheet_id, row_index, last.count + 1))
        else:
            deletions.append(DeleteRows(tab.sheet_id, row_index, 1))
    return deletions
