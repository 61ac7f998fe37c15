"""Requests about charts."""

from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.model import Json
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored
from local_sheets.requests.embedded import free_object_id, settled
from local_sheets.requests.handler import Handler
from local_sheets.requests.ranges import found, put, replace

_KINDS = {
    "basicChart",
    "bubbleChart",
    "candlestickChart",
    "histogramChart",
    "orgChart",
    "pieChart",
    "scorecardChart",
    "treemapChart",
    "waterfallChart",
}


def add_chart(draft: Draft, body: Json) -> Json:
    """Add a chart over the cells of a tab, or on a tab of its own."""
    chart = mirrored(body.get("chart", {}))
    spec = _checked(chart.get("spec", {}))
    chart_id = free_object_id(draft, chart, "chartId", "Chart")
    position = chart.get("position", {})
    home, settled_at = settled(draft, position, may_own=True)
    created = {"chartId": chart_id, **chart, "spec": spec, "position": settled_at}
    put(draft, home, "charts", created)
    return {"chart": created}


def _checked(spec: Json) -> Json:
    """Return a spec that says which kind of chart it is, and one kind only."""
    if "dataSourceChartProperties" in spec:
        raise UnsupportedError("charts on a data source")
    kinds = spec.keys() & _KINDS
    if not kinds:
        # The misspelling is Google's.
        raise RefusedError(
            "One of basicChart, pieChart, bubbleChart, candelstickChart, "
            "histogramChart, or orgChart must be set on chartSpec."
        )
    if len(kinds) > 1:
        raise RefusedError(f"Only one of {' and '.join(sorted(kinds))} may be set.")
    return spec


def update_chart_spec(draft: Draft, body: Json) -> None:
    """Give a chart another spec; where it is stays."""
    names = {"charts": "chartId"}
    sheet, kind, old = found(draft, names, body.get("chartId", 0), "chart")
    draft.guard_tab(sheet)
    spec = _checked(mirrored(body.get("spec", {})))
    replace(draft, sheet.sheet_id, kind, old, {**old, "spec": spec})


HANDLERS: dict[str, Handler] = {
    "addChart": add_chart,
    "updateChartSpec": update_chart_spec,
}
