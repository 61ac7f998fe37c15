"""A whole refresh against a local Sheets server."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from sheets_sync.errors import (
    SpreadsheetNotFoundError,
    TrackerNotFoundError,
    UnreadableRulesError,
)
from sheets_sync.layout import LABEL_HEADERS, SEGMENT_HEADERS
from tests.conftest import EXAMPLES, OWNER, Tracker, create_spreadsheet

STARTER = ["VIP", "Regular", "At risk", "New", "Lapsed", "Prospect"]
LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}

CUSTOMERS = [
    ["Name", "Phone", "City", "Orders", "Total spent", "Last order"],
    ["Ada Obi", "0803 000 0101", "Lagos", 6, 90000, 46340],
    ["Bisi Ade", "0803 000 0102", "Ibadan", 1, 12000, 46335],
    ["Chike Eze", "0803 000 0103", "Lagos", 0, None, None],
    ["Dayo Ola", "0803 000 0104", "Abuja", 1, 9000, 46338],
]


@dataclass(frozen=True)
class Refreshed:
    """A tracker that was refreshed, to look at only.

    Attributes:
        before: The rows of each tab before.
        report: What the refresh said.
    """

    tracker: Tracker
    before: dict[str, list[list]]
    report: dict


@pytest.fixture(scope="module")
def lagos(shared_server) -> Refreshed:
    """The clothing seller's tracker, refreshed once."""
    spreadsheet_id = shared_server.store.import_file(
        EXAMPLES / "lagos-clothing.xlsx",
        locale="en_NG",
        time_zone="Africa/Lagos",
        owner=OWNER,
    )
    tracker = Tracker(shared_server, spreadsheet_id)
    before = tracker.all_rows()
    return Refreshed(tracker, before, tracker.refresh())


@pytest.fixture(scope="module")
def first_refreshed(shared_server) -> Tracker:
    """Four customers without an orders tab, refreshed once."""
    tabs = {"People": CUSTOMERS}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh()
    return tracker


@pytest.fixture
def refreshed(first_refreshed) -> Tracker:
    """The four customers, refreshed, as a tracker of the test's own."""
    return first_refreshed.copy()


def test_a_refresh_costs_two_reads_and_one_write(lagos):
    """Every call counts against the quota, so there are exactly three."""
    api = lagos.report["api"]
    assert (api["reads"], api["writes"], api["retries"]) == (2, 1, 0)


def test_every_customer_gets_a_segment_and_a_reason(lagos):
    """Labels stand to the right of the seller's columns, under the seller's header."""
    width = len(lagos.before["Customers"][2])
    after = lagos.tracker.rows("Customers")
    assert after[2][width : width + 5] == list(LABEL_HEADERS)
    people = [row for row in after[3:] if row and row[0]]
    assert len(people) == 68
    assert all(row[width] in STARTER and row[width + 1] for row in people)


def test_the_sellers_cells_stay_as_they_are(lagos):
    """Nothing that a person typed is changed by a refresh."""
    before = lagos.before
    assert [*before] == ["Customers", "Orders 2026", "Walk-ins", "Price list"]
    width = len(before["Customers"][2])
    after = {title: lagos.tracker.rows(title) for title in before}
    trimmed = [_trim(row[:width]) for row in after["Customers"]]
    assert trimmed == [_trim(row) for row in before["Customers"]]
    assert {**after, "Customers": None} == {**before, "Customers": None}


def test_each_segment_gets_a_tab_with_its_customers(lagos):
    """The tabs hold all customers of the report, each once."""
    report = lagos.report
    rows = {
        segment["name"]: lagos.tracker.rows(segment["tab"])
        for segment in report["segments"]
    }
    assert list(rows) == STARTER
    assert all(tuple(tab[0]) == SEGMENT_HEADERS for tab in rows.values())
    sizes = {name: len(tab) - 1 for name, tab in rows.items()}
    assert sizes == {s["name"]: s["customers"] for s in report["segments"]}
    assert sum(sizes.values()) == report["customers"]


def test_the_overview_and_the_other_tabs_are_written(lagos):
    """A refreshed tracker has all the tabs that the design promises."""
    own = {"Overview", "Segment rules", "Data check", "Segment moves", *STARTER}
    assert own <= set(lagos.tracker.titles())


def test_a_preview_changes_nothing(tracker_of):
    """It reports what a refresh would do, and writes nothing."""
    tracker = tracker_of({"People": CUSTOMERS})
    before = tracker.everything()

    report = tracker.refresh(mode="preview")

    assert report["applied"] is False
    assert report["changes"]["tabs_added"] == 10
    assert report["api"]["writes"] == 0
    assert tracker.everything() == before


def test_a_tracker_without_orders_is_read_from_its_own_figures(refreshed):
    """Orders, total spent and last order may stand in the customers tab."""
    labels = {row[0]: row[6] for row in refreshed.rows("People")[1:]}
    assert labels == {
        "Ada Obi": "VIP",
        "Bisi Ade": "New",
        "Chike Eze": "Prospect",
        "Dayo Ola": "New",
    }


def test_an_orders_only_tracker_gets_a_customers_tab(tracker_of):
    """The tab is ours, and people added there by hand become prospects."""
    orders = [
        ["Order ID", "Date", "Customer", "Phone", "Amount"],
        [1, 46340, "Ada Obi", "0803 000 0101", 5000],
        [2, 46341, "Bisi Ade", "0803 000 0102", 7000],
    ]
    tracker = tracker_of({"Sales": orders})
    tracker.refresh()
    rows = tracker.rows("Customers")
    assert rows[0][:2] == ["Customer", "Phone"]
    assert len(rows) == 3

    tracker.type_cell("Customers", 3, 0, "Chike Eze")
    report = tracker.refresh()

    assert report["customers"] == 3
    segment = rows[0].index("Segment")
    assert tracker.rows("Customers")[3][segment] == "Prospect"


def test_namesakes_without_a_phone_keep_their_own_rows(tracker_of):
    """Three people of one name, in two segments, do not swap rows for ever."""
    orders = [["Date", "Customer", "Amount"], [46000, "Ngozi", 900]]
    orders += [[46300, "Ada Obi", 500], [46310, "Ada Obi", 700]]
    people = [["Name", "City"], ["Ada Obi", "Lagos"], ["Ada Obi", "Abuja"]]
    tracker = tracker_of({"Orders": orders, "People": people})
    tracker.refresh()

    report = tracker.refresh(**LATER)

    assert report["moves"] == []
    assert report["changes"]["cells_changed"] == 1


def test_a_customer_who_changes_segment_is_logged_and_dated(refreshed):
    """Since, previous and the log say when and from where."""
    refreshed.type_cell("People", 3, 3, 1)
    refreshed.type_cell("People", 3, 4, 4000)
    refreshed.type_cell("People", 3, 5, 46345)

    report = refreshed.refresh()

    (move,) = report["moves"]
    assert (move["from"], move["to"], move["customers"]) == ("Prospect", "New", 1)
    chike = refreshed.rows("People")[3]
    assert chike[6] == "New"
    assert chike[8:10] == [46347, "Prospect"]
    assert refreshed.rows("Segment moves")[1][1:5] == [
        "Chike Eze",
        "+2348030000103",
        "Prospect",
        "New",
    ]
    assert [row[0] for row in refreshed.rows("Prospect")[1:]] == []
    assert "Chike Eze" in [row[0] for row in refreshed.rows("New")]


def test_what_a_person_typed_beside_a_customer_moves_with_them(refreshed):
    """A note in a segment tab follows the customer to the next one."""
    refreshed.type_cell("Prospect", 0, 7, "Sent a picture")
    refreshed.type_cell("Prospect", 1, 7, "yes, on Friday")
    refreshed.type_cell("People", 3, 3, 1)
    refreshed.type_cell("People", 3, 5, 46345)

    refreshed.refresh()

    rows = refreshed.rows("New")
    chike = next(row for row in rows if row[0] == "Chike Eze")
    column = rows[0].index("Sent a picture")
    assert chike[column] == "yes, on Friday"


def test_renamed_tabs_and_moved_columns_of_ours_are_still_ours(refreshed):
    """Tabs and columns are known by metadata, not by words."""
    vip = refreshed.sheet_id("VIP")
    people = refreshed.sheet_id("People")
    refreshed.send(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": vip, "title": "Best customers"},
                "fields": "title",
            }
        },
        {
            "moveDimension": {
                "source": {
                    "sheetId": people,
                    "dimension": "COLUMNS",
                    "startIndex": 6,
                    "endIndex": 7,
                },
                "destinationIndex": 11,
            }
        },
    )

    report = refreshed.refresh()

    assert report["changes"]["cells_changed"] <= 1
    tabs = {segment["name"]: segment["tab"] for segment in report["segments"]}
    assert tabs["VIP"] == "Best customers"


def test_rules_are_read_back_from_the_tab(refreshed):
    """A seller who changes a cut-off in the sheet changes the segments."""
    rows = refreshed.rows("Segment rules")
    header = next(row for row in rows if row[:2] == ["Kind", "Segment"])
    at = rows.index(header)
    for vip in (i for i in range(at, len(rows)) if rows[i][1:2] == ["VIP"]):
        refreshed.type_cell("Segment rules", vip, header.index("Orders"), ">=10")

    report = refreshed.refresh()

    sizes = {s["name"]: s["customers"] for s in report["segments"]}
    assert (sizes["VIP"], sizes["Regular"]) == (0, 1)


def test_the_scheme_is_switched_by_one_cell(refreshed):
    """Another scheme's rules replace these, and its segments get tabs."""
    rows = refreshed.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row and row[0] == "Scheme")
    refreshed.type_cell("Segment rules", at, 1, "simple")

    report = refreshed.refresh()

    assert report["scheme"] == "simple"
    assert len(report["segments"]) == 3
    assert refreshed.refresh(**LATER)["changes"]["cells_changed"] == 1


def test_rules_of_another_scheme_can_be_edited_and_switched_back(refreshed):
    """After a switch the tab is the seller's again, whatever they do to it."""
    set_scheme(refreshed, "simple")
    refreshed.refresh()
    rows = refreshed.rows("Segment rules")
    header = next(row for row in rows if row[:2] == ["Kind", "Segment"])
    assert len(header) == len(set(header))
    renamed = rows.index(header) + 1
    refreshed.type_cell("Segment rules", renamed, 1, "Superb")

    edited = refreshed.refresh()
    set_scheme(refreshed, "starter")
    back = refreshed.refresh()

    assert "Superb" in {segment["name"] for segment in edited["segments"]}
    assert [segment["name"] for segment in back["segments"]] == STARTER
    assert refreshed.refresh(**LATER)["changes"]["cells_changed"] == 1


def test_what_people_type_below_our_lists_stays(refreshed):
    """Figures of their own under the Overview are not ours to clear."""
    rows = refreshed.rows("Overview")
    refreshed.send(
        {
            "appendDimension": {
                "sheetId": refreshed.sheet_id("Overview"),
                "dimension": "ROWS",
                "length": 9,
            }
        }
    )
    refreshed.type_cell("Overview", len(rows) + 3, 0, "My own sum")
    refreshed.type_cell("People", 1, 1, "not a phone")

    report = refreshed.refresh()

    assert report["data_check"]
    assert refreshed.rows("Overview")[len(rows) + 3] == ["My own sum"]


def test_a_word_typed_over_a_label_is_put_right_and_is_no_history(refreshed):
    """Only segments of ours are ever a customer's previous segment."""
    refreshed.type_cell("People", 1, 6, "my favourite")

    report = refreshed.refresh()

    assert report["moves"] == []
    ada = refreshed.rows("People")[1]
    assert ada[6] == "VIP"
    assert ada[9] == ""


def test_a_rule_that_cannot_be_read_is_named_and_nothing_is_written(refreshed):
    """The error names the tab and the cell; the spreadsheet is as before."""
    rows = refreshed.rows("Segment rules")
    header = next(row for row in rows if row[:2] == ["Kind", "Segment"])
    at = rows.index(header)
    refreshed.type_cell("Segment rules", at + 1, header.index("Orders"), ">= lots")
    before = refreshed.everything()

    with pytest.raises(UnreadableRulesError) as refused:
        refreshed.refresh()

    column = "ABCDEFGHIJ"[header.index("Orders")]
    assert f"“Segment rules”, cell {column}{at + 2}:" in str(refused.value)
    assert refreshed.everything() == before


@pytest.mark.parametrize(
    "tabs",
    [
        {"Sheet1": []},
        {"To do": [["Buy ribbon"], ["Call Tolu"]]},
        {"Prices": [["Item", "Price"], ["Gown", 5]]},
    ],
    ids=["empty", "a list", "a price list"],
)
def test_a_tracker_without_customers_or_orders_is_refused(tracker_of, tabs):
    """The seller is told, and nothing is written."""
    tracker = tracker_of(tabs)
    before = tracker.everything()

    with pytest.raises(TrackerNotFoundError):
        tracker.refresh()

    assert tracker.everything() == before


def test_a_tab_that_is_not_read_is_said(lagos):
    """Nothing is left out in silence, not even a whole tab."""
    findings = lagos.report["data_check"]
    unread = [line["tab"] for line in findings if line["code"] == "tab_not_read"]
    assert unread == ["Price list"]


def test_an_unknown_spreadsheet_is_refused(shared_server):
    """The error says so in words of ours."""
    missing = Tracker(shared_server, "1" * 44)

    with pytest.raises(SpreadsheetNotFoundError):
        missing.refresh()


def set_scheme(tracker, scheme):
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row and row[0] == "Scheme")
    tracker.type_cell("Segment rules", at, 1, scheme)


def _trim(row):
    row = list(row)
    while row and row[-1] in ("", None):
        row.pop()
    return row
