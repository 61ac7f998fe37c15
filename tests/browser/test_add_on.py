"""The add-on on the desk page: its own files, with their menu, dialogs and panel."""

import re

import pytest

from local_sheets import LocalServer
from local_sheets.desk.page import AddOn
from tests.browser.conftest import Desk
from tests.conftest import Tracker, create_spreadsheet

expect = pytest.importorskip("playwright.sync_api").expect

# Every kind of thing that the page does for a script.
SCRIPT = """
function onOpen() {
  const more = SpreadsheetApp.getUi().createMenu("More").addItem("Read", "readCells");
  SpreadsheetApp.getUi().createMenu("Trial")
    .addItem("Ask", "ask").addSeparator().addItem("Panel", "panel").addSubMenu(more)
    .addToUi();
}
function ask() {
  const ui = SpreadsheetApp.getUi();
  const pressed = ui.alert("Sure?", "Nothing is lost.", ui.ButtonSet.YES_NO);
  const words = { [ui.Button.YES]: "Very well.", [ui.Button.NO]: "As you wish." };
  SpreadsheetApp.getActive().toast(words[pressed] || "Closed.", "Trial");
}
function panel() {
  const html = HtmlService.createHtmlOutputFromFile("Panel").setTitle("Rules");
  SpreadsheetApp.getUi().showSidebar(html);
}
function readCells() { SpreadsheetApp.getActive().getRange("A1"); }
function greet(name) { return greeting_(name); }
function greeting_(name) {
  if (name === "nobody") throw new Error("Nobody is here.");
  return `Hello ${name} of ${SpreadsheetApp.getActive().getName()}`;
}
"""
PANEL = """
<p id="said"></p>
<p id="failed"></p>
<p id="reached">nothing</p>
<script>
  const tell = (id) => (text) => { document.getElementById(id).textContent = text; };
  google.script.run.withSuccessHandler(tell("said")).greet("Ada");
  google.script.run.withFailureHandler((error) => tell("failed")(error.message))
    .greet("nobody");
  try { tell("reached")(parent.document.title); } catch {}
</script>
<button onclick="google.script.host.close()">Done</button>
"""


def test_refresh_brings_labels_and_segment_tabs(desk, lagos_id):
    """The add-on's own files build the menu and run, and the page shows the outcome."""
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


def test_a_preview_stands_beside_the_cells_and_can_be_carried_out(desk, lagos_id):
    """The panel lists customers and tabs; its button refreshes and closes it."""
    desk.open(lagos_id)

    desk.menu("Extensions", "Sheet Segments", "Preview changes")

    panel = desk.page.get_by_role("complementary", name="Preview")
    inside = panel.frame_locator("iframe")
    expect(inside.get_by_role("heading", name="72 customers would get")).to_be_visible(
        timeout=30_000
    )
    expect(inside.get_by_text("Amara Udeh")).to_be_visible()
    expect(desk.page.locator("#toast")).to_contain_text("Nothing was changed")
    assert desk.page.locator(".tab.ours").count() == 0
    inside.get_by_role("button", name="Refresh segments").evaluate(
        "it => setTimeout(() => it.click())"
    )
    expect(panel).to_be_hidden(timeout=30_000)
    expect(desk.page.locator(".tab.ours").first).to_be_visible(timeout=30_000)


@pytest.mark.parametrize(
    ("button", "toast"), [("No", "Not refreshed."), ("Yes", "Done: 12 customers")]
)
def test_an_unusually_large_change_asks_first(desk, serving, button, toast):
    """The dialog gives the figures, and only a yes writes."""
    people = [[f"Person {n}", f"+23480300001{n}"] for n in range(10, 34)]
    tabs = {"People": [["Name", "Phone"], *people]}
    tracker = Tracker(serving, create_spreadsheet(serving, tabs))
    tracker.refresh()
    span = {"dimension": "ROWS", "startIndex": 1, "endIndex": 13}
    place = {"sheetId": tracker.sheet_id("People"), **span}
    tracker.send({"deleteDimension": {"range": place}})
    desk.open(tracker.spreadsheet_id)

    desk.refresh()

    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("12 of the 24 customers", timeout=30_000)
    expect(dialog).to_contain_text("Refresh anyway?")
    dialog.get_by_role("button", name=button).click()
    expect(desk.page.locator("#toast")).to_contain_text(toast, timeout=30_000)


def test_a_spreadsheet_that_is_no_tracker_is_explained(desk, serving):
    """The person reads what is the matter and what to do, in a dialog."""
    desk.open(create_spreadsheet(serving, {"Ideas": [["Colour"], ["indigo"]]}))

    desk.refresh()

    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("found neither customers nor orders there")
    expect(dialog).to_contain_text("Give one tab a header row")
    dialog.get_by_role("button", name="OK").click()
    expect(dialog).to_be_hidden()
    expect(desk.page.locator("#toast")).to_contain_text("Not refreshed.")


@pytest.fixture
def trial(window, tmp_path):
    """The page with an add-on of the test's own."""
    (tmp_path / "Code.gs").write_text(SCRIPT, "utf-8")
    (tmp_path / "Panel.html").write_text(PANEL, "utf-8")
    with LocalServer() as server:
        server.desk.add_on = AddOn("Trial", tmp_path)
        desk = Desk(window, server)
        desk.open(create_spreadsheet(server, {"One": [["a"]]}))
        expect(window.get_by_role("menuitem", name="Trial")).to_be_visible()
        yield desk


@pytest.mark.parametrize(
    ("button", "toast"), [("Yes", "Very well."), ("No", "As you wish.")]
)
def test_a_script_waits_for_the_button_that_is_pressed(trial, button, toast):
    """A dialog answers the script, which goes on only then."""
    trial.menu("Trial", "Ask")
    expect(trial.page.get_by_role("dialog")).to_contain_text("Nothing is lost.")

    trial.page.get_by_role("button", name=button).click()

    expect(trial.page.locator("#toast")).to_have_text(f"Trial{toast}")


def test_menus_are_used_with_the_keyboard_alone(trial):
    """Arrows move, Enter opens and chooses, Escape closes."""
    trial.page.get_by_role("menuitem", name="File", exact=True).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "Escape"):
        trial.page.keyboard.press(key)
    expect(trial.page.get_by_role("menuitem", name="Trial")).to_be_focused()
    expect(trial.page.get_by_role("menuitem", name="Ask")).to_be_hidden()

    for key in ("Enter", "Enter"):
        trial.page.keyboard.press(key)
    trial.page.get_by_role("dialog").wait_for()
    trial.page.keyboard.press("Escape")

    expect(trial.page.locator("#toast")).to_contain_text("Closed.")


def test_a_panel_calls_the_scripts_functions_and_reaches_nothing_else(trial):
    """It is as wide as in Sheets, hears results and errors, and can close itself."""
    trial.menu("Trial", "Panel")

    panel = trial.page.get_by_role("complementary", name="Rules")
    inside = panel.frame_locator("iframe")
    title = trial.page.locator("h1").inner_text()
    expect(inside.locator("#said")).to_have_text(f"Hello Ada of {title}")
    expect(inside.locator("#failed")).to_have_text("Nobody is here.")
    expect(inside.locator("#reached")).to_have_text("nothing")
    assert panel.bounding_box()["width"] == 300
    # The click takes away the frame it is in, so nothing may wait for its end there.
    inside.get_by_role("button", name="Done").evaluate(
        "it => setTimeout(() => it.click())"
    )
    expect(panel).to_be_hidden()


def test_what_the_desk_does_not_have_is_said(trial):
    """A script that wants more than the desk has stops with the name of it."""
    trial.menu("Trial", "More", "Read")

    dialog = trial.page.get_by_role("dialog")
    expect(dialog).to_contain_text("The desk does not have Spreadsheet.getRange.")


def test_only_files_of_a_script_are_served(trial, tmp_path):
    """What else lies in the add-on's folder stays there."""
    (tmp_path / "secret.json").write_text("{}", "utf-8")

    for name, status in (("Code.gs", 200), ("Panel.html", 200), ("secret.json", 404)):
        answer = trial.page.request.get(f"{trial.server.url}/desk/add-on/{name}")
        assert answer.status == status


def test_without_the_add_on_a_button_refreshes(window, serving, lagos_id):
    """The button of the page calls the function itself, with progress in words."""
    add_on, serving.desk.add_on = serving.desk.add_on, None
    try:
        desk = Desk(window, serving)
        desk.open(lagos_id)
    finally:
        serving.desk.add_on = add_on

    window.get_by_role("button", name="Refresh segments").click()

    done = re.compile(r"Done: 72 customers in \d segments; nobody moved\.")
    expect(window.locator("#toast")).to_contain_text(done, timeout=30_000)
    expect(window.get_by_role("button", name="Refresh segments")).to_be_enabled()
