"""Where our columns stand in a tab that exists, and how missing ones are added."""

from collections.abc import Mapping, Sequence

from sheets_sync.cells import is_blank
from sheets_sync.changes import Change, FormatCells, MarkColumn, WriteCells
from sheets_sync.layout import Column, column_style, header_style
from sheets_sync.looks import Looks
from sheets_sync.model import Tab
from sheets_sync.spaces import AddColumns, InsertColumns, InsertRows, SetWidth


def place_columns(
    tab: Tab, columns: Sequence[Column], header_row_index: int, looks: Looks
) -> tuple[Mapping[str, int], list[Change]]:
    """Return key → column index for all columns, and the changes that add the missing.

    A column is known by its developer metadata, wherever it was moved; new ones go to
    the right of everything the tab holds. Headers that went get their word again.
    """
    placed = {
        column.key: tab.owned_columns[column.key]
        for column in columns
        if column.key in tab.owned_columns
    }
    missing = [column for column in columns if column.key not in placed]
    edge = max(tab.used_column_count, *(index + 1 for index in placed.values()), 0)
    changes = [
        *_lost_headers(tab, columns, header_row_index),
        *make_columns(tab.sheet_id, tab.column_count, edge, len(missing)),
    ]
    for column_index, column in enumerate(missing, start=edge):
        placed[column.key] = column_index
        changes += new_column(
            tab.sheet_id, column_index, column, header_row_index, looks
        )
    return placed, changes


def make_columns(
    sheet_id: int, column_count: int, column_index: int, count: int
) -> list[Change]:
    """Return the changes that insert so many columns right of what a tab holds.

    Sheets inserts columns left of one that is there, so a spare one comes first.
    """
    if not count:
        return []
    spare = [AddColumns(sheet_id, 1)] if column_index >= column_count else []
    return [*spare, InsertColumns(sheet_id, column_index, count)]


def _lost_headers(
    tab: Tab, columns: Sequence[Column], header_row_index: int
) -> list[Change]:
    """Return the changes that write headers anew where they are blank or were deleted.

    The row of a header that was deleted is inserted first, so from then on all rows
    are where the snapshot has them.
    """
    changes = restore_row(tab)
    for column in columns:
        at = tab.owned_columns.get(column.key)
        if at is None:
            continue
        if tab.header_lost or is_blank(tab.cell(header_row_index, at)):
            changes.append(_header(tab.sheet_id, header_row_index, at, column))
    return changes


def restore_row(tab: Tab) -> list[Change]:
    """Return the row to insert where our headers were deleted, row and all."""
    return [InsertRows(tab.sheet_id, 0, 1)] if tab.header_lost else []


def _header(
    sheet_id: int, row_index: int, column_index: int, column: Column
) -> WriteCells:
    style = ((header_style(column),),)
    return WriteCells(sheet_id, row_index, column_index, ((column.header,),), style)


def new_column(
    sheet_id: int,
    column_index: int,
    column: Column,
    header_row_index: int,
    looks: Looks,
) -> list[Change]:
    """Return the changes that give one new column its header, mark, width and format.

    The header is written once: later it is the seller's to rename.
    """
    return [
        MarkColumn(sheet_id, column_index, column.key),
        SetWidth(sheet_id, column_index, column.width_px),
        FormatCells(
            sheet_id,
            header_row_index + 1,
            None,
            column_index,
            1,
            column_style(column, looks),
        ),
        _header(sheet_id, header_row_index, column_index, column),
    ]
