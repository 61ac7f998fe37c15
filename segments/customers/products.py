"""What a customer has ever bought, as one text that a rule can look into."""

from typing import Final

import numpy as np
import pandas as pd

_A_CELL: Final = 50_000
_COMMA: Final = ", "


def join_products(customers: pd.Series, products: pd.Series) -> pd.Series:
    """Return per customer the products bought, each once, from A to Z.

    They are joined by ", ", as far as the text fits a cell: 50,000 characters.

    Args:
        customers: The customer of each line.
        products: Its product in one spelling, or None.

    Returns:
        Index ``customer``; customers without a named product are absent.
    """
    known = products.notna()
    who, people = pd.factorize(customers[known].to_numpy(dtype=object), sort=True)
    what, names = pd.factorize(products[known].to_numpy(dtype=object), sort=True)
    pairs = np.unique(who * max(len(names), 1) + what)
    buyer, bought = np.divmod(pairs, max(len(names), 1))
    starts = np.searchsorted(buyer, np.arange(1, len(people)))
    lists = np.split(names[bought], starts) if len(people) else []
    joined = [_fitting(_COMMA.join(items)) for items in lists]
    return pd.Series(joined, index=pd.Index(people, name="customer"), dtype=object)


def _fitting(text: str) -> str:
    if len(text) <= _A_CELL:
        return text
    return text[: _A_CELL + 1].rpartition(_COMMA)[0]
