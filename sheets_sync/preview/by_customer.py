"""Who would move, come and go, and whose reason or tags would change."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sheets_sync.cells import same_value, shown_value
from sheets_sync.desired.customer_labels import rows_of
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import DesiredState
from sheets_sync.desired.people import Everyone, people
from sheets_sync.layout import Column
from sheets_sync.model import Content, Snapshot, Tab
from sheets_sync.stood import stood_before

# As many as a panel can hold; how many more there are is said.
SHOWN: Final = 200

Json = dict[str, Any]
Rows = Mapping[str, tuple[Content, ...]]
Labelled = tuple[Tab, tuple[Column, ...], Mapping[int, str], Rows]


def by_customer(snapshot: Snapshot, desired: DesiredState, findings: Findings) -> Json:
    """Return who moves, is new and has vanished, the biggest spenders first.

    Of each list the first are shown, and how many more there are. Reasons and tags
    are counted for those who stay in their segment.
    """
    everyone = people(findings.reading, findings.assignments)
    moved = _moves(findings)
    before = {str(customer) for customer in findings.previous.index}
    stayers = before - set(moved)
    return {
        "moves": _list([{**_told(everyone, one), **moved[one]} for one in moved]),
        "new": _list([_told(everyone, one) for one in everyone if one not in before]),
        "vanished": _list(_vanished(snapshot, desired)),
        "reasons_changed": _count(snapshot, desired, findings, "why", stayers),
        "tags_changed": _count(snapshot, desired, findings, "tags", stayers),
    }


def _list(entries: Sequence[Json]) -> Json:
    ranked = sorted(entries, key=lambda one: (-one["spent"], one["customer"]))
    shown = ranked[:SHOWN]
    return {"count": len(ranked), "shown": shown, "more": len(ranked) - len(shown)}


def _told(everyone: Everyone, customer: str) -> Json:
    person = everyone[customer]
    return {
        "customer": person.display_name,
        "spent": person.spent,
        "to": person.segment,
        "why": person.why,
    }


def _moves(findings: Findings) -> dict[str, Json]:
    moves = findings.assignments.moves
    columns = (moves[name] for name in ("customer", "from_segment", "happened"))
    return {
        str(customer): {"from": str(origin), "happened": str(happened)}
        for customer, origin, happened in zip(*columns, strict=True)
    }


def _vanished(snapshot: Snapshot, desired: DesiredState) -> list[Json]:
    return [
        {"customer": one.name, "spent": one.spent or 0, "from": one.segment}
        for one in stood_before(snapshot, desired)
        if one.customer is None
    ]


def _count(
    snapshot: Snapshot,
    desired: DesiredState,
    findings: Findings,
    key: str,
    stayers: set[str],
) -> int:
    """Count the customers who stay and have another text in one of our columns."""
    changed = {
        customer
        for tab, columns, standing, rows in _labelled(snapshot, desired, findings)
        for customer in _different(tab, columns, standing, rows, key)
    }
    return len(changed & stayers)


def _different(
    tab: Tab,
    columns: Sequence[Column],
    standing: Mapping[int, str],
    rows: Rows,
    key: str,
) -> Iterator[str]:
    keys = [column.key for column in columns]
    at = tab.owned_columns.get(key)
    if at is None or key not in keys:
        return
    place = keys.index(key)
    for row_index, customer in standing.items():
        wanted = shown_value(rows[customer][place]) if customer in rows else None
        if wanted is not None and not same_value(tab.cell(row_index, at), wanted):
            yield customer


def _labelled(
    snapshot: Snapshot, desired: DesiredState, findings: Findings
) -> Iterator[Labelled]:
    """Yield each tab with labels: its columns, who stands where, and their cells."""
    tabs = {tab.sheet_id: tab for tab in snapshot.tabs}
    for labels in desired.labels:
        tab = tabs[labels.sheet_id]
        standing = rows_of(findings, tab)
        rows = {
            customer: labels.rows[row_index] for row_index, customer in standing.items()
        }
        yield tab, labels.columns, standing, rows
    for table in desired.tables:
        own = snapshot.own_tab(table.mark)
        if own is not None:
            yield own, table.columns, table.standing, table.rows
