"""Formulas: references that follow their cells, and results that are worked out."""

from datetime import UTC, datetime
from importlib.util import find_spec

import pytest

from local_sheets import Store

ORDERS = 7
OTHER = 8
computed = pytest.mark.skipif(
    find_spec("formualizer") is None, reason="needs the extra: formulas"
)


def formula(text):
    return {"userEnteredValue": {"formulaValue": text}}


def number(value):
    return {"userEnteredValue": {"numberValue": value}}


def write(*lines, row=0, column=0, tab=ORDERS):
    start = {"sheetId": tab, "rowIndex": row, "columnIndex": column}
    rows = [{"values": list(line)} for line in lines]
    return {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}}


def span(start, end, dimension="ROWS", tab=ORDERS):
    ends = {"startIndex": start, "endIndex": end}
    return {"sheetId": tab, "dimension": dimension, **ends}


INSERT = {"insertDimension": {"range": span(1, 3)}}
DELETE = {"deleteDimension": {"range": span(1, 2)}}
MOVE = {"moveDimension": {"source": span(1, 2), "destinationIndex": 4}}
LEFT = {"insertDimension": {"range": span(0, 1, "COLUMNS")}}
SHRINK = {
    "updateSheetProperties": {
        "properties": {"sheetId": ORDERS, "gridProperties": {"rowCount": 3}},
        "fields": "gridProperties.rowCount",
    }
}
CELL = {
    "sheetId": ORDERS,
    "startRowIndex": 1,
    "endRowIndex": 2,
    "startColumnIndex": 2,
    "endColumnIndex": 3,
}
PUSH = {"insertRange": {"range": CELL, "shiftDimension": "ROWS"}}
DRAW = {"deleteRange": {"range": CELL, "shiftDimension": "ROWS"}}
CORNER = {"sheetId": ORDERS, "rowIndex": 4, "columnIndex": 3}
CUT = {"cutPaste": {"source": CELL, "destination": CORNER, "pasteType": "PASTE_NORMAL"}}
RENAME = {
    "updateSheetProperties": {
        "properties": {"sheetId": ORDERS, "title": "All orders"},
        "fields": "title",
    }
}
REMOVE = {"deleteSheet": {"sheetId": ORDERS}}

FOLLOWED = [
    pytest.param(INSERT, "=SUM(Orders!C2:C4)", "=SUM(Orders!C4:C6)", id="insert rows"),
    pytest.param(INSERT, "=SUM(Orders!C1:C4)", "=SUM(Orders!C1:C6)", id="grow"),
    pytest.param(DELETE, "=SUM(Orders!C2:C4)", "=SUM(Orders!C2:C3)", id="delete rows"),
    pytest.param(DELETE, "=Orders!$C$2+1", "=Orders!#REF!+1", id="cell deleted"),
    pytest.param(MOVE, "=Orders!C2+Orders!C4", "=Orders!C4+Orders!C3", id="move"),
    pytest.param(LEFT, "=SUM(Orders!C:C)", "=SUM(Orders!D:D)", id="insert a column"),
    pytest.param(
        SHRINK, "=Orders!C3+Orders!C4", "=Orders!C3+Orders!#REF!", id="shrink"
    ),
    pytest.param(
        PUSH,
        "=Orders!C2+Orders!B2+SUM(Orders!C1:C4)",
        "=Orders!C3+Orders!B2+SUM(Orders!C1:C5)",
        id="insert cells",
    ),
    pytest.param(
        DRAW,
        "=Orders!C2+Orders!C3+Orders!B3+SUM(Orders!B2:C3)",
        "=Orders!#REF!+Orders!C2+Orders!B3+SUM(Orders!B2:C3)",
        id="delete cells",
    ),
    pytest.param(CUT, "=Orders!C2+Orders!C3", "=Orders!D5+Orders!C3", id="cut"),
    pytest.param(RENAME, "=Orders!C2", "='All orders'!C2", id="rename"),
    pytest.param(REMOVE, "=Orders!C2+1", "=#REF!+1", id="delete the tab"),
]


@pytest.fixture
def other(subject):
    """A second tab, whose formulas refer to the first."""
    properties = {"sheetId": OTHER, "title": "Sums"}
    subject.batch({"addSheet": {"properties": properties}})
    return subject


@pytest.mark.parametrize(("change", "text", "after"), FOLLOWED)
def test_formulas_on_another_tab_follow(other, change, text, after):
    """A reference stays on its cells whatever is done to their tab."""
    other.batch(write([formula(text)], tab=OTHER), change)
    assert other.values("Sums!A1", "FORMULA") == [[after]]


def test_formulas_on_the_tab_itself_follow(subject):
    """A formula moves with its row, and its references with theirs."""
    subject.batch(write([formula("=C2*2")], [formula("=D$2")], row=1, column=3), INSERT)
    assert subject.values("Orders!D4:D5", "FORMULA") == [["=C4*2"], ["=D$4"]]


def test_a_formula_written_after_the_change_means_what_it_says(subject):
    """Requests apply in order: what is written later is not moved."""
    subject.batch(INSERT, write([formula("=C2")], column=3))
    assert subject.values("Orders!D1", "FORMULA") == [["=C2"]]


def test_rows_inserted_by_append_are_followed(other):
    """Appending with INSERT_ROWS pushes cells down, and references with them."""
    other.batch(
        write([formula("=Orders!A6")], tab=OTHER), write([number(9)], row=5, column=0)
    )
    path = "/values/Orders!A1:append?valueInputOption=RAW&insertDataOption=INSERT_ROWS"
    assert other.call("POST", path, {"values": [["Dee"], ["Eve"]]})[0] == 200
    assert other.values("Sums!A1", "FORMULA") == [["=Orders!A8"]]


def rule(text):
    condition = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": text}]}
    ranges = [{"sheetId": ORDERS, "startRowIndex": 1, "endRowIndex": 4}]
    look = {"backgroundColor": {"red": 1}}
    boolean = {"condition": condition, "format": look}
    asked = {"ranges": ranges, "booleanRule": boolean}
    return {"addConditionalFormatRule": {"rule": asked, "index": 0}}


@pytest.mark.parametrize(
    ("change", "after"),
    [(INSERT, "=$C4>50"), (DELETE, "=$C2>50"), (LEFT, "=$D2>50")],
)
def test_conditional_formats_follow(subject, change, after):
    """A rule is read from the first cell it covers, also when that one is deleted."""
    subject.batch(rule("=$C2>50"), change)
    (sheet,) = [s for s in subject.get()["sheets"] if "conditionalFormats" in s]
    condition = sheet["conditionalFormats"][0]["booleanRule"]["condition"]
    assert condition["values"] == [{"userEnteredValue": after}]


def test_lists_of_choices_follow(other):
    """A dropdown that takes its choices from a range keeps to that range."""
    condition = {
        "type": "ONE_OF_RANGE",
        "values": [{"userEnteredValue": "=Orders!$B$2:$B$4"}],
    }
    place = {"sheetId": OTHER, "endRowIndex": 2, "endColumnIndex": 1}
    asked = {"range": place, "rule": {"condition": condition, "strict": True}}
    other.batch({"setDataValidation": asked}, INSERT)
    fields = "sheets.data.rowData.values.dataValidation"
    seen = other.get(f"?ranges=Sums!A1&fields={fields}")["sheets"][0]["data"][0]
    found = seen["rowData"][0]["values"][0]["dataValidation"]["condition"]
    assert found["values"] == [{"userEnteredValue": "=Orders!$B$4:$B$6"}]


RESULTS = [
    ("=SUM(C2:C4)", 240.5, "240.5"),
    ("=SUM(C2:C)", 240.5, "240.5"),
    ('=SUMIF(B:B,"Pune",C:C)', 120.5, "120.5"),
    ('=COUNTIFS(B2:B4,"Pune",C2:C4,">50")', 1, "1"),
    ('=IF(C2>100,"x","")', "x", "x"),
    ('=IFERROR(1/0,"none")', "none", "none"),
    ('=VLOOKUP("Bob",A2:C4,3,FALSE)', 80.5, "80.5"),
    ('=INDEX(A2:A4,MATCH("Pune",B2:B4,0))', "Bob", "Bob"),
    ('=XLOOKUP("Cid",A2:A4,C2:C4)', 40, "40"),
    ('=A2&" of "&B2', "Ann of Chennai", "Ann of Chennai"),
    ('=REGEXMATCH(B2,"^Ch")', True, "TRUE"),
    ('=REGEXREPLACE(B2,"(C)h","$1")', "Cennai", "Cennai"),
    ('=JOIN(", ",A2:A4)', "Ann, Bob, Cid", "Ann, Bob, Cid"),
    ("=COUNTUNIQUE(B2:B4)", 2, "2"),
    ("=ARRAYFORMULA(SUM(C2:C4*2))", 481, "481"),
    ('=TEXT(DATE(2026,1,31),"yyyy-mm-dd")', "2026-01-31", "2026-01-31"),
    ("=LET(x,C4,x*2)", 80, "80"),
    ("=1/0", "#DIV/0!", "#DIV/0!"),
    ('=VLOOKUP("Zoe",A2:C4,3,FALSE)', "#N/A", "#N/A"),
    ("=NOSUCH(1)", "#NAME?", "#NAME?"),
    ("=nosuchname", "#NAME?", "#NAME?"),
    ("=Nowhere!A1", "#REF!", "#REF!"),
    ("=A6", "", ""),
]


@computed
@pytest.mark.parametrize(("text", "plain", "shown"), RESULTS)
def test_what_is_typed_is_worked_out_at_once(subject, text, plain, shown):
    """The answer to a write already shows what the formula comes to."""
    path = (
        "/values/Orders!D1?valueInputOption=USER_ENTERED&includeValuesInResponse=true"
    )
    status, answer = subject.call("PUT", path, {"values": [[text]]})
    assert status == 200
    assert answer["updatedData"].get("values", [[""]]) == (
        [[shown]] if shown else [[""]]
    )
    assert (subject.values("Orders!D1") or [[""]]) == [[plain]]


@computed
def test_a_batch_answers_with_results(subject):
    """The spreadsheet in the answer is the one after the formulas were worked out."""
    answer = subject.batch(
        write([formula("=C2/2")], [formula("=1/0")], column=3),
        includeSpreadsheetInResponse=True,
        responseRanges=["Orders!D1:D2"],
        responseIncludeGridData=True,
    )
    (data,) = answer["updatedSpreadsheet"]["sheets"][0]["data"]
    half, error = (line["values"][0] for line in data["rowData"])
    assert half["userEnteredValue"] == {"formulaValue": "=C2/2"}
    assert half["effectiveValue"] == {"numberValue": 60}
    assert half["formattedValue"] == "60"
    assert error["effectiveValue"]["errorValue"]["type"] == "DIVIDE_BY_ZERO"


@computed
def test_results_follow_what_they_depend_on(other):
    """A changed cell changes formulas on every tab, through other formulas."""
    other.batch(
        write([formula("=SUM(Orders!C2:C4)"), formula("=A1*2")], tab=OTHER),
    )
    assert other.values("Sums!A1:B1") == [[240.5, 481]]
    other.batch(write([number(20)], row=1, column=2))
    assert other.values("Sums!A1:B1") == [[140.5, 281]]
    other.batch(DELETE)
    assert other.values("Sums!A1:B1") == [[120.5, 241]]
    other.batch(RENAME, write([number(0)], row=1, column=2))
    assert other.values("Sums!A1:B1") == [[40, 80]]


@computed
def test_named_ranges_stand_for_their_cells(subject):
    """A name in a formula is read as the cells it names."""
    cells = {"sheetId": ORDERS, "startRowIndex": 1, "endRowIndex": 4}
    cells |= {"startColumnIndex": 2, "endColumnIndex": 3}
    named = {"name": "spent", "range": cells}
    subject.batch(
        {"addNamedRange": {"namedRange": named}},
        write([formula("=SUM(Spent)")], column=3),
    )
    assert subject.values("Orders!D1") == [[240.5]]


@computed
def test_sorting_goes_by_results(subject):
    """A sort in the same batch as its formulas sees what they come to."""
    lines = [[formula(f"=0-C{row}")] for row in (2, 3, 4)]
    place = {"sheetId": ORDERS, "startRowIndex": 1, "endRowIndex": 4}
    sort = {"range": place, "sortSpecs": [{"dimensionIndex": 3}]}
    subject.batch(write(*lines, row=1, column=3), {"sortRange": sort})
    assert subject.values("Orders!A2:D4") == [
        ["Ann", "Chennai", 120, -120],
        ["Bob", "Pune", 80.5, -80.5],
        ["Cid", "Pune", 40, -40],
    ]


@computed
def test_arrays_fill_the_cells_beside_them(subject):
    """An array formula shows all its values while nothing stands in their way."""
    subject.batch(write([formula("=UNIQUE(B2:B4)")], row=1, column=3))
    assert subject.values("Orders!D2:D4") == [["Chennai"], ["Pune"]]
    assert subject.values("Orders!D2:D4", "FORMULA") == [["=UNIQUE(B2:B4)"]]
    subject.batch(write([number(1)], row=2, column=3))
    assert subject.values("Orders!D2:D4") == [["#REF!"], [1]]
    subject.batch(write([{}], row=2, column=3), write([number(5)], row=3, column=1))
    assert subject.values("Orders!D2:D4") == [["Chennai"], ["Pune"], [5]]
    subject.batch(write([{}], row=1, column=3))
    assert subject.values("Orders!D2:D4") == []


@computed
def test_formulas_read_the_cells_that_arrays_fill(subject):
    """What an array fills counts like any other cell."""
    subject.batch(
        write([formula("=SUM(D2:D4)")], [formula("=ARRAYFORMULA(C2:C4*2)")], column=3)
    )
    assert subject.values("Orders!D1:D4") == [[481], [240], [161], [80]]


@computed
def test_circles_are_errors(subject):
    """Formulas that depend on themselves come to #REF!."""
    subject.batch(
        write([formula("=D2")], [formula("=D1")], [formula("=D3+1")], column=3)
    )
    assert subject.values("Orders!D1:D3") == [["#REF!"], ["#REF!"], ["#REF!"]]


@computed
def test_now_is_the_servers_clock():
    """TODAY is the day in the spreadsheet's zone, and is shown as a date."""
    store = Store(clock=lambda: datetime(2026, 1, 31, 23, 30, tzinfo=UTC))
    spreadsheet_id = store.create(locale="en_GB", time_zone="Asia/Kolkata")
    line = [formula("=TODAY()"), formula("=HOUR(NOW())")]
    store.batch_update(spreadsheet_id, [write(line, tab=0)])
    first = store.spreadsheet(spreadsheet_id).sheets[0].rows[0]
    assert [value.result for value in first.values] == [46054, 5]
    styles = store.spreadsheet(spreadsheet_id).styles
    assert styles.number_format(first.formats[0])["type"] == "DATE"


@computed
@pytest.mark.parametrize("typed", ["=1+", "=SUM(A1", "=+1 (555) 010", "+1 (555) 010"])
def test_what_cannot_be_read_as_a_formula_is_an_error_of_its_own(subject, typed):
    """Typed text that begins like a formula and is none stays, and shows #ERROR!."""
    path = "/values/Orders!D1?valueInputOption=USER_ENTERED"
    assert subject.call("PUT", path, {"values": [[typed]]})[0] == 200
    mask = "sheets.data.rowData.values(effectiveValue,formattedValue)"
    (tab,) = subject.get(f"?ranges=Orders!D1&fields={mask}")["sheets"]
    (cell,) = tab["data"][0]["rowData"][0]["values"]
    assert cell == {
        "effectiveValue": {
            "errorValue": {"type": "ERROR", "message": "Formula parse error."}
        },
        "formattedValue": "#ERROR!",
    }
