"""R1 to R8: what a WhatsApp CRM's guide asks of segments."""

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pytest

from segments.schemes import load_scheme, scheme_names
from sheets_sync.configure import DEFAULT_SCHEME, Schedule
from sheets_sync.desired.segment_tabs import OPTED_OUT
from sheets_sync.due import DAYS_BETWEEN
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
)

PEOPLE = [
    ["Name", "Phone", "Orders", "Last order", "Messaged on", "Replied", "Opted out"],
    ["Ada", "+2348030000101", 1, days_ago(3), days_ago(10), "yes", ""],
    ["Bisi", "+2348030000102", 1, days_ago(60), days_ago(10), "", ""],
    ["Chike", "+2348030000103", 1, days_ago(20), "", "", "yes"],
]


@pytest.fixture(scope="module")
def shop(tracker_with):
    """Three customers with what came of a message, refreshed once."""
    tracker = tracker_with(People=PEOPLE)
    tracker.refresh(as_of=AS_OF)
    return tracker


def test_r1_the_default_has_five_segments_and_prospects(shop):
    """Finer schemes are there for who asks for them; one has three."""
    tabs = {*overview(shop)}

    assert len(tabs - {"Prospect"}) == 5
    assert len(load_scheme("simple").value_order) == 3
    assert DEFAULT_SCHEME == scheme_names()[0] == "starter"
    assert len(load_scheme("shopify").value_order) == 11


def test_r1_all_five_are_in_use_in_an_ordinary_shop():
    """No label of the default stands there for nobody."""
    orders = [row for at in range(20) for row in every(20, 1, f"New {at}", silent=at)]
    orders += [row for at in range(30) for row in every(20, 2, f"Some {at}", silent=9)]
    orders += [row for at in range(9) for row in every(9, 9, f"Often {at}", silent=at)]
    orders += [row for at in range(20) for row in every(9, 1, f"Once {at}", silent=400)]
    orders += [
        row for at in range(20) for row in every(30, 4, f"Late {at}", silent=15 * at)
    ]

    labelled = by_scheme("starter", read({"Orders": [ORDERS, *orders]}))

    assert {*labelled.segments.values()} == {
        *("New", "Regular", "VIP", "At risk", "Lapsed")
    }


def test_r2_the_default_asks_what_people_do_and_not_who_they_are():
    """Age, gender and place tell nobody apart before the seller says so."""
    asked = {fact for name in ("starter", "simple") for fact in load_scheme(name).facts}
    orders = [*every(30, 1, "Once", silent=9), *every(30, 3, "Again", silent=9)]
    person = {"Once": ("25", "Lagos"), "Again": ("25", "Lagos")}
    header = (*ORDERS, "Age", "City")
    rows = [(*row, *person[row[0]]) for row in orders]

    labelled = by_scheme("starter", read({"Orders": [header, *rows]}))

    assert not {fact.casefold() for fact in asked} & {"age", "gender", "city", "state"}
    assert labelled.segments["Once"] != labelled.segments["Again"]


def test_r2_repeat_and_one_time_buyers_can_be_told_apart_in_any_segment():
    """One row does it, also among those who have gone silent."""
    orders = [*every(30, 1, "Once", silent=400), *every(30, 3, "Again", silent=400)]
    reading = read({"Orders": [ORDERS, *orders]})

    labelled = by_rules(
        reading,
        ("Kind", "Segment", "Orders", "Days since last order"),
        ("Segment", "Lapsed", "", ">200"),
        ("Segment", "Here", "", ""),
        ("Tag", "Repeat", ">=2", ""),
    )

    assert labelled.segments == {"Once": "Lapsed", "Again": "Lapsed"}
    assert labelled.tags == {"Once": "", "Again": "Repeat"}


def test_r3_the_overview_says_when_it_was_refreshed_and_when_to_do_it_again(shop):
    """A month later at the latest; the stamp is the time of the refresh itself."""
    figures = {row[0]: row[1] for row in shop.rows("Overview") if len(row) == 2}

    refreshed = dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)
    assert int(figures["Last refreshed"]) == days_ago(0, refreshed.date())
    assert figures["Refresh again by"] == days_ago(-31, refreshed.date())


def test_r3_each_schedule_is_monthly_or_oftener():
    """It is off until the tracker is shared with the service, as the guide says."""
    assert {*DAYS_BETWEEN} == {*get_args(Schedule)} - {"off"}
    assert max(DAYS_BETWEEN.values()) <= 31
    (row,) = re.findall(r"\| R3 \|.*", (ROOT / "docs/scope.md").read_text("utf-8"))
    assert "once the tracker is shared" in row


def test_r4_the_best_hour_stands_there_only_where_orders_have_a_time():
    """Of a segment it is the hour at which most of its customers order."""
    evening = [(*row[:2], row[2] + 18.5 / 24, row[3]) for row in every(9, 3, "Ada")]
    plain = every(9, 3, "Ada")

    timed, untimed = (
        by_scheme("starter", read({"Orders": [ORDERS, *rows]}))
        for rows in (evening, plain)
    )

    segment = timed.segments["Ada"]
    assert timed.health["best_hour"].dropna().to_dict() == {segment: 18}
    assert untimed.health["best_hour"].dropna().to_dict() == {}


def test_r5_replies_and_orders_are_counted_by_segment(shop):
    """So the message that works can be told from the one that does not."""
    told = ("Messaged", "Replied", "Ordered in 14 days", "Of those messaged")

    found = [overview(shop)["New"][name] for name in told]

    assert found == [2, 1, 1, 0.5]


def test_r5_the_share_of_leads_who_became_customers_is_the_share_of_their_segment():
    """Customers ÷ leads, of the people in the list of leads."""
    header = ("Name", "Enquiry date", "Stage", "Orders")
    leads = [("Ada", days_ago(40), "won", 1), ("Bisi", days_ago(3), "", 0)]
    leads += [("Chike", days_ago(30), "", 0), ("Dayo", days_ago(90), "lost", 0)]

    labelled = by_scheme("leads", read({"Leads": [header, *leads]}))

    assert labelled.health.loc["Customer", "share"] == 0.25
    assert labelled.segments == {
        "Ada": "Customer",
        "Bisi": "New",
        "Chike": "Nurturing",
        "Dayo": "Revival",
    }


BUDGETS = [
    ("Name", "Phone", "Budget", "Exam"),
    ("Ada", "+919876543201", "75 lakh", "JEE"),
    ("Bisi", "+919876543202", "₹1,50,00,000", "neet"),
    ("Chike", "+919876543203", "2.5 crore", "NEET "),
]


def test_r6_bands_in_lakh_and_crore_are_read_and_a_gap_between_them_is_said():
    """Nobody is dropped in silence: who falls between two bands is counted."""
    labelled = by_rules(
        read({"Leads": BUDGETS}),
        ("Segment", "Budget"),
        ("Flats", "50 lakh..1 crore"),
        ("Villas", "2 crore+"),
        ("Others", ""),
    )

    assert labelled.segments == {"Ada": "Flats", "Bisi": "Others", "Chike": "Villas"}
    gap = "more than 1 crore and less than 2 crore of Budget"
    assert f"Nothing covers {gap}." in labelled.warnings
    assert f"1 customer has {gap}, which nothing covers." in labelled.warnings


def test_r6_an_exam_is_a_column_like_any_other():
    """A rule names it by its header, whatever the capitals in the cells."""
    labelled = by_rules(
        read({"Leads": BUDGETS}),
        ("Segment", "Exam"),
        ("Engineers", "JEE"),
        ("Doctors", "NEET"),
    )

    assert list(labelled.segments.values()) == ["Engineers", "Doctors", "Doctors"]


def test_r7_who_asked_not_to_be_messaged_is_on_no_list(shop):
    """No link, no place on a broadcast list, and no share among the reachable."""
    new = overview(shop)["New"]

    assert labels_of(shop, "New")["Chike"]["Message"] == OPTED_OUT
    assert (new["Customers"], new["Can be reached"]) == (3, 0.6667)


def test_r7_who_replied_can_be_left_out_of_the_next_list():
    """A tag that asks for no reply ends a sequence for who has answered."""
    labelled = by_rules(
        read({"People": PEOPLE}),
        ("Kind", "Segment", "Days since message", "Replied", "Opted out"),
        ("Segment", "Everybody", "", "", ""),
        ("Tag", "Ask once more", ">=7", "no", "no"),
    )

    assert labelled.tags == {"Ada": "", "Bisi": "Ask once more", "Chike": ""}


@pytest.mark.parametrize("stage", ["qualified", "nurturing", "hot", "revival"])
def test_r7_the_stages_of_a_lead_are_segments(stage):
    """Those of a sequence are told by the stage that the seller notes."""
    header = ("Name", "Enquiry date", "Last contact", "Stage")
    lead = ("Ada", days_ago(40), days_ago(30), stage)

    labelled = by_scheme("leads", read({"Leads": [header, lead]}))

    expected = {"qualified": "Hot", "hot": "Hot", "revival": "Revival"}
    assert labelled.segments["Ada"] == expected.get(stage, "Nurturing")


def _pages() -> list[Path]:
    return [
        ROOT / "README.md",
        *ROOT.glob("docs/*.md"),
        *ROOT.glob("appsscript/**/*.html"),
    ]


def test_r8_nothing_promises_how_much_more_will_be_sold():
    """No page repeats a percentage of more conversions as if it were known."""
    texts = {page.name: page.read_text("utf-8").casefold() for page in _pages()}
    said = [
        name
        for name, text in texts.items()
        if name != "scope.md" and ("conversions" in text or "more sales" in text)
    ]

    assert len(texts) > 5
    assert not said
