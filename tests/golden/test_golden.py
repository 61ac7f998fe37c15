"""The whole body of a first refresh, as it goes over the wire."""

import json
from datetime import UTC, datetime
from pathlib import Path

from sheets_sync.desired import desired_state
from sheets_sync.encode import encode
from sheets_sync.journal.mending import Mended
from sheets_sync.plan import make_plan
from sheets_sync.work_out import work_out
from tests.builders import snapshot, tab
from tests.conftest import AS_OF

HERE = Path(__file__).parent
CUSTOMERS = [
    ["My customers"],
    [],
    ["Name", "WhatsApp", "City", "Orders", "Total spent (₦)", "Last order"],
    ["Ada Obi", "0803 000 0101", "Lagos", 6, "₦90,000", 46340],
    ["=Bisi", "0803 000 0102", "Ibadan", 1, "12k", 46335],
    ["Chike Eze", "not yet", "Lagos", 0, None, None],
]


def test_the_first_refresh_of_a_small_tracker_sends_exactly_this(request):
    """A change of the body shows as a change of the golden file."""
    tracker = snapshot(tab("Customers", CUSTOMERS, grid=(50, 6)))
    moment = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
    findings = work_out(tracker, as_of=AS_OF, scheme=None, now=moment)

    body = encode(
        make_plan(Mended(tracker, tracker), desired_state(tracker, findings)).changes
    )

    golden = HERE / "first_refresh.json"
    text = json.dumps(body, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--write-golden"):
        golden.write_text(text, "utf-8")
    assert json.loads(text) == json.loads(golden.read_text("utf-8"))
