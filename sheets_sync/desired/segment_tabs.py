"""One tab per segment: who is in it, how to reach them, and why they are there."""

from typing import Final
from urllib.parse import quote

from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import TableTab
from sheets_sync.desired.people import Everyone, Person, of_segment
from sheets_sync.layout import SEGMENT_COLUMNS
from sheets_sync.match import segment_rows
from sheets_sync.model import Content, Link, Snapshot, TabMark

OPTED_OUT: Final = "Asked not to be messaged"
CELL_KEYS: Final = ("orders", "spent", "last_order", "why")


def segment_tables(
    snapshot: Snapshot, findings: Findings, everyone: Everyone
) -> tuple[TableTab, ...]:
    """Return a table per segment of the rules, in rule order, then of retired ones."""
    standing: dict[str, dict[int, str]] = {}
    segments = {key: person.segment for key, person in everyone.items()}
    for row in segment_rows(snapshot, findings.reading, segments):
        standing.setdefault(row.segment, {})[row.row_index] = row.customer
    rules = findings.configuration.rules
    wanted = tuple(str(segment) for segment in findings.health.index)
    retired = tuple(
        tab.mark.segment
        for tab in snapshot.tabs
        if tab.mark and tab.mark.role == "segment" and tab.mark.segment not in wanted
    )
    return tuple(
        TableTab(
            mark=TabMark("segment", segment),
            title=segment,
            columns=SEGMENT_COLUMNS,
            rows={
                person.key: _cells(person, rules.message(segment))
                for person in of_segment(everyone, segment)
            },
            standing=standing.get(segment, {}),
            sorted_by="spent",
            retired=segment in retired,
        )
        for segment in (*wanted, *retired)
    )


def _cells(person: Person, message: str) -> tuple[Content, ...]:
    return (
        person.display_name,
        person.phone,
        _message_link(person, message),
        *person.contents(CELL_KEYS),
    )


def _message_link(person: Person, message: str) -> Content:
    """Return a link that opens a draft in WhatsApp; sending stays with the seller.

    ``https://wa.me/<number>?text=``: full international digits, text percent-encoded.
    """
    if person.opted_out:
        return OPTED_OUT
    if not person.phone:
        return None
    first_name = person.name.split(" ")[0] if person.name else ""
    text = message.replace("{name}", first_name).replace(" ,", ",").strip()
    uri = f"https://wa.me/{person.phone.removeprefix('+')}"
    if text:
        uri += f"?text={quote(text, safe='')}"
    return Link(uri, uri)
