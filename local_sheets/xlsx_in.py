"""Excel workbooks in: values, dates, formulas, hidden tabs, and our own keepsake."""

from pathlib import Path
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from local_sheets.building import RowBuilder, built_sheet
from local_sheets.cells import padded, put_row, with_values
from local_sheets.errors import RefusedError
from local_sheets.keepsake import keepsake_of, restore
from local_sheets.model import COLUMNS, CellRange, ErrorValue, Formula, Json, Sheet
from local_sheets.requests.ranges import box
from local_sheets.spreadsheet import Spreadsheet
from local_sheets.xlsx_parts import FormulaCell, Layout, WorkbookParts

_ERRORS = {
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
}


def xlsx_spreadsheet(path: Path, spreadsheet_id: str, properties: Json) -> Spreadsheet:
    """Read a workbook; chart tabs are left out.

    Of cell formats, only those of dates and times are read. A file this server
    exported gets its ids, metadata and protections back.

    Raises:
        RefusedError: the file is not a workbook, is damaged or has a password.
    """
    spreadsheet = Spreadsheet(spreadsheet_id, dict(properties))
    try:
        with WorkbookParts(path) as parts, CalamineWorkbook.from_path(path) as workbook:
            spreadsheet.sheets = _sheets(workbook, parts, spreadsheet)
            kept = keepsake_of(parts.properties)
    except (CalamineError, BadZipFile, OSError) as error:
        raise RefusedError(f"The file cannot be read as a workbook: {error}") from error
    if not spreadsheet.sheets:
        raise RefusedError("The workbook has no tab with cells.")
    if kept is not None:
        restore(spreadsheet, kept)
    return spreadsheet


def _sheets(
    workbook: CalamineWorkbook, parts: WorkbookParts, spreadsheet: Spreadsheet
) -> list[Sheet]:
    builder = RowBuilder(spreadsheet.styles, spreadsheet.locale)
    tabs = [
        tab for tab in workbook.sheets_metadata if tab.typ == SheetTypeEnum.WorkSheet
    ]
    sheets = []
    for sheet_id, tab in enumerate(tabs):
        hidden = tab.visible != SheetVisibleEnum.Visible
        sheet = _sheet(workbook, builder, sheet_id, tab.name, hidden=hidden)
        _lay_out(sheet, parts.layout(tab.name))
        for formula in parts.formulas(tab.name):
            _put_formula(sheet, formula)
        sheets.append(sheet)
    return sheets


def _sheet(
    workbook: CalamineWorkbook,
    builder: RowBuilder,
    sheet_id: int,
    name: str,
    *,
    hidden: bool,
) -> Sheet:
    tab = workbook.get_sheet_by_name(name)
    cells = tab.to_python(skip_empty_area=False)
    sheet = built_sheet(sheet_id, name, map(builder.row, cells), hidden=hidden)
    merges = [
        CellRange(sheet_id, top, bottom + 1, left, right + 1)
        for (top, left), (bottom, right) in tab.merged_cell_ranges or []
    ]
    if merges:
        sheet.resize(
            rows=max(sheet.row_count, *(cells.end_row for cells in merges)),
            columns=max(sheet.column_count, *(cells.end_column for cells in merges)),
        )
        sheet.objects["merges"] = [box(cells) for cells in merges]
    return sheet


def _lay_out(sheet: Sheet, layout: Layout) -> None:
    grid = sheet.properties["gridProperties"]
    sizes = {"frozenRowCount": sheet.row_count, "frozenColumnCount": sheet.column_count}
    frozen = {name: n for name, n in layout.frozen.items() if 0 < n < sizes[name]}
    sheet.properties = {**sheet.properties, "gridProperties": {**grid, **frozen}}
    sheet.dimensions[COLUMNS] = {
        index: properties
        for index, properties in layout.columns.items()
        if index < sheet.column_count
    }


def _put_formula(sheet: Sheet, formula: FormulaCell) -> None:
    """Put a formula over the result that was read in its place."""
    sheet.resize(
        rows=max(sheet.row_count, formula.row + 1),
        columns=max(sheet.column_count, formula.column + 1),
    )
    row = sheet.row(formula.row)
    (result,) = padded(row.values, formula.column, formula.column + 1, None)
    if isinstance(result, Formula):
        return
    if isinstance(result, str) and result in _ERRORS:
        result = ErrorValue(_ERRORS[result], result)
    value = Formula(formula.text, result)
    put_row(sheet, formula.row, with_values(row, formula.column, [value]))
