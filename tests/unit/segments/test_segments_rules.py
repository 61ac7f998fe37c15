"""Rule tables: what they say, what is wrong with them, whom they match, and why."""

import datetime as dt

import pytest

from segments.errors import InvalidRulesError

ROWS = [
    (46000, "Ada", "Cake", 900_000),
    (46010, "Ada", "Cake", 350_000),
    (46040, "Ada", "Pie", 0.5),
    (46300, "Bo", "Pie", 1000),
]
PEOPLE = [("Customer", "Metal"), ("Cy", "gold"), ("Bo", "silver")]


@pytest.fixture
def reading(read):
    return read(
        Orders=[("Date", "Customer", "Item", "Amount (₦)"), *ROWS], People=PEOPLE
    )


@pytest.fixture
def facts_of(reading, rule_set, label):
    """Label by a single rule, given as its facts and criteria."""

    def label_by(header, cells):
        rules = rule_set(("Segment", *header), ("It", *cells), own_columns=["Metal"])
        return rules, label(reading, rules).frame

    return label_by


def test_rules_are_read_in_order(rule_set):
    """Segments and tags keep the order in which they first appear."""
    rules = rule_set(
        ("Kind", "Segment", "Orders", "Spent", "Message", "Best time", "Meaning"),
        ("Segment", "VIP", ">=5", None, "Hi {name}", "Evening", "The best"),
        ("", "vip", None, ">=1m", None, None, None),
        ("Tag", "Cash", ">=1", None, None, None, None),
        (None, None, None, None, None, None, None),
        ("segment", "Rest", None, None, None, None, None),
    )

    assert rules.segments == ("VIP", "Rest")
    assert rules.tags == ("Cash",)
    assert [rule.row_index for rule in rules.segment_rules] == [0, 1, 4]
    assert rules.message("VIP") == "Hi {name}"
    assert rules.best_time("VIP") == "Evening"
    assert rules.meaning("VIP") == "The best"
    assert rules.message("Rest") == ""
    assert rules.warnings == ()


def test_without_a_rule_for_everyone_the_rest_get_a_segment(rule_set):
    """Everyone else is added, and the seller is told."""
    rules = rule_set(("Segment", "Orders"), ("VIP", ">=5"))

    assert rules.segments == ("VIP", "Everyone else")
    assert "No rule matches everyone" in rules.warnings[0]


def test_rules_that_are_never_reached_are_told(rule_set):
    """A row below one that matches everyone is no error, but is named."""
    rules = rule_set(("Segment", "Orders"), ("All", None), ("VIP", ">=5"))

    assert rules.segments == ("All", "VIP")
    assert "below “All” are never reached" in rules.warnings[0]


def test_every_bad_cell_is_named_at_once(rule_set):
    """All problems of a rule table come together, each with row and column."""
    with pytest.raises(InvalidRulesError) as error:
        rule_set(
            ("Kind", "Segment", "Ordrs", "Spent", "", "Metal"),
            ("Segment", "VIP", ">=5", "lots", None, "gold"),
            ("Group", None, None, None, "x", None),
            ("Tag", "All", None, None, None, None),
            own_columns=["Metal"],
        )

    found = {(one.row_index, one.column_index): one for one in error.value.problems}
    assert set(found) == {(-1, 2), (-1, 4), (0, 3), (1, 0), (1, 1), (2, 1)}
    assert "Did you mean Orders?" in found[-1, 2].message
    assert "Write Segment or Tag" in found[1, 0].message


@pytest.mark.parametrize(
    ("header", "rows"),
    [(("Name",), [("x",)]), (("Segment",), []), (("Segment",), [(None,)])],
)
def test_a_table_without_segments_is_refused(rule_set, header, rows):
    """There must be a Segment column and at least one segment."""
    with pytest.raises(InvalidRulesError):
        rule_set(header, *rows)


def test_an_unknown_column_without_cells_is_left_alone(rule_set):
    """A header of the seller's own, with nothing below it, breaks no rule."""
    assert rule_set(("Segment", "My remarks"), ("All", None)).segments == ("All",)


def test_the_first_match_wins_and_tags_overlap(reading, rule_set, label):
    """Conditions in a row are joined by and, rows of one segment by or."""
    rules = rule_set(
        ("Kind", "Segment", "Orders", "Metal", "Favourite product"),
        ("Segment", "Gold", None, "gold", None),
        ("Segment", "Cake", ">=1", None, "cake"),
        ("Segment", "Gold", ">=1", "silver", None),
        ("Tag", "Buyer", ">=1", None, None),
        ("Tag", "Often", ">=3", None, None),
        own_columns=["Metal"],
    )

    frame = label(reading, rules).frame

    assert frame["segment"].to_dict() == {
        "name:ada": "Cake",
        "name:bo": "Gold",
        "name:cy": "Gold",
    }
    assert frame["tags"].tolist() == ["Buyer, Often", "Buyer", ""]


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
                "last order 18 Jan 2026 (more than 120 days before the refresh),"
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
