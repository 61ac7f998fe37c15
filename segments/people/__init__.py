"""Which rows are one person, in every table at once; merges are listed.

Comes after order lines were read and before they are counted per customer.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.headers import ORDERS
from segments.model import Problem
from segments.people.apart import set_apart
from segments.people.findings import list_findings
from segments.people.identity import CONTACTS, Identities, read_identities
from segments.people.look_alikes import find_look_alikes
from segments.people.names import place_names
from segments.people.namesakes import join_namesakes
from segments.people.shared import is_shared
from segments.people.unions import join_contacts
from segments.tables import Table
from segments.values.frames import columns_told

__all__ = ["Identities", "find_people", "read_identities"]

_WHO = (*CONTACTS, "name_key", "city_key")


def find_people(
    people: pd.DataFrame, tables: Sequence[Table]
) -> tuple[pd.Series, tuple[Problem, ...]]:
    """Return the key of the customer each row belongs to, and what was merged.

    Rows that share a customer id, phone, handle or e-mail are one person, through
    any chain, unless people with other names and phones share it too, or the seller
    keeps one apart. Then people of one name and city are one if no two of them have
    the same kind of contact. A row with only a name joins the one person of that
    name, in the same city when both have one; when several share it, it stays apart
    and is listed. Same name with different phones stays apart.

    Args:
        people: One row per row of a table; columns table (its position), source,
            row_index, kind, customer_id, phone, handle, email, name_key, city_key
            (text or None), keep_apart (bool).
        tables: The tables.

    Returns:
        A text key per row, None for nobody; it depends on what the rows say and
        not on their order. And problems with codes merged, ambiguous_name,
        ambiguous_person, look_alike, shared_contact.
    """
    who, codes = _distinct_rows(people)
    shared = is_shared(who)
    kept = set_apart(who)
    known = who
    if shared.to_numpy().any():
        known = who.assign(**who[[*CONTACTS]].where(~shared, None))
    free = kept.customers.isna()
    rest = known[free]
    namesakes = join_namesakes(rest, join_contacts(rest[[*CONTACTS]]))
    customers = namesakes.customers.reindex(who.index)
    customers = customers.where(free, kept.customers)
    placed = place_names(known, customers.where(customers.notna(), None))
    near = find_look_alikes(rest, placed.customers[rest.index])
    orders = (people["kind"] == ORDERS).to_numpy()
    by_name = _joined_among(rest, np.unique(codes[orders]))
    said = _flags(
        who.index,
        by_name=namesakes.joined,
        by_name_alone=by_name,
        ambiguous=placed.shared,
        undecided=kept.open,
        alike=namesakes.alike,
        near_name=near.names,
        near_phone=near.phones,
        **{f"shared_{kind}": shared[kind] & free for kind in CONTACTS},
    ).assign(**known[[*CONTACTS, "name_key"]], customer=placed.customers)
    where = people[["table", "source", "row_index", "kind"]]
    read = pd.concat([where, said.iloc[codes].set_axis(people.index)], axis=1)
    read["by_name"] |= read["by_name_alone"] & (read["kind"] == ORDERS)
    return read["customer"].astype(object), list_findings(read, tables)


def _flags(rows: pd.Index, **columns: pd.Series) -> pd.DataFrame:
    """Return a bool column per flag, False for rows that it says nothing of."""
    return pd.DataFrame(
        {name: flag.reindex(rows, fill_value=False) for name, flag in columns.items()}
    )


def _joined_among(who: pd.DataFrame, places: NDArray[Any]) -> pd.Series:
    """Return which rows names would join if only these were read.

    What is listed about order rows must not change when a list of customers, such as
    the one we make, unites the contacts that were joined by name.
    """
    some = who[who.index.isin(places)]
    if some.empty or len(some) == len(who):
        return pd.Series(data=False, index=who.index)
    return join_namesakes(some, join_contacts(some[[*CONTACTS]])).joined


def _distinct_rows(
    people: pd.DataFrame,
) -> tuple[pd.DataFrame, NDArray[Any]]:
    """Return the rows that say different things, and which of them each row is.

    Where a row stands, in a list or among orders, makes a difference only when
    somebody is kept apart.
    """
    apart = people["keep_apart"].astype(bool)
    listed = (people["kind"] != ORDERS) & bool(apart.any())
    who = people[[*_WHO]].assign(keep_apart=apart, listed=listed)
    told = columns_told(people[[*_WHO]])
    if apart.any():
        told += ["keep_apart", "listed"]
    if not told:
        return who[:1].reset_index(drop=True), np.zeros(len(who), dtype=np.intp)
    if not who.duplicated(told).any():
        return who.reset_index(drop=True), np.arange(len(who))
    codes = who.groupby(told, dropna=False, sort=False).ngroup().to_numpy()
    _, first = np.unique(codes, return_index=True)
    return who.iloc[first].reset_index(drop=True), codes
