"""Segments, pins, moves, and the health of each segment."""

import datetime as dt

import pytest

from segments.health import segment_health

SPRING = dt.date(2026, 4, 1)
AS_OF = dt.date(2026, 11, 1)


@pytest.fixture
def rules(rule_set):
    return rule_set(("Segment", "Orders"), ("VIP", ">=5"), ("Rest", None))


@pytest.fixture
def reading(read):
    header = ("Customer", "City", "Orders", "Total Spent", "Pin segment")
    rows = [("Ada", "Jos", 9, 90), ("Bo", "Jos", 1, 10), ("Cy", "Jos", 1, 5, "vip")]
    return read(People=[header, *rows, ("Di", "Jos", 1, 5, "Gold")])


def test_a_pin_wins_over_the_rules(reading, rules, label):
    """A pin in any case of letters gives its segment; one of no segment is told."""
    assignments = label(reading, rules)

    frame = assignments.frame
    assert frame["segment"].tolist() == ["VIP", "Rest", "VIP", "Rest"]
    assert frame["pinned"].tolist() == [False, False, True, False]
    assert frame.loc["name:cy", "why"] == "Pinned by hand to VIP."
    (problem,) = assignments.problems
    assert (problem.code, problem.row_indexes) == ("unknown_pin", (4,))


def test_since_and_previous_follow_the_moves(reading, rules, label):
    """Who stays keeps both; who moves starts today; who is new has no previous."""
    before = [
        ("name:ada", "VIP", SPRING, "Rest"),
        ("name:bo", "VIP", SPRING, None),
        ("name:cy", None, None, None),
        ("name:gone", "VIP", SPRING, None),
    ]

    assignments = label(reading, rules, before=before)

    frame = assignments.frame
    assert frame["since"].tolist() == [SPRING, AS_OF, AS_OF, AS_OF]
    assert frame["previous"].tolist() == ["Rest", "VIP", "", ""]
    assert assignments.moves.to_dict("records") == [
        {
            "customer": "name:bo",
            "from_segment": "VIP",
            "to_segment": "Rest",
            "happened": "Changed",
        }
    ]


def test_the_columns_are_those_that_are_written(reading, rules, label):
    """The frame holds plain text, dates and flags in a fixed order of columns."""
    frame = label(reading, rules).frame

    assert list(frame) == ["segment", "why", "tags", "since", "previous", "pinned"]
    assert frame.index.name == "customer"


def test_health_says_how_big_and_reachable_segments_are(read, rules, label):
    """Every segment has its size, share, revenue and reach, empty ones too."""
    header = ("Customer", "Phone", "Opt out", "Orders", "Total Spent")
    rows = [
        ("Ada", "+2348031234567", None, 1, 60),
        ("Bo", "+2348121234567", "yes", 1, 20),
        ("Cy", None, None, 1, 20),
    ]
    reading = read(People=[header, *rows])

    health = segment_health(reading, label(reading, rules), rules)

    assert health.index.tolist() == ["VIP", "Rest"]
    sizes = health[["customers", "share", "revenue", "revenue_share", "average"]]
    assert sizes.loc["VIP"].tolist() == [0, 0, 0, 0, 0]
    assert sizes.loc["Rest"].tolist() == [3, 1, 100, 1, 33.33]
    assert health["reachable_share"].tolist() == [0, 0.3333]
    assert health.loc["VIP", "warnings"] == ["Nobody is in this segment."]
    assert health.loc["Rest", "warnings"][0].startswith("Only 33% can be reached")


def test_a_small_segment_of_a_big_shop_is_told(read, rules, label):
    """From 25 customers on a segment of fewer than five draws a warning."""
    header = ("Customer", "Email", "Orders")
    rows = [(f"P{n}", f"p{n}@shop.test", 9 if n == 0 else 1) for n in range(25)]
    reading = read(People=[header, *rows])

    health = segment_health(reading, label(reading, rules), rules)

    assert health.loc["VIP", "warnings"] == ["Only 1 person is in this segment."]
    assert health.loc["Rest", "warnings"] == [
        "96% of all customers are in this segment."
    ]


@pytest.mark.parametrize("vips", [0, 12])
def test_a_segment_of_nearly_everyone_is_told_in_a_big_shop(read, rules, label, vips):
    """From 25 customers on a segment of four in five of them draws a warning."""
    header = ("Customer", "Email", "Orders")
    rows = [(f"P{n}", f"p{n}@shop.test", 9 if n < vips else 1) for n in range(30)]
    reading = read(People=[header, *rows])

    health = segment_health(reading, label(reading, rules), rules)

    told = ["100% of all customers are in this segment."]
    assert health.loc["Rest", "warnings"] == ([] if vips else told)


def test_shares_of_nothing_are_zero(read, rules, label):
    """A tracker without customers has segments without shares."""
    reading = read()

    health = segment_health(reading, label(reading, rules), rules)

    assert health["share"].tolist() == [0, 0]
