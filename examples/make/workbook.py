"""Tabs → an .xlsx file, the same bytes for the same tabs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from examples.make.cells import Formula, Tab
from examples.make.truth import Expected

WRITTEN_ON = datetime(2026, 11, 14, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Example:
    """A tracker and what a right reading of it gives."""

    tabs: Sequence[Tab]
    date_format: str
    expected: Expected


def write_workbook(path: Path, example: Example) -> None:
    """Write the tabs; the header and the rows above it are bold, the rest is plain."""
    options = {"default_date_format": example.date_format}
    with xlsxwriter.Workbook(path, options) as workbook:
        workbook.set_properties({"created": WRITTEN_ON})
        bold = workbook.add_format({"bold": True})
        for tab in example.tabs:
            _write_tab(workbook.add_worksheet(tab.name), tab, bold)


def _write_tab(worksheet: Worksheet, tab: Tab, bold: Format) -> None:
    for column, width in enumerate(tab.widths):
        worksheet.set_column(column, column, width)
    worksheet.freeze_panes(tab.header_row + 1, 0)
    for index, row in enumerate(tab.rows):
        style = bold if index <= tab.header_row else None
        for column, cell in enumerate(row):
            if isinstance(cell, Formula):
                worksheet.write_formula(index, column, cell.text, None, cell.value)
            else:
                worksheet.write(index, column, cell, style)
