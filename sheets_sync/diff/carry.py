"""What people typed beside a customer goes along when the customer changes tabs.

Sheets copies each cell, with its formula, format, note and tick box, to the customer's
row in the next tab, into the column of the same header; where there is none, one is
added, header and its look included. Where another text stands there already, as when a
customer stood in both tabs, it goes into a second column of that header: nothing that
a person typed is dropped.

A column without a header goes along as *Notes*, but only its cells that hold something:
one that has a colour alone stays behind.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from sheets_sync.cells import is_blank, is_untouched, same_value
from sheets_sync.changes import Change, CopyCells, WriteCells
from sheets_sync.diff.columns import make_columns
from sheets_sync.layout import HEADER
from sheets_sync.model import CellValue, Tab

UNNAMED = "Notes"


Name = tuple[str, int]
"""A column people made: its header, and how many of that header stand before it."""


@dataclass(frozen=True, slots=True)
class Departure:
    """The row a customer leaves, and the columns there that people made."""

    tab: Tab
    row_index: int
    human_columns: Mapping[Name, int]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Where customers stand in a tab: its newcomers, and those who stood there.

    ``tab`` is None where the tab is new; ``next_column_index`` is right of everything.
    """

    sheet_id: int
    newcomers: Mapping[str, int]
    next_column_index: int
    column_count: int
    tab: Tab | None = None
    stayers: Mapping[str, int] = field(default_factory=dict)


def human_columns(tab: Tab) -> dict[Name, int]:
    """Return the columns of a tab of ours that are not ours but hold something."""
    ours = set(tab.owned_columns.values())
    named: dict[Name, int] = {}
    seen: Counter[str] = Counter()
    for column_index, column in enumerate(tab.columns):
        if column_index in ours or all(is_blank(value) for value in column):
            continue
        header = header_of(tab, column_index) or UNNAMED
        named[header, seen[header]] = column_index
        seen[header] += 1
    return named


def header_of(tab: Tab, column_index: int) -> str:
    """Return the header of a column of a tab of ours; empty where it has none."""
    header = tab.cell(tab.own_header_row, column_index)
    return "" if is_blank(header) else str(header)


def carry(
    arrivals: Arrivals, departures: Mapping[str, Sequence[Departure]]
) -> list[Change]:
    """Return the changes that bring people's cells along, columns they lack first."""
    journey = _Journey(arrivals)
    for customer, rows in departures.items():
        if customer in arrivals.newcomers or customer in arrivals.stayers:
            for departure in rows:
                journey.take_along(customer, departure)
    made = make_columns(
        arrivals.sheet_id,
        arrivals.column_count,
        arrivals.next_column_index,
        journey.next_column_index - arrivals.next_column_index,
    )
    return [*made, *journey.changes]


class _Journey:
    """The cells that go to one tab, and the columns that are added there for them."""

    def __init__(self, arrivals: Arrivals) -> None:
        self._to = arrivals
        self._columns = human_columns(arrivals.tab) if arrivals.tab else {}
        self._arrived: dict[tuple[int, int], CellValue] = {}
        self.next_column_index = arrivals.next_column_index
        self.changes: list[Change] = []

    def take_along(self, customer: str, departure: Departure) -> None:
        """Copy what people typed in the row that a customer leaves."""
        tab, leaves = departure.tab, departure.row_index
        newcomer = self._to.newcomers.get(customer)
        row_index = self._to.stayers[customer] if newcomer is None else newcomer
        there = self._beside(row_index)
        leaving = [
            (name[0], tab.cell(leaves, at))
            for name, at in departure.human_columns.items()
        ]
        for name, column_index in departure.human_columns.items():
            value = tab.cell(leaves, column_index)
            # A formula may show nothing today, so a column with a header always goes.
            if is_untouched(value) and not header_of(tab, column_index):
                continue
            # Of two alike one is there: which one nobody can tell, so both come along.
            # And one tick is like another where no header says what it is for.
            one = (name[0], value)
            is_tick = isinstance(value, bool) and not header_of(tab, column_index)
            is_known = not is_tick and _count(one, leaving) <= _count(one, there)
            free = self._free(
                name,
                row_index,
                value,
                is_new=newcomer is not None,
                is_known=is_known,
            )
            if free is None:
                continue
            if free not in self._columns:
                self._add_column(free, tab, column_index)
            at = self._columns[free]
            self._arrived[row_index, at] = value
            source = (tab.sheet_id, leaves, column_index)
            self.changes.append(CopyCells(*source, self._to.sheet_id, row_index, at))

    def _beside(self, row_index: int) -> list[tuple[str, CellValue]]:
        """Return what stands beside a customer, after the header of its column."""
        return [
            (name[0], self._there(row_index, at)) for name, at in self._columns.items()
        ]

    def _free(
        self,
        name: Name,
        row_index: int,
        value: CellValue,
        *,
        is_new: bool,
        is_known: bool,
    ) -> Name | None:
        """Return the column of that header that can take the cell; None if it is there.

        The column may be one that has yet to be added.
        """
        for one in _names(name):
            at = self._columns.get(one)
            if at is None:
                return one
            there = self._there(row_index, at)
            if is_untouched(value):
                comes_first = is_new and (row_index, at) not in self._arrived
                return one if comes_first else None
            if is_known and same_value(there, value):
                return None
            if is_untouched(there):
                return one
        return None

    def _there(self, row_index: int, column_index: int) -> CellValue:
        arrived = self._arrived.get((row_index, column_index))
        if arrived is not None or self._to.tab is None:
            return arrived
        return self._to.tab.cell(row_index, column_index)

    def _add_column(self, name: Name, source: Tab, column_index: int) -> None:
        """Add a column, with the very header cell of the one that people made."""
        at = self._columns[name] = self.next_column_index
        self.next_column_index += 1
        sheet_id, header_row = self._to.sheet_id, self._header_row
        if not header_of(source, column_index):
            header = WriteCells(sheet_id, header_row, at, ((UNNAMED,),), ((HEADER,),))
            self.changes.append(header)
            return
        header_cell = (source.sheet_id, source.own_header_row, column_index)
        self.changes.append(CopyCells(*header_cell, sheet_id, header_row, at))

    @property
    def _header_row(self) -> int:
        return self._to.tab.own_header_row if self._to.tab else 0


def _count(one: tuple[str, CellValue], cells: Sequence[tuple[str, CellValue]]) -> int:
    """Return how often a value stands under a header."""
    return sum(header == one[0] and same_value(cell, one[1]) for header, cell in cells)


def _names(name: Name) -> Iterator[Name]:
    """Yield the name, then all others of its header."""
    yield name
    yield from ((name[0], number) for number in count() if number != name[1])
