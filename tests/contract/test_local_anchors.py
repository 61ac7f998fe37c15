"""What is anchored to rows and columns moves with them."""

import pytest

ORDERS = 7


def span(dimension, start, end):
    place = {"sheetId": ORDERS, "dimension": dimension}
    return {**place, "startIndex": start, "endIndex": end}


def box(top, bottom, left, right):
    return {
        "sheetId": ORDERS,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def insert(dimension, start, end):
    return {"insertDimension": {"range": span(dimension, start, end)}}


def delete(dimension, start, end):
    return {"deleteDimension": {"range": span(dimension, start, end)}}


def move(dimension, start, end, to):
    source = span(dimension, start, end)
    return {"moveDimension": {"source": source, "destinationIndex": to}}


CITY_COLUMN = {
    "developerMetadata": {
        "metadataId": 9,
        "metadataKey": "city",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": span("COLUMNS", 1, 2)},
    }
}

COLUMN_MOVES = [
    pytest.param(insert("COLUMNS", 0, 2), 3, id="insert before"),
    pytest.param(insert("COLUMNS", 1, 2), 2, id="insert at"),
    pytest.param(insert("COLUMNS", 2, 3), 1, id="insert after"),
    pytest.param(delete("COLUMNS", 0, 1), 0, id="delete before"),
    pytest.param(delete("COLUMNS", 2, 4), 1, id="delete after"),
    pytest.param(delete("COLUMNS", 1, 2), None, id="delete it"),
    pytest.param(move("COLUMNS", 1, 2, 4), 3, id="move it right"),
    pytest.param(move("COLUMNS", 1, 2, 0), 0, id="move it left"),
    pytest.param(move("COLUMNS", 0, 1, 3), 0, id="move another over it"),
    pytest.param(insert("ROWS", 0, 3), 1, id="rows do not matter"),
]


@pytest.mark.parametrize(("asked", "column"), COLUMN_MOVES)
def test_column_metadata_stays_with_its_column(subject, asked, column):
    """Metadata of a column follows the header it was set on, and dies with it."""
    subject.batch({"createDeveloperMetadata": CITY_COLUMN}, asked)
    status, answer = subject.call("GET", "/developerMetadata/9")
    if column is None:
        assert status == 404
        return
    place = answer["location"]["dimensionRange"]
    assert (place["startIndex"], place["endIndex"]) == (column, column + 1)
    letter = "ABCDEF"[column]
    top = 4 if asked == insert("ROWS", 0, 3) else 1
    assert subject.values(f"Orders!{letter}{top}") == [["City"]]


RANGE_MOVES = [
    pytest.param(insert("ROWS", 1, 3), box(3, 5, 1, 3), id="insert at the top edge"),
    pytest.param(insert("ROWS", 2, 3), box(1, 4, 1, 3), id="insert inside"),
    pytest.param(insert("ROWS", 3, 4), box(1, 3, 1, 3), id="insert at the end"),
    pytest.param(delete("ROWS", 0, 2), box(0, 1, 1, 3), id="delete over the top edge"),
    pytest.param(delete("COLUMNS", 2, 4), box(1, 3, 1, 2), id="delete over the right"),
    pytest.param(delete("ROWS", 1, 3), None, id="delete all of it"),
    pytest.param(move("ROWS", 1, 3, 6), box(4, 6, 1, 3), id="move all of it"),
    pytest.param(move("COLUMNS", 0, 1, 2), box(1, 3, 0, 3), id="move a column into it"),
]

GREY = {"red": 0.8, "green": 0.8, "blue": 0.8}
ANCHORED = {
    "protectedRanges": lambda r: {
        "addProtectedRange": {"protectedRange": {"range": r}}
    },
    "basicFilter": lambda r: {"setBasicFilter": {"filter": {"range": r}}},
    "filterViews": lambda r: {"addFilterView": {"filter": {"range": r}}},
    "bandedRanges": lambda r: {
        "addBanding": {
            "bandedRange": {
                "range": r,
                "rowProperties": {"firstBandColor": GREY, "secondBandColor": GREY},
            }
        }
    },
    "tables": lambda r: {"addTable": {"table": {"name": "People", "range": r}}},
    "merges": lambda r: {"mergeCells": {"range": r, "mergeType": "MERGE_ALL"}},
    "conditionalFormats": lambda r: {
        "addConditionalFormatRule": {
            "rule": {
                "ranges": [r],
                "booleanRule": {"condition": {"type": "NOT_BLANK"}},
            }
        }
    },
}
# A column cannot be moved into a merge.
CASES = [
    pytest.param(name, *case.values, id=f"{name}, {case.id}")
    for name in ANCHORED
    for case in RANGE_MOVES
    if (name, case.id) != ("merges", "move a column into it")
]


@pytest.mark.parametrize(("name", "asked", "expected"), CASES)
def test_ranges_move_grow_and_shrink(subject, name, asked, expected):
    """A range keeps covering the cells it covered, and goes when they all go."""
    subject.batch(ANCHORED[name](box(1, 3, 1, 3)), asked)
    (tab,) = subject.get("?ranges=Orders&excludeTablesInBandedRanges=true")["sheets"]
    found = tab.get(name, [])
    found = [found] if isinstance(found, dict) else found
    places = [item.get("range") or item.get("ranges", [item])[0] for item in found]
    assert places == ([] if expected is None else [expected])


def test_a_merge_left_with_one_cell_is_no_merge(subject):
    """Deleting all rows of a merge but one cell's takes the merge away."""
    merged = {"range": box(1, 3, 1, 2), "mergeType": "MERGE_ALL"}
    subject.batch({"mergeCells": merged}, delete("ROWS", 2, 3))
    assert "merges" not in subject.get("?ranges=Orders")["sheets"][0]


def test_groups_grow_and_go_with_their_rows(subject):
    """A group covers rows inserted into it, and goes when its rows do."""
    grouped = {"addDimensionGroup": {"range": span("ROWS", 1, 3)}}
    subject.batch(grouped, insert("ROWS", 2, 4))
    (group,) = subject.get("?ranges=Orders")["sheets"][0]["rowGroups"]
    assert group == {"range": span("ROWS", 1, 5), "depth": 1}
    subject.batch(delete("ROWS", 1, 5))
    assert "rowGroups" not in subject.get("?ranges=Orders")["sheets"][0]


def test_typed_columns_of_a_table_follow_their_columns(subject):
    """A typed column keeps its type where it goes, and loses it with its column."""
    typed = [{"columnIndex": 2, "columnName": "Spent", "columnType": "DOUBLE"}]
    table = {"name": "People", "range": box(0, 4, 0, 3), "columnProperties": typed}
    subject.batch({"addTable": {"table": table}}, insert("COLUMNS", 1, 2))
    assert columns(subject) == [
        {"columnName": "Name"},
        {"columnIndex": 1, "columnName": "Column 2"},
        {"columnIndex": 2, "columnName": "City"},
        {"columnIndex": 3, "columnName": "Spent", "columnType": "DOUBLE"},
    ]
    subject.batch(delete("COLUMNS", 3, 4))
    assert [column.get("columnType") for column in columns(subject)] == [None] * 3


def columns(subject):
    (tab,) = subject.get("?ranges=Orders")["sheets"]
    return tab["tables"][0]["columnProperties"]


def test_a_chart_survives_the_column_it_showed(subject):
    """Deleting the cells of a series takes the series, not the chart."""
    series = [
        {"series": {"sourceRange": {"sources": [box(0, 4, column, column + 1)]}}}
        for column in (1, 2)
    ]
    chart = {
        "spec": {"basicChart": {"chartType": "LINE", "series": series}},
        "position": {"overlayPosition": {"anchorCell": {"sheetId": ORDERS}}},
    }
    subject.batch({"addChart": {"chart": chart}}, delete("COLUMNS", 1, 2))
    (shown,) = subject.get("?ranges=Orders")["sheets"][0]["charts"]
    assert shown["spec"]["basicChart"]["series"] == [series[0]]


def test_a_filter_gone_with_its_columns_hides_nothing(subject):
    """Rows come back when the columns a filter covered are deleted."""
    hidden = {"1": {"hiddenValues": ["Pune"]}}
    filtered = {"range": box(0, 4, 1, 2), "criteria": hidden}
    subject.batch({"setBasicFilter": {"filter": filtered}})
    rows = "?ranges=Orders&fields=sheets.data.rowMetadata.hiddenByFilter"
    before = subject.get(rows)["sheets"][0]["data"][0]["rowMetadata"]
    assert before.count({"hiddenByFilter": True}) == 2
    subject.batch(delete("COLUMNS", 1, 2))
    after = subject.get(rows)["sheets"][0]["data"][0]["rowMetadata"]
    assert after == [{}] * 6


def test_named_ranges_and_charts_follow_their_cells(subject):
    """A named range, a chart's source and its anchor cell move by an inserted row."""
    source = {"sourceRange": {"sources": [box(0, 4, 2, 3)]}}
    chart = {
        "chartId": 4,
        "spec": {"basicChart": {"chartType": "COLUMN", "series": [{"series": source}]}},
        "position": {
            "overlayPosition": {
                "anchorCell": {"sheetId": ORDERS, "rowIndex": 2, "columnIndex": 3}
            }
        },
    }
    named = {"namedRangeId": "n1", "name": "Spent", "range": box(1, 4, 2, 3)}
    subject.batch(
        {"addChart": {"chart": chart}},
        {"addNamedRange": {"namedRange": named}},
        insert("ROWS", 0, 1),
    )
    assert subject.values("Spent") == [[120], [80.5], [40]]
    (shown,) = subject.get("?ranges=Orders")["sheets"][0]["charts"]
    anchor = shown["position"]["overlayPosition"]["anchorCell"]
    assert (anchor["rowIndex"], anchor["columnIndex"]) == (3, 3)
    series = shown["spec"]["basicChart"]["series"][0]["series"]
    assert series["sourceRange"]["sources"] == [box(1, 5, 2, 3)]


def test_a_filter_on_a_column_follows_the_column(subject):
    """Filter criteria and sort columns are renumbered when a column is inserted."""
    filtered = {
        "range": box(0, 4, 0, 3),
        "criteria": {"1": {"hiddenValues": ["Pune"]}},
        "sortSpecs": [{"dimensionIndex": 2, "sortOrder": "ASCENDING"}],
    }
    subject.batch({"setBasicFilter": {"filter": filtered}}, insert("COLUMNS", 0, 1))
    shown = subject.get("?ranges=Orders")["sheets"][0]["basicFilter"]
    assert shown["criteria"] == {"2": {"hiddenValues": ["Pune"]}}
    assert shown["sortSpecs"][0]["dimensionIndex"] == 3


def test_widths_and_formats_move_with_their_columns(subject):
    """A moved column keeps its width and the looks of its cells."""
    size = {"pixelSize": 250, "hiddenByUser": True}
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    subject.batch(
        {
            "updateDimensionProperties": {
                "range": span("COLUMNS", 0, 1),
                "properties": size,
                "fields": "pixelSize,hiddenByUser",
            }
        },
        {
            "repeatCell": {
                "range": box(0, 1, 0, 1),
                "cell": bold,
                "fields": "userEnteredFormat.textFormat.bold",
            }
        },
        move("COLUMNS", 0, 1, 3),
    )
    data = subject.get("?ranges=Orders&includeGridData=true")["sheets"][0]["data"][0]
    assert data["columnMetadata"][2] == size
    assert data["rowData"][0]["values"][2]["userEnteredFormat"] == {
        "textFormat": {"bold": True}
    }


def test_inserted_rows_inherit_from_the_row_before(subject):
    """inheritFromBefore copies the looks, not the values, of the row above."""
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    header = {"range": box(0, 1, 0, 4), "cell": bold, "fields": "userEnteredFormat"}
    inserted = {"range": span("ROWS", 1, 2), "inheritFromBefore": True}
    subject.batch({"repeatCell": header}, {"insertDimension": inserted})
    mask = "sheets.data.rowData.values(userEnteredFormat,userEnteredValue)"
    answer = subject.get(f"?ranges=Orders!A2&fields={mask}")
    (row,) = answer["sheets"][0]["data"][0]["rowData"]
    assert row["values"] == [bold]
