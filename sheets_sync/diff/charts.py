"""Charts of ours: made once, and after that only their ranges follow the rows.

A chart that somebody deleted stays deleted, and one that somebody moved, restyled or
gave another shape stays as it is.
"""

from sheets_sync.changes import AddChart, UpdateChart
from sheets_sync.chart_spec import follow
from sheets_sync.desired.model import BlockTab
from sheets_sync.diff.names import sheet_id_from
from sheets_sync.looks import colour_of
from sheets_sync.model import Snapshot, Tab

Ids = tuple[tuple[str, int], ...]


def diff_charts(
    snapshot: Snapshot, tab: Tab | None, block: BlockTab, sheet_id: int
) -> tuple[Ids, list[AddChart | UpdateChart]]:
    """Return the ids of all charts ever made for the block, and the changes."""
    mark = tab.mark if tab else None
    made = dict(mark.charts) if mark else {}
    painted = tuple(map(colour_of, mark.painted)) if mark else ()
    taken = {*snapshot.charts, *made.values()}
    # What moves takes the ranges of charts along, which were right as they were read.
    moved = bool(
        tab
        and tab.mark
        and tab.block
        and (tab.block.is_moved or tab.block.row_count < tab.mark.row_count)
    )
    changes: list[AddChart | UpdateChart] = []
    for chart in block.charts:
        if chart.kind not in made:
            made[chart.kind] = _free_id(chart.kind, taken)
            changes.append(AddChart(sheet_id, made[chart.kind], chart))
            continue
        spec = snapshot.charts.get(made[chart.kind])
        new = follow(spec, chart, sheet_id, painted, anew=moved) if spec else None
        if new:
            changes.append(UpdateChart(sheet_id, made[chart.kind], new))
    return tuple(sorted(made.items())), changes


def _free_id(kind: str, taken: set[int]) -> int:
    """Return an id that the kind always gives, or the next that no chart has."""
    chart_id = sheet_id_from("chart", kind)
    while chart_id in taken:
        chart_id += 1
    taken.add(chart_id)
    return chart_id
