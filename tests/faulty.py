"""What may go wrong with one call of a refresh, and what is left afterwards.

A fault stands between our client and the local server: some are answers of the
server, some are what happens to the connection, some end the process.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import product
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from local_sheets import Fault, LocalServer
from local_sheets.grid.spreadsheet import Spreadsheet
from sheets_sync import errors
from sheets_sync.refresh import Finished, Job, refresh
from tests.conftest import AS_OF, OWNER, Tracker, create_spreadsheet

STRUCTURE, VALUES, FORMULAS, WRITE = "structure", "values", "formulas", "write"
READS = (STRUCTURE, VALUES, FORMULAS)


class KilledError(BaseException):
    """The process is gone: nothing of it runs after this."""


@dataclass
class Wire(HTTPAdapter):
    """The connection of one client; meets a fault at one kind of call.

    Attributes:
        server: where calls go.
        met_at: the kind of call that meets the fault.
        nth: which of those calls it is.
        mishap: what happens to it.
        lasting: whether each such call meets it, or only the first.
        calls: the kinds of call that were made, in order.
        late: calls that were given up and have yet to arrive.
        holds_back: whether those arrive only when the test says so.
    """

    server: LocalServer
    met_at: str = ""
    mishap: "Callable[[Wire, requests.PreparedRequest, Mapping], Any] | None" = None
    lasting: bool = False
    nth: int = 1
    calls: list[str] = field(default_factory=list)
    late: list[Callable[[], Any]] = field(default_factory=list)
    holds_back: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def send(self, request, **options):
        """Send a call, or let it meet the fault."""
        kind = kind_of(request)
        self.calls.append(kind)
        if kind == WRITE and not self.holds_back:
            self.deliver_late()
        is_that = self.lasting or self.calls.count(kind) == self.nth
        meets = kind == self.met_at and is_that
        if meets and self.mishap:
            return self.mishap(self, request, options)
        return self.through(request, options)

    def through(self, request, options) -> requests.Response:
        """Send a call as it is."""
        return super().send(request, **options)

    def deliver_late(self) -> list[int]:
        """Let what was given up arrive after all; return how it was answered."""
        waiting, self.late = self.late, []
        return [arrive().status_code for arrive in waiting]


def kind_of(request: requests.PreparedRequest) -> str:
    """Return which of the calls of a refresh this is."""
    if request.method == "POST":
        return WRITE
    if "values:batchGet" not in request.url:
        return STRUCTURE
    return FORMULAS if "valueRenderOption=FORMULA" in request.url else VALUES


def answered(fault: Fault):
    """The server answers so, or closes the connection, before or after its work."""

    def meet(wire, request, options):
        wire.server.faults.append(fault)
        return wire.through(request, options)

    return meet


def timed_out(wire, request, options):
    """No answer came, and the call never arrived."""
    raise requests.ReadTimeout


def timed_out_after(wire, request, options):
    """No answer came, but the call was done."""
    wire.through(request, options)
    raise requests.ReadTimeout


def timed_out_late(wire, request, options):
    """No answer came; the call arrives just before the next write."""
    wire.late.append(lambda: wire.through(request, options))
    raise requests.ReadTimeout


def never_connected(wire, request, options):
    """Nobody listens."""
    raise requests.ConnectTimeout


def cut(wire, request, options):
    """The call is done, and the connection closes half-way through its answer."""
    whole = wire.through(request, options)
    body = whole.raw.read(decode_content=False)
    headers = {**whole.headers, "Content-Length": str(len(body))}
    whole.raw = HTTPResponse(
        BytesIO(body[: len(body) // 2]),
        headers,
        whole.status_code,
        preload_content=False,
    )
    return whole


def cut_unseen(wire, request, options):
    """The call is done, and half of its answer comes as if it were all of it."""
    whole = wire.through(request, options)
    half = whole.content[: len(whole.content) // 2]
    whole._content = half
    return whole


def killed(wire, request, options):
    """The process ends before the call."""
    raise KilledError


def killed_after(wire, request, options):
    """The process ends when the call is done, before its answer is read."""
    wire.through(request, options)
    raise KilledError


HTML = "<html>The server encountered a temporary error</html>"
CUT_JSON = '{"spreadsheetId": "1'
BUSY = {
    "429": answered(Fault(429)),
    "429 with Retry-After": answered(Fault(429, headers={"Retry-After": "7"})),
    "never connected": never_connected,
}
NOT_DONE = {
    "500": answered(Fault(500)),
    "503": answered(Fault(503)),
    "HTML 502": answered(Fault(502, body=HTML)),
    "half an answer of somebody else": answered(Fault(200, body=CUT_JSON)),
    "reset": answered(Fault(drop=True)),
    "time-out": timed_out,
}
DONE = {
    "500 after": answered(Fault(500, after=True)),
    "HTML 502 after": answered(Fault(502, body=HTML, after=True)),
    "reset after": answered(Fault(drop=True, after=True)),
    "time-out after": timed_out_after,
    "time-out, then it arrives": timed_out_late,
    "cut short": cut,
    "cut short unseen": cut_unseen,
}
KILLS = {"killed": killed, "killed after": killed_after}
MISHAPS = {**BUSY, **NOT_DONE, **DONE, **KILLS}

PEOPLE = [
    ["Name", "Phone", "Orders", "Total spent", "Last order", "Notes"],
    ["Ada Obi", "0803 000 0101", 6, 90000, 46340, "Likes red"],
    ["Bisi Ade", "0803 000 0102", 1, 12000, 46335, ""],
    ["Chike Eze", "0803 000 0103", 0, None, None, "Tall"],
    ["Dayo Ola", "0803 000 0104", 1, 9000, 46338, "Pays late"],
    ["Efe Okoro", "0803 000 0105", 1, 8000, 46337, ""],
]
FREE_COLUMN = 9  # of a segment tab, with one left blank


def first(tracker: Tracker) -> dict[str, Any]:
    """Prepare nothing: the tracker was never refreshed."""
    return {}


def nothing_new(tracker: Tracker) -> dict[str, Any]:
    """Refresh; only the stamp of the next refresh differs."""
    tracker.refresh()
    return {"clock": later}


def some_moved(tracker: Tracker) -> dict[str, Any]:
    """Refresh twice, type beside every customer, and sell so much that one moves.

    One has moved before, for what a first move adds to the Overview is added once.
    """
    tracker.refresh()
    tracker.type_cell("People", 3, 2, 1)
    tracker.type_cell("People", 3, 3, 5000)
    tracker.type_cell("People", 3, 4, 46000)
    report = tracker.refresh()
    assert report["moves"]
    for segment in report["segments"]:
        for at in range(1, segment["customers"] + 1):
            tracker.type_cell(
                segment["tab"], at, FREE_COLUMN, f"{segment['name']} {at}"
            )
    tracker.type_cell("People", 2, 2, 7)
    tracker.type_cell("People", 2, 3, 99000)
    return {"clock": later}


def scheme_switched(tracker: Tracker) -> dict[str, Any]:
    """Refresh, then ask for other rules."""
    tracker.refresh()
    return {"scheme": "simple", "clock": later}


def label_in_notes(tracker: Tracker) -> dict[str, Any]:
    """Refresh, then ask for the label in the notes."""
    tracker.refresh()
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row and row[0] == "Label in notes")
    tracker.type_cell("Segment rules", at, 1, "on")
    return {"clock": later}


def many_came(tracker: Tracker) -> dict[str, Any]:
    """Refresh, colour and note cells of labels, then list many more people."""
    tracker.refresh()
    people = tracker.sheet_id("People")
    rows = [
        [f"=1+{n}" if n % 7 == 0 else f"Person {n}", f"0803 100 {n:04}", n % 5, n * 900]
        for n in range(1, 31)
    ]
    values = [
        {"values": [{"userEnteredValue": _typed(cell)} for cell in row]} for row in rows
    ]
    cells = {"sheetId": people, "startRowIndex": 0, "endRowIndex": 36}
    tracker.send(
        {"appendDimension": {"sheetId": people, "dimension": "ROWS", "length": 20}},
        {
            "updateCells": {
                "start": {"sheetId": people, "rowIndex": 6, "columnIndex": 0},
                "rows": values,
                "fields": "userEnteredValue",
            }
        },
        {
            "repeatCell": {
                "range": cells,
                "cell": {"note": "seen", "userEnteredFormat": {"wrapStrategy": "CLIP"}},
                "fields": "note,userEnteredFormat.wrapStrategy",
            }
        },
    )
    return {"clock": later}


def _typed(cell: str | int) -> dict[str, Any]:
    return {"stringValue" if isinstance(cell, str) else "numberValue": cell}


# What a kind of refresh is prepared by; it returns the options of the refresh.
KINDS = {
    "first": first,
    "nothing new": nothing_new,
    "some moved": some_moved,
    "scheme switched": scheme_switched,
    "label in notes": label_in_notes,
    "many came": many_came,
}


def later() -> datetime:
    """Return the moment of the second refresh."""
    return datetime(2026, 11, 21, 17, tzinfo=UTC)


def picture(spreadsheet: Spreadsheet) -> dict[str, Any]:
    """Return all that a spreadsheet holds, without the ids that Sheets chooses."""
    return {
        "properties": spreadsheet.properties,
        "metadata": [_without(m, "metadataId") for m in spreadsheet.metadata],
        "named ranges": spreadsheet.named_ranges,
        "tabs": [
            {
                "properties": sheet.properties,
                "rows": [
                    (
                        row.values,
                        [spreadsheet.styles[n] for n in row.formats],
                        row.extras,
                    )
                    for row in sheet.rows
                ],
                "dimensions": sheet.dimensions,
                "objects": {
                    name: [_without(one, "protectedRangeId") for one in items]
                    for name, items in sheet.objects.items()
                },
            }
            for sheet in spreadsheet.sheets
        ],
    }


def _without(item: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != name}


@dataclass(frozen=True)
class Ended:
    """How a refresh ended: its report or error, its calls, and what is there then."""

    calls: tuple[str, ...]
    left: Any
    report: Mapping[str, Any] | None = None
    error: BaseException | None = None


class Scene:
    """A tracker just before a refresh of one kind, and as a clean one leaves it."""

    def __init__(self, server: LocalServer, kind: str, **options: Any) -> None:
        self.server = server
        spreadsheet_id = create_spreadsheet(server, {"People": PEOPLE})
        self.tracker = Tracker(server, spreadsheet_id)
        self.options = {**KINDS[kind](self.tracker), **options}
        self._start = server.store.spreadsheet(spreadsheet_id)
        self.before = self.picture()
        clean = self.refresh()
        self.report, self.calls, self.after = clean.report, clean.calls, clean.left

    def picture(self) -> dict[str, Any]:
        """Return what is there now."""
        return picture(self.server.store.spreadsheet(self.tracker.spreadsheet_id))

    def begin(self) -> None:
        """Put everything back to just before the refresh."""
        self.server.faults.clear()
        self.server.store.remove(self.tracker.spreadsheet_id)
        self.server.store.add(self._start, OWNER)

    def refresh(self, wire: Wire | None = None, **others: Any) -> Ended:
        """Refresh with a fault on the wire, in a process of its own as it were."""
        wire = wire or Wire(self.server)
        client = self.tracker.client()
        client.http.session.mount("http://", wire)
        options = {"as_of": AS_OF, "clock": earlier, **self.options, **others}
        clock = options.pop("clock")
        report = error = None
        try:
            job = Job(self.tracker.spreadsheet_id, **options)
            for event in refresh(job, client, clock):
                report = event.report if isinstance(event, Finished) else None
        except (errors.SheetSegmentsError, KilledError) as raised:
            error = raised
        finally:
            if not wire.holds_back:
                wire.deliver_late()
            client.http.session.close()
        return Ended(tuple(wire.calls), self.picture(), report, error)


def earlier() -> datetime:
    """Return the moment of the first refresh."""
    return datetime(2026, 11, 21, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """One mishap at one kind of call, once or each time."""

    call: str
    mishap: str
    lasting: bool = False

    @property
    def error(self) -> type[BaseException] | None:
        """The error that a refresh ends with; None when it completes."""
        if self.mishap in KILLS:
            return KilledError
        if not self.lasting or (self.call == WRITE and self.mishap in DONE):
            return None
        if self.mishap.startswith("429"):
            return errors.RateLimitedError
        if self.call == WRITE and self.mishap in NOT_DONE:
            return errors.WriteOutcomeUnknownError
        return errors.SheetsUnavailableError

    @property
    def is_applied(self) -> bool:
        """Whether the spreadsheet is as after a clean refresh, else as before."""
        return self.error is None or (self.call == WRITE and self.mishap in DONE_KILLS)

    def check(self, scene: Scene) -> Ended:
        """Refresh with the fault, then without, and hold both against the laws."""
        scene.begin()
        wire = Wire(scene.server, self.call, MISHAPS[self.mishap], self.lasting)
        ended = scene.refresh(wire)
        assert type(ended.error) is (self.error or type(None)), repr(ended.error)
        assert ended.left == (scene.after if self.is_applied else scene.before)
        assert self.mishap in BUSY or not sent_again_unseen(ended.calls)
        if ended.report:
            compared = ("changes", "moves", "segments", "customers", "applied")
            assert [ended.report[x] for x in compared] == [
                scene.report[x] for x in compared
            ]
        scene.server.faults.clear()
        if ended.error:
            assert scene.refresh().left == scene.after
        return ended


DONE_KILLS = {"killed after"}


def sent_again_unseen(calls: Sequence[str]) -> bool:
    """Tell whether a write followed another without a reading in between."""
    written = False
    for call in calls:
        if call == WRITE and written:
            return True
        written = (written or call == WRITE) and call != VALUES
    return False


def cases(calls: Iterable[str]) -> Iterator[Case]:
    """Yield every mishap at each of these calls, once and lasting."""
    for call, mishap in product(calls, MISHAPS):
        yield Case(call, mishap)
        if mishap not in KILLS:
            yield Case(call, mishap, lasting=True)
