"""Rows that a batch added where columns stood elsewhere than they had been read."""

from collections.abc import Iterator

from sheets_sync.cells import is_blank, same_value
from sheets_sync.changes import Change, WriteCells
from sheets_sync.journal.layout import WHO, Part, Row
from sheets_sync.journal.names import Columns
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.rows import RowFinder
from sheets_sync.model import CellValue, Tab


class AddedRows:
    """Takes away rows that were written into the wrong columns."""

    def __init__(self, patch: Patch) -> None:
        """Work on the patch."""
        self._patch = patch
        self._finders: dict[int, RowFinder] = {}

    def changes(
        self, tab: Tab, columns: Columns, part: Part, copied: Row
    ) -> Iterator[Change]:
        """Yield what takes one row away; the next plan adds it anew.

        In the tab of a segment it is left with a reason of ours, as a row of somebody
        who is no more, and the next plan deletes it. Where somebody typed in it since,
        it becomes the row of the customer whom it was to be about.
        """
        finder = self._finders.get(tab.sheet_id)
        if finder is None:
            finder = RowFinder(self._patch.now(tab), columns.places)
            self._finders[tab.sheet_id] = finder
        row_index = finder.find(copied)
        if row_index is None:
            return
        ours = set(tab.owned_columns.values())
        cells = {
            target: copied[column]
            for column, target in columns.places.items()
            if column < len(copied) and not is_blank(copied[column])
        }
        now = {
            at: cell
            for at in range(tab.used_column_count)
            if not is_blank(cell := self._patch.cell(tab, row_index, at))
        }
        put: dict[int, CellValue] = {
            at: None for at, cell in now.items() if same_value(cell, cells.get(at))
        }
        if not put:
            return
        if len(put) == len(now):
            put |= self._farewell(tab)
        else:
            put = {at: None for at in put if at not in ours}
            put |= _customer(tab, part, copied)
        for at, cell in put.items():
            self._patch.put(tab, row_index, at, cell)
            whole = at not in ours
            yield WriteCells(tab.sheet_id, row_index, at, ((cell,),), whole=whole)

    @staticmethod
    def _farewell(tab: Tab) -> dict[int, CellValue]:
        why = tab.owned_columns.get("why")
        if tab.mark is None or tab.mark.role != "segment" or why is None:
            return {}
        return {why: f"{tab.mark.segment}: –"}


def _customer(tab: Tab, part: Part, copied: Row) -> dict[int, CellValue]:
    """Return who a row was written for, in the columns that say so now."""
    keys = [key for key in WHO if key in tab.owned_columns]
    if len(keys) != len(part.who):
        return {}
    return {
        tab.owned_columns[key]: copied[at] if at < len(copied) else None
        for key, at in zip(keys, part.who, strict=True)
    }
