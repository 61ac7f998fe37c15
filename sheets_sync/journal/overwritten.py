"""Rows in which a batch overwrote cells, and what of them is to be as it was."""

from collections.abc import Iterator

from sheets_sync.cells import is_blank, same_value
from sheets_sync.changes import Change, CopyBlock
from sheets_sync.journal.layout import COPY_COLUMN, Cells, Part, who_columns
from sheets_sync.journal.names import Columns
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.rows import RowFinder
from sheets_sync.model import CellValue, Tab


class OverwrittenRows:
    """Puts back cells of rows that are found by what else they hold."""

    def __init__(
        self, patch: Patch, journal_id: int, cells: Cells, after_below: int
    ) -> None:
        """Work on the patch, with the rows of the journal of this id.

        So far below its copy a row stands once more, as it was written.
        """
        self._patch = patch
        self._journal = journal_id
        self._cells = cells
        self._finders: dict[int, RowFinder] = {}
        self._after_below = after_below

    def changes(
        self, tab: Tab, columns: Columns, part: Part, at: int
    ) -> Iterator[Change]:
        """Yield what puts cells of one row back, unless somebody wrote there since.

        Args:
            tab: where they were overwritten.
            columns: where the columns of that tab are now.
            part: which of them the batch wrote.
            at: the row of the journal that has the copy.
        """
        row_index = self._row_now(tab, columns, part, at)
        if row_index is None:
            return
        for column in part.columns:
            target = columns.places.get(column)
            # What people call a column that came along stays over what stands in it.
            is_name = column in part.fresh and row_index == tab.own_header_row
            if target is None or is_name:
                continue
            before = self._copied(at, column)
            now = self._patch.cell(tab, row_index, target)
            if same_value(now, before):
                continue
            if (
                column in columns.ours
                or is_blank(now)
                or same_value(now, self._written(at, column))
            ):
                yield from self._patch.reach(tab, target)
                self._patch.put(tab, row_index, target, before)
                source = (self._journal, at, COPY_COLUMN + column)
                yield CopyBlock(*source, tab.sheet_id, row_index, target)

    def _row_now(self, tab: Tab, columns: Columns, part: Part, at: int) -> int | None:
        finder = self._finders.get(tab.sheet_id)
        if finder is None:
            finder = RowFinder(self._patch.now(tab), _telling(tab, columns, part))
            self._finders[tab.sheet_id] = finder
        found = finder.find(self._cells.get(at, ())[COPY_COLUMN:])
        return self._as_left(tab, columns, part, at) if found is None else found

    def _as_left(self, tab: Tab, columns: Columns, part: Part, at: int) -> int | None:
        """Return the row that is most like the batch left it, if that is telling.

        All that was written there has to stand, and more has to be the same than not.
        """
        left = {now: self._written(at, then) for then, now in columns.places.items()}
        wrote = {columns.places[one] for one in part.columns if one in columns.places}
        best: tuple[int, int] | None = None
        for row_index in range(self._patch.row_count(tab)):
            now = {one: self._patch.cell(tab, row_index, one) for one in left}
            same = {one for one in left if same_value(now[one], left[one])}
            others = len(left) - len(same)
            telling = sum(not is_blank(left[one]) for one in same)
            if wrote <= same and others < telling and (not best or others < best[0]):
                best = others, row_index
        return best[1] if best else None

    def _written(self, at: int, column: int) -> CellValue:
        """Return what the batch made of a cell that it overwrote."""
        return self._copied(at + self._after_below, column)

    def _copied(self, at: int, column: int) -> CellValue:
        row = self._cells.get(at, ())
        place = COPY_COLUMN + column
        return row[place] if place < len(row) else None


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
