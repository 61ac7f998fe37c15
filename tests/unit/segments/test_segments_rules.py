"""Rule tables: what they say, what is wrong with them, and whom they match."""

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
    (warning,) = rules.warnings
    assert (warning.row_index, warning.column_index) == (0, 0)
    assert "No rule matches everyone" in warning.message


def test_rules_that_are_never_reached_are_told(rule_set):
    """A row below one that matches everyone is no error, but is named."""
    rules = rule_set(("Segment", "Orders"), ("All", None), ("VIP", ">=5"))

    assert rules.segments == ("All", "VIP")
    (warning,) = rules.warnings
    assert (warning.row_index, warning.column_index) == (1, 0)
    assert "below “All” are never reached" in warning.message


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
