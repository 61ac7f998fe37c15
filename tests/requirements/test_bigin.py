"""B1 to B10: what a small-business CRM's guide asks of segments."""

import datetime as dt

import pytest

from tests.requirements.shop import (
    AS_OF,
    by_rules,
    by_scheme,
    days_ago,
    every,
    labels_of,
    overview,
    read,
    write_rules,
)


def test_b1_repeat_buyers_in_london_who_spend_above_average():
    """All three must hold, and a slip in a city's name is read as the city."""
    header = ("Name", "City", "Orders", "Total spent")
    people = [
        ("Ada", "London", 4, 900),
        ("Bisi", " LONDON ", 4, 900),
        ("Chike", "Londn", 4, 900),
        ("Dayo", "London", 1, 900),
        ("Efe", "London", 4, 100),
        ("Femi", "Leeds", 4, 900),
    ]

    labelled = by_rules(
        read({"People": [header, *people]}),
        ("Segment", "Orders", "City", "Spent"),
        ("Invite", ">=2", "London", "above average"),
        ("Rest", "", "", ""),
    )

    meant = {name for name, segment in labelled.segments.items() if segment == "Invite"}
    assert meant == {"Ada", "Bisi", "Chike"}
    assert "“Londn” was read as London." in labelled.warnings


def test_b1_past_bridal_buyers_in_chennai_who_prefer_gold():
    """What was bought, where, and a column of the seller's own, in one row."""
    header = ("Customer", "Phone", "Date", "Product", "Amount")
    sales = [
        ("Asha", "+919876543201", days_ago(90), "Bridal necklace", 90000),
        ("Asha", "+919876543201", days_ago(30), "Ring", 9000),
        ("Bala", "+919876543202", days_ago(30), "Ring", 9000),
        ("Chitra", "+919876543203", days_ago(30), "bridal set", 70000),
    ]
    people = [("Name", "Phone", "City", "Prefers")]
    people += [("Asha", "+919876543201", "Chennai", "Gold")]
    people += [("Bala", "+919876543202", "Chennai", "gold")]
    people += [("Chitra", "+919876543203", "Chennai", "silver")]

    labelled = by_rules(
        read({"Sales": [header, *sales], "People": people}),
        ("Segment", "Products bought", "City", "Prefers"),
        ("Bridal, gold", "*bridal*", "Madras", "gold"),
        ("Rest", "", "", ""),
    )

    assert labelled.segments == {
        "Asha": "Bridal, gold",
        "Bala": "Rest",
        "Chitra": "Rest",
    }


@pytest.mark.parametrize("scheme", ["starter", "shopify", "klaviyo", "wholesale"])
def test_b2_who_never_ordered_is_a_prospect_and_has_not_lapsed(scheme):
    """Neither who looked once last year nor who asked today is a buyer gone silent."""
    people = [("Name", "Orders", "Last order", "Enquiry date")]
    people += [("Looked", 0, "", days_ago(380)), ("Asks", 0, "", days_ago(1))]
    people += [("Twice", 2, days_ago(5), ""), ("Gone", 2, days_ago(500), "")]

    segments = by_scheme(scheme, read({"People": people})).segments

    assert segments.pop("Looked") == segments.pop("Asks")
    never = {"starter": "Prospect", "wholesale": "Prospect", "shopify": "Prospects"}
    table = by_scheme(scheme, read({"People": people}))
    assert table.segments["Asks"] == never.get(scheme, "No orders yet")
    assert table.segments["Asks"] not in segments.values()


def test_b3_segments_that_are_too_small_alike_or_out_of_reach_are_said():
    """Size, share and reach stand there for each; what to look at is a sentence."""
    header = ("Name", "Phone", "City", "Orders", "Total spent", "Last order")
    rows = [
        (f"Pune {at}", f"+91987654{at:04}", "Pune", 2, 100, days_ago(9))
        for at in range(20)
    ]
    rows += [(f"Delhi {at}", "", "Delhi", 2, 100, days_ago(9)) for at in range(8)]
    rows += [("Goa 1", "+919876550000", "Goa", 2, 100, days_ago(9))]

    health = by_rules(
        read({"People": [header, *rows]}),
        ("Segment", "City"),
        ("Pune", "Pune"),
        ("Delhi", "Delhi"),
        ("Goa", "Goa"),
        ("Rest", ""),
    ).health

    assert health["customers"].to_dict() == {
        "Pune": 20,
        "Delhi": 8,
        "Goa": 1,
        "Rest": 0,
    }
    assert health["reachable_share"].tolist() == [1, 0, 1, 0]
    assert health["warnings"].to_dict() == {
        "Pune": [],
        "Delhi": [
            "Nobody can be reached: they have no valid phone or e-mail, or opted out."
        ],
        "Goa": ["Only 1 person is in this segment."],
        "Rest": ["Nobody is in this segment."],
    }


def test_b3_segments_that_cannot_be_told_apart_are_said():
    """Two scores of the same orders may sort people who buy just alike."""
    rows = [(f"Buyer {at}", 2, 100 + at, days_ago(9)) for at in range(60)]
    people = [("Name", "Orders", "Total spent", "Last order"), *rows]

    health = by_rules(
        read({"People": people}),
        ("Segment", "Spent"),
        ("Even", "; ".join(str(100 + at) for at in range(0, 60, 4))),
        ("Odd", ""),
    ).health

    assert health["distinctness"].between(0, 1).all()
    assert "Hard to tell from" in str(health["warnings"].tolist())


OWN = [
    ("Name", "Age group", "City", "Interest", "Orders", "Total spent"),
    ("Ada", "20-29", "Lagos", "luxury", 3, 90000),
    ("Bisi", "50-59", "Ibadan", "budget", 1, 900),
]


@pytest.mark.parametrize(
    ("fact", "cell"),
    [
        pytest.param("Age group", "20-29", id="demographic"),
        pytest.param("City", "Lagos", id="geographic"),
        pytest.param("Orders", ">=2", id="behavioural"),
        pytest.param("Interest", "luxury", id="psychographic"),
        pytest.param("Spent", ">=50k", id="value-based"),
    ],
)
def test_b4_any_of_the_five_models_is_a_column(fact, cell):
    """A rule of each tells the two customers apart."""
    labelled = by_rules(
        read({"People": OWN}), ("Segment", fact), ("Meant", cell), ("Rest", "")
    )

    assert labelled.segments == {"Ada": "Meant", "Bisi": "Rest"}


def test_b5_several_tabs_with_their_own_headers_are_one_shop():
    """One person across Instagram, WhatsApp, the till and a form is one customer."""
    tabs = {
        "Instagram": [
            ("Order date", "Instagram handle", "Buyer", "Phone", "Amount"),
            (days_ago(40), "@ada.o", "Ada Obi", "0803 000 0101", "N5,000"),
        ],
        "WhatsApp": [
            ("Date", "Customer name", "WhatsApp no.", "Total"),
            (days_ago(30), "Ada Obi", "+234 803 000 0101", 7000),
            (days_ago(20), "Bisi Ade", "08030000102", 3000),
        ],
        "Walk-ins": [
            ("Date", "Client", "Mobile", "Item", "Price", "Qty"),
            (days_ago(10), "ada obi", 8030000101, "Gown", 4000, 2),
        ],
        "Web form": [
            ("Timestamp", "Your name", "Your phone number", "City"),
            (days_ago(5), "Ada Obi", "2348030000101", "Lagos"),
            (days_ago(5), "Chike Eze", "08030000103", "Lagos"),
        ],
    }

    reading = read(tabs)

    people = reading.customers.set_index("name")
    assert len(people) == 3
    assert people.loc["Ada Obi", ["orders", "spent", "city", "handle"]].tolist() == [
        3,
        20000,
        "Lagos",
        "ada.o",
    ]
    assert by_scheme("starter", reading).segments["Chike Eze"] == "Prospect"


def test_b6_a_segment_is_a_rule_with_what_to_do_next_and_a_tab(tracker_with):
    """The message beside the rule is the draft behind the link in its tab."""
    people = [["Name", "Phone", "Orders"], ["Ada Obi", "+2348030000101", 2]]
    tracker = tracker_with(People=people)
    tracker.refresh(as_of=AS_OF)
    write_rules(
        tracker,
        ("Kind", "Segment", "Orders", "Meaning", "Message", "Best time"),
        ("Segment", "Friends", ">=2", "Came back.", "Hello {name}!", "evening"),
        ("Segment", "Rest", "", "", "", ""),
    )

    tracker.refresh(as_of=AS_OF)

    assert [*labels_of(tracker, "Friends")] == ["Ada Obi"]
    assert overview(tracker)["Friends"]["What it means"] == "Came back."
    assert "https://wa.me/2348030000101?text=Hello%20Ada%21" in str(
        tracker.everything()
    )


def test_b7_weight_over_a_limit_is_a_priority_and_who_waits_is_on_a_list():
    """Tags overlap with segments and with each other; units in a cell do not matter."""
    header = ("Name", "Phone", "Metal", "Weight", "Waiting for")
    people = [
        ("Asha", "+919876543201", "Gold", "24 g", "Bangle"),
        ("Bala", "+919876543202", "Silver", 8, ""),
        ("Chitra", "+919876543203", "gold", "20.5", ""),
        ("Devi", "+919876543204", "Silver", "", "bangle, ring"),
    ]

    labelled = by_rules(
        read({"People": [header, *people]}),
        ("Kind", "Segment", "Metal", "Weight", "Waiting for"),
        ("Segment", "Gold", "gold", "", ""),
        ("Segment", "Silver", "silver", "", ""),
        ("Tag", "Priority", "", ">20", ""),
        ("Tag", "Wants a bangle", "", "", "*bangle*"),
    )

    assert labelled.tags == {
        "Asha": "Priority, Wants a bangle",
        "Bala": "",
        "Chitra": "Priority",
        "Devi": "Wants a bangle",
    }
    assert labelled.segments["Asha"] == "Gold"


def test_b8_partners_and_agents_stay_out_of_the_segments_of_buyers():
    """The kind of contact decides before any other row; language is a column too."""
    header = ("Name", "Language", "Contact type", "Orders")
    people = [("Ada", "Yoruba", "Client", 3), ("Bisi", "English", "agent", 3)]
    people += [("Chike", "English", "Partner", 0), ("Dayo", "English", "Client", 1)]

    labelled = by_rules(
        read({"People": [header, *people]}),
        ("Kind", "Segment", "Contact type", "Orders", "Language"),
        ("Segment", "No client", "<>Client", "", ""),
        ("Segment", "Repeat", "", ">=2", ""),
        ("Segment", "Others", "", "", ""),
        ("Tag", "Writes Yoruba", "", "", "yoruba"),
    )

    assert list(labelled.segments.values()) == [
        "Repeat",
        "No client",
        "No client",
        "Others",
    ]
    assert labelled.tags["Ada"] == "Writes Yoruba"


def test_b9_a_company_of_five_is_not_one_of_two_hundred():
    """A column of figures is cut into bands, however the figures were typed."""
    header = ("Name", "Phone", "Industry", "Role", "Company size", "Deal size")
    firms = [
        ("Small Co", "+2348030000101", "Retail", "Owner", 5, "N50k"),
        ("Large Co", "+2348030000102", "Retail", "Buyer", "200+", "N2m"),
        ("Middle Co", "+2348030000103", "Food", "Owner", "40 people", "N300k"),
    ]

    labelled = by_rules(
        read({"Firms": [header, *firms]}),
        ("Kind", "Segment", "Company size", "Deal size"),
        ("Segment", "Small", "<10", ""),
        ("Segment", "Middle", "10..99", ""),
        ("Segment", "Large", ">=100", ""),
        ("Segment", "Unknown", "", ""),
        ("Tag", "Big deal", "", ">=1m"),
    )

    assert labelled.segments == {
        "Small Co": "Small",
        "Large Co": "Large",
        "Middle Co": "Middle",
    }
    assert labelled.tags["Large Co"] == "Big deal"
    assert labelled.tags["Middle Co"] == ""


@pytest.fixture(scope="module")
def returned(tracker_with):
    """A shop in which Ada was silent, was refreshed, ordered, and was refreshed."""
    sales = [["Customer", "", "Date", "Amount"]]
    sales += [(row[0], "", *row[2:]) for row in every(20, 4, "Ada", silent=500)]
    sales += [(row[0], "", *row[2:]) for row in every(20, 3, "Bisi", silent=5)]
    tracker = tracker_with(Sales=sales)
    tracker.refresh(as_of=AS_OF)
    for column_index, value in ((0, "Ada"), (2, days_ago(-3)), (3, 500)):
        tracker.type_cell("Sales", len(sales), column_index, value)
    before = labels_of(tracker, "Customers")["Ada"]["Segment"]
    tracker.refresh(as_of=AS_OF + dt.timedelta(days=5))
    return tracker, before


def test_b10_who_comes_back_leaves_the_lapsed_and_is_marked(returned):
    """At the next refresh: in the label, in the log, and as a tag."""
    tracker, before = returned

    row = labels_of(tracker, "Customers")["Ada"]
    assert before == "Lapsed"
    assert row["Segment"] not in {"Lapsed", "At risk"}
    assert row["Previous segment"] == "Lapsed"
    assert "Came back" in row["Tags"].split(", ")
    (move,) = tracker.rows("Segment moves")[1:]
    assert (move[1], move[3], move[5]) == ("Ada", "Lapsed", "Came back")


def test_b10_a_segment_of_nobody_is_said(returned):
    """A rule that is decoration shows on the Overview."""
    tracker, _before = returned

    said = overview(tracker)["Lapsed"]["Worth a look"]

    assert said == "Nobody is in this segment."
