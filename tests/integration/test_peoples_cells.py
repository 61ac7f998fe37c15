"""What people type in our tabs stays beside its customer, or stays where it is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from sheets_sync.calls import read_snapshot
from sheets_sync.model import Snapshot, TabMark
from tests.conftest import Tracker, create_spreadsheet

LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}
PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order"],
    ["Ada Obi", "0803 000 0101", 6, 90000, 46340],
    ["Bisi Ade", "0803 000 0102", 1, 12000, 46335],
    ["Chike Eze", "0803 000 0103", 0, None, None],
    ["Dayo Ola", "0803 000 0104", 1, 9000, 46338],
]
CHIKE = 3
FIRST = 7
RED = {"red": 1, "green": 0, "blue": 0}


@pytest.fixture(scope="module")
def first_shop(shared_server) -> Tracker:
    """Four customers in three segments, refreshed."""
    tracker = Tracker(
        shared_server, create_spreadsheet(shared_server, {"People": PEOPLE})
    )
    tracker.refresh()
    return tracker


@pytest.fixture
def shop(first_shop) -> Tracker:
    return first_shop.copy()


def now(tracker: Tracker) -> Snapshot:
    """Return what a refresh would read."""
    return read_snapshot(tracker.spreadsheet_id, tracker.client())


def typed(tracker: Tracker, title: str, *rows: list[Any], at: int = FIRST) -> None:
    """Type rows to the right of our columns, from the header down."""
    for row_index, row in enumerate(rows):
        for column_index, cell in enumerate(row, start=at):
            if cell is not None:
                tracker.type_cell(title, row_index, column_index, cell)


def widen(tracker: Tracker, title: str) -> None:
    """Add rows and columns, as people do before they paste a lot."""
    sheet_id = tracker.sheet_id(title)
    for dimension in ("ROWS", "COLUMNS"):
        more = {"sheetId": sheet_id, "dimension": dimension, "length": 30}
        tracker.send({"appendDimension": more})


def orders_from(tracker: Tracker, row_index: int = CHIKE) -> None:
    """Play a first order, which makes a Prospect New."""
    for column_index, cell in ((2, 1), (4, 46346)):
        tracker.type_cell("People", row_index, column_index, cell)


def cells_of(tracker: Tracker, title: str, name: str) -> Mapping[str, dict]:
    """Return the cells of a customer's row with all there is to them, by header."""
    sheet = next(
        one
        for one in tracker.everything()["sheets"]
        if one["properties"]["title"] == title
    )
    rows = [row.get("values", []) for row in sheet["data"][0]["rowData"]]
    headers = [cell.get("formattedValue", "") for cell in rows[0]]
    row = next(row for row in rows if row and row[0].get("formattedValue") == name)
    return {header: cell for header, cell in zip(headers, row, strict=False) if header}


def row_of(tracker: Tracker, title: str, name: str) -> list[Any]:
    """Return the values of a customer's row."""
    return next(row for row in tracker.rows(title) if row[:1] == [name])


def values(row: list[Any], header: list[Any], word: str) -> list[Any]:
    """Return the cells of a row below all headers of this word."""
    padded = [*row, *[""] * len(header)]
    return [padded[at] for at, one in enumerate(header) if one == word]


def at_rest(tracker: Tracker) -> bool:
    """Tell whether a refresh writes nothing but the stamp."""
    return tracker.refresh(**LATER)["changes"]["requests"] == 1


def rules_without(tracker: Tracker, segment: str, instead: str) -> None:
    """Give all rules of a segment another name."""
    for row_index, row in enumerate(tracker.rows("Segment rules")):
        if row[1:2] == [segment]:
            tracker.type_cell("Segment rules", row_index, 1, instead)


def column_request(tracker, title, column_index, fields, **cell):
    """Return a request that gives the cells of one column, header included, a look."""
    area = {
        "sheetId": tracker.sheet_id(title),
        "startRowIndex": 0,
        "endRowIndex": 2,
        "startColumnIndex": column_index,
        "endColumnIndex": column_index + 1,
    }
    return {"repeatCell": {"range": area, "cell": cell, "fields": fields}}


def test_ticks_formulas_colours_and_notes_follow_to_the_next_tab(shop):
    """Each column is added there, header and look included, and each cell is whole."""
    typed(shop, "Prospect", ["Sent", "Doubled", "Look"], [True])
    tick = {"condition": {"type": "BOOLEAN"}}
    double = {"formulaValue": "=$D2*2"}
    red = {"backgroundColor": RED}
    shop.send(
        {
            "setDataValidation": {
                "range": {
                    "sheetId": shop.sheet_id("Prospect"),
                    "startRowIndex": 1,
                    "endRowIndex": 2,
                    "startColumnIndex": FIRST,
                    "endColumnIndex": FIRST + 1,
                },
                "rule": tick,
            }
        },
        column_request(
            shop,
            "Prospect",
            FIRST + 2,
            "userEnteredFormat.backgroundColor,note",
            userEnteredFormat=red,
            note="from Tolu",
        ),
        {
            "updateCells": {
                "start": {
                    "sheetId": shop.sheet_id("Prospect"),
                    "rowIndex": 1,
                    "columnIndex": FIRST + 1,
                },
                "rows": [{"values": [{"userEnteredValue": double}]}],
                "fields": "userEnteredValue",
            }
        },
    )
    orders_from(shop)

    shop.refresh()

    cells = cells_of(shop, "New", "Chike Eze")
    assert cells["Sent"]["userEnteredValue"] == {"boolValue": True}
    assert cells["Sent"]["dataValidation"]["condition"] == tick["condition"]
    row_number = shop.rows("New").index(row_of(shop, "New", "Chike Eze")) + 1
    assert cells["Doubled"]["userEnteredValue"] == {
        "formulaValue": f"=$D{row_number}*2"
    }
    assert cells["Look"]["note"] == "from Tolu"
    assert cells["Look"]["userEnteredFormat"]["backgroundColor"] == {"red": 1}
    header = cells_of(shop, "New", "Customer")
    assert header["Look"]["note"] == "from Tolu"
    assert at_rest(shop)


def test_what_stands_beside_a_customer_stays_there_while_others_come_and_go(shop):
    """Rows that are added, removed and sorted are whole rows."""
    typed(shop, "New", ["Called"], ["Tuesday"], ["no answer"])
    widen(shop, "Prospect")
    typed(shop, "Prospect", *[[f"Mine {n}" for n in range(9)]] * 2)
    orders_from(shop)
    shop.type_cell("People", CHIKE, 3, 10000)

    shop.refresh()

    rows = shop.rows("New")
    assert [row[0] for row in rows[1:]] == ["Bisi Ade", "Chike Eze", "Dayo Ola"]
    assert [row[FIRST] for row in rows] == ["Called", "Tuesday", "", "no answer"]
    assert rows[2][FIRST + 1 :] == [f"Mine {n}" for n in range(9)]
    shop.type_cell("People", 2, 2, 0)
    shop.type_cell("People", 2, 4, "")
    shop.refresh()
    assert row_of(shop, "New", "Dayo Ola")[FIRST] == "no answer"
    prospects = shop.rows("Prospect")
    bisi = row_of(shop, "Prospect", "Bisi Ade")
    assert values(bisi, prospects[0], "Called") == ["Tuesday"]
    assert at_rest(shop)


def test_a_cell_without_a_header_goes_along_only_if_it_holds_something(shop):
    """It comes to stand under Notes; a colour alone stays behind."""
    typed(shop, "Prospect", [], ["call her"])
    shop.send(
        column_request(
            shop,
            "Prospect",
            FIRST + 1,
            "userEnteredFormat.backgroundColor",
            userEnteredFormat={"backgroundColor": RED},
        )
    )
    orders_from(shop)

    shop.refresh()

    cells = cells_of(shop, "New", "Chike Eze")
    assert [*cells][FIRST:] == ["Notes"]
    assert cells["Notes"]["formattedValue"] == "call her"
    assert at_rest(shop)


def test_new_customers_come_before_tick_boxes_that_nobody_ticked(shop):
    """They are not sent to the end of a whole column of boxes."""
    widen(shop, "New")
    typed(shop, "New", ["Sent"], [True], *[[False]] * 28)
    orders_from(shop)

    shop.refresh()

    rows = shop.rows("New")
    assert [row[0] for row in rows[1:4]] == ["Bisi Ade", "Dayo Ola", "Chike Eze"]
    assert [(*row, "")[FIRST] for row in rows[1:4]] == [True, False, ""]
    assert at_rest(shop)


# A customer who stands in two tabs, because a person copied the row there.


def copied_row(tracker: Tracker, source: str, target: str) -> None:
    """Play a person who copies the first customer's row below another tab's rows."""
    below = len(tracker.rows(target))
    area = {"startColumnIndex": 0, "endColumnIndex": FIRST}
    rows = {"startRowIndex": 1, "endRowIndex": 2}
    there = {"startRowIndex": below, "endRowIndex": below + 1}
    paste = {
        "source": {"sheetId": tracker.sheet_id(source), **area, **rows},
        "destination": {"sheetId": tracker.sheet_id(target), **area, **there},
        "pasteType": "PASTE_NORMAL",
    }
    tracker.send({"copyPaste": paste})


# What stands in the first place, in the other, and beside the customer in the end.
BESIDE_BOTH = {
    "blank": ("", "call her", ["call her"]),
    "nothing to bring": ("call her", "", ["call her"]),
    "the same": ("call her", "call her", ["call her"]),
    "another": ("call her", "she called", ["call her", "she called"]),
    "ticked": (False, True, [True]),
    "unticked": (True, False, [True]),
}
TWICE = {"blank", "another", "ticked"}  # in one tab; the soak takes the others, too


@pytest.mark.parametrize(
    ("target", "here", "there", "after"),
    [
        *(
            pytest.param("Regular", *cells, id=f"{name}, in two tabs")
            for name, cells in BESIDE_BOTH.items()
        ),
        *(
            pytest.param(
                "VIP",
                *cells,
                id=f"{name}, twice",
                marks=[pytest.mark.soak] * (name not in TWICE),
            )
            for name, cells in BESIDE_BOTH.items()
        ),
    ],
)
def test_a_customer_who_stands_twice_stands_once_and_nothing_is_lost(
    shop, target, here, there, after
):
    """A text that differs from the one there goes into a second column of that name."""
    copied_row(shop, "VIP", target)
    typed(shop, "VIP", ["To do"], [here])
    at = len(shop.rows(target)) - 1
    shop.type_cell(target, 0, FIRST, "To do")
    shop.type_cell(target, at, FIRST, there)

    shop.refresh()

    rows = shop.rows("VIP")
    assert [row[0] for row in rows[1:]] == ["Ada Obi"]
    assert values(rows[1], rows[0], "To do") == after
    assert len(shop.rows("Regular")) == 1
    assert at_rest(shop)


def test_of_two_alike_none_is_taken_for_the_one_that_is_there(shop):
    """Two cells in columns without a header show the same, and mean two things."""
    copied_row(shop, "VIP", "Regular")
    at = len(shop.rows("Regular")) - 1
    widen(shop, "VIP")
    shop.type_cell("VIP", 3, FIRST, "nobody's")
    shop.type_cell("VIP", 1, FIRST + 1, "called")
    shop.type_cell("Regular", at, FIRST, "called")
    formula = {"userEnteredValue": {"formulaValue": '=LOWER("CALLED")'}}
    start = {"sheetId": shop.sheet_id("Regular"), "rowIndex": at}
    start["columnIndex"] = FIRST + 1
    write = {"start": start, "rows": [{"values": [formula]}]}
    shop.send({"updateCells": {**write, "fields": "userEnteredValue"}})

    shop.refresh()

    vip = next(
        one
        for one in shop.everything()["sheets"]
        if one["properties"]["title"] == "VIP"
    )
    assert "LOWER" in repr(vip["data"])
    assert at_rest(shop)


@pytest.mark.parametrize(("header", "ticks"), [("Called", 1), ("", 2)])
def test_a_tick_is_like_another_only_where_a_header_says_what_it_is_for(
    shop, header, ticks
):
    """Without one the customer has both in the end: one may be for something else."""
    copied_row(shop, "VIP", "Regular")
    at = len(shop.rows("Regular")) - 1
    for title, row, tick in (("VIP", 1, True), ("Regular", at, True)):
        shop.type_cell(title, 0, FIRST, header)
        shop.type_cell(title, row, FIRST, tick)

    shop.refresh()

    assert [*shop.rows("VIP")[1]].count(True) == ticks
    assert at_rest(shop)


def test_both_rows_of_a_customer_who_leaves_give_what_was_typed(shop):
    """A third tab gets all of it."""
    copied_row(shop, "Prospect", "Regular")
    typed(shop, "Prospect", ["To do"], ["call her"])
    typed(shop, "Regular", ["To do", "Size"], ["she called", 14])
    orders_from(shop)

    shop.refresh()

    header, chike = shop.rows("New")[0], row_of(shop, "New", "Chike Eze")
    assert {*values(chike, header, "To do")} == {"call her", "she called"}
    assert values(chike, header, "Size") == [14]
    assert at_rest(shop)


def test_a_row_that_a_person_typed_stays_though_it_names_a_customer(shop):
    """Only rows that we wrote leave a tab."""
    for column_index, cell in enumerate(["Ada Obi", "her sister's phone", "ask"]):
        shop.type_cell("New", 3, column_index, cell)

    shop.refresh()

    assert shop.rows("New")[3] == ["Ada Obi", "her sister's phone", "ask"]
    assert at_rest(shop)


# A segment that is gone from the rules.

KEPT = "Prospect (until 21 Nov 2026)"


def test_a_tab_in_which_only_customers_stood_goes_with_its_segment(shop):
    """What was typed beside them goes along, headers too."""
    typed(shop, "Prospect", ["To do", "Size"], ["call her"])
    rules_without(shop, "Prospect", "No order yet")

    report = shop.refresh()

    assert "Prospect" not in shop.titles()
    header, chike = shop.rows("No order yet")
    assert header[FIRST:] == ["To do", "Size"]
    assert chike[FIRST:] == ["call her"]
    assert not [one for one in report["data_check"] if one["code"] == "tab_kept"]
    assert at_rest(shop)


TYPED_IN = {
    "a row of their own": (3, 0, "Aunty Bola"),
    "far below": (20, 9, "my sum"),
    "to the right in a row of nobody": (2, 11, 7),
}


@pytest.mark.parametrize("name", TYPED_IN)
def test_a_tab_in_which_people_typed_is_kept_renamed_and_said(shop, name):
    """Customers leave it, and from then on it is nobody's to write."""
    row_index, column_index, cell = TYPED_IN[name]
    widen(shop, "Prospect")
    shop.type_cell("Prospect", row_index, column_index, cell)
    typed(shop, "Prospect", ["To do"], ["call her"])
    rules_without(shop, "Prospect", "No order yet")

    report = shop.refresh()

    assert "Prospect" not in shop.titles()
    kept = shop.rows(KEPT)
    assert kept[row_index - 1][column_index] == cell
    assert "Chike Eze" not in [row[0] for row in kept if row]
    assert row_of(shop, "No order yet", "Chike Eze")[FIRST:] == ["call her"]
    assert said(report) == [KEPT]
    assert now(shop).own_tab(TabMark("kept", "Prospect")) is not None
    assert at_rest(shop)
    assert shop.rows(KEPT) == kept


def said(report) -> list[str]:
    """Return the tabs that the report says were kept."""
    messages = [
        one["message"] for one in report["data_check"] if one["code"] == "tab_kept"
    ]
    return [message.split("“")[1].split("”")[0] for message in messages]


def test_a_header_of_theirs_keeps_a_tab_that_nobody_is_there_to_leave(shop):
    """No customer can bring it along."""
    typed(shop, "Lapsed", ["To do"])
    rules_without(shop, "Lapsed", "Gone")

    report = shop.refresh()

    assert shop.rows("Lapsed (until 21 Nov 2026)")[0][FIRST] == "To do"
    assert said(report) == ["Lapsed (until 21 Nov 2026)"]
    assert at_rest(shop)


def test_a_segment_that_comes_back_gets_a_new_tab(shop):
    """The one that was kept stays as it is until somebody deletes it."""
    shop.type_cell("Prospect", 2, 0, "Aunty Bola")
    rules_without(shop, "Prospect", "No order yet")
    shop.refresh()
    rules_without(shop, "No order yet", "Prospect")

    report = shop.refresh()

    assert {"Prospect", KEPT} <= {*shop.titles()}
    assert row_of(shop, "Prospect", "Chike Eze")
    assert said(report) == [KEPT]
    shop.send({"deleteSheet": {"sheetId": shop.sheet_id(KEPT)}})
    assert said(shop.refresh()) == []
    assert at_rest(shop)


def test_what_people_type_in_our_columns_beside_no_customer_stays(shop):
    """In a list of the seller's as in a segment tab."""
    shop.type_cell("People", 7, 6, "Sum of the year")
    shop.type_cell("Lapsed", 1, 6, "nobody yet")

    shop.refresh()

    assert shop.rows("People")[7][6] == "Sum of the year"
    assert shop.rows("Lapsed")[1][6] == "nobody yet"
    assert at_rest(shop)


def test_a_tab_with_our_name_made_by_hand_before_the_first_refresh_stays(tracker_of):
    """Ours gets a number behind its name."""
    mine = {"VIP": [["My best"], ["Ada"]], "Segment rules": [["Do not call"]]}
    tracker = tracker_of({"People": PEOPLE, **mine})

    report = tracker.refresh()

    assert {title: tracker.rows(title) for title in mine} == mine
    tabs = {segment["name"]: segment["tab"] for segment in report["segments"]}
    assert tabs["VIP"] == "VIP 2"
    assert "Segment rules 2" in tracker.titles()
    assert at_rest(tracker)
