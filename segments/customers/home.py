"""Where a shop is, as far as its spreadsheet and its phone numbers tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from segments.model import Cell
from segments.tables import Table
from segments.values.currencies import currency_of
from segments.values.phones import choose_region

# What a spreadsheet is made with when nobody chooses: no word on where the shop is.
_MADE_WITH: Final = frozenset({"en_US", "en_GB"})


@dataclass(frozen=True, slots=True)
class Home:
    """The currency of the place where the shop is.

    Attributes:
        currency: Of the locale that someone chose, else of the region the phone
            numbers are from; None when neither says.
        default: Of the locale, whether or not someone chose it.
    """

    currency: str | None
    default: str | None


def find_home(tables: Sequence[Table], locale: str) -> Home:
    """Return the currency of the place where the shop is.

    Args:
        tables: All tables of the tracker.
        locale: Of the spreadsheet, such as "en_NG".
    """
    default = currency_of(locale_region(locale))
    if default and locale.replace("-", "_") not in _MADE_WITH:
        return Home(default, default)
    return Home(currency_of(choose_region(phone_cells(tables), [])), default)


def locale_region(locale: str) -> str:
    """Return the ISO 3166 region of a locale; empty when it names none."""
    return locale.replace("-", "_").partition("_")[2].upper()


def phone_cells(tables: Iterable[Table]) -> list[Cell]:
    """Return the distinct phone cells of each table, as typed."""
    return [
        cell
        for table in tables
        if "phone" in table.fields
        for cell in table.body["phone"].dropna().unique()
    ]
