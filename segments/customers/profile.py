"""How each customer is called and reached, and what the seller noted about them."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from segments.customers.choice import most_frequent
from segments.customers.roll import Roll
from segments.headers import CUSTOMERS
from segments.tables import Table
from segments.values.distinct import read_text

_TEXTS: Final = (
    *("customer_id", "name", "phone", "email", "handle", "city", "state", "country"),
    *("source_channel", "notes", "pin"),
)
_NAMED_BY: Final = ("name", "handle", "phone", "email", "customer_id")
_BOUGHT: Final = ("favourite_product", "favourite_category")


def profiles(roll: Roll, facts: pd.DataFrame) -> pd.DataFrame:
    """Return the customers frame: who they are beside what they bought.

    Of several spellings the most frequent is shown, those in customers tables
    before those in order rows.

    Args:
        roll: Who each row is.
        facts: Index ``customer``, every customer; the facts from orders.
    """
    people = roll.people[roll.people["customer"].isin(facts.index)]
    rank = (people["kind"] != CUSTOMERS).astype(int)
    texts = {
        role: most_frequent(people["customer"], people[role], rank=rank)
        for role in _TEXTS
    }
    who = pd.DataFrame(texts, index=facts.index, dtype=object)
    who = who.where(who.notna(), None)
    out = people.loc[people["opted_out"].astype(bool), "customer"]
    bought = facts[[*_BOUGHT]].astype(object)
    customers = pd.concat([who, facts.drop(columns=["has_rhythm", *_BOUGHT])], axis=1)
    return customers.assign(
        display_name=_display_names(who),
        orders=facts["orders"].fillna(0).astype("int64"),
        spent=facts["spent"].fillna(0.0).round(2),
        opted_out=facts.index.isin(out.unique()),
        has_phone=who["phone"].notna(),
        has_email=who["email"].notna(),
        **{role: bought[role].where(bought[role].notna(), None) for role in _BOUGHT},
    ).rename_axis("customer")


def _display_names(who: pd.DataFrame) -> pd.Series:
    name = who["name"]
    for role in _NAMED_BY[1:]:
        prefix = {"handle": "@", "customer_id": "Customer "}.get(role, "")
        spelled = prefix + who[role]
        name = name.where(name.notna(), spelled)
    return name.astype(object)


def own_values(
    tables: Sequence[Table], roll: Roll, customers: pd.Index
) -> pd.DataFrame:
    """Return the seller's own columns of the customers tables, by customer.

    Where a person's rows differ, the first value in the alphabet is taken.
    """
    listed = [table for table in tables if table.kind == CUSTOMERS]
    names = sorted({name for table in listed for name in table.own_columns})
    own = {name: _own_column(name, listed, roll) for name in names}
    frame = pd.DataFrame(own, index=customers, columns=names, dtype=object)
    return frame.where(frame.notna(), None).rename_axis("customer")


def _own_column(name: str, tables: Sequence[Table], roll: Roll) -> pd.Series:
    said = pd.concat(
        [_said(table, name, roll) for table in tables if name in table.own_columns]
    )
    ordered = said.sort_values(["customer", "text", "type"])
    return ordered.drop_duplicates("customer").set_index("customer")["cell"]


def _said(table: Table, name: str, roll: Roll) -> pd.DataFrame:
    cells = table.body[name].dropna()
    mine = roll.rows[roll.rows["source"] == table.source].set_index("row_index")
    said = pd.DataFrame(
        {
            "customer": mine["customer"].reindex(cells.index),
            "cell": cells,
            "text": read_text(cells),
            "type": cells.map(lambda cell: type(cell).__name__),
        }
    )
    return said.dropna(subset=["customer"])
