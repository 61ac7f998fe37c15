"""Requests about tables."""

from collections.abc import Iterator

from local_sheets.answers.tables import table_json
from local_sheets.discovery.fields import updated
from local_sheets.discovery.masks import update_mask
from local_sheets.errors import RefusedError
from local_sheets.grid.cells import put_row, with_section
from local_sheets.grid.model import BLANK_ROW, CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.notation.colours import mirrored
from local_sheets.requests.handler import Handler, grid_range, new_id
from local_sheets.requests.ranges import (
    box,
    check_unbanded,
    explicit,
    follow,
    found,
    put,
    rehomed,
    replace,
)
from local_sheets.requests.table_columns import name_columns, tick_boxes, typed_columns

_NAMES = {"tables": "tableId"}


def add_table(draft: Draft, body: Json) -> Json:
    """Make a range a table: its first row names its columns."""
    asked = body.get("table", {})
    cells = grid_range(draft, asked)
    draft.guard(cells)
    _check_apart(draft, cells, None)
    columns = asked.get("columnProperties", [])
    typed = typed_columns(columns, cells.width)
    name = asked.get("name") or _free_name(draft)
    _check_name(draft, name, None)
    table = {"tableId": _chosen_id(draft, asked), "name": name, "range": box(cells)}
    table |= _looks(asked) | ({"columnProperties": typed} if typed else {})
    sheet = draft.edit(cells.sheet_id)
    name_columns(sheet, cells, columns, fill=True)
    tick_boxes(sheet, cells, typed)
    _freeze_header(sheet, cells)
    put(draft, cells.sheet_id, "tables", table)
    return {"table": table_json(draft.spreadsheet, sheet, table)}


def _check_apart(draft: Draft, cells: CellRange, but: Json | None) -> None:
    sheet = draft.sheet(cells.sheet_id)
    for table in sheet.items("tables"):
        if table is not but and resolved(sheet, table["range"]).overlaps(cells):
            raise RefusedError("You cannot add a table over cells of another table.")
    check_unbanded(draft, cells, but)


def _tables(draft: Draft) -> Iterator[Json]:
    for sheet in draft.spreadsheet.sheets:
        yield from sheet.items("tables")


def _free_name(draft: Draft) -> str:
    taken = {table["name"].casefold() for table in _tables(draft)}
    number = 1
    while f"table{number}" in taken:
        number += 1
    return f"Table{number}"


def _check_name(draft: Draft, name: str, but: Json | None) -> None:
    if not name:
        raise RefusedError("table.name is required.")
    for table in _tables(draft):
        if table is not but and table["name"].casefold() == name.casefold():
            raise RefusedError(f'A table with the name "{name}" already exists.')


def _chosen_id(draft: Draft, asked: Json) -> str:
    taken = {table["tableId"] for table in _tables(draft)}
    chosen = str(asked.get("tableId") or new_id(()))
    if chosen in taken:
        raise RefusedError(f"Table with id {chosen} already exists.")
    return chosen


def _looks(table: Json) -> Json:
    """Return the rowsProperties of a table; tables keep colours as styles alone."""
    colours = mirrored(table.get("rowsProperties", {}))
    kept = {name: v for name, v in colours.items() if name.endswith("Style")}
    return {"rowsProperties": kept} if kept else {}


def _freeze_header(sheet: Sheet, cells: CellRange) -> None:
    grid = sheet.properties["gridProperties"]
    if cells.start_row == 0 and sheet.row_count > 1 and not grid.get("frozenRowCount"):
        grid = {**grid, "frozenRowCount": 1}
        sheet.properties = {**sheet.properties, "gridProperties": grid}


def update_table(draft: Draft, body: Json) -> None:
    """Change the name, cells, colours or columns of a table."""
    asked = body.get("table", {})
    home, _, old = found(draft, _NAMES, asked.get("tableId"), "table")
    mask = explicit(
        update_mask(body.get("fields"), "Table", "table"), old, asked, "tableId"
    )
    plain = {name: v for name, v in mask.items() if name != "columnProperties"}
    new = updated(old, asked, plain) if plain else dict(old)
    new = {n: v for n, v in new.items() if n != "rowsProperties"} | _looks(new)
    _check_name(draft, new.get("name", ""), old)
    cells = grid_range(draft, new)
    if "range" not in plain:
        cells = _with_footer(draft, cells, _has_footer(new) - _has_footer(old))
    draft.guard(cells)
    _check_apart(draft, cells, old)
    new["range"] = box(cells)
    rehomed(draft, home.sheet_id, "tables", old, (cells.sheet_id, new))
    follow(draft, "tableId", new["tableId"], new["range"])
    _update_columns(draft, cells, new, asked if "columnProperties" in mask else None)


def _has_footer(table: Json) -> bool:
    return "footerColorStyle" in table.get("rowsProperties", {})


def _with_footer(draft: Draft, cells: CellRange, rows: int) -> CellRange:
    """Return the cells of a table that gains or loses a footer row."""
    if not rows:
        return cells
    sheet = draft.edit(cells.sheet_id)
    sheet.resize(rows=max(sheet.row_count, cells.end_row + rows))
    draft.check_size()
    return cells._replace(end_row=cells.end_row + rows)


def _update_columns(
    draft: Draft, cells: CellRange, table: Json, asked: Json | None
) -> None:
    """Put what was asked of columns into a table; None keeps those it still has."""
    known = [
        column
        for column in table.get("columnProperties", [])
        if column["columnIndex"] < cells.width
    ]
    columns = asked.get("columnProperties", []) if asked is not None else known
    typed = typed_columns(columns, cells.width)
    if asked is not None and not all(column.get("columnName") for column in columns):
        raise RefusedError("Table header row cell must have a value.")
    new = {name: v for name, v in table.items() if name != "columnProperties"}
    new |= {"columnProperties": typed} if typed else {}
    replace(draft, cells.sheet_id, "tables", table, new)
    sheet = draft.edit(cells.sheet_id)
    name_columns(sheet, cells, columns, fill=False)
    tick_boxes(sheet, cells, typed)


def delete_table(draft: Draft, body: Json) -> None:
    """Delete a table with all that is in its cells, and what leaned on it."""
    home, _, table = found(draft, _NAMES, body.get("tableId"), "table")
    cells = resolved(home, table["range"])
    draft.guard(cells)
    _forget(draft, home, table)
    sheet = draft.edit(home.sheet_id)
    for index in range(cells.start_row, min(cells.end_row, len(sheet.rows))):
        row = with_section(
            sheet.rows[index], cells.start_column, cells.width, BLANK_ROW
        )
        put_row(sheet, index, row)


def without_look(draft: Draft, table_id: str) -> bool:
    """Make a table a plain range again, its cells kept; tell whether there was one."""
    for sheet in draft.spreadsheet.sheets:
        for table in sheet.items("tables"):
            if table["tableId"] == table_id:
                draft.guard(resolved(sheet, table["range"]))
                _forget(draft, sheet, table)
                return True
    return False


def _forget(draft: Draft, sheet: Sheet, table: Json) -> None:
    replace(draft, sheet.sheet_id, "tables", table, None)
    follow(draft, "tableId", table["tableId"], None)


def typed_cells(sheet: Sheet) -> Iterator[CellRange]:
    """Yield the cells below the headers of a tab's typed table columns."""
    for table in sheet.items("tables"):
        cells = resolved(sheet, table["range"])
        for column in table.get("columnProperties", []):
            at = cells.start_column + column["columnIndex"]
            yield cells._replace(
                start_row=cells.start_row + 1, start_column=at, end_column=at + 1
            )


HANDLERS: dict[str, Handler] = {
    "addTable": add_table,
    "updateTable": update_table,
    "deleteTable": delete_table,
}
