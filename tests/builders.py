"""Tiny literals for tests: tabs and snapshots, valid by default."""

from collections.abc import Sequence

from sheets_sync.model import CellValue, Snapshot, Tab, TabMark

VIP = TabMark("segment", "VIP")
REGULAR = TabMark("segment", "Regular")


def columns_of(
    rows: Sequence[Sequence[CellValue]],
) -> tuple[tuple[CellValue, ...], ...]:
    """Return rows as columns, padded with None, trailing blanks removed."""
    width = max(map(len, rows), default=0)
    columns = [
        [row[at] if at < len(row) else None for row in rows] for at in range(width)
    ]
    for column in columns:
        while column and column[-1] in (None, ""):
            column.pop()
    while columns and not columns[-1]:
        columns.pop()
    return tuple(tuple(column) for column in columns)


def tab(
    title: str,
    rows: Sequence[Sequence[CellValue]],
    *,
    sheet_id: int = 1,
    mark: TabMark | None = None,
    owned: dict[str, int] | None = None,
    grid: tuple[int, int] = (100, 26),
) -> Tab:
    """Return a tab that holds these rows."""
    return Tab(
        sheet_id=sheet_id,
        title=title,
        row_count=grid[0],
        column_count=grid[1],
        mark=mark,
        mark_id=500 + sheet_id if mark else None,
        owned_columns=owned or {},
        columns=columns_of(rows),
    )


def snapshot(*tabs: Tab) -> Snapshot:
    """Return a spreadsheet with these tabs."""
    return Snapshot("spreadsheet", "Tracker", "en_GB", "Etc/GMT", tabs)
