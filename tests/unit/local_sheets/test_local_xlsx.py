"""Excel workbooks out and in again."""

import string
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from local_sheets import Store
from local_sheets.errors import RefusedError
from local_sheets.workbooks.xlsx.names import excel_names

TAB = 5


def update(rows, fields="*", **start):
    lines = [{"values": row} for row in rows]
    place = {"sheetId": TAB, **start}
    return {"updateCells": {"start": place, "rows": lines, "fields": fields}}


def text(value, **more):
    return {"userEnteredValue": {"stringValue": value}, **more}


def number(value, **more):
    return {"userEnteredValue": {"numberValue": value}, **more}


def tab(title="Customers", sheet_id=TAB, **more):
    grid = {"rowCount": 20, "columnCount": 6}
    properties = {"sheetId": sheet_id, "title": title, "gridProperties": grid, **more}
    return {"addSheet": {"properties": properties}}


def made(*requests):
    store = Store()
    spreadsheet_id = store.create("Shop", locale="en_IN", time_zone="Asia/Kolkata")
    store.batch_update(spreadsheet_id, [tab(), *requests])
    return store, spreadsheet_id


def round_trip(tmp_path, store, spreadsheet_id):
    path = tmp_path / "shop.xlsx"
    store.export_xlsx(spreadsheet_id, path)
    return store.spreadsheet(store.import_file(path, title="Shop"))


def pin(metadata_id, location):
    item = {"metadataId": metadata_id, "metadataKey": "k", "metadataValue": "v" * 600}
    body = {**item, "visibility": "DOCUMENT", "location": location}
    return {"createDeveloperMetadata": {"developerMetadata": body}}


def column(index):
    span = {"startIndex": index, "endIndex": index + 1}
    return {"dimensionRange": {"sheetId": TAB, "dimension": "COLUMNS", **span}}


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e12, 1e12, allow_subnormal=False).map(lambda x: float(f"{x:.15g}")),
    st.text(
        string.printable.replace("\r", "").replace("\x0b", "").replace("\x0c", "")
        + "₹é",
        max_size=8,
    ),
    st.sampled_from(["0123", "+44", "=1+1", "007.50", "TRUE", "1e5", "#N/A", "'x"]),
)


def extended(value):
    if value is None:
        return {}
    kinds = {bool: "boolValue", str: "stringValue"}
    return {"userEnteredValue": {kinds.get(type(value), "numberValue"): value}}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.lists(CELLS, max_size=4), max_size=4))
def test_cells_come_back_as_they_were(tmp_path, rows):
    """Text stays text, whole numbers whole, floats good to 15 digits."""
    store, spreadsheet_id = made(update([[extended(v) for v in row] for row in rows]))
    back = round_trip(tmp_path, store, spreadsheet_id)
    old = store.spreadsheet(spreadsheet_id).sheets[1].rows
    new = back.sheets[1].rows
    typed = [[(type(v), v) for v in row.values] for row in new]
    expected = [[(type(v), v) for v in row.values] for row in old]
    while expected and not expected[-1]:
        expected.pop()
    assert typed == expected


def test_what_excel_cannot_hold_comes_back(tmp_path):
    """Ids, titles, locale, metadata, protection and hidden tabs survive."""
    guarded = {
        "protectedRangeId": 3,
        "warningOnly": True,
        "range": {"sheetId": TAB, "startColumnIndex": 1, "endColumnIndex": 2},
    }
    long_title = "Orders: what? a title of more than thirty-one characters"
    store, spreadsheet_id = made(
        update([[text("Name"), text("Segment")]]),
        tab(long_title, 9, hidden=True),
        pin(1, column(1)),
        pin(2, {"sheetId": 9}),
        pin(3, {"spreadsheet": True}),
        {"addProtectedRange": {"protectedRange": guarded}},
    )
    back = round_trip(tmp_path, store, spreadsheet_id)
    before = store.spreadsheet(spreadsheet_id)
    assert back.properties == before.properties
    assert back.metadata == before.metadata
    assert [s.properties for s in back.sheets] == [s.properties for s in before.sheets]
    assert back.sheets[1].objects == before.sheets[1].objects


def test_dates_and_formulas_come_back(tmp_path):
    """A date keeps its serial and stays a date; a formula keeps its text."""
    date = {"userEnteredFormat": {"numberFormat": {"type": "DATE"}}}
    formula = {"userEnteredValue": {"formulaValue": '=A1&"<b>"'}}
    store, spreadsheet_id = made(update([[number(46024, **date), formula]]))
    back = round_trip(tmp_path, store, spreadsheet_id)
    (row,) = back.sheets[1].rows
    shown, kept = row.values
    assert (shown, kept.text) == (46024, '=A1&"<b>"')
    assert back.styles.number_format(row.formats[0])["type"] == "DATE"


def test_layout_comes_back(tmp_path):
    """Frozen rows, widths, hidden columns and merges survive a round trip."""
    store, spreadsheet_id = made(
        update([[text("Name")], [text("Ann")]]),
        {
            "updateSheetProperties": {
                "properties": {"sheetId": TAB, "gridProperties": {"frozenRowCount": 1}},
                "fields": "gridProperties.frozenRowCount",
            }
        },
        {
            "updateDimensionProperties": {
                "range": column(1)["dimensionRange"],
                "properties": {"pixelSize": 180},
                "fields": "pixelSize",
            }
        },
        {
            "mergeCells": {
                "range": {
                    "sheetId": TAB,
                    "startRowIndex": 4,
                    "endRowIndex": 6,
                    "startColumnIndex": 0,
                    "endColumnIndex": 2,
                }
            }
        },
    )
    back = round_trip(tmp_path, store, spreadsheet_id).sheets[1]
    before = store.spreadsheet(spreadsheet_id).sheets[1]
    assert back.properties == before.properties
    assert back.dimensions["COLUMNS"][1] == {"pixelSize": 180}
    assert back.objects["merges"] == before.objects["merges"]


def edited(path, rows):
    """Write a workbook as Excel would leave our export after an edit."""
    with zipfile.ZipFile(path) as archive:
        kept = archive.read("docProps/custom.xml")
    with Workbook(path) as workbook:
        workbook.add_worksheet("Sheet1")
        worksheet = workbook.add_worksheet("Customers")
        for index, row in enumerate(rows):
            worksheet.write_row(index, 0, row)
        workbook.set_custom_property("placeholder", "x")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/custom.xml"] = kept
    with zipfile.ZipFile(path, "w") as archive:
        for name, body in parts.items():
            archive.writestr(name, body)


EDITS = [
    pytest.param([["Name", "Segment"]], 1, id="untouched"),
    pytest.param([["Name", "City", "Segment"]], 2, id="column inserted"),
    pytest.param([["Segment", "Name"]], 0, id="columns swapped"),
    pytest.param([["Name", "Group"]], None, id="header gone"),
]


@pytest.mark.parametrize(("rows", "expected"), EDITS)
def test_column_metadata_finds_its_column_after_an_edit(tmp_path, rows, expected):
    """Metadata goes to the column whose remembered text stands in the same row."""
    store, spreadsheet_id = made(
        update([[text("Name"), text("Segment")]]), pin(1, column(1))
    )
    path = tmp_path / "shop.xlsx"
    store.export_xlsx(spreadsheet_id, path)
    edited(path, rows)
    found = store.spreadsheet(store.import_file(path)).metadata
    places = [m["location"]["dimensionRange"]["startIndex"] for m in found]
    assert places == ([] if expected is None else [expected])


def test_links_notes_and_charts_are_in_the_file(tmp_path):
    """A tab link is internal, a web link external; notes and charts are parts."""
    uris = ["#gid=5&range=B7", "https://wa.me/15550100"]
    links = [
        text("open", userEnteredFormat={"textFormat": {"link": {"uri": uri}}})
        for uri in uris
    ]
    sources = {"sources": [{"sheetId": TAB, "endRowIndex": 2, "endColumnIndex": 1}]}
    series = [{"series": {"sourceRange": sources}}]
    chart = {
        "spec": {
            "title": "Spent",
            "basicChart": {"chartType": "COLUMN", "series": series},
        },
        "position": {"overlayPosition": {"anchorCell": {"sheetId": TAB}}},
    }
    store, spreadsheet_id = made(
        update([links, [text("Ann", note="ask her")]]), {"addChart": {"chart": chart}}
    )
    path = tmp_path / "shop.xlsx"
    store.export_xlsx(spreadsheet_id, path)
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
        relations = archive.read("xl/worksheets/_rels/sheet2.xml.rels").decode()
        assert "'Customers'!B7" in sheet
        assert "https://wa.me/15550100" in relations
        assert b"ask her" in archive.read("xl/comments1.xml")
        assert b"Spent" in archive.read("xl/charts/chart1.xml")


def test_names_are_made_fit_for_excel():
    """Long and forbidden titles become unique names of at most 31 characters."""
    store, spreadsheet_id = made(tab("x" * 40, 6), tab("x" * 31, 7), tab("a/b", 8))
    names = excel_names(store.spreadsheet(spreadsheet_id).sheets)
    assert names[6] == "x" * 31
    assert names[7] == "x" * 27 + " (2)"
    assert names[8] == "a-b"


@pytest.mark.parametrize("raw", [b"", b"not a zip", b"PK\x03\x04broken"])
def test_a_damaged_workbook_is_refused(tmp_path, raw):
    """A file that is no workbook gives a sentence, not a traceback."""
    path = tmp_path / "broken.xlsx"
    path.write_bytes(raw)
    with pytest.raises(RefusedError, match="cannot be read as a workbook"):
        Store().import_file(path)
