"""The row of a tab that is nearly a header, and what it lacks to be one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from segments.headers import ORDERS, match_roles, names_other_people
from segments.model import Grid
from segments.tables.kinds import COLUMNS_OF_ORDERS
from segments.values.currencies import split_header
from segments.values.distinct import cell_text

_ROWS: Final = 100
_CONTACTS: Final = "Phone"
_WORDS: Final[Mapping[str, str]] = {
    "people": "Customer",
    "when": "Date",
    "figures": "Amount",
}
"""A header that says it, for what each order has."""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A row with headers that we know, too few to say what is listed below it.

    Attributes:
        row_index: Zero-based.
        known: Its headers that are known, as typed.
        missing: Headers, any of which would help.
    """

    row_index: int
    known: tuple[str, ...]
    missing: tuple[str, ...]


def nearest_header(grid: Grid) -> NearMiss | None:
    """Return the row of a tab without tables that is most like a header, if any is."""
    found = [_near_miss(grid, row) for row in range(min(grid.row_count, _ROWS))]
    near = [one for one in found if one]
    return max(near, key=lambda one: (len(one.known), -one.row_index), default=None)


def _near_miss(grid: Grid, row_index: int) -> NearMiss | None:
    cells = [cell if isinstance(cell, str) else "" for cell in grid.row(row_index)]
    texts = [split_header(cell).text if cell else "" for cell in cells]
    roles = match_roles(texts, ORDERS)
    held = {part for part, any_of in COLUMNS_OF_ORDERS.items() if any_of & {*roles}}
    if not held or names_other_people(texts):
        return None
    known = {at for role, at in roles.items() if _is_telling(role)}
    lacking = tuple(word for part, word in _WORDS.items() if part not in held)
    return NearMiss(
        row_index=row_index,
        known=tuple(cell_text(cells[at]) for at in sorted(known)),
        missing=lacking if held != {"people"} else (_CONTACTS, *lacking),
    )


def _is_telling(role: str) -> bool:
    return any(role in any_of for any_of in COLUMNS_OF_ORDERS.values())
