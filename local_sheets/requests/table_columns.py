"""The columns of a table: their types, their names, and the cells below them."""

from local_sheets.errors import RefusedError
from local_sheets.grid.cells import put_row, with_extras, with_values
from local_sheets.grid.model import CellRange, CellValue, Json, Sheet

_DROPDOWN = "DROPDOWN"
_UNTYPED = "COLUMN_TYPE_UNSPECIFIED"


def typed_columns(columns: list[Json], width: int) -> list[Json]:
    """Return the entries of typed columns, in order, as they are kept.

    Raises:
        RefusedError: an entry is outside the table, is there twice, or has a rule
            that its type does not take.
    """
    seen: dict[int, Json] = {}
    for column in columns:
        index = column.get("columnIndex", 0)
        if not 0 <= index < width:
            raise RefusedError(f"columnIndex[{index}] is outside the table.")
        if index in seen:
            raise RefusedError(f"columnIndex[{index}] is set twice.")
        _check_rule(column)
        kept = {"columnIndex": index, "columnType": column.get("columnType", _UNTYPED)}
        if "dataValidationRule" in column:
            kept["dataValidationRule"] = column["dataValidationRule"]
        seen[index] = kept
    return [seen[at] for at in sorted(seen) if seen[at]["columnType"] != _UNTYPED]


def _check_rule(column: Json) -> None:
    rule = column.get("dataValidationRule")
    condition = (rule or {}).get("condition")
    if column.get("columnType") != _DROPDOWN:
        if rule is not None:
            raise RefusedError("Cannot set condition for non-dropdown column type.")
        return
    if condition is None:
        raise RefusedError("Condition must be set for dropdown column type.")
    if condition.get("type") != "ONE_OF_LIST" or not condition.get("values"):
        raise RefusedError("The condition of a dropdown column must be ONE_OF_LIST.")


def name_columns(
    sheet: Sheet, cells: CellRange, columns: list[Json], *, fill: bool
) -> None:
    """Write the names of columns into the header cells of a table.

    Args:
        sheet: the draft's own copy of the tab.
        cells: of the table.
        columns: as the client sent them.
        fill: give columns without a name one: typed columns are counted, whatever
            their header said; others keep their header, if it says anything.
    """
    sent = {column.get("columnIndex", 0): column for column in columns}
    values = sheet.row(cells.start_row).values
    counted = 0
    for index in range(cells.width):
        at = cells.start_column + index
        column = sent.get(index, {})
        name = column.get("columnName", "")
        if not name and fill and column.get("columnType", _UNTYPED) != _UNTYPED:
            counted += 1
            name = f"Column {counted}"
        elif not name and fill and (at >= len(values) or values[at] is None):
            name = f"Column {index + 1}"
        if name:
            _write_name(sheet, cells.start_row, at, name)


def _write_name(sheet: Sheet, row_index: int, column: int, name: str) -> None:
    row = with_values(sheet.row(row_index), column, [name])
    extra = row.extras[column] if column < len(row.extras) else None
    if extra and "textFormatRuns" in extra:
        plain = {key: v for key, v in extra.items() if key != "textFormatRuns"}
        row = with_extras(row, column, [plain or None])
    put_row(sheet, row_index, row)


def tick_boxes(sheet: Sheet, cells: CellRange, columns: list[Json]) -> None:
    """Turn text and blank cells of boolean columns into FALSE, as typing them does."""
    boxes = [
        cells.start_column + column["columnIndex"]
        for column in columns
        if column["columnType"] == "BOOLEAN"
    ]
    for index in range(cells.start_row + 1, cells.end_row if boxes else 0):
        row = sheet.row(index)
        for at in boxes:
            value: CellValue = row.values[at] if at < len(row.values) else None
            if value is None or isinstance(value, str):
                row = with_values(row, at, [False])
        put_row(sheet, index, row)
