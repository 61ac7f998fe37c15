"""Who must answer the way Google does: this server in two dresses, or Google itself."""

import os
import time
from dataclasses import dataclass
from itertools import count
from typing import Any, Protocol

import pytest
import requests
from flask.testing import FlaskClient

from local_sheets import Issuer

OWNER = "owner@example.com"
ORDERS = 7
ROWS = [
    ["Name", "City", "Spent"],
    ["Ann", "Chennai", 120],
    ["Bob", "Pune", 80.5],
    ["Cid", "Pune", 40],
]
# The one setting that makes a real spreadsheet the subject: its id. Whatever it holds
# is deleted. The caller is whoever google.auth.default() finds.
LIVE = "SHEETS_CONTRACT_SPREADSHEET"
_SCOPES = [
    "https://www.googleapis.com/auth/spreadsheets",
    "https://www.googleapis.com/auth/drive",
]
_TOO_MANY = 429
_SECONDS_TO_REFILL = 61


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


def _json(answer: requests.Response) -> Any:
    """Return what an answer says; None where it says nothing, or a page."""
    is_json = answer.headers.get("Content-Type", "").startswith("application/json")
    return answer.json() if is_json and answer.content else None


def over_http(root: str, issuer: Issuer, session: requests.Session) -> Transport:
    """Send calls to a local server over its socket."""
    tokens: dict[str, str] = {}

    def send(method: str, path: str, body: Any, email: str) -> Any:
        token = tokens.setdefault(email, issuer.access_token(email))
        headers = {"Authorization": f"Bearer {token}"}
        answer = session.request(method, root + path, json=body, headers=headers)
        return answer.status_code, _json(answer)

    return send


def in_process(client: FlaskClient, issuer: Issuer) -> Transport:
    """Send calls to the application without a socket."""

    def send(method: str, path: str, body: Any, email: str) -> Any:
        headers = {"Authorization": f"Bearer {issuer.access_token(email)}"}
        answer = client.open(path, method=method, json=body, headers=headers)
        return answer.status_code, answer.get_json(silent=True)

    return send


def live() -> Transport:
    """Send calls to Google, or to whatever SHEETS_API_ROOT names, patiently."""
    import google.auth
    from google.auth.transport.requests import AuthorizedSession

    credentials, _ = google.auth.default(scopes=_SCOPES)
    session = AuthorizedSession(credentials)

    def send(method: str, path: str, body: Any, email: str) -> Any:
        if email != OWNER:
            pytest.skip("needs a second account")
        url = _root(path) + path
        answer = session.request(method, url, json=body)
        if answer.status_code == _TOO_MANY:
            time.sleep(_SECONDS_TO_REFILL)
            answer = session.request(method, url, json=body)
        return answer.status_code, _json(answer)

    return send


def live_spreadsheet_id() -> str:
    """Return the id of the real spreadsheet that may be overwritten, or skip."""
    if LIVE not in os.environ:
        pytest.skip(f"set {LIVE} to the id of a spreadsheet that may be overwritten")
    return os.environ[LIVE]


def _root(path: str) -> str:
    host = "sheets" if path.startswith("/v4/") else "www"
    return os.environ.get("SHEETS_API_ROOT") or f"https://{host}.googleapis.com"


def start_over(subject: Subject) -> None:
    """Make a spreadsheet that may hold anything the one every case starts from."""
    fields = "sheets.properties(sheetId,title),namedRanges.namedRangeId"
    old = subject.get(f"?fields={fields}")
    sheet_ids = [tab["properties"].get("sheetId", 0) for tab in old["sheets"]]
    spare = next(at for at in count(1) if at not in sheet_ids)
    subject.batch(
        *(
            {"deleteNamedRange": {"namedRangeId": one["namedRangeId"]}}
            for one in old.get("namedRanges", [])
        ),
        {"addSheet": {"properties": {"sheetId": spare, "title": f"spare {spare}"}}},
        *({"deleteSheet": {"sheetId": one}} for one in sheet_ids),
        {"deleteDeveloperMetadata": {"dataFilter": _WHOLE_SPREADSHEET}},
        {"addSheet": {"properties": {"sheetId": 0, "title": "Sheet1"}}},
        {"deleteSheet": {"sheetId": spare}},
        {
            "updateSpreadsheetProperties": {
                "properties": {
                    "title": "Tracker",
                    "locale": "en_GB",
                    "timeZone": "Etc/GMT",
                },
                "fields": "title,locale,timeZone",
            }
        },
        *SEED,
    )


_WHOLE_SPREADSHEET = {
    "developerMetadataLookup": {"metadataLocation": {"spreadsheet": True}}
}


def _cell(value: Any) -> Any:
    kind = "stringValue" if isinstance(value, str) else "numberValue"
    return {"userEnteredValue": {kind: value}}


# The tab every case starts with, beside the blank Sheet1 of a new spreadsheet.
SEED = [
    {
        "addSheet": {
            "properties": {
                "sheetId": ORDERS,
                "title": "Orders",
                "gridProperties": {"rowCount": 6, "columnCount": 4},
            }
        }
    },
    {
        "updateCells": {
            "start": {"sheetId": ORDERS},
            "rows": [{"values": [_cell(value) for value in row]} for row in ROWS],
            "fields": "userEnteredValue",
        }
    },
]
