"""Rows of an orders table → clean order lines: day, amount, outcome.

Comes after the tables were found and before the people in them are told apart.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from segments.model import Problem, Wording, list_problem
from segments.orders.amounts import read_line_amounts
from segments.orders.hours import read_hours
from segments.orders.outcomes import read_outcomes
from segments.orders.statuses import list_unknown_statuses
from segments.tables import Table, list_cells, text_of
from segments.values.dates import DateColumn, read_dates

__all__ = ["OrderLines", "read_lines"]

_BAD_DATE = Wording(
    "1 row has a date that cannot be read or cannot be right; the order counts,"
    " its day does not.",
    "{n} rows have dates that cannot be read or cannot be right; the orders count,"
    " their days do not.",
)
_NO_DATE = Wording(
    "1 row has no date; the order counts, its day is not known.",
    "{n} rows have no date; the orders count, their days are not known.",
)
_OPEN_DATE = Wording(
    "1 date could be day first or month first; the spreadsheet's locale decided.",
    "{n} dates could be day first or month first; the spreadsheet's locale decided.",
)


_NO_AMOUNTS = Wording(
    "We found no column that says what was paid, so these orders count without value;"
    " say on the Data check tab which column it is.",
    "",
)
_AMOUNTS = frozenset({"amount", "order_total", "unit_price"})


@dataclass(frozen=True, slots=True)
class OrderLines:
    """The order lines of one table.

    Attributes:
        lines: Index ``row_index``, one row per row of the table; columns source,
            order_id (text or None), day (midnight or NaT), hour (0 to 23, NaN if
            unknown), outcome ("sale", "refund" or why it is left out), amount (0 or
            more, NaN if unknown), refunded (of a sale, 0 or more), quantity (NaN if
            unknown), product, category (text or None), currency (code or None).
        problems: Cells that were not read, or read in part.
    """

    lines: pd.DataFrame
    problems: tuple[Problem, ...]


def read_lines(table: Table, *, as_of: date, locale: str) -> OrderLines:
    """Return the clean order lines of an orders table.

    A line with an unreadable amount or date still counts as an order: without
    value, or without a day.

    Args:
        table: An orders table.
        as_of: The day of the refresh; later orders are left out.
        locale: Of the spreadsheet, such as "en_GB".
    """
    order_ids = text_of(table, "order_id")
    dates = _read_days(table, locale)
    amounts = read_line_amounts(table, _orders_of(table, order_ids), locale=locale)
    outcomes = read_outcomes(
        table, order_ids, amounts=amounts, late=dates.days > pd.Timestamp(as_of)
    )
    lines = pd.DataFrame(
        {
            "source": table.source,
            "order_id": order_ids,
            "day": dates.days,
            "hour": _read_hours(table),
            "outcome": outcomes,
            "amount": amounts.figures.abs(),
            "refunded": amounts.refunded,
            "quantity": amounts.quantities.abs(),
            "product": text_of(table, "product"),
            "category": text_of(table, "category"),
            "currency": amounts.currencies,
        }
    )
    problems = (
        *_no_amounts(table),
        *amounts.problems,
        *_date_problems(table, dates),
        *list_unknown_statuses(table),
    )
    return OrderLines(lines, problems)


def _orders_of(table: Table, order_ids: pd.Series) -> pd.Series:
    """Return the order of each line by its number, else by its first line, or None."""
    if table.heads.empty:
        return order_ids
    heads = table.heads.map("row {}".format).reindex(table.body.index)
    return order_ids.where(order_ids.notna(), heads)


def _read_days(table: Table, locale: str) -> DateColumn:
    if "order_date" in table.fields:
        return read_dates(table.body["order_date"], locale=locale)
    rows = table.body.index
    never = pd.Series(np.datetime64("NaT", "s"), index=rows)
    none = pd.Series(data=False, index=rows)
    return DateColumn(days=never, bad=none, unsettled=none)


def _read_hours(table: Table) -> pd.Series:
    if "order_date" in table.fields:
        return read_hours(table.body["order_date"])
    return pd.Series(float("nan"), index=table.body.index)


def _no_amounts(table: Table) -> tuple[Problem, ...]:
    """Return a problem at the header of a table that has no column of amounts."""
    if _AMOUNTS.intersection(table.fields):
        return ()
    rows = (table.header_row_index,)
    return list_problem(
        "no_amounts", _NO_AMOUNTS, source=table.source, row_indexes=rows
    )


def _date_problems(table: Table, dates: DateColumn) -> tuple[Problem, ...]:
    if "order_date" not in table.fields:
        return ()
    blank = dates.days.isna() & ~dates.bad
    return tuple(
        problem
        for code, wording, where in (
            ("bad_date", _BAD_DATE, dates.bad),
            ("no_date", _NO_DATE, blank),
            ("ambiguous_dates", _OPEN_DATE, dates.unsettled),
        )
        for problem in list_cells(table, "order_date", code, wording, where=where)
    )
