"""Several refreshes of one tracker at the same time, by several people and a task."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from local_sheets import LocalServer
from sheets_sync.client import SheetsClient
from sheets_sync.errors import SheetSegmentsError
from sheets_sync.handlers import Services, run_task
from sheets_sync.refresh import Finished, Job, refresh
from tests.conftest import AS_OF, Tracker, create_spreadsheet
from tests.editors.view import View
from tests.faulty import KINDS, PEOPLE, picture

MOST_RACERS = 8
LATEST_START_S = 0.6
TASK = "task"


def tomorrow() -> datetime:
    """Return a moment at which a tracker that asks for it is due again."""
    return datetime(2026, 11, 22, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Racer:
    """One refresh of a race: who asks for it, and how long after the first may."""

    who: str
    after_s: float


@dataclass(frozen=True)
class Race:
    """How a race ended: what each refresh came to, and what is there then."""

    ends: tuple[str, ...]
    left: dict[str, Any]


class Track:
    """A tracker just before refreshes of one kind, and as a single one leaves it."""

    def __init__(self, server: LocalServer, kind: str) -> None:
        self.server = server
        spreadsheet_id = create_spreadsheet(server, {"People": PEOPLE})
        self.tracker = Tracker(server, spreadsheet_id)
        self.scheme = KINDS[kind](self.tracker).get("scheme")
        self._ask_for_schedule()
        self._start = server.store.spreadsheet(spreadsheet_id)
        self.alone = self.run([Racer("seller-0@example.com", 0)])

    def _ask_for_schedule(self) -> None:
        """Let the task find the tracker due, where there are rules to say so."""
        if "Segment rules" in self.tracker.titles():
            rows = self.tracker.rows("Segment rules")
            said = [row[0] if row else "" for row in rows]
            at = said.index("Refresh by itself")
            self.tracker.type_cell("Segment rules", at, 1, "daily")

    def run(self, racers: list[Racer]) -> Race:
        """Put all back, let everybody refresh, and return how that ended."""
        store, spreadsheet_id = self.server.store, self.tracker.spreadsheet_id
        store.remove(spreadsheet_id)
        store.add(self._start)
        for racer in racers:
            store.share(spreadsheet_id, self._email(racer), "writer")
        with ThreadPoolExecutor(len(racers)) as pool:
            ends = tuple(pool.map(self._refresh, racers))
        return Race(ends, settled(store.spreadsheet(spreadsheet_id)))

    def _email(self, racer: Racer) -> str:
        return "service@example.com" if racer.who == TASK else racer.who

    def _refresh(self, racer: Racer) -> str:
        """Wait one's turn, refresh, and return how it ended in a word or two."""
        threading.Event().wait(racer.after_s)
        token = self.server.issuer.access_token(self._email(racer))
        client = SheetsClient(token, root=self.server.url)
        client.http.sleep = lambda _seconds: None
        work = self._as_task if racer.who == TASK else self._as_seller
        try:
            return work(client)
        except SheetSegmentsError as error:
            return f"{'retryable' if error.retryable else 'refused'}: {error.code}"
        finally:
            client.http.session.close()

    def _as_seller(self, client: SheetsClient) -> str:
        job = Job(self.tracker.spreadsheet_id, scheme=self.scheme, as_of=AS_OF)
        *_, last = refresh(job, client, tomorrow)
        assert isinstance(last, Finished)
        return "reported"

    def _as_task(self, client: SheetsClient) -> str:
        payload = {"spreadsheet_id": self.tracker.spreadsheet_id, "as_of": str(AS_OF)}
        if self.scheme:
            payload["scheme"] = self.scheme
        report = run_task(payload, services(lambda: client), "a-run")
        return "reported" if report["applied"] else "not due"


def services(own: Callable[[], SheetsClient]) -> Services:
    """Return what a task works with, and nothing that it should not need."""

    def unused(*_: object) -> Any:
        raise AssertionError

    return Services(unused, unused, own, unused, unused, tomorrow, "")


def racers(chance: random.Random) -> list[Racer]:
    """Return two to eight refreshes: of people, of one twice, of a task sent twice."""
    count = min(chance.choice([2, 2, 3, 3, 4, 5, 6, 8]), MOST_RACERS)
    people = [f"seller-{at}@example.com" for at in range(1, count + 1)]
    others = [*people, TASK, TASK]
    chance.shuffle(others)
    # Not tasks alone: before the rules tab is there, none of them is due.
    who = [people[0], *others[: count - 1]]
    return [Racer(one, chance.random() * LATEST_START_S) for one in who]


def settled(spreadsheet) -> dict[str, Any]:
    """Return all there is but the token, whose id tells how many batches there were."""
    tokens = [
        sheet
        for sheet in spreadsheet.sheets
        if View(spreadsheet, sheet).role == "generation"
    ]
    ids = {token.sheet_id for token in tokens}
    seen = picture(spreadsheet)
    shown = [tab for tab in seen["tabs"] if tab["properties"]["sheetId"] not in ids]
    metadata = [
        one for one in seen["metadata"] if one["location"].get("sheetId") not in ids
    ]
    kept = {"tabs": shown, "metadata": sorted(metadata, key=repr)}
    return {**seen, **kept, "tokens": len(tokens)}
