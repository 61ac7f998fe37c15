"""What an order says once for all its lines: who, when, and its status.

A shop export spans an order over several rows and fills only the first.
"""

from dataclasses import replace
from typing import Final

import pandas as pd

from segments.tables import Table
from segments.values.distinct import read_text

_SAID_ONCE: Final = (
    *("customer_id", "name", "first_name", "last_name", "phone", "email", "handle"),
    *("city", "state", "country", "source_channel", "currency"),
    *("order_date", "status", "payment_status", "delivery_status", "cancelled_on"),
)


def complete_orders(table: Table) -> Table:
    """Return the table with blanks filled from other lines of the same order.

    A blank is filled only when the other lines of its order say one and the same.
    """
    if "order_id" not in table.fields:
        return table
    order_ids = read_text(table.body["order_id"])
    gaps = [
        role
        for role in _SAID_ONCE
        if role in table.fields and table.body[role].isna().any()
    ]
    filled = {role: _fill(table.body[role], order_ids) for role in gaps}
    return replace(table, body=table.body.assign(**filled))


def _fill(cells: pd.Series, order_ids: pd.Series) -> pd.Series:
    said = pd.DataFrame({"order_id": order_ids, "cell": cells}).dropna()
    said = said.drop_duplicates()
    single = said[~said["order_id"].duplicated(keep=False)]
    known = order_ids.map(single.set_index("order_id")["cell"])
    return cells.where(cells.notna(), known).astype(object)
