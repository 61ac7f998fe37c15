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
    if _all_different(values):
        return values.astype(object).where(values.notna(), None)
    counts = values.value_counts().rename_axis("value").reset_index(name="count")
    counts["key"] = [str(value).casefold() for value in counts["value"]]
    counts = counts.sort_values(
        ["key", "count", "value"], ascending=[True, False, True]
    )
    counts["best"] = counts.groupby("key")["value"].transform("first")
    best = values.map(counts.set_index("value")["best"]).astype(object)
    return best.where(best.notna(), None)


def _all_different(values: pd.Series) -> bool:
    """Return whether no text is spelled in two ways."""
    spelled = values.dropna().unique()
    return len({str(value).casefold() for value in spelled}) == len(spelled)


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
    different = said.drop_duplicates(["customer", "value"])
    several = different["customer"].duplicated(keep=False)
    best = [different[~several]]
    if several.any():
        people = different.loc[several, "customer"]
        best += _most_often(said[said["customer"].isin(people)])
    return pd.concat(best).set_index("customer")["value"].astype(object)


def _most_often(said: pd.DataFrame) -> list[pd.DataFrame]:
    """Return a row of each of these customers, who have several values."""
    by = said.groupby(["customer", "rank", "value"], as_index=False, sort=False)
    counts = by.size()
    first = counts.groupby("customer", sort=False)["rank"].transform("min")
    counts = counts[counts["rank"] == first]
    sizes = counts.groupby("customer", sort=False)["size"]
    alike = counts[counts["size"] == sizes.transform("max")]
    tied = alike["customer"].duplicated(keep=False)
    if not tied.any():
        return [alike]
    several = alike[tied]
    several = several.assign(careless=several["value"].map(_carelessness))
    several = several.sort_values(["customer", "careless", "value"])
    return [alike[~tied], several.drop_duplicates("customer")]


def _carelessness(value: str) -> int:
    """Return how much a spelling leaves out: names, then accents, then its case."""
    initials = bool(_INITIAL.search(value))
    plain = unicodedata.is_normalized("NFD", value)
    one_case = value in (value.upper(), value.lower())
    return 4 * initials + 2 * plain + one_case
