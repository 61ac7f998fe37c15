"""One run: a tracker, a change, a refresh while people edit, and a quiet one."""

import random
from collections.abc import Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from local_sheets import LocalServer
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.storage.creating import created
from local_sheets.storage.store import Store
from sheets_sync.calls import Spreadsheets
from sheets_sync.errors import SheetSegmentsError
from sheets_sync.refresh import Finished, Job, refresh
from tests.conftest import AS_OF, OWNER
from tests.editors.calls import STRUCTURE, VALUES, WRITE, DirectCalls, over_http
from tests.editors.ledger import Ledger
from tests.editors.oracle import UNTIDY, Fault, labels, leftovers, losses
from tests.editors.person import ALL, INSIDE, TYPING, Edit, Person
from tests.editors.source_edits import FIGURES, NAMES, remove_segment, said_of
from tests.editors.view import views

BASES = 48
# A run in so many is also held against the law of rest, and against a clean refresh.
REST_EVERY = 4
CLEAN_EVERY = 16
MOST_EDITS = 3
ID = "a-tracker-that-many-people-edit"
POINTS = (STRUCTURE, VALUES, WRITE)
SOURCE = ("Name", "Phone", "Orders", "Total spent", "Last order")


@dataclass(frozen=True)
class Base:
    """A tracker that was refreshed, and what people typed there."""

    spreadsheet: Spreadsheet
    ledger: Ledger


@dataclass
class Outcome:
    """How a run ended.

    Attributes:
        seed: what makes it again.
        faults: phase, kind and sentence of all that is wrong.
        story: what people did, in words.
        error: code of the error the racing refresh ended with, if it did.
        calls: the calls of the racing refresh.
        edits: how many edits were made while it ran.
    """

    seed: int
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    story: list[str] = field(default_factory=list)
    error: str = ""
    calls: tuple[str, ...] = ()
    edits: int = 0

    def note(self, phase: str, faults: list[Fault]) -> None:
        self.faults += [(phase, kind, words) for kind, words in faults]

    @property
    def harm(self) -> list[tuple[str, str, str]]:
        """Return the faults that cost somebody a cell, or leave a label wrong."""
        return [fault for fault in self.faults if fault[1] not in UNTIDY]

    def told(self) -> str:
        lines = [f"seed {self.seed}: {' '.join(self.calls)} {self.error}".rstrip()]
        lines += [f"  {words}" for words in self.story]
        lines += [
            f"  !! {phase}: {kind}: {words}" for phase, kind, words in self.faults
        ]
        return "\n".join(lines)


@lru_cache(maxsize=BASES)
def base(number: int) -> Base:
    """Return a small tracker, refreshed once or twice with people typing."""
    chance = random.Random(f"base {number}")
    store = Store()
    ledger = _make(store, chance, with_orders=number % 4 == 3)
    if number % 8 == 7:
        return Base(store.spreadsheet(ID), ledger)
    person = Person(store, ID, ledger, chance, TYPING)
    _refresh(store)
    for _ in range(chance.randint(5, 10)):
        person.edit("before: ")
    if number % 2:
        person.edits = ALL
        for _ in range(3):
            person.edit("before: ")
        _refresh(store)
    return Base(store.spreadsheet(ID), ledger)


def _make(store: Store, chance: random.Random, *, with_orders: bool) -> Ledger:
    ledger = Ledger(customers_id=11, sources={11})
    for name in NAMES[: chance.randint(4, 7)]:
        ledger.people[name] = said_of(name, chance.choice(FIGURES))
    header = [*SOURCE, "Notes"]
    tabs = [_tab(11, "People", header, list(ledger.people.values()))]
    if with_orders:
        ledger.sources.add(12)
        orders = list(_orders(ledger, chance))
        for said in ledger.people.values():
            for what in SOURCE[2:]:
                del said[what]
        tabs = [
            _tab(11, "People", ["Name", "Phone", "Notes"], [*ledger.people.values()])
        ]
        tabs.append(_tab(12, "Orders", ["Date", "Customer", "Amount"], orders))
    properties = {"title": "T", "locale": "en_GB", "timeZone": "Etc/GMT"}
    made = created({"properties": properties, "sheets": tabs}, store.now)
    store.add(replace(made, spreadsheet_id=ID), OWNER)
    return ledger


def _orders(ledger: Ledger, chance: random.Random):
    for name, said in ledger.people.items():
        for at in range(int(said["Orders"] or 0)):
            day = 46340 - 20 * at - chance.randrange(15)
            yield {
                "Date": day,
                "Customer": name,
                "Amount": 1000 * chance.randint(2, 30),
            }


def _tab(sheet_id: int, title: str, header: list[str], rows: list) -> dict[str, Any]:
    lines = [header, *([row.get(name) for name in header] for row in rows)]
    grid = {"rowCount": len(lines) + 5, "columnCount": len(header) + 2}
    cells = [{"values": [_cell(value) for value in line]} for line in lines]
    properties = {"sheetId": sheet_id, "title": title, "gridProperties": grid}
    return {"properties": properties, "data": [{"rowData": cells}]}


def _cell(value: object) -> dict[str, Any]:
    if value is None:
        return {}
    kind = "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}}


def _clock() -> datetime:
    return datetime(2026, 11, 21, 9, tzinfo=UTC)


def _refresh(store: Store, calls: Spreadsheets | None = None, **options: Any) -> int:
    """Refresh and return how many requests the report counts."""
    job = Job(ID, as_of=AS_OF, **options)
    events = refresh(job, calls or DirectCalls(store), _clock)
    report = next(event.report for event in events if isinstance(event, Finished))
    return report["changes"]["requests"]


def run(
    seed: int,
    points: Collection[str] = POINTS,
    edits: Mapping[Edit, int] = ALL,
    server: LocalServer | None = None,
    most: int = MOST_EDITS,
) -> Outcome:
    """Return how the run of a seed ended; with a server its calls go over HTTP.

    People make up to ``most`` edits before each of the calls.
    """
    outcome, chance = Outcome(seed), random.Random(seed)
    begun = base(seed % BASES)
    store, ledger = server.store if server else Store(), begun.ledger.copy()
    store.remove(ID)
    store.add(replace(begun.spreadsheet, spreadsheet_id=ID), OWNER)
    person = Person(store, ID, ledger, chance, edits)
    scheme = _something_changes(person)
    meanwhile = _meanwhile(person, points, outcome, most)
    direct = DirectCalls(store, meanwhile)
    calls = over_http(server, meanwhile) if server else nullcontext(direct)
    try:
        with calls as spreadsheets:
            _refresh(store, spreadsheets, scheme=scheme)
    except SheetSegmentsError as error:
        outcome.error = error.code
        if not error.retryable:
            outcome.note("racing", [("refused", f"{error.code}: {error}")])
    if not outcome.error:
        outcome.note("racing", losses(store.spreadsheet(ID), ledger))
    if not outcome.harm:
        _quiet(store, ledger, outcome)
    outcome.story = ledger.story
    return outcome


def _something_changes(person: Person) -> str | None:
    """Give the refresh something to do; return the scheme it is asked for, if any."""
    chance, edits = person.chance, person.edits
    scheme = chance.choice(["simple", *[None] * 5])
    if scheme:
        person.ledger.story.append("before: asks for the scheme simple")
    elif chance.random() < 0.2:
        words = remove_segment(person)
        person.ledger.story.append(f"before: {words}")
    person.edits = {edit: n for edit, n in TYPING.items() if "figures" in str(edit)}
    for _ in range(chance.randint(1, 3)):
        person.edit("before: ")
    person.edits = INSIDE
    for _ in range(chance.choice([0, 0, 1, 2])):
        person.edit("before: ")
    person.edits = edits
    return scheme


def _meanwhile(person: Person, points: Collection[str], outcome: Outcome, most: int):
    """Return what happens before each call: a person makes a few edits."""

    def edit(kind: str) -> None:
        outcome.calls = (*outcome.calls, kind)
        if kind not in points:
            return
        for _ in range(person.chance.randint(0, most)):
            outcome.edits += bool(person.edit(f"before {kind}: "))

    return edit


def _quiet(store: Store, ledger: Ledger, outcome: Outcome) -> None:
    """Refresh with nobody about, and hold everything against what was typed."""
    try:
        sent = _refresh(store)
        now = store.spreadsheet(ID)
        outcome.note("quiet", [*losses(now, ledger), *leftovers(now, ledger)])
        if outcome.harm:
            return
        if sent and outcome.seed % REST_EVERY == 0 and _refresh(store):
            outcome.note("rest", [("no rest", "a further refresh had more to do")])
        if outcome.seed % CLEAN_EVERY == 0:
            outcome.note("clean", _as_a_clean_one(now, ledger))
    except SheetSegmentsError as error:
        outcome.note("quiet", [("refused", f"{error.code}: {error}")])


def _as_a_clean_one(now: Spreadsheet, ledger: Ledger) -> list[Fault]:
    """Return whose labels are not what a refresh says that knows none of before."""
    store = Store()
    store.add(replace(now, spreadsheet_id=ID), OWNER)
    ours = [one for one in views(now) if one.role not in ("", "rules", "kept")]
    # Copies of ours are known by the originals, which go.
    gone = {one.sheet_id for one in ours} | ledger.copies
    requests = [{"deleteSheet": {"sheetId": one}} for one in sorted(gone)]
    customers = next(one for one in views(now) if one.sheet_id == ledger.customers_id)
    for at in customers.owned.values():
        # The columns stay, for without them the list may be read otherwise.
        span = {"sheetId": 11, "startRowIndex": customers.header_row + 1}
        span |= {"startColumnIndex": at, "endColumnIndex": at + 1}
        requests.append({"updateCells": {"range": span, "fields": "userEnteredValue"}})
    if requests:
        store.batch_update(ID, requests)
    _refresh(store)
    said = labels(views(now), ledger)
    clean = labels(views(store.spreadsheet(ID)), ledger)
    return [
        ("stale label", f"{name} is {said.get(name)}, should be {clean.get(name)}")
        for name in ledger.people
        if said.get(name) != clean.get(name)
    ]
