"""Which rows leave a tab of ours, and whether people typed something that cannot."""

import zlib
from collections.abc import Iterator
from typing import Final

from sheets_sync.cells import is_blank, is_untouched
from sheets_sync.desired.model import TableTab
from sheets_sync.diff.carry import header_of, human_columns
from sheets_sync.model import CellValue, Tab, TabMark

WRITTEN_BY_US: Final = ("orders", "why")
PINNED: Final = "pinned by hand to "


def leaving(tab: Tab, table: TableTab) -> dict[int, str]:
    """Return row index → customer for the rows that customers leave.

    They moved to another segment, or have another row in the tab. A row that we did
    not write stays, though it names a customer: a person typed it.
    """
    if not table.drops_leavers:
        return {}
    moved = {row: key for row, key in table.standing.items() if key not in table.rows}
    return {row: who for row, who in moved.items() if _has_figures(tab, row)} | {
        row: who for row, who in table.doubles.items() if _is_ours(tab, row)
    }


def vanished(tab: Tab, table: TableTab) -> list[int]:
    """Return the rows of customers who are no more, and beside whom nobody typed."""
    if not table.drops_leavers:
        return []
    beside = human_columns(tab).values()
    return [
        row_index
        for row_index in range(tab.used_row_count)
        if row_index != tab.own_header_row
        and row_index not in table.standing
        and row_index not in table.doubles
        and _is_ours(tab, row_index)
        and all(is_untouched(tab.cell(row_index, index)) for index in beside)
    ]


def is_typed_in(tab: Tab, table: TableTab) -> bool:
    """Tell whether a tab that everybody leaves holds what goes along with nobody.

    That is anything in a row of no customer or above the header, and a header of a
    person's column when no customer is there to bring it along. In a tab that is gone
    already it is a header that was not there when it went.
    """
    gone = {*leaving(tab, table), *vanished(tab, table)}
    others = set(range(tab.used_row_count)) - gone - {tab.own_header_row}
    if any(not is_untouched(cell) for row in others for cell in _row(tab, row)):
        return True
    if table.mark.gone:
        return table.mark.fingerprint != print_of_headers(tab)
    headers = (header_of(tab, at) for at in human_columns(tab).values())
    return not leaving(tab, table) and any(headers)


def print_of_headers(tab: Tab) -> str:
    """Return what stands for the headers of people's columns in a tab of ours."""
    headers = (header_of(tab, at) for at in human_columns(tab).values())
    return f"{zlib.crc32(chr(0).join(headers).encode()):x}"


def _has_figures(tab: Tab, row_index: int) -> bool:
    columns = [tab.owned_columns[k] for k in WRITTEN_BY_US if k in tab.owned_columns]
    cells = (tab.cell(row_index, at) for at in columns)
    return not columns or not all(map(is_blank, cells))


def _is_ours(tab: Tab, row_index: int) -> bool:
    """Tell whether a row has a reason of the kind that we write in this tab."""
    at = tab.owned_columns.get("why")
    if at is None or tab.mark is None:
        return False
    return is_reason(tab.mark, tab.cell(row_index, at))


def is_reason(mark: TabMark, cell: CellValue) -> bool:
    """Tell whether a cell reads as the reasons do that we write for a segment."""
    why = str(cell or "").casefold()
    return why.startswith((f"{mark.segment.casefold()}:", PINNED))


def _row(tab: Tab, row_index: int) -> Iterator[CellValue]:
    return (tab.cell(row_index, at) for at in range(tab.used_column_count))
