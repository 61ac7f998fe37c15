"""What people typed beside a customer goes along when the customer changes tabs."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets_sync.cells import is_blank
from sheets_sync.changes import Change, CopyCells, WriteCells
from sheets_sync.diff.columns import make_columns
from sheets_sync.layout import HEADER
from sheets_sync.model import Tab

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
    """Customers new to a tab, by row; its people's columns, and its size."""

    sheet_id: int
    rows: Mapping[str, int]
    human_columns: Mapping[Name, int]
    next_column_index: int
    column_count: int


def human_columns(tab: Tab) -> dict[Name, int]:
    """Return the columns of a tab of ours that are not ours but hold something."""
    ours = set(tab.owned_columns.values())
    named: dict[Name, int] = {}
    seen: Counter[str] = Counter()
    for column_index, column in enumerate(tab.columns):
        if column_index in ours or all(is_blank(value) for value in column):
            continue
        header = str(tab.cell(0, column_index) or UNNAMED)
        named[header, seen[header]] = column_index
        seen[header] += 1
    return named


def carry(arrivals: Arrivals, departures: Mapping[str, Departure]) -> list[Change]:
    """Return the changes that bring people's cells along, adding columns they lack."""
    columns = dict(arrivals.human_columns)
    next_column_index = arrivals.next_column_index
    changes: list[Change] = []
    for customer, row_index in arrivals.rows.items():
        for name, typed in _typed_cells(departures.get(customer)):
            if name not in columns:
                columns[name] = next_column_index
                changes.append(_header(arrivals.sheet_id, next_column_index, name[0]))
                next_column_index += 1
            changes.append(
                CopyCells(*typed, arrivals.sheet_id, row_index, columns[name])
            )
    return [
        *make_columns(
            arrivals.sheet_id,
            arrivals.column_count,
            arrivals.next_column_index,
            next_column_index - arrivals.next_column_index,
        ),
        *changes,
    ]


def _typed_cells(
    departure: Departure | None,
) -> Iterator[tuple[Name, tuple[int, int, int]]]:
    """Yield the column name of each cell that goes, and its sheet, row and column."""
    if departure is None:
        return
    tab, row_index = departure.tab, departure.row_index
    for name, column_index in departure.human_columns.items():
        # A formula may show nothing today, so a column with a header always goes.
        named = not is_blank(tab.cell(0, column_index))
        if named or not is_blank(tab.cell(row_index, column_index)):
            yield name, (tab.sheet_id, row_index, column_index)


def _header(sheet_id: int, column_index: int, header: str) -> WriteCells:
    return WriteCells(sheet_id, 0, column_index, ((header,),), ((HEADER,),))
