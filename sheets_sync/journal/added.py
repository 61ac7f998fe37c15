"""Rows that a batch added where columns stood elsewhere than they had been read."""

from collections.abc import Iterator

from sheets_sync.cells import is_blank, same_value
from sheets_sync.changes import Change, WriteCells
from sheets_sync.journal.layout import WHO, Part, Row, print_of
from sheets_sync.journal.names import Columns
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.rows import RowFinder
from sheets_sync.model import CellValue, Tab, TabMark
from sheets_sync.own_tabs import words_of


class AddedRows:
    """Takes away rows that were written into the wrong columns."""

    def __init__(self, patch: Patch) -> None:
        """Work on the patch."""
        self._patch = patch
        self._finders: dict[int, RowFinder] = {}

    def changes(
        self, tab: Tab, columns: Columns, part: Part, copied: Row
    ) -> Iterator[Change]:
        """Yield what takes one row away, so that the next plan adds it anew.

        In the tab of a segment it stays, as the row of the customer whom it is about,
        for somebody may type beside them right now; the next plan puts it right.
        """
        row_index = self._row_now(tab, columns, copied)
        if row_index is None:
            return
        put: dict[int, CellValue] = {
            target: None
            for column, target in columns.places.items()
            if column < len(copied) and not is_blank(copied[column])
            if same_value(self._patch.cell(tab, row_index, target), copied[column])
        }
        # What somebody had beside the customer came with its note and its colour.
        written = {columns.places[at] for at in _of_ours(tab, part, columns)}
        written &= {*tab.owned_columns.values()}
        if tab.mark is not None and tab.mark.role == "segment":
            put = {at: None for at in put if at not in written}
            put |= _customer(tab, tab.mark, part, copied)
        for at, cell in put.items():
            if same_value(self._patch.cell(tab, row_index, at), cell):
                continue
            self._patch.put(tab, row_index, at, cell)
            whole = at not in written
            yield WriteCells(tab.sheet_id, row_index, at, ((cell,),), whole=whole)

    def _row_now(self, tab: Tab, columns: Columns, copied: Row) -> int | None:
        finder = self._finders.get(tab.sheet_id)
        if finder is None:
            finder = RowFinder(self._patch.now(tab), columns.places)
            self._finders[tab.sheet_id] = finder
        return finder.find(copied)


def _of_ours(tab: Tab, part: Part, columns: Columns) -> Iterator[int]:
    """Yield the columns, as they were copied, in which the batch wrote our cells."""
    words = {print_of(word) for word in words_of(tab).values()}
    for at, read in enumerate(part.header_print.split()):
        if read in words and at in columns.places:
            yield at


def _customer(tab: Tab, mark: TabMark, part: Part, copied: Row) -> dict[int, CellValue]:
    """Return who a row was written for, and a reason of ours, where they belong now."""
    keys = [key for key in WHO if key in tab.owned_columns]
    if len(keys) != len(part.who):
        return {}
    said: dict[int, CellValue] = {
        tab.owned_columns[key]: copied[at] if at < len(copied) else None
        for key, at in zip(keys, part.who, strict=True)
    }
    why = tab.owned_columns.get("why")
    return said if why is None else {**said, why: f"{mark.segment}: –"}
