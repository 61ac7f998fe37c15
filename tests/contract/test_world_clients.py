"""Eight clients at once over keep-alive: no update is lost, none is seen half done."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from local_sheets import LocalServer

OWNER = "owner@example.com"
CLIENTS = 8
TIMES = 25
ROUNDS = 30


class Office:
    """A server with one spreadsheet that many people work in."""

    def __init__(self, server):
        self.file_id = server.store.create("Shop", owner=OWNER)
        self.url = f"{server.url}/v4/spreadsheets/{self.file_id}"
        self.token = server.issuer.access_token(OWNER)

    def session(self):
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer {self.token}"
        return session

    def at_once(self, work):
        """Let every client do its work at the same time and return what they did."""
        with ThreadPoolExecutor(CLIENTS) as pool:
            return [done for part in pool.map(work, range(CLIENTS)) for done in part]

    def column(self, text):
        with self.session() as session:
            url = f"{self.url}/values/{text}?valueRenderOption=UNFORMATTED_VALUE"
            return [row[0] for row in session.get(url, timeout=10).json()["values"]]


@pytest.fixture
def office():
    with LocalServer() as server:
        yield Office(server)


def cell(number):
    return {"userEnteredValue": {"numberValue": number}}


def appended_values(session, url, number):
    path = f"{url}/values/A1:append?valueInputOption=RAW"
    return session.post(path, json={"values": [[number]]}, timeout=10)


def appended_cells(session, url, number):
    rows = [{"values": [cell(number)]}]
    request = {"appendCells": {"sheetId": 0, "rows": rows, "fields": "*"}}
    return session.post(f"{url}:batchUpdate", json={"requests": [request]}, timeout=10)


def own_cell(session, url, number):
    path = f"{url}/values/A{number + 1}?valueInputOption=RAW"
    return session.put(path, json={"values": [[number]]}, timeout=10)


@pytest.mark.parametrize("write", [appended_values, appended_cells, own_cell])
def test_no_update_is_lost(office, write):
    """What eight clients add at the same time is all there in the end."""

    def work(client):
        with office.session() as session:
            numbers = range(client * TIMES, (client + 1) * TIMES)
            return [write(session, office.url, n).status_code for n in numbers]

    assert office.at_once(work) == [200] * CLIENTS * TIMES
    assert sorted(office.column("A:A")) == list(range(CLIENTS * TIMES))


def test_nobody_sees_half_a_batch(office):
    """Two cells that one batch writes are equal whoever looks, whenever."""

    def written(session, number):
        places = [{"sheetId": 0, "rowIndex": row} for row in (0, 900)]
        requests_ = [
            {"updateCells": {"start": place, "rows": rows, "fields": "*"}}
            for place in places
            for rows in [[{"values": [cell(number)]}]]
        ]
        body = {"requests": requests_}
        answer = session.post(f"{office.url}:batchUpdate", json=body, timeout=10)
        return answer.status_code == 200

    def seen(session):
        url = f"{office.url}/values:batchGet?ranges=A1&ranges=A901"
        first, second = session.get(url, timeout=10).json()["valueRanges"]
        return first.get("values") == second.get("values")

    def work(client):
        with office.session() as session:
            if client % 2:
                return [written(session, n) for n in range(ROUNDS)]
            return [seen(session) for _ in range(ROUNDS)]

    assert all(office.at_once(work))
