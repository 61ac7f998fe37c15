"""Rows that a batch deleted: who they were about, and what of them is to come back."""

from collections.abc import Iterable, Iterator

from sheets_sync.cells import is_blank, is_untouched, same_value
from sheets_sync.changes import Change, CopyBlock, WriteCells
from sheets_sync.diff.leavers import is_reason
from sheets_sync.journal.layout import COPY_COLUMN, Row, who_columns, who_is
from sheets_sync.journal.names import Columns
from sheets_sync.journal.patch import Patch
from sheets_sync.layout import SEGMENT_HEADERS
from sheets_sync.model import CellValue, Tab

Standing = tuple[Tab, int]
"""A tab, and the index of a row in it."""


class ReturnedRows:
    """Brings back deleted rows whose cells are not where their customer is now."""

    def __init__(self, patch: Patch, journal_id: int) -> None:
        """Work on the patch, with copies in the journal of this id."""
        self._patch = patch
        self._journal = journal_id

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
        typed = {
            column: cell
            for column, cell in enumerate(copied)
            if not is_untouched(cell) and column not in columns.ours
        }
        yield from self._take_away(tab, columns, copied, whose, expected)
        lacking = self._lacking(whose, columns, typed)
        stands = [row for one, row in self._rows_of(whose) if one is tab]
        if lacking and stands:
            yield from self._fill(tab, columns, at, copied, (stands[0], lacking))
        went_by_mistake = whose != expected
        if lacking or (went_by_mistake and not self._is_replaced(tab, columns, copied)):
            had = set(typed) - lacking
            row = [None if at in had else cell for at, cell in enumerate(copied)]
            yield from self._bring_back(tab, columns, at, row)

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
            target = columns.places.get(column)
            if target is None or not is_untouched(
                self._patch.cell(tab, row_index, target)
            ):
                continue
            lacking.discard(column)
            self._patch.put(tab, row_index, target, copied[column])
            source = (self._journal, at, COPY_COLUMN + column)
            yield CopyBlock(*source, tab.sheet_id, row_index, target)

    @staticmethod
    def _is_replaced(tab: Tab, columns: Columns, copied: Row) -> bool:
        """Tell whether a row that went by mistake is written anew anyway, or blank.

        That is so of a customer's in the tab of a segment: it has a reason to be there.
        """
        if all(map(is_untouched, copied)):
            return True
        why = tab.owned_columns.get("why")
        then = {now: column for column, now in columns.places.items()}
        if tab.mark is None or tab.mark.role != "segment" or why not in then:
            return False
        at = then[why]
        return is_reason(tab.mark, copied[at] if at < len(copied) else None)

    def _who(self, tab: Tab, columns: Columns, copied: Row) -> str:
        then = {now: column for column, now in columns.places.items()}
        return who_is(copied, [then[now] for now in who_columns(tab) if now in then])

    def _take_away(
        self, tab: Tab, columns: Columns, copied: Row, whose: str, expected: str
    ) -> Iterator[Change]:
        """Clear what was brought along from this row and is not the customer's."""
        there = dict(enumerate(copied))
        theirs = [there[at] for at in there if at not in columns.ours]
        for other, row_index in self._rows_of(expected):
            if other.sheet_id == tab.sheet_id:
                continue
            for column, header in self._beside(other):
                cell = self._patch.cell(other, row_index, column)
                came = not is_untouched(cell) and _holds(copied, cell)
                if not came or (whose == expected and _holds(theirs, cell)):
                    continue
                self._patch.put(other, row_index, column, None)
                yield WriteCells(other.sheet_id, row_index, column, ((None,),))
                yield from self._drop_header(other, column, header)

    def _drop_header(self, tab: Tab, column: int, header: str) -> Iterator[Change]:
        """Clear a header of ours that came along over cells that are all gone."""
        top = tab.own_header_row
        rows = range(top + 1, self._patch.row_count(tab))
        cells = (self._patch.cell(tab, row, column) for row in rows)
        if header in SEGMENT_HEADERS and all(map(is_blank, cells)):
            self._patch.put(tab, top, column, None)
            yield WriteCells(tab.sheet_id, top, column, ((None,),))

    def _lacking(
        self, whose: str, columns: Columns, typed: dict[int, CellValue]
    ) -> set[int]:
        """Return which of these cells a customer has in no column of its own.

        Its header should be the same, but somebody may have renamed it since.
        """
        cells = [
            (header, cell)
            for tab, row_index in self._rows_of(whose)
            for at, header in self._beside(tab)
            if not is_untouched(cell := self._patch.cell(tab, row_index, at))
        ]
        lacking: set[int] = set()
        for column, value in typed.items():
            same = [one for one in cells if same_value(one[1], value)]
            if not same:
                lacking.add(column)
                continue
            header = columns.then[column][0]
            cells.remove(next((one for one in same if one[0] == header), same[0]))
        return lacking

    def _bring_back(
        self, tab: Tab, columns: Columns, at: int, copied: Row
    ) -> Iterator[Change]:
        """Add a row again, whole, below all others of its tab."""
        row_index, added = self._patch.add_row(tab)
        yield from added
        for column, cell in enumerate(copied):
            target = columns.places.get(column)
            if target is None or is_blank(cell):
                continue
            self._patch.put(tab, row_index, target, cell)
            source = (self._journal, at, COPY_COLUMN + column)
            yield CopyBlock(*source, tab.sheet_id, row_index, target)

    def _rows_of(self, whose: str) -> Iterator[Standing]:
        """Yield the rows of segment tabs that are about a customer, as of now."""
        if not whose.strip():
            return
        for tab in self._patch.tabs():
            if tab.mark is None or tab.mark.role != "segment":
                continue
            who = who_columns(tab)
            for row_index in range(tab.own_header_row + 1, self._patch.row_count(tab)):
                cells = [self._patch.cell(tab, row_index, at) for at in who]
                if who_is(cells, range(len(who))) == whose:
                    yield tab, row_index

    def _beside(self, tab: Tab) -> Iterator[tuple[int, str]]:
        """Yield each column that people made in a tab of ours, with its header."""
        ours = set(tab.owned_columns.values())
        for at in range(tab.used_column_count):
            if at not in ours:
                header = tab.cell(tab.own_header_row, at)
                yield at, "" if is_blank(header) else str(header)


def _holds(cells: Iterable[CellValue], cell: CellValue) -> bool:
    return any(same_value(one, cell) for one in cells)
