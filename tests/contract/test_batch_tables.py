"""Tables: their columns, names and cells."""

import pytest

from tests.contract.places import ORDERS, box, orders, span

CELLS = box(0, 4, 0, 3)
CITIES = {
    "type": "ONE_OF_LIST",
    "values": [{"userEnteredValue": "Pune"}, {"userEnteredValue": "Chennai"}],
}
CITY = {
    "columnIndex": 1,
    "columnName": "City",
    "columnType": "DROPDOWN",
    "dataValidationRule": {"condition": CITIES},
}


def added(*columns, **asked):
    table = {"tableId": "4", "name": "People", "range": CELLS, **asked}
    table |= {"columnProperties": list(columns)} if columns else {}
    return {"addTable": {"table": table}}


def updated(fields, **asked):
    return {"updateTable": {"table": {"tableId": "4", **asked}, "fields": fields}}


def test_a_table_answers_every_column(subject):
    """Columns left out are named by their headers; the first one has no index."""
    (reply,) = subject.batch(added(CITY))["replies"]
    table = reply["addTable"]["table"]
    assert table == {
        "tableId": "4",
        "name": "People",
        "range": CELLS,
        "columnProperties": [
            {"columnName": "Name"},
            CITY,
            {"columnIndex": 2, "columnName": "Spent"},
        ],
    }
    assert orders(subject)["tables"] == [table]


def test_typed_columns_without_a_name_are_counted(subject):
    """A typed column sent without a name is renamed, header cell and all."""
    subject.batch(added({"columnIndex": 2, "columnType": "DOUBLE"}))
    assert subject.values("Orders!A1:C1") == [["Name", "City", "Column 1"]]


def test_a_header_cell_names_its_column(subject):
    """Text written into the header is the name of the column."""
    subject.batch(added())
    body = {"values": [["Town"]]}
    subject.call("PUT", "/values/Orders!B1?valueInputOption=RAW", body)
    (table,) = orders(subject)["tables"]
    assert table["columnProperties"][1]["columnName"] == "Town"


def test_boolean_columns_hold_ticks(subject):
    """Text and blank cells under a boolean column become FALSE."""
    subject.batch(
        added({"columnIndex": 1, "columnName": "City", "columnType": "BOOLEAN"})
    )
    assert subject.values("Orders!B1:B4") == [["City"], [False], [False], [False]]


def test_updating_columns_replaces_them_all(subject):
    """Columns an update leaves out keep their headers and lose their types."""
    spent = {"columnIndex": 2, "columnName": "Paid", "columnType": "CURRENCY"}
    subject.batch(added(CITY), updated("columnProperties", columnProperties=[spent]))
    (table,) = orders(subject)["tables"]
    assert table["columnProperties"] == [
        {"columnName": "Name"},
        {"columnIndex": 1, "columnName": "City"},
        spent,
    ]
    assert subject.values("Orders!C1") == [["Paid"]]


def test_a_footer_is_one_more_row(subject):
    """A table that gains a footer grows by a row, and shrinks when it goes."""
    grey = {"rgbColor": {"red": 0.8, "green": 0.8, "blue": 0.8}}
    footed = {"rowsProperties": {"footerColorStyle": grey}}
    subject.batch(added(), updated("rowsProperties.footerColorStyle", **footed))
    (table,) = orders(subject)["tables"]
    assert table["range"] == box(0, 5, 0, 3)
    subject.batch(updated("rowsProperties.footerColorStyle"))
    assert orders(subject)["tables"][0]["range"] == CELLS


def test_tables_are_banded_ranges_unless_left_out(subject):
    """A table shows up among the banded ranges, by a reference, too."""
    subject.batch(added())
    (band,) = orders(subject)["bandedRanges"]
    assert (band["bandedRangeReference"], band["bandedRangeId"]) == ("4", 4)
    assert "bandedRanges" not in orders(subject, "&excludeTablesInBandedRanges=true")


def test_a_deleted_table_takes_its_cells_along(subject):
    """Deleting a table deletes what is in it; deleting its bands leaves plain cells."""
    subject.batch(added(range=box(0, 4, 0, 2)), {"deleteBanding": {"bandedRangeId": 4}})
    assert "tables" not in orders(subject)
    assert subject.values("Orders!A2:C2") == [["Ann", "Chennai", 120]]
    subject.batch(added(range=box(0, 4, 0, 2)), {"deleteTable": {"tableId": "4"}})
    assert "tables" not in orders(subject)
    assert subject.values("Orders!A2:C2") == [["", "", 120]]


def test_a_filter_and_a_protection_lean_on_a_table(subject):
    """What is backed by a table covers its cells as the table grows."""
    filtered = {"filter": {"tableId": "4"}}
    protected = {"protectedRange": {"tableId": "4", "warningOnly": True}}
    subject.batch(
        added(),
        {"setBasicFilter": filtered},
        {"addProtectedRange": protected},
        updated("range", range=box(0, 5, 0, 3)),
    )
    tab = orders(subject)
    assert tab["basicFilter"] == {"tableId": "4", "range": box(0, 5, 0, 3)}
    assert tab["protectedRanges"][0]["range"] == box(0, 5, 0, 3)


def appended(*names):
    rows = [{"values": [{"userEnteredValue": {"stringValue": n}}]} for n in names]
    return {"appendCells": {"tableId": "4", "rows": rows, "fields": "userEnteredValue"}}


def test_a_table_grows_with_what_is_appended_to_it(subject):
    """Appended rows join the table, and what leans on it covers them, too."""
    filtered = {"setBasicFilter": {"filter": {"tableId": "4"}}}
    subject.batch(added(), filtered, appended("Dan", "Eve"))
    tab = orders(subject)
    assert tab["tables"][0]["range"] == tab["basicFilter"]["range"] == box(0, 6, 0, 3)
    assert subject.values("Orders!A5:A6") == [["Dan"], ["Eve"]]


@pytest.mark.parametrize(("inherits", "end"), [(True, 5), (False, 4)])
def test_rows_inserted_at_the_end_join_if_they_inherit(subject, inherits, end):
    """A table takes in rows at its end that inherit from its last row."""
    place = {"range": span("ROWS", 4, 5), "inheritFromBefore": inherits}
    subject.batch(added(), {"insertDimension": place})
    assert orders(subject)["tables"][0]["range"] == box(0, end, 0, 3)


HERE = "Invalid requests[0].addTable: "
REFUSALS = [
    pytest.param(
        [added({**CITY, "dataValidationRule": {}})],
        f"{HERE}Condition must be set for dropdown column type.",
        id="a dropdown without a list",
    ),
    pytest.param(
        [added({**CITY, "columnType": "DOUBLE"})],
        f"{HERE}Cannot set condition for non-dropdown column type.",
        id="a list on a number",
    ),
    pytest.param(
        [added({**CITY, "columnIndex": 3})],
        f"{HERE}columnIndex[3] is outside the table.",
        id="a column outside",
    ),
    pytest.param(
        [added(CITY, CITY)], f"{HERE}columnIndex[1] is set twice.", id="a column twice"
    ),
    pytest.param(
        [added(), added(tableId="5", name="PEOPLE", range=box(5, 6, 0, 3))],
        'Invalid requests[1].addTable: A table with the name "PEOPLE" already exists.',
        id="a name twice",
    ),
    pytest.param(
        [added(), added(tableId="5", name="Other", range=box(3, 6, 2, 4))],
        "Invalid requests[1].addTable: "
        "You cannot add a table over cells of another table.",
        id="tables overlapping",
    ),
    pytest.param(
        [added(), updated("columnProperties", columnProperties=[{"columnIndex": 1}])],
        "Invalid requests[1].updateTable: Table header row cell must have a value.",
        id="a column without a name",
    ),
    pytest.param(
        [
            added(CITY),
            {"setDataValidation": {"range": box(1, 2, 0, 4)}},
        ],
        "Invalid requests[1].setDataValidation: "
        "This operation is not allowed on cells in typed columns.",
        id="validation of a typed column",
    ),
    pytest.param(
        [{"deleteTable": {"tableId": "4"}}],
        "Invalid requests[0].deleteTable: No table with id: 4",
        id="no such table",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_bad_tables_are_refused(subject, asked, message):
    """A table that cannot be is refused, and says why."""
    assert subject.refusal(*asked) == (400, message)


def test_a_copied_tab_has_tables_of_its_own(subject):
    """The table of a copy has another id and name, and its filter leans on it."""
    filtered = {"filter": {"tableId": "4"}}
    copy = {"sourceSheetId": ORDERS, "newSheetId": 8, "newSheetName": "Copy"}
    subject.batch(added(), {"setBasicFilter": filtered}, {"duplicateSheet": copy})
    (tab,) = subject.get("?ranges=Copy")["sheets"]
    (table,) = tab["tables"]
    assert table["tableId"] != "4"
    assert table["name"] != "People"
    assert tab["basicFilter"]["tableId"] == table["tableId"]
