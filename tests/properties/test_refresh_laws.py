"""The laws of a refresh, for any small tracker."""

import random
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from local_sheets import LocalServer
from sheets_sync.bootstrap import now
from sheets_sync.calls import read_snapshot
from sheets_sync.cells import same_value, shown_value
from sheets_sync.changes import WriteCells
from sheets_sync.desired import desired_state
from sheets_sync.encode import encode
from sheets_sync.journal.mending import Mended
from sheets_sync.plan import make_plan
from sheets_sync.work_out import work_out
from tests.conftest import AS_OF, Tracker, create_spreadsheet
from tests.laws import tried

NAMES = st.sampled_from(
    ["Ada Obi", "Bisi Ade", "Chike Eze", "Dayo", "=SUM(A1)", "+234", "@ada", "O'Neil"]
)
DAYS = st.integers(45900, 46340) | st.sampled_from(["03/02/2026", "2026-05-01", ""])
AMOUNTS = st.integers(-5000, 90000) | st.sampled_from(
    ["₦12,500", "25k", "ask Tolu", ""]
)
STATUSES = st.sampled_from(["Paid", "Cancelled", "", "Refunded"])
ORDERS = st.lists(st.tuples(DAYS, NAMES, AMOUNTS, STATUSES), max_size=12)
PEOPLE = st.lists(st.tuples(NAMES, st.sampled_from(["", "Lagos", "pune"])), max_size=6)

ORDERS_HEADER = ("Date", "Customer", "Amount", "Status")
PEOPLE_HEADER = ("Name", "City")
FIRST = ("2026-01-05", "Ngozi", 8000, "Paid")
FIXTURES = [HealthCheck.function_scoped_fixture]
LAWS = tried(2, suppress_health_check=FIXTURES)


@pytest.fixture(scope="module")
def sheets():
    with LocalServer() as server:
        yield server


def tracker(sheets, orders, people) -> Tracker:
    tabs = {"Orders": [ORDERS_HEADER, FIRST, *orders]}
    if people:
        tabs["People"] = [PEOPLE_HEADER, *people]
    return Tracker(sheets, create_spreadsheet(sheets, tabs))


def plan_for(subject: Tracker):
    """Return the plan, and what it would make of the spreadsheet."""
    snapshot = read_snapshot(subject.spreadsheet_id, subject.client())
    moment = datetime(2026, 11, 21, 9, tzinfo=UTC)
    findings = work_out(snapshot, as_of=AS_OF, scheme=None, now=moment)
    return make_plan(Mended(snapshot, snapshot), desired_state(snapshot, findings))


@LAWS
@given(ORDERS, PEOPLE)
def test_every_written_cell_of_an_existing_tab_differs(sheets, orders, people):
    """A plan holds no write that would change nothing."""
    subject = tracker(sheets, orders, people)
    subject.refresh()
    subject.send(
        {
            "appendCells": {
                "sheetId": subject.sheet_id("Orders"),
                "rows": [
                    {
                        "values": [
                            {"userEnteredValue": {"numberValue": 46346}},
                            {"userEnteredValue": {"stringValue": "Ngozi"}},
                            {"userEnteredValue": {"numberValue": 700}},
                        ]
                    }
                ],
                "fields": "userEnteredValue",
            }
        }
    )

    plan = plan_for(subject)

    tabs = {tab.sheet_id: tab for tab in plan.snapshot.tabs}
    for change in plan.changes:
        if not isinstance(change, WriteCells) or change.styles:
            continue
        tab = tabs.get(change.sheet_id)
        if tab is None:
            continue  # that is a new one
        for down, row in enumerate(change.rows):
            if change.row_index + down >= tab.used_row_count:
                continue
            assert not all(
                same_value(
                    tab.cell(change.row_index + down, change.column_index + right),
                    shown_value(content),
                )
                for right, content in enumerate(row)
            )


@tried(3, suppress_health_check=FIXTURES)
@given(ORDERS, PEOPLE)
def test_the_laws_of_one_refresh(sheets, orders, people):
    """What was typed stays, each customer is in one tab, and nothing is left to do."""
    subject = tracker(sheets, orders, people)
    before = subject.all_rows()

    report = subject.refresh()

    assert_what_people_typed_is_untouched(subject, before)
    assert_each_customer_is_in_exactly_one_segment_tab(subject, report)
    assert_nothing_is_left_to_do(subject)


def assert_what_people_typed_is_untouched(subject, before):
    """Every cell of the seller's tabs reads as before, our columns aside."""
    assert subject.rows("Orders") == before["Orders"]
    if "People" in before:
        width = len(PEOPLE_HEADER)
        after = [_trim(row[:width]) for row in subject.rows("People")]
        while after and not after[-1]:
            after.pop()
        assert after == [_trim(row) for row in before["People"]]


def assert_each_customer_is_in_exactly_one_segment_tab(subject, report):
    """The split is complete and does not overlap."""
    tabs = [subject.rows(segment["tab"])[1:] for segment in report["segments"]]
    assert [*map(len, tabs)] == [s["customers"] for s in report["segments"]]
    assert sum(map(len, tabs)) == report["customers"]


def assert_nothing_is_left_to_do(subject):
    """The sheet is as desired: the next refresh plans nothing."""
    assert plan_for(subject).changes == ()


@LAWS
@given(ORDERS, PEOPLE, st.randoms(use_true_random=False))
def test_row_order_does_not_matter(sheets, orders, people, chance: random.Random):
    """Shuffled orders give the same labels and the same segment tabs."""
    shuffled = list(orders)
    chance.shuffle(shuffled)

    one, other = (tracker(sheets, rows, people) for rows in (orders, shuffled))
    first, second = one.refresh(), other.refresh()

    assert first["segments"] == second["segments"]
    for segment in first["segments"]:
        assert one.rows(segment["tab"]) == other.rows(segment["tab"])


@LAWS
@given(ORDERS, PEOPLE)
def test_no_text_becomes_a_formula(sheets, orders, people):
    """What looks like a formula is written as literal text."""
    subject = tracker(sheets, orders, people)

    body = encode(plan_for(subject).changes)

    assert "formulaValue" not in str(body)


def test_the_clock_of_the_shell_has_a_zone():
    """Times are compared across zones, so a naive one would be wrong."""
    assert now().tzinfo is UTC
    assert date(2026, 1, 1) < now().date()


def _trim(row):
    row = list(row)
    while row and row[-1] in ("", None):
        row.pop()
    return row
