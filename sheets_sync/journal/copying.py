"""The changes that copy rows aside, and where in a batch they stand."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sheets_sync.changes import (
    Change,
    CopyBlock,
    WriteCells,
)
from sheets_sync.diff import ENDS, STRUCTURE
from sheets_sync.journal.layout import (
    COPY_COLUMN,
    Layout,
    Place,
    line_of,
    prints,
    row_of,
)
from sheets_sync.model import CellValue, Snapshot, Tab

# Room for columns that somebody inserts at the last moment.
SLACK_COLUMNS: Final = 5


def column_count_of(snapshot: Snapshot, layout: Layout) -> int:
    """Return how many columns a journal needs."""
    tabs = {tab.sheet_id: tab for tab in snapshot.tabs}
    widths = [1]
    for part in layout.parts:
        tab = tabs[part.sheet_id]
        # Whole rows are copied however wide the tab is by then.
        is_whole = part.gone or _header_width(tab) is None
        whole = tab.column_count + SLACK_COLUMNS + len(part.fresh) if is_whole else 0
        widths.append(max(whole, _header_width(tab) or 0, part.width))
    return COPY_COLUMN + max(widths)


def with_copies(
    snapshot: Snapshot, changes: Sequence[Change], layout: Layout, sheet_id: int
) -> tuple[Change, ...]:
    """Return the changes with those that fill the journal in between."""
    tabs = {tab.sheet_id: tab for tab in snapshot.tabs}
    structure = [change for change in changes if isinstance(change, STRUCTURE)]
    ends = [change for change in changes if isinstance(change, ENDS)]
    writes = [c for c in changes if not isinstance(c, (*STRUCTURE, *ENDS))]
    places = list(layout.places())
    late = {"added", "after"}
    before = [place for place in places if place.kind not in late]
    after = [place for place in places if place.kind in late]
    return (
        *structure,
        *_headers(tabs, layout, sheet_id),
        *(one for place in before for one in _copies(tabs, place, sheet_id)),
        *writes,
        *(one for place in after for one in _copies(tabs, place, sheet_id)),
        *ends,
    )


def _headers(
    tabs: Mapping[int, Tab], layout: Layout, journal: int
) -> Iterator[CopyBlock]:
    for at, part in enumerate(layout.parts):
        tab = tabs[part.sheet_id]
        yield CopyBlock(
            part.sheet_id,
            part.header_row_index,
            0,
            journal,
            at,
            0,
            row_count=1,
            column_count=_header_width(tab),
            values_only=True,
        )


def _header_width(tab: Tab) -> int | None:
    """Return how wide a header is copied: somebody may insert columns in between.

    None is all of a row that has no more columns than that.
    """
    width = tab.used_column_count + SLACK_COLUMNS
    return width if width <= tab.column_count else None


def _copies(tabs: Mapping[int, Tab], place: Place, journal: int) -> Iterator[Change]:
    part, tab = place.part, tabs[place.part.sheet_id]
    if place.kind in ("values", "block"):
        known = tuple((text,) for text in _known(tab, place))
        yield WriteCells(journal, place.at, 0, known)
    elif place.kind in ("overwritten", "watched"):
        yield CopyBlock(
            part.sheet_id,
            place.row_index,
            part.key_column,
            journal,
            place.at,
            0,
            row_count=place.count,
            column_count=1,
            values_only=True,
        )
    if place.kind != "watched":
        width = None if place.kind in ("values", "gone") else part.width
        yield CopyBlock(
            part.sheet_id,
            place.row_index,
            0,
            journal,
            place.at,
            COPY_COLUMN,
            row_count=place.count,
            column_count=width,
            values_only=place.kind in ("values", "after"),
        )


def _known(tab: Tab, place: Place) -> Iterator[CellValue]:
    """Yield what was read of each row: who it is about, or prints of its cells."""
    for row_index in range(place.row_index, place.row_index + place.count):
        row = row_of(tab, row_index)
        if place.kind == "values":
            yield line_of(row, place.part.who)
        else:
            yield prints(row, place.part.columns)
