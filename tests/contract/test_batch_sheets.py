"""Tabs and the spreadsheet itself: added, copied, placed, named and set up."""

import pytest

from tests.contract.places import box, span
from tests.contract.subjects import ORDERS
from tests.contract.written import write

TINY = {"rowCount": 3, "columnCount": 2}
RED = {"red": 1}


def add(**properties):
    return {"addSheet": {"properties": properties}}


def change(fields, sheet_id=ORDERS, **properties):
    asked = {"properties": {"sheetId": sheet_id, **properties}, "fields": fields}
    return {"updateSheetProperties": asked}


def duplicate(**more):
    return {"duplicateSheet": {"sourceSheetId": ORDERS, **more}}


def setup(fields, **properties):
    body = {"properties": properties, "fields": fields}
    return {"updateSpreadsheetProperties": body}


def titles(subject):
    tabs = subject.get("?fields=sheets.properties(title)")["sheets"]
    return [tab["properties"]["title"] for tab in tabs]


def test_a_new_tab_has_what_was_asked(subject):
    """Every property of a new tab is kept and answered, a colour with its twin."""
    grid = {**TINY, "frozenRowCount": 1, "hideGridlines": True}
    asked = {"sheetId": 0x7FFFFFFF, "title": "New", "index": 0, "gridProperties": grid}
    asked |= {"rightToLeft": True, "hidden": True, "tabColor": RED}
    (reply,) = subject.batch(add(**asked))["replies"]
    twin = {"tabColorStyle": {"rgbColor": RED}, "sheetType": "GRID"}
    assert reply["addSheet"]["properties"] == asked | twin
    assert titles(subject)[0] == "New"


def test_a_tab_without_properties_gets_usual_ones(subject):
    """A free title, an id and a grid of 1000 × 26 are chosen; zeros say nothing."""
    first, second = (
        reply["addSheet"]["properties"]
        for reply in subject.batch(
            {"addSheet": {}}, add(title="", gridProperties={"rowCount": 0})
        )["replies"]
    )
    assert first["title"] != second["title"]
    assert first["sheetId"] != second["sheetId"]
    usual = {"rowCount": 1000, "columnCount": 26}
    assert [first["gridProperties"], second["gridProperties"]] == [usual, usual]


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, ["Orders", "Sheet1", "C"]),
        (1, ["Sheet1", "Orders", "C"]),
        (2, ["Sheet1", "Orders", "C"]),
        (3, ["Sheet1", "C", "Orders"]),
    ],
)
def test_a_tab_moves_before_the_index_it_is_given(subject, index, expected):
    """An index counts from before the move, so its own place and the next are none."""
    subject.batch(add(title="C"), change("index", index=index))
    assert titles(subject) == expected


def test_a_copy_of_a_tab_has_its_own_name_and_comes_first(subject):
    """Without name or place a copy is called Copy of, and put before all others."""
    subject.batch(duplicate(), duplicate(), change("title", title="Old"))
    assert titles(subject)[0].startswith("Copy of Orders")
    assert sorted(titles(subject)) == [
        "Copy of Orders",
        "Copy of Orders 2",
        "Old",
        "Sheet1",
    ]


def test_a_copy_of_a_tab_speaks_of_itself(subject):
    """Formulas and objects of a copy refer to the copy; it is in view, unprotected."""
    subject.batch(
        write(["=Orders!A1", "=A2"], at=(4, 0)),
        {"addProtectedRange": {"protectedRange": {"range": box(0, 1, 0, 1)}}},
        {"setBasicFilter": {"filter": {"range": box(0, 4, 0, 3)}}},
        change("hidden", hidden=True),
        duplicate(newSheetId=8, newSheetName="Twin", insertSheetIndex=1),
    )
    assert subject.values("Twin!A5:B5", "FORMULA") == [["=Twin!A1", "=A2"]]
    (tab,) = subject.get("?ranges=Twin")["sheets"]
    assert "hidden" not in tab["properties"]
    assert "protectedRanges" not in tab
    assert (tab["basicFilter"]["range"]["sheetId"], tab["properties"]["index"]) == (
        8,
        1,
    )


REFUSALS = [
    pytest.param(
        [change("title", title="")], "The sheet name cannot be empty.", id="no title"
    ),
    pytest.param(
        [change("title", title="SHEET1")],
        'A sheet with the name "SHEET1" already exists. Please enter another name.',
        id="title taken",
    ),
    pytest.param(
        [change("title", title="x" * 101)],
        "The sheet name cannot be greater than 100 characters.",
        id="title too long",
    ),
    pytest.param([change("title", 99, title="x")], "No sheet with id: 99", id="no tab"),
    pytest.param(
        [duplicate(newSheetName="Sheet1")],
        'A sheet with the name "Sheet1" already exists. Please enter another name.',
        id="copy's title taken",
    ),
    pytest.param(
        [duplicate(newSheetId=0)],
        "Sheet with id 0 already exists.",
        id="copy's id taken",
    ),
    pytest.param(
        [change("hidden", 0, hidden=True), {"deleteSheet": {"sheetId": ORDERS}}],
        "You can't remove all the visible sheets in a document.",
        id="last visible tab",
    ),
    pytest.param(
        [change("gridProperties.frozenRowCount", gridProperties={"frozenRowCount": 6})],
        "You can't freeze all visible rows.",
        id="freeze all rows",
    ),
    pytest.param(
        [add(gridProperties={**TINY, "frozenColumnCount": 2})],
        "You can't freeze all visible columns.",
        id="freeze all columns of a new tab",
    ),
    pytest.param(
        [change("gridProperties", gridProperties={"rowCount": 2_500_001})],
        "This action would increase the number of cells in the workbook above the "
        "limit of 10000000 cells.",
        id="too many cells",
    ),
    pytest.param(
        [setup("title", title="")], "Document name cannot be empty.", id="no name"
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_what_tabs_cannot_be_is_refused(subject, asked, message):
    """Refusals of requests about tabs, in Google's words."""
    (kind,) = asked[-1]
    refused = f"Invalid requests[{len(asked) - 1}].{kind}: {message}"
    before = titles(subject)
    assert subject.refusal(*asked) == (400, refused)
    assert titles(subject) == before


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param(add(sheetType="OBJECT"), 400, id="a tab for an object"),
        pytest.param(add(sheetType="DATA_SOURCE"), 501, id="a tab of a data source"),
        pytest.param(change("sheetType", sheetType="OBJECT"), 400, id="another type"),
        pytest.param(change("index", index=-1), 400, id="negative place"),
        pytest.param(duplicate(insertSheetIndex=9), 400, id="no such place"),
        pytest.param(setup("locale", locale="Klingon"), 400, id="no locale"),
        pytest.param(setup("timeZone", timeZone="Moon/Base"), 400, id="no time zone"),
        pytest.param(setup("timeZone"), 400, id="time zone cleared"),
        pytest.param(setup("autoRecalc"), 400, id="recalculation cleared"),
        pytest.param(setup("defaultFormat", defaultFormat={}), 400, id="read-only"),
        pytest.param(setup("spreadsheetTheme", spreadsheetTheme={}), 501, id="theme"),
    ],
)
def test_settings_that_do_not_exist_are_refused(subject, server, asked, status):
    """Types, places, locales and zones must be ones there are."""
    assert subject.refusal(asked)[0] == status


def test_the_tab_of_a_chart_has_a_name_and_a_place_but_no_grid(subject):
    """A chart's own tab takes a title and a place, and refuses gridProperties."""
    series = [{"series": {"sourceRange": {"sources": [box(0, 4, 2, 3)]}}}]
    spec = {"basicChart": {"chartType": "COLUMN", "series": series}}
    chart = {"spec": spec, "position": {"newSheet": True}}
    (reply,) = subject.batch({"addChart": {"chart": chart}})["replies"]
    tab = reply["addChart"]["chart"]["position"]["sheetId"]
    subject.batch(change("title,index", tab, title="Picture", index=0))
    assert titles(subject)[0] == "Picture"
    asked = change("gridProperties", tab, gridProperties=TINY)
    assert subject.refusal(asked)[0] == 400
    cells = {"start": {"sheetId": tab}, "rows": [], "fields": "*"}
    refused = f"Invalid requests[0].updateCells: No grid with id: {tab}"
    assert subject.refusal({"updateCells": cells}) == (400, refused)
    subject.batch({"deleteSheet": {"sheetId": tab}})


def test_a_mask_of_everything_resets_what_is_not_sent(subject):
    """With * a tab keeps its id and grid, and loses colour and hiddenness."""
    subject.batch(
        change("tabColor,rightToLeft", tabColor=RED, rightToLeft=True),
        change("*", title="Plain", gridProperties={"rowCount": 6, "columnCount": 4}),
    )
    (tab,) = subject.get("?ranges=Plain")["sheets"]
    assert tab["properties"] == {
        "sheetId": ORDERS,
        "title": "Plain",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 6, "columnCount": 4},
    }


def test_deleting_frozen_rows_thaws_them(subject):
    """Deleted rows count no longer among the frozen ones."""
    frozen = {"gridProperties": {"frozenRowCount": 2}}
    delete = {"deleteDimension": {"range": span("ROWS", 1, 2)}}
    subject.batch(change("gridProperties.frozenRowCount", **frozen), delete)
    (tab,) = subject.get("?ranges=Orders")["sheets"]
    assert tab["properties"]["gridProperties"]["frozenRowCount"] == 1


def test_settings_of_the_spreadsheet_are_kept(subject):
    """Title, locale, time zone and recalculation are answered as they were set."""
    settings = {
        "title": "Shop",
        "locale": "de_DE",
        "timeZone": "Europe/Berlin",
        "autoRecalc": "HOUR",
        "iterativeCalculationSettings": {
            "maxIterations": 5,
            "convergenceThreshold": 0.1,
        },
    }
    subject.batch(setup(",".join(settings), **settings))
    found = subject.get("?fields=properties")["properties"]
    assert {name: found[name] for name in settings} == settings
    subject.batch(setup("iterativeCalculationSettings,timeZone", timeZone="GMT-07:00"))
    found = subject.get("?fields=properties")["properties"]
    assert "iterativeCalculationSettings" not in found
    assert found["timeZone"] == "GMT-07:00"
    subject.batch(setup("*", title="All"))
    found = subject.get("?fields=properties")["properties"]
    assert (found["title"], found["locale"]) == ("All", "de_DE")
