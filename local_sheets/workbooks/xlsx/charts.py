"""Basic charts and pies as charts of an .xlsx file."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, resolved

_KINDS = {"COLUMN": "column", "BAR": "bar", "LINE": "line", "AREA": "area"}
_WIDTH, _HEIGHT = 600, 371


def insert_charts(
    workbook: Workbook,
    worksheet: Worksheet,
    sheet: Sheet,
    spreadsheet: Spreadsheet,
    names: dict[int, str],
) -> None:
    """Put the tab's column, bar, line, area and pie charts over its cells.

    Other kinds are left out of the file. A chart with a tab of its own stands in the
    corner of a blank one.
    """
    for item in sheet.items("charts"):
        chart = _chart(workbook, item["spec"], spreadsheet, names)
        if chart is None:
            continue
        overlay = item["position"].get("overlayPosition", {})
        anchor = overlay.get("anchorCell", {})
        size = {
            "width": overlay.get("widthPixels", _WIDTH),
            "height": overlay.get("heightPixels", _HEIGHT),
        }
        chart.set_size(size)
        worksheet.insert_chart(
            anchor.get("rowIndex", 0), anchor.get("columnIndex", 0), chart
        )


def _chart(
    workbook: Workbook, spec: Json, spreadsheet: Spreadsheet, names: dict[int, str]
) -> Chart | None:
    series = [
        (labels if _is_there(labels, names) else None, values)
        for labels, values in _series(spec)
        if _is_there(values, names)
    ]
    kind = _kind(spec)
    if kind is None or not series:
        return None
    chart = workbook.add_chart({"type": kind})
    for domain, values in series:
        places = {"values": _place(values, spreadsheet, names)}
        if domain:
            places["categories"] = _place(domain, spreadsheet, names)
        chart.add_series(places)
    if spec.get("title"):
        chart.set_title({"name": spec["title"]})
    chart.set_legend({"none": kind != "pie"})
    return chart


def _kind(spec: Json) -> str | None:
    if "pieChart" in spec:
        return "pie"
    return _KINDS.get(spec.get("basicChart", {}).get("chartType", ""))


def _series(spec: Json) -> list[tuple[Json | None, Json]]:
    """Return the source ranges of labels and values, a pair for each series."""
    if "pieChart" in spec:
        pie = spec["pieChart"]
        found = [(_source(pie.get("domain", {})), _source(pie.get("series", {})))]
    else:
        basic = spec.get("basicChart", {})
        domains = [_source(d.get("domain", {})) for d in basic.get("domains", [])]
        domain = domains[0] if domains else None
        found = [
            (domain, _source(one.get("series", {}))) for one in basic.get("series", [])
        ]
    return [(labels, values) for labels, values in found if values]


def _source(data: Json) -> Json | None:
    sources = data.get("sourceRange", {}).get("sources", [])
    return sources[0] if sources else None


def _is_there(source: Json | None, names: dict[int, str]) -> bool:
    """Tell whether the tab of a source was not deleted."""
    return source is not None and source.get("sheetId", 0) in names


def _place(source: Json, spreadsheet: Spreadsheet, names: dict[int, str]) -> list[Any]:
    cells = resolved(spreadsheet.sheet(source.get("sheetId", 0)), source)
    name = names[cells.sheet_id]
    last_row, last_column = cells.end_row - 1, cells.end_column - 1
    return [name, cells.start_row, cells.start_column, last_row, last_column]
