"""What the seller is told about rows that are, or may be, one person."""

import pandas as pd

from segments.headers import CUSTOMERS
from segments.model import Problem, Wording, list_by_source
from segments.people.identity import CONTACTS
from segments.people.shared import is_other_name

_AMBIGUOUS = Wording(
    "1 row has only a name that several people share, so it was kept apart.",
    "{n} rows have only names that several people share, so they were kept apart.",
)
_MERGED = Wording(
    "1 row is a person who stands in the tab more than once; it was read as one.",
    "{n} rows are people who stand in the tab more than once; each was read as one.",
)
_BY_NAME = Wording(
    "1 row is joined to a person of the same name and city with another contact.",
    "{n} rows are joined to people of the same name and city with other contacts.",
)
_OTHER_NAME = Wording(
    "1 row shares a contact with a row of another name; both were read as one person.",
    "{n} rows share contacts with rows of other names; each was read as one person.",
)
_ALIKE = Wording(
    "1 row may be a person who stands elsewhere under the same name;"
    " the same phone in both makes them one.",
    "{n} rows may be people who stand elsewhere under the same names;"
    " the same phones in both make them one.",
)
_SHARED = Wording(
    "1 row has a contact that people of other names and phones have too,"
    " so it was kept apart from them.",
    "{n} rows have contacts that people of other names and phones have too,"
    " so they were kept apart from them.",
)


def list_findings(read: pd.DataFrame) -> tuple[Problem, ...]:
    """Return every merge, and every row that was kept apart although it looks alike.

    Args:
        read: One row per row of a table; columns source, row_index, kind, the
            contacts, name_key, customer (key or None); by_name, ambiguous, alike,
            shared (bool).
    """
    return (
        *_merged(read[~read["by_name"] & read["customer"].notna()]),
        *list_by_source("merged", _BY_NAME, _once(read[read["by_name"]])),
        *list_by_source("ambiguous_name", _AMBIGUOUS, read[read["ambiguous"]]),
        *list_by_source("look_alike", _ALIKE, _once(read[read["alike"]])),
        *list_by_source("shared_contact", _SHARED, read[read["shared"]]),
    )


def _once(read: pd.DataFrame) -> pd.DataFrame:
    """Return the first row of each person with each contact and name in each tab."""
    return read.drop_duplicates(["source", "customer", "name_key", *CONTACTS])


def _merged(known: pd.DataFrame) -> tuple[Problem, ...]:
    """Return the people who stand in one list twice, or have two names elsewhere."""
    listed = known[known["kind"] == CUSTOMERS]
    again = listed[listed.duplicated(["source", "customer"], keep=False)]
    rest = known.drop(again.index)
    renamed = rest[rest["customer"].isin(_with_two_names(known))]
    return (
        *list_by_source("merged", _MERGED, again),
        *list_by_source("merged", _OTHER_NAME, _once(renamed)),
    )


def _with_two_names(known: pd.DataFrame) -> pd.Series:
    """Return the customers who have two names without a word in common.

    A name is held against the person's first one in the alphabet; a handle in the
    place of a name is none.
    """
    names = known[["customer", "name_key"]].dropna().drop_duplicates()
    names = names[~names["name_key"].str.startswith("@")]
    names = names[names.duplicated("customer", keep=False)].sort_values("name_key")
    first = names.groupby("customer")["name_key"].transform("first")
    pairs = zip(first, names["name_key"], strict=True)
    other = pd.Series([is_other_name(*pair) for pair in pairs], names.index, bool)
    return names.loc[other, "customer"]
