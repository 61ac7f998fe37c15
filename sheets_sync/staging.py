"""A plan too large for one request → hidden tabs filled first, shown by a last batch.

Until the last batch nothing changes that a seller sees; it is one request, so all of it
is applied or none. Every batch but the first deletes the small tab that the batch
before it added, so none is applied twice, out of turn, or on top of another plan: the
ids of those tabs depend on what is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeGuard

from sheets_sync.changes import (
    AddChart,
    AddFilter,
    AddTab,
    Change,
    DeleteTab,
    FormatCells,
    MarkColumn,
    OfferChoices,
    ProtectColumns,
    TintCells,
    WriteCells,
)
from sheets_sync.errors import TooLargeError
from sheets_sync.generation import MARK, TITLE
from sheets_sync.ids import sheet_id_from
from sheets_sync.model import Snapshot, TabMark
from sheets_sync.pieces import Weighed, in_pieces, weigh
from sheets_sync.room import has_room
from sheets_sync.set_down import set_down
from sheets_sync.spaces import (
    AddColumns,
    AddRows,
    InsertColumns,
    InsertRows,
    MarkBlock,
    SetWidth,
)
from sheets_sync.stage_changes import ShowTab

# Google recommends at most 2 MB a request, and names no limit.
STAGE_BYTES: Final = 1_900_000
MAX_REQUESTS: Final = 100_000
# A batch takes whole pieces, so small ones fill it better.
PIECES: Final = 8
# What a batch holds besides its pieces: the steps to and from its neighbours.
STEP_BYTES: Final = 800
# What may be done to a new tab while it is out of sight. Cells that people typed are
# copied, and rows deleted and sorted, at the very last.
BEFOREHAND: Final = (
    *(
        SetWidth,
        MarkBlock,
        MarkColumn,
        OfferChoices,
        FormatCells,
        WriteCells,
        TintCells,
    ),
    *(AddColumns, AddRows, InsertColumns, InsertRows),
    *(AddChart, ProtectColumns, AddFilter),
)


@dataclass(frozen=True, slots=True)
class Staged:
    """What is sent before, batch by batch, and what is sent last and changes all.

    ``stage`` is the number of the stage, 0 where the last batch is the only one.
    """

    batches: tuple[tuple[Change, ...], ...]
    last: tuple[Change, ...]
    request_count: int
    stage: int = 0


def stage(
    changes: Sequence[Change], snapshot: Snapshot, most_bytes: int = STAGE_BYTES
) -> Staged:
    """Return the changes in batches of at most so many bytes, where that can be.

    A stage that was left behind is cleared first. What has to happen at once (rows
    deleted and copied, links and notes in rows that stand) is never parted, so the
    last batch may be larger than Google recommends.

    Raises:
        TooLargeError: It takes more requests than Google allows a batch.
    """
    cleared = [weigh(DeleteTab(tab.sheet_id)) for tab in snapshot.stages]
    plan = [weigh(change) for change in changes]
    if sum(one.size for one in (*cleared, *plan)) <= most_bytes:
        return _together(cleared, plan)
    seed = ("stage", snapshot.spreadsheet_id, snapshot.generation, snapshot.stage)
    number = sheet_id_from(*seed)
    built, rest = _built_apart(plan, number)
    down = set_down(rest, number, most_bytes - STEP_BYTES)
    filling = [*built, *map(weigh, down.tabs), *down.writes]
    # Cells that are set down stand there twice until the last batch.
    if not filling or not has_room(snapshot, (*changes, *down.tabs)):
        return _together(cleared, plan)
    room = most_bytes - STEP_BYTES
    gate = weigh(_hidden(number, number))
    # No tab is deleted and added by one request.
    first = [[*cleared, gate]] if cleared else []
    pieces = [*([] if cleared else [gate]), *in_pieces(filling, room // PIECES)]
    return _in_turn(
        [*first, *_packed(pieces, room)],
        [*down.rest, *(weigh(DeleteTab(tab.sheet_id)) for tab in down.tabs)],
        [number, *(one.digest for one in plan)],
    )


def _together(cleared: Sequence[Weighed], plan: Sequence[Weighed]) -> Staged:
    """Return a plan as one batch, after one that clears what was left behind."""
    count = _counted(plan) + _counted(cleared)
    if not cleared or not plan:
        return Staged((), _changes([*cleared, *plan]), count)
    return Staged((_changes(cleared),), _changes(plan), count)


def _in_turn(
    batches: Sequence[Sequence[Weighed]], last: Sequence[Weighed], seed: Sequence[int]
) -> Staged:
    """Return the batches so that each only fits right behind the one before it."""
    number = seed[0]
    steps = [sheet_id_from(*seed, at) for at in range(len(batches))]
    linked = [
        (*map(DeleteTab, steps[:at][-1:]), *_changes(batch), _hidden(step, number))
        for at, (batch, step) in enumerate(zip(batches, steps, strict=True))
    ]
    ended = (DeleteTab(steps[-1]), *_changes(last), DeleteTab(number))
    count = _counted(last) + sum(map(_counted, batches)) + 4 * len(batches) + 1
    return Staged(tuple(linked), ended, count, number)


def _changes(weighed: Sequence[Weighed]) -> tuple[Change, ...]:
    return tuple(one.change for one in weighed)


def _counted(batch: Sequence[Weighed]) -> int:
    """Return how many requests a batch holds, if it may."""
    count = sum(one.request_count for one in batch)
    if count > MAX_REQUESTS:
        raise TooLargeError(
            "What changed since the last refresh is more than Google Sheets takes"
            f" at once ({MAX_REQUESTS:,} steps)."
        )
    return count


def _built_apart(
    plan: Sequence[Weighed], number: int
) -> tuple[list[Weighed], list[Weighed]]:
    """Return what builds new tabs out of sight, and what is left for the last batch."""
    new = {one.change.sheet_id for one in plan if _is_new_tab(one.change)}
    built: list[Weighed] = []
    rest: list[Weighed] = []
    for one in plan:
        change = one.change
        if _is_new_tab(change):
            hidden = _hidden(change.sheet_id, number)
            aside = replace(change, mark=hidden.mark, title=hidden.title, hidden=True)
            built.append(weigh(aside))
            rest.append(weigh(ShowTab(change.sheet_id, change.mark, change.title)))
        elif isinstance(change, BEFOREHAND) and change.sheet_id in new:
            built.append(one)
        else:
            rest.append(one)
    return built, rest


def _is_new_tab(change: Change) -> TypeGuard[AddTab]:
    return isinstance(change, AddTab) and change.mark.role != MARK.role


def _hidden(sheet_id: int, number: int) -> AddTab:
    """Return the smallest tab there is, out of sight."""
    mark = TabMark("stage", stage=number)
    title = f"{TITLE} {sheet_id:x}"
    return AddTab(sheet_id, mark, title, 1, 1, frozen_row_count=0, hidden=True)


def _packed(pieces: Sequence[Weighed], room: int) -> list[list[Weighed]]:
    """Return the pieces in order, as many together as there is room for."""
    batches: list[list[Weighed]] = [[]]
    used = 0
    for piece in pieces:
        if batches[-1] and used + piece.size > room:
            batches.append([])
            used = 0
        batches[-1].append(piece)
        used += piece.size
    return batches
