"""Rows that a batch added where columns stood elsewhere than they had been read."""

from collections.abc import Iterator

from sheets_sync.cells import is_blank, same_value
from sheets_sync.changes import Change, WriteCells
from sheets_sync.journal.layout import WHO, Part, Row
from sheets_sync.journal.names import Columns
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.rows import RowFinder
from sheets_sync.model import CellValue, Tab, TabMark


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
        ours = set(tab.owned_columns.values())
        put: dict[int, CellValue] = {
            target: None
            for column, target in columns.places.items()
            if column < len(copied) and not is_blank(copied[column])
            if same_value(self._patch.cell(tab, row_index, target), copied[column])
        }
        if tab.mark is not None and tab.mark.role == "segment":
            put = {at: None for at in put if at not in ours}
            put |= _customer(tab, tab.mark, part, copied)
        for at, cell in put.items():
            if same_value(self._patch.cell(tab, row_index, at), cell):
                continue
            self._patch.put(tab, row_index, at, cell)
            whole = at not in ours
            yield WriteCells(tab.sheet_id, row_index, at, ((cell,),), whole=whole)

    def _row_now(self, tab: Tab, columns: Columns, copied: Row) -> int | None:
        finder = self._finders.get(tab.sheet_id)
        if finder is None:
            finder = RowFinder(self._patch.now(tab), columns.places)
            self._finders[tab.sheet_id] = finder
        return finder.find(copied)


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
