"""Our label columns in a seller's tab: existing against desired."""

from sheets_sync.cells import is_blank, same_value, shown_value
from sheets_sync.changes import Change, MarkColumn, ProtectColumns
from sheets_sync.desired.model import LabelColumns
from sheets_sync.diff.columns import place_columns
from sheets_sync.diff.rectangles import write_rectangles
from sheets_sync.diff.tints import SEGMENT_KEY, tint_column
from sheets_sync.looks import Looks
from sheets_sync.model import Content, Snapshot, Tab


def diff_labels(snapshot: Snapshot, labels: LabelColumns, looks: Looks) -> list[Change]:
    """Return the changes that bring one tab's labels up to date.

    A label whose customer row is gone is cleared; what a person typed into our
    columns outside the table (a total, a note) stays.
    """
    tab = next(tab for tab in snapshot.tabs if tab.sheet_id == labels.sheet_id)
    placed, changes = place_columns(tab, labels.columns, labels.header_row_index, looks)
    columns = [placed[column.key] for column in labels.columns]
    added = [one.column_index for one in changes if isinstance(one, MarkColumn)]
    if added:
        changes.append(_protection(tab, labels.header_row_index, added))
    cells: dict[tuple[int, int], Content] = {}
    for row_index, contents in labels.rows.items():
        cells |= {
            (row_index, column_index): content
            for column_index, content in zip(columns, contents, strict=True)
            if not same_value(tab.cell(row_index, column_index), shown_value(content))
        }
    for row_index in _orphans(tab, labels, columns):
        cells |= {
            (row_index, column_index): None
            for column_index in columns
            if not is_blank(tab.cell(row_index, column_index))
        }
    return [
        *changes,
        *write_rectangles(tab.sheet_id, cells),
        *tint_column(tab.sheet_id, placed.get(SEGMENT_KEY), cells, looks.tints),
    ]


def _protection(tab: Tab, header_row_index: int, columns: list[int]) -> ProtectColumns:
    first, last = min(columns), max(columns)
    return ProtectColumns(tab.sheet_id, header_row_index, first, last - first + 1)


def _orphans(tab: Tab, labels: LabelColumns, columns: list[int]) -> list[int]:
    """Return rows that hold a whole label of ours beside no customer.

    A label of ours always has a segment, a reason and a date beside each other.
    """
    segment, why, since = columns[:3]
    return [
        row_index
        for row_index in range(labels.header_row_index + 1, tab.used_row_count)
        if row_index not in labels.rows
        and not is_blank(tab.cell(row_index, segment))
        and not is_blank(tab.cell(row_index, why))
        and isinstance(tab.cell(row_index, since), int | float)
    ]
