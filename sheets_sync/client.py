"""The calls a refresh makes, over our HTTP client."""

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Final
from urllib.parse import urlencode

import requests
from google.oauth2.credentials import Credentials

from sheets_sync.calls import Render, Usage
from sheets_sync.encode.body import body_bytes
from sheets_sync.errors import SheetsUnavailableError, WriteOutcomeUnknownError
from sheets_sync.http import DRIVE_HOST, SHEETS_HOST, PatientHttpClient

Json = Mapping[str, Any]

# An answer may be cut short where no length tells so; reading again costs nothing.
READS_OF_A_BODY: Final = 3
# Characters of an address that name ranges. Where Google stops is not documented;
# many servers take no line longer than 8,000.
LONGEST_ADDRESS: Final = 6_000


class SheetsClient:
    """Reads and writes spreadsheets as the owner of one access token."""

    def __init__(
        self, access_token: str, *, root: str = "", lasts_s: float = math.inf
    ) -> None:
        """Send that token, for as long as ``lasts_s`` and no longer.

        ``root`` replaces Google's hosts, for a local server.
        """
        credentials = Credentials(token=access_token)  # type: ignore[no-untyped-call]
        self.http = PatientHttpClient(credentials)
        self.http.root = root.rstrip("/")
        self.http.ends_s = self.http.elapsed_s() + lasts_s

    @property
    def usage(self) -> Usage:
        """Return what the calls have cost so far."""
        return self.http.usage

    def get(self, spreadsheet_id: str, fields: str) -> Json:
        """Return the spreadsheet resource, as far as the field mask goes."""
        params = {"fields": fields, "prettyPrint": "false"}
        url = f"{SHEETS_HOST}/v4/spreadsheets/{spreadsheet_id}"
        return self._call("get", url, params=params)

    def batch_get(
        self,
        spreadsheet_id: str,
        ranges: Sequence[str],
        render: Render = "UNFORMATTED_VALUE",
    ) -> Json:
        """Return the ranges by column, dates as serial numbers, or formulas as such.

        That is one call, or several where a tracker has so many tabs that their names
        do not fit into one address.
        """
        answers = [
            self._values(spreadsheet_id, some, render) for some in in_addresses(ranges)
        ]
        parts = (answer.get("valueRanges", ()) for answer in answers)
        return {"valueRanges": [*chain.from_iterable(parts)]}

    def _values(
        self, spreadsheet_id: str, ranges: Sequence[str], render: Render
    ) -> Json:
        params = {
            "ranges": list(ranges),
            "majorDimension": "COLUMNS",
            "valueRenderOption": render,
            "dateTimeRenderOption": "SERIAL_NUMBER",
            "prettyPrint": "false",
        }
        url = f"{SHEETS_HOST}/v4/spreadsheets/{spreadsheet_id}/values:batchGet"
        return self._call("get", url, params=params)

    def batch_update(self, spreadsheet_id: str, body: Json, fields: str = "") -> Json:
        """Apply the requests, all or none, and return what the mask asks for."""
        url = f"{SHEETS_HOST}/v4/spreadsheets/{spreadsheet_id}:batchUpdate"
        params = {"prettyPrint": "false", **({"fields": fields} if fields else {})}
        as_json = {"Content-Type": "application/json"}
        return self._call(
            "post", url, params=params, data=body_bytes(body), headers=as_json
        )

    def list_shared(self) -> list[str]:
        """Return the ids of all spreadsheets shared with the caller, from Drive."""
        ids: list[str] = []
        page_token: str | None = ""
        while page_token is not None:
            params = {
                "q": "mimeType='application/vnd.google-apps.spreadsheet'"
                " and trashed=false and sharedWithMe=true",
                "fields": "nextPageToken,files(id)",
                "pageSize": 1000,
                "supportsAllDrives": "true",
                "includeItemsFromAllDrives": "true",
            } | ({"pageToken": page_token} if page_token else {})
            url = f"{DRIVE_HOST}/drive/v3/files"
            page = self._call("get", url, params=params)
            ids += [file["id"] for file in page.get("files", ())]
            page_token = page.get("nextPageToken")
        return ids

    def _call(self, method: str, url: str, **options: Any) -> Json:  # noqa: ANN401
        """Return the body of the answer; a read that was cut short is made again.

        Raises:
            SheetsApiError: One of its kinds, by what happened.
        """
        for _ in range(READS_OF_A_BODY):
            body = _json(self.http.request(method, url, **options))
            if body is not None:
                return body
            if method != "get":
                raise WriteOutcomeUnknownError("The answer was cut short.")
        raise SheetsUnavailableError("The answer was cut short.")


def in_addresses(ranges: Sequence[str]) -> Iterator[list[str]]:
    """Yield the ranges in order, as many at a time as an address may hold."""
    some: list[str] = []
    length = 0
    for one in ranges:
        needs = len(urlencode({"ranges": one})) + 1
        if some and length + needs > LONGEST_ADDRESS:
            yield some
            some, length = [], 0
        some.append(one)
        length += needs
    yield some


def _json(response: requests.Response) -> Json | None:
    """Return the object in a body, or None where it does not hold a whole one."""
    try:
        body = response.json()
    except requests.exceptions.JSONDecodeError:
        return None
    return body if isinstance(body, dict) else None
