"""The label in the seller's own notes, for those who ask for it.

Only the tag in brackets is ours there; the rest of a note is never altered. Sheets
reads replaced text as if it were typed, so a note is left alone unless it stays the
text it is: figures, dates, formulas and text that looks like them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from segments.headers import CUSTOMERS
from segments.model import Problem, Wording, list_problem
from segments.tables import Table
from segments.values.dates import names_day, read_date
from segments.values.money import read_amount
from segments.values.note_tag import with_tag, without_tag
from segments.values.statuses import read_yes_no
from sheets_sync.a1 import cell_address, quote_title
from sheets_sync.cells import MAX_CELL_CHARACTERS, is_blank
from sheets_sync.changes import FillNote, ReplaceNote
from sheets_sync.desired.customer_labels import rows_of
from sheets_sync.desired.findings import Findings
from sheets_sync.desired.model import Notes
from sheets_sync.model import CellValue, Snapshot, Tab, TabMark
from sheets_sync.sources import is_sellers

# A first character that makes typed text a formula, a figure or something quoted.
_NOT_TEXT: Final = "=+-'"
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_DIGIT: Final = re.compile(r"\d")
_LEFT_ALONE: Final = Wording(
    "1 note is a figure, a date or a formula, or looks like one,"
    " so no label was put there.",
    "{n} notes are figures, dates or formulas, or look like them,"
    " so no label was put there.",
)
_NO_NOTES: Final = (
    "You asked for the label in your notes, but none of your customers tabs has a"
    " column of notes. Add one headed Notes."
)


@dataclass(frozen=True, slots=True)
class _Note:
    """A cell of a column of notes, and what it should read."""

    tab: Tab
    table: Table
    row_index: int
    column_index: int
    was: CellValue
    now: str


def notes_of(snapshot: Snapshot, findings: Findings) -> Notes:
    """Return the changes to the seller's notes, and where they may be made."""
    return Notes(
        columns=frozenset(
            (tab.sheet_id, column_index)
            for tab, _, column_index in _columns(snapshot, findings)
        ),
        asked=findings.configuration.label_in_notes,
        changes=tuple(
            _change(note)
            for note in _differing(snapshot, findings)
            if _may_change(snapshot, note)
        ),
    )


def ranges_in_question(
    snapshot: Snapshot, findings: Findings
) -> Mapping[str, tuple[int, int, int]]:
    """Return the ranges of notes that would change, and where each begins.

    What they hold is read once more before that, as formulas: an answer of values
    does not tell a formula from what was typed. A range begins at a sheet id, a row
    and a column.
    """
    spans: dict[tuple[str, int, int], list[int]] = {}
    for note in _differing(snapshot, findings):
        place = (note.tab.title, note.tab.sheet_id, note.column_index)
        spans.setdefault(place, []).append(note.row_index)
    return {
        f"{quote_title(title)}!{cell_address(min(rows), column_index)}"
        f":{cell_address(max(rows), column_index)}": (sheet_id, min(rows), column_index)
        for (title, sheet_id, column_index), rows in spans.items()
    }


def notes_left_alone(snapshot: Snapshot, findings: Findings) -> tuple[Problem, ...]:
    """Return the notes that got no label though the seller asks for it, by tab."""
    if not findings.configuration.label_in_notes:
        return ()
    if not any(_columns(snapshot, findings)):
        return (Problem("no_notes_column", _NO_NOTES, "", None, (), _NO_NOTES),)
    rows: dict[tuple[str, int], list[int]] = {}
    for note in _differing(snapshot, findings):
        if not _may_change(snapshot, note):
            place = (note.tab.title, note.column_index)
            rows.setdefault(place, []).append(note.row_index)
    return tuple(
        problem
        for (title, column_index), row_indexes in rows.items()
        for problem in list_problem(
            "note_left_alone",
            _LEFT_ALONE,
            source=title,
            row_indexes=row_indexes,
            column_index=column_index,
        )
    )


def _columns(
    snapshot: Snapshot, findings: Findings
) -> Iterator[tuple[Tab, Table, int]]:
    for table in findings.tables:
        notes = table.fields.get("notes") if table.kind == CUSTOMERS else None
        if notes is not None and is_sellers(snapshot, table):
            yield snapshot.tab_titled(table.source), table, notes


def _differing(snapshot: Snapshot, findings: Findings) -> Iterator[_Note]:
    """Yield the notes that do not read as they should, whether or not they may.

    A tag that stands there though we never wrote one was typed by a person.
    """
    asked = findings.configuration.label_in_notes
    overview = snapshot.own_tab(TabMark("overview"))
    if not asked and not (overview and overview.mark and overview.mark.noted):
        return
    segments: pd.Series = findings.assignments.frame["segment"]
    for tab, table, column_index in _columns(snapshot, findings):
        customers = rows_of(findings, tab)
        for row_index in map(int, table.body.index):
            was = tab.cell(row_index, column_index)
            text = "" if was is None else str(was)
            if not asked:
                now = without_tag(text)
            elif row_index in customers:
                segment = str(segments[customers[row_index]])
                now = with_tag(text, segment) if segment else without_tag(text)
            else:
                continue
            if now != text:
                yield _Note(tab, table, row_index, column_index, was, now)


def _change(note: _Note) -> ReplaceNote | FillNote:
    at = (note.tab.sheet_id, note.row_index, note.column_index)
    if note.was is None:
        return FillNote(*at, note.now)
    return ReplaceNote(*at, str(note.was), note.now)


def _may_change(snapshot: Snapshot, note: _Note) -> bool:
    at = (note.tab.sheet_id, note.row_index, note.column_index)
    if at in snapshot.formulas:
        return False
    if note.was is None:
        return True
    rest = without_tag(note.was) if isinstance(note.was, str) else None
    fits = len(note.now) <= MAX_CELL_CHARACTERS
    return rest is not None and fits and (not rest or stays_text(rest))


def stays_text(note: str) -> bool:
    """Tell whether typing these words into a cell certainly leaves them as they are.

    Not what begins like a formula, is a yes or no, or may be a figure, date or time:
    a day without a year is a date to Sheets, though not to us.
    """
    if is_blank(note) or note[0] in _NOT_TEXT or note != note.strip():
        return False
    words = (_WORD if _DIGIT.search(note) else _LETTERS).findall(note)
    if all(map(names_day, words)) or read_yes_no(note) is not None:
        return False
    amount = read_amount(note)
    return read_date(note) is None and (amount.figure is None or amount.partly)
