"""The figures a seller keeps per customer: orders, spend, first and last order."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from segments.model import Problem, Wording
from segments.tables import Table, list_cells
from segments.values.dates import read_dates
from segments.values.distinct import read_text
from segments.values.money import AmountColumn, read_amounts

FIGURES: Final = ("orders", "spent", "average_order")
DAYS: Final = ("first_order", "last_order")
_BAD_FIGURE: Final = Wording(
    "1 row has a figure that cannot be read.",
    "{n} rows have figures that cannot be read.",
)
_BELOW_ZERO: Final = Wording(
    "1 row has a figure below zero, so it was taken as not known.",
    "{n} rows have figures below zero, so they were taken as not known.",
)
_BAD_DATE: Final = Wording(
    "1 row has a date that cannot be read or cannot be right.",
    "{n} rows have dates that cannot be read or cannot be right.",
)
_OPEN_DATE: Final = Wording(
    "1 date could be day first or month first; the spreadsheet's locale decided.",
    "{n} dates could be day first or month first; the spreadsheet's locale decided.",
)
_LATE: Final = Wording(
    "1 date lies after the refresh, so it was left out.",
    "{n} dates lie after the refresh, so they were left out.",
)


@dataclass(frozen=True, slots=True)
class Register:
    """The figures of one customers table.

    Attributes:
        rows: Index ``row_index``, one row per body row; columns source, orders,
            spent, average_order (float, NaN when not given), first_order,
            last_order (datetime64), currency (code or None), orders_unread (bool,
            whether a number of orders is typed that cannot be one).
        fields: Role → column index.
        problems: Cells that cannot be read.
    """

    rows: pd.DataFrame
    fields: dict[str, int]
    problems: tuple[Problem, ...]


def read_register(table: Table, *, as_of: date, locale: str) -> Register:
    """Return the figures of a customers table, one row per body row."""
    index = table.body.index
    rows: dict[str, pd.Series] = {}
    problems: list[Problem] = []
    currency = pd.Series(table.currencies.get("spent"), index=index, dtype=object)
    for role in FIGURES:
        read = _read_figures(table, role, locale)
        rows[role], below = read.figures.where(~(read.figures < 0)), read.figures < 0
        problems += list_cells(table, role, "bad_amount", _BAD_FIGURE, where=read.bad)
        problems += list_cells(table, role, "bad_amount", _BELOW_ZERO, where=below)
        if role == "orders":
            rows["orders_unread"] = read.bad | below
        if role == "spent":
            currency = read.currencies.where(read.currencies.notna(), currency)
    for role in DAYS:
        rows[role], found = read_days(table, role, as_of=as_of, locale=locale)
        problems += found
    columns = {"source": table.source, **rows, "currency": currency}
    return Register(
        pd.DataFrame(columns, index=index), dict(table.fields), tuple(problems)
    )


def read_days(
    table: Table, role: str, *, as_of: date, locale: str
) -> tuple[pd.Series, tuple[Problem, ...]]:
    """Return the days in a column of a customers table, and the cells that hold none.

    Args:
        table: A customers table.
        role: The column; without it no day is known.
        as_of: The day of the refresh; later days are left out.
        locale: Of the spreadsheet.
    """
    dates = read_dates(_cells(table, role), locale=locale)
    late = dates.days > pd.Timestamp(as_of)
    problems = [
        *list_cells(table, role, "bad_date", _BAD_DATE, where=dates.bad),
        *list_cells(table, role, "future_order", _LATE, where=late),
    ]
    open_ = dates.unsettled
    problems += list_cells(table, role, "ambiguous_dates", _OPEN_DATE, where=open_)
    return dates.days.mask(late), tuple(problems)


def _read_figures(table: Table, role: str, locale: str) -> AmountColumn:
    hundredths = role in table.hundredths
    return read_amounts(_cells(table, role), locale=locale, hundredths=hundredths)


def _cells(table: Table, role: str) -> pd.Series:
    if role in table.fields:
        return table.body[role]
    return read_text(pd.Series(None, index=table.body.index, dtype=object))
