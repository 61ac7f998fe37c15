"""What a spreadsheet's locale decides: separators, and the order of a date."""

from typing import NamedTuple


class Conventions(NamedTuple):
    """How numbers and dates are written in a locale."""

    decimal: str
    group: str
    month_first: bool
    date_pattern: str


_COMMA = {"de", "es", "fr", "id", "it", "nl", "pl", "pt", "ru", "sv", "tr", "uk", "vi"}
_SPACE_GROUP = {"fr", "pl", "ru", "sv", "uk"}
_DOT_DATE = {"de", "pl", "ru", "tr", "uk"}
# Spanish is written with a decimal point in these countries.
_POINT = {"es_MX", "es_US", "es_GT", "es_HN", "es_NI", "es_PA", "es_PE", "es_SV"}


def conventions(locale: str) -> Conventions:
    """Return the conventions of a locale; unknown ones are those of ``en_GB``."""
    language = locale.partition("_")[0]
    comma = language in _COMMA and locale not in _POINT
    group = "." if comma else ","
    if language in _SPACE_GROUP:
        group = "\u00a0"
    return Conventions(
        "," if comma else ".", group, locale == "en_US", _date_pattern(locale)
    )


def _date_pattern(locale: str) -> str:
    if locale == "en_US":
        return "m/d/yyyy"
    return "dd.mm.yyyy" if locale.partition("_")[0] in _DOT_DATE else "dd/mm/yyyy"
