"""What the seller is told about rows that are, or may be, one person."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from segments.headers import CUSTOMERS
from segments.model import Problem, Wording
from segments.people.alike import is_other_name
from segments.people.identity import CONTACTS
from segments.tables import Table, list_cells

_CALLED: Final = {
    "customer_id": ("customer number", "customer numbers"),
    "phone": ("phone", "phones"),
    "handle": ("handle", "handles"),
    "email": ("e-mail", "e-mails"),
    "name": ("name", "names"),
}
_CHAIN: Final = "chain"
_UNDO: Final = (
    ' If that is wrong, put "yes" beside the person who is somebody else,'
    " in a column headed Keep apart."
)
_AGAIN: Final = {
    role: Wording(
        f"1 row has the same {one} as another row of this tab;"
        f" they were read as one person.{_UNDO}",
        f"{{n}} rows have the same {many} as other rows of this tab;"
        f" those that share one were read as one person.{_UNDO}",
    )
    for role, (one, many) in _CALLED.items()
} | {
    _CHAIN: Wording(
        "1 row shares nothing with another row of this tab, but both share a contact"
        f" with a third row; they were read as one person.{_UNDO}",
        "{n} rows share nothing with other rows of this tab, but contacts with third"
        f" rows; those that do were read as one person.{_UNDO}",
    )
}
_OTHER_NAME: Final = {
    role: Wording(
        f"1 row has the same {one} as a row of another name;"
        f" both were read as one person.{_UNDO}",
        f"{{n}} rows have the same {many} as rows of other names;"
        f" those that share one were read as one person.{_UNDO}",
    )
    for role, (one, many) in _CALLED.items()
} | {
    _CHAIN: Wording(
        "1 row shares a contact with a row that shares one with a row of another name;"
        f" they were read as one person.{_UNDO}",
        "{n} rows share contacts with rows that share some with rows of other names;"
        f" those that do were read as one person.{_UNDO}",
    )
}
_BY_NAME: Final = Wording(
    "1 row is joined to a person of the same name and city with another contact."
    f"{_UNDO}",
    "{n} rows are joined to people of the same name and city with other contacts."
    f"{_UNDO}",
)
_AMBIGUOUS: Final = Wording(
    "1 row has only a name that several people share, so it was kept apart.",
    "{n} rows have only names that several people share, so they were kept apart.",
)
_UNDECIDED: Final = Wording(
    "1 row fits a person who is kept apart and somebody else too, so it was not given"
    " to the first; write the whole name of the one who is meant.",
    "{n} rows fit people who are kept apart and others too, so they were not given to"
    " the first; write the whole names of those who are meant.",
)
_ALIKE: Final = Wording(
    "1 row may be a person who stands elsewhere under the same name;"
    " the same phone in both makes them one.",
    "{n} rows may be people who stand elsewhere under the same names;"
    " the same phones in both make them one.",
)
_NEAR_NAME: Final = Wording(
    "1 row has nearly the name of somebody else; if it is one person, write the name"
    " the same way, or give both the same phone.",
    "{n} rows have nearly the names of others; where it is one person, write the name"
    " the same way, or give both the same phone.",
)
_NEAR_PHONE: Final = Wording(
    "1 phone is nearly that of another row of the same name; if it is one person,"
    " correct the phone that is wrong.",
    "{n} phones are nearly those of other rows of the same names; where it is one"
    " person, correct the phone that is wrong.",
)
_SHARED: Final = {
    role: Wording(
        f"1 row has the {one} of people with other names, so it joined nobody by that;"
        " write the person's own, if there is one.",
        f"{{n}} rows have {many} of people with other names, so they joined nobody by"
        " those; write the people's own, where there are any.",
    )
    for role, (one, many) in _CALLED.items()
    if role in CONTACTS
}


def list_findings(read: pd.DataFrame, tables: Sequence[Table]) -> tuple[Problem, ...]:
    """Return every merge, and every row that was kept apart although it looks alike.

    Args:
        read: One row per row of a table; columns table (its position), row_index,
            kind, the contacts that count, name_key, customer (key or None); by_name,
            ambiguous, undecided, alike, near_name, near_phone and, per contact,
            shared_… (bool).
        tables: The tables.
    """
    known = read[read["customer"].notna()]
    joined = known[~known["by_name"]]
    again, renamed = _again(joined), _renamed(joined)
    found = (
        *(("merged", role, _AGAIN[role], again == role) for role in _told(again)),
        *(
            ("merged", role, _OTHER_NAME[role], renamed == role)
            for role in _told(renamed)
        ),
        ("merged", "name", _BY_NAME, _once(read[read["by_name"]])),
        ("ambiguous_name", "name", _AMBIGUOUS, read["ambiguous"]),
        ("ambiguous_person", "name", _UNDECIDED, read["undecided"]),
        ("look_alike", "name", _ALIKE, _once(read[read["alike"]])),
        ("look_alike", "name", _NEAR_NAME, _once(read[read["near_name"]])),
        ("look_alike", "phone", _NEAR_PHONE, _once(read[read["near_phone"]])),
        *(
            ("shared_contact", role, wording, read[f"shared_{role}"])
            for role, wording in _SHARED.items()
        ),
    )
    return tuple(
        problem
        for code, role, wording, where in found
        if where.any()
        for problem in _list(read.loc[where.index[where]], tables, code, role, wording)
    )


def _told(evidence: pd.Series) -> list[str]:
    """Return what joins any rows, in the order in which it is told."""
    told = {*evidence}
    return [role for role in _AGAIN if role in told]


def _list(
    rows: pd.DataFrame, tables: Sequence[Table], code: str, role: str, wording: Wording
) -> list[Problem]:
    """Return the problems about these rows, at the cells that show it."""
    return [
        problem
        for position, mine in rows.groupby("table")
        for problem in list_cells(
            tables[int(str(position))],
            role,
            code,
            wording,
            where=pd.Series(data=True, index=mine["row_index"].to_numpy()),
        )
    ]


def _once(read: pd.DataFrame) -> pd.Series:
    """Return which is the first row of each person with each contact and name."""
    return ~read.duplicated(["source", "customer", "name_key", *CONTACTS])


def _again(known: pd.DataFrame) -> pd.Series:
    """Return what joins the rows of those who stand in one list more than once."""
    listed = known[known["kind"] == CUSTOMERS]
    again = listed[listed.duplicated(["source", "customer"], keep=False)]
    evidence = pd.Series(_CHAIN, index=again.index, dtype=object)
    if again.empty:
        return evidence
    bare = again[again[[*CONTACTS]].isna().all(axis=1)]
    names = pd.MultiIndex.from_frame(bare[["source", "customer", "name_key"]])
    mine = pd.MultiIndex.from_frame(again[["source", "customer", "name_key"]])
    evidence[mine.isin(names)] = "name"
    for role in reversed(CONTACTS):
        same = again.duplicated(["source", role], keep=False) & again[role].notna()
        evidence[same] = role
    return evidence


def _renamed(known: pd.DataFrame) -> pd.Series:
    """Return what joins the rows of those who have names without a common word."""
    renamed = _with_two_names(known)
    if renamed.empty:
        return pd.Series(index=known.index[:0], dtype=object)
    twice = (known["kind"] == CUSTOMERS) & known.duplicated(
        ["source", "customer", "kind"], keep=False
    )
    rest = known[~twice & known["customer"].isin(renamed)]
    rest = rest[_once(rest)]
    evidence = pd.Series(_CHAIN, index=rest.index, dtype=object)
    for role in reversed(CONTACTS) if len(rest) else ():
        names = known[known["customer"].isin(rest["customer"])]
        counts = names.groupby(role)["name_key"].nunique()
        evidence[rest[role].map(counts).fillna(0) > 1] = role
    return evidence


def _with_two_names(known: pd.DataFrame) -> pd.Series:
    """Return the customers who have two names without a word in common.

    A name is held against the person's first one in the alphabet; a handle in the
    place of a name is none.
    """
    if known["customer"].is_unique:
        return known["customer"][:0]
    names = known[["customer", "name_key"]].dropna().drop_duplicates()
    if not names.duplicated("customer").any():
        return names["customer"][:0]
    names = names[~names["name_key"].str.startswith("@")]
    names = names[names.duplicated("customer", keep=False)].sort_values("name_key")
    if names.empty:
        return names["customer"]
    first = names.groupby("customer")["name_key"].transform("first")
    pairs = zip(first, names["name_key"], strict=True)
    other = pd.Series([is_other_name(*pair) for pair in pairs], names.index, bool)
    return names.loc[other, "customer"]
