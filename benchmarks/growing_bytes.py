"""Part 6: what a refresh sends and receives, by how much has changed."""

from typing import Final

from benchmarks.children import run_child
from benchmarks.cost import Measures
from benchmarks.local_tracker import SheetsServer, sheets_server
from benchmarks.orders import as_csv, make_news, make_orders
from benchmarks.tables import plain_table
from benchmarks.whole_refresh import BYTES_PER_KB, NEWS_SHARE, TAB

SIZES: Final = (100, 2_000, 20_000, 100_000)
QUICK_SIZES: Final = (100, 2_000)
FIRST, QUIET, BOUGHT, RULED = "first", "nothing new", "2 % bought", "a rule changed"
RULES: Final = "Segment rules"
SEGMENT, AT_LEAST = "VIP", ">="
HEADER: Final = (
    *("customers", "refresh", "moved", "reads", "writes"),
    *("kB sent", "÷ first", "kB received"),
)


def run(*, quick: bool) -> str:
    """Return the table of part 6."""
    rows = [
        row_of(customers, kind, costs, first=by_kind[FIRST])
        for customers in (QUICK_SIZES if quick else SIZES)
        for by_kind in [refreshes(customers)]
        for kind, costs in by_kind.items()
    ]
    return plain_table("6. Bytes by what has changed", HEADER, rows)


def refreshes(customers: int) -> dict[str, Measures]:
    """Return what each of four refreshes costs, one after another."""
    tracker = as_csv(make_orders(customers)).encode()
    with sheets_server() as server:
        spreadsheet_id = server.upload(f"{TAB}.csv", tracker)
        costs = {}
        for hour, kind in enumerate((FIRST, QUIET, BOUGHT, RULED)):
            if kind == BOUGHT:
                news = make_news(customers, round(customers * NEWS_SHARE))
                server.append(spreadsheet_id, TAB, news)
            if kind == RULED:
                ask_for_more(server, spreadsheet_id)
            asked = (server.url, server.token, spreadsheet_id, f"{hour}")
            costs[kind] = run_child("ours", *asked)
    return costs


def ask_for_more(server: SheetsServer, spreadsheet_id: str) -> None:
    """Let the first rule of one segment ask for an order more."""
    rows = server.rows(spreadsheet_id, RULES)
    header = next(row for row in rows if row[:2] == ["Kind", "Segment"])
    column = header.index("Orders")
    at = next(
        row_index
        for row_index, row in enumerate(rows)
        if row[1:2] == [SEGMENT] and row[column].startswith(AT_LEAST)
    )
    stricter = int(rows[at][column].removeprefix(AT_LEAST)) + 1
    cell = f"'{RULES}'!{chr(ord('A') + column)}{at + 1}"
    server.type_cell(spreadsheet_id, cell, f"{AT_LEAST}{stricter}")


def row_of(customers: int, kind: str, costs: Measures, *, first: Measures) -> list[str]:
    """Return a row of the table; the ratio is to the first write of the same size."""
    return [
        f"{customers:,}",
        kind,
        f"{costs['moved']:,.0f}",
        f"{costs['reads']:.0f}",
        f"{costs['writes']:.0f}",
        f"{costs['sent_bytes'] / BYTES_PER_KB:,.1f}",
        f"{costs['sent_bytes'] / first['sent_bytes']:.2%}",
        f"{costs['received_bytes'] / BYTES_PER_KB:,.1f}",
    ]
