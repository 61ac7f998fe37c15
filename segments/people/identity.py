"""The columns that say who a row is about → contacts and name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segments.model import Problem, Wording
from segments.tables import Table, list_cells
from segments.values.contacts import (
    is_nobodys_name,
    name_key,
    read_customer_id,
    read_email,
    read_handle,
)
from segments.values.distinct import cell_text, distinct, read_text
from segments.values.phones import read_phones
from segments.values.statuses import read_yes_no

CONTACTS: Final = ("customer_id", "phone", "handle", "email")
"""What tells people apart, strongest first."""

_BAD_PHONE: Final = Wording(
    "1 phone number is not valid, so it cannot be called or messaged.",
    "{n} phone numbers are not valid, so they cannot be called or messaged.",
)
_TWO_PHONES: Final = Wording(
    "1 cell holds more than one phone number; the first was taken.",
    "{n} cells hold more than one phone number; the first was taken.",
)
_BAD_EMAIL: Final = Wording(
    "1 e-mail address is not complete or nobody's.",
    "{n} e-mail addresses are not complete or nobody's.",
)
_BAD_MARK: Final = Wording(
    "1 cell says neither yes nor no to keeping a person apart, so it does nothing.",
    "{n} cells say neither yes nor no to keeping people apart, so they do nothing.",
)
_BAD_HANDLE: Final = Wording("1 handle cannot be read.", "{n} handles cannot be read.")


@dataclass(frozen=True, slots=True)
class Identities:
    """Who the rows of one table are about.

    Attributes:
        people: One row per body row, index ``row_index``; columns source,
            row_index, kind, customer_id, phone, handle, email, name, name_key,
            city, city_key: text or None; keep_apart: whether the seller says that
            the row is a person of its own.
        problems: Contacts that are not valid.
    """

    people: pd.DataFrame
    problems: tuple[Problem, ...]


def read_identities(table: Table, region: str | None) -> Identities:
    """Return who each row of a table is about.

    A general name such as "Walk-in" or "Guest 2" is no name. A row with nothing but a
    phone number that is not valid goes by that number as a name.

    Args:
        table: A customers or orders table.
        region: Where phone numbers without a country code are from.
    """
    rows = table.body.index
    contacts, problems = _contacts(table, region)
    keep_apart, bad_marks = _marks(table)
    name = _names(table)
    nobody = contacts.isna().all(axis=1) & name.isna()
    name = name.where(~nobody, _column(table, "phone", cell_text))
    city = _column(table, "city", cell_text)
    people = contacts.assign(
        source=table.source,
        row_index=rows,
        kind=table.kind,
        name=name,
        name_key=_keys(name),
        city=city,
        city_key=_keys(city),
        keep_apart=keep_apart,
    )
    return Identities(people, (*problems, *bad_marks))


def _contacts(
    table: Table, region: str | None
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    phone, bad_phones = _phones(table, region)
    email, bad_emails = _checked(table, "email", read_email, _BAD_EMAIL)
    handle, bad_handles = _checked(table, "handle", read_handle, _BAD_HANDLE)
    customer_id = _column(table, "customer_id", read_customer_id)
    contacts = dict(zip(CONTACTS, (customer_id, phone, handle, email), strict=True))
    problems = (*bad_phones, *bad_emails, *bad_handles)
    return pd.DataFrame(contacts, dtype=object), problems


def _checked(
    table: Table, role: str, read: Callable[[str], str | None], wording: Wording
) -> tuple[pd.Series, tuple[Problem, ...]]:
    valid = _column(table, role, read)
    if role not in table.fields:
        return valid, ()
    typed = _column(table, role, _person)
    bad = typed.notna() & valid.isna()
    return valid, list_cells(table, role, f"bad_{role}", wording, where=bad)


def _phones(table: Table, region: str | None) -> tuple[pd.Series, tuple[Problem, ...]]:
    if "phone" not in table.fields:
        return _column(table, "phone", cell_text), ()
    read = read_phones(table.body["phone"], region)
    problems = list_cells(table, "phone", "bad_phone", _BAD_PHONE, where=read.bad)
    several = list_cells(table, "phone", "two_phones", _TWO_PHONES, where=read.several)
    return read.numbers, problems + several


def _column(table: Table, role: str, read: Callable[[str], str | None]) -> pd.Series:
    if role not in table.fields:
        return pd.Series(None, index=table.body.index, dtype=object)
    found = distinct(table.body[role])
    parsed = [read(cell_text(value).lstrip("'")) or None for value in found.cells]
    return found.spread(parsed, missing=None, dtype="object")


def _marks(table: Table) -> tuple[pd.Series, tuple[Problem, ...]]:
    role = "keep_apart"
    if role not in table.fields:
        return pd.Series(data=False, index=table.body.index), ()
    found = distinct(table.body[role])
    said = [read_yes_no(cell_text(cell)) for cell in found.cells]
    unclear = found.where(said, lambda answer: answer is None)
    bad = list_cells(table, role, "bad_yes_no", _BAD_MARK, where=unclear)
    return found.where(said, lambda answer: answer is True), bad


def _names(table: Table) -> pd.Series:
    name = _column(table, "name", _person)
    if table.fields.keys().isdisjoint(("first_name", "last_name")):
        return name
    first = _column(table, "first_name", cell_text).fillna("")
    last = _column(table, "last_name", cell_text).fillna("")
    both = read_text((first + " " + last).astype(object))
    found = distinct(both.where(name.isna(), name))
    people = [_person(str(value)) for value in found.cells]
    return found.spread(people, missing=None, dtype="object")


def _person(text: str) -> str | None:
    return None if is_nobodys_name(text) else text


def _keys(texts: pd.Series) -> pd.Series:
    found = distinct(texts)
    keys = [name_key(str(value)) for value in found.cells]
    return found.spread(keys, missing=None, dtype="object")
