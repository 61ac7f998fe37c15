"""Charts, where embedded objects are, and groups of rows and columns."""

import pytest

from tests.contract.places import ORDERS, box, orders, over, span

SERIES = {"series": {"sourceRange": {"sources": [box(0, 4, 2, 3)]}}}
SPEC = {"title": "Spent", "basicChart": {"chartType": "COLUMN", "series": [SERIES]}}
SIZE = {"widthPixels": 600, "heightPixels": 371}


def chart(position=None, number=4, spec=None):
    made = {"chartId": number, "spec": spec or SPEC, "position": position or over(1, 1)}
    return {"addChart": {"chart": made}}


def moved(position, fields="*", number=4):
    body = {"objectId": number, "newPosition": position, "fields": fields}
    return {"updateEmbeddedObjectPosition": body}


def tabs(subject):
    shown = subject.get("?fields=sheets(properties(title,sheetType),charts.chartId)")
    return [
        (t["properties"], [c["chartId"] for c in t.get("charts", [])])
        for t in shown["sheets"]
    ]


def test_a_chart_gets_the_usual_size(subject):
    """An overlay without a size is answered with Google's."""
    (reply,) = subject.batch(chart())["replies"]
    overlay = reply["addChart"]["chart"]["position"]["overlayPosition"]
    assert overlay == over(1, 1)["overlayPosition"] | SIZE


def test_a_chart_may_have_a_tab_of_its_own(subject):
    """newSheet makes an OBJECT tab without a grid; it goes when the chart leaves."""
    (reply,) = subject.batch(chart({"newSheet": True}))["replies"]
    sheet_id = reply["addChart"]["chart"]["position"]["sheetId"]
    shown = subject.get()["sheets"][-1]["properties"]
    assert shown == {
        "sheetId": sheet_id,
        "title": "Chart1",
        "index": 2,
        "sheetType": "OBJECT",
    }
    assert subject.call("GET", "?includeGridData=true")[0] == 200
    (reply,) = subject.batch(moved(over(2, 0), "anchorCell"))["replies"]
    place = reply["updateEmbeddedObjectPosition"]["position"]
    assert place == {"overlayPosition": over(2, 0)["overlayPosition"] | SIZE}
    assert [ids for _, ids in tabs(subject)] == [[], [4]]


def test_the_tab_of_a_chart_is_a_tab_without_cells(subject):
    """It can be renamed; what is about cells finds none there."""
    subject.batch(chart({"sheetId": 70}))
    named = {"sheetId": 70, "title": "Spent"}
    subject.batch({"updateSheetProperties": {"properties": named, "fields": "title"}})
    status, answer = subject.call("GET", "/values/Spent")
    assert (status, answer["error"]["message"]) == (400, "Unable to parse range: Spent")
    grown = {"sheetId": 70, "dimension": "ROWS", "length": 1}
    message = "Invalid requests[0].appendDimension: No grid with id: 70"
    assert subject.refusal({"appendDimension": grown}) == (400, message)


def test_a_chart_moves_to_a_tab_the_client_names(subject):
    """sheetId makes a tab with that id; deleting the chart deletes its tab."""
    subject.batch(chart(), moved({"sheetId": 70}))
    assert [ids for _, ids in tabs(subject)] == [[], [], [4]]
    subject.batch({"deleteEmbeddedObject": {"objectId": 4}})
    assert [ids for _, ids in tabs(subject)] == [[], []]


def test_a_chart_is_resized_and_redrawn(subject):
    """Only masked parts of a position change; a new spec replaces the old one whole."""
    wide = {"overlayPosition": {"widthPixels": 900}}
    pie = {"pieChart": {"legendPosition": "BOTTOM_LEGEND"}}
    border = {"objectId": 4, "border": {"color": {"red": 1}}, "fields": "color"}
    subject.batch(
        chart(),
        moved(wide, "widthPixels"),
        {"updateChartSpec": {"chartId": 4, "spec": pie}},
        {"updateEmbeddedObjectBorder": border},
    )
    (shown,) = orders(subject)["charts"]
    assert shown["position"]["overlayPosition"]["widthPixels"] == 900
    assert shown["position"]["overlayPosition"]["heightPixels"] == 371
    assert shown["spec"] == pie
    assert shown["border"] == {
        "color": {"red": 1},
        "colorStyle": {"rgbColor": {"red": 1}},
    }


def group(start, end, dimension="ROWS"):
    return {"addDimensionGroup": {"range": span(dimension, start, end)}}


def ungroup(start, end):
    return {"deleteDimensionGroup": {"range": span("ROWS", start, end)}}


@pytest.mark.parametrize(
    ("dimension", "control"),
    [("ROWS", "rowGroupControlAfter"), ("COLUMNS", "columnGroupControlAfter")],
)
def test_the_first_group_says_where_its_switch_is(subject, dimension, control):
    """The tab keeps saying so when the last group is gone."""
    there = group(0, 2, dimension)
    gone = {"deleteDimensionGroup": there["addDimensionGroup"]}
    fields = "sheets.properties.gridProperties"
    for asked in (there, gone):
        subject.batch(asked)
        _, orders = subject.get(f"?fields={fields}")["sheets"]
        grid = orders["properties"]["gridProperties"]
        assert grid == {"rowCount": 6, "columnCount": 4, control: True}


def told(reply):
    """Return the groups that a reply lists, as start, end and depth."""
    (body,) = reply.values()
    return [
        (g["range"]["startIndex"], g["range"]["endIndex"], g["depth"])
        for g in body.get("dimensionGroups", [])
    ]


GROUPS = [
    pytest.param([group(1, 3)], [(1, 3, 1)], id="one"),
    pytest.param([group(1, 5), group(2, 4)], [(1, 5, 1), (2, 4, 2)], id="inside"),
    pytest.param([group(2, 4), group(1, 5)], [(1, 5, 1), (2, 4, 2)], id="around"),
    pytest.param([group(1, 4), group(2, 5)], [(1, 5, 1), (2, 4, 2)], id="overlapping"),
    pytest.param([group(1, 2), group(3, 4)], [(1, 2, 1), (3, 4, 1)], id="apart"),
    pytest.param(
        [group(1, 5), group(2, 4), ungroup(3, 5)],
        [(1, 4, 1), (2, 3, 2)],
        id="ungrouped at the end",
    ),
    pytest.param([group(1, 3), ungroup(0, 4)], [], id="none left"),
]


@pytest.mark.parametrize(("asked", "expected"), GROUPS)
def test_groups_nest_as_google_says(subject, asked, expected):
    """A reply lists every group of its axis; it is empty when none is left."""
    replies = subject.batch(*asked)["replies"]
    assert told(replies[-1]) == expected
    shown = orders(subject).get("rowGroups", [])
    assert len(shown) == len(expected)


def test_a_folded_group_hides_its_columns(subject):
    """Folding a group hides what is in it; it stays folded when another is added."""
    place = {"range": span("COLUMNS", 1, 3), "depth": 1, "collapsed": True}
    fold = {"updateDimensionGroup": {"dimensionGroup": place, "fields": "collapsed"}}
    subject.batch(group(1, 3, "COLUMNS"), fold, group(3, 4, "ROWS"))
    tab = orders(subject, "&includeGridData=true")
    assert tab["columnGroups"] == [place]
    sizes = tab["data"][0]["columnMetadata"]
    assert [size.get("hiddenByUser") for size in sizes] == [None, True, True, None]


REFUSALS = [
    pytest.param(
        [chart(spec={"title": "?"})],
        "Invalid requests[0].addChart: One of basicChart, pieChart, bubbleChart, "
        "candelstickChart, histogramChart, or orgChart must be set on chartSpec.",
        id="no kind of chart",
    ),
    pytest.param(
        [chart({"newSheet": False})],
        "Invalid requests[0].addChart: One of EmbeddedObjectPosition.overlayPosition "
        "or EmbeddedObjectPosition.sheetId must be set",
        id="no place",
    ),
    pytest.param(
        [chart({"sheetId": ORDERS})],
        "Invalid requests[0].addChart: Sheet with id 7 already exists.",
        id="somebody's tab",
    ),
    pytest.param(
        [chart(over(6, 0))],
        "Invalid requests[0].addChart: "
        "GridCoordinate.rowIndex[6] is after last row in grid[5]",
        id="off the grid",
    ),
    pytest.param(
        [chart(), chart()],
        "Invalid requests[1].addChart: Chart with id 4 already exists.",
        id="an id twice",
    ),
    pytest.param(
        [{"updateChartSpec": {"chartId": 4, "spec": SPEC}}],
        "Invalid requests[0].updateChartSpec: No chart with id: 4",
        id="no such chart",
    ),
    pytest.param(
        [{"deleteEmbeddedObject": {"objectId": 4}}],
        "Invalid requests[0].deleteEmbeddedObject: No embedded object with id: 4",
        id="no such object",
    ),
    pytest.param(
        [chart(), moved(over(0, 0), "")],
        "Invalid requests[1].updateEmbeddedObjectPosition: At least one field must be "
        "listed in 'fields'. (Use '*' to indicate all fields.)",
        id="a move without fields",
    ),
    pytest.param(
        [ungroup(0, 2)],
        "Invalid requests[0].deleteDimensionGroup: "
        "There is no group of rows in the range.",
        id="no group",
    ),
    pytest.param(
        [group(0, 6)] * 9,
        "Invalid requests[8].addDimensionGroup: Groups cannot be more than 8 deep.",
        id="groups too deep",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_bad_objects_are_refused(subject, asked, message):
    """An object or group that cannot be is refused, and says why."""
    assert subject.refusal(*asked) == (400, message)
