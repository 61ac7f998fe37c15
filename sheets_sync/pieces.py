"""How large changes are on the wire, and large ones in pieces that do the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sheets_sync.changes import Change, TintCells, WriteCells
from sheets_sync.encode import encode
from sheets_sync.encode.body import body_bytes


def size_of(*changes: Change) -> int:
    """Return how many bytes the requests of these changes take."""
    requests = (one for change in changes for one in encode([change])["requests"])
    return sum(len(body_bytes(request)) + 1 for request in requests)


def in_pieces(changes: Iterable[Change], room: int) -> Iterator[Change]:
    """Yield the changes, those that are too large row by row in several.

    A row is never parted: one that is too large by itself is a piece of its own.
    """
    for change in changes:
        if isinstance(change, WriteCells | TintCells) and size_of(change) > room:
            yield from _parts(change, room)
        else:
            yield change


def _parts(change: WriteCells | TintCells, room: int) -> Iterator[Change]:
    (request,) = encode([change])["requests"]
    sizes = [len(body_bytes(row)) + 1 for row in request["updateCells"]["rows"]]
    empty = len(body_bytes(request)) + 1 - sum(sizes)
    for start, end in _spans(sizes, room - empty):
        yield _part(change, start, end)


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
