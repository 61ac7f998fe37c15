"""Trackers for the tests of requirements."""

import pytest

from tests.conftest import Tracker, create_spreadsheet


@pytest.fixture(scope="module")
def tracker_with(shared_server):
    """Make a tracker on a local server from rows by tab."""

    def make(**tabs) -> Tracker:
        return Tracker(shared_server, create_spreadsheet(shared_server, tabs))

    return make
