"""Phone numbers as people type them, in Nigeria and in India."""

from examples.make.cells import Cell
from examples.make.spelling import Spellings

NATIONAL_LENGTH = 10  # both countries, without the trunk zero

NIGERIAN_PHONES: Spellings[str] = (
    (10, lambda digits: f"0{digits}"),
    (6, lambda digits: f"0{digits[:3]} {digits[3:6]} {digits[6:]}"),
    (4, lambda digits: f"+234 {digits[:3]} {digits[3:6]} {digits[6:]}"),
    (3, lambda digits: f"234{digits}"),
    (2, int),  # typed as digits, the cell is a number and the leading zero is gone
)
INDIAN_PHONES: Spellings[str] = (
    (8, int),
    (6, lambda digits: f"{digits[:5]} {digits[5:]}"),
    (2, lambda digits: f"+91 {digits[:5]} {digits[5:]}"),
    (1, lambda digits: f"0{digits}"),
)


def national_digits(phone: str) -> str:
    """Return the ten digits of the first number in a cell, or nothing if too short."""
    digits = "".join(filter(str.isdigit, phone.partition("/")[0]))
    return digits[-NATIONAL_LENGTH:] if len(digits) >= NATIONAL_LENGTH else ""


def as_listed(phone: str) -> Cell:
    """Return a phone as the cell holds it: bare digits became a number on entry."""
    return int(phone) if phone.isdigit() and phone[0] != "0" else phone or None
