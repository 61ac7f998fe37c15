"""Rows that the seller keeps apart, and the rows that go to the same people."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import pandas as pd

from segments.people.alike import is_other_name
from segments.people.identity import CONTACTS

APART: Final = "apart:"
"""How the keys of people begin who are kept apart."""


class _Row(NamedTuple):
    place: int
    name: str
    contacts: tuple[str, ...]
    marked: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class KeptApart:
    """Who is kept apart.

    Attributes:
        customers: Text key of the person per row; None for all who are not apart.
        open: Rows that fit such a person and somebody else, so that they stay with
            the others.
    """

    customers: pd.Series
    open: pd.Series


def set_apart(who: pd.DataFrame) -> KeptApart:
    """Return the people of the marked rows, and the rows that are about them.

    A marked row is a person of its own, and joins nobody by what it shares. Orders
    go to that person when they have the name and a contact; so do they without a
    name, or with part of it, when nobody else has the contact. Marked orders draw
    rows of a list in the same way, but by the whole name only. The key is made of
    what the row says.

    Args:
        who: Distinct rows; columns customer_id, phone, handle, email, name_key,
            city_key: text or None; keep_apart, listed (bool).
    """
    crowd = _Crowd()
    if who["keep_apart"].any():
        rows = _touched(who)
        crowd.keep([row for row in rows if row.marked])
        rest = [row for row in rows if not row.marked]
        crowd.draw_listed([row for row in rest if row.listed])
        crowd.draw_orders([row for row in rest if not row.listed])
    customers = pd.Series(None, index=who.index, dtype=object)
    customers.loc[[*crowd.homes]] = [*crowd.homes.values()]
    return KeptApart(customers, pd.Series(who.index.isin(crowd.open), index=who.index))


def _touched(who: pd.DataFrame) -> list[_Row]:
    """Return the rows that are marked, or share a contact with one that is."""
    marked = who["keep_apart"]
    ties = pd.DataFrame({kind: f"{kind}:" + who[kind] for kind in CONTACTS})
    bare = ties.isna().all(axis=1)
    home = "home:" + who["name_key"] + "|" + who["city_key"].fillna("")
    ties["home"] = home.where(bare)
    theirs = pd.Series(ties[marked].to_numpy().ravel()).dropna()
    near = ties.isin([*theirs]).any(axis=1)
    names = who["name_key"].where(who["name_key"].notna(), "")
    return [
        _Row(int(place), name, tuple(filter(_is_text, told)), is_marked, is_listed)
        for place, name, told, is_marked, is_listed in zip(
            who.index[near],
            names[near],
            ties[near].itertuples(index=False, name=None),
            marked[near],
            who.loc[near, "listed"],
            strict=True,
        )
    ]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


class _Crowd:
    """The rows around people who are kept apart, each given to one of them or not."""

    def __init__(self) -> None:
        self.homes: dict[int, str] = {}
        self.open: set[int] = set()
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._drawing: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._names: dict[str, dict[str, str]] = defaultdict(dict)
        self._others: dict[str, set[str]] = defaultdict(set)

    def keep(self, marked: Iterable[_Row]) -> None:
        """Give each marked row a person, orders of one person the same one."""
        listed = [row for row in marked if row.listed]
        ordered = [row for row in marked if not row.listed]
        for row in listed:
            self._settle(row, f"{APART}{'|'.join((row.name, *row.contacts))}")
        found = [self._exact(row, self._by_name) for row in ordered]
        for row, keys in zip(ordered, found, strict=True):
            if len(keys) == 1:
                self._settle(row, *keys)
                continue
            key = f"{APART}{row.name}|{row.contacts[0]}"
            self._settle(row, key)
            for tie in _ties(row):
                self._drawing[tie].add(key)

    def draw_listed(self, rows: Iterable[_Row]) -> None:
        """Give a row of a list to the person whose orders are marked, if it is one."""
        for row in rows:
            keys = self._exact(row, self._drawing)
            if len(keys) == 1:
                self.homes[row.place] = min(keys)
            else:
                self._stay(row)

    def draw_orders(self, rows: Iterable[_Row]) -> None:
        """Give each order to the person kept apart whom it names, if it is one."""
        listed = {contact: set(names) for contact, names in self._others.items()}
        others = [row for row in rows if not self._goes_by_name(row, listed)]
        for row in [row for row in others if row.name]:
            if row.name in _of(row, listed):
                continue
            keys = self._kin(row)
            if not keys:
                self._stay(row)
            else:
                self._choose(row, keys, rivals=bool(_of(row, listed)))
        for row in [row for row in others if not row.name]:
            keys = {key for contact in row.contacts for key in self._names[contact]}
            self._choose(row, keys, rivals=bool(_of(row, self._others)))

    def _goes_by_name(self, row: _Row, listed: dict[str, set[str]]) -> bool:
        keys = self._exact(row, self._by_name)
        if keys:
            self._choose(row, keys, rivals=row.name in _of(row, listed))
        return bool(keys)

    def _choose(self, row: _Row, keys: set[str], *, rivals: bool) -> None:
        if len(keys) == 1 and not rivals:
            self.homes[row.place] = min(keys)
        else:
            self.open.add(row.place)

    def _kin(self, row: _Row) -> set[str]:
        return {
            key
            for contact in row.contacts
            for key, name in self._names[contact].items()
            if not is_other_name(row.name, name)
        }

    def _settle(self, row: _Row, key: str) -> None:
        self.homes[row.place] = key
        for tie in _ties(row):
            self._by_name[tie].add(key)
        for contact in row.contacts:
            self._names[contact][key] = row.name

    def _stay(self, row: _Row) -> None:
        for contact in row.contacts:
            self._others[contact].add(row.name)

    @staticmethod
    def _exact(row: _Row, homes: dict[tuple[str, str], set[str]]) -> set[str]:
        return {key for tie in _ties(row) for key in homes.get(tie, ())}


def _ties(row: _Row) -> list[tuple[str, str]]:
    return [(contact, row.name) for contact in row.contacts]


def _of(row: _Row, names: dict[str, set[str]]) -> set[str]:
    return {name for contact in row.contacts for name in names.get(contact, ())}
