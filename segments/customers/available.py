"""Which facts a tracker gives at all, so that a rule on another can say so."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from segments.customers.register import DAYS, FIGURES, Register
from segments.fields import FACTS
from segments.headers import ORDERS
from segments.tables import Table
from segments.values.frames import columns_told

_MARKS: Final = {
    "has_phone": ("phone",),
    "has_email": ("email",),
    "reachable": ("phone", "email"),
    "opted_out": ("opted_out", "opted_in"),
    "replied": ("replied",),
    "number_saved": ("number_saved",),
}
"""Yes-or-no facts: blank cells count as no, so the column itself has to be there."""

_FILLED: Final = ("orders", "spent", "orders_30_days", "orders_365_days")
_SCORES: Final = {
    "r": {"recency_days"},
    "f": {"orders"},
    "m": {"spent"},
    "fm": {"orders", "spent"},
    "rfm": {"recency_days", "orders", "spent"},
}


def facts_given(
    tables: Sequence[Table],
    registers: Sequence[Register],
    facts: pd.DataFrame,
    customers: pd.DataFrame,
) -> frozenset[str]:
    """Return the columns of the facts frame that the tracker gives.

    A fact is given when it is known of one customer at least; yes or no when there
    is a column for it, ticked for nobody so far perhaps.

    Args:
        tables: All tables of the tracker.
        registers: The figures of its customers tables.
        facts: Index ``customer``; orders and spent before blanks became 0.
        customers: The customers frame.
    """
    filled = {*columns_told(customers)}
    known = filled & {fact.column for fact in FACTS} - {*_MARKS, *_FILLED}
    known |= {mark for mark, roles in _MARKS.items() if _held(tables, roles)}
    known |= set(_counted(tables, registers, facts))
    known |= {score for score, needs in _SCORES.items() if needs <= known}
    return frozenset(known)


def _held(tables: Iterable[Table], roles: Iterable[str]) -> bool:
    return any(role in table.fields for table in tables for role in roles)


def _counted(
    tables: Iterable[Table], registers: Iterable[Register], facts: pd.DataFrame
) -> Iterable[str]:
    if any(table.kind == ORDERS for table in tables) or any(
        one.rows[name].notna().any() for one in registers for name in (*FIGURES, *DAYS)
    ):
        yield "orders"
    if facts["spent"].notna().any():
        yield "spent"
    if facts["orders_30_days"].notna().any():
        yield from ("orders_30_days", "orders_365_days")
