"""What people type: beside customers, below and beside our blocks, and as headers."""

from typing import TYPE_CHECKING, Any

from tests.editors.ledger import Item
from tests.editors.oracle import COLOUR, uids_in
from tests.editors.view import View

if TYPE_CHECKING:
    from tests.editors.person import Person

SOURCE_HEADERS = {"Name", "Phone", "Orders", "Total spent", "Last order"}
BLOCKS = {"overview", "check"}


def beside(person: "Person") -> str | None:
    """Type beside a customer, in their row of a segment tab or of the customers tab."""
    view = person.some(
        lambda one: one.name_column is not None and person.is_steady(one)
    )
    rows = sorted(view.people(person.ledger.people)) if view else []
    if not view or not rows:
        return None
    row = person.chance.choice(rows)
    column = person.chance.choice(_columns_of_people(view))
    words = write(person, view, row, column)
    bare = words and not view.holds(view.header_row, column)
    if bare and person.chance.random() < 0.6:
        words = f"{words} under {write_header(person, view, column)}"
    return words


def _columns_of_people(view: View) -> list[int]:
    ours = set(view.owned.values())
    every = range(view.used_columns + 2)
    return [
        at
        for at in every
        if at not in ours and view.value(view.header_row, at) not in SOURCE_HEADERS
    ]


def retype(person: "Person") -> str | None:
    """Type anew where somebody typed, or clear it first."""
    view = person.some(lambda one: bool(_typed(person, one)) and person.is_steady(one))
    if view is None:
        return None
    row, column = person.chance.choice(_typed(person, view))
    if person.chance.random() < 0.3:
        span = _cell(view, row, column, {})
        person.send({"updateCells": {**span, "fields": "userEnteredValue,note"}})
        return f"clears, then {write(person, person.again(view), row, column, view)}"
    return write(person, view, row, column)


def _typed(person: "Person", view: View) -> list[tuple[int, int]]:
    """Return the cells that hold one thing that a person typed."""
    items = person.ledger.items
    people, ours = view.people(person.ledger.people), set(view.owned.values())
    return [
        (row, column)
        for row, column in view.filled
        # What came into a column of ours by mistake is not there for long.
        if row not in people or column not in ours
        for uid in uids_in(view, row, column)
        if uid in items and items[uid].kind != "header"
        # Nothing in a tab that was set aside says who the row is about any more.
        if view.role != "kept" or not items[uid].owner
    ]


def free(person: "Person") -> str | None:
    """Type where no customer is: below or beside what is there."""
    view = person.some(lambda one: True)
    places = _free_places(view)
    if not places:
        return None
    row, column = person.chance.choice(places)
    return write(person, view, row, column)


def _free_places(view: View) -> list[tuple[int, int]]:
    below, right = view.used_rows, view.used_columns
    if view.role in BLOCKS or view.role == "rules":
        height, width = view.mark.get("rows", 0), view.mark.get("columns", 0)
        right = max(right, width)
        beside = [(row, right) for row in range(5)]
        if view.role == "rules":
            return beside
        first = max(height, below) + 2
        return [*beside, *((row, at) for row in (first, first + 1) for at in (0, 2))]
    if view.role or view.name_column is None:
        # A row that nobody knows and that has a reason counts as one we wrote.
        open_to_people = [at for at in range(right + 1) if at != view.owned.get("why")]
        return [(row, at) for row in (below, below + 2) for at in open_to_people]
    allowed = [at for at in range(right + 1) if at in _columns_of_people(view)]
    above = [(row, at) for row in range(view.header_row) for at in allowed]
    return [*above, *((row, at) for row in (below + 1, below + 2) for at in allowed)]


def rename_header(person: "Person") -> str | None:
    """Rename the header of a column that people made."""
    view = person.some(lambda one: bool(_headers(person, one)))
    if view is None:
        return None
    return write_header(person, view, person.chance.choice(_headers(person, view)))


def _headers(person: "Person", view: View) -> list[int]:
    row = view.header_row
    return [at for r, at in view.filled if r == row and uids_in(view, r, at)]


def write(
    person: "Person", view: View, row: int, column: int, was: View | None = None
) -> str | None:
    """Type something new into a cell; None where it holds what is not a person's."""
    was = was or view
    uids = uids_in(was, row, column) & person.ledger.items.keys()
    if was.holds(row, column) and not uids:
        return None
    chance = person.chance
    kind = chance.choice(["text", "text", "text", "formula", "tick"])
    item = Item(
        uid=person.ledger.new_uid(),
        kind=kind,
        owner=view.people(person.ledger.people).get(row, ""),
        sheet_id=view.sheet_id,
        in_segments=view.role == "segment",
        coloured=chance.random() < 0.3,
        noted=kind == "tick" or chance.random() < 0.3,
    )
    for uid in uids:
        person.ledger.forget(uid)
    person.make_room(view, row, column)
    person.send(_update(view, row, column, item))
    person.ledger.keep(item)
    whose = f" beside {item.owner}" if item.owner else ""
    return f"types {kind} {item.uid}{whose} {person.at(view, row, column)}"


def write_header(person: "Person", view: View, column: int) -> str:
    """Give a column that is not ours a header."""
    item = Item(person.ledger.new_uid(), "header", "", view.sheet_id)
    for uid in uids_in(view, view.header_row, column):
        person.ledger.forget(uid)
    person.make_room(view, view.header_row, column)
    person.send(_update(view, view.header_row, column, item))
    person.ledger.keep(item)
    return f"header {item.uid} {person.at(view, view.header_row, column)}"


def _update(view: View, row: int, column: int, item: Item) -> dict[str, Any]:
    value = {
        "formula": {"formulaValue": item.formula},
        "tick": {"boolValue": True},
    }.get(item.kind, {"stringValue": item.uid})
    cell: dict[str, Any] = {"userEnteredValue": value}
    if item.noted:
        cell["note"] = item.uid
    if item.coloured:
        cell["userEnteredFormat"] = {"backgroundColor": COLOUR}
    if item.kind == "tick":
        cell["dataValidation"] = {"condition": {"type": "BOOLEAN"}}
    fields = "userEnteredValue,note,dataValidation,userEnteredFormat.backgroundColor"
    return {"updateCells": {**_cell(view, row, column, cell), "fields": fields}}


def _cell(view: View, row: int, column: int, cell: dict[str, Any]) -> dict[str, Any]:
    start = {"sheetId": view.sheet_id, "rowIndex": row, "columnIndex": column}
    return {"start": start, "rows": [{"values": [cell]}]}


def reason(person: "Person") -> str | None:
    """Type below a segment's customers, into our column of reasons."""
    view = person.some(lambda one: one.role == "segment" and "why" in one.owned)
    return write(person, view, view.used_rows, view.owned["why"]) if view else None
