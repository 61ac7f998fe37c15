"""Excel workbooks in: values, looks, rules, hidden tabs, and our own keepsake."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from local_sheets.errors import RefusedError
from local_sheets.grid.model import CellRange, Json, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.notation.locales import conventions
from local_sheets.requests.ranges import box
from local_sheets.workbooks.building import RowBuilder, built_sheet
from local_sheets.workbooks.keepsake import keepsake_of
from local_sheets.workbooks.restoring import restore, sheet_ids
from local_sheets.workbooks.xlsx.anchored import (
    reach_of,
    read_filter,
    read_links,
    read_notes,
)
from local_sheets.workbooks.xlsx.colours import Colours
from local_sheets.workbooks.xlsx.conditional import read_conditional_formats
from local_sheets.workbooks.xlsx.formulas import FormulaReader
from local_sheets.workbooks.xlsx.layout import lay_out
from local_sheets.workbooks.xlsx.named import named_ranges
from local_sheets.workbooks.xlsx.parts import WorkbookParts
from local_sheets.workbooks.xlsx.rows import read_rows
from local_sheets.workbooks.xlsx.styles import CellStyles
from local_sheets.workbooks.xlsx.tab import ROW_END, TabXml
from local_sheets.workbooks.xlsx.validation import read_validations


def xlsx_spreadsheet(path: Path, spreadsheet_id: str, properties: Json) -> Spreadsheet:
    """Read a workbook; chart tabs are left out.

    Values come first: looks and rules that are damaged or unknown are left out. A file
    this server exported gets its ids, metadata and protections back.

    Raises:
        RefusedError: the file is not a workbook, is damaged or has a password.
    """
    spreadsheet = Spreadsheet(spreadsheet_id, dict(properties))
    try:
        with WorkbookParts(path) as parts, CalamineWorkbook.from_path(path) as workbook:
            return _read(spreadsheet, parts, workbook)
    except (CalamineError, BadZipFile, OSError) as error:
        raise RefusedError(f"The file cannot be read as a workbook: {error}") from error


def _read(
    spreadsheet: Spreadsheet, parts: WorkbookParts, workbook: CalamineWorkbook
) -> Spreadsheet:
    """Fill an empty spreadsheet from a workbook."""
    kept = keepsake_of(parts.properties())
    tabs = [
        tab for tab in workbook.sheets_metadata if tab.typ == SheetTypeEnum.WorkSheet
    ]
    if not tabs:
        raise RefusedError("The workbook has no tab with cells.")
    ids = sheet_ids([tab.name for tab in tabs], kept)
    book = _book(parts, spreadsheet, ids)
    spreadsheet.sheets = [_sheet(workbook, tab, book) for tab in tabs]
    spreadsheet.named_ranges = named_ranges(parts.workbook, ids)
    font = book.styles.default_font
    if font:
        spreadsheet.properties["defaultFormat"] = {"textFormat": font}
    if kept is not None:
        restore(spreadsheet, kept)
    return spreadsheet


@dataclass(frozen=True, slots=True)
class _Book:
    """What the tabs of a file share."""

    parts: WorkbookParts
    part_of: Mapping[str, str]
    ids: Mapping[str, int]
    styles: CellStyles
    builder: RowBuilder
    tables: tuple[str, ...]


def _book(
    parts: WorkbookParts, spreadsheet: Spreadsheet, ids: Mapping[str, int]
) -> _Book:
    root, table = parts.styles(), spreadsheet.styles
    colours = Colours(parts.theme(), root)
    pattern = conventions(spreadsheet.locale).date_pattern
    return _Book(
        parts,
        parts.tab_parts(),
        ids,
        CellStyles(root, colours, table, pattern),
        RowBuilder(table, spreadsheet.locale),
        parts.table_names(),
    )


def _sheet(workbook: CalamineWorkbook, tab: SheetMetadata, book: _Book) -> Sheet:
    sheet = _values(workbook, tab, book)
    part = book.part_of.get(tab.name, "")
    xml = TabXml(book.parts.blocks(part, ROW_END))
    reach = reach_of(sheet)
    lay_out(sheet, xml.head, book.styles.colours)
    read_rows(sheet, xml, book.styles, FormulaReader(book.tables))
    relations = book.parts.relations(part)
    read_links(sheet, xml.tail, relations, book.styles.table, book.ids)
    read_validations(sheet, xml.tail, reach)
    read_conditional_formats(sheet, xml.tail, book.styles)
    read_filter(sheet, xml.tail)
    for relation in relations.values():
        if relation.kind == "comments":
            read_notes(sheet, book.parts.tree(relation.target))
        elif relation.kind == "table" and not sheet.items("basicFilter"):
            read_filter(sheet, book.parts.tree(relation.target))
    _fit(sheet)
    return sheet


def _values(workbook: CalamineWorkbook, tab: SheetMetadata, book: _Book) -> Sheet:
    read = workbook.get_sheet_by_name(tab.name)
    rows = map(book.builder.row, read.to_python(skip_empty_area=False))
    hidden = tab.visible != SheetVisibleEnum.Visible
    sheet_id = book.ids[tab.name]
    sheet = built_sheet(sheet_id, tab.name, rows, hidden=hidden)
    merges = [
        CellRange(sheet_id, top, bottom + 1, left, right + 1)
        for (top, left), (bottom, right) in read.merged_cell_ranges or []
    ]
    if merges:
        sheet.resize(
            rows=max(sheet.row_count, *(cells.end_row for cells in merges)),
            columns=max(sheet.column_count, *(cells.end_column for cells in merges)),
        )
        sheet.objects["merges"] = [box(cells) for cells in merges]
    return sheet


def _fit(sheet: Sheet) -> None:
    """Make the grid as large as what now stands on it."""
    width = max((max(map(len, row)) for row in sheet.rows), default=0)
    sheet.resize(
        rows=max(sheet.row_count, len(sheet.rows)),
        columns=max(sheet.column_count, width),
    )
