"""How much changes are on the wire, and large ones in pieces that do the same.

Spelling out a large plan takes seconds, so each change is weighed once.
"""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from sheets_sync.changes import Change, TintCells, WriteCells
from sheets_sync.encode import encode
from sheets_sync.encode.body import body_bytes


class Weighed(NamedTuple):
    """A change, how many bytes and requests it takes, and what stands for those."""

    change: Change
    size: int
    request_count: int = 1
    digest: int = 0


def weigh(change: Change) -> Weighed:
    """Return the change with what it takes."""
    requests = [body_bytes(request) for request in encode([change])["requests"]]
    size = sum(map(len, requests)) + len(requests)
    return Weighed(change, size, len(requests), zlib.crc32(b"".join(requests)))


def in_pieces(changes: Iterable[Weighed], room: int) -> Iterator[Weighed]:
    """Yield the changes, those that are too large row by row in several.

    A row is never parted: one that is too large by itself is a piece of its own.
    """
    for one in changes:
        if one.size > room and isinstance(one.change, WriteCells | TintCells):
            yield from _parts(one.change, room)
        else:
            yield one


def _parts(change: WriteCells | TintCells, room: int) -> Iterator[Weighed]:
    (request,) = encode([change])["requests"]
    sizes = [len(body_bytes(row)) + 1 for row in request["updateCells"]["rows"]]
    request["updateCells"]["rows"] = []
    # The number of the row grows, as do commas.
    frame = len(body_bytes(request)) + len(str(len(sizes)))
    for start, end in _spans(sizes, room - frame):
        yield Weighed(_part(change, start, end), frame + sum(sizes[start:end]))


def _part(change: WriteCells | TintCells, start: int, end: int) -> Change:
    at = change.row_index + start
    if isinstance(change, TintCells):
        return replace(change, row_index=at, colours=change.colours[start:end])
    styles = None if change.styles is None else change.styles[start:end]
    return replace(change, row_index=at, rows=change.rows[start:end], styles=styles)


def _spans(sizes: Sequence[int], room: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of runs that fit; one at least is in each."""
    start, used = 0, 0
    for at, size in enumerate(sizes):
        if at > start and used + size > room:
            yield start, at
            start, used = at, 0
        used += size
    yield start, len(sizes)
