"""Basic charts and pies as charts of an .xlsx file."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import resolved

_KINDS = {"COLUMN": "column", "BAR": "bar", "LINE": "line", "AREA": "area"}
_WIDTH, _HEIGHT = 600, 371


def insert_charts(
    workbook: Workbook, worksheet: Worksheet, sheet: Sheet, names: dict[int, str]
) -> None:
    """Put the tab's column, bar, line, area and pie charts over its cells.

    Other kinds are left out of the file.
    """
    for item in sheet.items("charts"):
        chart = _chart(workbook, item["spec"], sheet, names)
        if chart is None:
            continue
        overlay = item["position"]["overlayPosition"]
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
    workbook: Workbook, spec: Json, sheet: Sheet, names: dict[int, str]
) -> Chart | None:
    series = _series(spec)
    kind = _kind(spec)
    if kind is None or not series:
        return None
    chart = workbook.add_chart({"type": kind})
    for domain, values in series:
        places = {"values": _place(values, sheet, names)}
        if domain:
            places["categories"] = _place(domain, sheet, names)
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


def _place(source: Json, sheet: Sheet, names: dict[int, str]) -> list[Any]:
    cells = resolved(sheet, source)
    name = names[source.get("sheetId", 0)]
    last_row, last_column = cells.end_row - 1, cells.end_column - 1
    return [name, cells.start_row, cells.start_column, last_row, last_column]
