"""Why a customer is in a segment: sentences of facts, dates and the bound."""

import datetime as dt

import pytest

from segments.customers import read_customers
from segments.fields import FACTS
from segments.model import Grid
from segments.rules.why import explain
from segments.tables import find_tables

ROWS = [
    (46000, "Ada", "Cake", 900_000, "Pune"),
    (46010, "Ada", "Cake", 350_000, "Pune"),
    (46040, "Ada", "Pie", 0.5, "Pune"),
    (46300, "Bo", "Pie", 1000, None),
]
PEOPLE = [
    ("Customer", "Metal", "Phone", "Limit"),
    ("Cy", "gold", None, 500),
    ("Bo", "silver", None, 5000),
    ("Di", None, "08031234567", None),
]


@pytest.fixture(scope="module")
def reading():
    header = ("Date", "Customer", "Item", "Amount (₦)", "City")
    tabs = {"Orders": [header, *ROWS], "People": PEOPLE}
    grids = {name: Grid([*zip(*rows, strict=True)]) for name, rows in tabs.items()}
    tables = [one for name, grid in grids.items() for one in find_tables(name, grid)]
    return read_customers(tables, as_of=dt.date(2026, 11, 1))


@pytest.fixture
def facts_of(reading, rule_set, label):
    """Label by a single rule, given as its facts and criteria."""

    def label_by(header, cells):
        rules = rule_set(
            ("Segment", *header), ("It", *cells), own_columns=["Metal", "Limit"]
        )
        return rules, label(reading, rules).frame

    return label_by


@pytest.mark.parametrize(
    ("header", "cells", "who", "why"),
    [
        (
            ("Orders", "Spent"),
            (">=2", ">=900k"),
            "ada",
            (
                "3 orders (2 or more), ₦1,250,000.50 spent (₦900,000 or more),"
                " last order 18 Jan 2026"
            ),
        ),
        (("Orders",), (1,), "bo", "1 order, ₦1,000 spent, last order 5 Oct 2026"),
        (("Orders",), (0,), "cy", "no orders yet"),
        (
            ("Days since last order",),
            (">120",),
            "ada",
            (
                "last order 18 Jan 2026 (over 120 days ago),"
                " 3 orders, ₦1,250,000.50 spent"
            ),
        ),
        (
            ("Overdue (x)",),
            (">3",),
            "ada",
            (
                "usually orders every 20 days (silent for more than 3 times that),"
                " 3 orders, ₦1,250,000.50 spent, last order 18 Jan 2026"
            ),
        ),
        (
            ("Overdue (x)",),
            (">1",),
            "bo",
            (
                "silent for more than 1 times as long as is usual in this shop,"
                " 1 order, ₦1,000 spent, last order 5 Oct 2026"
            ),
        ),
        (
            ("First order", "Largest order"),
            ("2025-12-01..2025-12-31", "<1m"),
            "ada",
            (
                "first order 9 Dec 2025 (1 Dec 2025 to 31 Dec 2025),"
                " largest order ₦900,000 (less than ₦1,000,000),"
                " 3 orders, ₦1,250,000.50 spent, last order 18 Jan 2026"
            ),
        ),
        (
            ("Metal", "Has phone"),
            ("gold", "no"),
            "cy",
            "no orders yet, Metal gold, has phone: no",
        ),
        (
            ("City", "Favourite product"),
            ("blank", "<>Cake, Bun"),
            "bo",
            (
                "no city, favourite product Pie (not Cake or Bun),"
                " 1 order, ₦1,000 spent, last order 5 Oct 2026"
            ),
        ),
        (
            ("Spent",),
            ("top 40%",),
            "ada",
            (
                "₦1,250,000.50 spent (among the top 40% by spent), 3 orders,"
                " last order 18 Jan 2026"
            ),
        ),
        (
            ("Spent",),
            ("above average",),
            "ada",
            "₦1,250,000.50 spent (above the average), 3 orders, last order 18 Jan 2026",
        ),
        (
            ("Orders",),
            (">= 1.5x median",),
            "ada",
            (
                "3 orders (at least 1.5 times the median), ₦1,250,000.50 spent,"
                " last order 18 Jan 2026"
            ),
        ),
        (
            ("Spent",),
            ("> 2x Average order",),
            "ada",
            (
                "₦1,250,000.50 spent (more than 2 times average order),"
                " average order ₦416,666.83, 3 orders, last order 18 Jan 2026"
            ),
        ),
        (
            ("Spent",),
            ("< Limit",),
            "bo",
            (
                "₦1,000 spent (less than Limit), Limit 5000, 1 order,"
                " last order 5 Oct 2026"
            ),
        ),
        (
            ("Days since last order",),
            ("> 2x Usual gap (days)",),
            "ada",
            (
                "last order 18 Jan 2026 (more than 2 times usual gap (days)),"
                " usual gap (days) 20, 3 orders, ₦1,250,000.50 spent"
            ),
        ),
        (
            ("Overdue (x)",),
            ("top 60%",),
            "ada",
            (
                "among the top 60% by overdue (x), 3 orders, ₦1,250,000.50 spent,"
                " last order 18 Jan 2026"
            ),
        ),
        (
            ("Last order",),
            ("within 30 days",),
            "bo",
            ("last order 5 Oct 2026 (within 30 days), 1 order, ₦1,000 spent"),
        ),
        (
            ("Last order",),
            ("last month",),
            "bo",
            "last order 5 Oct 2026 (last month), 1 order, ₦1,000 spent",
        ),
        (
            ("Last order", "Orders"),
            ("before 1 Mar 2026 and not in 2025", ">=2 and <10"),
            "ada",
            (
                "last order 18 Jan 2026 (up to 28 Feb 2026 and not 1 Jan 2025 to"
                " 31 Dec 2025), 3 orders (2 or more and less than 10),"
                " ₦1,250,000.50 spent"
            ),
        ),
        (
            ("Days since first order",),
            (">=300",),
            "ada",
            (
                "first order 9 Dec 2025 (300 days ago or longer),"
                " 3 orders, ₦1,250,000.50 spent, last order 18 Jan 2026"
            ),
        ),
        (
            ("Limit", "Metal"),
            ("400..600", "not silver"),
            "cy",
            "no orders yet, Limit 500 (400 to 600), Metal gold (not silver)",
        ),
        (
            ("Products bought", "Orders"),
            ("*cake*", "1, 3"),
            "ada",
            (
                "products bought Cake, Pie, 3 orders (1 or 3), ₦1,250,000.50 spent,"
                " last order 18 Jan 2026"
            ),
        ),
    ],
)
def test_the_reason_is_a_sentence_of_facts(facts_of, header, cells, who, why):
    """Figures and dates are given with the line they passed, never days ago."""
    rules, frame = facts_of(header, cells)

    assert frame.loc[f"name:{who}", "why"] == f"{rules.segments[0]}: {why}."


def test_a_reason_changes_only_when_facts_do(reading, rule_set, label):
    """The day of the refresh does not show in the sentence."""
    rules = rule_set(("Segment", "Days since last order"), ("Gone", ">20"))

    one = label(reading, rules).frame
    later = label(reading, rules, as_of=dt.date(2026, 12, 1)).frame

    assert one["why"].tolist() == later["why"].tolist()


def test_no_sentence_tells_a_figure_that_changes_by_itself(reading, rule_set, label):
    """Whatever counts days from the refresh is told by its date."""
    days = [fact.name for fact in FACTS if fact.column in _COUNTED]
    rules = rule_set(
        ("Segment", *days), ("All", *[">=0 or blank"] * len(days)), ("Rest",)
    )

    one = label(reading, rules).frame
    later = label(reading, rules, as_of=dt.date(2026, 12, 1)).frame

    assert one["why"].tolist() == later["why"].tolist()


def test_a_long_note_is_told_in_part(reading, rule_set):
    """A reason stays a sentence, however long the text it is about."""
    (rule, *_) = rule_set(("Segment", "Notes"), ("It", "*gold*")).segment_rules
    facts = reading.customers.assign(notes="gold, " * 500)

    assert all(len(why) < 200 for why in explain(rule, facts, "NGN"))


_COUNTED = ("recency_days", "tenure_days", "overdue")


def test_two_conditions_on_one_fact_are_told_once(reading, rule_set, label):
    """The fact stands there once, with both bounds."""
    rules = rule_set(("Segment", "Orders", "Orders"), ("It", ">=2", "<=5"))

    why = label(reading, rules).frame.loc["name:ada", "why"]

    assert why.startswith("It: 3 orders (2 or more and 5 or less), ")


def test_nothing_is_told_of_spend_that_nobody_knows(read, rule_set, label):
    """Without a column of amounts a customer has spent nothing that we know of."""
    orders = read(Orders=[("Date", "Customer", "Qty"), (46300, "Ada", 2)])

    why = label(orders, rule_set(("Segment",), ("It",))).frame.loc["name:ada", "why"]

    assert why == "It: 1 order, last order 5 Oct 2026."


def test_a_day_in_a_column_of_the_sellers_is_told_as_a_day(read, rule_set, label):
    """A date that Sheets keeps as a number reads as it does in the cell."""
    people = read(People=[("Name", "Phone", "Renewal"), ("Ada", "08031234567", 33000)])
    rules = rule_set(
        *(("Segment", "Renewal"), ("It", "before 1 Jan 2000")), own_columns=["Renewal"]
    )

    why = label(people, rules).frame["why"].iloc[0]

    assert "Renewal 7 May 1990 (" in why
