"""What we hold back is what Sheets would have refused, and the other way round."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from local_sheets import LocalServer
from sheets_sync import errors
from sheets_sync.calls import read_snapshot
from sheets_sync.client import SheetsClient
from sheets_sync.desired import desired_state
from sheets_sync.encode import encode
from sheets_sync.journal.mending import Mended
from sheets_sync.permitted import check_permitted
from sheets_sync.plan import make_plan
from sheets_sync.work_out import work_out
from tests.conftest import AS_OF, Tracker, create_spreadsheet
from tests.faulty import PEOPLE
from tests.laws import tried

HELPER = "helper@example.com"
TITLES = ("People", "Overview", "Segment rules", "Data check", "VIP", "Regular", "New")
LAWS = tried(4, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def spans(draw, name, last_start):
    """Draw the start and end of an area along one side, each perhaps left open."""
    start = draw(st.none() | st.integers(0, last_start))
    end = draw(st.none() | st.integers((start or 0) + 1, last_start + 6))
    ends = {f"start{name}Index": start, f"end{name}Index": end}
    return {key: at for key, at in ends.items() if at is not None}


PROTECTIONS = st.tuples(
    st.sampled_from(TITLES),
    st.builds(lambda rows, columns: rows | columns, spans("Row", 1), spans("Column", 5))
    | st.just({}),
    st.booleans(),
)


@pytest.fixture(scope="module")
def refreshed():
    with LocalServer() as server:
        spreadsheet_id = create_spreadsheet(server, {"People": PEOPLE})
        tracker = Tracker(server, spreadsheet_id)
        tracker.refresh()
        yield tracker


def sold(tracker, at, orders, spent):
    tracker.type_cell("People", at, 2, orders)
    tracker.type_cell("People", at, 3, spent)


def protect(tracker, title, ends, *, warns):
    place = {"sheetId": tracker.sheet_id(title), **ends}
    protected = {"range": place, **({"warningOnly": True} if warns else {})}
    tracker.send({"addProtectedRange": {"protectedRange": protected}})


@LAWS
@given(
    st.lists(PROTECTIONS, max_size=2, unique_by=lambda one: one[0]),
    st.integers(1, 5),
    st.integers(0, 9),
)
def test_a_plan_is_held_back_where_sheets_would_refuse_it(
    refreshed, protections, at, orders
):
    """Both find the same cells, however a protection lies over them."""
    tracker = refreshed.copy()
    tracker.server.store.share(tracker.spreadsheet_id, HELPER, "writer")
    sold(tracker, at, orders, orders * 9000)
    for title, ends, warns in protections:
        protect(tracker, title, ends, warns=warns)
    token = tracker.server.issuer.access_token(HELPER)
    client = SheetsClient(token, root=tracker.server.url)
    snapshot = read_snapshot(tracker.spreadsheet_id, client)
    moment = datetime(2026, 11, 22, 9, tzinfo=UTC)
    findings = work_out(snapshot, as_of=AS_OF, scheme=None, now=moment)
    changes = make_plan(
        Mended(snapshot, snapshot), desired_state(snapshot, findings)
    ).changes

    assert is_held_back(snapshot, changes) is is_refused(client, tracker, changes)


def is_held_back(snapshot, changes):
    try:
        check_permitted(snapshot, changes)
    except errors.ProtectedError:
        return True
    return False


def is_refused(client, tracker, changes):
    try:
        client.batch_update(tracker.spreadsheet_id, encode(changes))
    except errors.RejectedBatchError as refused:
        return "protected cell" in refused.said
    return False
