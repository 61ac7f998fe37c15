"""Spreadsheets out as .xlsx: values, looks, sizes, rules, notes and charts."""

from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from local_sheets.errors import RefusedError
from local_sheets.grid.model import COLUMNS, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, resolved
from local_sheets.workbooks.keepsake import keepsake_chunks
from local_sheets.workbooks.xlsx.cells import CellsOut, outline_levels
from local_sheets.workbooks.xlsx.charts import insert_charts
from local_sheets.workbooks.xlsx.conditional_out import write_conditional_formats
from local_sheets.workbooks.xlsx.formats import (
    ExcelFormats,
    excel_colour,
    font_properties,
)
from local_sheets.workbooks.xlsx.named import define_names
from local_sheets.workbooks.xlsx.names import excel_names
from local_sheets.workbooks.xlsx.validation_out import write_validations

_MAX_ROWS, _MAX_COLUMNS = 1_048_576, 16_384
_GRIDLINES_NOWHERE = 2
# These write to cells out of order, which the memory-saving mode cannot do.
_NEED_MEMORY = ("merges", "charts")


def write_xlsx(spreadsheet: Spreadsheet, path: Path) -> None:
    """Write a spreadsheet to an Excel workbook.

    What Excel has no place for (developer metadata, ids, protected ranges, locale,
    time zone) goes into custom document properties, see `keepsake`.

    Raises:
        RefusedError: a tab is larger than Excel allows.
    """
    for sheet in spreadsheet.sheets:
        _check_size(sheet)
    busy = any(
        sheet.items(name) for sheet in spreadsheet.sheets for name in _NEED_MEMORY
    )
    options = {
        "constant_memory": not busy,
        "strings_to_urls": False,
        "default_format_properties": _default_font(spreadsheet),
    }
    names = excel_names(spreadsheet.sheets)
    with Workbook(path, options) as workbook:
        formats = ExcelFormats(workbook, spreadsheet.styles, spreadsheet.locale)
        # All tabs first: links and charts name tabs that come later.
        worksheets = [
            workbook.add_worksheet(names[s.sheet_id]) for s in spreadsheet.sheets
        ]
        for sheet, worksheet in zip(spreadsheet.sheets, worksheets, strict=True):
            _columns(sheet, worksheet)
            CellsOut(worksheet, spreadsheet, formats, names).write(sheet)
            _view(sheet, worksheet)
            _anchored(sheet, worksheet)
            write_validations(sheet.rows, worksheet)
            rules = sheet.items("conditionalFormats")
            write_conditional_formats(workbook, worksheet, rules)
            insert_charts(workbook, worksheet, sheet, spreadsheet, names)
        define_names(workbook, spreadsheet, names)
        _show_first(spreadsheet, worksheets)
        for name, chunk in keepsake_chunks(spreadsheet, names):
            workbook.set_custom_property(name, chunk, "text")


def _default_font(spreadsheet: Spreadsheet) -> dict[str, Any]:
    """Return the font of cells without a format; Excel's usual one when unknown."""
    said = spreadsheet.properties.get("defaultFormat", {}).get("textFormat", {})
    return {"font_name": "Calibri", "font_size": 11, **font_properties(said)}


def _check_size(sheet: Sheet) -> None:
    width = max((max(map(len, row)) for row in sheet.rows), default=0)
    if len(sheet.rows) > _MAX_ROWS or width > _MAX_COLUMNS:
        raise RefusedError(
            f'The tab "{sheet.title}" is larger than Excel allows: at most '
            f"{_MAX_ROWS} rows and {_MAX_COLUMNS} columns."
        )


def _columns(sheet: Sheet, worksheet: Worksheet) -> None:
    levels = outline_levels(sheet.items("columnGroups"))
    sizes = sheet.dimensions[COLUMNS]
    for index in sorted(sizes.keys() | levels.keys()):
        properties = sizes.get(index, {})
        width = properties.get("pixelSize", 100)
        options = {
            "hidden": properties.get("hiddenByUser", False),
            "level": levels.get(index, 0),
        }
        worksheet.set_column_pixels(index, index, width, None, options)


def _view(sheet: Sheet, worksheet: Worksheet) -> None:
    grid = sheet.properties["gridProperties"]
    frozen = grid.get("frozenRowCount", 0), grid.get("frozenColumnCount", 0)
    if any(frozen):
        worksheet.freeze_panes(*frozen)
    if sheet.properties.get("rightToLeft"):
        worksheet.right_to_left()
    if grid.get("hideGridlines"):
        worksheet.hide_gridlines(_GRIDLINES_NOWHERE)
    if "tabColor" in sheet.properties:
        worksheet.set_tab_color(excel_colour(sheet.properties["tabColor"]))


def _anchored(sheet: Sheet, worksheet: Worksheet) -> None:
    """Write the filter and the merges of a tab."""
    for found in sheet.items("basicFilter"):
        cells = resolved(sheet, found["range"])
        worksheet.autofilter(
            cells.start_row, cells.start_column, cells.end_row - 1, cells.end_column - 1
        )
    for merge in sheet.items("merges"):
        cells = resolved(sheet, merge)
        if cells.height > 1 or cells.width > 1:
            # The cells are written already; merge_range would blank them.
            last_row, last_column = cells.end_row - 1, cells.end_column - 1
            span = [cells.start_row, cells.start_column, last_row, last_column]
            worksheet.merge.append(span)


def _show_first(spreadsheet: Spreadsheet, worksheets: list[Worksheet]) -> None:
    """Open the workbook on its first visible tab, and hide the hidden ones."""
    pairs = list(zip(spreadsheet.sheets, worksheets, strict=True))
    visible = [sheet for sheet in pairs if not sheet[0].properties.get("hidden")]
    visible[0][1].activate()
    visible[0][1].set_first_sheet()
    for sheet, worksheet in pairs:
        if sheet.properties.get("hidden"):
            worksheet.hide()
