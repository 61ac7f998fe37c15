"""Which rows are one person, in every table at once; merges are listed.

Comes after order lines were read and before they are counted per customer.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.headers import ORDERS
from segments.model import Problem
from segments.people.findings import list_findings
from segments.people.identity import CONTACTS, Identities, read_identities
from segments.people.names import place_names
from segments.people.namesakes import join_namesakes
from segments.people.shared import is_shared
from segments.people.unions import join_contacts

__all__ = ["Identities", "find_people", "read_identities"]

_WHO = (*CONTACTS, "name_key", "city_key")


def find_people(people: pd.DataFrame) -> tuple[pd.Series, tuple[Problem, ...]]:
    """Return the key of the customer each row belongs to, and what was merged.

    Rows that share a customer id, phone, handle or e-mail are one person, through
    any chain, unless people with other names and phones share it too. Then people
    of one name and city are one if no two of them have the same kind of contact. A
    row with only a name joins the one person of that name, in the same city when
    both have one; when several share it, it stays apart and is listed. Same name
    with different phones stays apart.

    Args:
        people: One row per row of a table; columns source, row_index, kind,
            customer_id, phone, handle, email, name_key, city_key (text or None).

    Returns:
        A text key per row, None for nobody; it depends on what the rows say and
        not on their order. And problems with codes merged, ambiguous_name,
        look_alike, shared_contact.
    """
    who, codes = _distinct_rows(people)
    shared = is_shared(who)
    apart = who.assign(**who[[*CONTACTS]].where(~shared, None))
    namesakes = join_namesakes(apart, join_contacts(apart[[*CONTACTS]]))
    placed = place_names(apart, namesakes.customers)
    orders = (people["kind"] == ORDERS).to_numpy()
    by_name = _joined_among(apart, np.unique(codes[orders]))
    joined = namesakes.joined.to_numpy()[codes] | (by_name[codes] & orders)
    read = people.assign(
        customer=placed.customers.to_numpy()[codes],
        by_name=joined,
        ambiguous=placed.shared.to_numpy()[codes],
        alike=namesakes.alike.to_numpy()[codes],
        shared=shared.any(axis=1).to_numpy()[codes],
    )
    return read["customer"].astype(object), list_findings(read)


def _joined_among(who: pd.DataFrame, places: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which rows names would join if only these were read.

    What is listed about order rows must not change when a list of customers, such as
    the one we make, unites the contacts that were joined by name.
    """
    joined = np.zeros(len(who), dtype=bool)
    if 0 < len(places) < len(who):
        some = who.iloc[places]
        found = join_namesakes(some, join_contacts(some[[*CONTACTS]]))
        joined[places] = found.joined
    return joined


def _distinct_rows(
    people: pd.DataFrame,
) -> tuple[pd.DataFrame, NDArray[Any]]:
    """Return the rows that say different things, and which of them each row is."""
    who = people[[*_WHO]]
    told = [column for column in _WHO if who[column].notna().any()]
    if not told:
        return who[:1], np.zeros(len(who), dtype=np.intp)
    codes = who.groupby(told, dropna=False, sort=False).ngroup().to_numpy()
    _, first = np.unique(codes, return_index=True)
    return who.iloc[first], codes
