"""Which rows are one person, in every table at once; merges are listed.

Comes after order lines were read and before they are counted per customer.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.model import Problem, Wording, list_by_source
from segments.people.identity import CONTACTS, Identities, read_identities
from segments.people.names import place_names
from segments.people.unions import join_contacts

__all__ = ["Identities", "find_people", "read_identities"]

_AMBIGUOUS = Wording(
    "1 row has only a name that several people share, so it was kept apart.",
    "{n} rows have only names that several people share, so they were kept apart.",
)
_MERGED = Wording(
    "1 row is a person who stands in the tab more than once; it was read as one.",
    "{n} rows are people who stand in the tab more than once; each was read as one.",
)
_WHO = (*CONTACTS, "name_key", "city_key")


def find_people(people: pd.DataFrame) -> tuple[pd.Series, tuple[Problem, ...]]:
    """Return the key of the customer each row belongs to, and what was merged.

    Rows that share a customer id, phone, handle or e-mail are one person, through
    any chain. A row with only a name joins the one person of that name, in the
    same city when both have one; when several share it, it stays apart and is
    listed. Same name with different phones stays apart.

    Args:
        people: One row per row of a table; columns source, row_index, kind,
            customer_id, phone, handle, email, name_key, city_key (text or None).

    Returns:
        A text key per row, None for nobody; it depends on what the rows say and
        not on their order. And problems with codes merged, ambiguous_name.
    """
    who, codes = _distinct_rows(people)
    placed = place_names(who, join_contacts(who[[*CONTACTS]]))
    customers = pd.Series(
        placed.customers.to_numpy()[codes], people.index, dtype=object
    )
    shared = people[placed.shared.to_numpy()[codes]]
    return customers, (
        *_merged(people, customers),
        *list_by_source("ambiguous_name", _AMBIGUOUS, shared),
    )


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


def _merged(people: pd.DataFrame, customers: pd.Series) -> tuple[Problem, ...]:
    listed = people[(people["kind"] == "customers") & customers.notna()]
    listed = listed.assign(customer=customers)
    again = listed.duplicated(["source", "customer"], keep=False)
    return list_by_source("merged", _MERGED, listed[again])
