"""Our tabs with a row per customer: who stays, who comes, who leaves, who moves.

A customer who leaves one segment tab for another takes along what people typed
beside them: those cells are copied by Sheets itself, formats and formulas included,
before the old row is deleted.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from sheets_sync.cells import is_blank, same_value, shown_value
from sheets_sync.changes import AddFilter, Change, DeleteTab, MarkTab, SortRows
from sheets_sync.desired.model import DesiredState, TableTab
from sheets_sync.diff.carry import Arrivals, Departure, carry, human_columns
from sheets_sync.diff.columns import place_columns
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rectangles import write_rectangles
from sheets_sync.diff.rows import (
    HEADER_ROWS,
    SPARE_COLUMNS,
    append_rows,
    delete_rows,
    new_table,
)
from sheets_sync.diff.tints import SEGMENT_KEY, tint_column
from sheets_sync.looks import Looks
from sheets_sync.model import CellValue, Content, Link, Snapshot, Tab

LINKED_BY = {"customer", "phone"}


def diff_tables(
    snapshot: Snapshot, desired: DesiredState, new_tabs: NewTabs
) -> list[Change]:
    """Return the changes for all tables together, since customers move between them."""
    departures = _departures(snapshot, desired)
    changes: list[Change] = []
    for table in desired.tables:
        tab = snapshot.own_tab(table.mark)
        if table.retired:
            changes += _retire(tab, table) if tab else []
            continue
        if tab is None:
            arrived, added = _new(table, new_tabs, desired.looks)
        else:
            arrived, added = _existing(tab, table, desired.looks)
        changes += added
        if table.drops_leavers:
            changes += carry(arrived, departures)
    return changes


def _departures(snapshot: Snapshot, desired: DesiredState) -> dict[str, Departure]:
    departures: dict[str, Departure] = {}
    for table in desired.tables:
        tab = snapshot.own_tab(table.mark)
        if tab is None or not table.drops_leavers:
            continue
        departures |= {
            customer: Departure(tab, row_index, human_columns(tab))
            for row_index, customer in table.standing.items()
            if customer not in table.rows
        }
    return departures


def _new(
    table: TableTab, new_tabs: NewTabs, looks: Looks
) -> tuple[Arrivals, list[Change]]:
    sheet_id, changes = new_table(
        table.mark,
        table.title,
        table.columns,
        tuple(table.rows.values()),
        new_tabs=new_tabs,
        looks=looks,
    )
    changes.append(AddFilter(sheet_id, len(table.columns)))
    rows = {key: index for index, key in enumerate(table.rows, start=HEADER_ROWS)}
    width = len(table.columns)
    return Arrivals(sheet_id, rows, {}, width, width + SPARE_COLUMNS), changes


def _existing(tab: Tab, table: TableTab, looks: Looks) -> tuple[Arrivals, list[Change]]:
    placed, changes = place_columns(tab, table.columns, 0, looks)
    changes += _mark(tab, table)
    stands = set(table.standing.values())
    newcomers = [key for key in table.rows if key not in stands]
    updates = _updates(tab, table, placed)
    leavers = _leavers(tab, table)
    if newcomers or leavers:
        first, added = append_rows(
            tab,
            table.columns,
            placed,
            [table.rows[key] for key in newcomers],
            looks,
        )
        changes += added
    else:
        first = tab.used_row_count
    changes += write_rectangles(tab.sheet_id, updates)
    changes += tint_column(tab.sheet_id, placed.get(SEGMENT_KEY), updates, looks.tints)
    changes += delete_rows(tab, leavers)
    row_count = first + len(newcomers) - HEADER_ROWS - len(leavers)
    changes += _sort(
        tab, table, placed, row_count, disturbed=bool(newcomers or updates)
    )
    edge = max(tab.used_column_count, *(index + 1 for index in placed.values()))
    rows = {key: index for index, key in enumerate(newcomers, start=first)}
    made = len(placed.keys() - tab.owned_columns.keys())
    column_count = max(tab.column_count + made, edge + bool(made))
    return Arrivals(tab.sheet_id, rows, human_columns(tab), edge, column_count), changes


def _updates(
    tab: Tab, table: TableTab, placed: Mapping[str, int]
) -> dict[tuple[int, int], Content]:
    at = [placed[column.key] for column in table.columns]
    kept = {place for place, column in enumerate(table.columns) if column.once}
    cells: dict[tuple[int, int], Content] = {}
    for row_index, key in table.standing.items():
        contents = table.rows.get(key, ())
        changed = [
            position
            for position, content in enumerate(contents)
            if position not in kept
            and not same_value(tab.cell(row_index, at[position]), shown_value(content))
        ]
        for position in (*changed, *_stale_links(tab, table, contents, changed)):
            cells[row_index, at[position]] = contents[position]
    return cells


def _mark(tab: Tab, table: TableTab) -> list[MarkTab]:
    """Return the tab's new mark, where what it remembers is not as it was."""
    if tab.mark == table.mark or tab.mark_id is None:
        return []
    return [MarkTab(tab.mark_id, table.mark)]


def _stale_links(
    tab: Tab, table: TableTab, contents: Sequence[Content], changed: Sequence[int]
) -> list[int]:
    """Return the places of links that show what they showed but lead elsewhere.

    Where a link leads is not read: it hangs on the message, the name and the phone.
    """
    rewritten = tab.mark is None or tab.mark.message != table.mark.message
    changed_keys = {table.columns[position].key for position in changed}
    if not rewritten and not changed_keys & LINKED_BY:
        return []
    return [at for at, content in enumerate(contents) if isinstance(content, Link)]


def _leavers(tab: Tab, table: TableTab) -> list[int]:
    """Return the rows that go: moved customers, and ours of customers who vanished.

    A row that nobody knows goes only if we wrote it (it has a reason) and no person
    typed beside it.
    """
    if not table.drops_leavers:
        return []
    moved = [row for row, key in table.standing.items() if key not in table.rows]
    why = tab.owned_columns.get("why")
    beside = human_columns(tab).values()
    vanished = [
        row_index
        for row_index in range(HEADER_ROWS, tab.used_row_count)
        if row_index not in table.standing
        and why is not None
        and not is_blank(tab.cell(row_index, why))
        and all(is_blank(tab.cell(row_index, index)) for index in beside)
    ]
    return sorted(moved + vanished)


def _retire(tab: Tab, table: TableTab) -> list[Change]:
    """Delete the tab of a segment that is gone, or all but what people typed there."""
    leavers = _leavers(tab, table)
    leaving = set(leavers)
    typed = [
        row_index
        for row_index in range(HEADER_ROWS, tab.used_row_count)
        if row_index not in leaving
        and any(
            not is_blank(tab.cell(row_index, index))
            for index in range(tab.used_column_count)
        )
    ]
    return [*delete_rows(tab, leavers)] if typed else [DeleteTab(tab.sheet_id)]


def _sort(
    tab: Tab,
    table: TableTab,
    placed: Mapping[str, int],
    row_count: int,
    *,
    disturbed: bool,
) -> list[SortRows]:
    """Keep our order where the tab was in it; an order the seller chose is theirs."""
    if table.sorted_by is None or not disturbed or row_count <= 1:
        return []
    by = placed[table.sorted_by]
    if not _descends([tab.cell(row, by) for row in sorted(table.standing)]):
        return []
    return [SortRows(tab.sheet_id, HEADER_ROWS, row_count, by)]


def _descends(values: list[CellValue]) -> bool:
    figures = [value for value in values if isinstance(value, int | float)]
    return all(a >= b for a, b in pairwise(figures))
