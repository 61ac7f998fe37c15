"""Whether a price beside a quantity is that of one item or of all of them."""

from typing import Final

import pandas as pd

from segments.model import Problem, Wording, list_problem
from segments.tables import Table, text_of

_TOGETHER: Final = Wording(
    "These prices grow with the quantity, so they were read as the price of all items"
    " together; head the column “Total” to be sure.",
    "",
)
_PLACES: Final = 2


def is_price_of_all(table: Table, prices: pd.Series, quantities: pd.Series) -> bool:
    """Return whether the prices of products sold in several quantities grow with them.

    A price is that of one item unless more products cost the same each only when
    their price is divided by the quantity than do so as it stands.

    Args:
        table: An orders table.
        prices: Its unit prices.
        quantities: How many items they are beside.
    """
    sold = pd.DataFrame(
        {"product": text_of(table, "product"), "quantity": quantities, "price": prices}
    )
    sold = sold[(sold["price"] > 0) & (sold["quantity"] > 0)].dropna()
    sold = sold.drop_duplicates()
    sold["each"] = (sold["price"] / sold["quantity"]).round(_PLACES)
    kinds = sold.groupby("product").nunique()
    several = kinds[kinds["quantity"] > 1]
    steady, divided = (several[name] == 1 for name in ("price", "each"))
    return int((divided & ~steady).sum()) > int(steady.sum())


def list_prices_of_all(table: Table) -> tuple[Problem, ...]:
    """Return a problem at the head of prices that were read as those of all items."""
    return list_problem(
        "price_of_all",
        _TOGETHER,
        source=table.source,
        row_indexes=(table.header_row_index,),
        column_index=table.fields["unit_price"],
    )
