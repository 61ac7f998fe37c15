"""Small shops for the tests of requirements: rows of cells in, labels by name out."""

import datetime as dt
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from segments.assign import assign, facts_frame
from segments.customers import Reading, look_back, read_customers
from segments.health import segment_health
from segments.model import Assignments, Grid
from segments.rules import RuleSet, RuleTable, parse_rules, review_rules
from segments.schemes import fit_scheme, load_scheme
from segments.scores import DEFAULT_SCORES, ScoreSettings
from segments.tables import find_tables
from tests.conftest import Tracker

AS_OF = dt.date(2026, 11, 1)
NOBODY = pd.DataFrame(
    columns=["segment", "since", "previous"], index=pd.Index([], name="customer")
)
ORDERS = ("Customer", "Phone", "Date", "Amount")

Rows = Sequence[Sequence[Any]]


def days_ago(count: int, as_of: dt.date = AS_OF) -> int:
    """Return a day before the refresh as Sheets keeps it: a serial number."""
    return (as_of - dt.date(1899, 12, 30)).days - count


_read: dict[str, Reading] = {}


def read(tabs: Mapping[str, Rows], *, as_of: dt.date = AS_OF) -> Reading:
    """Return the customers of tabs given as title → rows, the first the header.

    Tables of cases ask for the same shop again and again: it is read once, and nobody
    alters what was read.
    """
    asked = repr((tabs, as_of))
    if asked not in _read:
        tables = [
            table
            for title, rows in tabs.items()
            for table in find_tables(title, _grid(rows))
        ]
        _read[asked] = read_customers(tables, as_of=as_of)
    return _read[asked]


def _grid(rows: Rows) -> Grid:
    width = max(map(len, rows))
    padded = [(*row, *[None] * (width - len(row))) for row in rows]
    return Grid([list(column) for column in zip(*padded, strict=True)])


@dataclass(frozen=True)
class Labelled:
    """What a shop's rules came to.

    Attributes:
        people: By name; columns segment, why, tags, since, previous, pinned.
        warnings: What was said about the rules.
    """

    reading: Reading
    table: RuleTable
    rules: RuleSet
    done: Assignments
    warnings: tuple[str, ...]

    @property
    def people(self) -> pd.DataFrame:
        return self.done.frame.set_index(self.reading.customers["name"])

    @property
    def segments(self) -> dict[str, str]:
        return self.people["segment"].to_dict()

    @property
    def tags(self) -> dict[str, str]:
        return self.people["tags"].to_dict()

    @property
    def health(self) -> pd.DataFrame:
        return segment_health(self.reading, self.done, self.rules)


def by_scheme(name: str, reading: Reading) -> Labelled:
    """Label a shop by a scheme that is fitted to it."""
    scheme = load_scheme(name)
    trials = look_back(reading.orders, reading.as_of)
    table = fit_scheme(scheme, reading.customers, trials)
    return by_table(table, reading, scheme.scores)


def by_rules(reading: Reading, *rows: Sequence[Any]) -> Labelled:
    """Label a shop by rules: a header and rows."""
    header, *rules = rows
    table = RuleTable(tuple(header), tuple(tuple(row) for row in rules))
    return by_table(table, reading)


def by_table(
    table: RuleTable, reading: Reading, scores: ScoreSettings = DEFAULT_SCORES
) -> Labelled:
    """Label a shop by a rule table."""
    rules = parse_rules(table, own_columns=reading.own.columns)
    done = assign(reading, rules, previous=NOBODY, as_of=reading.as_of, scores=scores)
    facts = facts_frame(reading, scores)
    found = review_rules(rules, facts, reading.available, reading.as_of)
    said = tuple(one.message for one in (*rules.warnings, *found))
    return Labelled(reading, table, rules, done, said)


def every(
    gap: int, count: int, name: str, *, silent: int = 0, amount: int = 100
) -> Rows:
    """Return orders of one person, so many days apart, the last so long ago."""
    phone = f"+23480{zlib.crc32(name.encode()) % 10**8:08d}"
    return [(name, phone, days_ago(silent + gap * at), amount) for at in range(count)]


def write_rules(tracker: Tracker, *rules: Sequence[str]) -> None:
    """Type a rule table over the one in the Segment rules tab."""
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row[:2] == ["Kind", "Segment"])
    width = max(map(len, (*rows, *rules)))
    height = max(len(rows) - at, len(rules))
    typed = [*rules, *[()] * (height - len(rules))]
    body = [
        {
            "values": [
                {"userEnteredValue": {"stringValue": cell}} if cell else {}
                for cell in (*row, *[""] * (width - len(row)))
            ]
        }
        for row in typed
    ]
    start = {
        "sheetId": tracker.sheet_id("Segment rules"),
        "rowIndex": at,
        "columnIndex": 0,
    }
    write = {"start": start, "rows": body, "fields": "userEnteredValue"}
    tracker.send({"updateCells": write})


def set_to(tracker: Tracker, setting: str, word: str) -> None:
    """Type a word beside a setting of the Segment rules tab."""
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row and row[0] == setting)
    tracker.type_cell("Segment rules", at, 1, word)


def overview(tracker: Tracker) -> dict[str, dict[str, Any]]:
    """Return the rows of the Overview by segment."""
    rows = tracker.rows("Overview")
    at = next(i for i, row in enumerate(rows) if row[:1] == ["Segment"])
    header, *body = rows[at:]
    return {row[0]: dict(zip(header, row, strict=False)) for row in body}


def labels_of(tracker: Tracker, title: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a tab by the name in their first column."""
    header, *rows = tracker.rows(title)
    width = len(header)
    return {
        row[0]: dict(zip(header, [*row, *[""] * (width - len(row))], strict=True))
        for row in rows
    }
