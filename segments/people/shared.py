"""Contacts that several people give as theirs, so that they cannot tell who it is."""

import re
from collections.abc import Hashable, Iterable
from typing import Final

import pandas as pd

from segments.people.identity import CONTACTS

_WORD: Final = re.compile(r"[^\W_]+")
_WEAK: Final = ("customer_id", "handle", "email")


def is_shared(who: pd.DataFrame) -> pd.DataFrame:
    """Return which contacts join nobody, as people of other names have them too.

    An e-mail, handle or customer id is shared when two people with it have different
    phones and no word of their names in common: one address typed for everyone, or
    numbers that begin anew in each tab. A row without any other contact or a name
    keeps it.

    Args:
        who: Columns customer_id, phone, handle, email, name_key: text or None.

    Returns:
        The index of ``who``; bool columns customer_id, phone, handle, email.
    """
    shared = pd.DataFrame(data=False, index=who.index, columns=[*CONTACTS])
    for contact in _WEAK:
        values = _shared_values(who, contact)
        if values:
            shared[contact] = who[contact].isin(values)
    if shared.to_numpy().any():
        rest = who[[*CONTACTS]].where(~shared)
        shared = shared.mul(rest.notna().any(axis=1) | who["name_key"].notna(), axis=0)
    return shared.astype(bool)


def _shared_values(who: pd.DataFrame, contact: str) -> set[Hashable]:
    told = who[[contact, "name_key", "phone"]].dropna().drop_duplicates()
    phones = told.groupby(contact)["phone"].transform("nunique")
    several = told[phones > 1].sort_values(["name_key", "phone"])
    return {
        value
        for value, people in several.groupby(contact)
        if _are_strangers(people[["name_key", "phone"]].itertuples(index=False))
    }


def _are_strangers(people: Iterable[tuple[str, str]]) -> bool:
    """Return whether one differs from the first in phone and every word of the name."""
    (name, phone), *others = people
    return any(
        phone != other and is_other_name(name, called) for called, other in others
    )


def is_other_name(name: str, other: str) -> bool:
    """Return whether two names, or handles used as such, have no word in common."""
    return set(_WORD.findall(name)).isdisjoint(_WORD.findall(other))
