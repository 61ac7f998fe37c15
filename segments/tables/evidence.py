"""Whether the values of a column are what its header says, or say it themselves.

A header is a claim, the values are the evidence: a column headed "Amount" that holds
dates is no amount, and a column of e-mail addresses is one under any header.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from segments.model import Cell
from segments.values.contacts import is_generic, read_email
from segments.values.dates import read_date
from segments.values.distinct import cell_text, says_nothing
from segments.values.money import read_amount
from segments.values.phones import are_phones, tidy_phone

_FEWEST: Final = 3
_ENOUGH: Final = 0.5
_CLEAR: Final = 0.8
_LETTERS: Final = re.compile(r"[^\W\d_]")
_DIGITS: Final = re.compile(r"\d")
_PHONE_DIGITS: Final = range(3, 31)  # part of a number; two numbers in one cell
_WHOLE_PHONE: Final = re.compile(r"[+\d][\d ().-]{7,17}\d")
_DAY: Final = re.compile(r"\d[-/. ]?(?:\d|[^\W\d_]{3})")  # no bare name of a month
_MOST: Final = 100_000
_YEAR_DIGITS: Final = 4  # a header may be a year
_FEW: Final = 12


class Doubt(StrEnum):
    """Why what a column means is not certain."""

    NOT_AS_HEADED = "not_as_headed"
    BY_CONTENT = "by_content"
    UNSURE = "unsure"


def _is_phone(cell: Cell) -> bool:
    text = tidy_phone(cell)
    return len(_DIGITS.findall(text)) in _PHONE_DIGITS and "@" not in text


def _is_email(cell: Cell) -> bool:
    return "@" in cell_text(cell)


def _is_date(cell: Cell) -> bool:
    return read_date(cell) is not None


def _is_amount(cell: Cell) -> bool:
    return read_amount(cell).figure is not None and not _is_text_date(cell)


def _is_text_date(cell: Cell) -> bool:
    return isinstance(cell, str) and read_date(cell) is not None and "-" in cell[1:]


def _is_text_day(cell: Cell) -> bool:
    return isinstance(cell, str) and bool(_DAY.search(cell)) and _is_date(cell)


def _is_count(cell: Cell) -> bool:
    figure = read_amount(cell).figure
    return figure is not None and abs(figure) < _MOST


def _is_words(cell: Cell) -> bool:
    text = cell_text(cell)
    return bool(_LETTERS.search(text)) and not _is_email(cell)


_LOOKS: Final[Mapping[str, Callable[[Cell], bool]]] = {
    "phone": _is_phone,
    "email": _is_email,
    **dict.fromkeys(
        (
            *("order_date", "first_order", "last_order", "cancelled_on"),
            *("first_contact", "last_contact", "messaged_on"),
        ),
        _is_date,
    ),
    **dict.fromkeys(("amount", "order_total", "unit_price", "spent"), _is_amount),
    **dict.fromkeys(("quantity", "orders"), _is_count),
    **dict.fromkeys(("name", "first_name", "last_name", "city"), _is_words),
}
"""How the values of a role look, for the roles whose values have a look."""


def confidence(role: str, cells: Sequence[Cell]) -> float:
    """Return how sure the values make it that their column has a role, 0 to 1.

    The share of the cells that look like it; 1 where the role has no look of its own
    or too few cells speak. Cells that only say that there is nothing do not speak.
    """
    looks = _LOOKS.get(role)
    speaking = [cell for cell in cells if not says_nothing(cell) and not _says_no(cell)]
    if looks is None or len(speaking) < _FEWEST:
        return 1.0
    return sum(map(looks, speaking)) / len(speaking)


def _says_no(cell: Cell) -> bool:
    return isinstance(cell, str) and is_generic(cell_text(cell))


def contradicts(role: str, cells: Sequence[Cell]) -> bool:
    """Return whether the values of a column speak against a role."""
    return confidence(role, cells) < _ENOUGH


def is_value(cell: Cell) -> bool:
    """Return whether a cell is what stands below headers: a figure, a contact."""
    text = cell_text(cell)
    return len(_DIGITS.findall(text)) > _YEAR_DIGITS or "@" in text


def role_of_content(cells: Sequence[Cell]) -> str | None:
    """Return the role that values have under any header: an e-mail, phone or day.

    Days count only as text: a serial number may as well be an amount.
    """
    if len(cells) < _FEWEST:
        return None
    if _share([read_email(cell_text(cell)) for cell in cells]) >= _CLEAR:
        return "email"
    if _share([_is_text_day(cell) for cell in cells]) >= _CLEAR:
        return "order_date"
    likely = [bool(_WHOLE_PHONE.fullmatch(tidy_phone(cell))) for cell in cells]
    if _share(likely) < _CLEAR or len(set(cells)) * 2 < len(cells):
        return None
    return "phone" if are_phones(cells[:_FEW]) else None


def _share(found: Sequence[object]) -> float:
    return sum(map(bool, found)) / len(found)
