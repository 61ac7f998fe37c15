"""Tab titles as Excel takes them: 31 characters, a few signs forbidden."""

import re
from collections.abc import Iterable

from local_sheets.grid.model import Sheet

_MAX = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def excel_names(sheets: Iterable[Sheet]) -> dict[int, str]:
    """Return a unique Excel name for each tab, by its sheetId."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for sheet in sheets:
        name = _free(_clean(sheet.title), taken)
        taken.add(name.casefold())
        names[sheet.sheet_id] = name
    return names


def _clean(title: str) -> str:
    name = _FORBIDDEN.sub("-", title)[:_MAX].strip("'") or "Sheet"
    # Excel keeps this one name for itself.
    return "History_" if name.casefold() == "history" else name


def _free(name: str, taken: set[str]) -> str:
    candidate, number = name, 2
    while candidate.casefold() in taken:
        suffix = f" ({number})"
        candidate = name[: _MAX - len(suffix)] + suffix
        number += 1
    return candidate
