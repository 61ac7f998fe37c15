"""The subjects of the contract: who must answer the way Google does."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import pytest
import requests
from flask.testing import FlaskClient

from local_sheets import Api, Issuer, LocalServer, Store, create_app

OWNER = "owner@example.com"
ORDERS = 7


class Transport(Protocol):
    """Sends one call and returns its status and JSON."""

    def __call__(self, method: str, path: str, body: Any, email: str) -> Any: ...


@dataclass
class Subject:
    """An implementation of the API with one spreadsheet to try it on."""

    send: Transport
    spreadsheet_id: str

    def call(self, method: str, path: str = "", body: Any = None, email: str = OWNER):
        """Return status and JSON of a call below this spreadsheet's address."""
        is_whole = path.startswith(("/v4/", "/drive/"))
        whole = path if is_whole else self.below(path)
        return self.send(method, whole, body, email)

    def below(self, path: str) -> str:
        return f"/v4/spreadsheets/{self.spreadsheet_id}{path}"

    def get(self, path: str = "") -> Any:
        status, answer = self.call("GET", path)
        assert status == 200, answer
        return answer

    def batch(self, *asked: Any, **more: Any) -> Any:
        """Apply requests that must succeed and return the answer."""
        body = {"requests": list(asked), **more}
        status, answer = self.call("POST", ":batchUpdate", body)
        assert status == 200, answer
        return answer

    def refusal(self, *asked: Any, email: str = OWNER) -> tuple[int, str]:
        """Apply requests that must fail and return status and message."""
        body = {"requests": list(asked)}
        status, answer = self.call("POST", ":batchUpdate", body, email)
        return status, answer["error"]["message"]

    def share(self, email: str, role: str) -> None:
        """Give a person access."""
        body = {"type": "user", "role": role, "emailAddress": email}
        path = f"/drive/v3/files/{self.spreadsheet_id}/permissions"
        assert self.call("POST", path, body)[0] == 200

    def values(self, text: str, render: str = "UNFORMATTED_VALUE") -> Any:
        path = f"/values/{text}?valueRenderOption={render}"
        return self.get(path).get("values", [])

    def everything(self) -> Any:
        """Return all there is to see of the spreadsheet."""
        return self.get("?includeGridData=true")


ROWS = [
    ["Name", "City", "Spent"],
    ["Ann", "Chennai", 120],
    ["Bob", "Pune", 80.5],
    ["Cid", "Pune", 40],
]


def seed(store: Store) -> str:
    """Add the spreadsheet every case starts from and return its id."""
    spreadsheet_id = store.create("Tracker")
    grid = {"rowCount": 6, "columnCount": 4}
    tab = {"sheetId": ORDERS, "title": "Orders", "gridProperties": grid}
    rows = [{"values": [_cell(value) for value in row]} for row in ROWS]
    write = {"start": {"sheetId": ORDERS}, "rows": rows, "fields": "userEnteredValue"}
    requests_ = [{"addSheet": {"properties": tab}}, {"updateCells": write}]
    store.batch_update(spreadsheet_id, requests_)
    return spreadsheet_id


def _cell(value: Any) -> Any:
    kind = "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}}


@pytest.fixture(scope="session")
def server() -> Iterator[LocalServer]:
    with LocalServer(validate_responses=True) as running:
        yield running


@pytest.fixture(scope="session")
def over_http(server: LocalServer) -> Iterator[Transport]:
    tokens: dict[str, str] = {}
    with requests.Session() as session:

        def send(method: str, path: str, body: Any, email: str) -> Any:
            token = tokens.setdefault(email, server.issuer.access_token(email))
            headers = {"Authorization": f"Bearer {token}"}
            url = server.url + path
            answer = session.request(method, url, json=body, headers=headers)
            return answer.status_code, answer.json() if answer.content else None

        yield send


@pytest.fixture(scope="session")
def in_process(server: LocalServer) -> Transport:
    issuer = Issuer()
    client: FlaskClient = create_app(
        Api(server.store, issuer, validate_responses=True)
    ).test_client()

    def send(method: str, path: str, body: Any, email: str) -> Any:
        headers = {"Authorization": f"Bearer {issuer.access_token(email)}"}
        answer = client.open(path, method=method, json=body, headers=headers)
        return answer.status_code, answer.get_json(silent=True)

    return send


@pytest.fixture(params=["in_process", "over_http"])
def subject(request: pytest.FixtureRequest, server: LocalServer) -> Subject:
    return Subject(request.getfixturevalue(request.param), seed(server.store))
