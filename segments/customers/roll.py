"""Who every row of every table is about, in one frame."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segments.customers.home import locale_region, phone_cells
from segments.headers import CUSTOMERS, ORDERS
from segments.model import Problem, Wording, list_by_source
from segments.people import find_people, read_identities
from segments.tables import Table, text_of
from segments.tables.kinds import names_people
from segments.values.currencies import region_of
from segments.values.distinct import cell_text, distinct
from segments.values.note_tag import without_tag
from segments.values.phones import choose_region
from segments.values.statuses import read_yes_no

_TOLD: Final = ("state", "country", "source_channel", "notes", "pin")
_NOBODY: Final = Wording(
    "1 row has no name, phone, e-mail, handle or customer number, so it was skipped.",
    "{n} rows have no name, phone, e-mail, handle or customer number,"
    " so they were skipped.",
)
_NAMELESS: Final = Wording(
    "1 person has no name, so the draft of a message cannot greet them by it.",
    "{n} people have no name, so the draft of a message cannot greet them by it.",
)


@dataclass(frozen=True, slots=True)
class Roll:
    """The people of all tables.

    Attributes:
        people: One row per row of a table; columns table (its position), source,
            row_index, kind, customer (key or None), the contacts, name and city,
            state, country, source_channel, notes, pin (text or None), opted_out.
        rows: Those of customers tables that are a customer; columns source,
            row_index, customer.
        problems: Contacts that are not valid, merges, rows about nobody, no names.
    """

    people: pd.DataFrame
    rows: pd.DataFrame
    problems: tuple[Problem, ...]

    def customers_of(self, table: int) -> pd.Series:
        """Return the customer of each row of a table, by ``row_index``."""
        rows = self.people[self.people["table"] == table]
        return rows.set_index("row_index")["customer"]


def call_roll(tables: Sequence[Table], *, currency: str | None, locale: str) -> Roll:
    """Return who each row of each table is.

    Args:
        tables: All tables of the tracker.
        currency: Of the shop; hints at where its phone numbers are from.
        locale: Of the spreadsheet; hints at it too.
    """
    region = _region(tables, currency=currency, locale=locale)
    identities = [read_identities(table, region) for table in tables]
    told = [
        one.people.assign(table=position, **_told(table))
        for position, (table, one) in enumerate(zip(tables, identities, strict=True))
    ]
    people = pd.concat(told, ignore_index=True) if told else _no_people()
    customers, problems = find_people(people, tables)
    people = people.assign(customer=customers)
    listed = people[people["kind"] == CUSTOMERS]
    known = listed[listed["customer"].notna()]
    nobody = listed[listed["customer"].isna()]
    return Roll(
        people=people,
        rows=known[["source", "row_index", "customer"]].reset_index(drop=True),
        problems=(
            *(problem for one in identities for problem in one.problems),
            *problems,
            *list_by_source("no_customer", _NOBODY, nobody),
            *list_by_source("no_name", _NAMELESS, _nameless(people, tables)),
        ),
    )


def _nameless(people: pd.DataFrame, tables: Sequence[Table]) -> pd.DataFrame:
    """Return a row of each person of a customers list whom no row names.

    Those with orders are left out: a list that we made from orders has them, too.
    """
    if not any(names_people(table.fields) for table in tables):
        return people[:0]
    known = people["name_key"].notna() | (people["kind"] == ORDERS)
    if known.all():
        return people[:0]
    rest = people[~people["customer"].isin(people.loc[known, "customer"])]
    return rest[rest["customer"].notna() & ~rest.duplicated("customer")]


def _no_people() -> pd.DataFrame:
    columns = [
        *("table", "source", "row_index", "kind", "customer_id", "phone", "handle"),
        *("email", "name", "name_key", "city", "city_key", "keep_apart"),
        *(*_TOLD, "opted_out"),
    ]
    return pd.DataFrame(columns=columns, dtype=object)


def _told(table: Table) -> dict[str, pd.Series]:
    told = {role: text_of(table, role) for role in _TOLD}
    notes = told["notes"].map(_of_the_seller, na_action="ignore")
    return told | {"notes": notes, "opted_out": _asks_for_silence(table)}


def _of_the_seller(note: str) -> str | None:
    """Return a note without the tag that we put there."""
    return without_tag(note) or None


def _asks_for_silence(table: Table) -> pd.Series:
    """Return which rows opted out; any word in an opt-out column but no does it."""
    silent = pd.Series(data=False, index=table.body.index)
    for role, refuses in (("opted_out", {True, None}), ("opted_in", {False})):
        if role in table.fields:
            found = distinct(table.body[role])
            said = [read_yes_no(cell_text(cell)) in refuses for cell in found.cells]
            silent |= found.spread(said, missing=False, dtype="bool")
    return silent


def _region(
    tables: Sequence[Table], *, currency: str | None, locale: str
) -> str | None:
    regions = filter(None, (region_of(currency), locale_region(locale)))
    return choose_region(phone_cells(tables), [*regions])
