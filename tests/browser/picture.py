"""Takes the pictures of the desk that the documentation shows.

Usage: python -m tests.browser.picture
"""

from datetime import UTC, date, datetime

from local_sheets import LocalServer
from tests.browser.conftest import Desk, furnished, import_lagos, launched
from tests.conftest import ROOT, Tracker

DOCS = ROOT / "docs"
# A month before today's refresh, so that customers have moved since.
BEFORE = date(2026, 10, 20)


def take(desk: Desk, server: LocalServer) -> None:
    """Refresh an example from the menu and take pictures of two of its tabs."""
    spreadsheet_id = import_lagos(server, "Lagos clothing")
    moment = datetime(2026, 10, 20, 9, tzinfo=UTC)
    Tracker(server, spreadsheet_id).refresh(clock=lambda: moment, as_of=BEFORE)
    desk.open(spreadsheet_id)
    desk.refresh()
    desk.page.locator("#toast", has_text="Done").wait_for(timeout=60_000)
    desk.page.get_by_role("tab", name="Overview", exact=True).wait_for()
    desk.choose_tab("Overview")
    picture(desk, "overview.png", 1626, 760)
    desk.choose_tab("At risk")
    picture(desk, "segment-tab.png", 1626, 560)
    desk.choose_tab("Overview")
    picture(desk, "desk.png", 1280, 640)


def picture(desk: Desk, name: str, width: int, height: int) -> None:
    """Take one picture, when the messages are gone and the charts are drawn."""
    desk.page.set_viewport_size({"width": width, "height": height})
    desk.cell("A1").click()
    desk.page.locator("#toast").wait_for(state="hidden", timeout=60_000)
    desk.page.wait_for_load_state("networkidle")
    desk.page.screenshot(path=DOCS / name, animations="disabled")


if __name__ == "__main__":
    with furnished() as server, launched() as browser:
        page = browser.new_page(viewport={"width": 1626, "height": 760})
        take(Desk(page, server), server)
