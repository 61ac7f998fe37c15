"""Cells for tabs that exist, set down in hidden tabs, and pasted from there at last.

Only values are pasted, so the colours of the seller stay. What might not arrive as it
was set down is written in place: links, which are formats to Sheets, and text that
looks like a formula (that pasting leaves it text is not documented).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from sheets_sync.changes import AddTab, Change, WriteCells
from sheets_sync.generation import TITLE
from sheets_sync.ids import sheet_id_from
from sheets_sync.model import Content, Link, TabMark
from sheets_sync.pieces import size_of
from sheets_sync.stage_changes import PasteValues

# What a paste takes itself; a smaller write is left where it is.
PASTE_BYTES: Final = 400


@dataclass(slots=True)
class SetDown:
    """What fills the hidden tabs, and the changes with pastes in place of writes."""

    built: list[Change]
    rest: list[Change]


@dataclass(slots=True)
class _Tabs:
    """A hidden tab for each width of block, filled from the top down."""

    number: int
    heights: dict[int, int] = field(default_factory=dict)
    writes: list[Change] = field(default_factory=list)

    def put(self, block: WriteCells) -> PasteValues:
        """Set a block down; return how it gets to its place."""
        height, width = len(block.rows), len(block.rows[0])
        sheet_id = sheet_id_from(self.number, "cells", width)
        at = self.heights.get(width, 0)
        self.heights[width] = at + height
        self.writes.append(WriteCells(sheet_id, at, 0, block.rows))
        place = (block.sheet_id, block.row_index, block.column_index)
        return PasteValues(sheet_id, at, 0, height, width, *place)

    def added(self) -> list[Change]:
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


def set_down(changes: Sequence[Change], number: int, room: int) -> SetDown:
    """Return the changes so that they fit, the largest writes being set down first.

    ``number`` is that of the stage. Where all that can be set down is not enough, the
    changes that are left are larger than there is room for.
    """
    sizes = [size_of(change) for change in changes]
    too_much = sum(sizes) - room
    tabs = _Tabs(number)
    replaced: dict[int, list[Change]] = {}
    for at in sorted(range(len(changes)), key=lambda at: -sizes[at]):
        change = changes[at]
        if too_much <= 0 or sizes[at] <= PASTE_BYTES:
            break
        if isinstance(change, WriteCells) and change.styles is None:
            instead = [*_instead(change, tabs)]
            replaced[at] = instead
            too_much -= sizes[at] - size_of(*instead)
    rest = [
        one for at, change in enumerate(changes) for one in replaced.get(at, [change])
    ]
    return SetDown([*tabs.added(), *tabs.writes], rest)


def _instead(change: WriteCells, tabs: _Tabs) -> Iterator[Change]:
    """Yield the pastes of a write, and the writes of what cannot be pasted."""
    for has_links, part in _by_columns(change):
        if has_links or size_of(part) <= PASTE_BYTES:
            yield part
        else:
            yield tabs.put(part)
            yield from _formula_like(part)


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
