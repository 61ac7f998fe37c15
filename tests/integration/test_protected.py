"""Protected ranges, people who may only look, and what each is told over HTTP.

The seller owns the tracker; a helper in the shop refreshes it.
"""

from functools import partial

import pytest

from local_sheets import Fault
from sheets_sync.bootstrap import build_services
from sheets_sync.layout import TITLES
from sheets_sync.serve import AUDIENCE, functions_app, local_settings
from tests.conftest import Tracker, create_spreadsheet
from tests.faulty import PEOPLE, picture

HELPER = "helper@example.com"
OVERVIEW = TITLES["overview"]


@pytest.fixture(scope="module")
def refreshed(shared_server) -> Tracker:
    """Five customers, refreshed once by their seller on another day."""
    tabs = {"People": PEOPLE, "Ideas": [["More red"]]}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))
    tracker.refresh()
    return tracker


@pytest.fixture(scope="module")
def functions(shared_server):
    return functions_app(build_services(local_settings(shared_server))).test_client()


@pytest.fixture
def tracker(refreshed):
    """The same, as a tracker of the test's own that the helper may edit."""
    copied = refreshed.copy()
    refreshed.server.store.share(copied.spreadsheet_id, HELPER, "writer")
    yield copied
    refreshed.server.world.before = None
    refreshed.server.faults.clear()


def held(tracker: Tracker):
    return picture(tracker.server.store.spreadsheet(tracker.spreadsheet_id))


def ask(functions, tracker, **body):
    """Let the helper ask for a refresh; return status and answer."""
    issuer = tracker.server.issuer
    sent = {
        "Authorization": f"Bearer {issuer.id_token(HELPER, AUDIENCE)}",
        "X-Sheets-Access-Token": issuer.access_token(HELPER),
    }
    body = {"spreadsheet_id": tracker.spreadsheet_id, "as_of": "2026-11-21", **body}
    answer = functions.post("/refresh", json=body, headers=sent)
    return answer.status_code, answer.json


def protect(tracker, title, **asked):
    """Let the seller protect a tab, or some cells of it, against everybody else."""
    place = {"sheetId": tracker.sheet_id(title), **asked.pop("cells", {})}
    protected = {"protectedRange": {"range": place, **asked}}
    tracker.send({"addProtectedRange": protected})


def sell(tracker):
    """Let one customer buy so much that they change segment."""
    tracker.type_cell("People", 2, 2, 7)
    tracker.type_cell("People", 2, 3, 99000)


COLUMN_A = {"startColumnIndex": 0, "endColumnIndex": 1}
LABELS = {"startRowIndex": 1, "startColumnIndex": 6, "endColumnIndex": 9}


@pytest.mark.parametrize(
    ("title", "asked", "sentence"),
    [
        (OVERVIEW, {}, "The tab “Overview” is protected: you may not change it"),
        (
            OVERVIEW,
            {"description": "Tolu’s", "cells": {"endRowIndex": 9}},
            "The cells 1:9 of the tab “Overview” are protected (“Tolu’s”): you",
        ),
        ("VIP", {"cells": COLUMN_A}, "The cells A:A of the tab “VIP” are protected:"),
        ("People", {}, "The tab “People” is protected: you"),
        ("People", {"cells": LABELS}, " of the tab “People” are protected: you"),
    ],
)
def test_what_is_protected_is_said_before_anything_is_sent(
    functions, tracker, title, asked, sentence
):
    """The tab and who can help are named, nobody's address is, nothing is changed."""
    sell(tracker)
    protect(tracker, title, **asked)
    before = held(tracker)
    written = []
    tracker.server.world.before = lambda method, path, _: (
        written.append(path) if method == "POST" and ":batchUpdate" in path else None
    )

    status, problem = ask(functions, tracker)

    assert (status, problem["code"]) == (403, "protected")
    assert sentence in problem["detail"]
    assert "owner" in problem["action"]
    assert "@" not in str(problem)
    assert written == []
    previewed, report = ask(functions, tracker, mode="preview")
    assert (previewed, report["preview"]["refused"]) == (200, problem["detail"])
    assert held(tracker) == before


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Ideas", {}),
        ("People", {"cells": COLUMN_A}),
        (OVERVIEW, {"warningOnly": True}),
        ("People", {"warningOnly": True}),
        (OVERVIEW, {"editors": {"users": [HELPER]}}),
        (OVERVIEW, {"unprotectedRanges": "all"}),
    ],
    ids=["not ours", "their cells", "warning", "warning there", "editor", "left free"],
)
def test_what_does_not_concern_us_stops_nobody(functions, tracker, title, asked):
    """A warning, what is not written anyway, and what lets the caller in."""
    if "unprotectedRanges" in asked:
        asked = {"unprotectedRanges": [{"sheetId": tracker.sheet_id(title)}]}
    protect(tracker, title, **asked)
    before = protections(tracker)

    status, report = ask(functions, tracker)

    assert (status, report["applied"]) == (200, True)
    assert protections(tracker) == before


def protections(tracker):
    body = tracker.client().get(tracker.spreadsheet_id, "sheets.protectedRanges")
    return [one for sheet in body["sheets"] for one in sheet.get("protectedRanges", ())]


def test_the_owner_refreshes_whatever_is_protected(tracker):
    """A protection never keeps the owner out."""
    protect(tracker, OVERVIEW)
    sell(tracker)

    assert tracker.refresh()["moves"]


def test_a_preview_shows_what_a_refresh_would_change(functions, tracker):
    """It changes nothing, so no protection concerns it."""
    sell(tracker)
    protect(tracker, OVERVIEW)

    status, report = ask(functions, tracker, mode="preview")

    assert (status, report["applied"]) == (200, False)
    assert report["moves"]


def before_the_write(tracker, happens):
    world = tracker.server.world

    def once(method, path, body):
        if ":batchUpdate" in path:
            world.before = None
            happens()

    world.before = once


@pytest.mark.parametrize("title", [OVERVIEW, "VIP"])
def test_a_protection_that_comes_in_the_moment_before_the_write(
    functions, tracker, title
):
    """Google refuses all of it; what was read again tells why."""
    sell(tracker)
    before_the_write(tracker, partial(protect, tracker, title))

    status, problem = ask(functions, tracker)

    assert (status, problem["code"]) == (403, "protected")
    assert f"“{title}”" in problem["detail"]


def test_a_refusal_in_another_language_is_explained_by_what_was_read(
    functions, tracker
):
    """A protection that should not matter is the best reason there is."""
    sell(tracker)
    cells = {"endRowIndex": 1, "startColumnIndex": 10}
    protect(tracker, "VIP", cells=cells, description="Mine")
    refused = Fault(400, message="Celda protegida.", method="POST", path=":batchUpdate")
    tracker.server.faults.append(refused)

    status, problem = ask(functions, tracker)

    assert (status, problem["code"]) == (403, "protected")
    assert "“VIP”" in problem["detail"]
    assert "Celda" not in str(problem)


def test_a_refusal_that_nothing_explains_is_ours(functions, tracker):
    """Nobody is told to try again what would be refused again."""
    refused = Fault(400, message="Nein.", method="POST", path=":batchUpdate")
    tracker.server.faults.append(refused)

    status, problem = ask(functions, tracker)

    assert (status, problem["code"]) == (502, "rejected")
    assert "run id" in problem["action"]


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_who_may_only_look_is_told_so(functions, tracker, role):
    """Reading is not the trouble, changing is; nothing was changed."""
    tracker.server.store.share(tracker.spreadsheet_id, HELPER, role)
    before = held(tracker)

    status, problem = ask(functions, tracker)

    assert (status, problem["code"]) == (403, "no_access")
    assert problem["title"] == "You cannot change this spreadsheet"
    assert problem["detail"] == "You may not change this spreadsheet."
    assert "as an editor" in problem["action"]
    assert held(tracker) == before


@pytest.mark.parametrize("role", ["reader", "commenter"])
def test_who_may_only_look_can_preview(functions, tracker, role):
    """Also where something is protected."""
    sell(tracker)
    protect(tracker, OVERVIEW)
    tracker.server.store.share(tracker.spreadsheet_id, HELPER, role)

    status, report = ask(functions, tracker, mode="preview")

    assert (status, report["applied"]) == (200, False)
    assert report["moves"]


@pytest.mark.parametrize("mode", ["apply", "preview"])
def test_who_may_not_even_look_is_told_so(functions, refreshed, mode):
    """The sentence is about reading."""
    status, problem = ask(functions, refreshed.copy(), mode=mode)

    assert (status, problem["code"]) == (403, "no_access")
    assert problem["title"] == "You cannot open this spreadsheet"
    assert problem["detail"] == "You may not read this spreadsheet."


def test_an_office_file_is_named_as_what_it_is(functions, tracker):
    """It looks like any spreadsheet to its owner, and no API call reads it."""
    envelope = {
        "error": {"code": 400, "message": "No.", "status": "FAILED_PRECONDITION"}
    }
    tracker.server.faults.append(Fault(400, body=envelope, method="GET"))

    status, problem = ask(functions, tracker)

    assert (status, problem["code"]) == (422, "not_a_google_sheet")
    assert "Save as Google Sheets" in problem["action"]
