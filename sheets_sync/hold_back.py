"""Which refreshes change so much that a person should say yes to it first.

What stood in our tabs is compared with what the tracker says now, and only what no
rule, scheme or day can change: who is in it, what they ordered and what they spent.
A customer who moves, or everybody moving because the rules are others, is no reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from sheets_sync.cells import serial_from_date
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import DesiredState
from sheets_sync.model import Snapshot
from sheets_sync.stood import (
    Stood,
    labelled_rows,
    labels_without_customer,
    stood_before,
)

# Fewer customers than these are seen at a glance and put right by hand, and in a
# small shop two of three leave on an ordinary day.
FEWEST: Final = 10
# Half is far beyond what a seller tidies up between two refreshes, and a tab, a
# column or a filter that is missing takes at least that much.
SHARE: Final = 0.5

Code = Literal["customers_gone", "labels_gone", "tab_gone", "orders_gone", "spend_gone"]


@dataclass(frozen=True, slots=True)
class Held:
    """One reason to ask first: how many of how many are gone, in one sentence."""

    code: Code
    gone: int
    of: int
    reason: str


def hold_back(
    snapshot: Snapshot, desired: DesiredState, findings: Findings
) -> tuple[Held, ...]:
    """Return the reasons to ask before these changes are written, the gravest first.

    There is none on a first refresh, for nothing stood there before. Whoever ordered
    after the day that counts as today is left out, since that day is looked back to.
    """
    today = serial_from_date(findings.as_of)
    stood = [
        one
        for one in stood_before(snapshot, desired)
        if one.last_order is None or one.last_order <= today
    ]
    return (
        *_customers(stood),
        *_labels(snapshot, desired),
        *_tabs(snapshot, desired, stood),
        *_orders(stood, _now(findings, "orders")),
        *_spend(stood, _now(findings, "spent")),
    )


def is_unusual(gone: int, of: int) -> bool:
    """Tell whether so many of so many are more than anybody tidies up by hand."""
    return gone >= FEWEST and gone >= of * SHARE


def _customers(stood: list[Stood]) -> Iterator[Held]:
    gone, of = sum(one.customer is None for one in stood), len(stood)
    if is_unusual(gone, of):
        reason = (
            f"{gone:,} of the {of:,} customers in the segment tabs are not in the"
            " tracker any more."
        )
        yield Held("customers_gone", gone, of, reason)


def _labels(snapshot: Snapshot, desired: DesiredState) -> Iterator[Held]:
    tabs = {tab.sheet_id: tab for tab in snapshot.tabs}
    gone = of = 0
    for labels in desired.labels:
        tab = tabs[labels.sheet_id]
        gone += len(labels_without_customer(tab, labels))
        of += len(labelled_rows(tab, labels.header_row_index))
    if is_unusual(gone, of):
        reason = (
            f"{gone:,} of the {of:,} labels beside your customers would be removed,"
            " because their rows name no customer any more."
        )
        yield Held("labels_gone", gone, of, reason)


def _tabs(
    snapshot: Snapshot, desired: DesiredState, stood: list[Stood]
) -> Iterator[Held]:
    """Yield that a tab with labels is read no more, so that a new one would be made.

    Only before it is made: the labels in the old tab stay as they are.
    """
    makes_one = any(
        table.mark.role == "customers" and snapshot.own_tab(table.mark) is None
        for table in desired.tables
    )
    unread = [
        tab for tab in snapshot.tabs if tab.mark is None and "why" in tab.owned_columns
    ]
    if makes_one and unread and is_unusual(len(stood), len(stood)):
        hidden = ", because it is hidden" if unread[0].hidden else ""
        reason = (
            f"“{unread[0].title}” is not read as a list of customers any more{hidden},"
            f" so the labels of {len(stood):,} customers would be kept up in a new tab"
            " instead."
        )
        yield Held("tab_gone", len(stood), len(stood), reason)


def _orders(stood: list[Stood], now: Mapping[str, float]) -> Iterator[Held]:
    losses = [
        (one.orders or 0) - now.get(one.customer or "", 0)
        for one in stood
        if one.orders
    ]
    lost = [loss for loss in losses if loss > 0]
    gone, of = int(sum(lost)), int(sum(one.orders or 0 for one in stood))
    if len(lost) >= FEWEST and is_unusual(gone, of):
        reason = (
            f"{gone:,} of the {of:,} orders that counted at the last refresh are gone"
            " or do not count any more."
        )
        yield Held("orders_gone", gone, of, reason)


def _spend(stood: list[Stood], now: Mapping[str, float]) -> Iterator[Held]:
    spenders = [one for one in stood if (one.spent or 0) > 0 and one.customer in now]
    gone = sum(now[one.customer or ""] == 0 for one in spenders)
    if is_unusual(gone, len(spenders)):
        reason = (
            f"{gone:,} of the {len(spenders):,} customers who had spent something"
            " would have spent nothing."
        )
        yield Held("spend_gone", gone, len(spenders), reason)


def _now(findings: Findings, figure: str) -> Mapping[str, float]:
    figures = findings.reading.customers[figure]
    return {
        str(customer): round(float(value), 2)
        for customer, value in zip(figures.index, figures, strict=True)
    }
