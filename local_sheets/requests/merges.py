"""Requests that merge cells and take merges apart."""

from local_sheets.errors import RefusedError
from local_sheets.grid.cells import put_row, with_values
from local_sheets.grid.model import CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.ranges import box


def merge_cells(draft: Draft, body: Json) -> None:
    """Merge a range, its rows or its columns, swallowing merges it overlaps.

    Each merge keeps the value of its first cell alone.
    """
    cells = grid_range(draft, body)
    draft.guard(cells)
    sheet = draft.edit(cells.sheet_id)
    parts = _parts(cells, body.get("mergeType", "MERGE_ALL"))
    for part in parts:
        _check_freeze(sheet, part)
        _check_filter(sheet, part)
    sheet.objects["merges"] = [
        item
        for item in sheet.items("merges")
        if not resolved(sheet, item).overlaps(cells)
    ] + [box(part) for part in parts]
    for part in parts:
        _keep_first_value(sheet, part)


def _parts(cells: CellRange, kind: str) -> list[CellRange]:
    """Return what becomes one cell each; a single cell is no merge."""
    parts = [cells]
    if kind == "MERGE_ROWS":
        rows = range(cells.start_row, cells.end_row)
        parts = [cells._replace(start_row=r, end_row=r + 1) for r in rows]
    if kind == "MERGE_COLUMNS":
        columns = range(cells.start_column, cells.end_column)
        parts = [cells._replace(start_column=c, end_column=c + 1) for c in columns]
    return [part for part in parts if part.height > 1 or part.width > 1]


def _check_freeze(sheet: Sheet, part: CellRange) -> None:
    grid = sheet.properties["gridProperties"]
    if part.start_row < grid.get("frozenRowCount", 0) < part.end_row:
        raise RefusedError("You can't merge frozen and non-frozen rows.")
    if part.start_column < grid.get("frozenColumnCount", 0) < part.end_column:
        raise RefusedError("You can't merge frozen and non-frozen columns.")


def _check_filter(sheet: Sheet, part: CellRange) -> None:
    for item in sheet.items("basicFilter"):
        filtered = resolved(sheet, item["range"])
        if filtered.overlaps(part) and not part.within(filtered):
            raise RefusedError(
                "You can't merge cells that cross the borders of an existing filter."
            )


def _keep_first_value(sheet: Sheet, part: CellRange) -> None:
    for index in range(part.start_row, min(part.end_row, len(sheet.rows))):
        row = sheet.rows[index]
        blank_from = part.start_column + (index == part.start_row)
        width = part.end_column - blank_from
        if any(v is not None for v in row.values[blank_from : part.end_column]):
            put_row(sheet, index, with_values(row, blank_from, [None] * width))


def unmerge_cells(draft: Draft, body: Json) -> None:
    """Take apart every merge that lies within a range."""
    cells = grid_range(draft, body)
    draft.guard(cells)
    sheet = draft.sheet(cells.sheet_id)
    apart = [
        item for item in sheet.items("merges") if resolved(sheet, item).overlaps(cells)
    ]
    if not all(resolved(sheet, item).within(cells) for item in apart):
        raise RefusedError(
            "You must select all cells in a merged range to merge or unmerge them."
        )
    if apart:
        kept = [item for item in sheet.items("merges") if item not in apart]
        draft.edit(cells.sheet_id).objects["merges"] = kept


HANDLERS: dict[str, Handler] = {
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
}
