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
    alone = ~has_id & ~has_day
    keys = [lines["customer"], lines["source"]]
    if has_id.any():
        ids, _ = pd.factorize(lines["order_id"])
        keys.append(pd.Series(ids, index=lines.index))
    if not has_id.all():
        keys.append(lines["day"].astype("int64").where(has_day & ~has_id, 0))
    if alone.any():
        numbers = pd.Series(range(1, len(lines) + 1), index=lines.index)
        keys.append(numbers.where(alone, 0))
    return lines.groupby(keys, sort=False).ngroup()
