"""A plan too large for one request: all of it shows at once, or none of it.

The whole table of batches and faults is in tests/soak; here are some of each.
"""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from local_sheets import Fault
from sheets_sync import errors
from sheets_sync.layout import TAB_METADATA_KEY
from tests.faulty import (
    MISHAPS,
    WRITE,
    KilledError,
    Scene,
    Wire,
    answered,
    killed,
    killed_after,
)

FIRST, SWITCHED, CAME = "first", "scheme switched", "many came"
MOST_BYTES = {FIRST: 40_000, SWITCHED: 9_000, CAME: 4_000}
REFUSED = answered(Fault(400))


@pytest.fixture(scope="module")
def scenes(shared_server):
    """The scene of each kind of refresh, written in several batches."""
    return {
        kind: Scene(shared_server, kind, most_bytes=most)
        for kind, most in MOST_BYTES.items()
    }


def staged(picture):
    """Return the ids of the hidden tabs of a stage."""
    return {
        one["location"]["sheetId"]
        for one in picture["metadata"]
        if one["metadataKey"] == TAB_METADATA_KEY
        and json.loads(one["metadataValue"])["role"] == "stage"
    }


def seen(picture):
    """Return what is there besides a stage; hidden tabs may stand in any order."""
    ids = staged(picture)
    tabs = [tab for tab in picture["tabs"] if tab["properties"]["sheetId"] not in ids]
    where = [one["location"] for one in picture["metadata"]]
    homes = [
        place.get("sheetId", place.get("dimensionRange", {}).get("sheetId"))
        for place in where
    ]
    metadata = [
        json.dumps(one, sort_keys=True)
        for one, home in zip(picture["metadata"], homes, strict=True)
        if home not in ids
    ]
    return {
        **picture,
        "tabs": [tab for tab in tabs if not tab["properties"].get("hidden")],
        "hidden": [tab for tab in tabs if tab["properties"].get("hidden")],
        "metadata": sorted(metadata),
    }


def writes_of(scene):
    return scene.calls.count(WRITE)


def wire_to(scene, nth, mishap):
    return Wire(scene.server, WRITE, mishap, nth=nth)


def some_batches(scene):
    """Return the first batch, one in the middle, and the last two."""
    last = writes_of(scene)
    return sorted({1, last // 2, last - 1, last} - {0})


@pytest.mark.parametrize("kind", MOST_BYTES)
def test_the_end_is_as_if_it_had_been_one_request(scenes, kind):
    """Cells, links, formats, notes, protections, charts and marks, tab by tab."""
    scene = scenes[kind]
    scene.begin()

    plain = scene.refresh(most_bytes=10_000_000)

    assert (plain.calls.count(WRITE), writes_of(scene) > 2) == (1, True)
    assert seen(scene.after) == seen(plain.left)
    assert not staged(scene.after)


@pytest.mark.parametrize("kind", MOST_BYTES)
def test_nothing_shows_before_the_last_batch(scenes, kind):
    """After each of the others a seller sees what was there before."""
    scene = scenes[kind]
    scene.begin()
    pictures = []
    scene.server.world.after = lambda method, *_: (
        pictures.append(scene.picture()) if method == "POST" else None
    )

    try:
        scene.refresh()
    finally:
        scene.server.world.after = None

    assert len(pictures) == writes_of(scene)
    assert pictures[-1] == scene.after
    assert all(seen(one) == seen(scene.before) for one in pictures[:-1])
    assert all(map(staged, pictures[:-1]))


def test_pasted_cells_are_what_was_meant(scenes):
    """Text like a formula stays text, and notes and formats of people's stay."""
    after = scenes[CAME].after

    people, *_ = (tab for tab in after["tabs"])
    row = people["rows"][12]
    at = people["rows"][0][0].index("Segment")
    assert row[0][0] == "=1+7"
    assert isinstance(row[0][at], str)
    assert row[2][at] == {"note": "seen"}
    assert row[1][at]["wrapStrategy"] == "CLIP"
    names = {r[0][0] for tab in after["tabs"][1:] for r in tab["rows"] if r[0]}
    assert {"=1+7", "=1+14", "=1+28"} <= names


@pytest.mark.parametrize("kind", MOST_BYTES)
@pytest.mark.parametrize("how", [killed, killed_after], ids=["before", "after"])
def test_a_process_that_is_killed_between_batches(scenes, kind, how):
    """Nothing shows unless it was the last; the next refresh clears up and ends."""
    scene = scenes[kind]
    for nth in some_batches(scene):
        check_killed(scene, nth, how)


def check_killed(scene, nth, how):
    """Kill a refresh at that batch, and refresh again."""
    scene.begin()

    ended = scene.refresh(wire_to(scene, nth, how))

    assert isinstance(ended.error, KilledError)
    applied = nth == writes_of(scene) and how is killed_after
    assert seen(ended.left) == seen(scene.after if applied else scene.before)
    assert scene.refresh().left == scene.after


UNSURE = ["time-out", "time-out after", "time-out, then it arrives", "cut short"]


@pytest.mark.parametrize("kind", [FIRST, CAME])
@pytest.mark.parametrize("mishap", [*UNSURE, "refused"])
def test_a_batch_that_fails_is_planned_again(scenes, kind, mishap):
    """What was staged is cleared, whether or not the batch was applied."""
    scene = scenes[kind]
    for nth in some_batches(scene)[1:]:
        check_planned_again(scene, nth, MISHAPS.get(mishap, REFUSED))


def check_planned_again(scene, nth, mishap):
    """Let a batch fail once; the refresh ends as if nothing had been."""
    scene.begin()

    ended = scene.refresh(wire_to(scene, nth, mishap))

    assert ended.error is None
    assert ended.left == scene.after
    told = ("moves", "segments", "customers", "applied")
    assert [ended.report[x] for x in told] == [scene.report[x] for x in told]


def test_a_batch_that_is_always_refused(scenes):
    """After a few attempts that is said; nothing shows, and the next one clears up."""
    scene = scenes[CAME]
    scene.begin()
    wire = Wire(scene.server, WRITE, REFUSED, lasting=True)
    wire.mishap = lambda wire, request, options: (
        REFUSED(wire, request, options)
        if b"copyPaste" in request.body
        else wire.through(request, options)
    )

    ended = scene.refresh(wire)

    assert isinstance(ended.error, errors.RejectedBatchError)
    assert seen(ended.left) == seen(scene.before)
    assert scene.refresh().left == scene.after


@pytest.mark.parametrize("kind", [FIRST, CAME])
def test_another_refresh_comes_between_two_batches(scenes, kind):
    """It clears the stage, for it cannot tell it from an abandoned one, and ends."""
    scene = scenes[kind]
    for nth in some_batches(scene):
        check_overtaken(scene, nth)


def check_overtaken(scene, nth):
    """Let another refresh come and go just before that batch."""
    scene.begin()

    def overtake(wire, request, options):
        assert scene.refresh().error is None
        return wire.through(request, options)

    ended = scene.refresh(wire_to(scene, nth, overtake))

    assert ended.error is None
    assert ended.left == scene.after


def test_a_refresh_that_is_overtaken_leaves_the_faster_one_alone(scenes):
    """Else two could clear each other's stage for ever; it says so and ends."""
    scene = scenes[FIRST]
    scene.begin()

    def overtake(wire, request, options):
        other = scene.refresh(wire_to(scene, 3, killed))
        assert isinstance(other.error, KilledError)
        return wire.through(request, options)

    ended = scene.refresh(wire_to(scene, 2, overtake))

    assert isinstance(ended.error, errors.RefreshUnderWayError)
    assert ended.error.retryable
    assert seen(ended.left) == seen(scene.before)
    assert scene.refresh().left == scene.after


def test_refreshes_in_parallel_end_as_one(scenes):
    """Each ends well or says that another is under way; one at least ends well."""
    scene = scenes[FIRST]
    scene.begin()

    with ThreadPoolExecutor(3) as pool:
        ended = list(pool.map(lambda _: scene.refresh().error, range(3)))

    assert None in ended
    others = {type(error) for error in ended if error}
    assert others <= {errors.RefreshUnderWayError, errors.RejectedBatchError}
    assert scene.refresh().left == scene.after


def test_a_stage_left_behind_is_no_part_of_the_tracker(scenes):
    """A preview reads as if it were not there; a small plan clears it on the way."""
    scene = scenes[FIRST]
    scene.begin()
    scene.refresh(wire_to(scene, writes_of(scene), killed))
    left = scene.picture()
    assert staged(left)

    preview = scene.refresh(mode="preview")
    assert [preview.report[x] for x in ("customers", "sources", "data_check")] == [
        scene.report[x] for x in ("customers", "sources", "data_check")
    ]
    assert preview.left == left

    whole = scene.refresh(most_bytes=10_000_000)
    assert whole.calls.count(WRITE) == 1
    assert seen(whole.left) == seen(scene.after)
    assert not staged(whole.left)


def test_a_stage_beside_a_finished_refresh_goes_alone(scenes):
    """Even where nothing else is to be written."""
    scene = scenes[FIRST]
    scene.begin()
    scene.refresh()
    tracker = scene.tracker
    added = {"sheetId": 77, "title": "Segment state x", "hidden": True}
    mark = {
        "metadataKey": TAB_METADATA_KEY,
        "metadataValue": '{"role": "stage", "stage": 5}',
        "location": {"sheetId": 77},
        "visibility": "DOCUMENT",
    }
    tracker.send(
        {"addSheet": {"properties": added}},
        {"createDeveloperMetadata": {"developerMetadata": mark}},
    )

    ended = scene.refresh()

    assert ended.report["changes"]["requests"] == 1
    assert ended.left == scene.after
    assert scene.refresh().report["changes"]["requests"] == 0
