"""Copies of whole spreadsheets, and of a tab into another spreadsheet."""

from local_sheets.grid.model import Json, Row, Sheet
from local_sheets.grid.spreadsheet import Draft, Spreadsheet
from local_sheets.grid.styles import StyleTable
from local_sheets.requests import apply
from local_sheets.requests.duplicating import copied_objects, copy_title
from local_sheets.storage.store import new_spreadsheet_id

# What a copy of a tab does not take over.
_OWN = {"sheetId", "hidden"}


def copied(spreadsheet: Spreadsheet, title: str) -> Spreadsheet:
    """Return a copy under an id of its own; the two share rows, not changes."""
    return Spreadsheet(
        new_spreadsheet_id(),
        {**spreadsheet.properties, "title": title},
        list(spreadsheet.sheets),
        list(spreadsheet.metadata),
        list(spreadsheet.named_ranges),
        StyleTable(spreadsheet.styles.formats),
    )


def copy_sheet(source: Spreadsheet, sheet: Sheet, draft: Draft) -> int:
    """Copy a tab to the end of the spreadsheet a draft is of; return its new id.

    Cells keep their formats; named ranges and developer metadata stay behind.
    """
    kept = {k: v for k, v in sheet.properties.items() if k not in _OWN}
    asked: Json = {**kept, "title": copy_title(draft, sheet.title)}
    (reply,) = apply(draft, [{"addSheet": {"properties": asked}}])
    sheet_id = int(reply["addSheet"]["properties"]["sheetId"])
    copy = draft.edit(sheet_id)
    copy.rows = _restyled(sheet.rows, source.styles, draft.spreadsheet.styles)
    copy.has_formulas = sheet.has_formulas
    copy.dimensions = {axis: dict(sizes) for axis, sizes in sheet.dimensions.items()}
    copy.objects = copied_objects(draft, sheet, sheet_id)
    return sheet_id


def _restyled(rows: list[Row], old: StyleTable, new: StyleTable) -> list[Row]:
    """Return rows whose style numbers are those of another table."""
    numbers = [new.number(cell_format) for cell_format in old.formats]
    return [
        row._replace(formats=tuple([numbers[style] for style in row.formats]))
        if row.formats
        else row
        for row in rows
    ]
