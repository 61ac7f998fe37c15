"""Cells for tabs that exist, set down in hidden tabs, and pasted from there at last.

Only values are pasted, so the colours of the seller stay. What might not arrive as it
was set down is written in place: links, which are formats to Sheets, and text that
looks like a formula (that pasting leaves it text is not documented).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from sheets_sync.changes import AddTab, WriteCells
from sheets_sync.generation import TITLE
from sheets_sync.ids import sheet_id_from
from sheets_sync.model import Content, Link, TabMark
from sheets_sync.pieces import Weighed, weigh
from sheets_sync.stage_changes import PasteValues

# What a paste takes itself; a smaller write is left where it is.
PASTE_BYTES: Final = 400


@dataclass(slots=True)
class SetDown:
    """What adds and fills hidden tabs, and the changes with pastes for writes."""

    tabs: list[AddTab]
    writes: list[Weighed]
    rest: list[Weighed]


@dataclass(slots=True)
class _Tabs:
    """A hidden tab for each width of block, filled from the top down."""

    number: int
    heights: dict[int, int] = field(default_factory=dict)
    writes: list[Weighed] = field(default_factory=list)

    def put(self, block: WriteCells) -> PasteValues:
        """Set a block down; return how it gets to its place."""
        height, width = len(block.rows), len(block.rows[0])
        sheet_id = sheet_id_from(self.number, "cells", width)
        at = self.heights.get(width, 0)
        self.heights[width] = at + height
        self.writes.append(weigh(WriteCells(sheet_id, at, 0, block.rows)))
        place = (block.sheet_id, block.row_index, block.column_index)
        return PasteValues(sheet_id, at, 0, height, width, *place)

    def added(self) -> list[AddTab]:
        """Return what adds the tabs, as large as they have to be."""
        mark = TabMark("stage", stage=self.number)
        ids = {w: sheet_id_from(self.number, "cells", w) for w in self.heights}
        return [
            AddTab(
                sheet_id=ids[width],
                mark=mark,
                title=f"{TITLE} {ids[width]:x}",
                row_count=height,
                column_count=width,
                frozen_row_count=0,
                hidden=True,
            )
            for width, height in self.heights.items()
        ]


def set_down(changes: Sequence[Weighed], number: int, room: int) -> SetDown:
    """Return the changes so that they fit, the largest writes being set down first.

    ``number`` is that of the stage. Where all that can be set down is not enough, the
    changes that are left are larger than there is room for.
    """
    too_much = sum(one.size for one in changes) - room
    tabs = _Tabs(number)
    replaced: dict[int, list[Weighed]] = {}
    for at in sorted(range(len(changes)), key=lambda at: -changes[at].size):
        change, size, *_ = changes[at]
        if too_much <= 0 or size <= PASTE_BYTES:
            break
        if isinstance(change, WriteCells) and change.styles is None:
            replaced[at] = [*_instead(change, tabs)]
            too_much -= size - sum(one.size for one in replaced[at])
    rest = [one for at, was in enumerate(changes) for one in replaced.get(at, [was])]
    return SetDown(tabs.added(), tabs.writes, rest)


def _instead(change: WriteCells, tabs: _Tabs) -> Iterator[Weighed]:
    """Yield the pastes of a write, and the writes of what cannot be pasted."""
    for has_links, part in _by_columns(change):
        weighed = weigh(part)
        if has_links or weighed.size <= PASTE_BYTES:
            yield weighed
        else:
            yield weigh(tabs.put(part))
            yield from map(weigh, _formula_like(part))


def _by_columns(change: WriteCells) -> Iterator[tuple[bool, WriteCells]]:
    """Yield the write by runs of columns, and whether they hold links."""
    columns = range(len(change.rows[0]))
    linked = [any(isinstance(row[at], Link) for row in change.rows) for at in columns]
    for has_links, run in groupby(columns, key=linked.__getitem__):
        at = list(run)
        rows = tuple(row[at[0] : at[-1] + 1] for row in change.rows)
        column_index = change.column_index + at[0]
        part = WriteCells(change.sheet_id, change.row_index, column_index, rows)
        yield has_links, part


def _formula_like(part: WriteCells) -> Iterator[WriteCells]:
    for row_index, row in enumerate(part.rows, start=part.row_index):
        for column_index, content in enumerate(row, start=part.column_index):
            if _is_formula_like(content):
                yield WriteCells(part.sheet_id, row_index, column_index, ((content,),))


def _is_formula_like(content: Content) -> bool:
    return isinstance(content, str) and content.startswith("=")
