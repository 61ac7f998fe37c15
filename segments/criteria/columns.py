"""A column of the facts frame as figures, days or yes and no."""

import re
from datetime import date
from typing import Final

import pandas as pd

from segments.criteria.operands import FIRST_YEAR
from segments.fields import Fact, Topic, Unit
from segments.model import Cell
from segments.values.dates import EPOCH, read_dates
from segments.values.distinct import cell_text, distinct, says_nothing
from segments.values.money import read_amount
from segments.values.statuses import read_yes_no

_FIGURES: Final = re.compile(r"\d[\d.,]*")
_PERCENT: Final = re.compile(r"(.*\d)\s*%")
_OF_ORDERS: Final = frozenset({Topic.BEHAVIOUR, Topic.VALUE, Topic.ORDER_SIZE})


def figures_of(column: pd.Series) -> pd.Series:
    """Return figures; NaN where there is none, or several as in "50 to 75".

    A date is its serial number, and 20% is 0.2.
    """
    if column.dtype == "float64":
        return column
    if pd.api.types.is_datetime64_any_dtype(column):
        return (column - pd.Timestamp(EPOCH)).dt.days.astype("float64")
    if pd.api.types.is_numeric_dtype(column):
        return column.astype("float64")
    found = distinct(column.astype(object))
    figures = list(map(_figure, found.cells))
    return found.spread(figures, missing=float("nan"), dtype="float64")


def _figure(cell: Cell) -> float:
    text = cell_text(cell)
    if percent := _PERCENT.fullmatch(text):
        return _figure(percent[1]) / 100
    read = read_amount(cell)
    several = read.partly and len(_FIGURES.findall(text)) > 1
    return float("nan") if read.figure is None or several else read.figure


def days_of(column: pd.Series) -> pd.Series:
    """Return days (datetime64 at midnight); NaT where there is none."""
    if pd.api.types.is_datetime64_any_dtype(column):
        return pd.Series(column.dt.normalize())
    return read_dates(column.astype(object), first_year=FIRST_YEAR).days


def ordinals_of(column: pd.Series) -> pd.Series:
    """Return days counted from the year 1, as ``date.toordinal``; NaN for none."""
    days = days_of(column)
    epoch = pd.Timestamp(EPOCH)
    return (days - epoch).dt.days.astype("float64") + EPOCH.toordinal()


def ordinal(day: date) -> float:
    """Return a day counted from the year 1."""
    return float(day.toordinal())


def says_yes(column: pd.Series) -> pd.Series:
    """Return where a column says yes; blank is no."""
    if pd.api.types.is_bool_dtype(column):
        return column.astype(bool)
    found = distinct(column.astype(object))
    texts = [cell_text(value) for value in found.cells]
    return found.where(texts, lambda text: read_yes_no(text) is True)


def is_unknown(fact: Fact, facts: pd.DataFrame) -> pd.Series:
    """Return for whom a fact is not known; one of orders, without any orders."""
    column = facts[fact.column]
    if pd.api.types.is_bool_dtype(column):
        return pd.Series(data=False, index=facts.index)
    unknown = column.isna()
    if not _is_read(column):
        found = distinct(column.astype(object))
        unknown = ~found.where(found.cells, lambda cell: not says_nothing(cell))
    return unknown | ~_counts(fact, facts)


def _is_read(column: pd.Series) -> bool:
    types = pd.api.types
    return types.is_numeric_dtype(column) or types.is_datetime64_any_dtype(column)


def compared(fact: Fact, facts: pd.DataFrame) -> pd.Series:
    """Return the figures that an average or a rank is taken over; NaN for others.

    Those for whom the fact is known and, for a fact of orders, who have ordered.
    """
    column = facts[fact.column]
    values = ordinals_of(column) if fact.unit is Unit.DATE else figures_of(column)
    return values.where(_counts(fact, facts))


def _counts(fact: Fact, facts: pd.DataFrame) -> pd.Series:
    if fact.topic in _OF_ORDERS and "orders" in facts:
        return facts["orders"].astype("float64") > 0
    return pd.Series(data=True, index=facts.index)
