"""Rows that a batch deleted: who they were about, and what of them is to come back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sheets_sync.cells import is_blank, is_untouched, same_value
from sheets_sync.changes import Change, CopyBlock, WriteCells
from sheets_sync.diff.leavers import is_reason
from sheets_sync.journal.belongings import Belongings
from sheets_sync.journal.layout import (
    COPY_COLUMN,
    WHO,
    Row,
    print_of,
    who_columns,
    who_is,
)
from sheets_sync.journal.names import Columns, named
from sheets_sync.journal.patch import Patch
from sheets_sync.layout import MOVES_COLUMNS, SEGMENT_COLUMNS, SEGMENT_HEADERS
from sheets_sync.model import CellValue, Tab

# Prints of headers of ours.
WORDS: Final = frozenset(
    map(print_of, (*SEGMENT_HEADERS, *(one.header for one in MOVES_COLUMNS)))
)
# And of those that say who a row is about.
WHO_WORDS: Final = tuple(
    print_of(column.header) for column in SEGMENT_COLUMNS if column.key in WHO
)


class ReturnedRows:
    """Brings back deleted rows whose cells are not where their customer is now."""

    def __init__(self, patch: Patch, journal_id: int) -> None:
        """Work on the patch, with copies in the journal of this id."""
        self._patch = patch
        self._journal = journal_id
        self._belongings = Belongings(patch)

    def note_arrival(self, tab: Tab, columns: Columns, copied: Row) -> None:
        """Note a row as the batch wrote it, with what it brought along."""
        whose = self._who(tab, columns, copied)
        arrived = _typed(columns, copied).items()
        self._belongings.note_arrival(
            whose, [(columns.then[at][0], cell) for at, cell in arrived]
        )

    def changes(
        self, tab: Tab, columns: Columns, at: int, copied: Row, expected: str
    ) -> Iterator[Change]:
        """Yield what makes good for one deleted row.

        Args:
            tab: where it was deleted.
            columns: where the columns of that tab are now.
            at: the row of the journal that has its copy.
            copied: its cells.
            expected: who the batch took it to be about.
        """
        whose = self._who(tab, columns, copied)
        typed = _typed(columns, copied)
        lacking = self._belongings.lacking(whose, columns.then, typed)
        stands = [row for one, row in self._belongings.rows_of(whose) if one is tab]
        if lacking and stands:
            yield from self._fill(tab, columns, at, copied, (stands[0], lacking))
        went_by_mistake = whose != expected
        if lacking or (went_by_mistake and not self._is_replaced(tab, columns, copied)):
            # Two alike both come back: one alone would be taken for the one there.
            alike = [typed[at] for at in lacking]
            had = {at for at in typed if not _holds(alike, typed[at])}
            row = [None if at in had else cell for at, cell in enumerate(copied)]
            yield from self._bring_back(tab, columns, at, row)

    def of_tab_that_is_gone(
        self, header: Sequence[str], at: int, copied: Row
    ) -> Iterator[Change]:
        """Yield what brings cells of a deleted row to where their customer is now.

        Somebody has deleted the tab in which the row was, perhaps because the row was
        gone from it. ``header`` has the prints of its headers.
        """
        then = named(header, len(copied))
        who = [header.index(word) for word in WHO_WORDS if word in header]
        ours = frozenset(at for at, name in enumerate(then) if name[0] in WORDS)
        columns = Columns(then, {}, ours)
        whose = who_is(copied, who)
        typed = _typed(columns, copied)
        lacking = self._belongings.lacking(whose, columns.then, typed)
        for tab, row_index in self._belongings.rows_of(whose)[:1]:
            yield from self._fill(tab, columns, at, copied, (row_index, lacking))

    def _fill(
        self,
        tab: Tab,
        columns: Columns,
        at: int,
        copied: Row,
        gaps: tuple[int, set[int]],
    ) -> Iterator[Change]:
        """Put cells into the row where a customer stands, as far as they are blank.

        What was filled is lacking no more.
        """
        row_index, lacking = gaps
        for column in sorted(lacking):
            target = self._place(tab, columns, column)
            if target is None or not is_untouched(
                self._patch.cell(tab, row_index, target)
            ):
                continue
            lacking.discard(column)
            yield from self._put(tab, row_index, target, copied[column])
            source = (self._journal, at, COPY_COLUMN + column)
            yield CopyBlock(*source, tab.sheet_id, row_index, target)

    def _is_replaced(self, tab: Tab, columns: Columns, copied: Row) -> bool:
        """Tell whether a row that went by mistake is there or written anew, or blank.

        A row with a reason in the tab of a segment is a customer's, and written anew.
        """
        cells = {
            columns.places[column]: cell
            for column, cell in enumerate(copied)
            if column in columns.places and not is_untouched(cell)
        }
        if not cells or self._stands(tab, cells):
            return True
        why = tab.owned_columns.get("why")
        if tab.mark is None or tab.mark.role != "segment" or why is None:
            return False
        return is_reason(tab.mark, cells.get(why))

    def _stands(self, tab: Tab, cells: Mapping[int, CellValue]) -> bool:
        """Tell whether a row, brought back before, has all these cells."""
        return any(
            all(
                same_value(self._patch.cell(tab, row_index, at), cell)
                for at, cell in cells.items()
            )
            for row_index in range(self._patch.row_count(tab))
        )

    def _who(self, tab: Tab, columns: Columns, copied: Row) -> str:
        then = {now: column for column, now in columns.places.items()}
        return who_is(copied, [then[now] for now in who_columns(tab) if now in then])

    def take_away(
        self, tab: Tab, columns: Columns, copied: Row, expected: str
    ) -> Iterator[Change]:
        """Clear what was brought along from this row and is not the customer's.

        To be done for all rows before any comes back: what one lacks may be hidden by
        the like of it that another's row brought.
        """
        whose = self._who(tab, columns, copied)
        there = dict(enumerate(copied))
        theirs = [there[at] for at in there if at not in columns.ours]
        for other, row_index in self._belongings.rows_of(expected):
            if other.sheet_id == tab.sheet_id:
                continue
            for column, header in self._belongings.beside(other):
                cell = self._patch.cell(other, row_index, column)
                came = not is_untouched(cell) and _holds(copied, cell)
                if not came or (whose == expected and _holds(theirs, cell)):
                    continue
                self._patch.put(other, row_index, column, None)
                yield WriteCells(
                    other.sheet_id, row_index, column, ((None,),), whole=True
                )
                yield from self._drop_header(other, column, header)

    def _drop_header(self, tab: Tab, column: int, header: str) -> Iterator[Change]:
        """Clear a header of ours that came along over cells that are all gone."""
        top = tab.own_header_row
        rows = range(top + 1, self._patch.row_count(tab))
        cells = (self._patch.cell(tab, row, column) for row in rows)
        if header in WORDS and all(map(is_blank, cells)):
            self._patch.put(tab, top, column, None)
            yield WriteCells(tab.sheet_id, top, column, ((None,),), whole=True)

    def _bring_back(
        self, tab: Tab, columns: Columns, at: int, copied: Row
    ) -> Iterator[Change]:
        """Add a row again, whole, below all others of its tab."""
        row_index, added = self._patch.add_row(tab)
        whose = self._who(tab, columns, copied)
        self._belongings.note_row(whose, tab, row_index)
        yield from added
        for column, cell in enumerate(copied):
            target = None if is_blank(cell) else self._place(tab, columns, column)
            if target is None:
                continue
            yield from self._put(tab, row_index, target, cell)
            source = (self._journal, at, COPY_COLUMN + column)
            yield CopyBlock(*source, tab.sheet_id, row_index, target)

    def _place(self, tab: Tab, columns: Columns, column: int) -> int | None:
        """Return where a copied column is now; one right of all where it is gone.

        None for a column of ours that is gone: the next plan adds it anew.
        """
        found = columns.places.get(column)
        if found is None and columns.then[column][0] not in WORDS:
            return self._patch.free_column(tab)
        return found

    def _put(
        self, tab: Tab, row_index: int, column_index: int, cell: CellValue
    ) -> list[Change]:
        """Put a cell, and return what makes its tab wide enough for it."""
        wider = self._patch.reach(tab, column_index)
        self._patch.put(tab, row_index, column_index, cell)
        return wider


def _typed(columns: Columns, copied: Row) -> dict[int, CellValue]:
    """Return what people typed in a copied row, by column."""
    return {
        column: cell
        for column, cell in enumerate(copied)
        if not is_untouched(cell) and column not in columns.ours
    }


def _holds(cells: Iterable[CellValue], cell: CellValue) -> bool:
    return any(same_value(one, cell) for one in cells)
