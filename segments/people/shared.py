"""Contacts that several people give as theirs, so that they cannot tell who it is."""

from collections.abc import Hashable, Iterable
from typing import Final

import pandas as pd

from segments.people.alike import are_several, is_other_name
from segments.people.identity import CONTACTS

_WEAK: Final = ("customer_id", "handle", "email")
_TYPED_FOR_ALL: Final = ("handle", "email")
# Two names on a phone are a couple or a nickname; three are customers of one shop.
_STRANGERS: Final = 3


def is_shared(who: pd.DataFrame) -> pd.DataFrame:
    """Return which contacts join nobody, as people of other names have them too.

    A phone is shared when three people with it have no word of their names in common,
    nor a customer id: the shop's own, or a reseller's. An e-mail or handle is shared
    when it stands with such a phone under three such names. An e-mail, handle or
    customer id is shared when two people with it have different phones and no word of
    their names in common: one address typed for everyone, or numbers that begin anew
    in each tab. A row without any other contact or a name keeps it.

    Args:
        who: Columns customer_id, phone, handle, email, name_key: text or None.

    Returns:
        The index of ``who``; bool columns customer_id, phone, handle, email.
    """
    values = {"phone": _of_many(who, "phone")}
    beside = who[who["phone"].isin(values["phone"])]
    for contact in _WEAK:
        values[contact] = _of_strangers(who, contact)
        if contact in _TYPED_FOR_ALL:
            values[contact] |= _of_many(beside, contact)
    if not any(values.values()):
        return pd.DataFrame(data=False, index=who.index, columns=[*CONTACTS])
    shared = pd.DataFrame({name: who[name].isin(values[name]) for name in CONTACTS})
    rest = who[[*CONTACTS]].where(~shared)
    shared = shared.mul(rest.notna().any(axis=1) | who["name_key"].notna(), axis=0)
    return shared.astype(bool)


def _is_repeated(column: pd.Series) -> bool:
    """Return whether something stands in it twice."""
    codes, distinct = pd.factorize(column)
    return int((codes >= 0).sum()) > len(distinct)


def _of_many(who: pd.DataFrame, contact: str) -> set[Hashable]:
    """Return the values of a contact that three strangers have."""
    if not _is_repeated(who[contact]):
        return set()
    told = who[[contact, "name_key", "customer_id"]].dropna(
        subset=[contact, "name_key"]
    )
    told = told[~told["name_key"].str.startswith("@")]
    if not told.duplicated(contact).any():
        return set()
    names = told.groupby(contact)["name_key"].transform("nunique")
    told = told[names >= _STRANGERS].sort_values("name_key")
    known = told["customer_id"].notna()
    people = [told[known].drop_duplicates([contact, "customer_id"]), told[~known]]
    return {
        value
        for value, called in pd.concat(people).groupby(contact)["name_key"]
        if are_several(called.unique(), _STRANGERS)
    }


def _of_strangers(who: pd.DataFrame, contact: str) -> set[Hashable]:
    """Return the values of a contact that people of other names and phones have."""
    if not _is_repeated(who[contact]):
        return set()
    told = who[[contact, "name_key", "phone"]].dropna().drop_duplicates()
    if not told.duplicated(contact).any():
        return set()
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
