"""T1 to T5 and W1 to W8: what general guides to segmentation ask."""

import datetime as dt

import pytest

from segments.assign import facts_frame
from tests.conftest import ROOT
from tests.requirements.shop import (
    AS_OF,
    ORDERS,
    by_rules,
    by_scheme,
    days_ago,
    every,
    labels_of,
    overview,
    read,
    write_rules,
)


@pytest.mark.parametrize(
    ("header", "cells", "criterion"),
    [
        pytest.param("Industry", ("Retail", "Food"), "retail", id="t1-industry"),
        pytest.param("Staff count", (200, 5), ">=50", id="t1-staff-count"),
        pytest.param("Products", ("Oil, rice", "Salt"), "*rice*", id="t1-products"),
        pytest.param("Location", ("Lagos", "Jos"), "Lagos", id="t1-location"),
        pytest.param("Age", (23, 51), "<30", id="t2-age"),
        pytest.param("Gender", ("F", "M"), "f", id="t2-gender"),
        pytest.param("Marital status", ("Single", "Married"), "single", id="t2-status"),
        pytest.param("Area type", ("Urban", "Rural"), "<>rural", id="t2-area"),
        pytest.param("Life stage", ("Retired", "Student"), "retired", id="t2-stage"),
        pytest.param("Source", ("Instagram", "Walk-in"), "instagram", id="t4-source"),
        pytest.param("Opt-in offer", ("Free cake", ""), "not blank", id="t4-offer"),
        pytest.param("Survey answer", ("very happy", "bad"), "*happy*", id="t4-survey"),
        pytest.param("Product pages", (9, 2), ">5", id="w7-page-views"),
    ],
)
def test_t1_t2_t4_w7_any_column_of_the_tracker_works_in_a_rule(
    header, cells, criterion
):
    """Firms and people, how they came and what they said: a header is all it takes."""
    names = ("Ada", "Bisi")
    phones = ("+2348030000101", "+2348030000102")
    people = [("Name", "Phone", header), *zip(names, phones, cells, strict=True)]

    labelled = by_rules(
        read({"People": people}),
        ("Segment", header),
        ("Meant", criterion),
        ("Rest", ""),
    )

    assert labelled.segments == {"Ada": "Meant", "Bisi": "Rest"}


def test_t1_t2_nothing_depends_on_such_a_column():
    """The default labels people the same with and without them."""
    orders = [*every(20, 1, "Ada"), *every(20, 4, "Bisi")]
    more = [(*row, "F", 33, "Retail") for row in orders]

    plain = by_scheme("starter", read({"Orders": [ORDERS, *orders]}))
    wide = by_scheme(
        "starter", read({"Orders": [(*ORDERS, "Gender", "Age", "Industry"), *more]})
    )

    assert wide.segments == plain.segments


PEOPLE = [
    ["Name", "Phone", "Email", "Orders", "Total spent", "Messaged on", "Last order"],
    ["Ada Obi", "+2348030000101", "ada@", 6, 90000, "", days_ago(10)],
    ["ada obi", "+234 803 000 0101", "", 6, 90000, "", days_ago(10)],
    ["Bisi Ade", "12345", "bisi@shop.test", 1, 9000, "", days_ago(50)],
    ["", "+2348030000103", "", 1, 800, "", days_ago(50)],
]


@pytest.fixture(scope="module")
def shop(tracker_with):
    """A list with the usual slips, refreshed once."""
    tracker = tracker_with(People=PEOPLE)
    tracker.refresh(as_of=AS_OF)
    return tracker


def test_t3_what_to_do_with_a_segment_stands_beside_its_rule(shop):
    """Message and best time are the seller's; the guide says what we leave to them."""
    rows = shop.rows("Segment rules")
    header = next(row for row in rows if row[:2] == ["Kind", "Segment"])
    at = header.index("Message")

    messages = {row[1]: row[at] for row in rows if row[:1] == ["Segment"] and row[at:]}

    assert {*overview(shop)} == {name for name, text in messages.items() if text}
    assert "Best time" in header
    assert "| T3 |" in (ROOT / "docs/scope.md").read_text("utf-8")


def test_t5_what_people_note_after_acting_is_read_again(shop):
    """Collect, sort, act: a message and the order that followed show the next time."""
    tracker = shop.copy()
    tracker.type_cell("People", 3, 5, days_ago(-1))
    tracker.type_cell("People", 3, 6, days_ago(-4))
    tracker.type_cell("People", 3, 3, 2)

    tracker.refresh(as_of=AS_OF + dt.timedelta(days=7))

    told = [
        (row["Messaged"], row["Ordered in 14 days"])
        for row in overview(tracker).values()
        if row["Messaged"]
    ]
    assert told == [(1, 1)]
    assert labels_of(tracker, "People")["Bisi Ade"]["Previous segment"] == "New"


def test_w1_gone_after_one_order_like_clockwork_and_fans_are_three_things():
    """Each of the three gets another label."""
    crowd = [row for at in range(9) for row in every(25, 2, f"Some {at}", silent=9)]
    orders = [
        *crowd,
        *every(30, 1, "Once", silent=300),
        *every(30, 5, "Monthly", silent=12),
        *every(10, 30, "Fan", silent=3, amount=900),
    ]

    segments = by_scheme("starter", read({"Orders": [ORDERS, *orders]})).segments

    assert (segments["Once"], segments["Fan"]) == ("Lapsed", "VIP")
    assert by_rules(
        read({"Orders": [ORDERS, *orders]}),
        ("Segment", "Usual gap (days)", "Orders", "Overdue (x)"),
        ("Clockwork", "25..35", ">=3", "<=1.5"),
        ("Rest", "", "", ""),
    ).people.query("segment == 'Clockwork'").index.tolist() == ["Monthly"]


def test_w2_a_weekly_buyer_is_missed_long_before_a_yearly_one():
    """Four weeks of silence are late for the one, four months are not for the other."""
    orders = [*every(7, 9, "Weekly", silent=28), *every(365, 4, "Yearly", silent=120)]
    orders += every(30, 4, "Monthly", silent=28)

    labelled = by_scheme("starter", read({"Orders": [ORDERS, *orders]}))

    assert labelled.segments["Weekly"] == "At risk"
    assert {labelled.segments[name] for name in ("Yearly", "Monthly")} <= {
        "Regular",
        "VIP",
    }
    overdue = labelled.reading.customers.set_index("name")["overdue"]
    assert overdue["Weekly"] == 4
    assert overdue["Yearly"] < 1


@pytest.mark.parametrize("scheme", ["starter", "shopify"])
@pytest.mark.parametrize("silent", [100, 130, 400])
def test_w3_big_and_small_spenders_who_are_both_silent_are_told_apart(scheme, silent):
    """By the segment, or by a tag within it."""
    crowd = [
        row
        for at in range(40)
        for row in every(20, 1 + at % 4, f"Some {at}", silent=at, amount=100 + at)
    ]
    orders = [
        *crowd,
        *every(20, 6, "Big", silent=silent, amount=90000),
        *every(20, 1, "Small", silent=silent, amount=5),
    ]

    people = by_scheme(scheme, read({"Orders": [ORDERS, *orders]})).people

    big, small = people.loc["Big"], people.loc["Small"]
    assert (big["segment"], big["tags"]) != (small["segment"], small["tags"])
    assert scheme == "starter" or big["segment"] != small["segment"]


def test_w3_the_scores_can_be_seen_and_asked_for():
    """R, F and M are facts of every buyer, named in the reason where a rule does."""
    orders = [
        row for at in range(9) for row in every(9, 1 + at, f"Some {at}", silent=9 * at)
    ]
    reading = read({"Orders": [ORDERS, *orders]})

    labelled = by_rules(
        reading,
        ("Segment", "R", "F", "M"),
        ("Scored", ">=1", ">=1", ">=1"),
        ("Rest", "", "", ""),
    )

    scores = facts_frame(reading)[["r", "f", "m"]]
    assert scores.isin(range(1, 6)).all(axis=None)
    why = labelled.people["why"]["Some 8"]
    assert why.startswith("Scored: R 1 (1 or more), F 5 (1 or more), M 5 (1 or more)")


def test_w4_orders_within_two_weeks_of_a_message_are_counted_and_later_ones_not():
    """By segment, so a win-back can be told from a coincidence."""
    header = ("Name", "Phone", "Orders", "Last order", "Messaged on")
    people = [
        (f"Waited {days}", f"+23480300001{days:02}", 2, days_ago(3), days_ago(3 + days))
        for days in (0, 14, 15)
    ]

    labelled = by_scheme("starter", read({"People": [header, *people]}))

    told = labelled.health[["messaged", "ordered_after"]].fillna(0)
    assert told.loc["Regular"].tolist() == [3, 2]
    assert told.sum().tolist() == [3, 2]


def found_cells(tracker):
    """Return the cells that the Data check tab names, with what it says of each."""
    rows = tracker.rows("Data check")
    at = next(i for i, row in enumerate(rows) if row[:1] == ["Worth a look"])
    return {row[1]: row[2] for row in rows[at + 2 :] if row[:1] == ["People"]}


def test_w5_duplicates_and_bad_contacts_are_listed(shop):
    """On the Data check tab, each with its cell, before any list is used."""
    found = found_cells(shop)

    assert "one person" in found["B2"]
    assert "phone number is not valid" in found["B4"]
    assert "e-mail address is not complete" in found["C2"]
    assert sum(row["Customers"] for row in overview(shop).values()) == 3


def test_w5_missing_names_are_listed(shop):
    """A message to them could greet nobody."""
    assert "no name" in found_cells(shop).get("A5", "")


def test_w6_every_change_of_label_is_kept(shop):
    """Who, when, from where to where; the log grows whenever anybody moves."""
    tracker = shop.copy()
    tracker.refresh(as_of=AS_OF + dt.timedelta(days=500))
    tracker.type_cell("People", 3, 6, days_ago(-501))
    tracker.type_cell("People", 3, 3, 2)
    tracker.refresh(as_of=AS_OF + dt.timedelta(days=505))

    log = [row for row in tracker.rows("Segment moves")[1:] if row[1] == "Bisi Ade"]

    assert sorted((row[0], row[3], row[5]) for row in log) == [
        (days_ago(-500), "New", "Slipped away"),
        (days_ago(-505), "Lapsed", "Came back"),
    ]


def test_w8_a_sentence_says_why_beside_every_label(shop):
    """With figures and a date, in the list and in the tab of the segment."""
    tracker = shop.copy()
    write_rules(
        tracker, ("Kind", "Segment", "Orders"), ("", "Friends", ">=2"), ("", "Rest", "")
    )
    tracker.refresh(as_of=AS_OF)

    why = "Friends: 6 orders (2 or more), 90,000 spent, last order 22 Oct 2026."
    assert labels_of(tracker, "People")["Ada Obi"]["Why"] == why
    assert labels_of(tracker, "Friends")["Ada Obi"]["Why"] == why
