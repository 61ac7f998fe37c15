"""The three functions over HTTP, against a local Sheets server."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest

from sheets_sync.bootstrap import build_services
from sheets_sync.serve import AUDIENCE, SERVICE_ACCOUNT, functions_app, local_settings
from tests.conftest import OWNER, Tracker

PANEL = "https://n-abc123-0lu-script.googleusercontent.com"


@pytest.fixture
def people(tracker_of) -> Tracker:
    rows = [["Name", "Phone", "Orders", "Total spent", "Last order"]]
    rows += [
        [f"Person {n}", f"+23480300001{n:02}", n, n * 1000, 46300] for n in range(9)
    ]
    return tracker_of({"Customers": rows})


@pytest.fixture
def functions(server):
    """A test client of the functions, set up as `serve` sets them up."""
    return functions_app(build_services(local_settings(server))).test_client()


def headers(server, **changes):
    """Return the headers the add-on sends; keywords replace claims of the ID token."""
    claims = {"email": OWNER, "audience": AUDIENCE, **changes}
    email, audience = claims.pop("email"), claims.pop("audience")
    return {
        "Authorization": f"Bearer {server.issuer.id_token(email, audience, **claims)}",
        "X-Sheets-Access-Token": server.issuer.access_token(OWNER),
    }


def ask(functions, tracker, *, sent, **body):
    body = {"spreadsheet_id": tracker.spreadsheet_id, "as_of": "2026-11-21", **body}
    return functions.post("/refresh", json=body, headers=sent)


def test_a_signed_in_caller_gets_the_report(functions, people):
    """The spreadsheet is refreshed as the caller."""
    answer = ask(functions, people, sent=headers(people.server))

    assert answer.status_code == 200
    assert answer.json["customers"] == 9
    assert answer.json["applied"] is True
    assert "VIP" in people.titles()


def test_progress_comes_line_by_line_to_who_asks_for_it(functions, people):
    """NDJSON has progress events first and the report last."""
    sent = {**headers(people.server), "Accept": "application/x-ndjson"}

    answer = ask(functions, people, sent=sent)

    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["progress"]["step"] for line in lines[:-1]] == [
        "reading",
        "segmenting",
        "writing",
    ]
    assert lines[-1]["report"]["customers"] == 9


def test_a_problem_is_the_last_line_of_a_stream(functions, people):
    """A caller that reads lines finds the problem in the lines."""
    sent = {**headers(people.server), "Accept": "application/x-ndjson"}

    answer = ask(functions, people, sent=sent, scheme="nonsense")

    last = json.loads(answer.text.splitlines()[-1])
    assert last["problem"]["code"] == "unknown_scheme"


@pytest.mark.parametrize(
    "claims",
    [
        {"audience": "somebody-else"},
        {"expires_in_s": -3600, "now": datetime.now(UTC) - timedelta(days=1)},  # noqa: TID251
        {"iss": "https://accounts.example.com"},
        {"email_verified": False},
    ],
    ids=["audience", "expired", "issuer", "unverified"],
)
def test_a_bad_id_token_is_refused_and_nothing_is_written(functions, people, claims):
    """Every way a token can be wrong gives 401 and an unchanged spreadsheet."""
    before = people.everything()

    answer = ask(functions, people, sent=headers(people.server, **claims))

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")
    assert answer.mimetype == "application/problem+json"
    assert people.everything() == before


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer x.y.z", "Bearer é", "Basic abc", "Bearer " + "a" * 2000],
)
def test_what_is_no_token_is_refused(functions, people, authorization):
    """Garbage in the header gives 401, never a crash."""
    sent = {**headers(people.server), "Authorization": authorization.encode()}

    answer = ask(functions, people, sent=sent)

    assert (answer.status_code, answer.json["code"]) == (401, "not_signed_in")


def test_a_token_signed_by_somebody_else_is_refused(functions, people):
    """The signature must be of a certificate that is published."""
    sent = headers(people.server)
    head, claims, _ = sent["Authorization"].split(".")
    sent["Authorization"] = f"{head}.{claims}.c2lnbmF0dXJl"

    answer = ask(functions, people, sent=sent)

    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"spreadsheet_id": ""}, "bad_request"),
        ({"spreadsheet_id": "../etc"}, "bad_request"),
        ({"spreadsheet_id": 5}, "bad_request"),
        ({"mode": "destroy"}, "bad_request"),
        ({"as_of": "tomorrow"}, "bad_request"),
        ({"scheme": 7}, "bad_request"),
        ({"extra": 1}, "bad_request"),
        ({"only_if_due": True}, "bad_request"),
        ({"mode": []}, "bad_request"),
        ({"spreadsheet_id": "1" * 44}, "spreadsheet_not_found"),
    ],
)
def test_a_bad_request_is_named(functions, people, body, code):
    """The answer is a problem with a code and a sentence, not a crash."""
    answer = ask(functions, people, sent=headers(people.server), **body)

    assert answer.json["code"] == code
    assert answer.status_code in {400, 404}
    assert answer.json["detail"].endswith(".")


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{", b'"x"', b"\xff", b"x" * 20_000, b"[" * 9_000]
)
def test_a_body_that_is_no_json_object_is_refused(functions, people, data):
    """Any bytes whatever get an answer."""
    answer = functions.post("/refresh", data=data, headers=headers(people.server))

    assert (answer.status_code, answer.json["code"]) == (400, "bad_request")


def test_a_body_without_a_length_is_bounded_too(functions, people):
    """A chunked body is not read without end."""
    answer = functions.post(
        "/refresh",
        input_stream=io.BytesIO(b" " * 50_000),
        headers={**headers(people.server), "Transfer-Encoding": "chunked"},
        environ_overrides={"wsgi.input_terminated": True},
    )

    assert (answer.status_code, answer.json["code"]) == (400, "bad_request")


def test_a_caller_without_access_is_refused(functions, people):
    """The caller's own access decides."""
    sent = headers(people.server)
    sent["X-Sheets-Access-Token"] = people.server.issuer.access_token("x@example.com")

    answer = ask(functions, people, sent=sent)

    assert (answer.status_code, answer.json["code"]) == (403, "no_access")


def test_the_panel_may_read_the_answer_and_other_pages_may_not(functions):
    """CORS names the add-on's origin only."""
    allowed = functions.options("/refresh", headers={"Origin": "http://127.0.0.1:8787"})
    refused = functions.options("/refresh", headers={"Origin": "https://evil.example"})

    assert allowed.status_code == 204
    assert allowed.headers["Access-Control-Allow-Origin"] == "http://127.0.0.1:8787"
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_the_schedule_refreshes_the_trackers_that_ask_for_it(
    server, people, tracker_of
):
    """Shared and daily is refreshed; shared and off, or not shared, is not."""
    services = build_services(local_settings(server))
    functions = functions_app(services).test_client()
    quiet = tracker_of({"Customers": [["Name", "Phone"], ["Ada", "+2348030000101"]]})
    for tracker in (people, quiet):
        tracker.refresh(clock=lambda: datetime(2020, 1, 1, tzinfo=UTC))
        share(tracker, SERVICE_ACCOUNT)
    choose_daily(people)

    first = functions.post("/schedule", headers={"X-CloudScheduler-ScheduleTime": "t1"})
    again = functions.post("/schedule", headers={"X-CloudScheduler-ScheduleTime": "t1"})
    services.tasks().join()

    assert first.json == {"enqueued": 2, "known": 0}
    assert again.json == {"enqueued": 0, "known": 2}
    assert stamp(people) > 46000
    assert stamp(quiet) < 46000


def test_a_task_for_a_tracker_that_is_not_due_does_nothing(functions, people):
    """The answer is 200, because there is nothing to repeat."""
    people.refresh()
    share(people, SERVICE_ACCOUNT)
    before = people.all_rows()

    answer = functions.post(
        "/refresh_task", json={"spreadsheet_id": people.spreadsheet_id}
    )

    assert (answer.status_code, answer.json["applied"]) == (200, False)
    assert people.all_rows() == before


def test_a_task_that_only_a_person_can_mend_is_not_repeated(functions, people):
    """Cloud Tasks repeats whatever is not 2xx; a missing share stays missing."""
    answer = functions.post(
        "/refresh_task", json={"spreadsheet_id": people.spreadsheet_id}
    )

    assert (answer.status_code, answer.json["code"]) == (200, "no_access")


@pytest.fixture
def halved(tracker_of) -> Tracker:
    """A tracker that was refreshed, and then lost half of its customers."""
    rows = [["Name", "Phone", "Orders", "Total spent", "Last order"]]
    rows += [
        [f"Person {n}", f"+23480300001{n}", n, n * 1000, 46300] for n in range(10, 30)
    ]
    tracker = tracker_of({"Customers": rows})
    tracker.refresh()
    span = {"dimension": "ROWS", "startIndex": 1, "endIndex": 11}
    place = {"sheetId": tracker.sheet_id("Customers"), **span}
    tracker.send({"deleteDimension": {"range": place}})
    return tracker


def test_an_unusually_large_change_is_a_problem_with_its_figures(functions, halved):
    """It goes through when the same request says that it is confirmed."""
    sent = headers(halved.server)

    held = ask(functions, halved, sent=sent)
    unsure = ask(functions, halved, sent=sent, confirm="yes")
    confirmed = ask(functions, halved, sent=sent, confirm=True)

    assert (held.status_code, held.json["code"]) == (409, "needs_confirmation")
    assert "Retry-After" not in held.headers
    assert held.json["held_back"] == [
        {
            "code": "customers_gone",
            "gone": 10,
            "of": 20,
            "reason": held.json["detail"],
        }
    ]
    assert (unsure.status_code, unsure.json["code"]) == (400, "bad_request")
    assert (confirmed.status_code, confirmed.json["applied"]) == (200, True)


def test_a_task_never_confirms_and_is_not_repeated(functions, halved):
    """Whatever its body says, the change waits for a person."""
    share(halved, SERVICE_ACCOUNT)
    choose_daily(halved)
    before = halved.all_rows()

    answer = functions.post(
        "/refresh_task",
        json={"spreadsheet_id": halved.spreadsheet_id, "confirm": True},
    )

    assert (answer.status_code, answer.json["code"]) == (200, "needs_confirmation")
    assert halved.all_rows() == before


def share(tracker, email):
    url = f"https://www.googleapis.com/drive/v3/files/{tracker.spreadsheet_id}/permissions"
    body = {"type": "user", "role": "writer", "emailAddress": email}
    tracker.client().http.request("post", url, json=body)


def choose_daily(tracker):
    rows = tracker.rows("Segment rules")
    at = next(i for i, row in enumerate(rows) if row and row[0] == "Refresh by itself")
    tracker.type_cell("Segment rules", at, 1, "Daily")


def stamp(tracker):
    rows = tracker.rows("Overview")
    return next(row[1] for row in rows if row[:1] == ["Last refreshed"])
