"""Basic charts and pies as charts of an .xlsx file."""

from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from local_sheets.grid.model import Json, Sheet
from local_sheets.grid.spreadsheet import Spreadsheet, resolved
from local_sheets.workbooks.xlsx.formats import excel_colour

_KINDS = {"COLUMN": "column", "BAR": "bar", "LINE": "line", "AREA": "area"}
_WIDTH, _HEIGHT = 600, 371
# As plain as Sheets draws them.
_TITLE_FONT = {"size": 12, "bold": False}
_GAP = 45
# Shares of the chart: room for names to the left, and for figures to the right.
_BARS = {"x": 0.26, "y": 0.16, "width": 0.5, "height": 0.78}
_QUIET_AXIS = {
    "line": {"color": "#DADCE0"},
    "major_gridlines": {"visible": False},
    "major_tick_mark": "none",
}


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
        offsets = {
            "x_offset": overlay.get("offsetXPixels", 0),
            "y_offset": overlay.get("offsetYPixels", 0),
        }
        at = anchor.get("rowIndex", 0), anchor.get("columnIndex", 0)
        worksheet.insert_chart(*at, chart, offsets)


class _Series(NamedTuple):
    """Figures of a chart: where their names and they are, and how they look."""

    labels: Json | None
    values: Json
    spec: Json


def _chart(
    workbook: Workbook, spec: Json, spreadsheet: Spreadsheet, names: dict[int, str]
) -> Chart | None:
    series = [one for one in _series(spec) if _is_there(one.values, names)]
    kind = _kind(spec)
    if kind is None or not series:
        return None
    chart = workbook.add_chart({"type": kind})
    header_count = spec.get("basicChart", {}).get("headerCount", 0)
    for one in series:
        places = _places(one, header_count, spreadsheet, names)
        chart.add_series({**places, **_series_looks(one.spec)})
    if spec.get("title"):
        chart.set_title({"name": spec["title"], "name_font": _TITLE_FONT})
    chart.set_legend(
        {"position": "top"} if kind == "pie" or len(series) > 1 else {"none": True}
    )
    if kind == "bar":
        # Sheets has the first bar on top, Excel the last.
        chart.set_y_axis({"reverse": True, "crossing": "max", **_QUIET_AXIS})
        written = all(_is_written(one.spec) for one in series)
        chart.set_x_axis({**_QUIET_AXIS, "visible": not written})
        chart.set_plotarea({"layout": _BARS} if written else {})
    return chart


def _kind(spec: Json) -> str | None:
    if "pieChart" in spec:
        return "pie"
    return _KINDS.get(spec.get("basicChart", {}).get("chartType", ""))


def _series(spec: Json) -> list[_Series]:
    if "pieChart" in spec:
        pie = spec["pieChart"]
        values = _source(pie.get("series", {}))
        return [_Series(_source(pie.get("domain", {})), values, {})] if values else []
    basic = spec.get("basicChart", {})
    domains = [_source(d.get("domain", {})) for d in basic.get("domains", [])]
    labels = domains[0] if domains else None
    found = [(_source(one.get("series", {})), one) for one in basic.get("series", [])]
    return [_Series(labels, values, one) for values, one in found if values]


def _places(
    series: _Series, header_count: int, spreadsheet: Spreadsheet, names: dict[int, str]
) -> Json:
    """Return where Excel finds the figures, what each is of, and what they are."""
    values = _place(series.values, spreadsheet, names)
    places: Json = {"values": _below(values, header_count)}
    if series.labels is not None and _is_there(series.labels, names):
        labels = _place(series.labels, spreadsheet, names)
        places["categories"] = _below(labels, header_count)
    if header_count and _is_tall(values):
        places["name"] = values[:3]
    return places


def _below(place: list[Any], header_count: int) -> list[Any]:
    """Return a column without the headers on top of it; anything else as it is."""
    if not header_count or not _is_tall(place):
        return place
    name, first_row, *rest = place
    return [name, first_row + header_count, *rest]


def _is_tall(place: list[Any]) -> bool:
    _, first_row, _, last_row, _ = place
    return bool(last_row > first_row)


def _series_looks(spec: Json) -> Json:
    """Return the colours of a series and of its points, and figures beside them."""
    looks: Json = {}
    if "colorStyle" in spec:
        looks["fill"] = _fill(spec)
    points = {one.get("index", 0): one for one in spec.get("styleOverrides", [])}
    if points:
        looks["points"] = [
            {"fill": _fill(points[index])} if index in points else None
            for index in range(max(points) + 1)
        ]
    if _is_written(spec):
        looks["data_labels"] = {"value": True}
    return {**looks, "gap": _GAP}


def _is_written(spec: Json) -> bool:
    """Tell whether the figures stand beside their bars."""
    return bool(spec.get("dataLabel", {}).get("type") == "DATA")


def _fill(spec: Json) -> Json:
    return {"color": excel_colour(spec["colorStyle"].get("rgbColor", {}))}


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
