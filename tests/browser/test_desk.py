"""The desk page in a real browser, as a person uses it."""

import re

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from local_sheets import LocalServer
from tests.browser.conftest import Desk
from tests.conftest import OWNER, create_spreadsheet

expect = pytest.importorskip("playwright.sync_api").expect


def test_tabs_are_shown_and_switched(desk, lagos_id):
    """A tab shows its cells under the frozen header, and takes the arrow keys."""
    desk.open(lagos_id)
    expect(desk.page.locator("h1")).to_have_text("lagos-clothing")
    expect(desk.page.locator(".slick-pane-top [data-cell=A3]")).to_have_text("Name")
    expect(desk.page.locator(".slick-pane-bottom [data-cell=A4]")).to_have_text(
        "Titilayo Fashola"
    )

    desk.choose_tab("Price list")
    expect(desk.page.locator("#address")).to_have_text("A1")
    desk.page.keyboard.press("ArrowDown")

    expect(desk.page.locator("#address")).to_have_text("A2")
    assert re.search(r"#gid=3$", desk.page.url)


def test_a_finding_leads_to_its_cell(desk, lagos_id):
    """A link of the Data check tab goes to the cell that it names."""
    desk.open(lagos_id)
    desk.refresh()
    expect(desk.page.locator("#toast")).to_contain_text("Done", timeout=30_000)
    desk.choose_tab("Data check")
    link = desk.page.locator("#grid a").first
    cell = link.inner_text()

    link.click()

    expect(desk.page.locator("#address")).to_have_text(cell)
    expect(desk.page.locator(".tab[aria-selected=true]")).not_to_have_text("Data check")


def test_the_spreadsheet_is_downloaded_as_a_workbook(desk, lagos_id, tmp_path):
    """The file has the title of the spreadsheet, every tab and what the cells say."""
    desk.open(lagos_id)

    with desk.page.expect_download() as started:
        desk.page.get_by_role("link", name="Download .xlsx").click()

    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    workbook = CalamineWorkbook.from_path(path)
    rows = workbook.get_sheet_by_name("Customers").to_python()
    assert path.name == "lagos-clothing.xlsx"
    assert workbook.sheet_names[:2] == ["Customers", "Orders 2026"]
    assert rows[2][:2] == ["Name", "WhatsApp No."]
    assert rows[3][0] == "Titilayo Fashola"


@pytest.mark.parametrize("name", ["my tracker.csv", "my tracker.xlsx"])
def test_a_file_of_the_persons_is_added_and_opened(desk, lagos_id, tmp_path, name):
    """An uploaded file becomes the open spreadsheet, with its name in the list."""
    desk.open(lagos_id)
    path = tmp_path / name
    if path.suffix == ".csv":
        path.write_text("Name,Phone\nAda Obi,0803 000 0101\n", "utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            book.add_worksheet("Customers").write_column("A1", ["Name", "Ada Obi"])

    desk.page.set_input_files("#upload", path)

    expect(desk.page.locator("h1")).to_have_text("my tracker")
    expect(desk.cell("A2")).to_have_text("Ada Obi")
    current = desk.page.locator("#files [aria-current=true]")
    expect(current).to_contain_text("my tracker")


def test_a_file_that_is_no_workbook_is_refused_in_words(desk, lagos_id, tmp_path):
    """The open spreadsheet stays open under the dialog."""
    desk.open(lagos_id)
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")

    desk.page.set_input_files("#upload", path)

    expect(desk.page.get_by_role("dialog")).to_contain_text("That did not work")
    expect(desk.page.locator("h1")).to_have_text("lagos-clothing")


def test_twenty_thousand_rows_are_there_when_they_are_looked_at(
    desk, serving, tmp_path
):
    """Rows come a block at a time, few are on the page, and the last is a key away."""
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(f"Order {number}" for number in range(1, 20_001)))
    read = []
    desk.page.on("request", lambda request: read.append(request.url))
    desk.open(serving.store.import_file(path, owner=OWNER))
    blocks = [url for url in read if "rowData" in url]
    assert 1 <= len(blocks) <= 2
    assert desk.page.locator(".slick-row").count() < 500

    desk.page.keyboard.press("Control+End")

    last = desk.page.locator("#grid .text", has_text=re.compile("^Order 20000$"))
    expect(last).to_be_visible()
    assert desk.page.locator(".slick-row").count() < 500


def test_hidden_tabs_are_listed_on_request(desk, serving):
    """A hidden tab is out of the strip until the person asks for it."""
    spreadsheet_id = create_spreadsheet(serving, {"Seen": [["a"]], "Unseen": [["b"]]})
    unseen = serving.store.spreadsheet(spreadsheet_id).sheets[1].sheet_id
    properties = {"sheetId": unseen, "hidden": True}
    request = {"properties": properties, "fields": "hidden"}
    serving.store.batch_update(spreadsheet_id, [{"updateSheetProperties": request}])
    desk.open(spreadsheet_id)
    assert desk.page.locator(".tab").all_inner_texts() == ["Seen"]

    desk.page.get_by_role("button", name="Show hidden tabs (1)").click()

    assert desk.page.locator(".tab").all_inner_texts() == ["Seen", "Unseen"]

    desk.choose_tab("Unseen")
    expect(desk.cell("A1")).to_have_text("b")


def test_what_somebody_else_writes_appears_by_itself(desk, serving):
    """A change by another program is on the page a moment later, tab and cell kept."""
    spreadsheet_id = create_spreadsheet(serving, {"Notes": [["one", "two"]]})
    sheet_id = serving.store.spreadsheet(spreadsheet_id).sheets[0].sheet_id
    desk.open(spreadsheet_id)
    desk.cell("B1").click()
    value = {"userEnteredValue": {"stringValue": "three"}}
    request = {
        "start": {"sheetId": sheet_id, "columnIndex": 1},
        "rows": [{"values": [value]}],
        "fields": "userEnteredValue",
    }

    serving.store.batch_update(spreadsheet_id, [{"updateCells": request}])

    expect(desk.page.locator("#content")).to_have_text("three", timeout=10_000)
    expect(desk.page.locator("#address")).to_have_text("B1")


def test_without_functions_there_is_nothing_to_refresh_with(window):
    """The page of the local Sheets server alone invites to add a file."""
    with LocalServer() as server:
        window.goto(server.url)

        expect(window.locator("#empty")).to_be_visible()
        expect(window.locator("#refresh")).to_be_hidden()
        expect(window.get_by_role("menuitem", name="File")).to_be_visible()
        assert window.get_by_role("menuitem", name="Extensions").count() == 0


def test_a_server_that_went_away_is_told_in_words(window):
    """Pressing a tab then says what to look at, and the page stays."""
    with LocalServer() as server:
        desk = Desk(window, server)
        desk.open(create_spreadsheet(server, {"One": [["a"]], "Two": [["b"]]}))

    window.get_by_role("tab", name="Two").click()

    dialog = window.get_by_role("dialog")
    expect(dialog).to_contain_text("Is the server still running?")
