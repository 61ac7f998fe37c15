"""One value of several, chosen by what is said and never by row order."""

import re
import unicodedata
from typing import Final

import pandas as pd

_INITIAL: Final = re.compile(r"\b[^\W\d_]\.")


def one_spelling(values: pd.Series) -> pd.Series:
    """Return text in the spelling that stands most often, whatever its case.

    Of "CLOTHING", "Clothing" and "clothing " all become the one that most rows have,
    or the first in the alphabet.

    Args:
        values: Text per row, or None.
    """
    counts = values.value_counts().rename_axis("value").reset_index(name="count")
    counts["key"] = [str(value).casefold() for value in counts["value"]]
    counts = counts.sort_values(
        ["key", "count", "value"], ascending=[True, False, True]
    )
    counts["best"] = counts.groupby("key")["value"].transform("first")
    best = values.map(counts.set_index("value")["best"]).astype(object)
    return best.where(best.notna(), None)


def most_frequent(
    customers: pd.Series, values: pd.Series, *, rank: pd.Series | None = None
) -> pd.Series:
    """Return per customer the value that stands most often.

    Of values that stand equally often, one without initials is chosen, then one with
    accents, one in capitals and small letters, and the first in the alphabet.

    Args:
        customers: The customer of each row, or None.
        values: Text per row, or None.
        rank: Rows of the lowest rank a customer has go before all others.

    Returns:
        Index ``customer``; customers without a value are absent.
    """
    known = (values.notna() & customers.notna()).to_numpy()
    if not known.any():
        return pd.Series([], index=pd.Index([], name="customer"), dtype=object)
    people = pd.Index(customers.array[known], dtype=customers.dtype, name="customer")
    told = pd.Series(values.to_numpy(dtype=object)[known], people, dtype=object)
    again = people.duplicated(keep=False)
    if again.any():
        ranks = 0 if rank is None else rank.to_numpy()[known][again]
        said = told[again].rename("value").reset_index().assign(rank=ranks)
        told = pd.concat([told[~again], _chosen(said)])
    return told.sort_index()


def _chosen(said: pd.DataFrame) -> pd.Series:
    """Return per customer the value of the lowest rank that stands most often."""
    by = said.groupby(["customer", "rank", "value"], as_index=False, sort=False)
    counts = by.size()
    first = counts.groupby("customer", sort=False)["rank"].transform("min")
    counts = counts[counts["rank"] == first]
    sizes = counts.groupby("customer", sort=False)["size"]
    most = counts["size"] == sizes.transform("max")
    alike = counts[most]
    tied = alike["customer"].duplicated(keep=False)
    several = alike[tied]
    several = several.assign(careless=several["value"].map(_carelessness))
    several = several.sort_values(["customer", "careless", "value"])
    best = pd.concat([alike[~tied], several.drop_duplicates("customer")])
    return best.set_index("customer")["value"].astype(object)


def _carelessness(value: str) -> int:
    """Return how much a spelling leaves out: names, then accents, then its case."""
    initials = bool(_INITIAL.search(value))
    plain = unicodedata.is_normalized("NFD", value)
    one_case = value in (value.upper(), value.lower())
    return 4 * initials + 2 * plain + one_case
