"""Which rows a batch puts at risk, and the changes that copy them aside."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sheets_sync.changes import (
    Change,
    CopyBlock,
    CopyCells,
    FillNote,
    MarkTab,
    WriteCells,
)
from sheets_sync.journal.layout import (
    Layout,
    Part,
    Run,
    prints,
    row_of,
    who_columns,
)
from sheets_sync.model import Snapshot, Tab
from sheets_sync.spaces import (
    DeleteRows,
    InsertColumns,
    InsertRows,
)

BLOCKS: Final = frozenset({"overview", "rules", "check"})
# Rows this near each other are copied by one request, with those between them.
GAP_ROWS: Final = 4


@dataclass(slots=True)
class _Touched:
    """What the changes do to one tab that is there already, of ours or the seller's."""

    is_ours: bool = False
    gone: set[int] = field(default_factory=set)
    overwritten: set[int] = field(default_factory=set)
    watched: set[int] = field(default_factory=set)
    added: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    fresh: set[int] = field(default_factory=set)
    left: set[int] = field(default_factory=set)
    width: int = 0


def layout_of(
    snapshot: Snapshot, changes: Iterable[Change], headers: Mapping[int, int]
) -> Layout:
    """Return what a journal of these changes must keep.

    ``headers`` says in which row of a seller's tab, by its id, the header stands.
    """
    tabs = {tab.sheet_id: tab for tab in snapshot.tabs}
    listed = [change for change in changes if _sheet_id(change) in tabs]
    touched = {
        sheet_id: _Touched(is_ours=tabs[sheet_id].mark is not None)
        for sheet_id in {_sheet_id(change) for change in listed}
    }
    for change in listed:
        _note_inserted(change, touched[_sheet_id(change)])
    for change in listed:
        tab = tabs[_sheet_id(change)]
        _note(change, touched[tab.sheet_id])
        if isinstance(change, MarkTab) and change.mark.gone:
            # It stays, hidden, until the next batch, for what somebody types there now.
            touched[tab.sheet_id].left |= set(range(tab.row_count))
            touched[tab.sheet_id].columns |= set(range(tab.column_count))
    return Layout(
        tuple(
            _part(tabs[sheet_id], one, _header_row(tabs[sheet_id], headers))
            for sheet_id, one in sorted(touched.items())
            if one.gone or one.overwritten or one.watched or one.added or one.left
        )
    )


def _sheet_id(change: Change) -> int:
    return getattr(change, "sheet_id", -1)


def _note_inserted(change: Change, touched: _Touched) -> None:
    match change:
        case InsertRows(row_index=first, count=count):
            touched.added |= set(range(first, first + count))
        case InsertColumns(column_index=first, count=count):
            touched.fresh |= set(range(first, first + count))
        case _:
            pass


def _note(change: Change, touched: _Touched) -> None:
    match change:
        case DeleteRows(row_index=first, count=count):
            touched.gone |= set(range(first, first + count))
        case WriteCells(row_index=first, column_index=left, rows=rows):
            width = max((len(row) for row in rows), default=0)
            lines = range(first, first + len(rows))
            _overwrite(touched, lines, range(left, left + width))
        case FillNote() | CopyCells():
            _overwrite(touched, [change.row_index], [change.column_index])
        case CopyBlock(row_index=first, row_count=count, column_index=left):
            columns = range(left, left + (change.column_count or 1))
            _overwrite(touched, range(first, first + count), columns)
        case _:
            pass


def _overwrite(
    touched: _Touched, rows: Iterable[int], columns: Collection[int]
) -> None:
    """Note cells that are written, but for those in rows that the batch inserts.

    In a tab of ours they are kept track of in columns that it inserts as well: what
    came along with a customer may be written beside another.
    """
    touched.width = max(touched.width, *(at + 1 for at in columns), 0)
    lines = set(rows) - touched.added
    old = set(columns) - (set() if touched.is_ours else touched.fresh)
    if not lines:
        return
    if old:
        touched.overwritten |= lines
        touched.columns |= old
    else:
        touched.watched |= lines


def _part(tab: Tab, touched: _Touched, header: int) -> Part:
    role = tab.mark.role if tab.mark else None
    overwritten = touched.overwritten - touched.gone
    watched = touched.watched - overwritten - touched.gone
    is_block = role in BLOCKS
    body = overwritten | watched | touched.gone
    key = _key_column(tab, body - {header}, touched.columns)
    theirs = touched.columns - {*tab.owned_columns.values()}
    if any(tab.cell(row, key) is None for row in overwritten - {header}):
        # Nothing else tells these rows, so all that is written over has to.
        theirs = touched.columns
    return Part(
        sheet_id=tab.sheet_id,
        header_row_index=header,
        header_print=_header_print(tab, header),
        key_column=key,
        columns=tuple(sorted(touched.columns)),
        theirs=() if is_block or touched.left else tuple(sorted(theirs)),
        fresh=tuple(sorted(touched.fresh)),
        who=who_columns(tab),
        gone=_runs(touched.gone),
        block=_runs(overwritten if is_block else touched.left - touched.gone),
        added=_runs(touched.added) if not is_block else (),
        overwritten=_runs(overwritten, GAP_ROWS) if not is_block else (),
        watched=_runs(watched) if not is_block else (),
        width=max(tab.used_column_count + len(touched.fresh), touched.width),
    )


def _header_print(tab: Tab, header: int) -> str:
    # A header that was lost is inserted blank, and written after it is copied.
    cells = () if tab.header_lost else row_of(tab, header)
    return prints(cells, range(len(cells)))


def _header_row(tab: Tab, headers: Mapping[int, int]) -> int:
    return tab.own_header_row if tab.mark else headers.get(tab.sheet_id, 0)


def _key_column(tab: Tab, body: Collection[int], written: Collection[int]) -> int:
    """Return the column that best tells these rows apart."""
    ours = set() if tab.mark else set(tab.owned_columns.values())

    def told_apart(column_index: int) -> int:
        cells = tab.columns[column_index]
        return len({cells[row] for row in body if row < len(cells)} - {None, ""})

    columns = [
        at
        for at in range(tab.used_column_count)
        if at not in written and at not in ours
    ]
    return max(columns, key=lambda at: (told_apart(at), -at), default=0)


def _runs(rows: Collection[int], gap: int = 1) -> tuple[Run, ...]:
    """Return rows as runs; rows that are ``gap`` apart share one."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and row - runs[-1][1] <= gap:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return tuple((first, last - first + 1) for first, last in runs)
