"""Part 3: the local Sheets server, each job beside the least that could do it."""

import json
import time
from collections.abc import Callable
from functools import partial
from typing import Final

import requests

from benchmarks.children import run_child, served_by
from benchmarks.cost import Measures, interleaved
from benchmarks.local_tracker import TIMEOUT_S, SheetsServer, sheets_server
from benchmarks.orders import ORDERS_PER_CUSTOMER, as_csv, make_orders
from benchmarks.serving import serving_costs
from benchmarks.tables import plain_table, ratio

UNFORMATTED: Final = (
    "valueRenderOption=UNFORMATTED_VALUE&majorDimension=COLUMNS&prettyPrint=false"
)
LINES: Final = 100_000
FILE_LINES: Final = 20_000
QUICK_LINES: Final = 3_000
CALLS: Final = 100
REPEATS: Final = 3
MILLISECONDS: Final = 1e3
HEADER: Final = ("job", "beside", "time", "ours ms", "floor ms")
FILE_JOBS: Final = {
    "csv_in": (".csv in", "csv.reader"),
    "xlsx_in": (".xlsx in", "calamine"),
    "xlsx_out": (".xlsx out", "xlsxwriter"),
}


def run(*, quick: bool) -> str:
    """Return the table of part 3."""
    lines, file_lines = (QUICK_LINES, QUICK_LINES) if quick else (LINES, FILE_LINES)
    rows = [
        *call_rows(lines),
        *(row(*cost) for cost in serving_costs(quick=quick)),
        *file_rows(file_lines, 1 if quick else REPEATS),
    ]
    return plain_table("3. Local server, ours ÷ floor", HEADER, rows)


def call_rows(lines: int) -> list[list[str]]:
    """Return a row for one huge read and one for the smallest."""
    tracker = as_csv(make_orders(lines // ORDERS_PER_CUSTOMER)).encode()
    with sheets_server() as server, served_by("-m", "benchmarks.bare_server") as bare:
        spreadsheet_id = server.upload("orders.csv", tracker)
        root = f"{server.url}/v4/spreadsheets/{spreadsheet_id}"
        read_all = caller(f"{root}/values:batchGet?ranges=orders&{UNFORMATTED}", server)
        answer = read_all()
        huge = interleaved(
            REPEATS,
            partial(seconds, read_all),
            partial(seconds, lambda: json.loads(json.dumps(answer))),
        )
        small = interleaved(
            CALLS,
            partial(seconds, caller(f"{root}/values/orders!C1", server)),
            partial(seconds, caller(bare, server)),
        )
    return [
        row(f"batchGet {lines:,} × 8", "json, there and back", *huge),
        row("one cell", "Flask + waitress", *small),
    ]


def file_rows(lines: int, repeats: int) -> list[list[str]]:
    """Return a row for each kind of file, in and out."""
    return [
        row(
            f"{name}, {lines:,} × 8",
            beside,
            *interleaved(
                repeats,
                partial(run_child, "files_child", job, "ours", f"{lines}"),
                partial(run_child, "files_child", job, "floor", f"{lines}"),
            ),
        )
        for job, (name, beside) in FILE_JOBS.items()
    ]


def caller(url: str, server: SheetsServer) -> Callable[[], object]:
    """Return a function that fetches an address over a connection it keeps."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {server.token}"

    def call() -> object:
        answer = session.get(url, timeout=TIMEOUT_S)
        answer.raise_for_status()
        return answer.json()

    return call


def seconds(work: Callable[[], object]) -> Measures:
    """Return how long the work took."""
    started_s = time.perf_counter()
    work()
    return {"wall_s": time.perf_counter() - started_s}


def row(job: str, beside: str, ours: Measures, floor: Measures) -> list[str]:
    """Return a row of the table."""
    return [
        job,
        beside,
        ratio(ours["wall_s"], floor["wall_s"]),
        f"{ours['wall_s'] * MILLISECONDS:,.1f}",
        f"{floor['wall_s'] * MILLISECONDS:,.1f}",
    ]
