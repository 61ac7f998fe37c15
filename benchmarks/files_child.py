"""Workbook files by the local server's store and by the bare library beneath it.

``python -m benchmarks.files_child csv_in ours 20000`` prints what one run cost.
"""

import csv
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import python_calamine
import xlsxwriter

from benchmarks.cost import measure
from benchmarks.orders import HEADER, ORDERS_PER_CUSTOMER, as_csv, as_row, make_orders
from local_sheets import Store

Row = Sequence[str | int]
Work = Callable[[], object]


def write_bare(path: Path, rows: Sequence[Row]) -> None:
    """Write rows with nothing but xlsxwriter."""
    with xlsxwriter.Workbook(path) as workbook:
        worksheet = workbook.add_worksheet("orders")
        for index, row in enumerate(rows):
            worksheet.write_row(index, 0, row)


def read_csv_bare(path: Path) -> int:
    """Return the number of rows that the standard library reads."""
    with path.open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file)))


def read_xlsx_bare(path: Path) -> int:
    """Return the number of rows that calamine reads."""
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    return len(workbook.get_sheet_by_index(0).to_python())


def csv_in(folder: Path, lines: int) -> tuple[Work, Work]:
    """Return ours and the floor for a comma-separated file in."""
    path = folder / "orders.csv"
    orders = make_orders(lines // ORDERS_PER_CUSTOMER)
    path.write_text(as_csv(orders), encoding="utf-8", newline="")
    return partial(Store().import_file, path), partial(read_csv_bare, path)


def xlsx_in(folder: Path, lines: int) -> tuple[Work, Work]:
    """Return ours and the floor for a workbook in."""
    path = folder / "orders.xlsx"
    write_bare(path, make_rows(lines))
    return partial(Store().import_file, path), partial(read_xlsx_bare, path)


def xlsx_out(folder: Path, lines: int) -> tuple[Work, Work]:
    """Return ours and the floor for a workbook out."""
    store = Store()
    source = folder / "orders.csv"
    orders = make_orders(lines // ORDERS_PER_CUSTOMER)
    source.write_text(as_csv(orders), encoding="utf-8", newline="")
    spreadsheet_id = store.import_file(source)
    ours = partial(store.export_xlsx, spreadsheet_id, folder / "ours.xlsx")
    return ours, partial(write_bare, folder / "bare.xlsx", make_rows(lines))


def make_rows(lines: int) -> list[Row]:
    """Return a header and order lines."""
    orders = make_orders(lines // ORDERS_PER_CUSTOMER)
    return [HEADER, *map(as_row, orders)]


JOBS: Final = {"csv_in": csv_in, "xlsx_in": xlsx_in, "xlsx_out": xlsx_out}


def main(job: str, program: str, lines: str) -> None:
    """Do one job once and print what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        ours, floor = JOBS[job](Path(folder), int(lines))
        _, costs = measure(ours if program == "ours" else floor)
    sys.stdout.write(json.dumps(costs))


if __name__ == "__main__":
    main(*sys.argv[1:4])
