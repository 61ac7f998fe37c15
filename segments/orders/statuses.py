"""What the status columns of an orders table say about each line."""

from typing import Final

import pandas as pd

from segments.model import Problem, Wording
from segments.tables import Table, list_cells
from segments.values.distinct import cell_text, distinct
from segments.values.statuses import read_payment_status, read_status

STATUS_ROLES: Final = ("status", "payment_status", "delivery_status")
"""The columns that say what became of an order."""

_UNDONE: Final = ("test", "cancelled", "failed", "unpaid", "refunded")
_UNKNOWN: Final = Wording(
    "1 row has a status we do not know, so it was counted.",
    "{n} rows have statuses we do not know, so they were counted.",
)


def read_statuses(table: Table) -> pd.DataFrame:
    """Return which lines are said not to count, and why.

    Args:
        table: An orders table.

    Returns:
        Index ``row_index``; bool columns test, cancelled, failed, unpaid, refunded.
    """
    said = pd.DataFrame(data=False, index=table.body.index, columns=list(_UNDONE))
    for role in filter(table.fields.__contains__, STATUS_ROLES):
        read = _read_column(table, role)
        for kind in _UNDONE:
            # Pending delivery is no word on payment.
            if (role, kind) != ("delivery_status", "unpaid"):
                said[kind] |= read == kind
    if "cancelled_on" in table.fields:
        said["cancelled"] |= table.body["cancelled_on"].notna()
    return said


def columns_that_say(table: Table, kind: str) -> pd.Series:
    """Return the column index that says it of each row; the status column counts first.

    Args:
        table: An orders table.
        kind: "test", "cancelled", "failed", "unpaid" or "refunded".
    """
    said = pd.Series(None, index=table.body.index, dtype=object)
    for role in filter(table.fields.__contains__, STATUS_ROLES):
        says = said.isna() & (_read_column(table, role) == kind)
        said[says] = table.fields[role]
    rest = table.fields.get({"cancelled": "cancelled_on"}.get(kind, "balance"))
    return said if rest is None else said.fillna(rest)


def list_unknown_statuses(table: Table) -> tuple[Problem, ...]:
    """Return one problem per status column with words that are not known."""
    return tuple(
        problem
        for role in filter(table.fields.__contains__, STATUS_ROLES)
        for problem in list_cells(
            table,
            role,
            "unknown_status",
            _UNKNOWN,
            where=_read_column(table, role) == "unknown",
        )
    )


def _read_column(table: Table, role: str) -> pd.Series:
    """Return what each row's status says; None where it is blank."""
    found = distinct(table.body[role])
    read = read_payment_status if role == "payment_status" else read_status
    said = [read(cell_text(value)) or "unknown" for value in found.cells]
    return found.spread(said, missing=None, dtype="object")
