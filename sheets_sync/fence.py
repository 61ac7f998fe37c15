"""Whether anybody moved rows or columns since the reading, asked before a write.

A journal puts right what was written in the wrong place; where a plan took long to
work out it is kinder not to write there at all.
"""

from datetime import timedelta
from typing import Final

from sheets_sync.a1 import column_letter, quote_title
from sheets_sync.calls import Spreadsheets
from sheets_sync.cells import same_value
from sheets_sync.decode import FIELDS, decode_structure
from sheets_sync.errors import RejectedBatchError
from sheets_sync.journal.layout import Part
from sheets_sync.journal.reading import layout_of_mark
from sheets_sync.model import CellValue, Snapshot, Tab
from sheets_sync.own_tabs import places_of_ours
from sheets_sync.plan import Plan

# A plan that is older than this looks again before it is written.
STALE_AFTER: Final = timedelta(seconds=1)


def is_unmoved(plan: Plan, read: Snapshot, spreadsheets: Spreadsheets) -> bool:
    """Tell whether columns of ours, headers and keys stand where they were read.

    That is two reads, of structure and of the few columns that tell rows apart.
    """
    now = decode_structure(spreadsheets.get(read.spreadsheet_id, FIELDS))
    if places_of_ours(now) != places_of_ours(read):
        return False
    if [tab.title for tab in now.tabs] != [tab.title for tab in read.tabs]:
        return False
    parts = layout_of_mark(plan.token.mark).parts if plan.token else ()
    tabs = {tab.sheet_id: tab for tab in read.tabs}
    looked_at = [(tabs[part.sheet_id], part) for part in parts]
    if not looked_at:
        return True
    ranges = [_key_range(tab, part) for tab, part in looked_at]
    try:
        body = spreadsheets.batch_get(read.spreadsheet_id, ranges)
    except RejectedBatchError:
        return False
    return all(
        _is_same(tab, part, answer.get("values", ()))
        for (tab, part), answer in zip(looked_at, body["valueRanges"], strict=True)
    )


def _key_range(tab: Tab, part: Part) -> str:
    letter = column_letter(part.key_column)
    return f"{quote_title(tab.title)}!{letter}:{letter}"


def _is_same(tab: Tab, part: Part, answered: list[list[CellValue]]) -> bool:
    """Tell whether the key column reads as it did, whatever else was typed."""
    now = answered[0] if answered else []
    was = tab.columns[part.key_column] if part.key_column < len(tab.columns) else ()
    if tab.header_lost or (tab.block and tab.block.is_moved):
        return True  # The snapshot has it as it will be; the journal will tell.
    return len(now) == len(was) and all(map(same_value, now, was))
