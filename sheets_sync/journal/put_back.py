"""What one batch did to cells that were not where it thought, undone by its journal."""

from collections.abc import Iterator, Sequence

from sheets_sync.cells import is_blank, same_value
from sheets_sync.changes import Change, CopyBlock, WriteCells
from sheets_sync.journal.blocks import RescuedRows
from sheets_sync.journal.layout import (
    COPY_COLUMN,
    Cells,
    Part,
    Place,
    Row,
    print_of_row,
)
from sheets_sync.journal.names import Columns, columns_now, header_row_now
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.returned import ReturnedRows
from sheets_sync.journal.rows import RowFinder
from sheets_sync.model import CellValue, Tab

# What we put into a person's own note begins so.
TAG = "[Segment:"
# Rows of ours in the wrong columns go before those are looked for that were deleted.
UNDONE = ("overwritten", "added", "block", "gone", "watched")


class PutBack:
    """Undoes one batch in a patched snapshot, and tells the changes that do so."""

    def __init__(self, patch: Patch, journal_id: int, cells: Cells) -> None:
        """Work on the patch, with the rows of the journal of this id."""
        self._patch = patch
        self._journal = journal_id
        self._cells = cells
        self._finders: dict[int, RowFinder] = {}
        self._ours = frozenset(_words_of_ours(patch.tabs()))
        self._segments = {
            tab.mark.segment_key
            for tab in patch.tabs()
            if tab.mark and tab.mark.segment
        }
        self._returned = ReturnedRows(patch, journal_id)

    def changes(
        self, parts: Sequence[tuple[Part, Row]], places: Sequence[Place]
    ) -> list[Change]:
        """Return the changes for all tabs that the batch touched and that are there."""
        width = max((len(row) for row in self._cells.values()), default=0)
        there = [
            (tab, part, header)
            for part, header in parts
            if (tab := self._patch.tab(part.sheet_id)) is not None
        ]
        columns = {
            tab.sheet_id: columns_now(tab, header, width) for tab, _, header in there
        }
        changes: list[Change] = []
        for tab, part, header in there:
            if part.fresh:
                changes += self._clear_fresh(tab, columns[tab.sheet_id], header)
        moved = {p.sheet_id for p, row in parts if p.header_print != print_of_row(row)}
        for place in sorted(places, key=lambda place: UNDONE.index(place.kind)):
            tab_now = self._patch.tab(place.part.sheet_id)
            stands = place.kind == "added" and place.part.sheet_id not in moved
            if tab_now is not None and not stands:
                changes += self._undo(tab_now, columns[tab_now.sheet_id], place)
        return changes

    def _undo(self, tab: Tab, columns: Columns, place: Place) -> Iterator[Change]:
        if place.kind == "block":
            rescued = RescuedRows(self._patch, self._journal, self._cells)
            yield from rescued.changes(tab, place)
            return
        for at in range(place.at, place.at + place.count):
            row = self._cells.get(at, ())
            copied, known = row[COPY_COLUMN:], row[0] if row else None
            if place.kind == "overwritten":
                yield from self._restore(tab, columns, place.part, at, copied)
            elif place.kind == "added":
                yield from self._withdraw(tab, columns, copied)
            elif place.kind == "gone":
                yield from self._returned.changes(tab, columns, at, copied, known)

    def _restore(
        self, tab: Tab, columns: Columns, part: Part, at: int, copied: Row
    ) -> Iterator[Change]:
        """Put cells back that were overwritten, unless somebody wrote there since."""
        finder = self._finders.get(tab.sheet_id)
        if finder is None:
            written = {*part.columns, *part.fresh}
            known = {a: b for a, b in columns.places.items() if a not in written}
            finder = self._finders[tab.sheet_id] = RowFinder(tab, known)
        row_index = finder.find(copied)
        if row_index is None:
            yield from self._clear_labels(tab, columns, part, finder)
            return
        for column in part.columns:
            target = columns.places.get(column)
            if target is None:
                continue
            before = copied[column] if column < len(copied) else None
            now = self._patch.cell(tab, row_index, target)
            if same_value(now, before):
                continue
            if column in columns.ours or is_blank(now) or self._is_ours(now):
                self._patch.put(tab, row_index, target, before)
                yield CopyBlock(
                    self._journal,
                    at,
                    COPY_COLUMN + column,
                    tab.sheet_id,
                    row_index,
                    target,
                )

    def _clear_labels(
        self, tab: Tab, columns: Columns, part: Part, finder: RowFinder
    ) -> Iterator[Change]:
        """Clear what reads like a label of ours in a row that holds nothing else."""
        ours = [columns.places[at] for at in part.columns if at in columns.ours]
        for row_index in finder.blank_rows():
            cells = {at: self._patch.cell(tab, row_index, at) for at in ours}
            if any(self._is_label(cell) for cell in cells.values()):
                for at in ours:
                    self._patch.put(tab, row_index, at, None)
                    yield WriteCells(tab.sheet_id, row_index, at, ((None,),))

    def _is_label(self, value: CellValue) -> bool:
        """Tell whether a cell reads like a segment of ours, or a reason to be in it."""
        text = str(value).casefold()
        return text in self._segments or text.split(":")[0] in self._segments

    def _withdraw(self, tab: Tab, columns: Columns, copied: Row) -> Iterator[Change]:
        """Take away a row of ours whose cells stand in other columns than they should.

        The next plan adds it anew. In a tab of a segment it goes as the rows of those
        do who are no more.
        """
        row_index = RowFinder(tab, columns.places).find(copied, exactly=True)
        if row_index is None:
            return
        filled = [
            at
            for at in range(tab.used_column_count)
            if not is_blank(self._patch.cell(tab, row_index, at))
        ]
        for at in filled:
            self._patch.put(tab, row_index, at, None)
        why = tab.owned_columns.get("why")
        if tab.mark and tab.mark.role == "segment" and why is not None:
            self._patch.put(tab, row_index, why, f"{tab.mark.segment}: –")
            return
        for at in filled:
            yield WriteCells(tab.sheet_id, row_index, at, ((None,),))

    def _clear_fresh(self, tab: Tab, columns: Columns, header: Row) -> Iterator[Change]:
        """Clear columns of ours that the batch made: its labels may stand anywhere."""
        known = {columns.places[at] for at in columns.ours}
        top = tab.own_header_row if tab.mark else header_row_now(tab, header)
        for at in sorted({*tab.owned_columns.values()} - known):
            rows = range(top + 1, tab.used_row_count)
            filled = [row for row in rows if not is_blank(tab.cell(row, at))]
            for row in filled:
                self._patch.put(tab, row, at, None)
            if filled:
                first, last = filled[0], filled[-1]
                blank = ((None,),) * (last - first + 1)
                yield WriteCells(tab.sheet_id, first, at, blank)

    def _is_ours(self, value: CellValue) -> bool:
        return str(value) in self._ours or str(value).startswith(TAG)


def _words_of_ours(tabs: Sequence[Tab]) -> Iterator[str]:
    """Yield all that stands in columns of ours, to know it elsewhere."""
    for tab in tabs:
        for at in tab.owned_columns.values():
            column = tab.columns[at] if at < tab.used_column_count else ()
            yield from (str(cell) for cell in column if not is_blank(cell))
