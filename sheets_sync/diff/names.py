"""Ids and titles for new tabs: chosen by us, repeatable, and never taken twice.

A client-chosen ``sheetId`` lets one batch add a tab and fill it; a duplicate id or
title fails the whole batch, so a second refresh of the same snapshot cannot add a
tab again.
"""

import re
import zlib
from typing import Final

from sheets_sync.model import Snapshot, TabMark

MAX_TITLE_CHARACTERS: Final = 100
# Excel refuses these in a tab's title, and sellers download their tracker.
FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\]")
LARGEST_SHEET_ID: Final = 2**31 - 1


def sheet_id_from(*parts: object) -> int:
    """Return the sheet id that these words always give; ids are int32, not negative."""
    seed = "|".join(["sheet-segments", *map(str, parts)])
    return zlib.crc32(seed.encode()) % LARGEST_SHEET_ID


class NewTabs:
    """Hands out sheet ids and titles that the spreadsheet does not have yet."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Start from the ids and titles that are taken."""
        self._ids = {tab.sheet_id for tab in snapshot.tabs}
        self._titles = {tab.title.casefold() for tab in snapshot.tabs}

    def sheet_id(self, mark: TabMark) -> int:
        """Return a free id that depends on the tab's role and segment only."""
        sheet_id = sheet_id_from(mark.role, mark.segment)
        while sheet_id in self._ids:
            sheet_id = (sheet_id + 1) % LARGEST_SHEET_ID
        self._ids.add(sheet_id)
        return sheet_id

    def title(self, wanted: str) -> str:
        """Return the title, or with a number behind where somebody has it already.

        Whether Google compares titles by case is unconfirmed, so we do.
        """
        base = FORBIDDEN.sub(" ", wanted).strip(" '") or "Segment"
        title, number = base[:MAX_TITLE_CHARACTERS], 2
        while title.casefold() in self._titles:
            tail = f" {number}"
            title = base[: MAX_TITLE_CHARACTERS - len(tail)] + tail
            number += 1
        self._titles.add(title.casefold())
        return title
