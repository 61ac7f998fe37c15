"""However slow everything is, a refresh ends in time and says how it ended."""

import math
from dataclasses import dataclass
from datetime import timedelta

import pytest
import requests

from local_sheets import Fault
from sheets_sync import budget, errors
from sheets_sync.bootstrap import build_services
from sheets_sync.budget import REFRESH_S
from sheets_sync.client import SheetsClient
from sheets_sync.refresh import Job, refresh
from sheets_sync.serve import local_settings
from tests.conftest import AS_OF
from tests.faulty import (
    STRUCTURE,
    VALUES,
    WRITE,
    Scene,
    Wire,
    answered,
    earlier,
)


@dataclass
class Time:
    """Seconds that pass only where something waits."""

    s: float = 0.0

    def wait(self, seconds: float) -> None:
        self.s += seconds


@pytest.fixture(scope="module")
def scene(shared_server):
    return Scene(shared_server, "some moved")


def never_answered(time, *, after=False):
    """Return a mishap: the time-out passes, with the call done or not."""

    def meet(wire, request, options):
        if after:
            wire.through(request, options)
        time.wait(options["timeout"][1])
        raise requests.ReadTimeout

    return meet


def slow(time, seconds):
    """Return a mishap: the answer takes long, but comes."""

    def meet(wire, request, options):
        time.wait(seconds)
        return wire.through(request, options)

    return meet


def busy(told):
    """Return a mishap: the quota is used up."""
    return lambda _time: answered(Fault(429, headers={"Retry-After": told}))


CASES = [
    (STRUCTURE, never_answered, errors.SheetsUnavailableError, "before"),
    (VALUES, never_answered, errors.SheetsUnavailableError, "before"),
    (WRITE, never_answered, errors.WriteOutcomeUnknownError, "before"),
    (STRUCTURE, busy("70"), errors.RateLimitedError, "before"),
    (WRITE, busy("70"), errors.RateLimitedError, "before"),
    (STRUCTURE, lambda time: slow(time, 120), None, "after"),
    (VALUES, lambda time: slow(time, 220), errors.OutOfTimeError, "before"),
    (STRUCTURE, lambda time: slow(time, 269), errors.OutOfTimeError, "before"),
    (WRITE, lambda time: slow(time, 180), None, "after"),
]


@pytest.mark.parametrize(("at", "mishap", "error", "left"), CASES)
def test_a_refresh_ends_in_time(scene, at, mishap, error, left):
    """Before Cloud Run would end it without a word, and as before or as after."""
    scene.begin()
    time = Time()
    client = scene.tracker.client()
    client.http.session.mount(
        "http://", Wire(scene.server, at, mishap(time), lasting=True)
    )
    client.http.elapsed_s = lambda: time.s
    client.http.sleep = time.wait
    client.http.ends_s = REFRESH_S
    job = Job(scene.tracker.spreadsheet_id, as_of=AS_OF)
    options = {"clock": lambda: earlier() + timedelta(seconds=time.s)}

    if error is None:
        list(refresh(job, client, **options))
    else:
        with pytest.raises(error):
            list(refresh(job, client, **options))

    assert time.s <= REFRESH_S + budget.CONNECT_S
    kept = scene.picture()
    assert (kept == scene.before) is (left == "before")


def test_a_write_that_is_cut_off_at_the_end_is_unknown(scene):
    """It was done, and it is never said that nothing was changed."""
    scene.begin()
    time = Time(s=REFRESH_S - budget.WRITE_S)
    client = scene.tracker.client()
    mishap = never_answered(time, after=True)
    client.http.session.mount("http://", Wire(scene.server, WRITE, mishap))
    client.http.elapsed_s = lambda: time.s
    client.http.ends_s = REFRESH_S

    with pytest.raises(errors.WriteOutcomeUnknownError):
        list(refresh(Job(scene.tracker.spreadsheet_id, as_of=AS_OF), client, earlier))

    assert time.s == REFRESH_S
    assert scene.picture() != scene.before


def test_every_refresh_of_the_service_has_its_own_time(shared_server):
    """It begins with the client of a request; on a laptop there is no such end."""
    services = build_services(local_settings(shared_server))
    clients = [services.spreadsheets_of("token") for _ in range(2)]

    left_s = [one.http.ends_s - one.http.elapsed_s() for one in clients]
    assert left_s == pytest.approx([REFRESH_S] * 2, abs=5)
    assert clients[0].http.ends_s != clients[1].http.ends_s
    assert SheetsClient("token").http.ends_s == math.inf
