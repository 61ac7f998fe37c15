"""A server that is killed at any moment, and started again on the same folder."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import requests

from local_sheets.storage.opening import open_store

OWNER = "owner@example.com"
THREADS = 4
WRITES = 1000
KILLED_AFTER = 200


@contextmanager
def served(folder):
    """Run the command on a folder; yield its process and its address."""
    command = [sys.executable, "-m", "local_sheets", "--port", "0", "--data", folder]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, process.stdout.readline().split()[-1]
        finally:
            process.kill()


class Client:
    """Writes numbered batches, and notes which of them were acknowledged."""

    def __init__(self, url):
        body = {"email": OWNER}
        self.token = requests.post(f"{url}/local/tokens", json=body, timeout=10).json()
        self.url = f"{url}/v4/spreadsheets"
        with self.session() as session:
            made = session.post(self.url, json={}, timeout=10).json()
        self.file_id = made["spreadsheetId"]
        self.acknowledged = set()
        self.enough = threading.Event()

    def session(self):
        session = requests.Session()
        session.headers["Authorization"] = f"Bearer {self.token['access_token']}"
        return session

    def write(self, numbers):
        """Send batches over one connection until the server is gone."""
        with self.session() as session:
            for number in numbers:
                try:
                    answer = session.post(
                        f"{self.url}/{self.file_id}:batchUpdate",
                        json={"requests": batch(number)},
                        timeout=10,
                    )
                except requests.ConnectionError:
                    return
                if answer.status_code == 200:
                    self.acknowledged.add(number)
                if len(self.acknowledged) >= KILLED_AFTER:
                    self.enough.set()


def batch(number):
    """Return two cells far apart and a line of metadata that belong together."""
    key = {"metadataKey": "batch", "metadataValue": f"{number}"}
    place = {"location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
    return [
        typed(number, 0, number),
        {"createDeveloperMetadata": {"developerMetadata": {**key, **place}}},
        typed(WRITES - number, 5, number),
    ]


def typed(row, column, number):
    cell = {"userEnteredValue": {"numberValue": number}}
    start = {"sheetId": 0, "rowIndex": row % WRITES, "columnIndex": column}
    rows = [{"values": [cell]}]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def column(spreadsheet, at):
    """Return the numbers in a column, with the rows they stand in."""
    rows = spreadsheet.sheets[0].rows
    return {
        (index, int(row.values[at]))
        for index, row in enumerate(rows)
        if len(row.values) > at and row.values[at] is not None
    }


def test_a_killed_server_lost_nothing_and_kept_nothing_half(tmp_path):
    """Every acknowledged batch is there again; of every other, all of it or nothing."""
    with served(tmp_path) as (process, url):
        client = Client(url)
        numbers = range(1, WRITES)
        with ThreadPoolExecutor(THREADS) as pool:
            for thread in range(THREADS):
                pool.submit(client.write, numbers[thread::THREADS])
            client.enough.wait(timeout=60)
            process.kill()

    store = open_store(tmp_path)
    spreadsheet = store.spreadsheet(client.file_id)
    store.close()
    kept = {int(item["metadataValue"]) for item in spreadsheet.metadata}
    assert KILLED_AFTER <= len(client.acknowledged) < WRITES - 1
    assert client.acknowledged <= kept
    assert column(spreadsheet, 0) == {(number, number) for number in kept}
    assert column(spreadsheet, 5) == {(WRITES - number, number) for number in kept}


def test_a_folder_has_one_server_at_a_time(tmp_path):
    """The second says so and ends; after the first is killed, another may start."""
    with served(tmp_path) as (process, _):
        second = subprocess.run(
            [sys.executable, "-m", "local_sheets", "--port", "0", "--data", tmp_path],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        process.kill()
    database = tmp_path / "local_sheets.sqlite"
    assert second.returncode == 1
    assert second.stdout == ""
    assert second.stderr == (
        f"{database} is in use by another server; stop that first.\n"
    )
    with served(tmp_path) as (_, url):
        assert requests.get(f"{url}/local/quotas", timeout=10).status_code == 200
