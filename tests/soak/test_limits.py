"""Plans that are larger than Google recommends."""

import time

import pytest

from tests.conftest import Tracker, create_spreadsheet

RECOMMENDED_BYTES = 2_000_000
PEOPLE = 6_000


@pytest.mark.soak
def test_a_plan_beyond_the_recommended_size_is_one_request(shared_server, capsys):
    """Google names no limit but advises 2 MB; it is applied whole, like any other."""
    header = ["Name", "Phone", "Orders", "Total spent", "Last order"]
    rows = [
        [f"Person {n}", f"0803{n:07}", n % 9, n % 9 * 1500, 46340 - n % 400]
        for n in range(PEOPLE)
    ]
    tabs = {"People": [header, *rows]}
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, tabs))

    began_s = time.perf_counter()
    api = tracker.refresh()["api"]
    took_s = time.perf_counter() - began_s

    assert api["writes"] == 1
    assert api["bytes_sent"] > RECOMMENDED_BYTES
    assert tracker.refresh()["changes"]["requests"] == 0
    with capsys.disabled():
        print(f"\n{api['bytes_sent'] / 1e6:.1f} MB in one write, {took_s:.0f} s")  # noqa: T201
