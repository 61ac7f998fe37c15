"""spreadsheets.create, get, getByDataFilter, copyTo and developerMetadata."""

import pytest

ORDERS = 7
THEME = {
    "TEXT": {},
    "BACKGROUND": {"red": 1, "green": 1, "blue": 1},
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}
SEARCH = "/developerMetadata:search"


def box(top, bottom, left, right, sheet_id=ORDERS):
    edges = {"startRowIndex": top, "endRowIndex": bottom}
    edges |= {"startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": sheet_id, **edges}


def created(subject, body):
    status, answer = subject.call("POST", "/v4/spreadsheets", body)
    assert status == 200, answer
    return answer


def test_a_new_spreadsheet_is_shown_whole(subject, server):
    """An empty body makes one tab, and answers all that Google says of it."""
    answer = created(subject, {})
    properties = answer["properties"]
    theme = properties.pop("spreadsheetTheme")
    assert properties.pop("defaultFormat")["verticalAlignment"] == "BOTTOM"
    assert properties == {
        "title": "Untitled spreadsheet",
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
    }
    colours = {c["colorType"]: c["color"]["rgbColor"] for c in theme["themeColors"]}
    assert (theme["primaryFontFamily"], colours) == ("Arial", THEME)
    tab = {"sheetId": 0, "title": "Sheet1", "index": 0, "sheetType": "GRID"}
    grid = {"gridProperties": {"rowCount": 1000, "columnCount": 26}}
    assert answer["sheets"] == [{"properties": tab | grid}]
    address = f"https://docs.google.com/spreadsheets/d/{answer['spreadsheetId']}/edit"
    assert answer["spreadsheetUrl"] == address


PARTS_OF_SHEET = {
    "merges": [box(3, 5, 0, 2)],
    "basicFilter": {"range": box(0, 3, 0, 2)},
    "filterViews": [{"filterViewId": 4, "title": "V", "range": box(0, 3, 0, 2)}],
    "protectedRanges": [{"protectedRangeId": 3, "range": box(0, 1, 0, 1)}],
    "bandedRanges": [
        {
            "bandedRangeId": 5,
            "range": box(0, 3, 0, 2),
            "rowProperties": {
                "firstBandColor": {"red": 1},
                "secondBandColor": {"blue": 1},
            },
        }
    ],
    "conditionalFormats": [
        {
            "ranges": [box(0, 5, 0, 1)],
            "booleanRule": {
                "condition": {"type": "NOT_BLANK"},
                "format": {"textFormat": {"bold": True}},
            },
        }
    ],
}


@pytest.mark.parametrize("part", PARTS_OF_SHEET)
def test_create_makes_what_a_tab_describes(subject, server, part):
    """Each part of the resource is there afterwards."""
    tab = {"properties": {"sheetId": ORDERS}, part: PARTS_OF_SHEET[part]}
    (answer,) = created(subject, {"sheets": [tab]})["sheets"]
    asked = PARTS_OF_SHEET[part]
    shown = answer[part] if isinstance(asked, list) else [answer[part]]
    assert len(shown) == 1
    first = asked[0] if isinstance(asked, list) else asked
    assert set(first) <= set(shown[0])


def test_create_fills_cells_sizes_names_and_metadata(subject, server):
    """Cells and widths land where the data says; names and metadata come along."""
    cell = {"userEnteredValue": {"stringValue": "x"}}
    data = {
        "startRow": 1,
        "startColumn": 1,
        "rowData": [{"values": [cell]}],
        "columnMetadata": [{"pixelSize": 55}],
    }
    metadata = {"metadataKey": "k", "visibility": "DOCUMENT"}
    body = {
        "sheets": [{"properties": {"sheetId": ORDERS, "title": "T"}, "data": [data]}],
        "namedRanges": [{"name": "Here", "range": box(1, 2, 1, 2)}],
        "developerMetadata": [metadata | {"location": {"spreadsheet": True}}],
    }
    answer = created(subject, body)
    assert answer["namedRanges"][0]["name"] == "Here"
    assert answer["developerMetadata"][0]["metadataKey"] == "k"
    path = f"/v4/spreadsheets/{answer['spreadsheetId']}"
    values = subject.call("GET", f"{path}/values/Here")[1]
    assert values["range"] == "T!B2"
    assert values["values"] == [["x"]]
    mask = "sheets.data(columnMetadata.pixelSize)"
    shown = subject.call("GET", f"{path}?ranges=T!A1:B1&fields={mask}")[1]
    widths = shown["sheets"][0]["data"][0]["columnMetadata"]
    assert widths == [{"pixelSize": 100}, {"pixelSize": 55}]


def test_create_works_out_the_formulas_it_is_given(subject, server):
    """A new formula has its result at once."""
    cell = {"userEnteredValue": {"formulaValue": "=1+1"}}
    data = [{"rowData": [{"values": [cell]}]}]
    made = created(subject, {"sheets": [{"data": data}]})["spreadsheetId"]
    path = f"/v4/spreadsheets/{made}/values/A1"
    assert subject.call("GET", path)[1]["values"] == [["2"]]


@pytest.mark.parametrize(
    "body",
    [
        {"dataSources": []},
        {"sheets": [{"rowGroups": []}]},
        {"sheets": [{"charts": [{}]}]},
    ],
)
def test_create_refuses_what_it_does_not_make(subject, server, body):
    """Nothing of a resource is left out without a word."""
    assert subject.call("POST", "/v4/spreadsheets", body)[0] in {400, 501}


LINK = {"textFormat": {"link": {"uri": "https://example.com"}}}
LOOKS = [
    ({"stringValue": "x"}, {}, ("LEFT", "PLAIN_TEXT")),
    ({"numberValue": 1}, {}, ("RIGHT", "PLAIN_TEXT")),
    ({"boolValue": True}, {}, ("CENTER", "PLAIN_TEXT")),
    ({"numberValue": 1}, {"horizontalAlignment": "LEFT"}, ("LEFT", "PLAIN_TEXT")),
    ({"stringValue": "x"}, LINK, ("LEFT", "LINKED")),
    (None, {"textFormat": {"bold": True}}, (None, None)),
]


@pytest.mark.parametrize(("value", "own", "look"), LOOKS)
def test_a_cell_looks_as_its_value_makes_it(subject, value, own, look):
    """What a format leaves open follows from the value; the font is a real one."""
    cell = {"userEnteredFormat": own} | ({"userEnteredValue": value} if value else {})
    start = {"sheetId": ORDERS, "rowIndex": 5, "columnIndex": 3}
    rows = [{"values": [cell]}]
    subject.batch({"updateCells": {"start": start, "rows": rows, "fields": "*"}})
    mask = "sheets.data.rowData.values.effectiveFormat"
    (tab,) = subject.get(f"?ranges=Orders!D6&fields={mask}")["sheets"]
    shown = tab["data"][0]["rowData"][0]["values"][0]["effectiveFormat"]
    found = shown.get("horizontalAlignment"), shown.get("hyperlinkDisplayType")
    assert found == look
    assert shown["textFormat"]["fontFamily"] == "Arial"


def metadata(key, **place):
    entry = {"metadataKey": key, "visibility": "DOCUMENT", "location": place}
    return {"createDeveloperMetadata": {"developerMetadata": entry}}


def span(dimension, start):
    place = {"sheetId": ORDERS, "dimension": dimension}
    return {"dimensionRange": place | {"startIndex": start, "endIndex": start + 1}}


@pytest.fixture
def marked(subject):
    """The spreadsheet with metadata at every kind of place."""
    subject.batch(
        metadata("book", spreadsheet=True),
        metadata("tab", sheetId=ORDERS),
        metadata("row", **span("ROWS", 2)),
        metadata("column", **span("COLUMNS", 1)),
        metadata("other", sheetId=0),
    )
    return subject


ROW = {"metadataLocation": span("ROWS", 2)}
TAB = {"metadataLocation": {"sheetId": ORDERS}}
BOOK = {"metadataLocation": {"spreadsheet": True}}
EXACT = {"locationMatchingStrategy": "EXACT_LOCATION"}
MEETING = {"locationMatchingStrategy": "INTERSECTING_LOCATION"}
FOUND = [
    ({"developerMetadataLookup": {"metadataKey": "row"}}, {"row"}),
    ({"developerMetadataLookup": {"visibility": "PROJECT"}}, set()),
    ({"developerMetadataLookup": {"locationType": "COLUMN"}}, {"column"}),
    ({"developerMetadataLookup": ROW}, {"tab", "row", "column"}),
    ({"developerMetadataLookup": ROW | MEETING}, {"tab", "row", "column"}),
    ({"developerMetadataLookup": ROW | EXACT}, {"row"}),
    ({"developerMetadataLookup": TAB}, {"tab", "row", "column"}),
    ({"developerMetadataLookup": TAB | EXACT}, {"tab"}),
    ({"developerMetadataLookup": TAB | {"locationType": "ROW"}}, {"row"}),
    ({"developerMetadataLookup": BOOK}, {"book"}),
    ({"a1Range": "Orders!A1:B2"}, {"tab", "column"}),
    ({"a1Range": "Orders!C3"}, {"tab", "row"}),
    ({"gridRange": box(2, 3, 0, 1)}, {"tab", "row"}),
    ({"gridRange": {"sheetId": ORDERS}}, {"tab", "row", "column"}),
]


@pytest.mark.parametrize(("wanted", "keys"), FOUND)
def test_a_search_finds_metadata(marked, wanted, keys):
    """A filter finds metadata by what it says or by what it meets."""
    status, answer = marked.call("POST", SEARCH, {"dataFilters": [wanted]})
    found = answer.get("matchedDeveloperMetadata", [])
    assert status == 200
    assert {one["developerMetadata"]["metadataKey"] for one in found} == keys
    assert all(one["dataFilters"] == [wanted] for one in found)


@pytest.mark.parametrize("lookup", [EXACT, {}, ROW | EXACT | {"locationType": "ROW"}])
def test_a_filter_that_says_nothing_or_contradicts_itself_is_refused(marked, lookup):
    """A strategy needs a place, and an exact place has no type besides."""
    filters = [{"developerMetadataLookup": lookup}] if lookup else [{}]
    body = {"dataFilters": filters}
    assert marked.call("POST", SEARCH, body)[0] == 400


DATA = [
    ({"a1Range": "Orders!A2:B2"}, [["Ann", "Chennai"]]),
    ({"gridRange": box(2, 3, 0, 1)}, [["Bob"]]),
    ({"developerMetadataLookup": {"metadataKey": "row"}}, [["Bob", "Pune", "80.5"]]),
]


@pytest.mark.parametrize(("wanted", "texts"), DATA)
def test_a_spreadsheet_is_shown_through_a_filter(marked, wanted, texts):
    """getByDataFilter shows the tabs and cells that filters select."""
    body = {"dataFilters": [wanted], "includeGridData": True}
    status, answer = marked.call("POST", ":getByDataFilter", body)
    (tab,) = answer["sheets"]
    rows = tab["data"][0]["rowData"]
    shown = [[c["formattedValue"] for c in row["values"]] for row in rows]
    assert (status, tab["properties"]["sheetId"], shown) == (200, ORDERS, texts)


def test_a_filter_that_finds_nothing_shows_no_tab(marked):
    """Metadata that is nowhere selects nothing, not everything."""
    nowhere = {"developerMetadataLookup": {"metadataKey": "nowhere"}}
    answer = marked.call("POST", ":getByDataFilter", {"dataFilters": [nowhere]})[1]
    assert answer.get("sheets", []) == []


def test_metadata_is_read_by_id(marked):
    """developerMetadata.get knows ids, and says which it does not know."""
    shown = marked.get("?fields=developerMetadata")["developerMetadata"][0]
    assert marked.get(f"/developerMetadata/{shown['metadataId']}") == shown
    assert marked.call("GET", "/developerMetadata/1")[0] == 404


def test_a_tab_is_copied_into_another_spreadsheet(subject, server):
    """The copy comes last, under a new name and id, with values and formats."""
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    subject.batch(
        {
            "repeatCell": {
                "range": box(0, 1, 0, 2),
                "cell": bold,
                "fields": "userEnteredFormat.textFormat.bold",
            }
        },
        {"mergeCells": {"range": box(4, 5, 0, 2), "mergeType": "MERGE_ALL"}},
    )
    other = server.store.create("Other")
    path = f"/sheets/{ORDERS}:copyTo"
    status, answer = subject.call("POST", path, {"destinationSpreadsheetId": other})
    assert status == 200
    assert (answer["title"], answer["index"]) == ("Copy of Orders", 1)
    mask = "sheets(merges,data.rowData.values(formattedValue,userEnteredFormat))"
    get = f"/v4/spreadsheets/{other}?ranges=Copy of Orders!A1:A2&fields={mask}"
    (tab,) = subject.call("GET", get)[1]["sheets"]
    first, second = (row["values"][0] for row in tab["data"][0]["rowData"])
    assert first == {"formattedValue": "Name"} | bold
    assert second == {"formattedValue": "Ann"}
    assert tab["merges"] == [box(4, 5, 0, 2, answer["sheetId"])]


def test_a_tab_is_not_copied_where_the_caller_may_not_write(subject, server):
    """copyTo needs the right to write at the other end."""
    other = server.store.create("Private", owner="someone@example.com")
    body = {"destinationSpreadsheetId": other}
    status, answer = subject.call("POST", f"/sheets/{ORDERS}:copyTo", body)
    expected = (403, "The caller does not have permission")
    assert (status, answer["error"]["message"]) == expected
