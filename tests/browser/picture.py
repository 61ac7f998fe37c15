"""Takes the picture of the desk that the documentation shows.

Usage: python -m tests.browser.picture
"""

from local_sheets import LocalServer
from tests.browser.conftest import Desk, furnished, import_lagos, launched
from tests.conftest import ROOT

PICTURE = ROOT / "docs" / "desk.png"


def take(desk: Desk, server: LocalServer) -> None:
    """Refresh an example from the menu and take the picture of its overview."""
    desk.open(import_lagos(server, "Lagos clothing"))
    desk.refresh()
    desk.page.locator("#toast", has_text="Done").wait_for(timeout=60_000)
    desk.page.get_by_role("tab", name="Overview", exact=True).wait_for()
    desk.choose_tab("Overview")
    desk.cell("A12").click()
    desk.page.screenshot(path=PICTURE, animations="disabled")


if __name__ == "__main__":
    with furnished() as server, launched() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 640})
        take(Desk(page, server), server)
