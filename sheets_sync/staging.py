"""A plan too large for one request → hidden tabs filled first, shown by a last batch.

Until the last batch nothing changes that a seller sees; it is one request, so all of it
is applied or none. Every batch but the first deletes the small tab that the batch
before it added, so none is applied twice, out of turn, or on top of another plan: the
ids of those tabs depend on what is written.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeGuard

from sheets_sync.changes import (
    AddChart,
    AddColumns,
    AddFilter,
    AddRows,
    AddTab,
    Change,
    DeleteTab,
    FormatCells,
    MarkColumn,
    OfferChoices,
    ProtectColumns,
    SetWidth,
    TintCells,
    WriteCells,
)
from sheets_sync.encode import encode
from sheets_sync.encode.body import body_bytes
from sheets_sync.errors import PlanTooLargeError
from sheets_sync.generation import MARK, TITLE
from sheets_sync.ids import sheet_id_from
from sheets_sync.model import Snapshot, TabMark
from sheets_sync.pieces import in_pieces, size_of
from sheets_sync.set_down import set_down
from sheets_sync.stage_changes import ShowTab

# Google recommends at most 2 MB a request, and names no limit.
STAGE_BYTES: Final = 1_900_000
MAX_REQUESTS: Final = 100_000
# What a batch holds besides its pieces: the steps to and from its neighbours.
STEP_BYTES: Final = 800
# What may be done to a new tab while it is out of sight. Cells that people typed are
# copied, and rows deleted and sorted, at the very last.
BEFOREHAND: Final = (
    *(SetWidth, MarkColumn, OfferChoices, FormatCells, WriteCells, TintCells),
    *(AddColumns, AddRows, AddChart, ProtectColumns, AddFilter),
)


@dataclass(frozen=True, slots=True)
class Staged:
    """What is sent before, batch by batch, and what is sent last and changes all.

    ``stage`` is the number of the stage, 0 where the last batch is the only one.
    """

    batches: tuple[tuple[Change, ...], ...]
    last: tuple[Change, ...]
    stage: int = 0

    @property
    def request_count(self) -> int:
        """Return how many requests all batches hold."""
        return sum(len(encode([change])["requests"]) for change in self.changes)

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return all changes in the order they are applied."""
        return (*(change for batch in self.batches for change in batch), *self.last)


def stage(
    changes: Sequence[Change], snapshot: Snapshot, most_bytes: int = STAGE_BYTES
) -> Staged:
    """Return the changes in batches of at most so many bytes, where that can be.

    A stage that was left behind is cleared first. What has to happen at once (rows
    deleted and copied, links and notes in rows that stand) is never parted, so the
    last batch may be larger than Google recommends.

    Raises:
        PlanTooLargeError: It takes more requests than Google allows a batch.
    """
    cleared = tuple(DeleteTab(tab.sheet_id) for tab in snapshot.stages)
    whole = (*cleared, *changes)
    if size_of(*whole) <= most_bytes:
        return Staged((), _counted(whole))
    number = sheet_id_from(
        "stage", snapshot.spreadsheet_id, snapshot.generation, snapshot.stage
    )
    built, rest = _built_apart(changes, number)
    down = set_down(rest, number, most_bytes - STEP_BYTES)
    built += down.built
    if not built:
        return Staged((), _counted(whole))
    digest = zlib.crc32(body_bytes(encode([*built, *down.rest])))
    tabs = dict.fromkeys(
        change.sheet_id for change in down.built if isinstance(change, AddTab)
    )
    first: list[Change] = [*cleared, _hidden(number, number)]
    room = most_bytes - STEP_BYTES
    packed = _packed([*first, *in_pieces(built, room)], room)
    steps = [sheet_id_from(number, digest, at) for at in range(len(packed))]
    return Staged(
        tuple(_linked(batch, steps, at, number) for at, batch in enumerate(packed)),
        _counted(
            (
                DeleteTab(steps[-1]),
                *down.rest,
                *map(DeleteTab, tabs),
                DeleteTab(number),
            )
        ),
        number,
    )


def _counted(last: tuple[Change, ...]) -> tuple[Change, ...]:
    if sum(len(encode([change])["requests"]) for change in last) > MAX_REQUESTS:
        raise PlanTooLargeError(
            "What changed since the last refresh is more than Google Sheets takes"
            f" at once ({MAX_REQUESTS:,} steps)."
        )
    return last


def _built_apart(
    changes: Sequence[Change], number: int
) -> tuple[list[Change], list[Change]]:
    """Return what builds new tabs out of sight, and what is left for the last batch."""
    new = {change.sheet_id for change in changes if _is_new_tab(change)}
    built: list[Change] = []
    rest: list[Change] = []
    for change in changes:
        if _is_new_tab(change):
            hidden = _hidden(change.sheet_id, number)
            built.append(
                replace(change, mark=hidden.mark, title=hidden.title, hidden=True)
            )
            rest.append(ShowTab(change.sheet_id, change.mark, change.title))
        elif isinstance(change, BEFOREHAND) and change.sheet_id in new:
            built.append(change)
        else:
            rest.append(change)
    return built, rest


def _is_new_tab(change: Change) -> TypeGuard[AddTab]:
    return isinstance(change, AddTab) and change.mark.role != MARK.role


def _hidden(sheet_id: int, number: int) -> AddTab:
    """Return the smallest tab there is, out of sight."""
    mark = TabMark("stage", stage=number)
    title = f"{TITLE} {sheet_id:x}"
    return AddTab(sheet_id, mark, title, 1, 1, frozen_row_count=0, hidden=True)


def _packed(pieces: Sequence[Change], room: int) -> list[list[Change]]:
    """Return the pieces in order, as many together as there is room for."""
    batches: list[list[Change]] = [[]]
    used = 0
    for piece in pieces:
        size = size_of(piece)
        if batches[-1] and used + size > room:
            batches.append([])
            used = 0
        batches[-1].append(piece)
        used += size
    return batches


def _linked(
    batch: Sequence[Change], steps: Sequence[int], at: int, number: int
) -> tuple[Change, ...]:
    """Return a batch that only fits right behind the one before it."""
    before: Iterator[Change] = map(DeleteTab, steps[max(at - 1, 0) : at])
    return (*before, *batch, _hidden(steps[at], number))
