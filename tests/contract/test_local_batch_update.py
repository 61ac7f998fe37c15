"""spreadsheets.batchUpdate: replies and refusals, as Google words them."""

import pytest

ORDERS = 7
DOCUMENT = "DOCUMENT"


def grid(**ends):
    names = {"top": "startRowIndex", "bottom": "endRowIndex"}
    names |= {"left": "startColumnIndex", "right": "endColumnIndex"}
    return {"sheetId": ORDERS} | {names[name]: at for name, at in ends.items()}


def text(value):
    return {"userEnteredValue": {"stringValue": value}}


def write(*rows, fields="userEnteredValue", **place):
    place = place or {"start": {"sheetId": ORDERS}}
    lines = [{"values": list(row)} for row in rows]
    return {"updateCells": {**place, "rows": lines, "fields": fields}}


def column(index):
    span = {"startIndex": index, "endIndex": index + 1}
    return {"dimensionRange": {"sheetId": ORDERS, "dimension": "COLUMNS", **span}}


def metadata(metadata_id, location, key="segments"):
    item = {"metadataId": metadata_id, "metadataKey": key, "visibility": DOCUMENT}
    return {
        "createDeveloperMetadata": {"developerMetadata": {**item, "location": location}}
    }


def sheet(**properties):
    return {"addSheet": {"properties": properties}}


TINY = {"rowCount": 1, "columnCount": 1}

REPLIES = [
    pytest.param(
        sheet(sheetId=12, title="VIP", gridProperties=TINY),
        {
            "addSheet": {
                "properties": {
                    "sheetId": 12,
                    "title": "VIP",
                    "index": 2,
                    "sheetType": "GRID",
                    "gridProperties": TINY,
                }
            }
        },
        id="addSheet",
    ),
    pytest.param(write([text("x")]), {}, id="updateCells"),
    pytest.param(
        metadata(3, column(0)),
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": 3,
                    "metadataKey": "segments",
                    "visibility": DOCUMENT,
                    "location": {"locationType": "COLUMN", **column(0)},
                }
            }
        },
        id="createDeveloperMetadata",
    ),
    pytest.param(
        metadata(4, {"sheetId": 0}),
        {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": 4,
                    "metadataKey": "segments",
                    "visibility": DOCUMENT,
                    "location": {"locationType": "SHEET", "sheetId": 0},
                }
            }
        },
        id="sheetId 0 of a location stays",
    ),
    pytest.param(
        {
            "addProtectedRange": {
                "protectedRange": {
                    "protectedRangeId": 5,
                    "range": grid(left=1, right=2),
                    "warningOnly": True,
                }
            }
        },
        {
            "addProtectedRange": {
                "protectedRange": {
                    "protectedRangeId": 5,
                    "range": grid(left=1, right=2),
                    "warningOnly": True,
                    "requestingUserCanEdit": True,
                }
            }
        },
        id="addProtectedRange",
    ),
]


@pytest.mark.parametrize(("asked", "reply"), REPLIES)
def test_each_request_gets_its_reply(subject, asked, reply):
    """Replies come one per request, empty where Google says nothing."""
    answer = subject.batch(asked, {"clearBasicFilter": {"sheetId": ORDERS}})
    assert answer == {"spreadsheetId": subject.spreadsheet_id, "replies": [reply, {}]}


REFUSALS = [
    pytest.param([], "Must specify at least one request.", id="no requests"),
    pytest.param(
        [sheet(title="Fine"), sheet(title="orders")],
        'Invalid requests[1].addSheet: A sheet with the name "orders" already exists. '
        "Please enter another name.",
        id="duplicate title",
    ),
    pytest.param(
        [sheet(sheetId=ORDERS)],
        "Invalid requests[0].addSheet: Sheet with id 7 already exists.",
        id="duplicate sheetId",
    ),
    pytest.param(
        [sheet(sheetId=-1)],
        "Invalid requests[0].addSheet: Sheet id must be non-negative.",
        id="negative sheetId",
    ),
    pytest.param(
        [sheet(title="x" * 101)],
        "Invalid requests[0].addSheet: "
        "The sheet name cannot be greater than 100 characters.",
        id="long title",
    ),
    pytest.param(
        [sheet(gridProperties={"rowCount": 1_000_000, "columnCount": 10})],
        "Invalid requests[0].addSheet: This action would increase the number of cells "
        "in the workbook above the limit of 10000000 cells.",
        id="too many cells",
    ),
    pytest.param(
        [{"deleteSheet": {"sheetId": 0}}, {"deleteSheet": {"sheetId": ORDERS}}],
        "Invalid requests[1].deleteSheet: "
        "You can't remove all the sheets in a document.",
        id="last tab",
    ),
    pytest.param(
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": number, "hidden": True},
                    "fields": "hidden",
                }
            }
            for number in (0, ORDERS)
        ],
        "Invalid requests[1].updateSheetProperties: "
        "You can't hide all the sheets in a document.",
        id="hide the last tab",
    ),
    pytest.param(
        [{"deleteSheet": {"sheetId": 99}}],
        "Invalid requests[0].deleteSheet: No sheet with id: 99",
        id="unknown tab",
    ),
    pytest.param(
        [write([text("x" * 50_001)])],
        "Invalid requests[0].updateCells: Your input contains more than the maximum of "
        "50000 characters in a single cell.",
        id="cell too long",
    ),
    pytest.param(
        [write([text("x")] * 5)],
        "Invalid requests[0].updateCells: "
        "Attempting to write column: 4, beyond the last requested column of: 3",
        id="beyond the last column",
    ),
    pytest.param(
        [write([text("x")], start={"sheetId": ORDERS, "rowIndex": 6})],
        "Invalid requests[0].updateCells: "
        "GridCoordinate.rowIndex[6] is after last row in grid[5]",
        id="beyond the last row",
    ),
    pytest.param(
        [write([text("x")], fields="")],
        "Invalid requests[0].updateCells: At least one field must be listed in "
        "'fields'. (Use '*' to indicate all fields.)",
        id="no fields",
    ),
    pytest.param(
        [{"deleteDimension": {"range": column(0)["dimensionRange"] | {"endIndex": 4}}}],
        "Invalid requests[0].deleteDimension: "
        "You can't delete all the columns on the sheet.",
        id="every column",
    ),
    pytest.param(
        [
            {
                "updateSheetProperties": {
                    "properties": {
                        "sheetId": ORDERS,
                        "gridProperties": {"frozenRowCount": 2},
                    },
                    "fields": "gridProperties.frozenRowCount",
                }
            },
            {
                "updateSheetProperties": {
                    "properties": {
                        "sheetId": ORDERS,
                        "gridProperties": {"rowCount": 1},
                    },
                    "fields": "gridProperties(rowCount,frozenRowCount)",
                }
            },
        ],
        "Invalid requests[1].updateSheetProperties: "
        "Sorry, it is not possible to delete all non-frozen rows.",
        id="shrink under the freeze",
    ),
    pytest.param(
        [metadata(3, column(0)), metadata(3, column(1))],
        "Invalid requests[1].createDeveloperMetadata: "
        "Developer metadata with id 3 already exists.",
        id="duplicate metadataId",
    ),
    pytest.param(
        [{"addSheet": {"propertiez": {}}}],
        'Invalid JSON payload received. Unknown name "propertiez" at '
        "'requests[0].add_sheet': Cannot find field.",
        id="unknown field",
    ),
    pytest.param(
        [{"addSheet": {}, "clearBasicFilter": {}}],
        "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set. "
        "Cannot set 'clearBasicFilter'",
        id="two kinds in one request",
    ),
    pytest.param([{}], "Invalid requests[0]: No request set.", id="no kind"),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_a_bad_batch_is_refused_in_googles_words(subject, asked, message):
    """A batch with a bad request answers 400, names the request, and does nothing."""
    before = subject.everything()
    assert subject.refusal(*asked) == (400, message)
    assert subject.everything() == before


@pytest.mark.parametrize("kind", ["addDataSource", "insertComment"])
def test_an_unsupported_kind_is_refused_not_ignored(subject, kind):
    """A request this server cannot do is answered 501 with its place in the batch."""
    answer = 501, f"local_sheets does not support requests[1].{kind}."
    assert subject.refusal(sheet(title="New"), {kind: {}}) == answer
    assert len(subject.get()["sheets"]) == 2


def test_requests_see_what_earlier_ones_did(subject):
    """A tab added under the client's own id can be written to in the same batch."""
    subject.batch(
        sheet(sheetId=12, title="VIP", gridProperties=TINY),
        write([text("Ann")], start={"sheetId": 12}),
    )
    assert subject.values("VIP") == [["Ann"]]


@pytest.mark.parametrize("typed", ["=1", "007", "07/04/2026", "+44 20", "TRUE"])
@pytest.mark.parametrize("render", ["FORMULA", "UNFORMATTED_VALUE", "FORMATTED_VALUE"])
def test_a_string_value_stays_text(subject, typed, render):
    """stringValue is literal text however it looks and however it is read."""
    subject.batch(write([text(typed)]))
    assert subject.values("Orders!A1", render) == [[typed]]


def test_a_range_clears_the_cells_its_rows_do_not_cover(subject):
    """updateCells over a range blanks the rest of the range, and nothing beyond it."""
    subject.batch(write([text("x")], range=grid(top=0, bottom=3, left=0, right=2)))
    expected = [["x", "", "Spent"], ["", "", 120], ["", "", 80.5], ["Cid", "Pune", 40]]
    assert subject.values("Orders") == expected


def test_a_mask_leaves_other_fields_alone(subject):
    """Writing one part of a format keeps the value and the other parts."""
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    red = {"userEnteredFormat": {"backgroundColor": {"red": 0.5}}}
    subject.batch(
        write([bold], fields="userEnteredFormat.textFormat.bold"),
        write([red], fields="userEnteredFormat.backgroundColor"),
    )
    mask = "sheets.data.rowData.values(userEnteredValue,userEnteredFormat)"
    answer = subject.get(f"?ranges=Orders!A1&fields={mask}")
    half = {"red": 0.49803922}
    assert answer["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {
            "userEnteredValue": {"stringValue": "Name"},
            "userEnteredFormat": {
                "textFormat": {"bold": True},
                "backgroundColor": half,
                "backgroundColorStyle": {"rgbColor": half},
            },
        }
    ]


def test_the_answer_shows_the_sheet_after_the_batch(subject):
    """includeSpreadsheetInResponse reads back only the cells that were asked for."""
    answer = subject.batch(
        write([text("Client")]),
        includeSpreadsheetInResponse=True,
        responseIncludeGridData=True,
        responseRanges=["Orders!A1:A2"],
    )
    (tab,) = answer["updatedSpreadsheet"]["sheets"]
    shown = [row["values"][0]["formattedValue"] for row in tab["data"][0]["rowData"]]
    assert shown == ["Client", "Ann"]


def test_sorting_keeps_ties_in_order_and_blanks_last(subject):
    """Rows with equal keys keep their order; blank rows end up at the bottom."""
    specs = [{"dimensionIndex": 1, "sortOrder": "DESCENDING"}]
    subject.batch({"sortRange": {"range": grid(top=1), "sortSpecs": specs}})
    assert [row[0] for row in subject.values("Orders")] == ["Name", "Bob", "Cid", "Ann"]


def test_copying_carries_formats_notes_and_relative_references(subject):
    """A pasted row is the copied one, its formulas pointing beside themselves."""
    formula = {"userEnteredValue": {"formulaValue": "=C2*$C$2"}, "note": "checked"}
    subject.batch(
        write(
            [formula],
            start={"sheetId": ORDERS, "rowIndex": 1, "columnIndex": 3},
            fields="userEnteredValue,note",
        ),
        {
            "copyPaste": {
                "source": grid(top=1, bottom=2),
                "destination": grid(top=4, bottom=6),
            }
        },
    )
    assert subject.values("Orders!A5:D6", "FORMULA") == [
        ["Ann", "Chennai", 120, "=C5*$C$2"],
        ["Ann", "Chennai", 120, "=C6*$C$2"],
    ]
    notes = subject.get("?ranges=Orders!D6&fields=sheets.data.rowData.values.note")
    assert notes["sheets"][0]["data"][0]["rowData"][0]["values"] == [
        {"note": "checked"}
    ]


def test_pasting_values_keeps_the_target_looks(subject):
    """PASTE_VALUES takes values alone."""
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    paste = {"source": grid(top=1, bottom=2), "pasteType": "PASTE_VALUES"}
    subject.batch(
        write([bold], fields="userEnteredFormat"),
        {"copyPaste": {**paste, "destination": grid(top=0, bottom=1)}},
    )
    cell = subject.get("?ranges=Orders!A1&includeGridData=true")
    (shown,) = cell["sheets"][0]["data"][0]["rowData"][0]["values"]
    assert shown["formattedValue"] == "Ann"
    assert shown["userEnteredFormat"] == {"textFormat": {"bold": True}}


def test_a_duplicated_tab_has_what_its_original_has(subject):
    """duplicateSheet copies cells and objects under ids of their own."""
    filtered = {"setBasicFilter": {"filter": {"range": grid(top=0, bottom=4)}}}
    copy = {"sourceSheetId": ORDERS, "newSheetId": 8, "newSheetName": "Copy"}
    copy["insertSheetIndex"] = 2
    subject.batch(filtered, {"duplicateSheet": copy})
    tabs = subject.get(
        "?fields=sheets(properties(title,index),basicFilter.range.sheetId)"
    )
    assert tabs["sheets"][1:] == [
        {
            "properties": {"title": "Orders", "index": 1},
            "basicFilter": {"range": {"sheetId": ORDERS}},
        },
        {
            "properties": {"title": "Copy", "index": 2},
            "basicFilter": {"range": {"sheetId": 8}},
        },
    ]
    assert subject.values("Copy") == subject.values("Orders")


def test_metadata_is_found_by_id_key_and_place(subject):
    """A lookup finds metadata by any of its parts, updates it and deletes it."""
    subject.batch(metadata(3, column(0), "a"), metadata(4, column(1), "b"))
    by_place = {"metadataLocation": column(1), "locationType": "COLUMN"}
    change = {
        "dataFilters": [{"developerMetadataLookup": by_place}],
        "developerMetadata": {"metadataValue": "new"},
        "fields": "metadataValue",
    }
    answer = subject.batch(
        {"updateDeveloperMetadata": change},
        {
            "deleteDeveloperMetadata": {
                "dataFilter": {"developerMetadataLookup": {"metadataKey": "a"}}
            }
        },
    )
    changed, deleted = answer["replies"]
    (found,) = changed["updateDeveloperMetadata"]["developerMetadata"]
    assert (found["metadataId"], found["metadataValue"]) == (4, "new")
    (gone,) = deleted["deleteDeveloperMetadata"]["deletedDeveloperMetadata"]
    assert gone["metadataId"] == 3
    status, answer = subject.call("GET", "/developerMetadata/3")
    assert (status, answer["error"]["status"]) == (404, "NOT_FOUND")
    assert subject.get("/developerMetadata/4")["metadataValue"] == "new"


def test_metadata_goes_with_its_tab(subject):
    """Deleting a tab deletes the metadata on it and its columns."""
    subject.batch(
        metadata(3, column(0)),
        metadata(4, {"sheetId": ORDERS}),
        metadata(5, {"spreadsheet": True}),
    )
    subject.batch({"deleteSheet": {"sheetId": ORDERS}})
    found = subject.call(
        "POST",
        "/developerMetadata:search",
        {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "segments"}}]},
    )[1]["matchedDeveloperMetadata"]
    assert [item["developerMetadata"]["metadataId"] for item in found] == [5]
