"""Published figures of public data sets, where the files are at hand."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from segments.customers import read_customers
from segments.model import Grid
from segments.schemes import load_scheme, scheme_names
from segments.scores import ScoreSettings, rfm_scores, score_cut_offs
from segments.tables import find_tables
from tests.unit.segments.crowds import label_by

DATA = Path("/work/shared/data")
RETAIL = DATA / "online_retail_uci.csv.gz"
RFM = DATA / "rfm_orders.csv"
EPOCH = pd.Timestamp(1899, 12, 30)
FIRST_LINES = 12_000
MANY = 250


def cells_of(path, dates, lines=None):
    kinds = {"InvoiceNo": str, "StockCode": str}
    rows = pd.read_csv(path, dtype=kinds, nrows=lines)
    days = pd.to_datetime(rows[dates]) - EPOCH
    rows[dates] = days / pd.Timedelta(days=1)
    columns = [rows[name].astype(object) for name in rows]
    return Grid(
        [
            [column.name, *column.where(column.notna(), None).tolist()]
            for column in columns
        ]
    )


def retail_table(lines=None):
    """Return the one table of Online Retail, or of its first lines."""
    if not RETAIL.exists():
        pytest.skip("the data set is not here")
    (table,) = find_tables("Orders", cells_of(RETAIL, "InvoiceDate", lines))
    return table


@pytest.fixture(scope="module")
def retail():
    """Return all of it."""
    return retail_table()


@pytest.fixture(scope="module")
def retail_customers(retail):
    """Return its customers."""
    return read_customers([retail], as_of=dt.date(2011, 12, 10))


@pytest.mark.soak
def test_online_retail_gives_its_published_figures(retail_customers, rows_by_code):
    """541,909 order lines give the published customers, orders and revenue."""
    reading = retail_customers

    assert len(reading.customers) == 4338
    assert reading.totals["order_lines"] == 397_884
    assert reading.totals["orders"] == 18_532
    assert reading.totals["gross"] == pytest.approx(8_911_407.904, abs=0.01)
    assert reading.totals["net"] == pytest.approx(8_300_065.81, abs=0.01)
    assert len(rows_by_code(reading.problems)["no_customer"]) == 135_080


@pytest.mark.soak
def test_shuffling_online_retail_changes_no_label(retail, retail_customers):
    """With its rows in any other order, 0 of 4,338 labels differ, by every scheme."""
    shuffled = read_customers([in_other_order(retail)], as_of=dt.date(2011, 12, 10))

    assert len(shuffled.customers) == len(retail_customers.customers) == 4338
    assert labels_that_differ(retail_customers, shuffled) == 0


def test_shuffling_its_first_weeks_changes_no_label():
    """The same for the lines of its first weeks, some 300 customers."""
    weeks = retail_table(FIRST_LINES)
    as_of = dt.date(2010, 12, 10)

    reading = read_customers([weeks], as_of=as_of)
    shuffled = read_customers([in_other_order(weeks)], as_of=as_of)

    assert len(reading.customers) > MANY
    assert len(shuffled.customers) == len(reading.customers)
    assert labels_that_differ(reading, shuffled) == 0


def in_other_order(table):
    """Return the table with its rows shuffled."""
    rows = table.body.sample(frac=1, random_state=7).set_axis(table.body.index)
    return replace(table, body=rows)


def labels_that_differ(reading, other):
    """Return how many labels are not the same in both, by all schemes together."""
    count = 0
    for name in scheme_names():
        before = label_by(load_scheme(name), reading)
        after = label_by(load_scheme(name), other).reindex(before.index)
        count += int((before != after).sum())
    return count


@pytest.fixture(scope="module")
def rfm_sample():
    """Return the customers of the R package's example."""
    if not RFM.exists():
        pytest.skip("the data set is not here")
    grid = cells_of(RFM, "order_date")
    tables = find_tables("Orders", grid)
    return read_customers(tables, as_of=dt.date(2006, 12, 31)).customers


def test_rfm_orders_give_the_published_thresholds(rfm_sample):
    """The setting "quantiles" cuts where the R package says it does."""
    found = score_cut_offs(rfm_sample, ScoreSettings(method="quantiles"))

    assert found["r"].tolist() == [115, 181, 297.4, 482]
    assert found["f"].tolist() == [8, 6, 5, 4]
    assert found["m"].tolist() == [666, 506.4, 382, 255.8]


@pytest.mark.parametrize(
    ("name", "recency_days", "orders", "spent", "code"),
    [
        ("Abbey O'Reilly", 205, 6, 472, "343"),
        ("Add Senger", 140, 3, 340, "412"),
        ("Aden Lesch", 194, 4, 405, "323"),
        ("Aden Murphy", 98, 7, 596, "544"),
    ],
)
def test_rfm_orders_give_the_published_codes(
    rfm_sample, name, recency_days, orders, spent, code
):
    """The first people of the R package's example have its facts and its codes."""
    scores = rfm_scores(rfm_sample, ScoreSettings(method="quantiles"))

    facts = rfm_sample.loc[f"id:{name}"]
    assert facts["recency_days"] == recency_days
    assert (facts["orders"], facts["spent"]) == (orders, spent)
    assert scores.loc[f"id:{name}", "rfm"] == code


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
