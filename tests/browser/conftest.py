"""One browser and one server for every test of the desk page."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from local_sheets import LocalServer
from sheets_sync.bootstrap import build_services
from sheets_sync.serve import furnish, local_settings, running_functions
from tests.conftest import EXAMPLES, OWNER

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


@dataclass
class Desk:
    """The page in the browser, with the server behind it."""

    page: Any
    server: LocalServer

    def open(self, spreadsheet_id: str) -> None:
        """Open a spreadsheet and wait for its first cells."""
        self.page.goto(f"{self.server.url}/?id={spreadsheet_id}")
        self.page.locator("#address").filter(has_text="A1").wait_for()

    def cell(self, name: str) -> Any:
        """Return the locator of a cell that is in sight on the open tab."""
        return self.page.locator(f"#grid [data-cell={name}]")

    def choose_tab(self, title: str) -> None:
        """Press a tab and wait until it is the open one."""
        self.page.get_by_role("tab", name=title, exact=True).click()
        self.page.locator(".tab[aria-selected=true]", has_text=title).wait_for()

    def menu(self, *captions: str) -> None:
        """Press menu items one after the other."""
        for caption in captions:
            self.page.get_by_role("menuitem", name=caption, exact=True).click()

    def refresh(self) -> None:
        """Refresh as a person does."""
        self.menu("Extensions", "Sheet Segments", "Refresh segments")


@contextmanager
def launched() -> Iterator[Any]:
    """Yield Chromium, without a window."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="no Playwright: install the dev extra"
    )
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@contextmanager
def furnished() -> Iterator[LocalServer]:
    """Yield a server with the functions and the add-on, as `serve` joins them."""
    with LocalServer() as server:
        services = build_services(local_settings(server))
        with running_functions(services, 0) as url:
            furnish(server.desk, f"{url}/refresh")
            yield server


def import_lagos(server: LocalServer, title: str | None = None) -> str:
    """Import an example tracker and return its id."""
    path = EXAMPLES / "lagos-clothing.xlsx"
    place = {"locale": "en_NG", "time_zone": "Africa/Lagos"}
    return server.store.import_file(path, title=title, owner=OWNER, **place)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests."""
    with launched() as running:
        yield running


@pytest.fixture(scope="session")
def serving() -> Iterator[LocalServer]:
    """One server for all tests."""
    with furnished() as server:
        yield server


@pytest.fixture(scope="session")
def one_page(browser) -> Iterator[Any]:
    """One page for all tests: a new one reads all the scripts again."""
    page = browser.new_page(viewport={"width": 1360, "height": 800})
    page.set_default_timeout(10_000)
    yield page
    page.close()


@pytest.fixture
def window(one_page) -> Iterator[Any]:
    """A window with nothing in it; it must raise no error, fetch nothing from afar."""
    errors, urls = [], []

    def note_error(line) -> None:
        # The browser also reports each refusal that the page handles.
        if line.type == "error" and not line.text.startswith("Failed to load resource"):
            errors.append(line.text)

    listeners = {
        "console": note_error,
        "pageerror": lambda error: errors.append(str(error)),
        "request": lambda request: urls.append(request.url),
    }
    for event, listener in listeners.items():
        one_page.on(event, listener)
    yield one_page
    one_page.goto("about:blank")
    for event, listener in listeners.items():
        one_page.remove_listener(event, listener)
    assert errors == []
    assert [url for url in urls if not re.match(r"http://127\.0\.0\.1:", url)] == []


@pytest.fixture
def desk(window, serving) -> Desk:
    """The page as `serve` shows it."""
    return Desk(window, serving)


@pytest.fixture
def lagos_id(serving) -> str:
    """The id of a fresh copy of an example tracker."""
    return import_lagos(serving)
