"""What a seller says under “Should be” on the Data check tab, refresh after refresh."""

from datetime import UTC, datetime

import pytest

from sheets_sync.corrections import READING_HEADERS, SHOULD_BE
from sheets_sync.errors import TrackerNotFoundError, UnreadableCorrectionError
from sheets_sync.layout import CORRECTION_METADATA_KEY
from tests.conftest import Tracker, create_spreadsheet

LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}
WITH_METADATA = (
    "developerMetadata,sheets(developerMetadata,data("
    "rowMetadata(developerMetadata),columnMetadata(developerMetadata)))"
)
ONLY_THE_STAMP = {
    "tabs_added": 0,
    "tabs_removed": 0,
    "rows_added": 0,
    "rows_removed": 0,
    "cells_changed": 1,
    "requests": 1,
}

SALES = [
    ["Date", "Customer", "Phone", "Amount", "Extra"],
    [46300, "Ada Obi", "0803 000 0101", 5000, 700],
    [46310, "Bisi Ade", "0803 000 0102", 7000, 800],
    [46320, "Chike Eze", "0803 000 0103", 9000, 900],
]
PEOPLE = [
    ["Name", "Phone", "City"],
    ["Dayo Ola", "0803 000 0104", "Abuja"],
    ["Efe Udo", "0803 000 0105", "Warri"],
]


@pytest.fixture(scope="module")
def first_shop(shared_server) -> Tracker:
    """A tracker with one tab of orders and one of customers, refreshed once."""
    tabs = {"Sales": SALES, "People": PEOPLE}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh()
    return tracker


@pytest.fixture(scope="module")
def first_told_shop(first_shop) -> Tracker:
    """The same, told that a column is the quantity, and refreshed again."""
    tracker = first_shop.copy()
    correct(tracker, "Sales", "E", "quantity")
    tracker.refresh()
    return tracker


@pytest.fixture(scope="module")
def first_narrow_shop(first_told_shop) -> Tracker:
    """The same, told that the tab of customers is nothing, and refreshed again."""
    tracker = first_told_shop.copy()
    correct(tracker, "People", "", "nothing")
    tracker.refresh()
    return tracker


@pytest.fixture
def shop(first_shop) -> Tracker:
    """A refreshed tracker of the test's own."""
    return first_shop.copy()


@pytest.fixture
def told_shop(first_told_shop) -> Tracker:
    """A tracker of the test's own, whose column E of Sales was corrected."""
    return first_told_shop.copy()


@pytest.fixture
def narrow_shop(first_narrow_shop) -> Tracker:
    """A tracker of the test's own, with a correction of a column and one of a tab."""
    return first_narrow_shop.copy()


def lines(tracker: Tracker) -> list[list]:
    """Return the lines of “How I read this tracker”, padded."""
    rows = [
        [*row, *[""] * (SHOULD_BE + 1 - len(row))] for row in tracker.rows("Data check")
    ]
    start = next(i for i, row in enumerate(rows) if tuple(row[:5]) == READING_HEADERS)
    return [row[:5] for row in rows[start + 1 :]]


def line_of(tracker: Tracker, tab: str, letters: str = "") -> list:
    """Return the one line about a tab or a column."""
    (found,) = [line for line in lines(tracker) if line[:2] == [tab, letters]]
    return found


def correct(tracker: Tracker, tab: str, letters: str, word: str) -> None:
    """Type a word beside a tab or a column, as the seller would."""
    rows = tracker.rows("Data check")
    start = next(i for i, row in enumerate(rows) if tuple(row[:5]) == READING_HEADERS)
    at = next(
        i
        for i, row in enumerate(rows)
        if i > start and [*row, "", ""][:2] == [tab, letters]
    )
    tracker.type_cell("Data check", at, SHOULD_BE, word)


def source(report: dict, tab: str) -> dict:
    """Return how a tab was read."""
    (found,) = [one for one in report["sources"] if one["tab"] == tab]
    return found


def amounts(report: dict) -> float:
    """Return what all customers spent together."""
    return sum(segment["revenue"] for segment in report["segments"])


def kept(tracker: Tracker) -> list[str]:
    """Return what is kept beside the seller's tabs and columns."""
    found = []

    def walk(part):
        if isinstance(part, dict):
            if part.get("metadataKey") == CORRECTION_METADATA_KEY:
                found.append(part["metadataValue"])
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                walk(one)

    walk(tracker.client().get(tracker.spreadsheet_id, WITH_METADATA))
    return sorted(found)


def columns_request(tracker: Tracker, tab: str, start: int, end: int) -> dict:
    """Return a range of whole columns."""
    return {
        "sheetId": tracker.sheet_id(tab),
        "dimension": "COLUMNS",
        "startIndex": start,
        "endIndex": end,
    }


def rename(tracker: Tracker, title: str, new_title: str) -> None:
    """Play a person who renames a tab."""
    properties = {"sheetId": tracker.sheet_id(title), "title": new_title}
    tracker.send(
        {"updateSheetProperties": {"properties": properties, "fields": "title"}}
    )


def test_every_tab_and_column_is_listed_with_what_it_is_read_as(shop):
    """The seller sees at the end of Data check how each tab and column is read."""
    shown = [line[:4] for line in lines(shop)]

    assert shown == [
        ["Sales", "", "", "orders, header in row 1"],
        ["Sales", "A", "Date", "order date"],
        ["Sales", "B", "Customer", "name"],
        ["Sales", "C", "Phone", "phone"],
        ["Sales", "D", "Amount", "amount"],
        ["Sales", "E", "Extra", "your own column"],
        ["People", "", "", "customers, header in row 1"],
        ["People", "A", "Name", "name"],
        ["People", "B", "Phone", "phone"],
        ["People", "C", "City", "city"],
    ]


@pytest.mark.parametrize("word", ["amount", "AMOUNT ", "Amount paid"])
def test_a_corrected_column_is_read_as_the_seller_says(shop, word):
    """The word may be the name of the role, in any letter case, or a usual header."""
    correct(shop, "Sales", "D", "my own column")
    correct(shop, "Sales", "E", word)

    report = shop.refresh()

    assert source(report, "Sales")["columns"]["amount"] == "E"
    assert amounts(report) == sum(row[4] for row in SALES[1:])
    assert line_of(shop, "Sales", "D")[3:] == ["your own column", "my own column"]
    assert line_of(shop, "Sales", "E")[3:] == ["amount", "amount"]


def test_a_correction_lasts_without_being_sent_again(told_shop):
    """From the second refresh on nothing but the stamp is sent."""
    correct(told_shop, "People", "", "customers")
    told_shop.refresh()

    report = told_shop.refresh(**LATER)

    assert report["changes"] == ONLY_THE_STAMP
    assert source(report, "Sales")["columns"]["quantity"] == "E"
    assert kept(told_shop) == ["customers", "quantity"]


def test_a_tab_that_is_nothing_is_not_read(shop):
    """Its people are no customers, and that it is not read is no news."""
    correct(shop, "People", "", "nothing")

    report = shop.refresh()

    assert [one["tab"] for one in report["sources"]] == ["Sales"]
    assert report["customers"] == 3
    assert "tab_not_read" not in {one["code"] for one in report["data_check"]}
    assert line_of(shop, "People")[3:] == ["not read", "nothing"]


def test_a_tab_is_what_the_seller_says(tracker_of):
    """Headers that say too little by themselves are enough for a tab that is told."""
    log = [["Name", "Amount"], ["Ada Obi", 500], ["Bisi Ade", 800]]
    tracker = tracker_of({"People": PEOPLE, "Log": log})
    tracker.refresh()
    assert line_of(tracker, "Log")[3] == "not read"
    correct(tracker, "Log", "", "Orders")

    report = tracker.refresh()

    assert source(report, "Log")["kind"] == "orders"
    assert source(report, "Log")["columns"] == {"name": "A", "amount": "B"}


def test_a_correction_follows_renamed_tabs_and_moved_columns(narrow_shop):
    """It is kept beside the column, not beside a name or a letter."""
    rename(narrow_shop, "Sales", "Sales 2026")
    rename(narrow_shop, "People", "Suppliers of mine")
    narrow_shop.send(
        {
            "insertDimension": {
                "range": columns_request(narrow_shop, "Sales 2026", 1, 3)
            }
        },
        {
            "moveDimension": {
                "source": columns_request(narrow_shop, "Sales 2026", 6, 7),
                "destinationIndex": 0,
            }
        },
    )
    narrow_shop.type_cell("Sales 2026", 0, 0, "How many left")

    report = narrow_shop.refresh()

    assert source(report, "Sales 2026")["columns"]["quantity"] == "A"
    assert report["customers"] == 3
    assert line_of(narrow_shop, "Sales 2026", "A")[2:] == [
        "How many left",
        "quantity",
        "quantity",
    ]
    assert not any("not found" in line[3] for line in lines(narrow_shop))
    assert narrow_shop.refresh(**LATER)["changes"] == ONLY_THE_STAMP


def test_clearing_the_cell_forgets_the_correction(shop):
    """The column is read by its header again, and nothing is kept."""
    correct(shop, "Sales", "D", "my own column")
    correct(shop, "Sales", "E", "amount")
    shop.refresh()
    correct(shop, "Sales", "D", "")
    correct(shop, "Sales", "E", "")

    report = shop.refresh()

    assert source(report, "Sales")["columns"]["amount"] == "D"
    assert kept(shop) == []
    assert line_of(shop, "Sales", "E")[3:] == ["your own column", ""]


@pytest.mark.parametrize("letters", ["E", ""])
def test_an_unknown_word_names_its_cell_and_changes_nothing(shop, letters):
    """The refresh stops before writing; the error says where and what to write."""
    rows = shop.rows("Data check")
    correct(shop, "Sales", letters, "the money")
    found = [i for i, row in enumerate(shop.rows("Data check")) if row not in rows]
    before = shop.everything()

    with pytest.raises(UnreadableCorrectionError) as refused:
        shop.refresh()

    assert f"“Data check”, cell E{found[0] + 1}: " in str(refused.value)
    assert "the money" not in str(refused.value)
    assert shop.everything() == before


def test_only_metadata_is_kept_beside_the_sellers_columns(first_shop, first_told_shop):
    """No cell of the seller's is touched by a correction."""
    assert first_told_shop.rows("Sales") == first_shop.rows("Sales") == SALES
    assert kept(first_told_shop) == ["quantity"]
    assert kept(first_shop) == []


def test_a_preview_reads_by_the_correction_and_keeps_nothing(shop):
    """What is typed counts at once, and is kept by the next refresh that writes."""
    correct(shop, "Sales", "E", "quantity")

    report = shop.refresh(mode="preview")

    assert source(report, "Sales")["columns"]["quantity"] == "E"
    assert kept(shop) == []


def test_a_column_that_cannot_be_what_it_is_said_to_be_is_listed(shop):
    """A role that another column has been told, or of another kind of tab, is said."""
    correct(shop, "Sales", "D", "amount")
    correct(shop, "Sales", "E", "amount")
    correct(shop, "People", "C", "quantity")

    report = shop.refresh()

    assert source(report, "Sales")["columns"]["amount"] == "D"
    unused = [
        one for one in report["data_check"] if one["code"] == "correction_not_used"
    ]
    assert [(one["tab"], one["cell"]) for one in unused] == [
        ("People", "C1"),
        ("Sales", "E1"),
    ]
    assert shop.refresh(**LATER)["changes"] == ONLY_THE_STAMP


def test_two_columns_may_both_be_phones(shop):
    """A second phone fills the gaps of the first, as headers would have it."""
    shop.type_cell("Sales", 0, 4, "Other line")
    shop.type_cell("Sales", 1, 2, "")
    shop.type_cell("Sales", 1, 4, "0803 000 0199")
    shop.refresh()
    correct(shop, "Sales", "C", "phone")
    correct(shop, "Sales", "E", "phone")

    report = shop.refresh()

    assert source(report, "Sales")["columns"]["phone"] == "C"
    codes = {one["code"] for one in report["data_check"]}
    assert "correction_not_used" not in codes


def test_a_corrected_column_that_was_emptied_stays_listed(told_shop):
    """The seller can still see and clear what was said of it."""
    for row_index in range(4):
        told_shop.type_cell("Sales", row_index, 4, "")

    report = told_shop.refresh()

    assert line_of(told_shop, "Sales", "E")[3:] == [
        "not read, because it has no header",
        "quantity",
    ]
    codes = [one["code"] for one in report["data_check"]]
    assert "correction_not_used" in codes
    correct(told_shop, "Sales", "E", "")
    told_shop.refresh()
    assert kept(told_shop) == []


def test_a_correction_of_a_deleted_column_stays_until_it_is_cleared(shop):
    """What the seller typed beside a column that is gone is never thrown away."""
    correct(shop, "Sales", "E", "quantity")
    shop.send({"deleteDimension": {"range": columns_request(shop, "Sales", 4, 5)}})

    shop.refresh()

    line = line_of(shop, "Sales", "E")
    assert line[2:] == [
        "Extra",
        "not found any more; clear “Should be” to drop this line",
        "quantity",
    ]
    assert shop.refresh(**LATER)["changes"] == ONLY_THE_STAMP
    correct(shop, "Sales", "E", "")
    shop.refresh()
    assert not any("not found" in one[3] for one in lines(shop))


def test_a_table_beside_another_is_corrected_by_itself(tracker_of):
    """What is said of a column is said of the table that it stands in."""
    rows = [
        [*PEOPLE[0], None, *SALES[0]],
        [*PEOPLE[1], None, *SALES[1]],
        [*PEOPLE[2], None, *SALES[2]],
        [None, None, None, None, *SALES[3]],
    ]
    tracker = tracker_of({"All": rows})
    tracker.refresh()
    correct(tracker, "All", "I", "quantity")
    correct(tracker, "All", "C", "my own column")

    report = tracker.refresh()

    columns = {one["kind"]: one["columns"] for one in report["sources"]}
    assert columns["customers"] == {"name": "A", "phone": "B"}
    assert columns["orders"]["quantity"] == "I"
    assert tracker.refresh(**LATER)["changes"] == ONLY_THE_STAMP


def test_blank_rows_do_not_make_headers_of_what_is_told(tracker_of):
    """A row below a blank one stays an order, whatever is said of its columns."""
    rows = [SALES[0], SALES[1], [], *SALES[2:]]
    tracker = tracker_of({"Sales": rows})
    tracker.refresh()
    correct(tracker, "Sales", "", "orders")
    correct(tracker, "Sales", "E", "notes")

    report = tracker.refresh()

    assert source(report, "Sales")["rows"] == 3
    assert report["customers"] == 3


@pytest.mark.parametrize("column_index", [0, 3, 4])
def test_sorting_the_data_check_tab_loses_nothing(narrow_shop, column_index):
    """Lines are known by what they say, not by where they stand."""
    whole = {"sheetId": narrow_shop.sheet_id("Data check"), "startColumnIndex": 0}
    order = [{"dimensionIndex": column_index, "sortOrder": "DESCENDING"}]
    narrow_shop.send({"sortRange": {"range": whole, "sortSpecs": order}})

    report = narrow_shop.refresh()

    assert kept(narrow_shop) == ["nothing", "quantity"]
    assert source(report, "Sales")["columns"]["quantity"] == "E"
    assert line_of(narrow_shop, "People")[3:] == ["not read", "nothing"]
    assert narrow_shop.refresh(**LATER)["changes"] == ONLY_THE_STAMP


def test_deleting_the_data_check_tab_loses_nothing(told_shop):
    """What is kept is shown again on the new tab."""
    told_shop.send({"deleteSheet": {"sheetId": told_shop.sheet_id("Data check")}})

    report = told_shop.refresh()

    assert source(report, "Sales")["columns"]["quantity"] == "E"
    assert line_of(told_shop, "Sales", "E")[3:] == ["quantity", "quantity"]


def test_a_copy_of_a_corrected_tab_is_a_source_and_said_to_be_a_copy(told_shop):
    """Nobody is listed twice, and orders that count twice are said to."""
    shop = told_shop
    before = shop.refresh(mode="preview")
    copy = {"sourceSheetId": shop.sheet_id("Sales"), "newSheetName": "Sales copy"}
    shop.send({"duplicateSheet": copy})

    report = shop.refresh()

    assert {one["tab"] for one in report["sources"]} == {
        "Sales",
        "Sales copy",
        "People",
    }
    assert report["customers"] == before["customers"]
    copies = [o["tab"] for o in report["data_check"] if o["code"] == "copied_orders"]
    assert len(copies) == 1
    correct(shop, copies[0], "", "nothing")
    assert amounts(shop.refresh()) == amounts(before)


def test_the_report_says_what_is_doubtful_and_what_was_corrected(tracker_of):
    """Whoever builds on the report can ask the same questions as Data check does."""
    rows = [
        ["Date", "Customer", "Kontakt", "Amount"],
        *[[46300 + n, f"Ada {n}", f"0803000010{n}", 500 + n] for n in range(6)],
    ]
    tracker = tracker_of({"Sales": rows})
    first = source(tracker.refresh(), "Sales")
    correct(tracker, "Sales", "C", "my own column")

    second = source(tracker.refresh(), "Sales")

    assert (first["doubts"], first["corrections"]) == ({"C": "by_content"}, {})
    assert (second["doubts"], second["corrections"]) == ({}, {"C": "own"})


def test_a_hidden_tab_is_not_read_and_that_is_said(shop):
    """Out of sight is not read; its name is on the Data check tab."""
    properties = {"sheetId": shop.sheet_id("People"), "hidden": True}
    shop.send({"updateSheetProperties": {"properties": properties, "fields": "hidden"}})

    report = shop.refresh()

    assert report["customers"] == 3
    hidden = [o["tab"] for o in report["data_check"] if o["code"] == "tab_hidden"]
    assert hidden == ["People"]
    assert line_of(shop, "People")[3] == "not read, because the tab is hidden"


@pytest.mark.parametrize(
    ("rows", "known", "missing"),
    [
        (
            [["My shop"], ["Date", "Amount"], [46300, 500]],
            "row 2 has “Date” and “Amount”, but",
            "a column headed “Customer” would help.",
        ),
        (
            [["Name", "Class"], ["Ada Obi", "JSS 1"]],
            "row 1 has “Name”, but",
            "a column headed “Phone”, “Date” or “Amount” would help.",
        ),
        (
            [["Ada Obi", "0803 000 0101"], ["Bisi Ade", "0803 000 0102"]],
            "We read “Book” and found neither customers nor orders there",
            "no row has headers that we know.",
        ),
    ],
    ids=["an amount", "a name", "no header"],
)
def test_a_tracker_that_is_nearly_read_is_told_what_it_lacks(
    tracker_of, rows, known, missing
):
    """Nothing is written, so the error itself says which headers would help."""
    tracker = tracker_of({"Book": rows})

    with pytest.raises(TrackerNotFoundError) as refused:
        tracker.refresh()

    assert known in str(refused.value)
    assert str(refused.value).endswith(missing)


def test_a_tracker_of_which_every_tab_is_nothing_is_refused(tracker_of):
    """The seller is sent to the cells that say so."""
    tracker = tracker_of({"Sales": SALES})
    tracker.refresh()
    correct(tracker, "Sales", "", "nothing")

    with pytest.raises(TrackerNotFoundError, match="On the Data check tab"):
        tracker.refresh()
