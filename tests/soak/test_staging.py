"""Every batch of a staged write, with every fault, and at the real size."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.orders import HEADER as ORDERS
from benchmarks.orders import as_row, make_orders
from sheets_sync import errors
from sheets_sync.staging import STAGE_BYTES
from tests.conftest import Tracker, create_spreadsheet
from tests.faulty import KILLS, MISHAPS, WRITE, Wire
from tests.staged import (
    FIRST,
    MOST_BYTES,
    REFUSED,
    check_killed,
    check_overtaken,
    check_planned_again,
    scene_of,
    seen,
    writes_of,
)

FAULTS = {**MISHAPS, "refused": REFUSED}
ROUNDS = 20
CUSTOMERS = 20_000


@pytest.mark.soak
@pytest.mark.parametrize("kind", MOST_BYTES)
def test_every_batch_with_every_fault(shared_server, kind, capsys):
    """As before or as after, and as after once the next refresh has run."""
    scene = scene_of(shared_server, kind)
    scene.begin()
    plain = scene.refresh(most_bytes=10_000_000)
    assert seen(plain.left) == seen(scene.after)
    batches = range(1, writes_of(scene) + 1)

    for nth in batches:
        for name, mishap in FAULTS.items():
            if nth == 1 and name == "refused":
                continue  # nothing has changed since the reading, so that is final
            check = check_killed if name in KILLS else check_planned_again
            check(scene, nth, mishap)
        check_overtaken(scene, nth)

    with capsys.disabled():
        print(f"\n{kind}: {len(batches)} batches, {len(FAULTS) + 1} faults each")  # noqa: T201


@pytest.mark.soak
def test_refreshes_in_parallel_end_as_one(shared_server, capsys):
    """Each ends well or gives way to another; the end is as if one had run."""
    scene = scene_of(shared_server, FIRST)
    gave_way = 0
    for _ in range(ROUNDS):
        scene.begin()
        with ThreadPoolExecutor(3) as pool:
            ended = list(pool.map(lambda _: scene.refresh().error, range(3)))
        others = {type(error) for error in ended if error}
        assert others <= {errors.RefreshUnderWayError, errors.RejectedBatchError}
        assert scene.refresh().left == scene.after
        gave_way += sum(error is not None for error in ended)
    with capsys.disabled():
        print(f"\n{ROUNDS} rounds of 3, {gave_way} gave way")  # noqa: T201


@pytest.mark.soak
def test_no_request_of_a_first_refresh_is_larger_than_recommended(
    shared_server, capsys
):
    """With 20,000 customers; what shows is one small request at the end."""
    rows = [list(ORDERS), *(list(as_row(order)) for order in make_orders(CUSTOMERS))]
    tracker = Tracker(shared_server, create_spreadsheet(shared_server, {"Sales": rows}))
    client = tracker.client()
    wire = Wire(shared_server)
    sizes = []
    wire.met_at, wire.lasting = WRITE, True

    def weighed(wire, request, options):
        sizes.append(len(request.body))
        return wire.through(request, options)

    wire.mishap = weighed
    client.http.session.mount("http://", wire)
    tracker.client = lambda: client

    report = tracker.refresh()

    assert report["customers"] == CUSTOMERS
    assert max(sizes) <= STAGE_BYTES
    assert len(sizes) <= sum(sizes) / STAGE_BYTES * 1.2 + 2
    assert tracker.refresh()["changes"]["requests"] == 0
    with capsys.disabled():
        total = sum(sizes) / 1e6
        print(f"\n{len(sizes)} requests, {total:.1f} MB; the last {sizes[-1]} bytes")  # noqa: T201
