"""How the local server starts, keeps what is written, and serves eight at once."""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

import requests

from benchmarks.children import served_by
from benchmarks.cost import Measures, interleaved
from benchmarks.local_tracker import OWNER, TIMEOUT_S

STARTS: Final = 5
CLIENTS: Final = 8
CALLS: Final = 50
BARE: Final = ("-m", "benchmarks.bare_server")
OURS: Final = ("-m", "local_sheets", "--port", "0")

Cost = tuple[str, str, Measures, Measures]
Call = Callable[[requests.Session], requests.Response]


def serving_costs(*, quick: bool) -> list[Cost]:
    """Return job, peer, our cost and the peer's for each job."""
    calls = CALLS // 5 if quick else CALLS
    started = interleaved(
        1 if quick else STARTS,
        partial(start, OURS, "/local/quotas"),
        partial(start, BARE, "/"),
    )
    with (
        tempfile.TemporaryDirectory() as folder,
        served_by(*OURS, "--data", folder) as url,
        served_by(*BARE) as bare,
    ):
        write, read = writer(url), partial(requests.Session.get, url=f"{bare}/")
        one = interleaved(
            STARTS, partial(each, write, 1, calls), partial(each, read, 1, calls)
        )
        many = interleaved(
            STARTS,
            partial(each, write, CLIENTS, calls),
            partial(each, read, CLIENTS, calls),
        )
    jobs = {
        "start to first answer": started,
        "one cell kept on disk": one,
        f"the same, {CLIENTS} clients": many,
    }
    return [
        (job, "Flask + waitress", ours, floor) for job, (ours, floor) in jobs.items()
    ]


def start(command: tuple[str, ...], path: str) -> Measures:
    """Return how long a server takes from its start to its first answer."""
    started_s = time.perf_counter()
    with served_by(*command) as url:
        requests.get(url + path, timeout=TIMEOUT_S).raise_for_status()
        return {"wall_s": time.perf_counter() - started_s}


def writer(url: str) -> Call:
    """Return a function that writes one cell of a new spreadsheet."""
    asked = {"email": OWNER}
    answer = requests.post(f"{url}/local/tokens", json=asked, timeout=TIMEOUT_S).json()
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    root = f"{url}/v4/spreadsheets"
    made = requests.post(root, json={}, headers=headers, timeout=TIMEOUT_S).json()
    cell = f"{root}/{made['spreadsheetId']}/values/A1?valueInputOption=RAW"

    def write(session: requests.Session) -> requests.Response:
        return session.put(cell, json={"values": [["x"]]}, headers=headers)

    return write


def each(call: Call, clients: int, calls: int) -> Measures:
    """Return the seconds a call takes while so many clients call at once."""

    def work(_: int) -> None:
        with requests.Session() as session:
            for _ in range(calls):
                call(session).raise_for_status()

    with ThreadPoolExecutor(clients) as pool:
        started_s = time.perf_counter()
        list(pool.map(work, range(clients)))
    return {"wall_s": (time.perf_counter() - started_s) / calls / clients}
