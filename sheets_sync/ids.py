"""Sheet ids and titles chosen by us: repeatable, and never one that is taken."""

import re
import zlib
from collections.abc import Collection
from typing import Final

from sheets_sync.model import Snapshot, TabMark

LARGEST_SHEET_ID: Final = 2**31 - 1
MAX_TITLE_CHARACTERS: Final = 100
# Excel refuses these in a tab's title, and sellers download their tracker.
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")


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


def taken_titles(snapshot: Snapshot) -> set[str]:
    """Return all titles, in lower case: whether Google tells cases apart is unknown."""
    titles = (*(tab.title for tab in snapshot.tabs), *snapshot.without_cells.values())
    return {title.casefold() for title in titles}


def free_title(wanted: str, taken: Collection[str]) -> str:
    """Return the title, or with a number behind where somebody has it already."""
    base = FORBIDDEN.sub(" ", wanted).strip(" '") or "Segment"
    title, number = base[:MAX_TITLE_CHARACTERS], 2
    while title.casefold() in taken:
        tail = f" {number}"
        title = base[: MAX_TITLE_CHARACTERS - len(tail)] + tail
        number += 1
    return title
