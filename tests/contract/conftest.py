"""The subjects of the contract: who must answer the way Google does."""

from collections.abc import Iterator

import pytest
import requests

from local_sheets import Api, Issuer, LocalServer, create_app
from tests.contract import subjects
from tests.contract.subjects import OWNER, SEED, Subject, Transport

NOT_IMPLEMENTED = 501


@pytest.fixture(scope="session")
def server() -> Iterator[LocalServer]:
    with LocalServer() as running:
        yield running


@pytest.fixture(scope="session")
def over_http(server: LocalServer) -> Iterator[Transport]:
    with requests.Session() as session:
        yield subjects.over_http(server.url, server.issuer, session)


@pytest.fixture(scope="session")
def in_process(server: LocalServer) -> Transport:
    issuer = Issuer()
    app = create_app(Api(server.store, issuer, validate_responses=True))
    return subjects.in_process(app.test_client(), issuer)


@pytest.fixture(scope="session")
def live() -> Transport:
    return subjects.live()


@pytest.fixture(
    params=["in_process", "over_http", pytest.param("live", marks=pytest.mark.live)]
)
def subject(request: pytest.FixtureRequest) -> Subject:
    """Who answers; a case that also asks for `server` is about this server only."""
    if request.param == "live":
        return _live_subject(request)
    store = request.getfixturevalue("server").store
    spreadsheet_id = store.create("Tracker", owner=OWNER)
    store.batch_update(spreadsheet_id, SEED)
    return Subject(request.getfixturevalue(request.param), spreadsheet_id)


def _live_subject(request: pytest.FixtureRequest) -> Subject:
    spreadsheet_id = subjects.live_spreadsheet_id()
    if "server" in request.fixturenames or _is_about_gaps(request.node):
        pytest.skip("about the local server only")
    found = Subject(request.getfixturevalue("live"), spreadsheet_id)
    subjects.start_over(found)
    return found


def _is_about_gaps(case: pytest.Function) -> bool:
    """Tell whether a case expects 501, with which only this server answers."""
    said = (*case.function.__code__.co_consts, *case.callspec.params.values())
    return any(NOT_IMPLEMENTED in _flat(one) for one in said)


def _flat(value: object) -> Iterator[object]:
    """Yield a value, or those inside it when it is a tuple or a set."""
    if isinstance(value, tuple | frozenset | set):
        for item in value:
            yield from _flat(item)
    else:
        yield value
