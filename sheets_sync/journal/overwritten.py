"""Rows in which a batch overwrote cells, and what of them is to be as it was."""

from collections.abc import Iterator, Mapping

from sheets_sync.cells import is_blank, same_value
from sheets_sync.changes import Change, CopyBlock
from sheets_sync.journal.layout import COPY_COLUMN, Cells, Part, who_columns
from sheets_sync.journal.names import Columns
from sheets_sync.journal.patch import Patch
from sheets_sync.journal.rows import RowFinder
from sheets_sync.model import CellValue, Tab


class OverwrittenRows:
    """Puts back cells of rows that are found by what else they hold."""

    def __init__(self, patch: Patch, journal_id: int, cells: Cells) -> None:
        """Work on the patch, with the rows of the journal of this id."""
        self._patch = patch
        self._journal = journal_id
        self._cells = cells
        self._finders: dict[int, RowFinder] = {}
        # How far below its copy a row stands once more, as it was written.
        self.after_below = 0

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
        return (
            self._as_written(tab, columns, part, finder, at) if found is None else found
        )

    def _as_written(
        self, tab: Tab, columns: Columns, part: Part, finder: RowFinder, at: int
    ) -> int | None:
        """Return the row that is as it was written, or at least where it was.

        Where only that is so, it holds nothing else, or is the only one.
        """
        as_left = {
            target: self._written(at, column)
            for column, target in columns.places.items()
        }
        same = self._rows_with(tab, as_left)
        if same:
            return same[0]
        rows = self._rows_with(
            tab,
            {
                columns.places[column]: self._written(at, column)
                for column in part.columns
                if column in columns.places
            },
        )
        if finder.tells(self._cells.get(at, ())[COPY_COLUMN:]):
            return rows[0] if len(rows) == 1 else None
        bare = set(finder.blank_rows())
        return next((row for row in rows if row in bare), None)

    def _rows_with(self, tab: Tab, cells: Mapping[int, CellValue]) -> list[int]:
        """Return the rows that hold these cells, if any of them is not blank."""
        if all(map(is_blank, cells.values())):
            return []
        return [
            row_index
            for row_index in range(self._patch.row_count(tab))
            if all(
                same_value(self._patch.cell(tab, row_index, target), cell)
                for target, cell in cells.items()
            )
        ]

    def _written(self, at: int, column: int) -> CellValue:
        """Return what the batch made of a cell that it overwrote."""
        return self._copied(at + self.after_below, column)

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
