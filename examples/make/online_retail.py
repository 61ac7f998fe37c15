"""A cut of UCI Online Retail: some customers with all their lines, each line as it is.

Source: Chen, D. (2015), "Online Retail", https://doi.org/10.24432/C5BW33, CC BY 4.0.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

CUSTOMER_COUNT = 320
CUSTOMER_LINES = 100  # a buyer of more would outweigh the others, and the file
CANCELLED_ONLY_COUNT = 8
UNNAMED_INVOICE_COUNT = 60
UNNAMED_INVOICE_LINES = 12  # a longer one would outweigh the named customers
SEED = 352  # the data set's number at UCI

INVOICE, CUSTOMER = 0, 6


def write_cut(source: Path, target: Path) -> None:
    """Read the full table (.csv.gz) and write the cut, the header line first."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as table:
        header, *lines = table
    kept = choose_lines(lines)
    target.write_text("".join([header, *kept]), encoding="utf-8", newline="")


def choose_lines(lines: Sequence[str]) -> list[str]:
    """Keep whole customers and some invoices without one; order and text stay."""
    rows = list(csv.reader(lines))
    customers = _choose_customers(rows)
    invoices = _choose_unnamed(rows)
    return [
        line
        for line, row in zip(lines, rows, strict=True)
        if row[CUSTOMER] in customers
        or (not row[CUSTOMER] and row[INVOICE] in invoices)
    ]


def _choose_customers(rows: Iterable[Sequence[str]]) -> set[str]:
    invoices: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        invoices[row[CUSTOMER]].append(row[INVOICE][:1])
    invoices.pop("", None)
    cancelled_only = [each for each, kinds in invoices.items() if {*kinds} == {"C"}]
    small = [each for each, kinds in invoices.items() if len(kinds) <= CUSTOMER_LINES]
    return {
        *_sample(small, CUSTOMER_COUNT),
        *_sample(cancelled_only, CANCELLED_ONLY_COUNT),
    }


def _choose_unnamed(rows: Iterable[Sequence[str]]) -> set[str]:
    sizes: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        if not row[CUSTOMER]:
            sizes[row[INVOICE]] += 1
    short = [each for each, size in sizes.items() if size <= UNNAMED_INVOICE_LINES]
    return {*_sample(short, UNNAMED_INVOICE_COUNT)}


def _sample(ids: Iterable[str], count: int) -> list[str]:
    ordered = sorted(ids)
    return Random(SEED).sample(ordered, min(count, len(ordered)))
