"""What the journals of the last refresh say of labels before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from segments.customers import Reading
from segments.tables import Table
from sheets_sync.cells import is_blank
from sheets_sync.ids import sheet_id_from
from sheets_sync.journal.layout import Part, Row, copies_of
from sheets_sync.journal.mending import Copies
from sheets_sync.journal.names import Columns, columns_now, header_then
from sheets_sync.layout import IDENTITY_COLUMNS, LABEL_COLUMNS
from sheets_sync.match import segment_rows
from sheets_sync.model import CellValue, Snapshot, Tab, TabMark
from sheets_sync.way_back.rows import rows_now

Label = Mapping[str, CellValue]
"""The cells of our label columns in one row, by key; some or all of them."""

LABEL_KEYS: Final = tuple(column.key for column in LABEL_COLUMNS)
IDENTITY_KEYS: Final = frozenset(column.key for column in IDENTITY_COLUMNS)
TELLING: Final = frozenset(("customer_id", "name", "phone", "email", "handle"))
BLANK: Final[Label] = dict.fromkeys(LABEL_KEYS)


@dataclass(frozen=True, slots=True)
class LabelsThen:
    """Labels of one tab before a batch: of all rows, and of each row on top of that."""

    everywhere: Label
    by_row: Mapping[int, Label]


@dataclass(frozen=True, slots=True)
class _Copied:
    """One tab in a journal, with where its columns are now."""

    journal: Copies
    part: Part
    header: Row
    tab: Tab
    columns: Columns

    def rows(self, *kinds: str) -> dict[int, Row]:
        """Return the copies of whole rows of these kinds, by their row there."""
        journal = self.journal
        return copies_of(self.part, journal.layout.places(), journal.cells, *kinds)


def is_before_first(snapshot: Snapshot, journals: Sequence[Copies]) -> bool:
    """Tell whether these are the journals of the first refresh ever.

    Its token follows from none. A file or a copy is another spreadsheet, where that
    does not show; but a batch that made our list of customers touched no tab of ours,
    not even the Overview with its stamp, and nobody moved so far.
    """
    first = sheet_id_from(snapshot.spreadsheet_id, 0)
    if any(copies.tab.sheet_id == first for copies in journals):
        return True
    ours = {tab.sheet_id for tab in snapshot.tabs if tab.mark}
    touched = {part.sheet_id for one in journals for part in one.layout.parts}
    customers = snapshot.own_tab(TabMark("customers"))
    if not journals or customers is None or touched & ours:
        return False
    previous = customers.owned_columns.get("previous", -1)
    rows = range(customers.own_header_row + 1, customers.used_row_count)
    return previous >= 0 and all(is_blank(customers.cell(at, previous)) for at in rows)


def labels_then(
    snapshot: Snapshot, tab: Tab, tables: Sequence[Table], journals: Sequence[Copies]
) -> LabelsThen:
    """Return the labels that a tab had before the batches of these journals.

    ``journals`` are the latest first, so what an older one says counts.
    """
    everywhere: dict[str, CellValue] = {}
    by_row: dict[int, dict[str, CellValue]] = {}
    for copied in _copied_of(snapshot, journals):
        if copied.tab.sheet_id != tab.sheet_id:
            continue
        then = _places_then(copied)
        everywhere |= dict.fromkeys(_made_by_batch(copied, then))
        for row_index, label in _of_rows(copied, then, tables):
            by_row.setdefault(row_index, {}).update(label)
    return LabelsThen(everywhere, by_row)


def _copied_of(snapshot: Snapshot, journals: Sequence[Copies]) -> Iterator[_Copied]:
    tabs = {tab.sheet_id: tab for tab in snapshot.tabs}
    for journal in journals:
        width = max((len(row) for row in journal.cells.values()), default=0)
        for at, part in enumerate(journal.layout.parts):
            tab = tabs.get(part.sheet_id)
            if tab is not None:
                header = journal.cells.get(at, ())
                columns = columns_now(tab, header_then(part, header, ()), width)
                yield _Copied(journal, part, header, tab, columns)


def _places_then(copied: _Copied) -> dict[str, int]:
    """Return where the columns of ours in a tab stood when it was copied."""
    then = {now: at for at, now in copied.columns.places.items()}
    owned = copied.tab.owned_columns
    return {key: then[now] for key, now in owned.items() if now in then}


def _made_by_batch(copied: _Copied, then: Mapping[str, int]) -> Iterator[str]:
    """Yield the labels' columns that there were not before the batch made them."""
    fresh = copied.part.fresh
    for key in LABEL_KEYS:
        if then[key] in fresh if key in then else fresh:
            yield key


def _of_rows(
    copied: _Copied, then: Mapping[str, int], tables: Sequence[Table]
) -> Iterator[tuple[int, Label]]:
    """Yield each row of now that was copied, with its label; of a new one a blank."""
    stood, added = copied.rows("overwritten"), copied.rows("added")
    identity = {then[key] for key in IDENTITY_KEYS if key in then}
    written = {*copied.part.columns, *copied.part.fresh, *then.values()} - identity
    every = {a: b for a, b in copied.columns.places.items() if a not in written}
    telling = {
        at for table in tables for key, at in table.fields.items() if key in TELLING
    }
    who = {a: b for a, b in every.items() if b in telling}
    found = rows_now({**stood, **added}, copied.tab, every, who)
    for at, row_index in found.items():
        if at in added:
            yield row_index, BLANK
        else:
            row = stood[at]
            yield (
                row_index,
                {
                    key: row[then[key]] if then[key] < len(row) else None
                    for key in LABEL_KEYS
                    if key in then
                },
            )


def left_tabs(
    snapshot: Snapshot, reading: Reading, journals: Sequence[Copies]
) -> dict[str, Label]:
    """Return the segment and reason of each customer who left a segment tab."""
    left: dict[str, Label] = {}
    for journal in journals:
        tabs = {
            tab.mark.segment_key: tab
            for copied in _copied_of(snapshot, (journal,))
            if (tab := _left(copied)) is not None and tab.mark is not None
        }
        alone = replace(snapshot, tabs=tuple(tabs.values()))
        for row in segment_rows(alone, reading, segments={}) if tabs else ():
            tab = tabs[row.segment.casefold()]
            left[row.customer] = label_in_tab(tab, row.row_index)
    return left


def label_in_tab(tab: Tab, row_index: int) -> Label:
    """Return what the tab of a segment says of the label of somebody in this row."""
    why = tab.owned_columns.get("why")
    reason = tab.cell(row_index, why) if why is not None else None
    segment = tab.mark.segment if tab.mark else None
    return {**BLANK, "segment": segment, "why": reason}


def _left(copied: _Copied) -> Tab | None:
    """Return the tab of a segment as if the rows that went were all of it."""
    mark, rows = copied.tab.mark, list(copied.rows("gone").values())
    if mark is None or mark.role != "segment" or not rows:
        return None
    return _tab_of(copied.tab, _places_then(copied), [copied.header, *rows])


def _tab_of(tab: Tab, owned: Mapping[str, int], rows: Sequence[Row]) -> Tab:
    """Return a tab as if these rows, the first of them the header, were all of it."""
    width = max(map(len, rows))
    columns = tuple(
        tuple(row[at] if at < len(row) else None for row in rows) for at in range(width)
    )
    return replace(tab, columns=columns, owned_columns=owned, own_header_row=0)
