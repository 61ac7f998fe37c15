"""A preview says what the next refresh then does, by tab and by customer."""

import json
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from local_sheets import LocalServer
from sheets_sync.layout import SEGMENT_HEADERS
from tests.conftest import Tracker, create_spreadsheet
from tests.laws import tried

NOON = {
    "as_of": date(2026, 11, 22),
    "clock": lambda: datetime(2026, 11, 22, 12, tzinfo=UTC),
    "confirmed": True,
}
NAMES = ("Ada Obi", "Bisi Ade", "Chike Eze", "Dayo Ola", "Efe Odu", "Femi Oni")
ORDERS = [
    ["Date", "Customer", "Amount"],
    *([46300 + 3 * at, NAMES[at % 4], 4000 + 900 * at] for at in range(9)),
]
PEOPLE = [["Name", "City", "Notes"], *([name, "Lagos", ""] for name in NAMES[:5])]
WIDTH = 12
LOOK = (
    "sheets(properties(sheetId,title,hidden),"
    "data.rowData.values(userEnteredValue,textFormatRuns,note))"
)


@pytest.fixture(scope="module")
def sheets():
    with LocalServer() as server:
        yield server


def create(sheets, orders=ORDERS, people=PEOPLE) -> Tracker:
    tabs = {"Orders": orders, "People": people} if people else {"Orders": orders}
    return Tracker(sheets, create_spreadsheet(sheets, tabs))


def sight(tracker: Tracker) -> dict[int, tuple[str, list[list[str]]]]:
    """Return each tab in sight by id: its title, and what its cells hold, links too."""
    seen = {}
    for sheet in tracker.client().get(tracker.spreadsheet_id, LOOK)["sheets"]:
        properties = sheet["properties"]
        if properties.get("hidden"):
            continue
        rows = [
            [cell_of(cell) for cell in row.get("values", [])]
            for block in sheet.get("data", [])
            for row in block.get("rowData", [])
        ]
        rows = [row + [""] * (WIDTH - len(row)) for row in rows]
        while rows and not any(rows[-1]):
            rows.pop()
        seen[properties.get("sheetId", 0)] = (properties["title"], rows)
    return seen


def cell_of(cell) -> str:
    parts = [cell.get(key) for key in ("userEnteredValue", "textFormatRuns", "note")]
    return json.dumps(parts) if parts[0] else ""


def text(cell: str) -> str:
    value = json.loads(cell)[0] if cell else {}
    return str(next(iter(value.values()), ""))


def is_segment_tab(rows) -> bool:
    return [text(cell) for cell in rows[0][:3]] == list(SEGMENT_HEADERS[:3])


def identified(rows):
    """Return rows by customer where they are one each, else by place; header first."""
    if rows and is_segment_tab(rows):
        return {text(row[0]) + str(not at): row for at, row in enumerate(rows)}
    return dict(enumerate(rows))


def differences(before, after):
    """Return what became of each tab, found by looking at it before and after."""
    found = []
    for sheet_id in (*before, *(after.keys() - before.keys())):
        was, rows = before.get(sheet_id, ("", []))
        title, now = after.get(sheet_id, ("", []))
        if (was, rows) != (title, now):
            found.append(difference(was, rows, title, now))
    return sorted(found, key=str)


def difference(was, rows, title, now):
    if not was or not title:
        size = max(len(rows or now) - 1, 0)
        sizes = (0, size, 0) if was else (size, 0, 0)
        return (title, was, *sizes, [])
    old, new = identified(rows), identified(now)
    gone = old.keys() - new.keys() if is_segment_tab(rows) else ()
    padded = {key: new.get(key, [""] * WIDTH) for key in old if key not in gone}
    changed = sum(
        a != b
        for key, row in padded.items()
        for a, b in zip(old[key], row, strict=True)
    )
    width = max(at for at, cell in enumerate(rows[0], start=1) if cell)
    columns = [text(cell) for cell in now[0][width:] if cell]
    added = len(new.keys() - old.keys())
    return (title, was, added, len(gone), changed, columns)


def told(report):
    """Return the same from a preview."""
    return sorted(
        (
            (
                one["tab"],
                one["was"],
                one["rows_added"],
                one["rows_removed"],
                one["cells_changed"],
                list(one["columns_added"]),
            )
            for one in report["preview"]["tabs"]
        ),
        key=str,
    )


def members(tabs):
    """Return each customer's segment, by which tab they stand in."""
    return {
        text(row[0]): title
        for title, rows in tabs.values()
        if rows and is_segment_tab(rows)
        for row in rows[1:]
        if row[0]
    }


def assert_preview_is_what_happens(tracker: Tracker, **job) -> dict:
    before = sight(tracker)

    report = tracker.refresh(mode="preview", **NOON, **job)

    assert sight(tracker) == before
    tracker.refresh(**NOON, **job)
    after = sight(tracker)
    assert told(report) == differences(before, after)
    was, now = members(before), members(after)
    customers = report["preview"]["customers"]
    moves = {one["customer"]: one for one in customers["moves"]["shown"]}
    assert {who: (one["from"], one["to"]) for who, one in moves.items()} == {
        who: (was[who], now[who]) for who in was.keys() & now if was[who] != now[who]
    }
    shown = {
        key: Counter(one["customer"] for one in customers[key]["shown"])
        for key in ("new", "vanished")
    }
    assert shown["new"] == Counter(now.keys() - was.keys())
    assert shown["vanished"] == Counter(was.keys() - now.keys())
    return report


def append_order(tracker, name, amount=90000, day=46345):
    cells = [
        {"userEnteredValue": {"numberValue": day}},
        {"userEnteredValue": {"stringValue": name}},
        {"userEnteredValue": {"numberValue": amount}},
    ]
    tracker.send(
        {
            "appendCells": {
                "sheetId": tracker.sheet_id("Orders"),
                "rows": [{"values": cells}],
                "fields": "userEnteredValue",
            }
        }
    )


def order_again(tracker):
    append_order(tracker, "Dayo Ola")


def order_as_somebody_new(tracker):
    append_order(tracker, "Gozie Nna")


def lose_somebody(tracker):
    """Efe Odu has no orders, so nothing else tells of him."""
    span = {"dimension": "ROWS", "startIndex": 5, "endIndex": 6}
    place = {"sheetId": tracker.sheet_id("People"), **span}
    tracker.send({"deleteDimension": {"range": place}})


def tick_and_order(tracker):
    """Whoever moves brings along a column that people made."""
    for title in ("VIP", "Regular", "New", "Lapsed", "At risk"):
        rows = tracker.rows(title)
        tracker.type_cell(title, 0, 7, "Called")
        for row_index in range(1, len(rows)):
            tracker.type_cell(title, row_index, 7, "yes")
    for name in ("Ada Obi", "Dayo Ola"):
        append_order(tracker, name)


def change_rules(tracker):
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[:2] == ["Segment", "VIP"])
    tracker.type_cell("Segment rules", at, 1, "Best friends")


def type_in_a_tab_that_goes(tracker):
    """Its customers leave; what was typed stays, so the tab is kept aside."""
    title = next(t for t in ("VIP", "Regular") if len(tracker.rows(t)) > 1)
    tracker.type_cell(title, len(tracker.rows(title)), 2, "call them all")
    rows = tracker.rows("Segment rules")
    for at, row in enumerate(rows):
        if row[:2] == ["Segment", title]:
            tracker.type_cell("Segment rules", at, 1, "Best friends")


def ask_for_notes(tracker):
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[:1] == ["Label in notes"])
    tracker.type_cell("Segment rules", at, 1, "on")


def rest(_tracker):
    pass


CASES = {
    "nothing new": (rest, {}),
    "an order": (order_again, {}),
    "a new customer": (order_as_somebody_new, {}),
    "a customer without orders goes": (lose_somebody, {}),
    "a column of people's goes along": (tick_and_order, {}),
    "a segment under another name": (change_rules, {}),
    "a tab of a segment that goes is kept": (type_in_a_tab_that_goes, {}),
    "another scheme": (rest, {"scheme": "simple"}),
    "another scheme, rules changed": (change_rules, {"scheme": "simple"}),
    "labels in notes": (ask_for_notes, {}),
}


@pytest.fixture(scope="module")
def first_refreshed(sheets) -> Tracker:
    tracker = create(sheets)
    tracker.refresh()
    return tracker


@pytest.mark.parametrize("case", CASES)
def test_a_preview_tells_what_the_refresh_then_does(first_refreshed, case):
    """Rows, cells, columns, tabs and people: each figure is found in the store."""
    edit, job = CASES[case]
    tracker = first_refreshed.copy()
    edit(tracker)

    assert_preview_is_what_happens(tracker, **job)


@pytest.mark.parametrize("people", [PEOPLE, None], ids=["both", "only orders"])
def test_the_preview_of_a_first_refresh(sheets, people):
    """Everybody is new, and every tab of ours is."""
    report = assert_preview_is_what_happens(create(sheets, people=people))

    customers = report["preview"]["customers"]
    assert customers["new"]["count"] == report["customers"]
    assert report["preview"]["held_back"] == []


def test_rules_that_were_changed_are_shown_as_kept(first_refreshed):
    """The old tab is set aside under a title that says so, and a new one comes."""
    tracker = first_refreshed.copy()
    change_rules(tracker)

    report = tracker.refresh(mode="preview", **NOON, scheme="simple")

    tabs = report["preview"]["tabs"]
    kept = next(one for one in tabs if one["what"] == "kept")
    assert kept["was"] == "Segment rules"
    assert kept["tab"].startswith("Segment rules (starter, until ")
    added = {one["tab"] for one in tabs if one["what"] == "added"}
    assert "Segment rules" in added


def test_other_reasons_are_counted_for_those_who_stay(first_refreshed):
    """An order tells of one more reason; who moves is not counted twice."""
    tracker = first_refreshed.copy()
    append_order(tracker, "Ada Obi", amount=10)
    was = reasons(tracker)

    report = tracker.refresh(mode="preview", **NOON)

    tracker.refresh(**NOON)
    now = reasons(tracker)
    moved = {
        one["customer"] for one in report["preview"]["customers"]["moves"]["shown"]
    }
    different = {who for who in was if was[who] != now[who]} - moved
    assert different
    assert report["preview"]["customers"]["reasons_changed"] == len(different)


def reasons(tracker):
    header, *rows = tracker.rows("People")
    at = header.index("Why")
    return {row[0]: row[at] for row in rows}


LINES = st.lists(
    st.tuples(
        st.integers(46100, 46345), st.sampled_from(NAMES), st.integers(-500, 90000)
    ),
    min_size=1,
    max_size=10,
)
REGISTERED = st.sets(st.sampled_from(NAMES), max_size=4)


@tried(2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, LINES, REGISTERED)
def test_a_preview_is_right_for_any_small_tracker(sheets, orders, later, registered):
    """Whatever stood there and whatever the orders are now, the figures agree."""
    first = ["2026-01-05", "Ngozi", 8000]
    people = [["Name", "City"], *([name, "Lagos"] for name in sorted(registered))]
    tracker = create(
        sheets, [ORDERS[0], first, *orders], people if registered else None
    )
    tracker.refresh()
    for row_index, row in enumerate(later, start=2):
        for column_index, value in enumerate(row):
            tracker.type_cell("Orders", row_index, column_index, value)

    assert_preview_is_what_happens(tracker)
