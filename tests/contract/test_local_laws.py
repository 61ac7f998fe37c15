"""Laws of batches: all or nothing, and anchors that hold."""

from hypothesis import given, settings
from hypothesis import strategies as st

from local_sheets import Store
from local_sheets.errors import ApiError

WIDTH, HEIGHT = 5, 6
TAB = 3
TEXT = st.text(max_size=5)
LINE = st.lists(TEXT, min_size=1, max_size=WIDTH)


def spans(size):
    ends = st.tuples(st.integers(0, size - 1), st.integers(1, size))
    return ends.filter(lambda span: span[0] < span[1])


@st.composite
def dimension_changes(draw):
    axis = draw(st.sampled_from(["ROWS", "COLUMNS"]))
    size = HEIGHT if axis == "ROWS" else WIDTH
    start, end = draw(spans(size))
    place = {"sheetId": TAB, "dimension": axis, "startIndex": start, "endIndex": end}
    kind = draw(st.sampled_from(["insert", "delete", "move"]))
    if kind == "move":
        to = draw(st.integers(0, size))
        return {"moveDimension": {"source": place, "destinationIndex": to}}
    return {f"{kind}Dimension": {"range": place}}


@st.composite
def writes(draw):
    rows = [
        {"values": [{"userEnteredValue": {"stringValue": text}} for text in line]}
        for line in draw(st.lists(LINE, max_size=3))
    ]
    start = {"sheetId": TAB, "rowIndex": draw(st.integers(0, 3))}
    return {"updateCells": {"start": start, "rows": rows, "fields": "*"}}


OTHERS = st.sampled_from(
    [
        {"addSheet": {"properties": {"title": "New"}}},
        {"deleteSheet": {"sheetId": 0}},
        {"mergeCells": {"range": {"sheetId": TAB, "endRowIndex": 2}}},
        {"clearBasicFilter": {"sheetId": TAB}},
        {"setBasicFilter": {"filter": {"range": {"sheetId": TAB}}}},
        {
            "sortRange": {
                "range": {"sheetId": TAB},
                "sortSpecs": [{"dimensionIndex": 0}],
            }
        },
    ]
)


def fresh():
    store = Store()
    spreadsheet_id = store.create()
    grid = {"rowCount": HEIGHT, "columnCount": WIDTH}
    tab = {"sheetId": TAB, "title": "Tab", "gridProperties": grid}
    header = [{"userEnteredValue": {"stringValue": f"h{n}"}} for n in range(WIDTH)]
    rows = {"start": {"sheetId": TAB}, "rows": [{"values": header}], "fields": "*"}
    pins = [
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": n + 1,
                    "metadataKey": f"h{n}",
                    "visibility": "DOCUMENT",
                    "location": {
                        "dimensionRange": {
                            "sheetId": TAB,
                            "dimension": "COLUMNS",
                            "startIndex": n,
                            "endIndex": n + 1,
                        }
                    },
                }
            }
        }
        for n in range(WIDTH)
    ]
    added = [{"addSheet": {"properties": tab}}, {"updateCells": rows}, *pins]
    store.batch_update(spreadsheet_id, added)
    return store, spreadsheet_id


def seen(store, spreadsheet_id):
    """Return everything a version consists of."""
    now = store.spreadsheet(spreadsheet_id)
    sheets = [sheet.copy() for sheet in now.sheets]
    return now.properties, sheets, list(now.metadata), list(now.named_ranges)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(dimension_changes(), writes(), OTHERS), max_size=5))
def test_a_failing_batch_leaves_the_spreadsheet_identical(requests):
    """Whatever came before the bad request in its batch is undone."""
    store, spreadsheet_id = fresh()
    before = seen(store, spreadsheet_id)
    version = store.file(spreadsheet_id).version
    try:
        store.batch_update(
            spreadsheet_id, [*requests, {"deleteSheet": {"sheetId": 99}}]
        )
    except ApiError:
        assert seen(store, spreadsheet_id) == before
        assert store.file(spreadsheet_id).version == version
    else:
        raise AssertionError("tab 99 does not exist")


@settings(max_examples=100, deadline=None)
@given(st.lists(dimension_changes(), max_size=6))
def test_column_metadata_never_leaves_its_column(requests):
    """After any inserts, deletes and moves, each pin is on the column it was set on."""
    store, spreadsheet_id = fresh()
    for request in requests:
        try:
            store.batch_update(spreadsheet_id, [request])
        except ApiError:
            continue
    now = store.spreadsheet(spreadsheet_id)
    (tab,) = (sheet for sheet in now.sheets if sheet.sheet_id == TAB)
    headers = {
        value: column
        for row in tab.rows
        for column, value in enumerate(row.values)
        if value is not None
    }
    pins = {
        item["metadataKey"]: item["location"]["dimensionRange"]["startIndex"]
        for item in now.metadata
    }
    assert {key: pins[key] for key in headers} == headers
    assert all(0 <= at < tab.column_count for at in pins.values())
