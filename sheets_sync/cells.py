"""One cell: when two are the same, dates as serial numbers, and literal text.

Sheets counts dates as days since 1899-12-30 (``DateTimeRenderOption`` in the
discovery document), without a time zone.
"""

import math
from datetime import date, datetime, timedelta

from sheets_sync.model import CellValue, Content, Link

EPOCH = date(1899, 12, 30)
MINUTES_A_DAY = 1_440
MAX_CELL_CHARACTERS = 50_000
# Figures travel through files that keep 15 significant digits.
RELATIVE_TOLERANCE = 1e-12


def same_value(existing: CellValue, desired: CellValue) -> bool:
    """Tell whether a cell already holds what is desired.

    Blank and empty text are the same; TRUE is not 1 (in Python it is); numbers are
    the same up to what a workbook file keeps of them.
    """
    if type(existing) is type(desired) and existing == desired:
        return True  # as nearly all cells are
    if existing in (None, "") or desired in (None, ""):
        return existing in (None, "") and desired in (None, "")
    if isinstance(existing, bool) or isinstance(desired, bool):
        return existing is desired
    if isinstance(existing, int | float) and isinstance(desired, int | float):
        return math.isclose(existing, desired, rel_tol=RELATIVE_TOLERANCE)
    return existing == desired


def shown_value(content: Content) -> CellValue:
    """Return what the cell's value will be: a link shows its text."""
    return content.text if isinstance(content, Link) else content


def is_blank(value: CellValue) -> bool:
    """Tell whether a cell holds nothing a person could see."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_untouched(value: CellValue) -> bool:
    """Tell whether nobody typed here: it is blank, or a tick box without a tick."""
    return value is False or is_blank(value)


def serial_from_date(day: date) -> int:
    """Return the serial number of a day."""
    return (day - EPOCH).days


def serial_from_datetime(moment: datetime) -> float:
    """Return the serial number of a wall-clock moment, to the minute."""
    minutes = moment.hour * 60 + moment.minute
    return serial_from_date(moment.date()) + round(minutes / MINUTES_A_DAY, 9)


def date_from_serial(serial: CellValue) -> date | None:
    """Return the day of a serial number, or None where the cell holds no date."""
    if isinstance(serial, bool) or not isinstance(serial, int | float):
        return None
    try:
        return EPOCH + timedelta(days=math.floor(serial))
    except (OverflowError, ValueError):
        return None


def literal_text(text: str) -> str:
    """Return text that fits a cell; Sheets refuses more than 50,000 characters."""
    if len(text) <= MAX_CELL_CHARACTERS:
        return text
    return text[: MAX_CELL_CHARACTERS - 1] + "…"
