"""Which cells each kind of change alters, in the tab that it names, and moves."""

from functools import singledispatch

from sheets_sync import changes as c
from sheets_sync import spaces
from sheets_sync.areas import Shift
from sheets_sync.model import Area


@singledispatch
def touched_by(change: object) -> Area:
    """Return the cells that a change alters, in the tab that it names."""
    raise TypeError(f"no cells known for {type(change).__name__}")


@touched_by.register
def _(change: c.WriteCells) -> Area:
    width = max((len(row) for row in change.rows), default=0)
    return _area(change.row_index, len(change.rows), change.column_index, width)


@touched_by.register
def _(change: c.TintCells) -> Area:
    return _area(change.row_index, len(change.colours), change.column_index, 1)


@touched_by.register
def _(change: c.OfferChoices) -> Area:
    return _area(change.row_index, change.row_count, change.column_index, 1)


@touched_by.register(c.ReplaceNote)
@touched_by.register(c.FillNote)
@touched_by.register(c.CopyCells)
def _(change: c.ReplaceNote | c.FillNote | c.CopyCells) -> Area:
    return _area(change.row_index, 1, change.column_index, 1)


@touched_by.register
def _(change: c.CopyBlock) -> Area:
    at = (change.column_index, change.column_count)
    return _area(change.row_index, change.row_count, *at)


@touched_by.register
def _(change: c.FormatCells) -> Area:
    at = (change.column_index, change.column_count)
    return _area(change.row_index, change.row_count, *at)


@touched_by.register
def _(change: c.ProtectColumns) -> Area:
    return _area(change.row_index, None, change.column_index, change.column_count)


@touched_by.register
def _(change: c.AddFilter) -> Area:
    return _area(0, None, 0, change.column_count)


@touched_by.register
def _(change: c.AddChart) -> Area:
    row_index, column_index = change.chart.anchor
    return _area(row_index, 1, column_index, 1)


@touched_by.register
def _(change: spaces.DeleteRows) -> Area:
    return _area(change.row_index, change.count, 0, None)


@touched_by.register
def _(change: c.SortRows) -> Area:
    return _area(change.row_index, change.row_count, 0, None)


@touched_by.register
def _(change: spaces.MoveLines) -> Area:
    first = min(change.first, change.before)
    last = max(change.first + change.count, change.before)
    if change.dimension == "ROWS":
        return Area(first, last, 0, None)
    return Area(0, None, first, last)


@touched_by.register
def _(change: spaces.UnmergeCells) -> Area:
    return change.area


def shift_of(change: object) -> Shift | None:
    """Return the rows or columns that a change puts in or takes out, if any."""
    match change:
        case spaces.InsertRows(row_index=at, count=count):
            return Shift(rows=True, at=at, count=count)
        case spaces.InsertColumns(column_index=at, count=count):
            return Shift(rows=False, at=at, count=count)
        case spaces.DeleteRows(row_index=at, count=count):
            return Shift(rows=True, at=at, count=-count)
        case _:
            return None


def _area(
    row_index: int, row_count: int | None, column_index: int, column_count: int | None
) -> Area:
    return Area(
        row_index,
        None if row_count is None else row_index + row_count,
        column_index,
        None if column_count is None else column_index + column_count,
    )
