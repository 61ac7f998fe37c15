"""People whose names or phones are nearly the same: suggested, never joined.

Pairs are found through what is left of a text when any one letter is taken out, so
that the time grows with the number of names and not with that of their pairs.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from segments.people.identity import CONTACTS
from segments.values.contacts import name_words

_LONG: Final = 10  # letters of a name of which one may be wrong
_LONGEST: Final = 100  # beyond this it is no name, and the time grows with its square
_FEW: Final = 5  # a name that more people bear says little about any two of them
_NEAREST: Final = 4  # texts of one remainder that are held against each other
Pairs = pd.DataFrame  # columns one, other


@dataclass(frozen=True, slots=True)
class LookAlikes:
    """Rows of people who may be somebody else in the tracker.

    Attributes:
        names: Rows whose name is nearly that of another person.
        phones: Rows whose name another person bears, with nearly the same phone.
    """

    names: pd.Series
    phones: pd.Series


def find_look_alikes(who: pd.DataFrame, customers: pd.Series) -> LookAlikes:
    """Return the people with a name, or a name and phone, that may be a misspelling.

    Names are nearly the same that differ in one letter of ten or more, in the order
    of the words, or in an initial that fits one name only. Phones are that differ in
    one digit or in two swapped ones, under one name. It speaks against it when the
    cities differ or, of two names, when both people have the same kind of contact.

    Args:
        who: Distinct rows; columns customer_id, phone, handle, email, name_key,
            city_key: text or None.
        customers: Key of the person per row, or None.
    """
    people = who.assign(customer=customers)
    people = people[customers.notna() & people["name_key"].notna()]
    people = people[~people["name_key"].str.contains(r"\d|@")]
    names = _near_names(people)
    phones = _near_phones(people)
    return LookAlikes(
        pd.Series(who.index.isin(names), index=who.index),
        pd.Series(who.index.isin(phones), index=who.index),
    )


def _near_names(people: pd.DataFrame) -> pd.Index:
    named = {*zip(people["name_key"], people["customer"], strict=True)}
    bearing = Counter(name for name, _ in named)
    names = sorted(name for name, count in bearing.items() if count <= _FEW)
    near = pd.concat([_misspelled(names), _initials(names)])
    if near.empty:
        return people.index[:0]
    few = [(name, who) for name, who in named if bearing[name] <= _FEW]
    bearers = pd.DataFrame(few, columns=["text", "customer"], dtype=object)
    both = _of_two_people(near, bearers, people)
    kinds = people[[*CONTACTS]].notna().groupby(people["customer"]).any()
    ours, theirs = (kinds.reindex(both[f"customer_{side}"]) for side in near)
    both = both[~(ours.to_numpy() & theirs.to_numpy()).any(axis=1)]
    found = {
        pair
        for side in near
        for pair in zip(both[f"customer_{side}"], both[side], strict=True)
    }
    mine = zip(people["customer"], people["name_key"], strict=True)
    return people.index[[pair in found for pair in mine]]


def _near_phones(people: pd.DataFrame) -> pd.Index:
    told = people[people["phone"].notna()]
    several = told.drop_duplicates(["name_key", "customer"])["name_key"]
    told = told[told["name_key"].isin(several[several.duplicated()])]
    if told.empty:
        return told.index
    calls = told["name_key"] + " " + told["phone"]
    near = _one_apart(sorted(calls.unique()))
    one, other = ([text.rpartition(" ")[0] for text in near[side]] for side in near)
    near = near[np.array(one, dtype=object) == np.array(other, dtype=object)]
    bearers = pd.DataFrame({"text": calls, "customer": told["customer"]})
    both = _of_two_people(near, bearers.drop_duplicates(), people)
    return told.index[calls.isin([*both["one"], *both["other"]])]


def _of_two_people(
    near: Pairs, bearers: pd.DataFrame, people: pd.DataFrame
) -> pd.DataFrame:
    """Return the pairs of texts with two people who have them, and may be one."""
    both = near
    for side in near:
        mine = bearers.set_axis([side, f"customer_{side}"], axis=1)
        both = both.merge(mine, on=side)
    both = both[both["customer_one"] != both["customer_other"]]
    return both[_may_be_neighbours(people, both)]


def _may_be_neighbours(people: pd.DataFrame, both: pd.DataFrame) -> NDArray[np.bool_]:
    """Return for which pairs of people no two different cities are known."""
    near = {*both["customer_one"], *both["customer_other"]}
    placed = people[people["customer"].isin(near) & people["city_key"].notna()]
    cities = placed.groupby("customer")["city_key"].agg(frozenset).to_dict()
    nowhere: frozenset[str] = frozenset()
    pairs = zip(both["customer_one"], both["customer_other"], strict=True)
    same = (
        _same_place(cities.get(one, nowhere), cities.get(other, nowhere))
        for one, other in pairs
    )
    return np.fromiter(same, dtype=bool, count=len(both))


def _same_place(one: frozenset[str], other: frozenset[str]) -> bool:
    return not (one and other) or bool(one & other)


def _misspelled(names: Sequence[str]) -> Pairs:
    """Return pairs of names that differ in a letter or in the order of the words."""
    spelled = {
        (name, text)
        for name in names
        for text in (name, " ".join(sorted(name_words(name))))
    }
    bearers = Counter(text for _, text in spelled)
    several = sorted(text for text, count in bearers.items() if count > 1)
    texts = sorted(bearers)
    near = _one_apart([text for text in texts if _LONG <= len(text) <= _LONGEST])
    if near.empty and not several:
        return near
    same = pd.DataFrame({"one": several, "other": several}, dtype=object)
    forms = pd.DataFrame(sorted(spelled), columns=["name", "text"], dtype=object)
    both = pd.concat([same, near]).merge(forms, left_on="one", right_on="text")
    both = both.merge(
        forms, left_on="other", right_on="text", suffixes=("_one", "_other")
    )
    pairs = both[["name_one", "name_other"]].set_axis(["one", "other"], axis=1)
    return pairs[pairs["one"] != pairs["other"]]


def _initials(names: Sequence[str]) -> Pairs:
    """Return each name of an initial and a word with the only name that it fits."""
    spelled = [
        (name, short, f"{first[0]} {last}")
        for name in names
        for first, last, short in _first_and_last(name)
    ]
    if not any(short for _, short, _ in spelled):
        return pd.DataFrame(columns=["one", "other"], dtype=object)
    told = pd.DataFrame(spelled, columns=["name", "short", "key"], dtype=object)
    short = told["short"].astype(bool)
    full = told[~short].drop_duplicates("key", keep=False)
    pairs = told[short].merge(full, on="key", suffixes=("", "_full"))
    return pairs[["name", "name_full"]].set_axis(["one", "other"], axis=1)


def _first_and_last(name: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the words of a name of two, in both orders, and whether one is short."""
    words = name_words(name)
    if len(words) != len(("first", "last")):
        return
    one, other = words
    short = 1 in (len(one), len(other))
    if len(other) > 1:
        yield one, other, short
    if len(one) > 1:
        yield other, one, short


def _one_apart(texts: Sequence[str]) -> Pairs:
    """Return pairs of these texts that differ in one letter, or in two swapped."""
    hashes, owners = _remainders(texts)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    pairs: list[NDArray[np.int64]] = []
    for step in range(1, _NEAREST + 1):
        same = hashes[step:] == hashes[:-step]
        pairs.append(np.stack([owners[:-step][same], owners[step:][same]], axis=1))
    found = np.unique(np.sort(np.concatenate(pairs), axis=1), axis=0)
    found = found[found[:, 0] != found[:, 1]]
    one, other = ([texts[at] for at in found[:, side]] for side in (0, 1))
    apart = cpdist(one, other, scorer=OSA.distance, score_cutoff=1)
    near = [
        pair
        for pair, edits in zip(zip(one, other, strict=True), apart, strict=True)
        if edits == 1
    ]
    return pd.DataFrame(near, columns=["one", "other"], dtype=object)


def _remainders(texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return hashes of each text whole and without each letter, and whose they are."""
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    count = int(lengths.sum())
    hashes = np.fromiter(map(hash, _shortened(texts)), dtype=np.int64, count=count)
    return hashes, np.repeat(np.arange(len(texts), dtype=np.int64), lengths)


def _shortened(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield text
        for at in range(len(text)):
            yield text[:at] + text[at + 1 :]
