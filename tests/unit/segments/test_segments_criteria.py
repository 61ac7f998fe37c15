"""Scores, and the language of a rule cell."""

import pandas as pd
import pytest

from segments.criteria import (
    Blank,
    Comparison,
    CriterionError,
    OneOf,
    Opposite,
    Range,
    YesNo,
    matches,
    parse_criterion,
)
from segments.fields import Fact, find_fact, nearest_names
from segments.scores import score


def _fact(name: str) -> Fact:
    fact = find_fact(name, ["Metal"])
    assert fact is not None
    return fact


ORDERS = _fact("Orders")
SPENT = _fact("Spent")
DAYS = _fact("Days since last order")
LAST = _fact("Last order")
CITY = _fact("City")
PHONE = _fact("Has phone")
METAL = _fact("Metal")


@pytest.mark.parametrize(
    ("values", "scores"),
    [
        ([5.0], [3]),
        ([5.0, 5.0, 5.0], [3, 3, 3]),
        ([1.0, 2.0, 3.0, 4.0, 5.0], [1, 2, 3, 4, 5]),
        ([1.0, 1.0, 1.0, 1.0, 9.0], [3, 3, 3, 3, 5]),
        ([1.0, None, 2.0], [2, None, 4]),
        ([], []),
    ],
)
def test_scores_come_from_average_ranks(values, scores):
    """Equal values score alike; one value scores in the middle; NaN stays NaN."""
    found = score(pd.Series(values, dtype="float64"))

    assert found.astype(object).where(found.notna(), None).tolist() == scores


@pytest.mark.parametrize(
    ("cell", "fact", "criterion"),
    [
        (">=3", ORDERS, Comparison(">=", 3)),
        ("≥ 3 orders", ORDERS, Comparison(">=", 3)),
        ("> 3", ORDERS, Comparison(">", 3)),
        ("<30", DAYS, Comparison("<", 30)),
        ("<=30 days", DAYS, Comparison("<=", 30)),
        ("=5", ORDERS, Comparison("=", 5)),
        (5, ORDERS, Comparison("=", 5)),
        ("5", ORDERS, Comparison("=", 5)),
        ("<>5", ORDERS, Opposite(Comparison("=", 5))),
        ("5..10", ORDERS, Range(5, 10)),
        ("5 to 10", ORDERS, Range(5, 10)),
        (">=50k", SPENT, Comparison(">=", 50_000)),
        (">= ₦50,000", SPENT, Comparison(">=", 50_000)),
        ("2 lakh..5 lakh", SPENT, Range(200_000, 500_000)),
        (">=2026-01-31", LAST, Comparison(">=", 46053)),
        (46053, LAST, Comparison("=", 46053)),
        ("1 Jan 2026..31 Jan 2026", LAST, Range(46023, 46053)),
        ("Chennai, Pune", CITY, OneOf(("Chennai", "Pune"))),
        ("<>London", CITY, Opposite(OneOf(("London",)))),
        ("=London", CITY, OneOf(("London",))),
        ("*bridal*", CITY, OneOf(("*bridal*",))),
        ("Blank", CITY, Blank()),
        ("not blank", ORDERS, Opposite(Blank())),
        ("yes", PHONE, YesNo(wanted=True)),
        (False, PHONE, YesNo(wanted=False)),
        ("gold", METAL, OneOf(("gold",))),
        ("no", METAL, YesNo(wanted=False)),
        (">10", METAL, Comparison(">", 10)),
        ("5..10", METAL, Range(5, 10)),
        (7, METAL, OneOf(("7",))),
    ],
)
def test_a_rule_cell_is_read(cell, fact, criterion):
    """The notation people know from COUNTIFS is understood for each kind of fact."""
    assert parse_criterion(cell, fact) == criterion


@pytest.mark.parametrize(
    ("cell", "fact", "hint"),
    [
        (">=abc", ORDERS, "“>=abc” cannot be read for Orders. Write something like 3,"),
        (">", ORDERS, "Write something like"),
        ("10..5", ORDERS, "“10..5” runs backwards: write the smaller figure first."),
        ("5000 + tip", SPENT, ">=50k"),
        (">=3/4/2026", LAST, ">=2026-01-31"),
        (">5", CITY, "Chennai, Pune"),
        (", ;", CITY, "Chennai, Pune"),
        ("perhaps", PHONE, "yes or no"),
    ],
)
def test_a_bad_rule_cell_is_refused_with_what_would_work(cell, fact, hint):
    """The error names the cell and gives examples."""
    with pytest.raises(CriterionError) as error:
        parse_criterion(cell, fact)

    assert hint in str(error.value)


@pytest.mark.parametrize(
    ("cell", "fact", "values", "matched"),
    [
        (">=3", ORDERS, [2, 3, None], [False, True, False]),
        ("<>3", ORDERS, [2, 3, None], [True, False, True]),
        ("2..3", ORDERS, [1, 2, 3, 4], [False, True, True, False]),
        ("chennai, PUNE", CITY, ["Pune ", "London", None], [True, False, False]),
        ("<>London", CITY, ["Pune", "london", None], [True, False, True]),
        ("*an*", CITY, ["Durban", "Pune"], [True, False]),
        ("P?ne", CITY, ["Pune", "Prune"], [True, False]),
        ("blank", CITY, ["Pune", None], [False, True]),
        ("not blank", CITY, ["Pune", None], [True, False]),
        ("Zoe", CITY, ["Zoë"], [True]),
        (">10", METAL, ["12 g", 9, "gold", None], [True, False, False, False]),
        ("yes", METAL, ["Yes", True, "no", None], [True, True, False, False]),
        ("7", METAL, [7.0, "7", 8], [True, True, False]),
    ],
)
def test_a_criterion_matches_customers(cell, fact, values, matched):
    """Case and spaces do not matter; what is not known matches no comparison."""
    facts = pd.Series(values, dtype="float64" if fact is ORDERS else "object")

    assert matches(parse_criterion(cell, fact), facts).tolist() == matched


def test_dates_and_flags_are_matched():
    """A date is compared as a day, a flag as yes or no."""
    last = pd.Series(pd.to_datetime(["2026-01-30", "2026-01-31", None]))
    flags = pd.Series([True, False])

    assert matches(parse_criterion(">=2026-01-31", LAST), last).tolist() == [0, 1, 0]
    assert matches(parse_criterion("no", PHONE), flags).tolist() == [False, True]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Orders", "orders"),
        ("days SINCE last-order", "recency_days"),
        ("Overdue (x)", "overdue"),
        ("Favorite product", "favourite_product"),
        ("metal", "own: Metal"),
        ("R", "r"),
    ],
)
def test_a_header_names_a_fact(name, column):
    """Facts are found by name or other name, and own columns by their header."""
    assert find_fact(name, ["Metal"]).column == column


def test_near_names_are_offered():
    """An unknown header is compared with all facts and own columns."""
    assert find_fact("Ordrs") is None
    assert nearest_names("Ordrs")[0] == "Orders"
    assert nearest_names("Mettal", ["Metal"]) == ("Metal",)
