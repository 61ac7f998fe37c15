"""Part 1: a whole refresh, ours beside the tutorial's, over the same local server."""

from collections.abc import Mapping, Sequence
from typing import Final

from benchmarks.children import run_child
from benchmarks.cost import Measures, medians
from benchmarks.local_tracker import SheetsServer, sheets_server
from benchmarks.orders import as_csv, make_news, make_orders
from benchmarks.tables import pair, plain_table, ratio

REPEATS: Final = {100: 3, 2_000: 3, 20_000: 1}
QUICK_REPEATS: Final = {100: 1, 2_000: 1}
NEWS_SHARE: Final = 0.02
TAB: Final = "orders"
KINDS: Final = ("first", "nothing new", "2 % bought")
SIZES: Final = ("sent_bytes", "received_bytes")
BYTES_PER_KB: Final = 1e3

Compared = Mapping[tuple[int, str], tuple[Measures, Measures]]


def run(*, quick: bool) -> str:
    """Return the tables of part 1."""
    compared: dict[tuple[int, str], tuple[Measures, Measures]] = {}
    for customers, repeats in (QUICK_REPEATS if quick else REPEATS).items():
        rounds = [compare(customers) for _ in range(repeats)]
        for kind in KINDS:
            ours, theirs = zip(*(one[kind] for one in rounds), strict=True)
            compared[customers, kind] = medians(ours), medians(theirs)
    return "\n".join((cost_table(compared), api_table(compared)))


def compare(customers: int) -> dict[str, tuple[Measures, Measures]]:
    """Return what each kind of refresh costs us and the tutorial, one after another.

    Both have a spreadsheet of their own, made from the same file.
    """
    tracker = as_csv(make_orders(customers)).encode()
    with sheets_server() as server:
        ids = [server.upload(f"{TAB}.csv", tracker) for _ in range(2)]
        costs = {}
        for hour, kind in enumerate(KINDS):
            if kind == KINDS[-1]:
                add_news(server, ids, customers)
            ours = run_child("ours", server.url, server.token, ids[0], f"{hour}")
            theirs = run_child("tutorial", server.url, server.token, ids[1])
            require_everyone(customers, ours, theirs)
            costs[kind] = ours, theirs
    return costs


def add_news(server: SheetsServer, ids: Sequence[str], customers: int) -> None:
    """Let two in a hundred customers buy again."""
    news = list(make_news(customers, round(customers * NEWS_SHARE)))
    for spreadsheet_id in ids:
        server.append(spreadsheet_id, TAB, news)


def require_everyone(customers: int, *runs: Measures) -> None:
    """Refuse to compare programs that did not label the same customers."""
    labelled = [run["customers"] for run in runs]
    if labelled != [customers] * len(runs):
        raise RuntimeError(f"{labelled} customers were labelled, not {customers}")


def cost_table(compared: Compared) -> str:
    """Return ratios of time and memory, with our own figures for context."""
    header = (
        *("customers", "refresh", "time", "CPU", "memory"),
        *("s (ours : theirs)", "waiting s", "MB"),
    )
    rows = [
        [
            f"{customers:,}",
            kind,
            *(
                ratio(ours[name], theirs[name])
                for name in ("wall_s", "cpu_s", "peak_mb")
            ),
            pair(ours["wall_s"], theirs["wall_s"], 2),
            pair(ours["waited_s"], theirs["waited_s"], 2),
            pair(ours["peak_mb"], theirs["peak_mb"]),
        ]
        for (customers, kind), (ours, theirs) in compared.items()
    ]
    return plain_table("1a. Whole refresh, ours ÷ tutorial", header, rows)


def api_table(compared: Compared) -> str:
    """Return calls and bytes, ours : theirs, and the ratio of bytes."""
    header = (
        *("customers", "refresh", "reads", "writes"),
        *("sent", "received", "kB sent", "kB received"),
    )
    rows = [
        [
            f"{customers:,}",
            kind,
            *(pair(ours[name], theirs[name]) for name in ("reads", "writes")),
            *(ratio(ours[name], theirs[name]) for name in SIZES),
            *(_kilobytes(ours[name], theirs[name]) for name in SIZES),
        ]
        for (customers, kind), (ours, theirs) in compared.items()
    ]
    return plain_table("1b. What it asks of the API, ours : tutorial", header, rows)


def _kilobytes(ours: float, theirs: float) -> str:
    return pair(ours / BYTES_PER_KB, theirs / BYTES_PER_KB, 1)
