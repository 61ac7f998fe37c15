"""Union of rows that share a contact, through any chain, in near-linear time."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

_PREFIXES: Final = {
    "customer_id": "id",
    "phone": "phone",
    "handle": "handle",
    "email": "email",
}

Contact = tuple[int, str]
"""Strength (0 is strongest) and text."""


class Unions:
    """Sets of contacts that were joined, directly or through others."""

    def __init__(self) -> None:
        self._parents: dict[Contact, Contact] = {}

    def root(self, contact: Contact) -> Contact:
        """Return the contact that stands for the set this one is in."""
        parents = self._parents
        root = parents.setdefault(contact, contact)
        while parents[root] != root:
            root = parents[root]
        while parents[contact] != root:
            parents[contact], contact = root, parents[contact]
        return root

    def join(self, contacts: Iterable[Contact]) -> None:
        """Make one set of all these; the strongest, then smallest stands for it."""
        first, *rest = sorted({self.root(contact) for contact in contacts})
        for root in rest:
            self._parents[root] = first


def join_contacts(contacts: pd.DataFrame) -> pd.Series:
    """Return per row the key of the person its contacts belong to, or None.

    The key is the person's strongest contact, the smallest of several.

    Args:
        contacts: Columns customer_id, phone, handle, email: text or None.
    """
    rows = [
        [(strength, text) for strength, text in enumerate(row) if isinstance(text, str)]
        for row in contacts.itertuples(index=False)
    ]
    unions = Unions()
    for row in filter(None, rows):
        unions.join(row)
    prefixes = [_PREFIXES[column] for column in contacts.columns]
    roots = [unions.root(row[0]) if row else None for row in rows]
    keys = [f"{prefixes[root[0]]}:{root[1]}" if root else None for root in roots]
    return pd.Series(keys, index=contacts.index, dtype=object)
