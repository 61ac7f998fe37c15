"""Who stood in our segment tabs when they were read, and who of them is known now.

Everybody with a label has a row in one segment tab, so these tabs are what is known
of the last refresh. A row that stays whatever happens, because nobody knows it but a
person typed beside it, is no news and is not among them.
"""

from dataclasses import dataclass

from sheets_sync.cells import is_blank
from sheets_sync.desired.model import DesiredState, LabelColumns, TableTab
from sheets_sync.diff.leavers import vanished
from sheets_sync.model import CellValue, Snapshot, Tab


@dataclass(frozen=True, slots=True)
class Stood:
    """One row of a segment tab: its customer, or None who is not in the tracker now.

    The figures are those of the row; None where it does not tell.
    """

    segment: str
    row_index: int
    customer: str | None
    name: str
    orders: float | None
    spent: float | None
    last_order: float | None


def stood_before(snapshot: Snapshot, desired: DesiredState) -> tuple[Stood, ...]:
    """Return every row of ours in the segment tabs, those of the vanished too."""
    return tuple(
        _stood(tab, table, row_index)
        for table in desired.tables
        for tab in (snapshot.own_tab(table.mark),)
        if tab is not None and table.mark.role == "segment"
        for row_index in (*table.standing, *vanished(tab, table))
    )


def labelled_rows(tab: Tab, header_row_index: int) -> list[int]:
    """Return the rows of a tab that hold a whole label of ours.

    Such a label always has a segment, a reason and a date beside each other.
    """
    at = tab.owned_columns
    if not {"segment", "why", "since"} <= set(at):
        return []
    return [
        row_index
        for row_index in range(header_row_index + 1, tab.used_row_count)
        if not is_blank(tab.cell(row_index, at["segment"]))
        and not is_blank(tab.cell(row_index, at["why"]))
        and _figure(tab.cell(row_index, at["since"])) is not None
    ]


def labels_without_customer(tab: Tab, labels: LabelColumns) -> list[int]:
    """Return the rows of a customers tab whose label has nobody beside it any more."""
    labelled = labelled_rows(tab, labels.header_row_index)
    return [row_index for row_index in labelled if row_index not in labels.rows]


def _stood(tab: Tab, table: TableTab, row_index: int) -> Stood:
    at = tab.owned_columns

    def cell(key: str) -> CellValue:
        return tab.cell(row_index, at[key]) if key in at else None

    return Stood(
        segment=table.mark.segment,
        row_index=row_index,
        customer=table.standing.get(row_index),
        name=str(cell("customer") or ""),
        orders=_figure(cell("orders")),
        spent=_figure(cell("spent")),
        last_order=_figure(cell("last_order")),
    )


def _figure(value: CellValue) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
