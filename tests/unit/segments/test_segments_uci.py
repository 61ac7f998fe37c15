"""Published figures of public data sets, where the files are at hand."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from segments.customers import read_customers
from segments.model import Grid
from segments.tables import find_tables

DATA = Path("/work/shared/data")
RETAIL = DATA / "online_retail_uci.csv.gz"
RFM = DATA / "rfm_orders.csv"
EPOCH = pd.Timestamp(1899, 12, 30)


def cells_of(path, dates):
    rows = pd.read_csv(path, dtype={"InvoiceNo": str, "StockCode": str})
    days = pd.to_datetime(rows[dates]) - EPOCH
    rows[dates] = days / pd.Timedelta(days=1)
    columns = [rows[name].astype(object) for name in rows]
    return Grid(
        [
            [column.name, *column.where(column.notna(), None).tolist()]
            for column in columns
        ]
    )


@pytest.mark.skipif(not RETAIL.exists(), reason="the data set is not here")
def test_online_retail_gives_its_published_figures(rows_by_code):
    """541,909 order lines give the published customers, orders and revenue."""
    grid = cells_of(RETAIL, "InvoiceDate")

    reading = read_customers(find_tables("Orders", grid), as_of=dt.date(2011, 12, 10))

    assert len(reading.customers) == 4338
    assert reading.totals["order_lines"] == 397_884
    assert reading.totals["orders"] == 18_532
    assert reading.totals["gross"] == pytest.approx(8_911_407.904, abs=0.01)
    assert reading.totals["net"] == pytest.approx(8_300_065.81, abs=0.01)
    assert len(rows_by_code(reading.problems)["no_customer"]) == 135_080


@pytest.mark.skipif(not RFM.exists(), reason="the data set is not here")
@pytest.mark.parametrize(
    ("name", "recency_days", "orders", "spent"),
    [
        ("Abbey O'Reilly", 205, 6, 472),
        ("Add Senger", 140, 3, 340),
        ("Aden Lesch", 194, 4, 405),
        ("Aden Murphy", 98, 7, 596),
    ],
)
def test_rfm_orders_give_the_published_facts(name, recency_days, orders, spent):
    """The first people of the R package's example have its recency and spend."""
    grid = cells_of(RFM, "order_date")

    reading = read_customers(find_tables("Orders", grid), as_of=dt.date(2006, 12, 31))

    facts = reading.customers.loc[f"id:{name}"]
    assert facts["recency_days"] == recency_days
    assert (facts["orders"], facts["spent"]) == (orders, spent)


CDNOW = DATA / "cdnow_sample.txt"


def cdnow_cells(path):
    """Return the sample as a seller would keep it: a header over its columns."""
    names = ["Master", "Customer ID", "Date", "CDs", "Amount ($)"]
    rows = pd.read_csv(path, sep=r"\s+", names=names, dtype={"Customer ID": str})
    wanted = rows[names[1:]].rename(columns={"CDs": "Qty"})
    return Grid(
        [[name, *wanted[name].astype(object).tolist()] for name in wanted.columns]
    )


@pytest.mark.skipif(not CDNOW.exists(), reason="the data set is not here")
def test_cdnow_gives_its_published_figures():
    """6,919 purchases give the published buyers, revenue and repeat counts."""
    grid = cdnow_cells(CDNOW)

    whole = read_customers(find_tables("Orders", grid), as_of=dt.date(1998, 6, 30))
    first_half = read_customers(
        find_tables("Orders", grid), as_of=dt.date(1997, 9, 30)
    ).customers

    assert len(whole.customers) == 2357
    assert whole.totals["order_lines"] == 6919
    assert whole.totals["gross"] == pytest.approx(244_091.94)
    repeats = (first_half["orders"] - 1).clip(upper=7).value_counts().sort_index()
    assert repeats.tolist() == [1411, 439, 214, 100, 62, 38, 29, 64]
