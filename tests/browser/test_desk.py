"""The desk page in a real browser, as a person uses it."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from python_calamine import CalamineWorkbook

from local_sheets import LocalServer
from local_sheets.desk.page import Refresher
from sheets_sync.bootstrap import build_services
from sheets_sync.serve import AUDIENCE, local_settings, running_functions
from tests.conftest import EXAMPLES, OWNER, ROOT, create_spreadsheet

playwright = pytest.importorskip(
    "playwright.sync_api", reason="no Playwright: install the dev extra"
)
expect = playwright.expect

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Without them Chromium looks up hosts of its maker at every start.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NODE_MODULES = ROOT / "appsscript" / "node_modules"


@dataclass
class Desk:
    """The page in the browser, with the servers behind it."""

    page: "playwright.Page"
    server: LocalServer

    def open(self, spreadsheet_id: str) -> None:
        self.page.goto(f"{self.server.url}/?id={spreadsheet_id}")
        expect(self.page.locator("#address")).to_have_text("A1")

    def cell(self, name: str) -> "playwright.Locator":
        """Return the locator of a cell that is in sight on the open tab."""
        return self.page.locator(f"#grid [data-cell={name}]")

    def choose_tab(self, title: str) -> None:
        self.page.get_by_role("tab", name=title, exact=True).click()
        expect(self.page.locator(".tab[aria-selected=true]")).to_have_text(title)

    def refresh(self) -> None:
        self.page.get_by_role("button", name="Refresh segments").click()


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def serving() -> Iterator[LocalServer]:
    """The local Sheets server and the functions, as `serve` puts them together."""
    with LocalServer() as server:
        services = build_services(local_settings(server))
        with running_functions(services, 0) as url:
            server.desk.refresh = Refresher(f"{url}/refresh", AUDIENCE)
            yield server


@pytest.fixture
def desk(browser, serving) -> Iterator[Desk]:
    """A new window; it must raise no error and fetch nothing from outside."""
    page = browser.new_page(viewport={"width": 1360, "height": 800})
    errors, urls = [], []

    def note_error(line) -> None:
        # The browser also reports each refusal that the page handles.
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            errors.append(line.text)

    page.on("console", note_error)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: urls.append(request.url))
    yield Desk(page, serving)
    page.close()
    assert errors == []
    assert [url for url in urls if not re.match(r"http://127\.0\.0\.1:", url)] == []


@pytest.fixture
def lagos_id(serving) -> str:
    path = EXAMPLES / "lagos-clothing.xlsx"
    return serving.store.import_file(
        path, locale="en_NG", time_zone="Africa/Lagos", owner=OWNER
    )


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


def test_refresh_brings_labels_and_segment_tabs(desk, lagos_id):
    """The button does what the menu item does, and the page shows the outcome."""
    desk.open(lagos_id)

    desk.refresh()

    expect(desk.page.locator("#toast")).to_contain_text(
        re.compile(r"Done: 72 customers in \d segments; nobody moved\."), timeout=30_000
    )
    expect(desk.cell("G3")).to_have_text("Segment")
    expect(desk.cell("G4")).not_to_be_empty()
    ours = set(desk.page.locator(".tab.ours").all_inner_texts())
    assert {"Overview", "VIP", "Segment rules", "Data check"} <= ours
    assert "Customers" not in ours


def test_a_finding_leads_to_its_cell(desk, lagos_id):
    """A link of the Data check tab goes to the cell that it names."""
    desk.open(lagos_id)
    desk.refresh()
    desk.choose_tab("Data check")
    link = desk.page.locator("#grid a").first
    cell = link.inner_text()

    link.click()

    expect(desk.page.locator("#address")).to_have_text(cell)
    expect(desk.page.locator(".tab[aria-selected=true]")).not_to_have_text("Data check")


def test_a_spreadsheet_that_is_no_tracker_is_explained(desk, serving):
    """The person reads what is the matter and what to do, in a dialog."""
    desk.open(create_spreadsheet(serving, {"Ideas": [["Colour"], ["indigo"]]}))

    desk.refresh()

    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("No customers or orders found")
    expect(dialog).to_contain_text("Give one tab a header row")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_be_hidden()
    expect(desk.page.locator("#refresh")).to_be_enabled()


@pytest.mark.parametrize(
    "typed",
    [
        "<script>document.title = 1</script>",
        '<img src=x onerror="document.title = 1">',
        '=HYPERLINK("https://example.com/?"&A1)',
        "{{7*7}} &amp; <b>bold</b>",
    ],
)
def test_whatever_is_typed_into_a_cell_is_text(desk, serving, typed):
    """Neither a cell, a tab, a note nor a title puts anything but text on the page."""
    tab = typed.translate(str.maketrans("", "", "[]*?:/\\"))
    spreadsheet_id = create_spreadsheet(serving, {tab: [["Name"], [typed]]})
    sheet_id = serving.store.spreadsheet(spreadsheet_id).sheets[0].sheet_id
    title = {"properties": {"title": typed}, "fields": "title"}
    cell = {"sheetId": sheet_id, "rowIndex": 1, "columnIndex": 0}
    note = {"start": cell, "rows": [{"values": [{"note": typed}]}], "fields": "note"}
    requests = [{"updateSpreadsheetProperties": title}, {"updateCells": note}]
    serving.store.batch_update(spreadsheet_id, requests)

    desk.open(spreadsheet_id)
    desk.cell("A2").click()

    expect(desk.cell("A2")).to_have_text(typed)
    expect(desk.page.locator("#content")).to_have_text(typed)
    expect(desk.page.locator("h1")).to_have_text(typed)
    expect(desk.page.locator(".tab")).to_have_text(tab)
    expect(desk.page.locator(".has-note")).to_have_attribute("title", typed)
    assert desk.page.title() == typed
    assert desk.page.locator("#grid :is(script, img, b, a)").count() == 0


@pytest.mark.parametrize(
    ("uri", "is_link"),
    [
        ("https://wa.me/2348030000101?text=Hi", True),
        ("mailto:ada@example.com", True),
        ("javascript:document.title='caught'", False),
        ("data:text/html,<p>hello", False),
        ("//example.com/elsewhere", False),
    ],
)
def test_only_links_that_are_safe_to_follow_are_links(desk, serving, uri, is_link):
    """A link opens the web, mail or telephone in another window; others stay text."""
    spreadsheet_id = create_spreadsheet(serving, {"Links": [["Write to Ada"]]})
    sheet_id = serving.store.spreadsheet(spreadsheet_id).sheets[0].sheet_id
    linked = {"userEnteredFormat": {"textFormat": {"link": {"uri": uri}}}}
    request = {
        "start": {"sheetId": sheet_id},
        "rows": [{"values": [linked]}],
        "fields": "userEnteredFormat.textFormat.link",
    }
    serving.store.batch_update(spreadsheet_id, [{"updateCells": request}])

    desk.open(spreadsheet_id)

    expect(desk.cell("A1")).to_have_text("Write to Ada")
    links = desk.page.locator("#grid a")
    assert links.count() == is_link
    if is_link:
        assert links.get_attribute("href") == uri
        assert links.get_attribute("target") == "_blank"


def test_the_spreadsheet_is_downloaded_as_a_workbook(desk, lagos_id, tmp_path):
    """The file has the title of the spreadsheet and opens with every tab."""
    desk.open(lagos_id)

    with desk.page.expect_download() as started:
        desk.page.get_by_role("link", name="Download .xlsx").click()

    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    assert path.name == "lagos-clothing.xlsx"
    assert CalamineWorkbook.from_path(path).sheet_names[:2] == [
        "Customers",
        "Orders 2026",
    ]


def test_a_file_of_the_persons_is_added_and_opened(desk, lagos_id, tmp_path):
    """An uploaded file becomes the open spreadsheet, with its name in the list."""
    desk.open(lagos_id)
    path = tmp_path / "my tracker.csv"
    path.write_text("Name,Phone\nAda Obi,0803 000 0101\n", "utf-8")

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
    """Only what is in sight is on the page, and the last row is a scroll away."""
    path = tmp_path / "orders.csv"
    path.write_text("\n".join(f"Order {number}" for number in range(1, 20_001)))
    desk.open(serving.store.import_file(path, owner=OWNER))
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


def test_without_functions_there_is_no_refresh_button(browser):
    """The page of the local Sheets server alone invites to add a file."""
    with LocalServer() as server:
        page = browser.new_page()
        page.goto(server.url)

        expect(page.locator("#empty")).to_be_visible()
        expect(page.locator("#refresh")).to_be_hidden()
        page.close()


@pytest.mark.skipif(
    not NODE_MODULES.exists(), reason="npm ci has not run in appsscript/"
)
@pytest.mark.parametrize(
    "tool",
    [
        ("typescript/bin/tsc", "--project", "tests/browser/tsconfig.json"),
        (
            "eslint/bin/eslint.js",
            "--max-warnings=0",
            "--config=tests/browser/eslint.config.mjs",
            "local_sheets/desk",
        ),
    ],
    ids=["types", "lint"],
)
def test_the_javascript_of_the_page_is_clean(node, tool):
    """Types and lint have nothing to say about the page."""
    program, *words = tool

    done = subprocess.run(
        [node, str(NODE_MODULES / program), *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
