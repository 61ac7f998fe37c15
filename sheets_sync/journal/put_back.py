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
    headers_agree,
    line_of,
    who_columns,
)
from sheets_sync.journal.names import Columns, columns_now, header_row_now
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.returned import ReturnedRows
from sheets_sync.journal.rows import RowFinder
from sheets_sync.model import CellValue, Tab

# Rows of ours in the wrong columns go before those are looked for that were deleted.
UNDONE = ("overwritten", "added", "block", "gone", "watched", "values", "after")


class PutBack:
    """Undoes one batch in a patched snapshot, and tells the changes that do so."""

    def __init__(self, patch: Patch, journal_id: int, cells: Cells) -> None:
        """Work on the patch, with the rows of the journal of this id."""
        self._patch = patch
        self._journal = journal_id
        self._cells = cells
        self._finders: dict[int, RowFinder] = {}
        # Tabs whose columns stood elsewhere than they had been read.
        self._moved: set[int] = set()
        # How far above the copy of a row that went its values stand.
        self._values_above = 0
        # How far below the copy of a row that was overwritten it stands once more.
        self._after_below = 0
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
            tab.sheet_id: columns_now(tab, header, width, part.fresh)
            for tab, part, header in there
        }
        changes: list[Change] = []
        for tab, part, header in there:
            if part.fresh:
                changes += self._clear_fresh(tab, columns[tab.sheet_id], header)
        first = {place.kind: place.at for place in reversed(places)}
        self._values_above = first.get("gone", 0) - first.get("values", 0)
        self._after_below = first.get("after", 0) - first.get("overwritten", 0)
        self._moved = {
            part.sheet_id
            for part, row in parts
            if not headers_agree(part.header_print, row)
        }
        for place in sorted(places, key=lambda place: UNDONE.index(place.kind)):
            tab_now = self._patch.tab(place.part.sheet_id)
            stands = place.kind == "added" and place.part.sheet_id not in self._moved
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
            copied = row[COPY_COLUMN:]
            if place.kind == "overwritten":
                yield from self._restore(tab, columns, place.part, at, copied)
            elif place.kind == "added":
                yield from self._withdraw(tab, columns, copied)
            elif place.kind == "gone":
                values = self._cells.get(at - self._values_above, ("",))
                known = str(values[0] or "")
                is_so = line_of(values[COPY_COLUMN:], place.part.who) == known
                if self._moved or not is_so:
                    whose = known.split("\n", maxsplit=1)[0]
                    yield from self._returned.changes(tab, columns, at, copied, whose)

    def _restore(
        self, tab: Tab, columns: Columns, part: Part, at: int, copied: Row
    ) -> Iterator[Change]:
        """Put cells back that were overwritten, unless somebody wrote there since."""
        finder = self._finders.get(tab.sheet_id)
        if finder is None:
            finder = RowFinder(self._patch.now(tab), _telling(tab, columns, part))
            self._finders[tab.sheet_id] = finder
        row_index = finder.find(copied)
        if row_index is None:
            yield from self._clear_written(tab, columns, part, finder, at)
            return
        for column in part.columns:
            target = columns.places.get(column)
            if target is None:
                continue
            before = copied[column] if column < len(copied) else None
            now = self._patch.cell(tab, row_index, target)
            if same_value(now, before):
                continue
            if (
                column in columns.ours
                or is_blank(now)
                or same_value(now, self._written(at, column))
            ):
                self._patch.put(tab, row_index, target, before)
                yield CopyBlock(
                    self._journal,
                    at,
                    COPY_COLUMN + column,
                    tab.sheet_id,
                    row_index,
                    target,
                )

    def _written(self, at: int, column: int) -> CellValue:
        """Return what the batch made of a cell that it overwrote."""
        return self._copied(at + self._after_below, column)

    def _copied(self, at: int, column: int) -> CellValue:
        row = self._cells.get(at, ())
        place = COPY_COLUMN + column
        return row[place] if place < len(row) else None

    def _clear_written(
        self, tab: Tab, columns: Columns, part: Part, finder: RowFinder, at: int
    ) -> Iterator[Change]:
        """Clear what was written into a row that held nothing to know it by."""
        wrote = {
            column: cell
            for column in part.columns
            if column in columns.places
            and not is_blank(cell := self._written(at, column))
        }
        for row_index in finder.blank_rows() if wrote else ():
            if all(
                same_value(
                    self._patch.cell(tab, row_index, columns.places[column]), cell
                )
                for column, cell in wrote.items()
            ):
                for column in wrote:
                    target = columns.places[column]
                    before = self._copied(at, column)
                    self._patch.put(tab, row_index, target, before)
                    source = (self._journal, at, COPY_COLUMN + column)
                    yield CopyBlock(*source, tab.sheet_id, row_index, target)
                return

    def _withdraw(self, tab: Tab, columns: Columns, copied: Row) -> Iterator[Change]:
        """Take away a row of ours whose cells stand in other columns than they should.

        The next plan adds it anew. In a tab of a segment it goes as the rows of those
        do who are no more.
        """
        finder = RowFinder(self._patch.now(tab), columns.places)
        row_index = finder.find(copied, exactly=True)
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


def _telling(tab: Tab, columns: Columns, part: Part) -> dict[int, int]:
    """Return the columns that tell rows apart: people's, and who a row of ours names.

    What we wrote there ourselves may have been written again since.
    """
    who = who_columns(tab)
    written = {*part.columns, *part.fresh}
    return {
        then: now
        for then, now in columns.places.items()
        if then not in written and (then not in columns.ours or now in who)
    }
