"""What others rank customers by: recency, orders, eleven groups and six groups."""

from typing import Final

import pandas as pd

ELEVEN: Final = {
    5: ("New", "Active", "Active", "Champions", "Champions"),
    4: ("Promising", "Active", "Active", "Loyal", "Loyal"),
    3: ("Almost lost", "Almost lost", "Needs attention", "Loyal", "Loyal"),
    2: ("Dormant", "Dormant", "At risk", "At risk", "Previously loyal"),
    1: ("Dormant", "Dormant", "At risk", "At risk", "Previously loyal"),
}
"""R → the group for FM up to 1, 2, 3, 4 and 5; the eleventh has no orders."""
ELEVEN_ORDER: Final = (
    *("Champions", "Loyal", "Previously loyal"),  # a strong history
    *("Active", "Needs attention", "At risk"),  # a moderate one
    *("New", "Promising", "Almost lost", "Dormant"),  # a short one
)
"""Strong histories first, and within them the more recent first."""
SIX: Final = {
    "Champions": "333 332 323",
    "Loyal": "321 322 331 232 233",
    "Recent": "312 313 311 222 223",
    "Needs Attention": "213 221 123 132 133",
    "At Risk": "231 212 122 131 211",
    "Inactive": "111 112 113 121",
}
"""Klaviyo's groups in the order it lists them, and the codes of each."""
SIX_R_DAYS: Final = (180, 365)


def histories(orders: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return what each customer did up to a date.

    Args:
        orders: One row per order; columns customer, day (datetime64), amount.
        as_of: Later orders do not count.

    Returns:
        Index ``customer``; orders, spent, recency_days; last_days and age_days, from
        the first order to the last one and to the date.
    """
    by_customer = orders[orders["day"] <= as_of].groupby("customer")
    days = by_customer["day"]
    first, last = days.min(), days.max()
    return pd.DataFrame(
        {
            "orders": by_customer.size(),
            "spent": by_customer["amount"].sum(),
            "recency_days": (as_of - last).dt.days,
            "last_days": (last - first).dt.days,
            "age_days": (as_of - first).dt.days,
        }
    )


def rank_by_eleven(history: pd.DataFrame) -> pd.Series:
    """Return the rank of the group in the usual 5 × 5 grid; scores are fifths."""
    r = _equal_parts(-history["recency_days"], 5)
    f, m = _equal_parts(history["orders"], 5), _equal_parts(history["spent"], 5)
    columns = (f + m + 1) // 2  # FM = (F + M) ÷ 2, in steps of a half, rounded up
    groups = [ELEVEN[row][column - 1] for row, column in zip(r, columns, strict=True)]
    return rank_in(ELEVEN_ORDER, pd.Series(groups, index=history.index))


def rank_by_six(history: pd.DataFrame) -> pd.Series:
    """Return the rank of Klaviyo's group: R by fixed days, F and M by thirds."""
    codes = {code: group for group, codes in SIX.items() for code in codes.split()}
    three, two = SIX_R_DAYS
    recency = history["recency_days"]
    r = 1 + (recency <= two).astype(int) + (recency <= three).astype(int)
    f, m = _equal_parts(history["orders"], 3), _equal_parts(history["spent"], 3)
    code = r.astype(str) + f.astype(str) + m.astype(str)
    return rank_in(tuple(SIX), code.map(codes))


def rank_in(value_order: tuple[str, ...], groups: pd.Series) -> pd.Series:
    """Return how high each group stands; those not in the order stand below all."""
    heights = {group: -place for place, group in enumerate(value_order)}
    return groups.map(heights).fillna(-len(value_order)).astype(int)


def _equal_parts(values: pd.Series, parts: int) -> pd.Series:
    """Return 1 … parts by average rank, so that equal values score alike."""
    ranks = values.rank(method="average")
    return (parts * (ranks - 1 / 2) // len(values)).astype(int) + 1
