"""Tiny trackers: a tab is a header and rows, as literals."""

import datetime as dt

import pandas as pd
import pytest

from segments.assign import assign
from segments.customers import read_customers
from segments.model import Grid
from segments.rules import RuleTable, parse_rules
from segments.tables import find_tables

AS_OF = dt.date(2026, 11, 1)


def _grid(rows):
    width = max(map(len, rows), default=0)
    padded = [(*row, *[None] * (width - len(row))) for row in rows]
    return Grid([list(column) for column in zip(*padded, strict=True)])


def _tables(tabs):
    return tuple(
        table
        for source, rows in tabs.items()
        for table in find_tables(source, _grid(rows))
    )


@pytest.fixture
def grid():
    """Make a grid from rows of cells."""
    return _grid


@pytest.fixture
def tables():
    """Find the tables of tabs given as title → rows."""
    return _tables


@pytest.fixture
def read():
    """Read the customers of tabs given as title → rows, as of 1 November 2026."""

    def read_tabs(as_of=AS_OF, locale="en_GB", **tabs):
        return read_customers(_tables(tabs), as_of=as_of, locale=locale)

    return read_tabs


@pytest.fixture
def rule_set():
    """Parse rules given as a header and rows."""

    def parse(header, *rows, own_columns=()):
        return parse_rules(RuleTable(header, rows), own_columns=own_columns)

    return parse


@pytest.fixture
def label():
    """Assign segments to a reading, optionally with what stood there before."""

    def assign_all(reading, rules, *, before=(), as_of=AS_OF):
        previous = pd.DataFrame(
            before, columns=["customer", "segment", "since", "previous"]
        ).set_index("customer")
        return assign(reading, rules, previous=previous, as_of=as_of)

    return assign_all


@pytest.fixture
def rows_by_code():
    """Return code → rows of the problems of a reading or table."""

    def collect(problems):
        found = {}
        for problem in problems:
            found.setdefault(problem.code, []).extend(problem.row_indexes)
        return found

    return collect
