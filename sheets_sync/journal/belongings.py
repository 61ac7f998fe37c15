"""What stands beside each customer in the tabs of segments, as of now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sheets_sync.cells import is_untouched, same_value
from sheets_sync.diff.carry import UNNAMED
from sheets_sync.journal.layout import BLANK_PRINT, print_of, who_columns, who_is
from sheets_sync.journal.names import Name
from sheets_sync.journal.patch import Patch
from sheets_sync.model import CellValue, Tab

Standing = tuple[Tab, int]
"""A tab, and the index of a row in it."""
Beside = tuple[str, CellValue]
"""A cell beside a customer, after the print of the header of its column."""


class Belongings:
    """The rows of each customer, and the cells of people's beside them."""

    def __init__(self, patch: Patch) -> None:
        """Look in the patched tabs."""
        self._patch = patch
        self._rows: dict[str, list[Standing]] = {}
        self._arrived: dict[str, list[Beside]] = {}

    def note_arrival(self, whose: str, cells: Iterable[Beside]) -> None:
        """Note what a batch brought along with a new row; it may be changed since."""
        self._arrived.setdefault(whose, []).extend(cells)

    def note_row(self, whose: str, tab: Tab, row_index: int) -> None:
        """Note a row that is added for a customer."""
        self._rows.setdefault(whose, []).append((tab, row_index))

    def lacking(
        self, whose: str, then: Sequence[Name], typed: Mapping[int, CellValue]
    ) -> set[int]:
        """Return which of these cells a customer has in no column of its own.

        Its header should be the same, but somebody may have renamed it since.
        """
        cells = [
            (header, cell)
            for tab, row_index in self.rows_of(whose)
            for at, header in self.beside(tab)
            if not is_untouched(cell := self._patch.cell(tab, row_index, at))
        ]
        arrived = [*self._arrived.get(whose, ())]
        lacking: set[int] = set()
        for column, value in typed.items():
            header = _carried(then[column][0])
            is_there = _take(cells, value, header)
            has_arrived = _take(arrived, value)
            # One tick is like another: under another header it is another, unless it
            # is known to have arrived.
            if not is_there and (has_arrived or not isinstance(value, bool)):
                is_there = _take(cells, value)
            if not is_there and not has_arrived:
                lacking.add(column)
        return lacking

    def rows_of(self, whose: str) -> Sequence[Standing]:
        """Return the rows of segment tabs that are about a customer, as of now."""
        if not self._rows:
            for tab in self._patch.tabs():
                if tab.mark is not None and tab.mark.role == "segment":
                    self._find_rows(tab)
        return tuple(self._rows.get(whose, ())) if whose.strip() else ()

    def _find_rows(self, tab: Tab) -> None:
        who = who_columns(tab)
        for row_index in range(tab.own_header_row + 1, self._patch.row_count(tab)):
            cells = [self._patch.cell(tab, row_index, at) for at in who]
            whose = who_is(cells, range(len(who)))
            self._rows.setdefault(whose, []).append((tab, row_index))

    def beside(self, tab: Tab) -> Iterator[tuple[int, str]]:
        """Yield each column of people in a tab of ours, and the print of its header."""
        ours = set(tab.owned_columns.values())
        for at in range(self._patch.free_column(tab)):
            if at not in ours:
                yield at, print_of(self._patch.cell(tab, tab.own_header_row, at))


def _carried(header: str) -> str:
    """Return the print of a header as it is where its column came along."""
    return print_of(UNNAMED) if header == BLANK_PRINT else header


def _take(cells: list[Beside], value: CellValue, header: str | None = None) -> bool:
    """Take a cell of this value, under this header if any, away from some."""
    for one in cells:
        if same_value(one[1], value) and header in (None, _carried(one[0])):
            cells.remove(one)
            return True
    return False
