"""Order logs to test labels on: published ones, the shipped example, invented shops."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from benchmarks.back_test_shops import SHOPS, invent_orders

ROOT: Final = Path(__file__).resolve().parent.parent
PUBLISHED: Final = ROOT.parent / "shared" / "data"
EXAMPLE: Final = ROOT / "examples" / "online-retail.csv"
COLUMNS: Final = ["customer", "day", "amount"]


@dataclass(frozen=True, slots=True)
class OrderLog:
    """Who ordered when, and for how much.

    Attributes:
        name: As shown.
        orders: One row per order; columns customer (text), day (datetime64), amount.
    """

    name: str
    orders: pd.DataFrame


def order_logs(*, published: bool) -> Iterator[OrderLog]:
    """Yield the logs that are there; ``missing_logs`` names the others."""
    readers = {"UCI": read_uci, "CDNOW": read_cdnow, "rfm": read_rfm}
    for name, path in published_files().items():
        if published and path.exists():
            yield OrderLog(name, readers[name](path))
    yield OrderLog("shipped example", read_uci(EXAMPLE))
    for shop in SHOPS:
        yield OrderLog(shop.name, invent_orders(shop))


def published_files() -> dict[str, Path]:
    """Return where each published log is kept, if it is; none is shipped."""
    return {
        "UCI": PUBLISHED / "online_retail_uci.csv.gz",
        "CDNOW": PUBLISHED / "cdnow_sample.txt",
        "rfm": PUBLISHED / "rfm_orders.csv",
    }


def missing_logs() -> list[str]:
    """Return the names of the published logs that are not kept here."""
    return [name for name, path in published_files().items() if not path.exists()]


def read_uci(path: Path) -> pd.DataFrame:
    """Return the invoices of UCI Online Retail whose customer is known.

    Lines with a quantity or price of zero or less, so all cancellations, are left
    out; what is left of an invoice is an order.
    """
    lines = pd.read_csv(path, parse_dates=["InvoiceDate"])
    sold = (lines["Quantity"] > 0) & (lines["UnitPrice"] > 0)
    lines = lines[sold & lines["CustomerID"].notna()]
    lines["amount"] = lines["Quantity"] * lines["UnitPrice"]
    lines["customer"] = lines["CustomerID"].astype(int).astype(str)
    invoices = lines.groupby(["InvoiceNo", "customer"], as_index=False).agg(
        day=("InvoiceDate", "min"), amount=("amount", "sum")
    )
    invoices["day"] = invoices["day"].dt.normalize()
    return invoices[COLUMNS]


def read_cdnow(path: Path) -> pd.DataFrame:
    """Return the purchases of the 1/10 sample of CDNOW."""
    columns = ["master", "customer", "day", "discs", "amount"]
    text = {"customer": str, "day": str}
    bought = pd.read_csv(path, sep=r"\s+", header=None, names=columns, dtype=text)
    bought["day"] = pd.to_datetime(bought["day"], format="%Y%m%d")
    return bought[COLUMNS]


def read_rfm(path: Path) -> pd.DataFrame:
    """Return the orders of the rfm package; customers are names."""
    named = {"customer_id": "customer", "order_date": "day", "revenue": "amount"}
    return pd.read_csv(path, parse_dates=["order_date"]).rename(columns=named)[COLUMNS]
