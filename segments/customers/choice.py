"""One value of several, chosen by what is said and never by row order."""

import pandas as pd


def most_frequent(
    customers: pd.Series, values: pd.Series, *, rank: pd.Series | None = None
) -> pd.Series:
    """Return per customer the value that stands most often.

    Of values that stand equally often, the first in the alphabet is chosen.

    Args:
        customers: The customer of each row, or None.
        values: Text per row, or None.
        rank: Rows of the lowest rank a customer has go before all others.

    Returns:
        Index ``customer``; customers without a value are absent.
    """
    known = values.notna() & customers.notna()
    if not known.any():
        return pd.Series([], index=pd.Index([], name="customer"), dtype=object)
    said = pd.DataFrame(
        {
            "customer": customers[known],
            "value": values[known],
            "rank": 0 if rank is None else rank[known],
        }
    )
    counts = said.groupby(["customer", "rank", "value"], as_index=False).size()
    order = ["customer", "rank", "size", "value"]
    counts = counts.sort_values(order, ascending=[True, True, False, True])
    best = counts.drop_duplicates("customer").set_index("customer")["value"]
    return best.astype(object)
