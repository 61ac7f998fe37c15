"""Sheet ids chosen by us: repeatable, and never one that is taken."""

import zlib
from collections.abc import Collection
from typing import Final

from sheets_sync.model import TabMark

LARGEST_SHEET_ID: Final = 2**31 - 1


def sheet_id_from(*parts: object) -> int:
    """Return the sheet id that these words always give; ids are int32, not negative."""
    seed = "|".join(["sheet-segments", *map(str, parts)])
    return zlib.crc32(seed.encode()) % LARGEST_SHEET_ID


def free_sheet_id(mark: TabMark, taken: Collection[int]) -> int:
    """Return a free id that depends on the tab's role and segment only."""
    sheet_id = sheet_id_from(mark.role, mark.segment)
    while sheet_id in taken:
        sheet_id = (sheet_id + 1) % LARGEST_SHEET_ID
    return sheet_id
