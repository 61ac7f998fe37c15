"""A session of ordinary work with pygsheets, which stands on Google's own client."""

import pandas as pd
import pygsheets
import pytest
from googleapiclient.errors import HttpError
from pandas.testing import assert_frame_equal
from pygsheets.custom_types import (
    ChartType,
    ExportType,
    FormatType,
    HorizontalAlignment,
    ValueRenderOption,
)
from pygsheets.exceptions import RangeNotFound

from tests.integration.clients.conftest import FRIEND, SELLER, ElsewhereHttp

ORDERS = [["Name", "City", "Spent"], ["Ann", "Chennai", 120], ["Bob", "Pune", 80.5]]


@pytest.fixture(scope="module")
def client(server, credentials):
    """pygsheets with the Http it may be given; its own discovery documents stay."""
    http = ElsewhereHttp(server.url)
    yield pygsheets.authorize(custom_credentials=credentials, http=http, check=False)
    http.close()


@pytest.fixture
def shop(seller, request):
    """A small spreadsheet with orders, made by a client that is quicker at it."""
    made = seller.create(request.node.name)
    made.sheet1.resize(20, 8)
    made.sheet1.update(ORDERS, "A1")
    return made


@pytest.fixture
def book(client, shop):
    return client.open_by_key(shop.id)


@pytest.fixture
def tab(book):
    return book.sheet1


def test_spreadsheets_are_made_found_and_deleted(client, book):
    """By title, key and address; a deleted one is not found."""
    assert client.open(book.title).id == book.id
    assert client.open_by_key(book.id).title == book.title
    assert client.open_by_url(book.url).id == book.id
    assert book.title in client.spreadsheet_titles()

    book.title = "Renamed for pygsheets"
    assert client.open("Renamed for pygsheets").id == book.id
    assert client.create("First for pygsheets").sheet1.rows == 1000
    copy = client.create("Second for pygsheets", template=book)
    assert copy.sheet1.title == book.sheet1.title

    book.delete()
    with pytest.raises(pygsheets.SpreadsheetNotFound):
        client.open("Renamed for pygsheets")


def test_tabs_come_move_and_go(book):
    """Tabs are added, copied, renamed, moved, resized, hidden and deleted."""
    vip = book.add_worksheet("VIP", rows=5, cols=3)
    book.add_worksheet("VIP 2", src_worksheet=vip)
    vip.title = "Very important"
    vip.index = 0
    vip.rows, vip.cols = 10, 4
    vip.frozen_rows = 1
    vip.hidden = True
    book.fetch_properties()
    titles = [(one.title, one.rows, one.hidden) for one in book.worksheets()]
    assert titles == [
        ("Very important", 10, True),
        ("Sheet1", 20, False),
        ("VIP 2", 5, False),
    ]
    assert book.worksheet_by_title("Very important").frozen_rows == 1

    book.del_worksheet(book.worksheet_by_title("VIP 2"))
    with pytest.raises(pygsheets.WorksheetNotFound):
        book.worksheet_by_title("VIP 2")


def test_values_are_written_found_and_cleared(tab):
    """Cells, rows, columns, tables and records are what was written."""
    tab.update_value("B2", "Madurai")
    tab.update_row(3, ["Bea"])
    tab.update_col(4, ["Since", "2026-11-21"])
    tab.append_table([["Cid", "Goa", 7], ["Dot", "Goa", 8]], start="A1")
    names = ["Name", "Ann", "Bea", "Cid", "Dot"]
    assert tab.get_col(1, include_tailing_empty=False) == names
    assert tab.get_row(2, include_tailing_empty=False) == [
        "Ann",
        "Madurai",
        "120",
        "2026-11-21",
    ]
    assert (
        tab.get_value("D2", value_render=ValueRenderOption.UNFORMATTED_VALUE) == 46347
    )
    assert tab.get_all_records()[1] == {
        "Name": "Bea",
        "City": "Pune",
        "Spent": 80.5,
        "Since": "",
    }
    assert tab.get_values_batch(["A1:B1", "A4:A5"]) == [
        [["Name", "City"]],
        [["Cid"], ["Dot"]],
    ]

    tab.update_values_batch(["A4", "A5"], [[["Cy"]], [["Di"]]])
    tab.insert_rows(1, number=1, values=["Ace", "Agra", 1])
    tab.delete_rows(3)
    tab.insert_cols(1, values=["Id", 1])
    tab.delete_cols(2)
    assert [cell.label for cell in tab.find("Goa")] == ["B4", "B5"]
    tab.replace("Goa", "Panaji")
    assert tab.get_values("B4", "B5") == [["Panaji"], ["Panaji"]]

    tab.clear("A4", "E9")
    assert tab.get_col(1, include_tailing_empty=False) == ["Name", "Ace", "Bea"]


def test_a_range_is_sorted(tab):
    """By the values of a column, biggest first."""
    tab.sort_range("A2", "C3", basecolumnindex=2, sortorder="ASCENDING")
    assert tab.get_col(1, include_tailing_empty=False) == ["Name", "Bob", "Ann"]


def test_cells_carry_looks_notes_and_formulas(tab):
    """A cell's format, note and formula are there when it is fetched again."""
    cell = tab.cell("C2")
    cell.color = (0.6, 0.2, 1.0, 0)
    cell.set_text_format("bold", value=True).set_number_format(
        FormatType.CURRENCY, "[$₹]#,##0.00"
    )
    cell.set_horizontal_alignment(HorizontalAlignment.CENTER)
    cell.note = "pays late"
    tab.cell("C4").formula = "=SUM(C2:C3)"

    again = tab.cell("C2")
    assert (again.value, again.note) == ("₹120.00", "pays late")
    assert again.color[:3] == (0.6, 0.2, 1)
    assert again.text_format["bold"] is True
    assert again.horizontal_alignment == HorizontalAlignment.CENTER
    assert tab.cell("C4").formula == "=SUM(C2:C3)"


def test_ranges_are_formatted(tab):
    """Formats, borders and merges lie over a range."""
    heading = pygsheets.Cell("A1")
    heading.set_text_format("italic", value=True)
    row = tab.get_values("A1", "C1", returnas="range")
    row.apply_format(heading, fields="userEnteredFormat.textFormat")
    row.update_borders(bottom=True, style="SOLID")
    cell = tab.cell("B1")
    cell.fetch()
    assert cell.text_format["italic"] is True
    assert cell.borders["bottom"]["style"] == "SOLID"

    tab.merge_cells("A5", "B6")
    tab.refresh()
    assert [one.label for one in tab.merged_ranges] == ["'Sheet1'!A5:B6"]


def test_ranges_are_named_and_guarded(tab):
    """Names, protections, rules, filters and sizes are taken, and taken back."""
    tab.create_named_range("customers", "A2", "A3", returnas="json")
    found = tab.get_named_range("customers")
    assert [cell.value for (cell,) in found.cells] == ["Ann", "Bob"]
    tab.delete_named_range("customers")
    with pytest.raises(RangeNotFound):
        tab.get_named_range("customers")

    protected = tab.create_protected_range("A1", "C1")
    protected.editors = ("users", FRIEND)
    (found,) = tab.get_protected_ranges()
    assert set(found.editors["users"]) == {SELLER, FRIEND}
    tab.remove_protected_range(found.protect_id)
    assert tab.get_protected_ranges() == []

    tab.set_data_validation(
        "B2",
        "B3",
        condition_type="ONE_OF_LIST",
        condition_values=["Pune", "Goa"],
        showCustomUi=True,
    )
    tab.add_conditional_formatting(
        "C2", "C3", "NUMBER_BETWEEN", {"backgroundColor": {"red": 1}}, ["1", "100"]
    )
    tab.set_basic_filter(start="A1", end="C3")
    tab.clear_basic_filter()
    tab.adjust_column_width(1, pixel_size=150)
    tab.adjust_row_height(1, pixel_size=40)
    tab.hide_dimensions(4, dimension="COLUMNS")


def test_a_dataframe_comes_back_as_it_went(tab):
    """Numbers, text and gaps survive."""
    frame = pd.DataFrame(
        {"Name": ["Ann", "Bob"], "Orders": [3, 12], "Spent": [0.5, 1234.25]}
    )
    tab.set_dataframe(frame, "A1", fit=True)

    tab.refresh()
    assert (tab.rows, tab.cols) == (3, 3)
    assert_frame_equal(tab.get_as_df(), frame, check_dtype=False)


def test_metadata_and_charts_are_kept(book, tab):
    """Metadata is found by key; a chart has its title, data and place."""
    tab.create_developer_metadata("kind", "orders")
    book.create_developer_metadata("kind", "shop")
    assert [one.value for one in tab.get_developer_metadata("kind")] == ["orders"]
    assert {
        one.value for one in book.get_developer_metadata("kind", search_sheets=True)
    } == {"orders", "shop"}

    tab.add_chart(
        ("A2", "A3"), [("C2", "C3")], "Spent", ChartType.COLUMN, anchor_cell="E2"
    )
    (chart,) = tab.get_charts("Spent")
    assert chart.anchor_cell == (2, 5)
    chart.title = "Spending"
    assert [one.title for one in tab.get_charts()] == ["Spending"]
    chart.delete()
    assert tab.get_charts() == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_spreadsheet_is_shared_and_exported(book, tab, tmp_path):
    """Permissions come and go; files land in a folder."""
    book.share(FRIEND, role="writer", type="user", sendNotificationEmail=False)
    assert {one["emailAddress"]: one["role"] for one in book.permissions} == {
        SELLER: "owner",
        FRIEND: "writer",
    }
    book.remove_permission(FRIEND)
    assert [one["emailAddress"] for one in book.permissions] == [SELLER]

    book.export(ExportType.XLS, path=f"{tmp_path}/", filename="shop")
    assert (tmp_path / "shop.xls").read_bytes().startswith(b"PK")
    tab.export(ExportType.CSV, path=f"{tmp_path}/", filename="orders")
    (csv,) = tmp_path.glob("orders*.csv")
    assert csv.read_text("utf-8").splitlines()[1] == "Ann,Chennai,120"


def test_a_batch_collects_requests(client, book):
    """In batch mode requests wait, and then go out together."""
    tab = book.sheet1
    client.set_batch_mode(True)
    try:
        tab.title = "Later"
        tab.frozen_rows = 2
        assert client.open_by_key(book.id).sheet1.title == "Sheet1"
        client.run_batch()
    finally:
        client.set_batch_mode(False)
    again = client.open_by_key(book.id).sheet1
    assert (again.title, again.frozen_rows) == ("Later", 2)


def test_a_refusal_is_an_http_error(client, book):
    """What Google's client raises comes through."""
    with pytest.raises(HttpError) as refused:
        book.add_worksheet("Sheet1")
    assert refused.value.status_code == 400
    assert 'A sheet with the name "Sheet1" already exists.' in refused.value.reason
    with pytest.raises(HttpError) as missing:
        client.open_by_key("nope")
    assert missing.value.status_code == 404
