"""Anchored objects outlive the file they are written to, and the process."""

import zipfile

import pytest

from local_sheets import Store
from local_sheets.answers.spreadsheet import spreadsheet_json
from local_sheets.storage.archive import Archive

TAB, OTHER, CHART_TAB = 3, 5, 50
RED, WHITE = {"red": 1}, {"red": 1, "green": 1, "blue": 1}


def box(top, bottom, left, right):
    rows = {"startRowIndex": top, "endRowIndex": bottom}
    return {
        "sheetId": TAB,
        **rows,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def span(dimension, start, end):
    place = {"sheetId": TAB, "dimension": dimension}
    return {**place, "startIndex": start, "endIndex": end}


def cells():
    rows = [["Name", "City"], ["Ann", "Pune"], ["Bob", "Goa"], ["Cid", "Pune"]]
    lines = [
        {"values": [{"userEnteredValue": {"stringValue": text}} for text in row]}
        for row in rows
    ]
    start = {"sheetId": TAB}
    return {"updateCells": {"start": start, "rows": lines, "fields": "*"}}


def chart(number, position):
    series = {"series": {"sourceRange": {"sources": [box(0, 4, 1, 2)]}}}
    spec = {"basicChart": {"chartType": "COLUMN", "series": [series]}}
    return {"addChart": {"chart": {"chartId": number, "spec": spec, **position}}}


CRITERIA = {"1": {"hiddenValues": ["Pune"]}}
BANDS = {"firstBandColor": RED, "secondBandColor": WHITE}
OVERLAY = {"position": {"overlayPosition": {"anchorCell": {"sheetId": TAB}}}}
CITY = {"columnIndex": 1, "columnName": "City", "columnType": "TEXT"}
TABLE = {"tableId": "7", "name": "People", "range": box(0, 4, 0, 2)}
SCALE = {
    "minpoint": {"type": "MIN", "color": RED},
    "maxpoint": {"type": "MAX", "color": WHITE},
}
FOLD = {"range": span("ROWS", 5, 8), "depth": 1, "collapsed": True}
REQUESTS = [
    {"addSheet": {"properties": {"sheetId": TAB, "title": "Tab"}}},
    {"addSheet": {"properties": {"sheetId": OTHER, "title": "Other"}}},
    cells(),
    {"addTable": {"table": {**TABLE, "columnProperties": [CITY]}}},
    {"setBasicFilter": {"filter": {"tableId": "7", "criteria": CRITERIA}}},
    {
        "addFilterView": {
            "filter": {
                "filterViewId": 1,
                "range": box(0, 4, 0, 2),
                "criteria": CRITERIA,
            }
        }
    },
    {
        "addBanding": {
            "bandedRange": {
                "bandedRangeId": 2,
                "range": box(10, 14, 0, 2),
                "columnProperties": BANDS,
            }
        }
    },
    {"addProtectedRange": {"protectedRange": {"range": {"sheetId": OTHER}}}},
    {
        "addConditionalFormatRule": {
            "rule": {"ranges": [box(0, 9, 3, 4)], "gradientRule": SCALE}
        }
    },
    {"mergeCells": {"range": box(15, 17, 0, 2), "mergeType": "MERGE_ALL"}},
    {"addDimensionGroup": {"range": span("ROWS", 5, 8)}},
    {"updateDimensionGroup": {"dimensionGroup": FOLD, "fields": "collapsed"}},
    {"addDimensionGroup": {"range": span("COLUMNS", 3, 5)}},
    chart(3, OVERLAY),
    chart(4, {"position": {"sheetId": CHART_TAB}}),
    {
        "addSlicer": {
            "slicer": {
                "slicerId": 5,
                "spec": {"dataRange": box(0, 4, 0, 2), "columnIndex": 0},
                **OVERLAY,
            }
        }
    },
]


def shown(spreadsheet):
    """Return what there is to see, tab by tab."""
    return [
        {name: part for name, part in tab.items() if name != "data"}
        for tab in spreadsheet_json(spreadsheet, {})["sheets"]
    ]


def hidden(spreadsheet):
    sizes = spreadsheet.sheet(TAB).dimensions["ROWS"]
    return [at for at, size in sizes.items() if size.get("hiddenByFilter")]


@pytest.fixture
def made():
    store = Store()
    spreadsheet_id = store.create("Shop")
    store.batch_update(spreadsheet_id, REQUESTS)
    return store, spreadsheet_id


def exported(tmp_path, store, spreadsheet_id):
    path = tmp_path / "shop.xlsx"
    store.export_xlsx(spreadsheet_id, path)
    return path


def test_objects_come_back_from_a_workbook(tmp_path, made):
    """What is anchored to cells is the same after a trip through an .xlsx file."""
    store, spreadsheet_id = made
    before = store.spreadsheet(spreadsheet_id)
    path = exported(tmp_path, store, spreadsheet_id)
    back = store.spreadsheet(store.import_file(path))
    assert shown(back) == shown(before)
    assert hidden(back) == hidden(before) == [1, 3]


def test_groups_are_outlines_in_the_file(tmp_path, made):
    """Excel sees three grouped rows and a run of columns as outline levels."""
    with zipfile.ZipFile(exported(tmp_path, *made)) as workbook:
        sheet = workbook.read("xl/worksheets/sheet2.xml").decode()
    assert sheet.count('outlineLevel="1"') == 4


def test_a_chart_is_exported_without_the_tab_it_showed(tmp_path, made):
    """A chart whose cells were deleted with their tab does not stop an export."""
    store, spreadsheet_id = made
    store.batch_update(spreadsheet_id, [{"deleteSheet": {"sheetId": TAB}}])
    back = store.import_file(exported(tmp_path, store, spreadsheet_id))
    titles = [sheet.title for sheet in store.spreadsheet(back).sheets]
    assert titles == ["Sheet1", "Other", "Chart1"]


def test_a_bar_chart_looks_in_excel_as_it_does_here(tmp_path):
    """Its header is a name, its points have their colours, and it stands in place."""
    store = Store()
    spreadsheet_id = store.create("Shop")
    red = {"index": 1, "colorStyle": {"rgbColor": RED}}
    series = {
        "series": {"sourceRange": {"sources": [box(0, 4, 1, 2)]}},
        "styleOverrides": [red],
        "dataLabel": {"type": "DATA"},
    }
    domain = {"domain": {"sourceRange": {"sources": [box(0, 4, 0, 1)]}}}
    basic = {"chartType": "BAR", "headerCount": 1, "domains": [domain]}
    spec = {"title": "Cities", "basicChart": {**basic, "series": [series]}}
    anchor = {"sheetId": TAB, "rowIndex": 1, "columnIndex": 2}
    overlay = {"anchorCell": anchor, "offsetXPixels": 40}
    add = {"chart": {"spec": spec, "position": {"overlayPosition": overlay}}}
    store.batch_update(spreadsheet_id, [REQUESTS[0], cells(), {"addChart": add}])

    with zipfile.ZipFile(exported(tmp_path, store, spreadsheet_id)) as workbook:
        chart = workbook.read("xl/charts/chart1.xml").decode()
        drawing = workbook.read("xl/drawings/drawing1.xml").decode()

    assert "<c:cat><c:strRef><c:f>Tab!$A$2:$A$4</c:f>" in chart
    assert "<c:f>Tab!$B$1</c:f>" in chart
    assert '<c:dPt><c:idx val="1"/>' in chart
    assert '<a:srgbClr val="FF0000"/>' in chart
    assert '<c:showVal val="1"/>' in chart
    assert '<c:orientation val="maxMin"/>' in chart
    assert "<xdr:col>2</xdr:col><xdr:colOff>381000</xdr:colOff>" in drawing


def test_objects_come_back_from_disk(tmp_path):
    """A server that is started again has every object it had."""
    store = Store(archive=Archive(tmp_path / "kept.sqlite"))
    spreadsheet_id = store.create("Shop")
    store.batch_update(spreadsheet_id, REQUESTS)
    before = store.spreadsheet(spreadsheet_id)
    store.close()
    again = Store(archive=Archive(tmp_path / "kept.sqlite"))
    found = again.spreadsheet(spreadsheet_id)
    assert shown(found) == shown(before)
    assert hidden(found) == hidden(before)
    again.close()
