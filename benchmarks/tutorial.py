"""The peer: one refresh as tutorials do it, ``python -m benchmarks.tutorial URL …``.

Plain gspread and pandas: read the tab as records, group, score with ``qcut`` over
ranks, then clear and fill one worksheet per segment and write the labels.
"""

import json
import sys
from typing import Any, Final

import gspread
import pandas as pd
import requests
from google.oauth2.credentials import Credentials

from benchmarks.cost import measure
from benchmarks.traffic import Traffic

GOOGLE: Final = "https://sheets.googleapis.com"
ORDERS_TAB: Final = "orders"
LABELS_TAB: Final = "Customers"
SPARE_ROWS: Final = 1000
COLUMNS: Final = 10
BINS: Final = [2, 4, 6, 8, 10, 12, 15]
SEGMENTS: Final = (
    *("Lost", "Hibernating", "At risk"),
    *("Potential loyalist", "Loyal", "Champion"),
)


def refresh(client: gspread.Client, spreadsheet_id: str) -> int:
    """Label every customer and return how many there are."""
    spreadsheet = client.open_by_key(spreadsheet_id)
    records = spreadsheet.worksheet(ORDERS_TAB).get_all_records()
    customers = label(pd.DataFrame(records))
    for segment in SEGMENTS:
        fill(spreadsheet, segment, customers[customers["Segment"] == segment])
    write_labels(spreadsheet, customers)
    return len(customers)


def label(orders: pd.DataFrame) -> pd.DataFrame:
    """Return recency, frequency, monetary value, scores and segment per customer."""
    orders["Date"] = pd.to_datetime(orders["Date"])
    today = orders["Date"].max() + pd.Timedelta(days=1)
    customers = orders.groupby(["Customer", "Phone"], as_index=False).agg(
        Recency=("Date", lambda days: (today - days.max()).days),
        Frequency=("Order ID", "nunique"),
        Monetary=("Amount", "sum"),
    )
    customers["R"] = quintile(-customers["Recency"])
    customers["F"] = quintile(customers["Frequency"])
    customers["M"] = quintile(customers["Monetary"])
    total = customers[["R", "F", "M"]].sum(axis=1)
    customers["Segment"] = pd.cut(total, bins=BINS, labels=list(SEGMENTS)).astype(str)
    return customers


def quintile(figures: pd.Series) -> pd.Series:
    """Return 1 to 5; ranks make equal figures differ, or ``qcut`` would fail."""
    ranks = figures.rank(method="first")
    return pd.qcut(ranks, 5, labels=[1, 2, 3, 4, 5]).astype(int)


def fill(spreadsheet: gspread.Spreadsheet, title: str, customers: pd.DataFrame) -> None:
    """Clear a worksheet and write these customers."""
    worksheet = open_worksheet(spreadsheet, title, len(customers))
    worksheet.clear()
    worksheet.update([list(customers.columns), *customers.to_numpy().tolist()])


def write_labels(spreadsheet: gspread.Spreadsheet, customers: pd.DataFrame) -> None:
    """Write the label column, beside the names it is about."""
    worksheet = open_worksheet(spreadsheet, LABELS_TAB, len(customers))
    labels = customers[["Customer", "Segment"]].to_numpy().tolist()
    worksheet.update([["Customer", "Segment"], *labels])


def open_worksheet(
    spreadsheet: gspread.Spreadsheet, title: str, rows: int
) -> gspread.Worksheet:
    """Return the worksheet with this title, a new one if there is none."""
    try:
        return spreadsheet.worksheet(title)
    except gspread.WorksheetNotFound:
        return spreadsheet.add_worksheet(title, rows + SPARE_ROWS, COLUMNS)


class LocalHttpClient(gspread.HTTPClient):
    """gspread's own client, sent to a local server instead of Google."""

    root = ""

    def request(
        self,
        method: str,
        endpoint: str,
        *args: Any,  # noqa: ANN401 - as gspread has them
        **options: Any,  # noqa: ANN401
    ) -> requests.Response:
        """Send one request to the local server."""
        endpoint = endpoint.replace(GOOGLE, self.root, 1)
        return super().request(method, endpoint, *args, **options)


def main(url: str, token: str, spreadsheet_id: str) -> None:
    """Refresh once and print what it cost."""
    LocalHttpClient.root = url
    credentials = Credentials(token=token)  # type: ignore[no-untyped-call]
    client = gspread.authorize(credentials, http_client=LocalHttpClient)
    traffic = Traffic()
    traffic.watch(client.http_client.session)
    customers, costs = measure(lambda: refresh(client, spreadsheet_id))
    figures = {**costs, **traffic.figures(), "customers": customers}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:4])
