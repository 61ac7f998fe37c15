"""Whatever people do to our tabs: the next refresh has a known outcome, and rests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

import pytest

from sheets_sync.calls import read_snapshot
from sheets_sync.model import Snapshot, Tab, TabMark
from tests.conftest import Tracker, create_spreadsheet

LATER = {"clock": lambda: datetime(2026, 11, 21, 17, tzinfo=UTC)}
PEOPLE = [
    ["Name", "Phone", "City", "Orders", "Total spent", "Last order"],
    ["Ada Obi", "0803 000 0101", "Lagos", 6, 90000, 46340],
    ["Bisi Ade", "0803 000 0102", "Ibadan", 1, 12000, 46335],
    ["Chike Eze", "0803 000 0103", "Lagos", 0, None, None],
    ["Dayo Ola", "0803 000 0104", "Abuja", 1, 9000, 46338],
]
SALES = [
    ["Date", "Customer", "Phone", "Amount"],
    [46340, "Ada Obi", "0803 000 0101", 5000],
    [46330, "Ada Obi", "0803 000 0101", 9000],
    [46335, "Bisi Ade", "0803 000 0102", 7000],
    [46338, "Dayo Ola", "0803 000 0104", 6000],
    [45000, "Chike Eze", "0803 000 0103", 700],
]
CALLED = 7
KEY = "sheet-segments"
Edit = Callable[[Tracker], object]
Check = Callable[[Tracker], object]


@dataclass(frozen=True)
class Shop:
    """A tracker that was refreshed and in which people typed, as it should stay."""

    tracker: Tracker
    segments: Mapping[str, str]

    def copy(self) -> "Shop":
        """Return one of the test's own."""
        return Shop(self.tracker.copy(), self.segments)


@pytest.fixture(scope="module")
def first_shop(shared_server) -> Shop:
    """Four customers in a list of the seller's; two of them were called."""
    return _shop(shared_server, {"People": PEOPLE})


@pytest.fixture(scope="module")
def first_orders_shop(shared_server) -> Shop:
    """Four customers known from orders, so the list of them is a tab of ours."""
    return _shop(shared_server, {"Sales": SALES})


@pytest.fixture
def shop(first_shop) -> Shop:
    return first_shop.copy()


@pytest.fixture
def orders_shop(first_orders_shop) -> Shop:
    return first_orders_shop.copy()


def _shop(server, tabs) -> Shop:
    tracker = Tracker(server, create_spreadsheet(server, tabs))
    tracker.refresh()
    for row_index, cell in enumerate(["Called", "Tuesday", "no answer"]):
        tracker.type_cell("New", row_index, CALLED, cell)
    return Shop(tracker, labels(snapshot(tracker)))


def snapshot(tracker: Tracker) -> Snapshot:
    """Return what a refresh would read."""
    return read_snapshot(tracker.spreadsheet_id, tracker.client())


def own(now: Snapshot, role: str, segment: str = "") -> Tab:
    """Return a tab of ours, wherever and however named."""
    tab = now.own_tab(TabMark(role, segment))
    assert tab is not None
    return tab


def column(tab: Tab, key: str) -> list[Any]:
    """Return the cells of a column of ours."""
    return [*tab.columns[tab.owned_columns[key]]]


def beside(tab: Tab, key: str, header: str) -> dict[str, Any]:
    """Return what stands in a person's column, by what stands in one of ours."""
    at = [c for c in tab.columns if header in c[: tab.own_header_row + 1]]
    who = column(tab, key)
    return {
        str(who[row]): value
        for cells in at
        for row, value in enumerate(cells)
        if row != tab.own_header_row and row < len(who) and value not in ("", None)
    }


def labels(now: Snapshot) -> dict[str, str]:
    """Return the segment beside each customer, by name."""
    tab = next(one for one in now.tabs if {"segment", "since"} <= {*one.owned_columns})
    names = tab.columns[tab.owned_columns.get("name", 0)]
    pairs = zip(names, column(tab, "segment"), strict=False)
    return {str(name): segment for name, segment in [*pairs][1:] if name}


def standing(now: Snapshot, segments: Mapping[str, str]) -> dict[str, str]:
    """Return who stands in which segment's tab, by name."""
    return {
        str(name): segment
        for segment in {*segments.values()}
        for tab in (own(now, "segment", segment),)
        for row_index, name in enumerate(column(tab, "customer"))
        if name and row_index != tab.own_header_row
    }


def sheet_range(tracker, title, rows=(None, None), columns=(None, None)):
    found = {
        "sheetId": tracker.sheet_id(title),
        "startRowIndex": rows[0],
        "endRowIndex": rows[1],
        "startColumnIndex": columns[0],
        "endColumnIndex": columns[1],
    }
    return {name: value for name, value in found.items() if value is not None}


def span(tracker, title, kind, start, end):
    at = {"dimension": kind, "startIndex": start, "endIndex": end}
    return {"sheetId": tracker.sheet_id(title), **at}


# What people do: each takes the titles it is about, and returns an edit.


def sets(which, fields, **properties) -> Edit:
    def edit(tracker):
        about = {"sheetId": tracker.sheet_id(which), **properties}
        change = {"properties": about, "fields": fields}
        tracker.send({"updateSheetProperties": change})

    return edit


def deletes(title, kind=None, start=0, end=1) -> Edit:
    def edit(tracker):
        if kind is None:
            tracker.send({"deleteSheet": {"sheetId": tracker.sheet_id(title)}})
        else:
            about = span(tracker, title, kind, start, end)
            tracker.send({"deleteDimension": {"range": about}})

    return edit


def inserts(title, kind, at, typed=None) -> Edit:
    def edit(tracker):
        about = span(tracker, title, kind, at, at + 1)
        tracker.send({"insertDimension": {"range": about}})
        if typed:
            tracker.type_cell(title, *typed)

    return edit


def moves(title, start, end, to) -> Edit:
    def edit(tracker):
        source = span(tracker, title, "COLUMNS", start, end)
        move = {"source": source, "destinationIndex": to}
        tracker.send({"moveDimension": move})

    return edit


def types(title, row_index, column_index, *cells) -> Edit:
    def edit(tracker):
        for at, cell in enumerate(cells, start=column_index):
            tracker.type_cell(title, row_index, at, cell)

    return edit


def pastes(kind, title, rows, columns, to_row, to_column) -> Edit:
    """Copy or cut cells, and paste them elsewhere in the tab."""

    def edit(tracker):
        source = sheet_range(tracker, title, rows, columns)
        if kind == "cutPaste":
            at = {"rowIndex": to_row, "columnIndex": to_column}
            target = {"sheetId": tracker.sheet_id(title), **at}
        else:
            target = sheet_range(
                tracker,
                title,
                (to_row, to_row + rows[1] - rows[0]),
                (to_column, to_column + columns[1] - columns[0]),
            )
        paste = {"source": source, "destination": target, "pasteType": "PASTE_NORMAL"}
        tracker.send({kind: paste})

    return edit


def duplicates(title, *, first, with_metadata=False) -> Edit:
    """Copy a tab; whether Sheets copies its metadata is not documented, so both."""

    def edit(tracker):
        tabs = snapshot(tracker).tabs
        source = next(tab for tab in tabs if tab.title == title)
        at = 0 if first else len(tabs)
        name = f"{title.split()[0]} copy"
        copy_id = 1000 + source.sheet_id % 1000
        copy = {"newSheetId": copy_id, "newSheetName": name, "insertSheetIndex": at}
        tracker.send({"duplicateSheet": {"sourceSheetId": source.sheet_id, **copy}})
        if with_metadata:
            tracker.send(*_metadata(tracker, source, copy_id))

    return edit


def _metadata(tracker, source, copy):
    body = tracker.client().get(
        tracker.spreadsheet_id,
        "sheets(properties.sheetId,developerMetadata,data.columnMetadata.developerMetadata)",
    )
    sheet = next(
        one for one in body["sheets"] if one["properties"]["sheetId"] == source.sheet_id
    )
    for entry in sheet["developerMetadata"]:
        yield _entry(entry, {"sheetId": copy})
    for data in sheet["data"]:
        for at, one in enumerate(data.get("columnMetadata", ())):
            for entry in one.get("developerMetadata", ()):
                place = {"startIndex": at, "endIndex": at + 1, "dimension": "COLUMNS"}
                yield _entry(entry, {"dimensionRange": {"sheetId": copy, **place}})


def _entry(entry, location):
    new = {
        "metadataKey": entry["metadataKey"],
        "metadataValue": entry["metadataValue"],
        "location": location,
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": new}}


def sends(request: Callable[[Tracker], dict]) -> Edit:
    return lambda tracker: tracker.send(request(tracker))


def both(*edits: Edit) -> Edit:
    return lambda tracker: [edit(tracker) for edit in edits]


def token_title(tracker) -> str:
    titles = [tab.title for tab in snapshot(tracker).tabs]
    return next(title for title in titles if title.startswith("Segment state"))


def on_token(edit: Callable[[str], Edit]) -> Edit:
    """Do something to the hidden tab, whatever it is called by now."""
    return lambda tracker: edit(token_title(tracker))(tracker)


def protects(*, warning: bool) -> Edit:
    return sends(
        lambda tracker: {
            "addProtectedRange": {
                "protectedRange": {
                    "range": {"sheetId": tracker.sheet_id("New")},
                    "warningOnly": warning,
                }
            }
        }
    )


def filters(tracker):
    hidden = {"filterCriteria": {"hiddenValues": ["Bisi Ade"]}, "columnIndex": 0}
    area = sheet_range(tracker, "New", (0, 5), (0, 7))
    return {"setBasicFilter": {"filter": {"range": area, "filterSpecs": [hidden]}}}


def views(tracker):
    area = sheet_range(tracker, "New", (0, 5), (0, 7))
    return {"addFilterView": {"filter": {"title": "Mine", "range": area}}}


def sorts(tracker):
    area = sheet_range(tracker, "New", (1, 3), (0, 12))
    spec = {"dimensionIndex": 0, "sortOrder": "DESCENDING"}
    return {"sortRange": {"range": area, "sortSpecs": [spec]}}


def sorts_all(tracker):
    area = sheet_range(tracker, "New", (0, 3), (0, 12))
    spec = {"dimensionIndex": 0, "sortOrder": "DESCENDING"}
    return {"sortRange": {"range": area, "sortSpecs": [spec]}}


def merges(tracker):
    area = sheet_range(tracker, "New", (1, 3), (9, 10))
    return {"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}}


def makes_a_table(tracker):
    clear = {"clearBasicFilter": {"sheetId": tracker.sheet_id("New")}}
    tracker.send(clear)
    area = sheet_range(tracker, "New", (0, 3), (0, 8))
    tracker.send({"addTable": {"table": {"name": "Mine", "range": area}}})


def colours(tracker):
    red = {"userEnteredFormat": {"backgroundColor": {"red": 1}}}
    area = sheet_range(tracker, "New", (0, 3), (0, 9))
    fields = "userEnteredFormat.backgroundColor"
    return {"repeatCell": {"range": area, "cell": red, "fields": fields}}


def makes_by_hand(title) -> Edit:
    def edit(tracker):
        tracker.send({"addSheet": {"properties": {"title": title}}})
        tracker.type_cell(title, 0, 0, "My own")

    return edit


# What is to be seen after the next refresh.


def titled(*titles) -> Check:
    def check(tracker):
        assert {*titles} <= {*tracker.titles()}

    return check


def headed(title, header_row, *headers) -> Check:
    def check(tracker):
        assert tracker.rows(title)[header_row] == [*headers]

    return check


def holds(title, row_index, column_index, value) -> Check:
    def check(tracker):
        assert tracker.rows(title)[row_index][column_index] == value

    return check


def says(title, value) -> Check:
    """It stands somewhere in the tab, once."""

    def check(tracker):
        assert [cell for row in tracker.rows(title) for cell in row].count(value) == 1

    return check


def nothing(tracker):
    pass


COLUMNS = ["Customer", "Phone", "Message", "Orders", "Spent", "Last order", "Why"]
MOVED = [*COLUMNS[:3], *COLUMNS[4:], "Called", "Orders"]
LABELS = ["Segment", "Why", "Segment since", "Previous segment", "Tags"]
SELLERS = PEOPLE[0]

IN_A_SEGMENT_TAB: dict[str, tuple[Edit, Check]] = {
    "renamed, moved and coloured, with a filter view and a warning": (
        both(
            sends(colours),
            sends(views),
            protects(warning=True),
            sets("New", "index", index=0),
            sets("New", "title", title="Fresh"),
        ),
        titled("Fresh"),
    ),
    "hidden": (sets("New", "hidden", hidden=True), nothing),
    "duplicated, the copy first": (duplicates("New", first=True), titled("New copy")),
    "duplicated with its metadata": (
        duplicates("New", first=True, with_metadata=True),
        holds("New copy", 1, CALLED, "Tuesday"),
    ),
    "filtered": (sends(filters), nothing),
    "sorted": (sends(sorts), holds("New", 1, 0, "Dayo Ola")),
    "sorted, header and all": (sends(sorts_all), holds("New", 2, 0, "Bisi Ade")),
    "cells merged": (both(sends(merges), types("People", 4, 4, 9500)), nothing),
    "protected": (protects(warning=False), nothing),
    "made a table": (makes_a_table, nothing),
    "a column moved": (moves("New", 3, 4, 8), headed("New", 0, *MOVED)),
    "a column deleted": (
        deletes("New", "COLUMNS", 4, 5),
        headed("New", 0, *COLUMNS[:4], *COLUMNS[5:], "Called", "Spent"),
    ),
    "a column copied": (
        pastes("copyPaste", "New", (0, 3), (6, 7), 0, 9),
        headed("New", 0, *COLUMNS, "Called", "", "Why"),
    ),
    "all headers written over": (
        types("New", 0, 0, *"abcdefg"),
        headed("New", 0, *"abcdefg", "Called"),
    ),
    "headers cleared": (
        types("New", 0, 0, *[""] * 7),
        headed("New", 0, *COLUMNS, "Called"),
    ),
    "the header row deleted": (
        deletes("New", "ROWS", 0, 1),
        both(headed("New", 0, *COLUMNS), holds("New", 1, CALLED, "Tuesday")),
    ),
    "a row above the header": (
        inserts("New", "ROWS", 0, (0, 0, "Call these")),
        both(holds("New", 0, 0, "Call these"), headed("New", 1, *COLUMNS, "Called")),
    ),
    "a row above headers of their own": (
        both(types("New", 0, 0, *"abcdefg"), inserts("New", "ROWS", 0)),
        headed("New", 1, *"abcdefg", "Called"),
    ),
    "a blank row among customers": (inserts("New", "ROWS", 2), nothing),
    "rows of their own below": (
        both(
            inserts("New", "ROWS", 3),
            types("New", 3, 0, "Aunty Bola", "ask her", "", 3, 50, "", "buys for us"),
        ),
        holds("New", 3, 1, "ask her"),
    ),
    "words over our cells": (
        types("New", 1, 2, "X", 9, 99999, "Y", "Z"),
        holds("New", 1, 3, 1),
    ),
    "another name and phone": (
        types("New", 1, 0, "X", "Y", "", 9, 99999, "", "Z"),
        holds("New", 1, 1, "Y"),
    ),
}
IN_THE_SELLERS_LIST: dict[str, tuple[Edit, Check]] = {
    "labels moved": (
        moves("People", 6, 8, 11),
        headed("People", 0, *SELLERS, *LABELS[2:], *LABELS[:2]),
    ),
    "labels renamed": (
        both(types("People", 0, 6, "Group"), types("New", 0, 6, "Reason")),
        both(holds("People", 0, 6, "Group"), holds("New", 0, 6, "Reason")),
    ),
    "a label column deleted": (
        deletes("People", "COLUMNS", 7, 8),
        headed("People", 0, *SELLERS, LABELS[0], *LABELS[2:], "Why"),
    ),
    "all label columns deleted": (
        deletes("People", "COLUMNS", 6, 11),
        headed("People", 0, *SELLERS, *LABELS),
    ),
    "labels cut and pasted": (
        both(
            *[inserts("People", "COLUMNS", 12)] * 4,
            pastes("cutPaste", "People", (0, 5), (6, 11), 0, 12),
        ),
        headed("People", 0, *SELLERS, *LABELS, "", *LABELS),
    ),
}
IN_OTHER_TABS: dict[str, tuple[Edit, Check]] = {
    "the Overview duplicated": (
        duplicates("Overview", first=True),
        holds("Overview copy", 0, 0, "Customer segments"),
    ),
    "the rules duplicated with their metadata": (
        both(
            duplicates("Segment rules", first=True, with_metadata=True),
            types("Segment copy", 8, 1, "Not asked"),
        ),
        holds("Segment copy", 8, 1, "Not asked"),
    ),
    "the header row of a tab of nobody deleted": (
        deletes("Lapsed", "ROWS", 0, 1),
        headed("Lapsed", 0, *COLUMNS),
    ),
    "our rows deleted": (
        both(deletes("VIP", "ROWS", 1, 2), deletes("Prospect", "ROWS", 1, 2)),
        nothing,
    ),
    "our tabs deleted": (
        both(*map(deletes, ["VIP", "Overview", "Data check", "Segment moves"])),
        titled("VIP", "Overview", "Data check", "Segment moves"),
    ),
    "the rules deleted": (deletes("Segment rules"), titled("Segment rules")),
    "a tab of ours made anew by hand": (
        both(deletes("VIP"), makes_by_hand("VIP")),
        both(titled("VIP", "VIP 2"), headed("VIP", 0, "My own")),
    ),
    "the log's header row deleted": (
        deletes("Segment moves", "ROWS", 0, 1),
        holds("Segment moves", 0, 5, "What happened"),
    ),
    "rows above the Overview": (
        inserts("Overview", "ROWS", 0, (0, 0, "Ada and co")),
        both(
            holds("Overview", 0, 0, "Customer segments"), says("Overview", "Ada and co")
        ),
    ),
    "a column before the Overview": (
        inserts("Overview", "COLUMNS", 0, (1, 0, "mine")),
        both(holds("Overview", 0, 0, "Customer segments"), says("Overview", "mine")),
    ),
    "rows and columns before the Data check": (
        both(
            inserts("Data check", "COLUMNS", 0, (2, 0, "mine")),
            inserts("Data check", "ROWS", 0, (0, 2, "my own")),
        ),
        both(
            holds("Data check", 2, 0, "People"),
            says("Data check", "mine"),
            says("Data check", "my own"),
        ),
    ),
    "the token shown and renamed": (
        on_token(
            lambda title: both(
                sets(title, "hidden", hidden=False),
                sets(title, "title", title="What is this"),
            )
        ),
        nothing,
    ),
    "the token deleted": (on_token(deletes), nothing),
    "the token copied": (
        on_token(lambda title: duplicates(title, first=True, with_metadata=True)),
        titled("Segment copy"),
    ),
}
PLACES = (IN_A_SEGMENT_TAB, IN_THE_SELLERS_LIST, IN_OTHER_TABS)
# One edit in each place at a time: refreshing is what takes long.
ROUNDS = [[*filter(None, names)] for names in zip_longest(*PLACES)]


@pytest.mark.parametrize("names", ROUNDS, ids="; ".join)
def test_after_whatever_people_do_all_is_right_and_rests(shop, names):
    """Labels, tabs and what was typed are right after a refresh; the next one rests."""
    done = [edits[name] for edits in PLACES for name in names if name in edits]
    for edit, _ in done:
        edit(shop.tracker)

    shop.tracker.refresh()

    now = snapshot(shop.tracker)
    assert labels(now) == shop.segments
    stands = standing(now, shop.segments)
    assert {who: stands.get(who) for who in shop.segments} == shop.segments
    assert {*stands} <= {*shop.segments, *OWN_ROWS}
    if "the header row deleted" not in names:
        assert beside(own(now, "segment", "New"), "customer", "Called") == {
            OWN_NAMES.get(names[0], "Bisi Ade"): "Tuesday",
            "Dayo Ola": "no answer",
        }
    for _, check in done:
        check(shop.tracker)
    assert_rests(shop.tracker, now)


LIST = ["Customer", "Phone", "Orders", "Spent", "Last order", *LABELS]
OUR_LIST: dict[str, tuple[Edit, Check]] = {
    "renamed": (sets("Customers", "title", title="All"), headed("All", 0, *LIST)),
    "hidden": (sets("Customers", "hidden", hidden=True), nothing),
    "duplicated": (duplicates("Customers", first=True), titled("Customers copy")),
    "duplicated with its metadata": (
        duplicates("Customers", first=True, with_metadata=True),
        headed("Customers copy", 0, *LIST),
    ),
    "duplicated, and the copy has a column more": (
        both(
            duplicates("Customers", first=True),
            types("Customers copy", 0, 10, "Mine"),
        ),
        headed("Customers copy", 0, *LIST, "Mine"),
    ),
    "deleted": (deletes("Customers"), headed("Customers", 0, *LIST)),
    "the header row deleted": (
        deletes("Customers", "ROWS", 0, 1),
        headed("Customers", 0, *LIST),
    ),
    "all headers written over": (
        types("Customers", 0, 0, *"abcdefghij"),
        headed("Customers", 0, *"abcdefghij"),
    ),
    "a row above the header": (
        inserts("Customers", "ROWS", 0, (0, 0, "My customers")),
        both(holds("Customers", 0, 0, "My customers"), headed("Customers", 1, *LIST)),
    ),
    "a row deleted": (deletes("Customers", "ROWS", 1, 2), nothing),
    "columns moved": (
        moves("Customers", 2, 5, 10),
        headed("Customers", 0, *LIST[:2], *LABELS, *LIST[2:5]),
    ),
    "the names deleted": (
        deletes("Customers", "COLUMNS", 0, 1),
        headed("Customers", 0, *LIST[1:], "Customer"),
    ),
    "made by hand as well": (
        both(
            makes_by_hand("Clients"),
            types("Clients", 0, 0, "Name", "Phone"),
            types("Clients", 1, 0, "Ada Obi", "08030000101"),
        ),
        headed("Clients", 0, "Name", "Phone", *LABELS),
    ),
}


# The segment tabs show the same of every run; the soak takes these here, too.
AS_IN_SEGMENTS = {
    "hidden",
    "duplicated, and the copy has a column more",
    "a row above the header",
    "a row deleted",
    "columns moved",
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.soak] * (name in AS_IN_SEGMENTS))
        for name in OUR_LIST
    ],
)
def test_the_customers_tab_that_we_made_is_as_robust(orders_shop, name):
    """Nobody is listed twice, and no copy is read or written."""
    edit, check = OUR_LIST[name]
    edit(orders_shop.tracker)

    report = orders_shop.tracker.refresh()

    now = snapshot(orders_shop.tracker)
    assert report["customers"] == len(orders_shop.segments)
    assert standing(now, orders_shop.segments) == orders_shop.segments
    ours = own(now, "customers")
    first = ours.own_header_row + 1
    pairs = zip(column(ours, "name"), column(ours, "segment"), strict=True)
    assert sorted([*pairs][first:]) == sorted(orders_shop.segments.items())
    check(orders_shop.tracker)
    assert_rests(orders_shop.tracker, now)


# A row is a person's own when another name and phone stand there.
OWN_NAMES = {"another name and phone": "X"}
OWN_ROWS = {"X", "Aunty Bola", "Call these"}


def assert_rests(tracker: Tracker, before: Snapshot) -> None:
    """A refresh after that writes the stamp and nothing else."""
    assert tracker.refresh(**LATER)["changes"]["requests"] == 1
    after = snapshot(tracker)
    assert _but_the_stamp(after) == _but_the_stamp(before)


def _but_the_stamp(now: Snapshot) -> list[Tab]:
    return [tab for tab in now.tabs if not tab.mark or tab.mark.role != "overview"]
