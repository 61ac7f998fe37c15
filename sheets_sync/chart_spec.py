"""A chart of ours as a ``ChartSpec``, and one that exists brought up to its rows."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sheets_sync.chart_model import Chart, ChartSeries
from sheets_sync.looks import rgb_of

Json = dict[str, Any]
STEPS: Final = 255


def spec_of(chart: Chart, sheet_id: int) -> Json:
    """Return the spec of a new chart: lying bars, a figure at the end of each."""
    domain = _source(chart, sheet_id, chart.label_column_index)
    return {
        "title": chart.title,
        "altText": f"Bars: {chart.title.lower()}, for each segment.",
        "basicChart": {
            "chartType": "BAR",
            "legendPosition": "TOP_LEGEND" if len(chart.series) > 1 else "NO_LEGEND",
            "headerCount": 1,
            "domains": [{"domain": domain}],
            "series": [_series(chart, sheet_id, one) for one in chart.series],
        },
    }


def _series(chart: Chart, sheet_id: int, one: ChartSeries) -> Json:
    colours = _overrides(one.point_colours)
    return {
        "series": _source(chart, sheet_id, one.column_index),
        "targetAxis": "BOTTOM_AXIS",
        "colorStyle": {"rgbColor": rgb_of(one.colour)},
        "dataLabel": {"type": "DATA", "placement": "OUTSIDE_END"},
        **({"styleOverrides": colours} if colours else {}),
    }


def _overrides(colours: tuple[str, ...]) -> list[Json]:
    return [
        {"index": index, "colorStyle": {"rgbColor": rgb_of(colour)}}
        for index, colour in enumerate(colours)
    ]


def _source(chart: Chart, sheet_id: int, column_index: int) -> Json:
    span = {
        "sheetId": sheet_id,
        "startRowIndex": chart.row_index,
        "endRowIndex": chart.row_index + chart.row_count,
        "startColumnIndex": column_index,
        "endColumnIndex": column_index + 1,
    }
    return {"sourceRange": {"sources": [span]}}


def follow(
    spec: Mapping[str, Any],
    chart: Chart,
    sheet_id: int,
    painted: tuple[str, ...],
    *,
    anew: bool = False,
) -> Json | None:
    """Return a spec with the ranges of the rows of now; None where it has them.

    All else stays as people left it. Points take other colours where they are as we
    painted them; a chart that people gave other series is theirs.

    Args:
        spec: Of the chart as it is.
        chart: As we would make it.
        sheet_id: The tab of its rows.
        painted: The colours that its points got from us last.
        anew: Whether to return it even so, because cells move under it.
    """
    basic = spec.get("basicChart", {})
    domains, series = basic.get("domains", ()), basic.get("series", ())
    if len(domains) != 1 or len(series) != len(chart.series):
        return None
    labels = _source(chart, sheet_id, chart.label_column_index)
    new = {
        **basic,
        "domains": [
            {**domains[0], "domain": _moved(domains[0].get("domain", {}), labels)}
        ],
        "series": [
            _followed(old, _series(chart, sheet_id, one), painted)
            for old, one in zip(series, chart.series, strict=True)
        ],
    }
    return None if new == basic and not anew else {**spec, "basicChart": new}


def _followed(old: Mapping[str, Any], wanted: Json, painted: tuple[str, ...]) -> Json:
    new = {**old, "series": _moved(old.get("series", {}), wanted["series"])}
    points = wanted.get("styleOverrides", [])
    before = _overrides(painted)
    if points != before and _look_alike(old.get("styleOverrides", ()), before):
        new["styleOverrides"] = points
    return new


def _moved(old: Mapping[str, Any], wanted: Json) -> Mapping[str, Any]:
    """Return the data of a domain or series, itself where it has the range."""
    return old if _spans(old) == _spans(wanted) else {**old, **wanted}


def _spans(data: Mapping[str, Any]) -> list[tuple[int, ...]]:
    names = ("sheetId", *(f"{end}RowIndex" for end in ("start", "end")))
    names += tuple(f"{end}ColumnIndex" for end in ("start", "end"))
    sources = data.get("sourceRange", {}).get("sources", ())
    return [tuple(source.get(name, 0) for name in names) for source in sources]


def _look_alike(one: Sequence[Json], other: Sequence[Json]) -> bool:
    """Tell whether points have the same colours; answers may be a step off."""
    seen, wanted = _colours(one), _colours(other)
    return seen.keys() == wanted.keys() and all(
        abs(a - b) <= 1
        for index, colour in wanted.items()
        for a, b in zip(seen[index], colour, strict=True)
    )


def _colours(overrides: Sequence[Json]) -> dict[int, tuple[int, ...]]:
    """Return the colour of each point by its index, in 256 steps a channel."""
    colours = {}
    for override in overrides:
        rgb = override.get("colorStyle", {}).get("rgbColor", {})
        channels = (rgb.get(name, 0) for name in ("red", "green", "blue"))
        colours[override.get("index", 0)] = tuple(
            round(STEPS * one) for one in channels
        )
    return colours
