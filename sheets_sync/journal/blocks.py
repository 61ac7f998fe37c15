"""What people typed where a batch wrote a block of ours, put below all the rest."""

from collections.abc import Iterator, Mapping, Sequence

from sheets_sync.cells import is_blank, same_value
from sheets_sync.changes import Change, CopyBlock, WriteCells
from sheets_sync.journal.layout import (
    BLANK_PRINT,
    COPY_COLUMN,
    Cells,
    Part,
    Place,
    Row,
    print_of,
    prints,
)
from sheets_sync.journal.patch import Patch
from sheets_sync.model import CellValue, Tab

Prints = tuple[str, ...]


class RescuedRows:
    """Tells people's rows from ours among those that a batch wrote over."""

    def __init__(self, patch: Patch, journal_id: int, cells: Cells) -> None:
        """Work on the patch, with copies in the journal of this id."""
        self._patch = patch
        self._journal = journal_id
        self._cells = cells

    def changes(self, tab: Tab, place: Place) -> Iterator[Change]:
        """Yield what makes good for the rows of one block."""
        part = place.part
        rows = {
            at: self._cells.get(at, ())
            for at in range(place.at, place.at + place.count)
        }
        known = [tuple(str(row[0]).split()) for row in rows.values() if row]
        copied = {at: tuple(row[COPY_COLUMN:]) for at, row in rows.items()}
        strange = {
            at: self._missing(tab, copied[at], columns)
            for at, columns in _typed(part, copied, known)
        }
        for at, columns in strange.items():
            if not columns:
                continue
            row_index, added = self._patch.add_row(tab)
            yield from added
            for column in columns:
                self._patch.put(tab, row_index, column, copied[at][column])
                source = (self._journal, at, COPY_COLUMN + column)
                yield CopyBlock(*source, tab.sheet_id, row_index, column)
        if any(_prints(row, part) not in known for row in copied.values()):
            yield from self._clear_leftovers(tab, part, known)

    def _missing(self, tab: Tab, row: Row, columns: Sequence[int]) -> list[int]:
        """Return the columns whose cells do not stand as a person's any more."""
        return [at for at in columns if not self._stands(tab, row[at])]

    def _stands(self, tab: Tab, cell: CellValue) -> bool:
        block = tab.block
        return any(
            same_value(self._patch.cell(tab, row, at), cell)
            and not (block and block.is_ours(row, at))
            for row in range(self._patch.row_count(tab))
            for at in range(tab.used_column_count)
        )

    def _clear_leftovers(
        self, tab: Tab, part: Part, known: Sequence[Prints]
    ) -> Iterator[Change]:
        """Clear rows and columns of ours that were pushed out of the block.

        Not where these have to move: only what is planned anew puts them in place.
        """
        if tab.block is None or tab.block.is_moved:
            return
        height, width = tab.block.row_count, tab.block.column_count
        lines = {one for one in known if len({*one} - {BLANK_PRINT}) > 1}
        for row_index in range(height, tab.used_row_count):
            row = [tab.cell(row_index, at) for at in range(tab.used_column_count)]
            filled = [at for at, cell in enumerate(row) if not is_blank(cell)]
            if _prints(row, part) in lines and {*filled} <= {*part.columns}:
                yield from self._clear(tab, [(row_index, at) for at in filled])
        every = {one for line in known for one in line} - {BLANK_PRINT}
        for column in range(width, tab.used_column_count):
            cells = {row: tab.cell(row, column) for row in range(height)}
            filled = [row for row, cell in cells.items() if not is_blank(cell)]
            ours = all(print_of(cells[row]) in every for row in filled)
            if ours and any(isinstance(cells[row], str) for row in filled):
                yield from self._clear(tab, [(row, column) for row in filled])

    def _clear(self, tab: Tab, cells: Sequence[tuple[int, int]]) -> Iterator[Change]:
        for row_index, column_index in cells:
            self._patch.put(tab, row_index, column_index, None)
            yield WriteCells(tab.sheet_id, row_index, column_index, ((None,),))


def _prints(row: Row, part: Part) -> Prints:
    return tuple(prints(row, part.columns).split())


def _typed(
    part: Part, copied: Mapping[int, Row], known: Sequence[Prints]
) -> Iterator[tuple[int, list[int]]]:
    """Yield each row that is not as it was read, with the columns people typed in.

    A row that still has most of our cells is ours; of any other all cells are theirs.
    """
    waiting = [*known]
    strange: list[int] = []
    for at, row in copied.items():
        line = _prints(row, part)
        if line in waiting:
            waiting.remove(line)
        else:
            strange.append(at)
    every = {one for line in known for one in line} - {BLANK_PRINT}
    for at in strange:
        line = _prints(copied[at], part)
        filled = [
            (c, one)
            for c, one in zip(part.columns, line, strict=True)
            if one != BLANK_PRINT
        ]
        unknown = [column for column, one in filled if one not in every]
        is_ours = 2 * (len(filled) - len(unknown)) >= len(filled)
        yield at, unknown if is_ours else [column for column, _ in filled]
