"""What one batch did to cells that were not where it thought, undone by its journal."""

from collections.abc import Iterator

from sheets_sync.cells import same_value
from sheets_sync.changes import Change, WriteCells
from sheets_sync.journal.added import AddedRows
from sheets_sync.journal.blocks import RescuedRows
from sheets_sync.journal.layout import (
    COPY_COLUMN,
    Cells,
    Layout,
    Place,
    Row,
    copies_of,
    headers_agree,
)
from sheets_sync.journal.names import (
    Columns,
    columns_now,
    header_row_now,
    header_then,
)
from sheets_sync.journal.overwritten import OverwrittenRows
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.returned import ReturnedRows
from sheets_sync.model import Tab
from sheets_sync.own_tabs import words_of

# Rows of ours in the wrong columns go before those are looked for that were deleted.
UNDONE = ("overwritten", "added", "block", "values", "gone", "watched", "after")


class PutBack:
    """Undoes one batch in a patched snapshot, and tells the changes that do so."""

    def __init__(
        self, patch: Patch, journal_id: int, layout: Layout, cells: Cells
    ) -> None:
        """Work on the patch, with the rows of the journal of this id."""
        self._patch = patch
        self._journal = journal_id
        self._cells = cells
        self._places = [*layout.places()]
        # Each tab's part with the row that was copied as its header.
        self._parts = [
            (part, cells.get(at, ())) for at, part in enumerate(layout.parts)
        ]
        # Prints of each tab's headers, where its columns stood when it was copied.
        self.headers = {
            part.sheet_id: header_then(
                part,
                header,
                copies_of(part, self._places, cells, "overwritten", "watched").values(),
            )
            for part, header in self._parts
        }
        first = {place.kind: place.at for place in reversed(self._places)}
        # How far above the copy of a row that went its values stand.
        self._values_above = first.get("gone", 0) - first.get("values", 0)
        # And how far below that of a row that was overwritten it is as it was written.
        after_below = first.get("after", 0) - first.get("overwritten", 0)
        self._overwritten = OverwrittenRows(patch, journal_id, cells, after_below)
        self._added = AddedRows(patch)
        self._returned = ReturnedRows(patch, journal_id)

    def changes(self) -> list[Change]:
        """Return the changes for all tabs that the batch touched."""
        width = max((len(row) for row in self._cells.values()), default=0)
        there = [
            (tab, part)
            for part, _ in self._parts
            if (tab := self._patch.tab(part.sheet_id)) is not None
        ]
        columns = {
            tab.sheet_id: columns_now(
                self._patch.now(tab),
                self.headers[tab.sheet_id],
                width,
                () if tab.mark else part.fresh,
            )
            for tab, part in there
        }
        changes: list[Change] = []
        for tab, part in there:
            if part.fresh:
                changes += self._clear_fresh(tab, columns[tab.sheet_id])
        # Tabs whose columns stood elsewhere than they had been read.
        moved = {
            part.sheet_id
            for part, row in self._parts
            if not headers_agree(part.header_print, row)
        }
        for place in sorted(self._places, key=lambda place: UNDONE.index(place.kind)):
            tab_now = self._patch.tab(place.part.sheet_id)
            if tab_now is None:
                changes += self._of_tab_that_is_gone(place)
            elif place.kind == "added" and tab_now.sheet_id not in moved:
                self._note_arrivals(tab_now, columns[tab_now.sheet_id], place)
            else:
                changes += self._undo(tab_now, columns[tab_now.sheet_id], place)
        return changes

    def _of_tab_that_is_gone(self, place: Place) -> Iterator[Change]:
        if place.kind == "gone":
            header = self.headers[place.part.sheet_id]
            for at in range(place.at, place.at + place.count):
                copied = self._cells.get(at, ())[COPY_COLUMN:]
                yield from self._returned.of_tab_that_is_gone(header, at, copied)

    def _note_arrivals(self, tab: Tab, columns: Columns, place: Place) -> None:
        """Note what came along with new rows: people may have changed it since."""
        for at in range(place.at, place.at + place.count):
            copied = self._cells.get(at, ())[COPY_COLUMN:]
            self._returned.note_arrival(tab, columns, copied)

    def _undo(self, tab: Tab, columns: Columns, place: Place) -> Iterator[Change]:
        if place.kind == "block":
            rescued = RescuedRows(self._patch, self._journal, self._cells)
            yield from rescued.changes(tab, place)
            return
        for at in range(place.at, place.at + place.count):
            row = self._cells.get(at, ())
            copied = row[COPY_COLUMN:]
            if place.kind == "overwritten":
                yield from self._overwritten.changes(tab, columns, place.part, at)
            elif place.kind == "added":
                yield from self._added.changes(tab, columns, place.part, copied)
            elif place.kind == "values":
                whose = _expected(row)
                yield from self._returned.take_away(tab, columns, copied, whose)
            elif place.kind == "gone":
                whose = _expected(self._cells.get(at - self._values_above, ()))
                yield from self._returned.changes(tab, columns, at, copied, whose)

    def _clear_fresh(self, tab: Tab, columns: Columns) -> Iterator[Change]:
        """Clear columns of ours that the batch made: its labels may stand anywhere.

        Their headers may stand above or below those of the seller.
        """
        known = {columns.places[at] for at in columns.ours}
        now, header = self._patch.now(tab), self.headers[tab.sheet_id]
        top = tab.own_header_row if tab.mark else header_row_now(now, header)
        words = words_of(tab)
        for key, at in sorted(tab.owned_columns.items()):
            for row in range(tab.used_row_count) if at not in known else ():
                cell = words.get(key) if row == top else None
                if not same_value(self._patch.cell(tab, row, at), cell):
                    self._patch.put(tab, row, at, cell)
                    yield WriteCells(tab.sheet_id, row, at, ((cell,),))


def _expected(row: Row) -> str:
    """Return who a row was taken to be about, from the copy of its values."""
    return str((row[0] if row else None) or "").split("\n", maxsplit=1)[0]
