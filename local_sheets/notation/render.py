"""Cells as a person sees them: FORMATTED_VALUE."""

from functools import cache

from local_sheets.grid.model import CellValue, ErrorValue, Formula, Json
from local_sheets.notation.locales import Conventions, conventions
from local_sheets.notation.patterns import text_section
from local_sheets.notation.render_dates import date_text, is_date_pattern
from local_sheets.notation.render_numbers import general_text, number_text, text_by

_MOMENTS = {"DATE", "TIME", "DATE_TIME"}
_DEFAULT_PATTERNS = {"NUMBER": "#,##0.00", "PERCENT": "0.00%", "SCIENTIFIC": "0.00E+00"}
_AUTOMATIC = {"", "@", "General"}


def rendered(value: CellValue, number_format: Json, locale: str) -> str:
    """Return the text a cell shows.

    Args:
        value: what the cell holds; of a formula, its last known result is shown.
        number_format: Google's NumberFormat, empty for automatic.
        locale: decides separators and the default date pattern.
    """
    if isinstance(value, Formula):
        value = value.result
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        section = text_section(number_format.get("pattern", ""))
        return value if section is None else text_by(section, value)
    if isinstance(value, ErrorValue):
        return value.text
    return _number_text(value, number_format, conventions(locale))


def shows_text_as_is(number_format: Json) -> bool:
    """Tell whether a format leaves text alone."""
    return text_section(number_format.get("pattern", "")) is None


def is_moment(number_format: Json) -> bool:
    """Tell whether a format shows numbers as dates, times or durations."""
    return number_format.get("type") in _MOMENTS or _is_moment_pattern(
        number_format.get("pattern", "")
    )


@cache
def _is_moment_pattern(pattern: str) -> bool:
    return is_date_pattern(pattern)


def _number_text(number: float, number_format: Json, written: Conventions) -> str:
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or _default_pattern(kind, written)
    if pattern in _AUTOMATIC or kind == "TEXT":
        return general_text(number, written.decimal)
    if kind in _MOMENTS or _is_moment_pattern(pattern):
        shown = date_text(number, pattern)
        return general_text(number, written.decimal) if shown is None else shown
    return number_text(number, pattern, written)


def _default_pattern(kind: str, written: Conventions) -> str:
    moments = {
        "DATE": written.date_pattern,
        "TIME": written.time_pattern,
        "DATE_TIME": f"{written.date_pattern} hh:mm:ss",
        "CURRENCY": written.money_pattern,
    }
    return moments.get(kind) or _DEFAULT_PATTERNS.get(kind, "")
