"""What people typed beside a customer goes along when the customer changes tabs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheets_sync.cells import is_blank
from sheets_sync.changes import AddColumns, Change, CopyCells, WriteCells
from sheets_sync.layout import HEADER
from sheets_sync.model import Tab

UNNAMED = "Notes"


@dataclass(frozen=True, slots=True)
class Departure:
    """The row a customer leaves, and the columns there that people made."""

    tab: Tab
    row_index: int
    human_columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Customers new to a tab, by row; its people's columns by header, and its size."""

    sheet_id: int
    rows: Mapping[str, int]
    headers: Mapping[str, int]
    next_column_index: int
    column_count: int


def carry(arrivals: Arrivals, departures: Mapping[str, Departure]) -> list[Change]:
    """Return the changes that bring people's cells along, adding columns they lack."""
    headers = dict(arrivals.headers)
    next_column_index = arrivals.next_column_index
    changes: list[Change] = []
    for customer, row_index in arrivals.rows.items():
        for departure, column_index in _typed_cells(departures.get(customer)):
            header = str(departure.tab.cell(0, column_index) or UNNAMED)
            if header not in headers:
                headers[header] = next_column_index
                changes.append(_header(arrivals.sheet_id, next_column_index, header))
                next_column_index += 1
            changes.append(
                CopyCells(
                    departure.tab.sheet_id,
                    departure.row_index,
                    column_index,
                    arrivals.sheet_id,
                    row_index,
                    headers[header],
                )
            )
    lacking = next_column_index - arrivals.column_count
    if changes and lacking > 0:
        changes.append(AddColumns(arrivals.sheet_id, lacking))
    return changes


def _typed_cells(departure: Departure | None) -> Iterator[tuple[Departure, int]]:
    if departure is None:
        return
    for column_index in departure.human_columns:
        if not is_blank(departure.tab.cell(departure.row_index, column_index)):
            yield departure, column_index


def _header(sheet_id: int, column_index: int, header: str) -> WriteCells:
    return WriteCells(sheet_id, 0, column_index, ((header,),), ((HEADER,),))
