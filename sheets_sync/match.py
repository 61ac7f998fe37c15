"""Which customer each row of our segment tabs is about.

A row is known by its name and phone together (who opted out stands there without a
phone), then by its phone, then (where the phone is nobody's any more) by a name that
only one customer has. Where several people share
a name and have no phone, the one with the row's own figures is meant, and among those
one who belongs in that tab.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from segments.customers import Reading
from segments.values.frames import rows_of
from sheets_sync.cells import is_blank, same_value, serial_from_date
from sheets_sync.model import CellValue, Snapshot, Tab, TabMark

FACTS = ("orders", "spent", "last_order")
Facts = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One row of a segment tab, and the customer it is about.

    A row is there ``again`` where one above it is about the same customer, as when a
    person copied it.
    """

    segment: str
    row_index: int
    customer: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class _People:
    by_both: Mapping[tuple[str, str], Sequence[str]]
    by_phone: Mapping[str, str]
    by_name: Mapping[str, Sequence[str]]
    facts: Mapping[str, Facts]

    def called(self, name: str, phone: str) -> Sequence[str]:
        """Return who a name and phone may be, the likeliest first, each once."""
        both = self.by_both.get((name, phone), ())
        whose = self.by_phone.get(phone)
        if whose is not None:
            return both if whose in both else [*both, whose]
        namesakes = self.by_name.get(name, ())
        alone = namesakes if len(namesakes) == 1 else ()
        return both or alone


def segment_rows(
    snapshot: Snapshot, reading: Reading, segments: Mapping[str, str]
) -> Iterator[SegmentRow]:
    """Yield each row of a segment tab that is about a customer we know.

    ``segments`` says where customers belong now, as far as that is known yet.
    """
    people = _people(reading)
    for tab in snapshot.tabs:
        if tab.mark and tab.mark.role == "segment":
            yield from _rows_of(tab, tab.mark, people, segments)


def _rows_of(
    tab: Tab, mark: TabMark, people: _People, segments: Mapping[str, str]
) -> Iterator[SegmentRow]:
    taken: set[str] = set()
    segment = mark.segment_key if mark.gone else mark.segment
    for row_index in _rows_of_customers(tab):
        name, phone = _texts(tab, row_index, ("customer", "phone"))
        called = people.called(name, phone)
        free = [who for who in called if who not in taken]
        if not free:
            if len(called) == 1:
                yield SegmentRow(segment, row_index, called[0], again=True)
            continue
        customer = free[0]
        if len(free) > 1:
            here = _cells(tab, row_index, FACTS)
            customer = min(
                free,
                key=lambda who: (
                    not _same(here, people.facts[who]),
                    segments.get(who, "").casefold() != mark.segment_key,
                ),
            )
        taken.add(customer)
        yield SegmentRow(segment, row_index, customer)


def _rows_of_customers(tab: Tab) -> Iterator[int]:
    """Yield the rows below the header; above it, where a sort took some, ours only."""
    for row_index in range(tab.used_row_count):
        below = row_index > tab.own_header_row
        above = row_index < tab.own_header_row and any(_texts(tab, row_index, ["why"]))
        if below or above:
            yield row_index


def _same(existing: Facts, known: Facts) -> bool:
    return all(same_value(a, b) for a, b in zip(existing, known, strict=True))


def _cells(tab: Tab, row_index: int, keys: Sequence[str]) -> Facts:
    columns = tab.owned_columns
    return tuple(
        tab.cell(row_index, columns[key]) if key in columns else None for key in keys
    )


def _texts(tab: Tab, row_index: int, keys: Sequence[str]) -> list[str]:
    cells = _cells(tab, row_index, keys)
    return ["" if is_blank(value) else str(value) for value in cells]


def _people(reading: Reading) -> _People:
    by_both: dict[tuple[str, str], list[str]] = {}
    by_phone: dict[str, str] = {}
    by_name: dict[str, list[str]] = {}
    facts: dict[str, Facts] = {}
    columns = ["display_name", "phone", "opted_out", *FACTS]
    for key, name, phone, out, *figures in rows_of(reading.customers, columns):
        customer, known_phone = str(key), "" if pd.isna(phone) else str(phone)
        for shown in {known_phone, "" if out else known_phone}:
            by_both.setdefault((str(name), shown), []).append(customer)
        by_name.setdefault(str(name), []).append(customer)
        facts[customer] = _figures(*figures)
        if known_phone:
            by_phone.setdefault(known_phone, customer)
    return _People(by_both, by_phone, by_name, facts)


def _figures(orders: float, spent: float, last_order: pd.Timestamp | None) -> Facts:
    known = None if pd.isna(last_order) else last_order
    day = serial_from_date(known.date()) if known is not None else None
    return (int(orders), round(float(spent), 2), day)
