"""Our tabs with a row per customer: who stays, who comes, who leaves, who moves.

A customer who leaves one segment tab for another takes along what people typed
beside them: those cells are copied by Sheets itself, formats and formulas included,
before the old row is deleted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sheets_sync.cells import same_value, shown_value
from sheets_sync.changes import (
    AddFilter,
    Change,
    HideTab,
    MarkTab,
    RenameTab,
    SortRows,
)
from sheets_sync.desired.model import DesiredState, TableTab
from sheets_sync.diff.carry import Arrivals, Departure, carry, human_columns
from sheets_sync.diff.columns import place_columns, restore_row
from sheets_sync.diff.leavers import (
    is_typed_in,
    leaving,
    print_of_headers,
    vanished,
)
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.rectangles import write_rectangles
from sheets_sync.diff.rows import (
    HEADER_ROWS,
    SPARE_COLUMNS,
    SPARE_ROWS,
    append_rows,
    delete_rows,
    new_table,
)
from sheets_sync.diff.tints import SEGMENT_KEY, tint_column
from sheets_sync.looks import Looks
from sheets_sync.model import CellValue, Content, Link, Snapshot, Tab, TabMark
from sheets_sync.spaces import AddRows

LINKED_BY = {"customer", "phone"}
Departures = Mapping[str, Sequence[Departure]]


def diff_tables(
    snapshot: Snapshot, desired: DesiredState, new_tabs: NewTabs
) -> list[Change]:
    """Return the changes for all tables together, since customers move between them."""
    departures = _departures(snapshot, desired)
    changes: list[Change] = []
    for table in desired.tables:
        tab = snapshot.own_tab(table.mark)
        if table.retired:
            changes += _retire(tab, table, new_tabs) if tab else []
        elif tab is None:
            arrivals, added = _new(table, new_tabs, desired.looks)
            changes += [*added, *carry(arrivals, departures)]
        else:
            changes += _existing(tab, table, departures, desired.looks)
    return changes


def _departures(snapshot: Snapshot, desired: DesiredState) -> Departures:
    """Return the rows that each customer leaves; more than one where rows were copied.

    The customers tab is nobody's to leave, and nobody arrives there.
    """
    departures: dict[str, list[Departure]] = {}
    for table in desired.tables:
        tab = snapshot.own_tab(table.mark)
        rows = leaving(tab, table) if tab else {}
        if tab is None or not rows:
            continue
        typed = human_columns(tab)
        for row_index, customer in sorted(rows.items()):
            departure = Departure(tab, row_index, typed)
            departures.setdefault(customer, []).append(departure)
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
    return Arrivals(sheet_id, rows, width, width + SPARE_COLUMNS), changes


def _existing(
    tab: Tab, table: TableTab, departures: Departures, looks: Looks
) -> list[Change]:
    placed, changes = place_columns(tab, table.columns, tab.own_header_row, looks)
    changes += _mark(tab, table)
    stands = {key: row for row, key in table.standing.items()}
    newcomers = [key for key in table.rows if key not in stands]
    updates = _updates(tab, table, placed)
    leavers = _leavers(tab, table)
    first = tab.used_row_count
    if newcomers or leavers:
        rows = [table.rows[key] for key in newcomers]
        first, added = append_rows(tab, table.columns, placed, rows, looks)
        changes += added
    changes += write_rectangles(tab.sheet_id, updates)
    changes += tint_column(tab.sheet_id, placed.get(SEGMENT_KEY), updates, looks.tints)
    changes += delete_rows(tab, leavers)
    edge = max(tab.used_column_count, *(index + 1 for index in placed.values()))
    made = len(placed.keys() - tab.owned_columns.keys())
    arrivals = Arrivals(
        tab.sheet_id,
        {key: index for index, key in enumerate(newcomers, start=first)},
        edge,
        max(tab.column_count + made, edge + bool(made)),
        tab,
        stands if table.drops_leavers else {},
    )
    changes += carry(arrivals, departures if table.drops_leavers else {})
    if newcomers or updates:
        end = max(tab.used_row_count, first) + len(newcomers) - len(leavers)
        changes += _sort(tab, table, placed, end)
    return changes


def _updates(
    tab: Tab, table: TableTab, placed: Mapping[str, int]
) -> dict[tuple[int, int], Content]:
    at = [placed[column.key] for column in table.columns]
    # In a column that was deleted and comes back, nothing is the seller's yet.
    kept = {
        place
        for place, column in enumerate(table.columns)
        if column.once and column.key in tab.owned_columns
    }
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
    return [MarkTab(tab.sheet_id, tab.mark_id, table.mark)]


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
    return sorted({*leaving(tab, table), *vanished(tab, table)})


def _retire(tab: Tab, table: TableTab, new_tabs: NewTabs) -> list[Change]:
    """Empty and hide the tab of a segment that is gone, or set aside what people typed.

    The next refresh deletes it, unless somebody fetched it back meanwhile: then it is
    hidden once more, or set aside. A tab that is set aside keeps all but the rows of
    its customers, and is nobody's to write any more.
    """
    leavers = _leavers(tab, table)
    changes: list[Change] = [*restore_row(tab)]
    typed = is_typed_in(tab, table)
    if typed or not table.mark.gone:
        new_tabs.free(tab.title)
        kept = TabMark("kept", table.mark.segment)
        seen = print_of_headers(tab)
        mark = kept if typed else replace(table.mark, gone=True, fingerprint=seen)
        title = table.sets_aside if typed else f"{tab.title} (gone)"
        changes += _become(tab, mark, new_tabs.title(title))
    elif not tab.hidden:
        changes.append(HideTab(tab.sheet_id))
    if leavers and tab.row_count < tab.used_row_count + SPARE_ROWS:
        changes.append(AddRows(tab.sheet_id, SPARE_ROWS))
    return [*changes, *delete_rows(tab, leavers)]


def _become(tab: Tab, mark: TabMark, title: str) -> list[Change]:
    """Return the changes that give a tab another mark and title; one gone is hidden."""
    changes: list[Change] = [RenameTab(tab.sheet_id, title)]
    if tab.hidden != mark.gone:
        changes.append(HideTab(tab.sheet_id, hidden=mark.gone))
    if tab.mark_id is not None:
        changes.append(MarkTab(tab.sheet_id, tab.mark_id, mark))
    return changes


def _sort(
    tab: Tab, table: TableTab, placed: Mapping[str, int], end: int
) -> list[SortRows]:
    """Keep our order where the tab was in it; an order the seller chose is theirs.

    Sheets refuses to sort where cells below each other are merged.
    """
    first = tab.own_header_row + HEADER_ROWS
    if table.sorted_by is None or end - first <= 1 or tab.tall_merges:
        return []
    by = placed[table.sorted_by]
    if not _descends([tab.cell(row, by) for row in sorted(table.standing)]):
        return []
    return [SortRows(tab.sheet_id, first, end - first, by)]


def _descends(values: list[CellValue]) -> bool:
    figures = [value for value in values if isinstance(value, int | float)]
    return all(a >= b for a, b in pairwise(figures))
