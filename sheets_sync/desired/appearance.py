"""The colours of the segments, and how figures of this tracker look."""

from collections.abc import Mapping, Sequence
from itertools import count

from sheets_sync.desired.findings import Findings
from sheets_sync.looks import Looks, tint_of
from sheets_sync.model import Snapshot


def segment_colours(snapshot: Snapshot, segments: Sequence[str]) -> dict[str, int]:
    """Return segment → number of its colour: its own for life, else the first unused.

    A segment that the rules no longer have leaves its colour to others.
    """
    remembered = {
        tab.mark.segment_key: tab.mark
        for tab in snapshot.tabs
        if tab.mark and tab.mark.role == "segment" and tab.mark.colour
    }
    colours: dict[str, int] = {}
    for segment in segments:
        mark = remembered.get(segment.casefold())
        if mark and mark.colour not in colours.values():
            colours[segment] = mark.colour
    taken = set(colours.values())
    unused = (number for number in count(1) if number not in taken)
    for segment in segments:
        if segment not in colours:
            colours[segment] = next(unused)
    before = {mark.segment: mark.colour for mark in remembered.values()}
    return {**before, **colours}


def looks_of(
    snapshot: Snapshot, findings: Findings, colours: Mapping[str, int]
) -> Looks:
    """Return how cells of ours look in this tracker."""
    spent = findings.reading.customers["spent"]
    return Looks(
        currency=findings.reading.currency,
        locale=snapshot.locale or "en_GB",
        whole=bool((spent == spent.round()).all()),
        tints={segment: tint_of(number) for segment, number in colours.items()},
    )
