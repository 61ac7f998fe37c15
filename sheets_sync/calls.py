"""The calls that a refresh makes, what they cost, and its two reads."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, Protocol

from sheets_sync.a1 import quote_title
from sheets_sync.changes import Change, MarkTab
from sheets_sync.decode import FIELDS, decode_structure, value_ranges, with_values
from sheets_sync.errors import RejectedBatchError, TrackerNotFoundError
from sheets_sync.journal.mending import Copies, Mended, mend, unmended
from sheets_sync.journal.reading import (
    copies_read,
    is_as_expected,
    journal_of,
    layout_of_mark,
    ranges_in,
    rows_read,
)
from sheets_sync.model import Snapshot, Tab
from sheets_sync.own_tabs import (
    headers_are_ours,
    places_of_ours,
    with_tabs_taken_back,
)

# How often to begin again when somebody else was faster, or an answer was lost.
ATTEMPTS: Final = 3
# How often to read while somebody moves columns of ours between our two reads.
READINGS: Final = 8
Render = Literal["UNFORMATTED_VALUE", "FORMULA"]


@dataclass(slots=True)
class Usage:
    """What a refresh cost in calls and bytes."""

    reads: int = 0
    writes: int = 0
    retries: int = 0
    bytes_received: int = 0
    bytes_sent: int = 0


class Spreadsheets(Protocol):
    """The three calls a refresh makes, and the count of what they cost."""

    @property
    def usage(self) -> Usage:
        """Return what the calls have cost so far."""

    def get(self, spreadsheet_id: str, fields: str) -> Mapping[str, Any]:
        """Return the spreadsheet resource, as far as the field mask goes."""

    def batch_get(
        self,
        spreadsheet_id: str,
        ranges: Sequence[str],
        render: Render = "UNFORMATTED_VALUE",
    ) -> Mapping[str, Any]:
        """Return the ranges by column, unformatted or as formulas."""

    def batch_update(
        self, spreadsheet_id: str, body: Mapping[str, Any], fields: str = ""
    ) -> Mapping[str, Any]:
        """Apply the requests, all or none; ``fields`` is a mask for the answer."""


def mended(snapshot: Snapshot, spreadsheets: Spreadsheets) -> Mended:
    """Return the snapshot as people left it, and what makes the spreadsheet so.

    That takes one more read, of whole journals, and only where the last one is not as
    expected: somebody came in between when its batch was applied. Tabs that the batch
    set aside are taken back and read as well, for the plan may find them otherwise.
    """
    last = journal_of(snapshot)
    if last is None or last.mark is None or is_as_expected(last.mark, snapshot.copies):
        return Mended(snapshot, snapshot)
    tabs = unmended(snapshot)
    back: list[Change] = []
    touched = {part.sheet_id for tab in tabs for part in layout_of_mark(tab.mark).parts}
    if with_tabs_taken_back(snapshot, touched) is not snapshot:
        whole = read_snapshot(snapshot.spreadsheet_id, spreadsheets, back=touched)
        back, snapshot = _marked_again(snapshot, whole), whole
    mending = mend(snapshot, read_journals(snapshot.spreadsheet_id, tabs, spreadsheets))
    return replace(mending, changes=(*back, *mending.changes))


def _marked_again(was: Snapshot, now: Snapshot) -> list[Change]:
    """Return the changes that mark tabs again that were set aside."""
    roles = {tab.sheet_id: tab.mark.role for tab in was.tabs if tab.mark}
    return [
        MarkTab(tab.sheet_id, tab.mark_id, tab.mark)
        for tab in now.tabs
        if tab.mark and tab.mark_id is not None
        if tab.mark.role != roles.get(tab.sheet_id, tab.mark.role)
    ]


def last_journals(snapshot: Snapshot, spreadsheets: Spreadsheets) -> tuple[Copies, ...]:
    """Return the whole journals of the last refresh, the latest first, in one read.

    There are several where it mended what its first batches had misplaced.
    """
    return read_journals(snapshot.spreadsheet_id, unmended(snapshot), spreadsheets)


def read_journals(
    spreadsheet_id: str, tabs: Sequence[Tab], spreadsheets: Spreadsheets
) -> tuple[Copies, ...]:
    """Return the whole of these journals, in one read."""
    if not tabs:
        return ()
    titles = [quote_title(tab.title) for tab in tabs]
    answers = spreadsheets.batch_get(spreadsheet_id, titles)["valueRanges"]
    return tuple(
        Copies(tab, layout_of_mark(tab.mark), rows_read(answer))
        for tab, answer in zip(tabs, answers, strict=True)
    )


def read_snapshot(
    spreadsheet_id: str,
    spreadsheets: Spreadsheets,
    attempts: int = READINGS,
    back: Collection[int] = (),
) -> Snapshot:
    """Return the whole spreadsheet in two reads: its structure, then its cells.

    Both are made again where a tab went in between, or columns of ours moved. The
    latter shows in headers that are not the words we wrote, which may as well be
    others of the seller's: then the structure is read once more, to know.

    Tabs ``back`` were set aside by the last batch, and are read as before it.

    Raises:
        TrackerNotFoundError: There is no tab to read.
    """
    structure = decode_structure(spreadsheets.get(spreadsheet_id, FIELDS))
    try:
        whole = with_tabs_taken_back(structure, back)
        snapshot = _with_cells(whole, spreadsheets)
    except RejectedBatchError:
        if attempts == 1:
            raise
        return read_snapshot(spreadsheet_id, spreadsheets, attempts - 1, back)
    if attempts == 1 or headers_are_ours(snapshot):
        return snapshot
    now = decode_structure(spreadsheets.get(spreadsheet_id, FIELDS))
    if places_of_ours(now) == places_of_ours(structure):
        return snapshot
    return read_snapshot(spreadsheet_id, spreadsheets, attempts - 1, back)


def _with_cells(structure: Snapshot, spreadsheets: Spreadsheets) -> Snapshot:
    ranges = value_ranges(structure)
    if not ranges:
        raise TrackerNotFoundError("The spreadsheet has no tab that we can read.")
    journal = journal_of(structure)
    layout = layout_of_mark(journal.mark if journal else None)
    copied = ranges_in(journal.title, layout) if journal else []
    body = spreadsheets.batch_get(structure.spreadsheet_id, [*ranges, *copied])
    answers = body.get("valueRanges", ())
    snapshot = with_values(structure, {"valueRanges": answers[: len(ranges)]})
    return replace(snapshot, copies=copies_read(layout, answers[len(ranges) :]))
