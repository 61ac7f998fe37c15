"""Whatever goes wrong with a call, the spreadsheet is as before or as after.

The whole table of calls, faults and kinds of refresh is in tests/soak; here is one of
each kind of fault.
"""

from datetime import datetime, timedelta

import pytest

from sheets_sync import errors
from sheets_sync.auth import IdTokenVerifier
from sheets_sync.bootstrap import build_services
from sheets_sync.refresh import Job, refresh
from sheets_sync.serve import AUDIENCE, functions_app, local_settings
from tests.conftest import AS_OF, OWNER
from tests.faulty import (
    FORMULAS,
    MISHAPS,
    STRUCTURE,
    VALUES,
    WRITE,
    Case,
    Scene,
    Wire,
    cut,
    cut_unseen,
    earlier,
    never_connected,
    sent_again_unseen,
    timed_out,
)

MOVED, NOTES = "some moved", "label in notes"
SLICE = [
    (MOVED, Case(STRUCTURE, "429 with Retry-After")),
    (MOVED, Case(VALUES, "cut short unseen")),
    (MOVED, Case(WRITE, "429")),
    (MOVED, Case(WRITE, "time-out, then it arrives")),
    (MOVED, Case(WRITE, "killed after")),
    (NOTES, Case(FORMULAS, "HTML 502")),
    (NOTES, Case(WRITE, "cut short")),
]


@pytest.fixture(scope="module")
def scenes(shared_server):
    """The scene of each kind of refresh, set once."""
    return {kind: Scene(shared_server, kind) for kind in (MOVED, NOTES)}


@pytest.mark.parametrize(
    ("kind", "case"), SLICE, ids=[f"{kind}: {case}" for kind, case in SLICE]
)
def test_a_fault_leaves_the_spreadsheet_as_before_or_as_after(scenes, kind, case):
    """Cell by cell, format by format; the next refresh completes, nothing is double."""
    case.check(scenes[kind])


def test_an_unknown_write_is_looked_up_before_anything_is_sent(scenes):
    """What was applied is found by reading, and the report tells what was done."""
    scene = scenes[MOVED]

    ended = Case(WRITE, "reset after").check(scene)

    assert ended.calls == (STRUCTURE, VALUES, WRITE, STRUCTURE, VALUES)
    assert ended.report["moves"] == scene.report["moves"] != []


def test_where_even_looking_fails_the_write_stays_unknown(scenes):
    """It is never said that nothing was changed when that is not known."""
    scene = scenes[MOVED]
    scene.begin()

    def lost_and_gone(wire, request, options):
        wire.through(request, options)
        wire.met_at, wire.lasting, wire.mishap = STRUCTURE, True, never_connected
        return timed_out(wire, request, options)

    ended = scene.refresh(Wire(scene.server, WRITE, lost_and_gone))

    assert type(ended.error) is errors.WriteOutcomeUnknownError
    assert ended.left == scene.after


def test_after_a_very_long_write_no_other_is_begun(scenes):
    """Whoever waits for the refresh would give up in the middle of it."""
    scene = scenes[MOVED]
    scene.begin()
    wire = Wire(scene.server, WRITE, timed_out)

    def clock() -> datetime:
        return earlier() + timedelta(minutes=3 if WRITE in wire.calls else 0)

    ended = scene.refresh(wire, clock=clock)

    assert type(ended.error) is errors.WriteOutcomeUnknownError
    assert ended.calls == (STRUCTURE, VALUES, WRITE)
    assert ended.left == scene.before


def test_a_write_that_arrives_days_later_does_nothing(scenes):
    """Its token is of a reading long gone, so Sheets refuses it as a whole."""
    scene = scenes[MOVED]
    scene.begin()
    wire = Wire(scene.server, WRITE, MISHAPS["time-out, then it arrives"])
    wire.holds_back = True
    scene.refresh(wire)
    scene.tracker.type_cell("People", 3, 2, 3)
    scene.tracker.type_cell("People", 3, 3, 45000)
    left = scene.refresh().left

    assert wire.deliver_late() == [400]
    assert scene.picture() == left


def test_a_refresh_that_nobody_waits_for_any_more_writes_nothing(scenes):
    """When the panel is closed, the progress it asked for is not read on."""
    scene = scenes[MOVED]
    scene.begin()
    job = Job(scene.tracker.spreadsheet_id, as_of=AS_OF)
    events = refresh(job, scene.tracker.client(), earlier)

    assert [next(events).step for _ in range(3)][-1] == "writing"
    events.close()

    assert scene.picture() == scene.before


@pytest.mark.parametrize(
    ("calls", "again"),
    [
        ((STRUCTURE, VALUES, WRITE), False),
        ((STRUCTURE, VALUES, WRITE, WRITE), True),
        ((STRUCTURE, VALUES, WRITE, STRUCTURE, WRITE), True),
        ((STRUCTURE, VALUES, WRITE, STRUCTURE, VALUES, WRITE), False),
    ],
)
def test_a_write_sent_blindly_would_be_noticed(calls, again):
    """The law of the table is one that can be broken."""
    assert sent_again_unseen(calls) is again


CERTIFICATES = {
    "never connected": never_connected,
    "time-out": timed_out,
    "cut short": cut,
    "cut short unseen": cut_unseen,
}


@pytest.mark.parametrize("mishap", CERTIFICATES.values(), ids=CERTIFICATES)
def test_no_certificates_is_not_a_bad_token(shared_server, mishap):
    """Who is calling cannot be told now, so nothing is begun; later it works."""
    verifier = IdTokenVerifier([AUDIENCE], f"{shared_server.url}/oauth2/v1/certs")
    token = shared_server.issuer.id_token(OWNER, AUDIENCE)
    wire = Wire(shared_server, STRUCTURE, mishap)
    verifier._request.session.mount("http://", wire)

    with pytest.raises(errors.CertificatesUnavailableError):
        verifier.verify(token)

    assert verifier.verify(token).email == OWNER


def test_a_caller_who_cannot_be_checked_is_told_to_wait(scenes):
    """The answer is 503 with the time after which to come again; nothing is read."""
    scene = scenes[MOVED]
    scene.begin()
    server, tracker = scene.server, scene.tracker
    services = build_services(local_settings(server))
    wire = Wire(server, STRUCTURE, never_connected, lasting=True)
    services.verifier._request.session.mount("http://", wire)
    headers = {
        "Authorization": f"Bearer {server.issuer.id_token(OWNER, AUDIENCE)}",
        "X-Sheets-Access-Token": tracker.token,
    }

    functions = functions_app(services).test_client()
    asked = {"spreadsheet_id": tracker.spreadsheet_id}
    answer = functions.post("/refresh", json=asked, headers=headers)

    assert (answer.status_code, answer.json["code"]) == (
        503,
        "certificates_unavailable",
    )
    assert answer.headers["Retry-After"] == "60"
    assert scene.picture() == scene.before
