"""What a seller notes of dealings with a customer: stage, contacts, messages, replies.

Read from customers tables, beside the figures in them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pandas as pd

from segments.customers.choice import most_frequent
from segments.customers.recency import days_since
from segments.customers.register import read_days
from segments.customers.roll import Roll
from segments.headers import CUSTOMERS
from segments.model import Problem
from segments.tables import Table, text_of
from segments.values.dates import read_date
from segments.values.distinct import cell_text, distinct, says_nothing
from segments.values.statuses import read_yes_no, status_key

_DAYS: Final = {"first_contact": "min", "last_contact": "max", "messaged_on": "max"}
_MARKS: Final = ("replied", "number_saved")
_NOTED: Final = frozenset({"stage", *_DAYS, *_MARKS})
_NOT_YET: Final = frozenset(
    {
        *("no", "not", "none", "never", "nothing", "0", "pending", "waiting"),
        *("awaiting", "sent", "delivered", "seen", "read", "unread", "unsaved"),
    }
)
"""First words that say no in a column of yes and no, of a reply for one."""


@dataclass(frozen=True, slots=True)
class Dealings:
    """What customers tables say of the dealings with each customer.

    Attributes:
        facts: Index ``customer``; columns stage (text or None), first_contact,
            last_contact, messaged_on (datetime64, NaT when not known), replied,
            number_saved (bool).
        problems: Dates that cannot be read.
    """

    facts: pd.DataFrame
    problems: tuple[Problem, ...]


def read_dealings(
    tables: Sequence[Table],
    roll: Roll,
    customers: pd.Index,
    *,
    as_of: date,
    locale: str,
) -> Dealings:
    """Return the dealings with every customer.

    Of several rows the earliest first contact, the latest of the other days and the
    most frequent stage count; one yes is a yes.

    Args:
        tables: All tables of the tracker.
        roll: Who each row is.
        customers: Every customer.
        as_of: The day of the refresh; later days are left out.
        locale: Of the spreadsheet.
    """
    noting = [
        table
        for table in tables
        if table.kind == CUSTOMERS and not _NOTED.isdisjoint(table.fields)
    ]
    if not noting:
        return Dealings(_nothing_noted(customers), ())
    problems: list[Problem] = []
    rows = [_NO_ROWS]
    for table in noting:
        read, found = _read_rows(table, as_of=as_of, locale=locale)
        rows.append(read)
        problems += found
    noted = pd.concat(rows, ignore_index=True)
    noted = noted.merge(roll.rows, on=["source", "row_index"])
    people = noted.groupby("customer")
    facts = {"stage": most_frequent(noted["customer"], noted["stage"])}
    facts |= {
        role: people[role].agg(how).astype("datetime64[s]")
        for role, how in _DAYS.items()
    }
    facts |= {role: people[role].any() for role in _MARKS}
    frame = pd.DataFrame(facts, index=customers)
    stage = frame["stage"].astype(object)
    marks = {role: frame[role].eq(other=True) for role in _MARKS}
    frame = frame.assign(stage=stage.where(stage.notna(), None), **marks)
    return Dealings(frame, tuple(problems))


def _nothing_noted(customers: pd.Index) -> pd.DataFrame:
    days = pd.Series(pd.NaT, index=customers, dtype="datetime64[s]")
    return pd.DataFrame(
        {
            "stage": pd.Series([None] * len(customers), customers, dtype=object),
            **dict.fromkeys(_DAYS, days),
            **dict.fromkeys(_MARKS, False),
        },
        index=customers,
    )


_NO_ROWS: Final = pd.DataFrame(
    {
        "source": pd.Series(dtype=object),
        "row_index": pd.Series(dtype="int64"),
        "stage": pd.Series(dtype=object),
        **{role: pd.Series(dtype="datetime64[s]") for role in _DAYS},
        **{role: pd.Series(dtype=bool) for role in _MARKS},
    }
)


def _read_rows(
    table: Table, *, as_of: date, locale: str
) -> tuple[pd.DataFrame, list[Problem]]:
    rows = pd.DataFrame(
        {
            "source": table.source,
            "row_index": table.body.index,
            "stage": text_of(table, "stage").to_numpy(dtype=object),
        }
    )
    problems: list[Problem] = []
    for role in _DAYS:
        days, found = read_days(table, role, as_of=as_of, locale=locale)
        rows[role] = days.to_numpy()
        problems += found
    for role in _MARKS:
        rows[role] = _says_so(table, role).to_numpy()
    return rows, problems


def _says_so(table: Table, role: str) -> pd.Series:
    """Return which rows say yes: a yes, a date, or words that do not begin with no."""
    if role not in table.fields:
        return pd.Series(data=False, index=table.body.index)
    found = distinct(table.body[role])
    said = [
        read_date(cell) is not None or _is_yes(cell_text(cell)) for cell in found.cells
    ]
    return found.spread(said, missing=False, dtype="bool")


def _is_yes(text: str) -> bool:
    answer = read_yes_no(text)
    if answer is not None or says_nothing(text):
        return answer is True
    return status_key(text).partition(" ")[0] not in _NOT_YET


def add_contact_days(
    customers: pd.DataFrame, orders: pd.DataFrame, as_of: date
) -> pd.DataFrame:
    """Return the customers frame with the days since contacts and until a response.

    A response is the first order day that is known on or after the day of the message:
    of order rows, else the first or last order a customers table names.

    Args:
        customers: Index ``customer``; columns first_contact, last_contact,
            messaged_on, first_order, last_order, has_phone, has_email, opted_out.
        orders: One row per order; columns customer, day.
        as_of: The day of the refresh.

    Returns:
        ``customers`` with first_contact_days, last_contact_days, message_days,
        response_days (NaN when not known, or no order came yet) and reachable.
    """
    days = {
        "first_contact_days": "first_contact",
        "last_contact_days": "last_contact",
        "message_days": "messaged_on",
    }
    since = {name: days_since(customers[day], as_of) for name, day in days.items()}
    has_contact = customers["has_phone"] | customers["has_email"]
    return customers.assign(
        **since,
        response_days=_response_days(customers, orders),
        reachable=has_contact & ~customers["opted_out"],
    )


def _response_days(customers: pd.DataFrame, orders: pd.DataFrame) -> pd.Series:
    messaged = customers["messaged_on"]
    if messaged.isna().all():
        return pd.Series(float("nan"), index=customers.index)
    named = [
        customers[day].rename("day").rename_axis("customer").reset_index()
        for day in ("first_order", "last_order")
    ]
    known = pd.concat([orders, *named], ignore_index=True)
    after = (known["day"] - known["customer"].map(messaged)).dt.days
    waited = after[after >= 0].groupby(known["customer"]).min()
    return waited.reindex(customers.index).astype("float64")
