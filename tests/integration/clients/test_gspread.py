"""A session of ordinary work with gspread as it comes."""

import re

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import (
    ExportFormat,
    MergeType,
    ValidationConditionType,
    ValueInputOption,
    ValueRenderOption,
)

from tests.integration.clients.conftest import FRIEND, SELLER

ORDERS = [
    ["Name", "City", "Spent"],
    ["Ann", "Chennai", 120],
    ["Bob", "Pune", 80.5],
    ["Cid", "Pune", 40],
]


@pytest.fixture
def tab(book):
    """The first tab, with orders."""
    book.sheet1.update(ORDERS, "A1")
    return book.sheet1


def titles(book):
    return [sheet.title for sheet in book.worksheets()]


def sheet_of(tab, **params):
    """Return the Sheet resource of a tab."""
    answer = tab.spreadsheet.fetch_sheet_metadata(params or None)
    return next(s for s in answer["sheets"] if s["properties"]["sheetId"] == tab.id)


def test_tabs_come_move_and_go(book):
    """Tabs are added, duplicated, renamed, reordered, hidden, coloured and deleted."""
    vip = book.add_worksheet("VIP", rows=5, cols=3)
    copy = vip.duplicate(insert_sheet_index=0, new_sheet_name="VIP copy")
    assert titles(book) == ["VIP copy", "Sheet1", "VIP"]

    copy.update_title("Naïve D3")
    book.reorder_worksheets([book.sheet1, *book.worksheets()[1:]][::-1])
    copy.update_index(0)
    assert titles(book)[0] == "Naïve D3"

    copy.hide()
    assert sheet_of(copy)["properties"]["hidden"] is True
    copy.show()
    vip.update_tab_color("#e5e5e5")
    assert vip.get_tab_color() == "#E5E5E5"
    vip.clear_tab_color()
    assert vip.get_tab_color() is None

    vip.resize(rows=10, cols=4)
    vip.add_rows(2)
    again = book.worksheet("VIP")
    assert (again.row_count, again.col_count) == (12, 4)

    book.del_worksheet(vip)
    book.del_worksheet_by_id(copy.id)
    assert titles(book) == ["Sheet1"]


def test_values_are_written_found_and_cleared(tab):
    """Cells, rows, columns, ranges and records are what was written."""
    tab.update_acell("B2", "Madurai")
    tab.update_cell(3, 2, "Nashik")
    assert tab.row_values(2) == ["Ann", "Madurai", "120"]
    assert tab.col_values(2) == ["City", "Madurai", "Nashik", "Pune"]
    assert tab.get_all_records()[1] == {"Name": "Bob", "City": "Nashik", "Spent": 80.5}

    tab.append_row(["Dot", "Goa", 7])
    tab.append_rows([["Eve", "Goa"], ["Fay"]])
    assert tab.get("A5:C8") == [["Dot", "Goa", "7"], ["Eve", "Goa"], ["Fay"]]
    assert tab.find("Goa").address == "B5"
    assert [cell.address for cell in tab.findall(re.compile("^[EF]"))] == ["A6", "A7"]
    assert tab.find("nobody") is None

    tab.insert_row(["Ace", "Agra", 1], index=2)
    tab.delete_rows(4, 5)
    assert tab.col_values(1) == ["Name", "Ace", "Ann", "Dot", "Eve", "Fay"]
    tab.insert_cols([["Since", 2019]], col=2)
    assert tab.row_values(2) == ["Ace", "2019", "Agra", "1"]
    tab.delete_columns(2)

    tab.batch_update(
        [{"range": "A2", "values": [["Zed"]]}, {"range": "C1:C1", "values": [["Paid"]]}]
    )
    got = tab.batch_get(["A1:C2", "A7:A9"])
    assert got == [[["Name", "City", "Paid"], ["Zed", "Agra", "1"]], []]
    assert got[0].range == "Sheet1!A1:C2"

    tab.batch_clear(["A2:C2", "A5:C9"])
    assert tab.get_values() == [
        ["Name", "City", "Paid"],
        ["", "", ""],
        ["Ann", "Madurai", "120"],
        ["Dot", "Goa", "7"],
    ]
    tab.clear()
    assert tab.get_all_values() == [[]]


def test_rows_are_sorted_below_the_frozen_ones(tab):
    """Frozen rows stay; numbers sort as numbers."""
    tab.freeze(rows=1, cols=1)
    again = tab.spreadsheet.worksheet("Sheet1")
    assert (again.frozen_row_count, again.frozen_col_count) == (1, 1)

    again.sort((3, "asc"))
    assert tab.col_values(1) == ["Name", "Cid", "Bob", "Ann"]
    tab.sort((2, "des"), (1, "asc"), range="A2:C4")
    assert tab.col_values(1) == ["Name", "Bob", "Cid", "Ann"]


def test_what_is_typed_is_understood(tab):
    """USER_ENTERED reads numbers, dates and formulas; RAW keeps the text."""
    typed = [["2026-11-21", "1,234.50", "25%", "TRUE", "007", "=C2*2"]]
    tab.update(typed, "A6", value_input_option=ValueInputOption.user_entered)
    tab.update(typed, "A7", value_input_option=ValueInputOption.raw)

    assert tab.row_values(7) == typed[0]
    unformatted = ValueRenderOption.unformatted
    assert tab.row_values(6, value_render_option=unformatted)[:5] == [
        46347,
        1234.5,
        0.25,
        True,
        7,
    ]
    assert (
        tab.acell("F6", value_render_option=ValueRenderOption.formula).value == "=C2*2"
    )
    assert tab.row_values(6)[:5] == ["2026-11-21", "1,234.50", "25%", "TRUE", "7"]


def test_a_tab_is_formatted(tab):
    """Formats, sizes, merges and notes are there when the tab is read."""
    bold = {"textFormat": {"bold": True}, "backgroundColor": {"red": 0.6}}
    tab.format("A1:C1", bold)
    tab.batch_format(
        [
            {
                "range": "C2:C4",
                "format": {
                    "numberFormat": {"type": "CURRENCY", "pattern": "[$₹]#,##0.00"}
                },
            }
        ]
    )
    tab.merge_cells("A6:B7")
    tab.merge_cells("A8:B9", MergeType.merge_rows)
    tab.unmerge_cells("A9:B9")
    tab.hide_columns(3, 4)

    sheet = sheet_of(tab, includeGridData="true", ranges="Sheet1!A1:D4")
    data = sheet["data"][0]
    first = data["rowData"][0]["values"][0]["userEnteredFormat"]
    assert first["textFormat"] == {"bold": True}
    assert first["backgroundColor"] == {"red": 0.6}
    assert tab.acell("C3").value == "₹80.50"
    assert data["columnMetadata"][3]["hiddenByUser"] is True
    assert [merge["endRowIndex"] for merge in sheet_of(tab)["merges"]] == [7, 8]

    tab.insert_note("A2", "pays late")
    tab.insert_notes({"B3": "moved", "C4": "refund"})
    assert tab.get_note("A2") == "pays late"
    notes = [["", "", ""], ["pays late", "", ""], ["", "moved", ""], ["", "", "refund"]]
    assert tab.get_notes() == notes
    tab.clear_notes(["A2", "B3", "C4"])
    assert tab.get_note("B3") == ""


def test_a_tab_is_guarded(tab):
    """Validation, filter, protection and names are kept and can be taken away."""
    book = tab.spreadsheet
    tab.add_validation(
        "B2:B4", ValidationConditionType.one_of_list, ["Pune", "Goa"], showCustomUi=True
    )
    cell = sheet_of(tab, includeGridData="true")["data"][0]["rowData"][1]["values"][1]
    values = cell["dataValidation"]["condition"]["values"]
    assert values == [{"userEnteredValue": "Pune"}, {"userEnteredValue": "Goa"}]

    tab.set_basic_filter()
    place = sheet_of(tab)["basicFilter"]["range"]
    assert (place["startRowIndex"], place["endColumnIndex"]) == (0, 26)
    tab.set_basic_filter("A1:C4")
    assert sheet_of(tab)["basicFilter"]["range"]["endRowIndex"] == 4
    tab.clear_basic_filter()
    assert "basicFilter" not in sheet_of(tab)

    tab.add_protected_range("A1:C1", [FRIEND], description="Headings")
    (protected,) = book.list_protected_ranges(tab.id)
    assert protected["description"] == "Headings"
    assert set(protected["editors"]["users"]) == {SELLER, FRIEND}
    tab.delete_protected_range(protected["protectedRangeId"])
    assert book.list_protected_ranges(tab.id) == []

    made = tab.define_named_range("A2:A4", "customers")
    assert book.values_get("customers")["values"] == [["Ann"], ["Bob"], ["Cid"]]
    (named,) = book.list_named_ranges()
    assert (
        named["namedRangeId"]
        == made["replies"][0]["addNamedRange"]["namedRange"]["namedRangeId"]
    )
    tab.delete_named_range(named["namedRangeId"])
    assert book.list_named_ranges() == []


def test_rows_and_columns_are_grouped_and_sized(tab):
    """Groups are listed and taken apart; a column grows to what it holds."""
    tab.add_dimension_group_rows(1, 3)
    (group,) = tab.list_dimension_group_rows()
    assert (group["range"]["startIndex"], group["range"]["endIndex"]) == (1, 3)
    tab.delete_dimension_group_rows(1, 3)
    assert tab.list_dimension_group_rows() == []

    def width():
        column = sheet_of(tab, includeGridData="true")["data"][0]["columnMetadata"][0]
        return column["pixelSize"]

    before = width()
    tab.update_acell("A2", "Annapoorna " * 20)
    tab.columns_auto_resize(0, 1)
    assert width() > before


def test_cells_are_copied_and_cut(tab):
    """Values go along; what was cut is gone."""
    tab.copy_range("A2:B3", "E2:F3")
    tab.cut_range("A4:C4", "A6")
    assert tab.get("E2:F3") == [["Ann", "Chennai"], ["Bob", "Pune"]]
    assert tab.col_values(1) == ["Name", "Ann", "Bob", "", "", "Cid"]


def test_a_tab_is_copied_to_another_spreadsheet(seller, tab):
    """The copy has the cells and a name that says what it is."""
    other = seller.create("Other")
    tab.copy_to(other.id)

    assert titles(other) == ["Sheet1", "Copy of Sheet1"]
    assert other.worksheet("Copy of Sheet1").row_values(4) == ["Cid", "Pune", "40"]


def test_properties_of_the_spreadsheet_change(book):
    """Title, locale and time zone are read back; Drive knows when."""
    book.update_title("🎊 Shop")
    book.update_locale("fr_FR")
    book.update_timezone("Europe/Paris")

    properties = book.fetch_sheet_metadata()["properties"]
    assert properties["title"] == book.title == "🎊 Shop"
    assert (properties["locale"], properties["timeZone"]) == ("fr_FR", "Europe/Paris")
    assert book.creationTime <= book.get_lastUpdateTime()


def test_spreadsheets_are_found(seller, friend, book):
    """By title, by key and by address; nobody else finds them."""
    assert seller.open(book.title).id == book.id
    assert seller.open_by_url(book.url).id == book.id
    assert seller.open_by_key(book.id).title == book.title
    assert book.id in [file["id"] for file in seller.list_spreadsheet_files()]
    assert [one.id for one in seller.openall(book.title)] == [book.id]

    assert book.id not in [file["id"] for file in friend.list_spreadsheet_files()]
    seller.del_spreadsheet(book.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        seller.open(book.title)


def test_a_spreadsheet_is_shared_and_taken_back(seller, friend, book):
    """A reader reads, a writer writes, and one who was removed does neither."""
    with pytest.raises(PermissionError):
        friend.open_by_key(book.id)

    shared = book.share(FRIEND, perm_type="user", role="reader", notify=False).json()
    assert {p["emailAddress"] for p in book.list_permissions()} == {SELLER, FRIEND}
    theirs = friend.open_by_key(book.id).sheet1
    with pytest.raises(APIError) as refused:
        theirs.update([["mine"]], "A1")
    assert refused.value.code == 403

    book.share(FRIEND, perm_type="user", role="writer")
    theirs.update([["mine"]], "A1")
    assert book.sheet1.acell("A1").value == "mine"

    assert book.remove_permissions(FRIEND) == [shared["id"]]
    with pytest.raises(PermissionError):
        friend.open_by_key(book.id)

    book.share("", perm_type="anyone", role="reader")
    assert friend.open_by_key(book.id).sheet1.acell("A1").value == "mine"


def test_a_spreadsheet_is_copied(seller, tab):
    """The copy has the same tabs and cells, and a name that says what it is."""
    book = tab.spreadsheet
    copy = seller.copy(book.id)

    assert copy.title == f"Copy of {book.title}"
    assert (
        copy.fetch_sheet_metadata()["sheets"] == book.fetch_sheet_metadata()["sheets"]
    )
    assert copy.sheet1.get_all_values() == tab.get_all_values()
    assert seller.copy(book.id, title="Second shop").title == "Second shop"


def test_a_copy_with_permissions_stumbles_over_the_owner(seller, book):
    """The client would make the owner the owner again, which Drive takes for a gift."""
    with pytest.raises(APIError) as refused:
        seller.copy(book.id, copy_permissions=True)

    assert refused.value.code == 403
    assert "transferOwnership parameter must be enabled" in str(refused.value)


def test_a_spreadsheet_changes_hands(seller, friend, book):
    """The new owner accepts, and then may delete it."""
    offered = book.share(FRIEND, perm_type="user", role="writer", notify=False).json()
    book.transfer_ownership(offered["id"])
    theirs = friend.open_by_key(book.id)
    theirs.accept_ownership(offered["id"])

    roles = {one["emailAddress"]: one["role"] for one in theirs.list_permissions()}
    assert roles == {FRIEND: "owner", SELLER: "writer"}
    friend.del_spreadsheet(book.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        seller.open_by_key(book.id)


def test_a_spreadsheet_goes_out_and_comes_in(seller, tab):
    """It is exported as a workbook and as CSV, and CSV replaces what was there."""
    book = tab.spreadsheet
    assert book.export(ExportFormat.EXCEL).startswith(b"PK")
    csv = book.export(ExportFormat.CSV)
    assert csv == b"Name,City,Spent\r\nAnn,Chennai,120\r\nBob,Pune,80.5\r\nCid,Pune,40"

    seller.import_csv(book.id, b"Name,Since\nDot,2019-03-01\n")
    assert seller.open_by_key(book.id).sheet1.get_all_values() == [
        ["Name", "Since"],
        ["Dot", "2019-03-01"],
    ]


@pytest.mark.parametrize(
    ("work", "status", "message"),
    [
        (
            lambda book: book.add_worksheet("Sheet1", 1, 1),
            400,
            'A sheet with the name "Sheet1" already exists. Please enter another name.',
        ),
        (
            lambda book: book.del_worksheet(book.sheet1),
            400,
            "You can't remove all the sheets in a document.",
        ),
        (
            lambda book: book.sheet1.update([["x"]], "A1001"),
            400,
            "Range (Sheet1!A1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
        (
            lambda book: book.values_get("Nowhere!A1"),
            400,
            "Unable to parse range: Nowhere!A1",
        ),
        (
            lambda book: book.batch_update({"requests": [{"mergeCell": {}}]}),
            400,
            "Unknown name \"mergeCell\" at 'requests[0]': Cannot find field.",
        ),
    ],
)
def test_a_refusal_is_gspreads_own_error(book, work, status, message):
    """APIError carries Google's status and words."""
    with pytest.raises(APIError) as refused:
        work(book)

    assert refused.value.code == status
    assert message in refused.value.error["message"]


def test_what_is_not_there_is_not_found(seller, book):
    """Neither a spreadsheet nor a tab that nobody made."""
    with pytest.raises(gspread.SpreadsheetNotFound):
        seller.open_by_key("nope")
    with pytest.raises(gspread.WorksheetNotFound):
        book.worksheet("Nowhere")
