"""The settings above the rules, and rules that a seller has changed."""

from datetime import UTC, date, datetime

import pytest

from sheets_sync.corrections import READING_HEADERS, SHOULD_BE
from sheets_sync.errors import UnreadableRulesError
from tests.conftest import Tracker, create_spreadsheet

LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}
RULES = "Segment rules"
KEPT = "Segment rules (starter, until 21 Nov 2026)"
PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order"],
    ["Ada Obi", "0803 000 0101", 6, 90000, 46340],
    ["Bisi Ade", "0803 000 0102", 1, 12000, 46335],
    ["Chike Eze", "0803 000 0103", 0, None, None],
]


@pytest.fixture(scope="module")
def first_shop(shared_server) -> Tracker:
    """A small tracker, refreshed once."""
    tabs = {"People": PEOPLE}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh()
    return tracker


@pytest.fixture
def shop(first_shop) -> Tracker:
    """The same, as a tracker of the test's own."""
    return first_shop.copy()


def row_of(tracker: Tracker, label: str, title: str = RULES) -> int:
    """Return the row of a setting, or of the header for Kind."""
    rows = tracker.rows(title)
    return next(i for i, row in enumerate(rows) if row and row[0] == label)


def choose(tracker: Tracker, label: str, word: str) -> None:
    """Type a word beside a setting."""
    tracker.type_cell(RULES, row_of(tracker, label), 1, word)


def edit_a_rule(tracker: Tracker) -> None:
    """Name the first segment otherwise."""
    tracker.type_cell(RULES, row_of(tracker, "Kind") + 1, 1, "Newcomer")


def offered(
    tracker: Tracker, title: str, column_index: int = 1
) -> dict[int, list[str]]:
    """Return the words that rows of a tab offer in a column, by row."""
    sheet = next(
        one
        for one in tracker.everything()["sheets"]
        if one["properties"]["title"] == title
    )
    found = {}
    for at, row in enumerate(sheet["data"][0]["rowData"]):
        cell = [*row.get("values", []), *[{}] * 9][column_index]
        rule = cell.get("dataValidation")
        if rule:
            values = rule["condition"]["values"]
            found[at] = [value["userEnteredValue"] for value in values]
    return found


def test_the_settings_stand_above_the_rules_with_their_words(shop):
    """Each is a labelled cell that offers what it may say."""
    rows = shop.rows(RULES)

    assert [row[:2] for row in rows[1:5]] == [
        ["Scheme", "starter"],
        ["Refresh by itself", "off"],
        ["Label in notes", "off"],
        ["Work out cut-offs again", "no"],
    ]
    schemes, *others = offered(shop, RULES).values()
    assert {"starter", "simple"} <= set(schemes)
    assert others == [
        ["off", "daily", "weekly", "monthly"],
        ["off", "on"],
        ["no", "yes"],
    ]


def test_rules_that_were_not_changed_are_replaced_where_they_stand(shop):
    """A switch leaves no second tab; what stands beside the settings stays."""
    wider = {"sheetId": shop.sheet_id(RULES), "dimension": "COLUMNS", "length": 9}
    shop.send({"appendDimension": wider})
    shop.type_cell(RULES, 1, 14, "ask Tolu")
    choose(shop, "Refresh by itself", "weekly")
    choose(shop, "Scheme", "simple")
    sheet_id = shop.sheet_id(RULES)

    report = shop.refresh()

    assert report["scheme"] == "simple"
    assert shop.sheet_id(RULES) == sheet_id
    assert not {title for title in shop.titles() if "until" in title}
    assert shop.rows(RULES)[1][14] == "ask Tolu"
    assert shop.rows(RULES)[row_of(shop, "Refresh by itself")][1] == "weekly"
    assert [*offered(shop, RULES)] == [1, 2, 3, 4]
    assert shop.refresh(**LATER)["changes"]["requests"] == 1


def test_rules_that_the_seller_changed_are_kept_aside(shop):
    """The old tab stays as it is under another name, and is no source and no rule."""
    edit_a_rule(shop)
    shop.refresh()
    choose(shop, "Scheme", "simple")
    before = shop.rows(RULES)

    report = shop.refresh()

    assert report["scheme"] == "simple"
    assert shop.rows(KEPT) == before
    assert shop.rows(RULES)[1][:2] == ["Scheme", "simple"]
    assert "Newcomer" not in [segment["name"] for segment in report["segments"]]
    shop.type_cell(KEPT, row_of(shop, "Kind", KEPT) + 1, 2, "nonsense")
    assert shop.refresh(**LATER)["changes"]["requests"] == 1


def test_a_rule_added_below_is_a_change(shop):
    """It would be read as a rule of the new scheme otherwise."""
    shop.type_cell(RULES, len(shop.rows(RULES)), 1, "Mine")

    shop.refresh(scheme="simple")

    assert KEPT in shop.titles()
    assert "Mine" not in [segment["name"] for segment in shop.refresh()["segments"]]


def test_rules_are_kept_as_often_as_they_are_changed(shop):
    """Each of the tabs has a name of its own."""
    for scheme in ("simple", "starter", "simple"):
        edit_a_rule(shop)
        choose(shop, "Scheme", scheme)
        shop.refresh()

    kept = [title for title in shop.titles() if "until 21 Nov 2026" in title]
    assert sorted(kept) == [
        "Segment rules (simple, until 21 Nov 2026)",
        KEPT,
        f"{KEPT} 2",
    ]


def test_cut_offs_are_worked_out_again_on_request_only(tracker_of):
    """They stay as written while the shop grows; the cell that asks goes back to no."""
    tracker = tracker_of({"People": people(spent=100)})
    tracker.refresh()
    cells = [["Name", "Orders", "Total spent", "Last order"], *people(spent=900)[1:]]
    for at, row in enumerate(cells[1:], start=1):
        tracker.type_cell("People", at, 2, row[2])
    stays = tracker.rows(RULES)
    tracker.refresh()
    assert tracker.rows(RULES) == stays
    choose(tracker, "Refresh by itself", "daily")
    choose(tracker, "Work out cut-offs again", "yes")

    tracker.refresh()

    rows = tracker.rows(RULES)
    assert rows[row_of(tracker, "Work out cut-offs again")][1] == "no"
    assert rows[row_of(tracker, "Refresh by itself")][1] == "daily"
    assert rows[row_of(tracker, "Kind") :] != stays[row_of(tracker, "Kind") :]
    assert not [title for title in tracker.titles() if "until" in title]
    assert tracker.refresh(**LATER)["changes"]["requests"] == 1


def people(*, spent: int) -> list[list]:
    """Return thirty customers who spent more and more."""
    return [
        ["Name", "Orders", "Total spent", "Last order"],
        *(
            [f"Person {at}", 1 + at % 7, spent * (at + 1), 46340 - at]
            for at in range(30)
        ),
    ]


def test_score_settings_survive_new_cut_offs(shop):
    """They are settings, not figures that were worked out."""
    shop.type_cell(RULES, row_of(shop, "Kind") - 1, 0, "Score levels")
    shop.type_cell(RULES, row_of(shop, "Kind") - 1, 1, 3)
    choose(shop, "Work out cut-offs again", "yes")

    shop.refresh()

    assert shop.rows(RULES)[row_of(shop, "Score levels")][1] == "3"
    assert KEPT in shop.titles()


def test_a_word_that_is_no_setting_stops_the_refresh(shop):
    """The error names the cell, and nothing is written."""
    choose(shop, "Label in notes", "sometimes")
    before = shop.all_rows()

    with pytest.raises(UnreadableRulesError, match="cell B4"):
        shop.refresh()

    assert shop.all_rows() == before


def test_an_older_rules_tab_without_the_new_settings_is_left_as_it_is(shop):
    """Rows that are missing mean the defaults, and nothing is written for them."""
    shop.send(
        {
            "deleteDimension": {
                "range": {
                    "sheetId": shop.sheet_id(RULES),
                    "dimension": "ROWS",
                    "startIndex": 3,
                    "endIndex": 5,
                }
            }
        }
    )

    before = shop.rows(RULES)
    shop.refresh()

    assert shop.rows(RULES) == before
    assert shop.refresh(**LATER)["changes"]["requests"] == 1


def test_every_fact_says_whether_it_is_available(shop):
    """Data check and the report name what the tracker lacks for each."""
    facts = {fact["fact"]: fact for fact in shop.refresh()["facts"]}

    assert facts["Spent"] == {
        "topic": "Value",
        "fact": "Spent",
        "available": True,
        "needs": "",
        "known": 3,
    }
    assert facts["Favourite product"]["available"] is False
    rows = shop.rows("Data check")
    at = rows.index(["What your rules can ask"])
    lines = {row[2]: row for row in rows[at + 2 :] if len(row) == 4}
    assert lines["Favourite product"] == [
        "Product",
        0,
        "Favourite product",
        "not available: it needs a Product column beside the orders",
    ]
    assert lines["Has phone"][1::2] == [3, "yes"]


def test_the_words_for_corrections_stay_beside_their_lines(shop):
    """The list of facts stands above them, and what is worth a look above that."""
    shop.type_cell("People", 1, 1, "not a phone")
    shop.send(
        {
            "insertDimension": {
                "range": {
                    "sheetId": shop.sheet_id("People"),
                    "dimension": "COLUMNS",
                    "startIndex": 5,
                    "endIndex": 6,
                }
            }
        }
    )
    shop.type_cell("People", 0, 5, "Metal")
    shop.type_cell("People", 1, 5, "gold")

    shop.refresh()

    rows = shop.rows("Data check")
    first = rows.index([*READING_HEADERS]) + 1
    assert [*offered(shop, "Data check", SHOULD_BE)] == [*range(first, len(rows))]
    assert ["Your own columns", 1, "Metal", "yes"] in rows
    assert shop.refresh(**LATER)["changes"]["requests"] == 1


def test_what_may_surprise_about_a_rule_is_listed_with_its_cell(shop):
    """The line names the rules tab and the cell, as any other finding."""
    at = row_of(shop, "Kind")
    segments = [row[1] for row in shop.rows(RULES)[at + 1 :]]
    shop.type_cell(RULES, at + 1 + segments.index("Regular"), 2, ">=2")

    report = shop.refresh(as_of=date(2026, 11, 21))

    (line,) = [
        one
        for one in report["data_check"]
        if one["code"] == "rule" and "matches everyone" in one["message"]
    ]
    assert line["tab"] == RULES
    assert line["cell"]
    assert shop.refresh(**LATER)["changes"]["requests"] == 1


def test_columns_of_the_rules_tab_may_be_moved_and_headed_in_other_capitals(shop):
    """Rules and settings are found by what stands there, wherever that is."""
    columns = {"sheetId": shop.sheet_id(RULES), "dimension": "COLUMNS"}
    shop.send(
        {"insertDimension": {"range": {**columns, "startIndex": 0, "endIndex": 1}}}
    )
    rows = shop.rows(RULES)
    at = next(i for i, row in enumerate(rows) if row[1:2] == ["Kind"])
    shop.type_cell(RULES, at, 1, "kind")
    shop.type_cell(RULES, at, 2, "SEGMENT ")
    shop.type_cell(RULES, at, 0, "No.")
    shop.type_cell(RULES, 3, 2, "on")  # Label in notes
    shop.type_cell(RULES, 1, 2, "simple")

    report = shop.refresh()

    assert report["scheme"] == "simple"
    assert KEPT in shop.titles()
    assert shop.rows(RULES)[row_of(shop, "Label in notes")][1] == "on"


def test_a_tag_with_a_comma_is_refused_with_its_cell(shop):
    """The tags of a customer stand in one cell, with commas between."""
    at = row_of(shop, "Kind") + 1
    names = [row[1] for row in shop.rows(RULES)[at:]]
    shop.type_cell(RULES, at + names.index("Big spender"), 1, "Big, bold")

    with pytest.raises(UnreadableRulesError, match="A comma stands between"):
        shop.refresh()
