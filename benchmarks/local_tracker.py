"""Trackers on a local Sheets server that runs in a process of its own."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import requests

from benchmarks.children import served_by
from benchmarks.orders import Order, as_row

OWNER: Final = "owner@example.com"
TIMEOUT_S: Final = 300.0


@dataclass(frozen=True, slots=True)
class SheetsServer:
    """Where the server listens, and a token that its owner calls it with."""

    url: str
    token: str

    def upload(self, name: str, content: bytes) -> str:
        """Return the id of a new spreadsheet, made from a file."""
        answer = self._post("/local/spreadsheets", files={"file": (name, content)})
        return str(answer["spreadsheetId"])

    def append(self, spreadsheet_id: str, tab: str, orders: Iterable[Order]) -> None:
        """Add orders below a tab's table, as if they were typed."""
        path = f"/v4/spreadsheets/{spreadsheet_id}/values/{tab}:append"
        rows = [as_row(order) for order in orders]
        typed = {"valueInputOption": "USER_ENTERED"}
        self._post(path, params=typed, json={"values": rows})

    def rows(self, spreadsheet_id: str, tab: str) -> list[list[str]]:
        """Return the cells of a tab as they are shown."""
        answer = self._call("get", f"/v4/spreadsheets/{spreadsheet_id}/values/{tab}")
        rows: list[list[str]] = answer["values"]
        return rows

    def type_cell(self, spreadsheet_id: str, cell: str, text: str) -> None:
        """Write text into a cell."""
        path = f"/v4/spreadsheets/{spreadsheet_id}/values/{cell}"
        as_it_is = {"valueInputOption": "RAW"}
        self._call("put", path, params=as_it_is, json={"values": [[text]]})

    def _post(self, path: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        return self._call("post", path, **options)

    def _call(self, method: str, path: str, **options: Any) -> dict[str, Any]:  # noqa: ANN401
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = requests.request(
            method, self.url + path, headers=headers, timeout=TIMEOUT_S, **options
        )
        answer.raise_for_status()
        body: dict[str, Any] = answer.json()
        return body


@contextmanager
def sheets_server() -> Iterator[SheetsServer]:
    """Serve as long as the block lasts."""
    with served_by("-m", "local_sheets", "--port", "0") as url:
        answer = requests.post(
            f"{url}/local/tokens", json={"email": OWNER}, timeout=TIMEOUT_S
        )
        yield SheetsServer(url, answer.json()["access_token"])
