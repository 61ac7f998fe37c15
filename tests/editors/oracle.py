"""Whether everything that people typed is where it belongs.

A fault is a pair: its kind, and a sentence. Nothing here asks our own code anything
but which tabs and columns bear our mark.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from local_sheets.grid.model import Formula
from local_sheets.grid.spreadsheet import Spreadsheet
from sheets_sync.layout import SEGMENT_HEADERS
from tests.editors.ledger import Item, Ledger
from tests.editors.view import View, views

Fault = tuple[str, str]
Place = tuple[View, int, int]
UID = re.compile(r"\bp\d{3,}\b")
COLOUR = {"red": 1, "green": 0.8, "blue": 0.2}
BLOCKS = {"overview", "check"}
# What somebody typed over while it was on its way stands there once more.
CAME_BACK = "came back"
# A word of ours over a column of theirs: columns moved when its header was copied.
STRAY_HEADER = "stray header"
# Nothing is lost or wrong: counted apart from what must never be.
UNTIDY = frozenset((CAME_BACK, STRAY_HEADER, "twice", "leftover"))


def losses(spreadsheet: Spreadsheet, ledger: Ledger) -> list[Fault]:
    """Return what is lost, stands twice, or beside somebody else."""
    seen = [one for one in views(spreadsheet) if one.sheet_id not in ledger.copies]
    found = _found(seen)
    faults = [
        fault
        for item in ledger.items.values()
        for fault in _faults_of(item, found.get(item.uid, []), ledger, seen)
    ]
    return [*faults, *_sources(seen, ledger)]


def leftovers(spreadsheet: Spreadsheet, ledger: Ledger) -> list[Fault]:
    """Return cells of ours where none belongs, and customers who stand twice."""
    seen = [one for one in views(spreadsheet) if one.sheet_id not in ledger.copies]
    faults: list[Fault] = []
    for view in seen:
        if view.sheet_id == ledger.customers_id:
            faults += _in_customers(view, ledger)
        elif view.role == "segment":
            faults += _in_segment(view, ledger)
        elif view.role in BLOCKS:
            faults += _beside_block(view, ledger)
        elif not view.role and view.sheet_id not in ledger.sources:
            faults += _strangers(view, ledger, view.filled)
    return [*faults, *_labels(seen, ledger)]


def _found(seen: list[View]) -> Mapping[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for view in seen:
        for row, column in view.filled:
            for uid in uids_in(view, row, column):
                found.setdefault(uid, []).append((view, row, column))
    return found


def uids_in(view: View, row: int, column: int) -> set[str]:
    held = view.held(row, column)
    text = held.text if isinstance(held, Formula) else held
    note = view.attached(row, column).get("note", "")
    said = UID.findall(text) if isinstance(text, str) and len(text) < 40 else []
    return {*said, *UID.findall(note)}


def _faults_of(
    item: Item, places: list[Place], ledger: Ledger, seen: list[View]
) -> Iterator[Fault]:
    if not places:
        yield "lost", f"{_told(item)} is nowhere"
        return
    if item.kind == "header":
        return
    right = [place for place in places if _right_place(item, place, ledger, seen)]
    for view, row, column in places:
        whose = view.people(ledger.people).get(row)
        if not right or (item.owner and whose not in (None, item.owner)):
            at = _at((view, row, column))
            yield "moved", f"{_told(item)} stands at {at} beside {whose or 'nobody'}"
    if len(places) > 1:
        yield "twice", f"{_told(item)} stands at {', '.join(map(_at, places))}"
    elif right:
        yield from _looks(item, places[0])


def _right_place(item: Item, place: Place, ledger: Ledger, seen: list[View]) -> bool:
    view, row, _ = place
    if not _right_tab(item, view, seen):
        return False
    return not item.owner or view.people(ledger.people).get(row) == item.owner


def _right_tab(item: Item, view: View, seen: list[View]) -> bool:
    if item.owner and item.in_segments:
        return view.role == "segment"
    still = any(one.sheet_id == item.sheet_id for one in seen)
    return view.sheet_id == item.sheet_id or not still


def _looks(item: Item, place: Place) -> Iterator[Fault]:
    view, row, column = place
    held = view.held(row, column)
    was = {"formula": item.formula, "tick": True}.get(item.kind, item.uid)
    now = held.text if isinstance(held, Formula) else held
    if now != was:
        yield "altered", f"{_told(item)} reads {now!r} at {_at(place)}"
    if item.coloured:
        colour = view.look(row, column).get("backgroundColor", {})
        if {name: round(part, 2) for name, part in colour.items()} != COLOUR:
            yield "colour lost", f"{_told(item)} at {_at(place)}"
    if item.noted and view.attached(row, column).get("note") != item.uid:
        yield "note lost", f"{_told(item)} at {_at(place)}"


def _sources(seen: list[View], ledger: Ledger) -> Iterator[Fault]:
    """Yield customers whose own cells do not say what people typed there."""
    view = next((one for one in seen if one.sheet_id == ledger.customers_id), None)
    if view is None or view.name_column is None:
        yield "source", "the customers tab has no names any more"
        return
    people = view.people(ledger.people)
    yield from _missing(Counter(people.values()), ledger, "in the customers tab")
    row, width = view.header_row, view.sheet.column_count
    columns = {view.value(row, at): at for at in range(width)}
    for at, name in people.items():
        for header, said in ledger.people[name].items():
            now = view.value(at, columns[header]) if header in columns else "no column"
            if now != said:
                came_back = said is None and (name, header) in ledger.cleared
                kind = CAME_BACK if came_back and _is_figure(now) else "source"
                yield kind, f"{name}'s {header} is {now!r}, was typed as {said!r}"


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _in_customers(view: View, ledger: Ledger) -> Iterator[Fault]:
    people = view.people(ledger.people)
    width = view.sheet.column_count
    header = {at: view.value(view.header_row, at) for at in range(width)}
    ours = set(view.owned.values())
    others: list[tuple[int, int]] = []
    for row, column in view.filled:
        said = ledger.people.get(people.get(row, ""), {})
        what = header.get(column)
        if row == view.header_row and (column in ours or what in _HEADERS):
            continue
        if column in ours and row in people:
            continue
        if column not in ours and what in said:
            continue
        others.append((row, column))
    yield from _strangers(view, ledger, others)


_HEADERS = {"Name", "Phone", "Orders", "Total spent", "Last order", "Notes"}


def _missing(counted: Counter[str], ledger: Ledger, where: str) -> Iterator[Fault]:
    for name in ledger.people:
        if counted[name] != 1:
            kind = "customer twice" if counted[name] else "customer missing"
            yield kind, f"{name} stands {counted[name]} times {where}"


def _in_segment(view: View, ledger: Ledger) -> Iterator[Fault]:
    people = view.people(ledger.people)
    ours = set(view.owned.values())
    others = []
    for row, column in view.filled:
        if column in ours and (row in people or row == view.header_row):
            continue
        if row == view.header_row and view.value(row, column) == "Notes":
            continue
        others.append((row, column))
    yield from _strangers(view, ledger, others)


def _beside_block(view: View, ledger: Ledger) -> Iterator[Fault]:
    height, width = view.mark.get("rows", 0), view.mark.get("columns", 0)
    outside = [at for at in view.filled if at[0] >= height or at[1] >= width]
    yield from _strangers(view, ledger, outside)


def _strangers(
    view: View, ledger: Ledger, cells: list[tuple[int, int]]
) -> Iterator[Fault]:
    """Yield cells that no person typed."""
    known = ledger.items.keys() | ledger.headers
    for row, column in cells:
        uids = uids_in(view, row, column)
        if not uids & known:
            value = view.held(row, column)
            kind = CAME_BACK if uids & ledger.replaced else "leftover"
            if view.role == "segment" and row == 0 and value in SEGMENT_HEADERS:
                kind = STRAY_HEADER
            yield kind, f"{value!r} at {_at((view, row, column))}"


def _labels(seen: list[View], ledger: Ledger) -> Iterator[Fault]:
    """Yield customers whose label is not the segment in whose tab they stand."""
    stands: dict[str, list[str]] = {}
    for view in seen:
        if view.role == "segment":
            for name in view.people(ledger.people).values():
                stands.setdefault(name, []).append(view.mark.get("segment", ""))
    said = labels(seen, ledger)
    for name in ledger.people:
        where = stands.get(name, [])
        if where != [said.get(name, ("",))[0]]:
            yield "label", f"{name} is {said.get(name)} and stands in {where}"


def labels(seen: list[View], ledger: Ledger) -> dict[str, tuple[str, str]]:
    """Return each customer's label and its reason, as the customers tab says."""
    for view in seen:
        if view.sheet_id == ledger.customers_id and {"segment", "why"} <= set(
            view.owned
        ):
            at, why = view.owned["segment"], view.owned["why"]
            return {
                name: (view.value(row, at), view.value(row, why))
                for row, name in view.people(ledger.people).items()
            }
    return {}


def _told(item: Item) -> str:
    beside = f" beside {item.owner}" if item.owner else ""
    where = "a segment tab" if item.in_segments else f"tab {item.sheet_id}"
    return f"{item.kind} {item.uid}{beside}, typed in {where},"


def _at(place: Place) -> str:
    view, row, column = place
    return f"“{view.title}” R{row + 1}C{column + 1}"
