"""What columns without a header look like, so that a header can be asked for."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from segments.model import Cell, Grid
from segments.tables.evidence import role_of_content
from segments.values.distinct import cell_text, is_blank
from segments.values.money import read_amount

_FEWEST: Final = 3
_SAMPLE: Final = 50
_TWO: Final = 2
_RECENT: Final = range(36_526, 54_789)  # 2000 to 2049, as serial dates
_VALUE: Final = re.compile(r"[\d@]")
_LOOKS: Final[Mapping[str, str]] = {
    "phone": "phone numbers",
    "email": "e-mail addresses",
    "order_date": "dates",
}


def looks_of_columns(grid: Grid) -> Mapping[int, str]:
    """Return column index → what it looks to hold; empty unless people stand in it.

    Only a list of people or orders without a header is meant: a column of phone
    numbers or e-mail addresses, and one of dates or amounts beside it.

    Args:
        grid: The cells of a tab in which no table was found.
    """
    found = {
        index: look
        for index in range(len(grid.columns))
        if (look := _look(_sample(grid.columns[index])))
    }
    people = {_LOOKS["phone"], _LOOKS["email"]}.intersection(found.values())
    return found if people and len(set(found.values())) >= _TWO else {}


def _sample(column: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in column if not is_blank(cell)][:_SAMPLE]


def _look(cells: Sequence[Cell]) -> str | None:
    if len(cells) < _FEWEST or not _VALUE.search(cell_text(cells[0])):
        return None  # too few, or there is a header after all
    role = role_of_content(cells)
    if role:
        return _LOOKS[role]
    if _all(cells, lambda cell: isinstance(cell, int | float) and cell in _RECENT):
        return _LOOKS["order_date"]
    amounts = _all(cells, lambda cell: read_amount(cell).figure is not None)
    return "amounts" if amounts else None


def _all(cells: Sequence[Cell], holds: Callable[[Cell], bool]) -> bool:
    return all(map(holds, cells))
