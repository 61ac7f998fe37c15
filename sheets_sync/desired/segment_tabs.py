"""One tab per segment: who is in it, how to reach them, and why they are there."""

import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from functools import cache, partial
from typing import Final
from urllib.parse import quote

from segments.assign import Assignments
from segments.customers import Reading
from segments.values.spelling import spell_day
from sheets_sync.desired.findings import Findings, ranked_segments
from sheets_sync.desired.model import TableTab
from sheets_sync.desired.people import Everyone, Person, of_segment
from sheets_sync.layout import SEGMENT_COLUMNS
from sheets_sync.match import segment_rows
from sheets_sync.model import Content, Link, Snapshot, Tab, TabMark

LINK_TEXT: Final = "Message on WhatsApp"
OPTED_OUT: Final = "Asked not to be messaged"
CELL_KEYS: Final = ("orders", "spent", "last_order", "why")


def segment_tables(
    snapshot: Snapshot,
    findings: Findings,
    everyone: Everyone,
    colours: Mapping[str, int],
) -> tuple[TableTab, ...]:
    """Return a table per segment of the rules, the most valuable first, then of others.

    Those others are retired. ``colours`` has the number of each segment's colour.
    """
    rules = findings.configuration.rules
    segments = {key: person.segment for key, person in everyone.items()}
    stand = _Standing(snapshot, findings.reading, segments)
    wanted = tuple(
        TableTab(
            mark=_mark(segment, colours, rules.message(segment)),
            title=segment,
            columns=SEGMENT_COLUMNS,
            rows=_rows(everyone, segment, rules.message(segment)),
            standing=stand.once.get(segment.casefold(), {}),
            sorted_by="spent",
            doubles=stand.again.get(segment.casefold(), {}),
        )
        for segment in ranked_segments(findings)
    )
    return (*wanted, *_retired(snapshot, rules.segments, stand, findings.as_of))


def retired_tables(
    snapshot: Snapshot,
    reading: Reading,
    assignments: Assignments,
    segments: Collection[str],
    as_of: date,
) -> tuple[TableTab, ...]:
    """Return the tables of the tabs whose segment is not among those of the rules."""
    if not list(_gone(snapshot, segments)):
        return ()
    belongs = {str(k): str(v) for k, v in assignments.frame["segment"].items()}
    stand = _Standing(snapshot, reading, belongs)
    return tuple(_retired(snapshot, segments, stand, as_of))


class _Standing:
    """Who stands where today: row → customer by segment, and rows that say it again."""

    def __init__(
        self, snapshot: Snapshot, reading: Reading, segments: Mapping[str, str]
    ) -> None:
        self.once: dict[str, dict[int, str]] = {}
        self.again: dict[str, dict[int, str]] = {}
        for row in segment_rows(snapshot, reading, segments):
            rows = self.again if row.again else self.once
            rows.setdefault(row.segment.casefold(), {})[row.row_index] = row.customer


def _gone(snapshot: Snapshot, segments: Collection[str]) -> Iterator[Tab]:
    keys = {segment.casefold() for segment in segments}
    for tab in snapshot.tabs:
        if tab.mark and tab.mark.role == "segment" and tab.mark.segment_key not in keys:
            yield tab


def _retired(
    snapshot: Snapshot, segments: Collection[str], stand: _Standing, as_of: date
) -> Iterator[TableTab]:
    for tab in _gone(snapshot, segments):
        mark = tab.mark or TabMark("segment")
        yield TableTab(
            mark=mark,
            title=mark.segment,
            columns=SEGMENT_COLUMNS,
            rows={},
            standing=stand.once.get(mark.segment_key, {}),
            retired=True,
            doubles=stand.again.get(mark.segment_key, {}),
            sets_aside=f"{_bare(tab.title)} (until {spell_day(as_of)})",
        )


def _bare(title: str) -> str:
    """Return a title without what we put behind it when the segment went."""
    return title.removesuffix(" (gone)").split(" (until ")[0]


def _mark(segment: str, colours: Mapping[str, int], message: str) -> TabMark:
    """Return the mark, which tells when links lead to another message."""
    digest = f"{zlib.crc32(message.encode()):x}" if message else ""
    return TabMark("segment", segment, colour=colours.get(segment, 0), message=digest)


def _rows(
    everyone: Everyone, segment: str, message: str
) -> dict[str, tuple[Content, ...]]:
    # People share first names, and spelling out a link costs more than all their cells.
    spelled = cache(partial(_text_of_link, message))
    return {
        person.key: _cells(person, spelled) for person in of_segment(everyone, segment)
    }


def _cells(person: Person, spelled: Callable[[str], str]) -> tuple[Content, ...]:
    return (
        person.display_name,
        # A column of numbers is copied whole, so who opted out is not in it.
        "" if person.opted_out else person.phone,
        _message_link(person, spelled),
        *person.contents(CELL_KEYS),
    )


def _message_link(person: Person, spelled: Callable[[str], str]) -> Link:
    """Return a link that opens a draft in WhatsApp; sending stays with the seller.

    ``https://wa.me/<number>?text=``: full international digits, text percent-encoded.
    """
    if person.opted_out:
        return Link(OPTED_OUT, "")
    if not person.phone:
        return Link("", "")
    first_name = person.name.split(" ")[0] if person.name else ""
    number = person.phone.removeprefix("+")
    return Link(LINK_TEXT, f"https://wa.me/{number}{spelled(first_name)}")


def _text_of_link(message: str, first_name: str) -> str:
    text = message.replace("{name}", first_name).replace(" ,", ",").strip()
    return f"?text={quote(text, safe='')}" if text else ""
