"""Any number of customers with given facts, without a tracker to read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from segments.assign import assign
from segments.customers import Reading, look_back, read_customers
from segments.model import Grid
from segments.rules import RuleTable, parse_rules
from segments.schemes import Scheme, fit_scheme
from segments.scores import ScoreSettings
from segments.tables import find_tables

AS_OF = dt.date(2026, 11, 1)
NOBODY = pd.DataFrame(
    columns=["segment", "since", "previous"], index=pd.Index([], name="customer")
)


@cache
def _one() -> Reading:
    grid = Grid([["Customer", "Zed"], ["City", "Jos"]])
    return read_customers(find_tables("People", grid), as_of=AS_OF)


def crowd(facts: Mapping[str, Sequence[Any]]) -> Reading:
    """Return a reading of as many customers as there are values.

    Args:
        facts: Column of the customers frame → a value per customer; the others are
            those of someone of whom only name and city are known.
    """
    count = max(map(len, facts.values()))
    keys = pd.Index([f"name:p{n:05d}" for n in range(count)], name="customer")
    customers = _one().customers.iloc[[0] * count].set_axis(keys).assign(**facts)
    days = pd.to_timedelta(customers["recency_days"].astype("float64"), unit="D")
    customers["last_order"] = (pd.Timestamp(AS_OF) - days).astype("datetime64[s]")
    own = pd.DataFrame(index=keys)
    return replace(
        _one(),
        customers=customers,
        own=own,
        available=frozenset(facts) | {"r", "f", "m", "fm", "rfm"},
    )


def segments_of(
    reading: Reading, table: RuleTable, scores: ScoreSettings
) -> "pd.Series[str]":
    """Return the segment of every customer by the rules of a table."""
    done = assign(
        reading, parse_rules(table), previous=NOBODY, as_of=AS_OF, scores=scores
    )
    return done.frame["segment"]


def label_by(scheme: Scheme, reading: Reading) -> "pd.Series[str]":
    """Return the segment of every customer by a scheme fitted to them."""
    trials = look_back(reading.orders, reading.as_of)
    table = fit_scheme(scheme, reading.customers, trials)
    return segments_of(reading, table, scheme.scores)
