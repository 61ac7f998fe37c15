"""The calls of a refresh answered by a store in this process, without a socket."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from local_sheets import LocalServer
from local_sheets.api import sheets, values
from local_sheets.api.call import Call
from local_sheets.discovery.fields import EVERYTHING
from local_sheets.discovery.masks import SHEETS, answer_mask
from local_sheets.errors import ApiError
from local_sheets.storage.store import Store
from sheets_sync.calls import Usage
from sheets_sync.client import SheetsClient
from sheets_sync.errors import RejectedBatchError
from tests.conftest import OWNER

STRUCTURE, VALUES, WRITE = "structure", "values", "write"


@dataclass
class DirectCalls:
    """What ``SheetsClient`` is to a refresh; each call first lets others do something.

    Attributes:
        store: what is read and written.
        before: called with the kind of call, just before it.
        usage: what the calls cost, but for bytes.
    """

    store: Store
    before: Callable[[str], None] = lambda _kind: None
    usage: Usage = field(default_factory=Usage)

    def get(self, spreadsheet_id: str, fields: str) -> Mapping[str, Any]:
        mask = answer_mask(SHEETS, "Spreadsheet", fields)
        return self._do(STRUCTURE, sheets.get_spreadsheet, spreadsheet_id, {}, {}, mask)

    def batch_get(
        self, spreadsheet_id: str, ranges: Sequence[str], render="UNFORMATTED_VALUE"
    ) -> Mapping[str, Any]:
        query = {
            "ranges": list(ranges),
            "majorDimension": ["COLUMNS"],
            "valueRenderOption": [render],
            "dateTimeRenderOption": ["SERIAL_NUMBER"],
        }
        return self._do(VALUES, values.batch_get, spreadsheet_id, query, {})

    def batch_update(
        self, spreadsheet_id: str, body: Mapping[str, Any], fields: str = ""
    ) -> Mapping[str, Any]:
        mask = answer_mask(SHEETS, "BatchUpdateSpreadsheetResponse", fields)
        return self._do(WRITE, sheets.batch_update, spreadsheet_id, {}, body, mask)

    def _do(self, kind, operation, spreadsheet_id, query, body, mask=EVERYTHING):
        self.before(kind)
        if kind == WRITE:
            self.usage.writes += 1
        else:
            self.usage.reads += 1
        path = {"spreadsheetId": spreadsheet_id}
        try:
            return operation(Call(self.store, OWNER, path, query, body, mask))
        except ApiError as error:
            raise RejectedBatchError(error.message) from error


@contextmanager
def over_http(
    server: LocalServer, before: Callable[[str], None]
) -> Iterator[SheetsClient]:
    """Return the client of a seller, before each of whose calls something happens."""

    def met(method: str, path: str, _body: object) -> None:
        reads = VALUES if "values:batchGet" in path else STRUCTURE
        before(WRITE if method == "POST" else reads)

    client = SheetsClient(server.issuer.access_token(OWNER), root=server.url)
    server.world.before = met
    try:
        yield client
    finally:
        server.world.before = None
        client.http.session.close()
