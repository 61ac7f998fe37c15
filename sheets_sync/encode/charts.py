"""New charts, and charts with another spec."""

from typing import Any

from sheets_sync.changes import AddChart, UpdateChart
from sheets_sync.chart_spec import spec_of
from sheets_sync.encode.ranges import coordinate

Json = dict[str, Any]


def encode_new_chart(change: AddChart) -> Json:
    """Return the request that lays a chart over the cells at its anchor."""
    x, y = change.chart.offset_px
    width, height = change.chart.size_px
    overlay = {
        "anchorCell": coordinate(change.sheet_id, *change.chart.anchor),
        "offsetXPixels": x,
        "offsetYPixels": y,
        "widthPixels": width,
        "heightPixels": height,
    }
    chart = {
        "chartId": change.chart_id,
        "spec": spec_of(change.chart, change.sheet_id),
        "position": {"overlayPosition": overlay},
    }
    return {"addChart": {"chart": chart}}


def encode_chart_update(change: UpdateChart) -> Json:
    """Return the request that replaces a chart's spec; where it lies stays."""
    return {"updateChartSpec": {"chartId": change.chart_id, "spec": change.spec}}
