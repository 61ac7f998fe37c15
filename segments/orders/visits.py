"""Which order lines are one order."""

import pandas as pd


def number_orders(lines: pd.DataFrame) -> pd.Series:
    """Return the number of the order each line belongs to.

    Lines of a customer with the same order id in the same tab are one order.
    Without an id, those of the same customer, tab and day are; without a day too,
    every line is an order of its own.

    Args:
        lines: Columns customer, source, order_id, day; one row per order line.
    """
    has_id = lines["order_id"].notna()
    has_day = lines["day"].notna()
    day = lines["day"].astype("int64").where(has_day & ~has_id, 0)
    alone = pd.Series(range(1, len(lines) + 1), index=lines.index)
    keys = [
        lines["customer"],
        lines["source"],
        pd.Series(pd.factorize(lines["order_id"])[0], index=lines.index),
        day,
        alone.where(~has_id & ~has_day, 0),
    ]
    return lines.groupby(keys, sort=False).ngroup()
