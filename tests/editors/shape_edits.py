"""What people do to the shape of tabs: rows, columns, order, and tabs as a whole."""

from typing import TYPE_CHECKING, Any

from tests.editors.oracle import uids_in
from tests.editors.typing_edits import BLOCKS, write
from tests.editors.view import View

if TYPE_CHECKING:
    from tests.editors.person import Person

ROWS, COLUMNS = "ROWS", "COLUMNS"
TABLES = {"", "segment", "moves"}


def insert_rows(person: "Person") -> str | None:
    view = person.some(lambda one: one.role in TABLES)
    first = 1 if view.role else 0
    at = person.chance.randint(first, max(first, view.used_rows))
    return _insert(person, view, ROWS, at)


def insert_columns(person: "Person") -> str | None:
    view = person.some(lambda one: one.role in TABLES)
    return _insert(person, view, COLUMNS, person.chance.randint(0, view.used_columns))


def insert_beside_block(person: "Person") -> str | None:
    view = person.some(lambda one: one.role in BLOCKS)
    if view is None:
        return None
    if person.chance.random() < 0.5:
        at = max(view.used_rows, view.mark.get("rows", 0))
        return _insert(person, view, ROWS, at)
    at = max(view.used_columns, view.mark.get("columns", 0))
    return _insert(person, view, COLUMNS, at)


def _insert(person: "Person", view: View, axis: str, at: int) -> str:
    size = view.sheet.row_count if axis == ROWS else view.sheet.column_count
    count = person.chance.choice([1, 1, 2])
    if at >= size:
        body = {"sheetId": view.sheet_id, "dimension": axis, "length": count}
        person.send({"appendDimension": body})
        return f"appends {count} {axis.lower()} to “{view.title}”"
    span = _span(view, axis, at, at + count)
    person.send({"insertDimension": {"range": span, "inheritFromBefore": at > 0}})
    return f"inserts {count} {axis.lower()} before {at + 1} in “{view.title}”"


def delete_blank(person: "Person") -> str | None:
    """Delete a row or column that holds nothing and is not ours."""
    view = person.some(lambda one: one.role in TABLES)
    held_rows = {row for row, _ in view.filled} | {0}
    held_columns = {at for _, at in view.filled} | set(view.owned.values())
    rows = [at for at in range(view.used_rows + 1) if at not in held_rows]
    columns = [at for at in range(view.used_columns) if at not in held_columns]
    rows = [at for at in rows if at < view.sheet.row_count - 1]
    choices = [(ROWS, at) for at in rows] + [(COLUMNS, at) for at in columns]
    if not choices:
        return None
    axis, at = person.chance.choice(choices)
    person.send({"deleteDimension": {"range": _span(view, axis, at, at + 1)}})
    return f"deletes blank {axis.lower()[:-1]} {at + 1} of “{view.title}”"


def move_column(person: "Person") -> str | None:
    view = person.some(lambda one: one.role in TABLES and one.used_columns > 2)
    if view is None:
        return None
    source = person.chance.randrange(view.used_columns)
    return _move(person, view, COLUMNS, source, (0, view.used_columns))


def move_row(person: "Person") -> str | None:
    view = person.some(lambda one: one.role in TABLES and _body(one)[1] > 1)
    if view is None:
        return None
    first, count = _body(view)
    source = first + person.chance.randrange(count)
    return _move(person, view, ROWS, source, (first, first + count))


def _move(person: "Person", view: View, axis: str, source: int, among) -> str | None:
    target = person.chance.randint(*among)
    if target in (source, source + 1):
        return None
    body = {"source": _span(view, axis, source, source + 1), "destinationIndex": target}
    person.send({"moveDimension": body})
    what = f"{axis.lower()[:-1]} {source + 1}"
    return f"moves {what} of “{view.title}” before {target + 1}"


def sort(person: "Person") -> str | None:
    """Sort the rows of a table by any column, as a whole."""
    view = person.some(lambda one: one.role in TABLES and _body(one)[1] > 1)
    if view is None:
        return None
    first, count = _body(view)
    by = person.chance.randrange(view.used_columns)
    order = person.chance.choice(["ASCENDING", "DESCENDING"])
    cells = {
        "sheetId": view.sheet_id,
        "startRowIndex": first,
        "endRowIndex": first + count,
        "startColumnIndex": 0,
        "endColumnIndex": view.sheet.column_count,
    }
    specs = [{"dimensionIndex": by, "sortOrder": order}]
    person.send({"sortRange": {"range": cells, "sortSpecs": specs}})
    return f"sorts “{view.title}” by column {by + 1}, {order.lower()}"


def _body(view: View) -> tuple[int, int]:
    """Return the first row below the header and how many there are to the last one."""
    first = view.header_row + 1
    if view.name_column is None:
        return first, max(view.used_rows - first, 0)
    named = [row for row, at in view.filled if at == view.name_column and row >= first]
    return first, max(named, default=first - 1) + 1 - first


def move_tab(person: "Person") -> str | None:
    view = person.some(lambda one: True)
    at = person.chance.randrange(len(view.spreadsheet.sheets))
    return _set(person, view, {"index": at}, f"moves tab “{view.title}” to {at + 1}")


def rename_tab(person: "Person") -> str | None:
    view = person.some(lambda one: True)
    title = f"Tab {person.ledger.new_uid()[1:]}"
    return _set(person, view, {"title": title}, f"renames “{view.title}” to “{title}”")


def hide_tab(person: "Person") -> str | None:
    ours = [one for one in person.every_view() if one.role not in ("", "kept")]
    if not ours:
        return None
    view = person.chance.choice(ours)
    words = f"{'shows' if view.hidden else 'hides'} “{view.title}”"
    return _set(person, view, {"hidden": not view.hidden}, words)


def _set(person: "Person", view: View, properties: dict[str, Any], words: str) -> str:
    body = {"sheetId": view.sheet_id, **properties}
    fields = ",".join(properties)
    person.send({"updateSheetProperties": {"properties": body, "fields": fields}})
    return words


def duplicate_tab(person: "Person") -> str | None:
    view = person.some(lambda one: bool(one.role))
    if view is None:
        return None
    sheet_id = 900_000_000 + int(person.ledger.new_uid()[1:])
    body = {"sourceSheetId": view.sheet_id, "newSheetId": sheet_id}
    person.send({"duplicateSheet": body})
    person.ledger.copies.add(sheet_id)
    return f"duplicates “{view.title}”"


def add_tab(person: "Person") -> str | None:
    number = person.ledger.new_uid()[1:]
    sheet_id = 800_000_000 + int(number)
    grid = {"rowCount": 6, "columnCount": 5}
    properties = {
        "sheetId": sheet_id,
        "title": f"Mine {number}",
        "gridProperties": grid,
    }
    person.send({"addSheet": {"properties": properties}})
    view = next(one for one in person.views() if one.sheet_id == sheet_id)
    return f"adds tab “{view.title}” and {write(person, view, 1, 1)}"


def delete_tab(person: "Person") -> str | None:
    """Delete a tab of ours that holds nothing of a person's."""
    view = person.some(
        lambda one: (
            one.role in {"segment", "moves", *BLOCKS}
            and not any(uids_in(one, *at) for at in one.filled)
        )
    )
    if view is None:
        return None
    person.send({"deleteSheet": {"sheetId": view.sheet_id}})
    return f"deletes “{view.title}”"


def _span(view: View, axis: str, start: int, end: int) -> dict[str, Any]:
    return {
        "sheetId": view.sheet_id,
        "dimension": axis,
        "startIndex": start,
        "endIndex": end,
    }


def insert_above_header(person: "Person") -> str | None:
    """Insert rows above the headers of a segment tab."""
    view = person.some(lambda one: one.role == "segment")
    return _insert(person, view, ROWS, 0) if view else None


def delete_inside_block(person: "Person") -> str | None:
    """Delete a row or column of our lists in which nobody typed."""
    view = person.some(lambda one: one.role in BLOCKS)
    if view is None:
        return None
    typed = [at for at in view.filled if uids_in(view, *at)]
    axis = person.chance.choice([ROWS, COLUMNS])
    kept = {row if axis == ROWS else column for row, column in typed}
    size = view.used_rows if axis == ROWS else view.used_columns
    free = [at for at in range(1, size) if at not in kept]
    if not free:
        return None
    at = person.chance.choice(free)
    person.send({"deleteDimension": {"range": _span(view, axis, at, at + 1)}})
    return f"deletes {axis.lower()[:-1]} {at + 1} of “{view.title}”"


def move_inside_block(person: "Person") -> str | None:
    """Cut rows of our lists and insert them elsewhere."""
    view = person.some(lambda one: one.role in BLOCKS)
    if view is None:
        return None
    height = view.used_rows
    return _move(person, view, ROWS, person.chance.randrange(height), (0, height))


def sort_block(person: "Person") -> str | None:
    """Sort one of our lists by any column, with all that stands below it."""
    view = person.some(lambda one: one.role in BLOCKS)
    if view is None:
        return None
    cells = {"sheetId": view.sheet_id, "startRowIndex": 1}
    specs = [{"dimensionIndex": person.chance.randrange(3), "sortOrder": "ASCENDING"}]
    person.send({"sortRange": {"range": cells, "sortSpecs": specs}})
    return f"sorts “{view.title}” by column {specs[0]['dimensionIndex'] + 1}"


def insert_inside_block(person: "Person") -> str | None:
    """Insert a row or column into one of our lists and type there."""
    view = person.some(lambda one: one.role in BLOCKS)
    if view is None:
        return None
    row = person.chance.randrange(view.used_rows)
    column = person.chance.randrange(max(view.mark.get("columns", 0), 1))
    axis = person.chance.choice([ROWS, COLUMNS])
    words = _insert(person, view, axis, row if axis == ROWS else column)
    return f"{words}, {write(person, person.again(view), row, column)}"
