"""How each customer is called and reached."""

from functools import partial
from typing import Final

import pandas as pd

from segments.customers.choice import most_frequent
from segments.customers.roll import Roll
from segments.headers import CUSTOMERS
from segments.values.frames import columns_told

_TEXTS: Final = (
    *("customer_id", "name", "phone", "email", "handle", "city", "state", "country"),
    *("source_channel", "notes", "pin"),
)
_NAMED_BY: Final = {
    "name": "",
    "handle": "@",
    "phone": "",
    "email": "",
    "customer_id": "Customer ",
}
"""What people are called by, the first that is known, and what goes before it."""

_BOUGHT: Final = ("favourite_product", "favourite_category", "products_bought")


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
    # People as numbers sort and group several times as fast as by their keys.
    numbers, keys = pd.factorize(people["customer"])
    who_is = pd.Series(numbers, index=people.index)
    texts = dict.fromkeys(_TEXTS) | {
        role: most_frequent(who_is, people[role], rank=rank)
        for role in columns_told(people[[*_TEXTS]])
    }
    who = pd.DataFrame(texts, index=range(len(keys)), dtype=object)
    who = who.set_axis(keys).reindex(facts.index)
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
        **bought.where(bought.notna(), None),
    ).rename_axis("customer")


def _display_names(who: pd.DataFrame) -> pd.Series:
    rows = zip(*(who[role] for role in _NAMED_BY), strict=True)
    spelled = partial(zip, _NAMED_BY.values())
    names = [
        next((before + text for before, text in spelled(row) if text), None)
        for row in rows
    ]
    return pd.Series(names, index=who.index, dtype=object)
