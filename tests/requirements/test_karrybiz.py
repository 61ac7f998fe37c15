"""K1 to K11: what WhatsApp sellers are told to do with their customer list."""

import datetime as dt
from itertools import product

import pytest

from sheets_sync.desired.segment_tabs import OPTED_OUT
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
    set_to,
)

PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order", "Notes", "Opted out"],
    ["Ada Obi", "+2348030000101", 6, 90000, days_ago(7), "Likes red", ""],
    ["Bisi Ade", "+2348030000102", 1, 12000, days_ago(9), "", ""],
    ["Chike Eze", "not yet", 0, None, None, "asked about shoes", ""],
    ["Dayo Ola", "+2348030000104", 1, 9000, days_ago(300), "", "yes"],
]
SEGMENTS = ["Prospect", "Lapsed", "At risk", "VIP", "New", "Regular"]


@pytest.fixture(scope="module")
def shop(tracker_with):
    """Four customers, refreshed once."""
    tracker = tracker_with(People=PEOPLE)
    tracker.refresh(as_of=AS_OF)
    return tracker


@pytest.mark.parametrize("scheme", ["starter", "simple"])
def test_k1_a_first_time_buyer_is_never_labelled_like_one_who_orders_again(scheme):
    """One order of last week is another segment than three and more."""
    once = every(7, 1, "Once", silent=7, amount=500)
    again = [
        row
        for count in (3, 5, 12)
        for row in every(20, count, f"Again {count}", silent=7, amount=500)
    ]

    segments = by_scheme(scheme, read({"Orders": [ORDERS, *once, *again]})).segments

    assert segments.pop("Once") not in segments.values()


@pytest.mark.parametrize("scheme", ["starter", "simple"])
def test_k2_silent_for_four_months_and_ordered_last_week_are_two_segments(scheme):
    """Two people who are alike but for the last order are never labelled alike."""
    pairs = list(product((1, 2, 3, 8), (7, 30, 120, 365)))
    orders = [
        row
        for (count, gap), silent in product(pairs, (7, 122))
        for row in every(gap, count, f"Buyer {count} {gap} {silent}", silent=silent)
    ]

    segments = by_scheme(scheme, read({"Orders": [ORDERS, *orders]})).segments

    alike = [
        (count, gap)
        for count, gap in pairs
        if segments[f"Buyer {count} {gap} 7"] == segments[f"Buyer {count} {gap} 122"]
    ]
    assert not alike


def test_k2_no_line_of_the_default_lies_beyond_120_days():
    """Even where everybody orders every ten months, four months of silence are told."""
    orders = [
        row for at in range(30) for row in every(300, 4, f"Person {at}", silent=at)
    ]
    orders += [
        row
        for days, count in product((121, 299), (1, 2, 5))
        for row in every(300, count, f"Silent {count} {days}", silent=days)
    ]

    segments = by_scheme("starter", read({"Orders": [ORDERS, *orders]})).segments

    silent = {segments[name] for name in segments if name.startswith("Silent")}
    assert silent <= {"At risk", "Lapsed"}


def test_k3_bulk_buyers_are_told_by_order_size_whatever_the_number_of_orders():
    """A company that orders in bulk, once or often, is not a student with a gift."""
    header = (*ORDERS, "Quantity")
    tabs = {
        "Orders": [
            header,
            *[(*row, 100) for row in every(20, 1, "Company once", amount=90000)],
            *[(*row, 80) for row in every(20, 6, "Company often", amount=70000)],
            *[(*row, 1) for row in every(20, 1, "Student once", amount=900)],
            *[(*row, 2) for row in every(20, 6, "Student often", amount=1800)],
        ]
    }

    labelled = by_scheme("wholesale", read(tabs))

    assert labelled.segments == {
        "Company once": "Bulk buyer",
        "Company often": "Bulk buyer",
        "Student once": "Single buyer",
        "Student often": "Single buyer",
    }


@pytest.mark.parametrize(
    ("tabs", "expected"),
    [
        (
            {
                "People": [
                    ("Name", "Orders", "Total Spent"),
                    ("Ada", 6, 90000),
                    ("Bisi", 1, 9000),
                    ("Chike", 0, None),
                ]
            },
            {"Ada": "Regular", "Bisi": "New", "Chike": "Prospect"},
        ),
        (
            {
                "People": [
                    ("Name", "Orders", "Total Spent", "Last Order"),
                    ("Ada", 6, 90000, days_ago(130)),
                    ("Bisi", 1, 9000, days_ago(5)),
                    ("Chike", 0, None, None),
                ]
            },
            {"Ada": "At risk", "Bisi": "New", "Chike": "Prospect"},
        ),
        (
            {
                "Sales": [
                    ORDERS,
                    *every(20, 6, "Ada", silent=3),
                    *every(20, 1, "Bisi", silent=5),
                ]
            },
            {"Ada": "Regular", "Bisi": "New"},
        ),
    ],
    ids=["orders and spent", "with last order", "a list of orders alone"],
)
def test_k4_a_customer_list_or_a_list_of_orders_is_enough(tabs, expected):
    """No column beyond these is needed for every customer to be labelled."""
    assert by_scheme("starter", read(tabs)).segments == expected


WIDE = ("Customer", "Phone", "City", "Date", "Category", "Quantity", "Amount")
SALES = {
    "Sales": [
        WIDE,
        ("Ada", "+2348030000101", "Lagos", days_ago(3), "Shoes", 40, 9000),
        ("Ada", "+2348030000101", "Lagos", days_ago(40), "Shoes", 40, 9000),
        ("Bisi", "+2348030000102", "Abuja", days_ago(200), "Bags", 1, 500),
    ]
}
BARE = {
    "People": [("Name", "Phone"), ("Ada", "+2348030000101"), ("Bisi", "0803 000 2")]
}


@pytest.mark.parametrize(
    ("fact", "cell"),
    [
        pytest.param("Days since last order", "<=30", id="behaviour"),
        pytest.param("Spent", ">=10k", id="value"),
        pytest.param("Days since first order", "<=60", id="stage"),
        pytest.param("Favourite category", "shoes", id="product preference"),
        pytest.param("City", "Lagos", id="location"),
        pytest.param("Largest quantity", ">=20", id="order size"),
    ],
)
def test_k5_six_criteria_work_or_say_that_they_are_not_available(fact, cell):
    """Each tells customers apart, and without its column a sentence says what lacks."""
    rules = [("Segment", fact), ("Meant", cell), ("Rest", "")]

    there, missing = by_rules(read(SALES), *rules), by_rules(read(BARE), *rules)

    assert there.segments == {"Ada": "Meant", "Bisi": "Rest"}
    assert not [said for said in there.warnings if "not available" in said]
    assert set(missing.segments.values()) == {"Rest"}
    (said,) = [said for said in missing.warnings if "not available" in said]
    assert said.startswith(f"{fact} is not available: it needs ")


def test_k6_the_label_stands_in_the_notes_and_only_the_label_is_ours(shop):
    """It is a bracketed tag; a rerun replaces the tag, and what was typed stays."""
    tracker = shop.copy()
    set_to(tracker, "Label in notes", "on")
    tracker.refresh(as_of=AS_OF)
    before = {name: row["Notes"] for name, row in labels_of(tracker, "People").items()}

    tracker.type_cell("People", 2, 2, 6)
    tracker.type_cell("People", 2, 3, 95000)
    tracker.refresh(as_of=AS_OF)

    after = {name: row["Notes"] for name, row in labels_of(tracker, "People").items()}
    assert before == {
        "Ada Obi": "Likes red [Segment: VIP]",
        "Bisi Ade": "[Segment: New]",
        "Chike Eze": "asked about shoes [Segment: Prospect]",
        "Dayo Ola": "[Segment: Lapsed]",
    }
    assert after == {**before, "Bisi Ade": "[Segment: VIP]"}


def test_k7_a_segment_tab_lists_numbers_that_can_be_dialled(shop):
    """They are full numbers, kept as text; what is no number is left out."""
    phones = {
        name: row["Phone"]
        for segment in SEGMENTS
        for name, row in labels_of(shop, segment).items()
    }

    assert phones["Ada Obi"] == "+2348030000101"
    assert phones["Chike Eze"] == ""


@pytest.mark.parametrize(("people", "lists"), [(256, 1), (257, 2)])
def test_k7_the_overview_says_how_many_broadcast_lists_a_segment_takes(people, lists):
    """An app takes 256 people on a list; who opted out is on none."""
    header = ("Name", "Phone", "Orders", "Opted out")
    rows = [(f"Person {at}", f"+234803{at:03}0101", 1, "") for at in range(people)]
    rows += [("Not me", "+2348039000101", 1, "yes"), ("No number", "", 1, "")]

    labelled = by_scheme("starter", read({"People": [header, *rows]}))

    assert labelled.health.loc["New", ["customers", "broadcast_lists"]].tolist() == [
        people + 2,
        lists,
    ]


def test_k8_there_is_a_tab_for_each_segment_and_a_summary(shop):
    """Together the tabs hold everybody once, as the Overview counts them."""
    assert {"Overview", *SEGMENTS} <= {*shop.titles()}
    names = [name for segment in SEGMENTS for name in labels_of(shop, segment)]
    assert sorted(names) == [row[0] for row in PEOPLE[1:]]
    counts = {name: row["Customers"] for name, row in overview(shop).items()}
    assert counts == {name: len(labels_of(shop, name)) for name in SEGMENTS}


def test_k9_each_label_carries_the_rule_that_gave_it(shop):
    """Why names the segment and the line that was crossed; the Overview its meaning."""
    for row in labels_of(shop, "People").values():
        assert row["Why"].startswith(f"{row['Segment']}: ")
    why = {name: row["Why"] for name, row in labels_of(shop, "People").items()}
    assert "90,000 spent (24,000 or more)" in why["Ada Obi"]
    assert "no orders yet" in why["Chike Eze"]
    assert "days ago)" in why["Dayo Ola"]
    assert all(row["What it means"] for row in overview(shop).values())


def test_k10_orders_after_a_message_count_for_the_segment_that_got_it(tracker_with):
    """A win-back that works is seen, though the customer has left the segment."""
    people = [("Name", "Phone", "Messaged on", "Replied")]
    people += [("Ada", "+2348030000101", "", ""), ("Bisi", "+2348030000102", "", "")]
    sales = [
        ORDERS,
        *every(30, 4, "Ada", silent=115),
        *every(30, 4, "Bisi", silent=115),
    ]
    sales = [(row[0], "", *row[2:]) for row in sales]
    tracker = tracker_with(
        People=people, Sales=[["Customer", "", "Date", "Amount"], *sales[1:]]
    )
    tracker.refresh(as_of=AS_OF)
    assert {row["Segment"] for row in labels_of(tracker, "People").values()} == {
        "At risk"
    }
    for row_index in (1, 2):
        tracker.type_cell("People", row_index, 2, days_ago(-1))
    tracker.type_cell("People", 1, 3, "yes")
    row_index = len(sales)
    for column_index, value in ((0, "Ada"), (2, days_ago(-6)), (3, 500)):
        tracker.type_cell("Sales", row_index, column_index, value)

    tracker.refresh(as_of=AS_OF + dt.timedelta(days=20))

    now = overview(tracker)
    assert now["At risk"]["Customers"] == 1
    told = ("Messaged", "Replied", "Ordered in 14 days", "Of those messaged")
    assert [now["At risk"][name] for name in told] == [2, 1, 1, 0.5]


def test_k11_a_festive_season_makes_nobody_new_for_ever():
    """Labels follow the day of the refresh: who came for the feast is gone by June."""
    season = [
        (f"Guest {at}", f"+234803000{at:04}", dt.date(2025, 12, 20), 100)
        for at in range(40)
    ]
    season = [
        (name, phone, (day - dt.date(1899, 12, 30)).days, amount)
        for name, phone, day, amount in season
    ]
    tabs = {"Orders": [ORDERS, *season]}

    found = [
        set(by_scheme("starter", read(tabs, as_of=day)).segments.values())
        for day in (dt.date(2025, 12, 28), dt.date(2026, 6, 1))
    ]

    assert found == [{"New"}, {"Lapsed"}]


def test_k7_no_number_of_somebody_who_asked_not_to_be_messaged_gets_a_link(shop):
    """The cell says why there is no link."""
    (row,) = labels_of(shop, "Lapsed").values()

    assert row["Message"] == OPTED_OUT
